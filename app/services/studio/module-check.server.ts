/** What is wrong with a module's draft, each thing beside what it concerns; and the draft as it would be published. */
import { liveSlugs } from "#db/queries/content.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { ContentProblem } from "#app/domain/learning/content-problem.ts";
import type { CompiledModule } from "#app/domain/learning/lesson.ts";
import { showsFile } from "#app/domain/learning/module-draft.ts";
import { placeInModule } from "#app/domain/learning/module-places.ts";
import { LOCAL_WORD_KEYS } from "#app/domain/learning/local-words.ts";
import { POLICY_KEYS } from "#app/domain/learning/policy.ts";
import { idsAlong } from "#app/domain/scenarios/merge.ts";
import type { PlacedFinding } from "#app/domain/scenarios/editor-values.ts";
import type { Context } from "../context.server.ts";
import { checkModule, isImage, type KeptFile, type ModuleFindings } from "../learning/check-module.ts";
import { ADDRESSES, checkReferences } from "../learning/check-references.ts";
import { compileModuleThing, type CompiledThing } from "../learning/compile-content.server.ts";
import { liveVersion, loadVersion } from "../learning/read-content.server.ts";
import type { OpenModuleDraft } from "./draft.server.ts";
import { lessonFile, linesBefore, moduleFiles } from "./module-source.server.ts";

type Checked = Pick<OpenModuleDraft, "id" | "revision" | "document" | "base_version_id">;

const KEPT = 20;
/** By draft and revision; the least used first. */
const checks = new Map<string, ModuleFindings>();

/** A module's files as its compiled form has them: those of the version that the draft began from, and its own. */
export async function filesOf(
  ctx: Pick<Context, "read">,
  { document, base_version_id: base }: Pick<OpenModuleDraft, "document" | "base_version_id">,
): Promise<Required<Pick<CompiledModule, "images" | "media">>> {
  const began = base === null ? null : (await loadVersion(ctx, "module", base)).compiled;
  const own = (document.files ?? []).map(({ id, ...kept }) => [id, kept] as const);
  return { images: began?.images ?? {}, media: { ...began?.media, ...Object.fromEntries(own) } };
}

async function checked(ctx: Pick<Context, "read">, draft: Checked): Promise<ModuleFindings> {
  const key = `${draft.id} ${draft.revision} ${draft.base_version_id}`;
  const known = checks.get(key);
  const found = known ?? (await check(ctx, draft));
  checks.delete(key);
  checks.set(key, found);
  if (checks.size > KEPT) checks.delete(checks.keys().next().value as string);
  return found;
}

/** What no lesson shows is left out. */
async function check(
  ctx: Pick<Context, "read">,
  draft: Pick<OpenModuleDraft, "document" | "base_version_id">,
): Promise<ModuleFindings> {
  const { document } = draft;
  const { images, media } = await filesOf(ctx, draft);
  const earlier = Object.entries(images).map(
    ([name, image]) => [name, Buffer.from(image.base64, "base64")] as const,
  );
  const shown = [...earlier, ...Object.entries<KeptFile>(media)].filter(([name]) =>
    document.lessons.some(({ text }) => showsFile(text, name)),
  );
  const those = (kind: (name: string) => boolean): Record<string, Buffer | KeptFile> =>
    Object.fromEntries<Buffer | KeptFile>(shown.filter(([name]) => kind(name)));
  const [pictures, others] = [those(isImage), those((name) => !isImage(name))];
  return checkModule(`modules/${document.slug}`, moduleFiles(document), pictures, others);
}

async function knownNames(ctx: Context, slug: string) {
  const [facts, glossary, scenarios, modules, pages] = await Promise.all([
    liveVersion(ctx, "facts", "facts"),
    liveVersion(ctx, "glossary", "glossary"),
    liveSlugs(ctx.read, "scenario"),
    liveSlugs(ctx.read, "module"),
    liveSlugs(ctx.read, "page"),
  ]);
  return {
    fact: new Set((facts?.compiled.facts ?? []).map((fact) => fact.id)),
    term: new Set((glossary?.compiled ?? []).map((term) => term.id)),
    scenario: new Set(scenarios),
    policy: new Set<string>([...POLICY_KEYS, ...LOCAL_WORD_KEYS]),
    link: new Set([
      ...ADDRESSES,
      ...pages.map((name) => `/${name}`),
      ...[...modules, slug].map((name) => `/modules/${name}`),
      ...scenarios.map((name) => `/scenarios/${name}`),
    ]),
  };
}

/** Everything that stands in the way of publishing; each thing once. */
export async function moduleFindings(ctx: Context, draft: Checked): Promise<PlacedFinding[]> {
  const { problems, references } = await checked(ctx, draft);
  const unmet = checkReferences(references, await knownNames(ctx, draft.document.slug));
  const findings = [...problems, ...unmet].map((problem) => placed(draft, problem));
  return [...new Map(findings.map((one) => [`${one.href} ${one.place} ${one.message}`, one])).values()];
}

function placed({ id, document }: Checked, problem: ContentProblem): PlacedFinding {
  const base = `/studio/drafts/${id}`;
  const { file, message, cure, line, path = [] } = problem;
  const name = file.split("/").at(-1) ?? "";
  const finding = { rule: "content", severity: "error", choice: null, accepted: null, route: [] } as const;
  const at = document.lessons.findIndex((lesson, number) => lessonFile(number, lesson.id) === name);
  const lesson = document.lessons[at];
  if (lesson) {
    const within = line - linesBefore(lesson);
    const place = placeInModule(document, ["lessons", lesson.id]);
    const said = within > 0 ? `line ${within}: ${message}` : message;
    return { ...finding, message: said, cure, place, ...partAt(base, `lessons/${lesson.id}`) };
  }
  // What the schema says begins with the path in the file, which its author never sees.
  const bare = message
    .replace(/^question [a-z0-9-]+: /, "")
    .replace(/^[\w-]+(\.[\w-]+)+: |^[\w-]+: (?=write|use|it is|Too|Invalid)/, "");
  if (name === "questions.yaml") {
    const question = typeof path[0] === "number" ? document.questions[path[0]] : undefined;
    const keys = question ? ["questions", question.id, ...idsAlong(question, path.slice(1))] : ["questions"];
    const place = placeInModule(document, keys);
    const within = place.split(" · ").slice(1).join(" · ");
    const said = question && within !== "" && bare !== message ? `${within}: ${bare}` : bare;
    const part = question ? `questions/${question.id}` : "questions";
    return { ...finding, message: said, cure, place, ...partAt(base, part) };
  }
  const section = String(path[0] ?? "title");
  const place = placeInModule(document, idsAlong(document, path));
  const said = bare === message ? message : `${place}: ${bare}`;
  return { ...finding, message: said, cure, place, part: "module", href: `${base}/module#${section}` };
}

const partAt = (base: string, part: string) => ({ part, href: `${base}/${part}` });

/**
 * The draft as it is stored once published.
 * @throws AmendsError `bad-input` while anything is wrong with it.
 */
export async function compileModuleDraft(
  ctx: Pick<Context, "read">,
  draft: Checked,
  change: "wording" | "substance",
): Promise<CompiledThing> {
  const { module } = await check(ctx, { ...draft, document: { ...draft.document, change } });
  if (module) return compileModuleThing(module);
  throw new AmendsError("bad-input", "This module is not sound", "Put right what its findings say.");
}
