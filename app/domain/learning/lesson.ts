/**
 * A module as it is stored once published: typed data and safe HTML, no code.
 * What varies after publishing (facts, terms, local words) stands in the HTML as
 * numbered slots, `<!--slot:N-->`, and is filled when the lesson is read.
 */
import type { ModuleDocument } from "./module.ts";
import type { KeptPicture } from "./picture.ts";
import type { Question } from "./question.ts";
import type { FactsDocument, GlossaryTerm } from "./reference.ts";
import type { Scenario } from "../scenarios/scenario.ts";
import type { ContentKind } from "./content.ts";

export type Slot =
  | { readonly kind: "fact"; readonly id: string }
  | { readonly kind: "term"; readonly id: string; readonly text: string }
  | { readonly kind: "local"; readonly key: string };

/** Safe HTML; `<!--slot:N-->` in it is `slots[N]`. */
export interface Prose {
  readonly html: string;
  readonly slots: readonly Slot[];
}

export type Block =
  | ({ readonly kind: "prose" } & Prose)
  | { readonly kind: "question"; readonly id: string }
  | ({ readonly kind: "say" | "example" | "reveal"; readonly title?: string } & Prose)
  | { readonly kind: "compare"; readonly sides: readonly ({ readonly title: string } & Prose)[] }
  | ({ readonly kind: "steps" } & Prose)
  | { readonly kind: "figure"; readonly src: string; readonly alt: string; readonly caption?: string }
  | ({
      readonly kind: "audio" | "video";
      readonly title: string;
      /** File names, as all here. */
      readonly src: string;
      readonly captions?: string;
      readonly poster?: string;
      /** What is said and shown, in words. */
    } & Prose)
  | { readonly kind: "scenario"; readonly slug: string };

export interface Screen {
  readonly title: string;
  readonly blocks: readonly Block[];
}

export interface CompiledLesson {
  readonly slug: string;
  readonly title: string;
  readonly summary?: string;
  readonly minutes: number;
  readonly screens: readonly Screen[];
}

/**
 * A question whose Markdown has become safe HTML. A stem, an option, an item, an
 * answer or a group of one paragraph has no `<p>` around it, so that it can stand in a label;
 * feedback and `harmed` are whole paragraphs.
 */
export type CompiledQuestion = Question;

export interface CompiledImage {
  readonly type: string;
  readonly base64: string;
}

/** A picture, a sound or a film, its captions or its first picture; the bytes are kept apart, by their hash. */
export interface CompiledMedia {
  readonly type: string;
  /** SHA-256, hex. */
  readonly sha2: string;
}

export interface CompiledModule {
  readonly document: ModuleDocument;
  readonly lessons: readonly CompiledLesson[];
  readonly questions: readonly CompiledQuestion[];
  /** By file name: the pictures of versions from before these were kept with `media`; empty since. */
  readonly images: Readonly<Record<string, CompiledImage>>;
  /** By file name: what figures, `<Audio>` and `<Video>` name; left out where there is none. */
  readonly media?: Readonly<Record<string, CompiledMedia>>;
  /** The lessons together, without the check. */
  readonly minutes: number;
}

/**
 * `scenario` with its Markdown as safe HTML; a choice's text has no `<p>` around it. `minutes` are those of the
 * longest way through, or of an average one where a way can go round.
 */
export interface CompiledScenario {
  readonly scenario: Scenario;
  readonly minutes: number;
  /** By the names that scenes have for them; left out where there is none. */
  readonly media?: Readonly<Record<string, KeptPicture>>;
}

export interface CompiledPage {
  readonly title: string;
  readonly html: string;
}

/** What each kind of content is once compiled. */
export interface CompiledOf {
  module: CompiledModule;
  scenario: CompiledScenario;
  facts: FactsDocument;
  glossary: GlossaryTerm[];
  page: CompiledPage;
}
export type Compiled<Kind extends ContentKind> = CompiledOf[Kind];

export const WORDS_A_MINUTE = 200;
export const MINUTES_AN_EXERCISE = 0.75;

/** Whole minutes to read so many words and do so many exercises, rounded up; never less than one. */
export function minutesFor(words: number, exercises: number): number {
  return Math.max(1, Math.ceil(words / WORDS_A_MINUTE + exercises * MINUTES_AN_EXERCISE));
}

/** Words that a reader sees in HTML. */
export function countWords(html: string): number {
  return html
    .replace(/<[^<>]*>/g, " ")
    .split(/\s+/)
    .filter(Boolean).length;
}
