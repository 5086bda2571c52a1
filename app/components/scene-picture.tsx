import type { ShownPicture } from "#app/domain/learning/picture.ts";

/** The picture of a scene: the page leaves room for it before it is there. */
export function ScenePicture({ picture }: { picture: ShownPicture | null }) {
  return picture && <img className="scene-picture" {...picture} alt={picture.alt} />;
}
