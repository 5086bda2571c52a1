/** The editor's forms as they come in: which part they are about, what they say, and what the author is told. */
import { AmendsError } from "#app/domain/errors.ts";
import type { ScenarioDraft } from "#app/domain/scenarios/draft.ts";
import { withValue, type IdPath, type Json } from "#app/domain/scenarios/merge.ts";
import type { Context } from "#app/services/context.server.ts";
import type { Principal } from "#app/services/identity/principal.server.ts";
import { keepFile, keepPicture } from "#app/services/learning/keep-media.server.ts";
import { tellSave } from "#app/services/studio/conflicts.server.ts";
import type { SaveTold } from "#app/domain/scenarios/editor-values.ts";
import { editDraft, type DraftPart } from "#app/services/studio/edit-draft.server.ts";
import { deedOf, withAboutForm, withEndingForm, withSceneForm } from "./draft-form.ts";
import { editModule, type ModulePart } from "#app/services/studio/edit-module.server.ts";
import { withModuleForm } from "./module-form.ts";
import { textField } from "./parse.ts";
import { fileField } from "./upload-form.server.ts";

/** "scenes/ID", "endings/ID" or "". */
export function partAsked(text: string): DraftPart {
  const [kind, id = ""] = text.split("/");
  if (kind === "scenes") return { kind: "scene", id };
  if (kind === "endings") return { kind: "ending", id };
  return { kind: "about" };
}

/** @param picture the name of the one that was chosen */
function typed(
  part: DraftPart,
  form: FormData,
  picture: string | null,
): (draft: ScenarioDraft) => ScenarioDraft {
  if (part.kind === "scene") return (draft) => withSceneForm(draft, part.id, form, picture);
  if (part.kind === "ending") return (draft) => withEndingForm(draft, part.id, form);
  return (draft) => withAboutForm(draft, form);
}

/** What was decided where two people changed the same text. */
function settled(form: FormData): <Document>(draft: Document) => Document {
  const chosen: { path: IdPath; value: Json | undefined }[] = [];
  for (let at = 0; form.has(`settle.${at}.path`); at += 1) {
    if (textField(form, `settle.${at}.take`) !== "mine") continue;
    const text = form.has(`settle.${at}.text`)
      ? textField(form, `settle.${at}.text`).replace(/\r\n?/g, "\n")
      : parsed(textField(form, `settle.${at}.value`));
    chosen.push({ path: parsed(textField(form, `settle.${at}.path`)) as IdPath, value: text });
  }
  return (draft) => chosen.reduce((whole, { path, value }) => withValue(whole, path, value), draft);
}

function parsed(text: string): Json | undefined {
  if (text === "") return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new AmendsError(
      "bad-input",
      "What was sent cannot be read",
      "Open the draft again and decide there.",
    );
  }
}

/** As `saveForm`, for a form of a module's draft. */
export async function saveModuleForm(
  { ctx, principal }: { ctx: Context; principal: Principal },
  draftId: string,
  part: ModulePart,
  form: FormData,
): Promise<SaveTold & { goTo: string | null }> {
  const named = textField(form, "new-lesson").trim().slice(0, 200);
  // Enter in the field of a new lesson's name presses Save.
  const adds = named !== "" && textField(form, "do") === "save" && part.kind === "module";
  const deed = adds ? (["add-lesson", ""] as const) : deedOf(form);
  const settling = deed[0] === "settle";
  const chosen = deed[0] === "add-file" ? await chosenFile(ctx, form) : null;
  const edited = await editModule(
    ctx,
    {
      forceId: principal.force.id,
      draftId,
      by: principal.personId,
      base: baseOf(form),
      part,
      deed: settling ? ["save", ""] : deed,
      askAll: form.has("ask-all"),
      named,
      chosen,
    },
    settling ? settled(form) : (draft) => withModuleForm(draft, part, form),
  );
  return { ...(await tellSave(ctx, edited, part)), goTo: edited.goTo };
}

/** The file of a lesson's form, kept, with the words for it. */
async function chosenFile(ctx: Context, form: FormData) {
  const file = await fileField(form, "file");
  if (!file)
    throw new AmendsError("bad-input", "No file", "Choose one.", [
      { text: "A picture or a recording: choose a file", href: "#file" },
    ]);
  const kept = await keepFile(ctx, { ...file, bytes: Buffer.from(file.bytes) }, "#file");
  return { file: kept, words: textField(form, "file.words").slice(0, 500) };
}

function baseOf(form: FormData): number {
  const base = Number(textField(form, "revision"));
  if (Number.isInteger(base) && base >= 1) return base;
  throw new AmendsError("bad-input", "The form does not say what it began from", "Open the draft again.");
}

/** Saves a form of the editor and does what its button asks. @throws AmendsError as `editDraft` */
export async function saveForm(
  { ctx, principal }: { ctx: Context; principal: Principal },
  draftId: string,
  part: DraftPart,
  form: FormData,
): Promise<SaveTold & { goTo: string | null }> {
  const base = baseOf(form);
  const deed = deedOf(form);
  const settling = deed[0] === "settle";
  const chosen = part.kind === "scene" ? await fileField(form, "picture.file") : null;
  const picture = chosen && (await keepPicture(ctx, Buffer.from(chosen.bytes), "#picture.file"));
  if (deed[0] === "picture" && picture === null)
    throw new AmendsError("bad-input", "No picture", "Choose one.", [
      { text: "Picture: choose a file", href: "#picture.file" },
    ]);
  const edited = await editDraft(
    ctx,
    {
      forceId: principal.force.id,
      draftId,
      by: principal.personId,
      base,
      part,
      deed: settling ? ["save", ""] : deed,
      askAll: form.has("ask-all"),
    },
    settling ? settled(form) : typed(part, form, picture),
  );
  return { ...(await tellSave(ctx, edited, part)), goTo: edited.goTo };
}
