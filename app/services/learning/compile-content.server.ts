/** Sound content to what is stored: for each thing its canonical source, hash and compiled form. */
import { createHash } from "node:crypto";
import type { ContentKind } from "#app/domain/learning/content.ts";
import type { CompiledModule, CompiledPage, CompiledScenario } from "#app/domain/learning/lesson.ts";
import { proveScenario } from "#app/domain/scenarios/prove.ts";
import type { Scenario } from "#app/domain/scenarios/scenario.ts";
import type { LoadedContent, LoadedScenario } from "./check-content.server.ts";
import type { LoadedModule } from "./check-module.ts";
import type { LoadedPage } from "./check-page.ts";
import { compileLesson } from "./compile-lesson.server.ts";
import type { MediaFile } from "./keep-media.server.ts";
import { mapCard, mapQuestion, mapScenario, renderPage, toHtml } from "./markdown.ts";
import { IMAGE_TYPES, MEDIA_TYPES } from "./restrict-mdx.ts";

export interface CompiledThing {
  readonly kind: ContentKind;
  readonly slug: string;
  readonly title: string;
  readonly change: "wording" | "substance";
  /** JSON: format, and file name → text. */
  readonly source: string;
  /** SHA-256 of `source`, hex. */
  readonly hash: string;
  /** JSON, as `CompiledOf` says. */
  readonly compiled: string;
  readonly media: readonly MediaFile[];
}

/** Raise it when the compiled form changes, so that the same source is published anew. */
const FORMAT = 1;

/** @param onProgress is told of each thing once it is compiled. */
export async function compileContent(
  content: LoadedContent,
  onProgress?: (thing: string) => void,
): Promise<CompiledThing[]> {
  const things: CompiledThing[] = [];
  const add = (...of: Parameters<typeof thingOf>): void => {
    const thing = thingOf(...of);
    things.push(thing);
    onProgress?.(`${thing.kind} ${thing.slug}`);
  };
  const { facts, glossary } = content;
  if (facts) add("facts", "facts", "Facts", { "facts.yaml": facts.source }, facts.document);
  if (glossary)
    add("glossary", "glossary", "Glossary", { "glossary.yaml": glossary.source }, glossary.document);
  for (const page of content.pages)
    add("page", page.slug, page.title, { [`${page.slug}.mdx`]: page.source }, compilePage(page));
  for (const scenario of content.scenarios) {
    const thing = compileScenarioThing(scenario);
    things.push(thing);
    onProgress?.(`scenario ${thing.slug}`);
  }
  for (const module of content.modules) {
    const thing = await compileModuleThing(module);
    things.push(thing);
    onProgress?.(`module ${thing.slug}`);
  }
  return things;
}

/** One module, sound by itself, as it is stored. What it shows that is kept already is named by its hash alone. */
export async function compileModuleThing(module: LoadedModule): Promise<CompiledThing> {
  const names = Object.entries({ ...module.images, ...module.media }).map(([name, file]) => [
    name,
    `sha256 ${Buffer.isBuffer(file) ? sha256(file) : file.sha2}`,
  ]);
  return thingOf(
    "module",
    module.document.slug,
    module.document.title,
    { ...module.files, ...(Object.fromEntries(names) as Record<string, string>) },
    await compileModule(module),
    module.document.change,
    Object.entries({ ...module.images, ...module.media }).flatMap(([name, file]) =>
      Buffer.isBuffer(file) ? [mediaFile(name, file)] : [],
    ),
  );
}

/** One scenario, sound by itself, as it is stored: its text, and its pictures by their hashes. */
export function compileScenarioThing({ document, source, pictures }: LoadedScenario): CompiledThing {
  const hashes = Object.entries(pictures).map(([name, { sha2 }]) => [name, `sha256 ${sha2}`] as const);
  return thingOf(
    "scenario",
    document.slug,
    document.title,
    { [`${document.slug}.yaml`]: source, ...Object.fromEntries(hashes) },
    compileScenario(document, pictures),
    document.change,
    Object.values(pictures).flatMap(({ sha2, type, bytes }) => (bytes ? [{ sha2, type, bytes }] : [])),
  );
}

function thingOf(
  kind: ContentKind,
  slug: string,
  title: string,
  files: Record<string, string>,
  compiled: unknown,
  change: "wording" | "substance" = "wording",
  media: readonly MediaFile[] = [],
): CompiledThing {
  const sorted = Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)));
  const source = JSON.stringify({ format: FORMAT, files: sorted });
  return {
    kind,
    slug,
    title,
    change,
    source,
    hash: sha256(source),
    compiled: JSON.stringify(compiled),
    media,
  };
}

const sha256 = (data: string | Buffer): string => createHash("sha256").update(data).digest("hex");

const ending = (name: string): string => name.split(".").at(-1)?.toLowerCase() ?? "";

const mediaFile = (name: string, bytes: Buffer): MediaFile => ({
  sha2: sha256(bytes),
  type: MEDIA_TYPES[ending(name)] ?? IMAGE_TYPES[ending(name)] ?? "application/octet-stream",
  bytes,
});

async function compileModule(module: LoadedModule): Promise<CompiledModule> {
  const lessons = await Promise.all(module.lessons.map(compileLesson));
  const files = { ...module.images, ...module.media };
  return {
    document: {
      ...module.document,
      card: module.document.card && mapCard(module.document.card, toHtml),
      update: module.document.update && {
        ...module.document.update,
        text: toHtml(module.document.update.text, "block", ["update", "text"]),
      },
    },
    lessons,
    questions: module.questions.map((question) => mapQuestion(question, toHtml)),
    images: {},
    ...(Object.keys(files).length > 0 && {
      media: Object.fromEntries(
        Object.entries(files).map(([name, file]) => {
          const { type, sha2 } = Buffer.isBuffer(file) ? mediaFile(name, file) : file;
          return [name, { type, sha2 }];
        }),
      ),
    }),
    minutes: lessons.reduce((sum, lesson) => sum + lesson.minutes, 0),
  };
}

const compilePage = (page: LoadedPage): CompiledPage => ({
  title: page.title,
  html: renderPage(page.markdown),
});

function compileScenario(scenario: Scenario, pictures: LoadedScenario["pictures"]): CompiledScenario {
  const minutes = proveScenario(scenario).figures?.minutes;
  const media = Object.entries(pictures).map(([name, { bytes: _, ...kept }]) => [name, kept] as const);
  return {
    scenario: mapScenario(scenario, toHtml),
    minutes: minutes?.longest ?? minutes?.random ?? 1,
    ...(media.length > 0 && { media: Object.fromEntries(media) }),
  };
}
