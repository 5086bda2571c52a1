/** Reads everything authored and says what is wrong with it. Nothing is run, nothing is stored. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { z } from "zod";
import type { ContentProblem } from "#app/domain/learning/content-problem.ts";
import { LOCAL_WORD_KEYS } from "#app/domain/learning/local-words.ts";
import { POLICY_KEYS } from "#app/domain/learning/policy.ts";
import {
  factsDocument,
  glossaryDocument,
  programmesDocument,
  type FactsDocument,
  type GlossaryTerm,
  type ProgrammeDocument,
} from "#app/domain/learning/reference.ts";
import type { Scenario } from "#app/domain/scenarios/scenario.ts";
import { PICTURE_FILE } from "#app/domain/learning/picture.ts";
import { checkModule, isImage, isMedia, type LoadedModule, type Reference } from "./check-module.ts";
import { ADDRESSES, checkReferences } from "./check-references.ts";
import { checkPage, type LoadedPage } from "./check-page.ts";
import { checkScenarioFile } from "./check-scenario.ts";
import type { FoundPicture } from "./keep-media.server.ts";
import { readYaml, type YamlFile } from "./yaml-file.ts";

export type { ContentProblem } from "#app/domain/learning/content-problem.ts";

/** A document with the text it was read from. */
export interface Loaded<Document> {
  readonly document: Document;
  readonly source: string;
}
export interface LoadedScenario extends Loaded<Scenario> {
  /** Those that its scenes show, by their names in it. */
  readonly pictures: Readonly<Record<string, FoundPicture>>;
}
export interface LoadedContent {
  readonly modules: readonly LoadedModule[];
  readonly scenarios: readonly LoadedScenario[];
  readonly facts?: Loaded<FactsDocument>;
  readonly glossary?: Loaded<GlossaryTerm[]>;
  readonly programmes?: Loaded<ProgrammeDocument[]>;
  readonly pages: readonly LoadedPage[];
}

/**
 * Checks `modules/` and `content/` under a root. Problems come in the order of file and line; with any, `content`
 * holds only what is sound by itself and must not be published.
 */
export async function checkContent(
  root: string,
): Promise<{ problems: ContentProblem[]; content: LoadedContent }> {
  const problems: ContentProblem[] = [];
  const references: Reference[] = [];

  const modules: LoadedModule[] = [];
  const slugs: string[] = [];
  for (const slug of await namesIn(join(root, "modules"), "folders")) {
    slugs.push(slug);
    const found = checkModule(`modules/${slug}`, ...(await readModule(join(root, "modules", slug))));
    problems.push(...found.problems);
    references.push(...found.references);
    if (found.module) modules.push(found.module);
  }

  const scenarios: LoadedScenario[] = [];
  const scenarioNames: string[] = [];
  const besideNames = await namesIn(join(root, "content/scenarios"), "files");
  const pictures: Record<string, Buffer> = {};
  for (const name of besideNames)
    if (PICTURE_FILE.test(name)) pictures[name] = await readFile(join(root, "content/scenarios", name));
  for (const name of besideNames) {
    if (Object.hasOwn(pictures, name)) continue;
    const file = `content/scenarios/${name}`;
    const slug = name.replace(/\.yaml$/, "");
    if (slug === name) {
      problems.push({
        file,
        line: 1,
        message: "this file is neither a scenario nor a picture",
        cure: "Name it <slug>.yaml, make it a png, jpg, webp or gif, or move it away.",
      });
      continue;
    }
    scenarioNames.push(slug);
    const source = await text(join(root, file));
    const found = checkScenarioFile(file, source, pictures, slug);
    // In files a warning stops publishing as an error does, unless the author has given a reason for leaving it.
    problems.push(...found.findings.filter((finding) => finding.accepted === undefined));
    references.push(...found.references);
    if (found.scenario) scenarios.push({ document: found.scenario, source, pictures: found.pictures });
  }

  const facts = await readDocument(root, "content/facts.yaml", factsDocument, problems);
  const glossary = await readDocument(root, "content/glossary.yaml", glossaryDocument, problems);
  const programmes = await readDocument(root, "content/programmes.yaml", programmesDocument, problems);
  if (facts) checkFacts(facts.yaml, facts.document, problems);
  if (glossary)
    noneTwice(
      glossary.yaml,
      glossary.document.map((term) => term.id),
      (at) => [at, "id"],
      problems,
    );
  if (programmes) {
    noneTwice(
      programmes.yaml,
      programmes.document.map((programme) => programme.slug),
      (at) => [at, "slug"],
      problems,
    );
    programmes.document.forEach((programme, p) => {
      programme.modules.forEach(({ module }, m) => {
        if (!slugs.includes(module))
          problems.push(
            programmes.yaml.problem(
              [p, "modules", m, "module"],
              `there is no module "${module}"`,
              "Write it, correct the name, or name it under `coming` until it is written.",
            ),
          );
      });
      programme.inPerson.forEach(({ course }, c) => {
        if (slugs.includes(course))
          problems.push(
            programmes.yaml.problem(
              [p, "inPerson", c, "course"],
              `"${course}" is a module, and passing its check would give the course`,
              "Give the course a name of its own.",
            ),
          );
      });
    });
  }

  const pages: LoadedPage[] = [];
  const pageNames: string[] = [];
  for (const name of await namesIn(join(root, "content/pages"), "files")) {
    const found = checkPage(`content/pages/${name}`, await text(join(root, "content/pages", name)));
    problems.push(...found.problems);
    references.push(...found.references);
    pageNames.push(name.split(".")[0] ?? "");
    if (found.page) pages.push(found.page);
  }

  problems.push(
    // A check says the same on every machine, on every day.
    ...checkReferences(references, {
      // What could not be read is reported once, and not again for each place that cites it.
      fact: facts === null ? null : new Set(facts?.document.facts.map((fact) => fact.id)),
      term: glossary === null ? null : new Set(glossary?.document.map((term) => term.id)),
      scenario: new Set(scenarioNames),
      policy: new Set<string>([...POLICY_KEYS, ...LOCAL_WORD_KEYS]),
      link: new Set([
        ...ADDRESSES,
        ...pageNames.map((name) => `/${name}`),
        ...slugs.map((slug) => `/modules/${slug}`),
        ...scenarioNames.map((slug) => `/scenarios/${slug}`),
      ]),
    }),
  );

  problems.sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
  return {
    problems,
    content: {
      modules,
      scenarios,
      facts: facts ?? undefined,
      glossary: glossary ?? undefined,
      programmes: programmes ?? undefined,
      pages,
    },
  };
}

function checkFacts(
  yaml: YamlFile<FactsDocument>,
  document: FactsDocument,
  problems: ContentProblem[],
): void {
  noneTwice(
    yaml,
    document.facts.map((fact) => fact.id),
    (at) => ["facts", at, "id"],
    problems,
  );
  document.facts.forEach((fact, f) =>
    fact.sources.forEach((source, s) => {
      if (source !== "M" && !Object.hasOwn(document.sources, source)) {
        problems.push(
          yaml.problem(
            ["facts", f, "sources", s],
            `there is no source "${source}"`,
            "Add it under `sources`, or correct the id.",
          ),
        );
      }
    }),
  );
}

function noneTwice<Value>(
  yaml: YamlFile<Value>,
  ids: readonly string[],
  path: (at: number) => PropertyKey[],
  problems: ContentProblem[],
): void {
  ids.forEach((id, at) => {
    if (ids.indexOf(id) < at)
      problems.push(yaml.problem(path(at), `"${id}" is there twice`, "Give each its own id."));
  });
}

/** Undefined when there is no such file; null when it has problems, which are added. */
async function readDocument<Schema extends z.ZodType>(
  root: string,
  file: string,
  schema: Schema,
  problems: ContentProblem[],
) {
  const source = await text(join(root, file)).catch(ifMissing(undefined));
  if (source === undefined) return undefined;
  const yaml = readYaml(file, source, schema);
  problems.push(...yaml.problems);
  return yaml.value === undefined ? null : { document: yaml.value, source, yaml };
}

async function readModule(
  folder: string,
): Promise<[Record<string, string>, Record<string, Buffer>, Record<string, Buffer>]> {
  const files: Record<string, string> = {};
  const images: Record<string, Buffer> = {};
  const media: Record<string, Buffer> = {};
  for (const name of await namesIn(folder, "files")) {
    if (isImage(name)) images[name] = await readFile(join(folder, name));
    else if (isMedia(name)) media[name] = await readFile(join(folder, name));
    else files[name] = await text(join(folder, name));
  }
  return [files, images, media];
}

/** Line ends as LF and no byte order mark, so that the same words have the same hash everywhere. */
async function text(path: string): Promise<string> {
  return (await readFile(path, "utf8")).replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
}

/** Sorted; hidden files and links are passed over; empty when the folder is not there. */
async function namesIn(folder: string, what: "files" | "folders"): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(ifMissing([]));
  return entries
    .filter(
      (entry) => !entry.name.startsWith(".") && (what === "files" ? entry.isFile() : entry.isDirectory()),
    )
    .map((entry) => entry.name)
    .sort();
}

function ifMissing<Value>(value: Value) {
  return (error: unknown): Value => {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return value;
    throw error;
  };
}
