import type { LessonPage } from "#app/domain/learning/module-values.ts";
import { Button } from "../button.tsx";
import { Field, describedBy } from "../forms/field.tsx";
import { TextField } from "../forms/text-field.tsx";

const HINT =
  "A picture (PNG, JPEG, WebP or GIF that stands still, 500 kB), a recording (mp3, m4a, ogg, wav, mp4 or webm, 20 MB) or captions (WebVTT)";

/** The module's pictures and recordings, and a file to put into this lesson. */
export function LessonFiles({ files }: { files: LessonPage["files"] }) {
  return (
    <section className="place-tools" id="files">
      <h3>Pictures and recordings</h3>
      {files.length > 0 ? (
        <ul>
          {files.map(({ name, shownIn, own }) => (
            <li key={name}>
              <code>{name}</code>:{" "}
              {shownIn.length > 0 ? `shown in ${shownIn.join(", ")}` : "in no lesson, and not published"}{" "}
              {own && shownIn.length === 0 ? (
                <button className="link-button" name="do" value={`remove-file:${name}`}>
                  Take it away<span className="visually-hidden">: {name}</span>
                </button>
              ) : null}
            </li>
          ))}
        </ul>
      ) : null}
      <Field name="file" label="A file" hint={HINT}>
        <input
          className="input"
          type="file"
          id="file"
          name="file"
          accept="image/png,image/jpeg,image/webp,image/gif,.mp3,.m4a,.ogg,.wav,.mp4,.webm,.vtt"
          aria-describedby={describedBy({ name: "file", hint: HINT })}
        />
      </Field>
      <TextField
        name="file.words"
        label="What it shows, or its name"
        hint="What a picture shows, for those who cannot see it; of a recording its title."
      />
      <div className="button-row">
        <Button variant="second" small name="do" value="add-file">
          Put it at the end of the lesson
        </Button>
      </div>
    </section>
  );
}
