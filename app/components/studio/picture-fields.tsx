import type { DraftScene } from "#app/domain/scenarios/draft.ts";
import { Button } from "../button.tsx";
import { Field, describedBy } from "../forms/field.tsx";
import { TextField } from "../forms/text-field.tsx";

const FILE = "picture.file";
const HINT = "PNG, JPEG, WebP or GIF that stands still; 500 kB and 4,096 pixels each way at most";

/** A scene's picture: a file, and the words for those who cannot see it. The preview shows it. */
export function PictureFields({ picture }: { picture: DraftScene["picture"] }) {
  return (
    <fieldset className="bare stack">
      <legend className="field-label">Picture</legend>
      <Field name={FILE} label={picture ? "Another in its place" : "A file"} hint={HINT}>
        <input
          className="input"
          type="file"
          id={FILE}
          name={FILE}
          accept="image/png,image/jpeg,image/webp,image/gif"
          aria-describedby={describedBy({ name: FILE, hint: HINT })}
        />
      </Field>
      <TextField
        name="picture.alt"
        label="What it shows"
        hint={`For those who cannot see it. ${picture ? "Without it the scenario cannot be published." : "It is kept once the picture is put in."}`}
        defaultValue={picture?.alt ?? ""}
      />
      <div className="button-row">
        <Button variant="second" small name="do" value="picture">
          {picture ? "Put the other in its place" : "Put the picture in"}
        </Button>
        {picture ? (
          <Button variant="withdraw" small name="do" value="remove-picture">
            Take the picture away
          </Button>
        ) : null}
      </div>
    </fieldset>
  );
}
