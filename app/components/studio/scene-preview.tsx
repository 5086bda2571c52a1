import type { ShownPicture } from "#app/domain/learning/picture.ts";
import { Html } from "../html.tsx";
import { Panel } from "../panel.tsx";
import { ScenePicture } from "../scene-picture.tsx";

export interface ScenePreviewValues {
  readonly title: string;
  readonly when: string;
  readonly where: string;
  readonly picture: ShownPicture | null;
  readonly html: string;
  readonly decision: string;
  readonly choices: readonly { readonly id: string; readonly html: string }[];
}

/** A scene as an officer would see it; nothing in it can be pressed. */
export function ScenePreview({ scene }: { scene: ScenePreviewValues }) {
  return (
    <section aria-label="Preview" className="preview">
      <p className="preview-head">
        <strong>Preview</strong> <span className="hint">as an officer sees it</span>
      </p>
      <Panel>
        <h3>{scene.title || "Without a name"}</h3>
        <p className="hint">{[scene.when, scene.where].filter(Boolean).join(" · ")}</p>
        <ScenePicture picture={scene.picture} />
        <Html className="story" html={scene.html} />
        <p>
          <strong>{scene.decision}</strong>
        </p>
        <ul className="preview-choices">
          {scene.choices.map((choice) => (
            <li key={choice.id}>
              <Html as="span" html={choice.html} />
            </li>
          ))}
        </ul>
      </Panel>
    </section>
  );
}
