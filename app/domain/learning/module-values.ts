/** What the studio's pages show of a module's draft: values only, made by the services. Intentionally pure. */
import type { DraftFrame, PlacedFinding, Verdict } from "../scenarios/editor-values.ts";
import type { PublicQuestion } from "./marking.ts";
import type { LocalRule } from "./policy.ts";
import type { ShownContent } from "./shown-content.ts";
import type { DraftLesson, DraftQuestion, ModuleDraft } from "./module-draft.ts";

export interface QuestionPreview {
  readonly asked: PublicQuestion;
  /** HTML of each option or item, with what is right of it and what is said to it. */
  readonly key: readonly {
    readonly id: string;
    readonly html: string;
    /** HTML: "Right", "Place 2", "Goes with: …"; null for what is wrong. */
    readonly right: string | null;
    readonly feedback: string | null;
  }[];
  readonly feedback: string | null;
  readonly harmed: string | null;
}

/** As a lesson's page shows it; a question with its key, and what is not there in words. */
export type PreviewBlock =
  | ShownContent
  | ({ readonly kind: "question" } & QuestionPreview)
  | { readonly kind: "missing"; readonly what: string };

export interface LessonPreview {
  readonly minutes: number;
  readonly screens: readonly { readonly title: string; readonly blocks: readonly PreviewBlock[] }[];
  /** The facts and the force's own rules that it cites. */
  readonly facts: readonly {
    readonly id: string;
    readonly claim: string;
    readonly sources: readonly { readonly title: string; readonly url: string | null }[];
    readonly asOf: string;
    readonly confidence: "high" | "medium" | "low";
    readonly review: string;
    readonly overdue: boolean;
  }[];
  readonly locals: readonly LocalRule[];
}

export interface LessonPage {
  readonly frame: DraftFrame;
  readonly number: number;
  readonly lesson: DraftLesson;
  readonly findings: readonly PlacedFinding[];
  /** Null while its text holds what is refused. */
  readonly preview: LessonPreview | null;
  /** Questions for lessons: those this lesson asks, and those that none asks yet. */
  readonly questions: readonly { readonly id: string; readonly stem: string; readonly here: boolean }[];
  readonly words: number;
  /** Pictures, recordings and captions of the module. */
  readonly files: readonly {
    readonly name: string;
    /** The lessons that show it, by their names. */
    readonly shownIn: readonly string[];
    /** Chosen in this draft, and not from the version that it began from. */
    readonly own: boolean;
  }[];
  readonly verdict: Verdict;
}

export interface BankPage {
  readonly frame: DraftFrame;
  readonly outcomes: readonly {
    readonly id: string;
    readonly text: string;
    readonly questions: readonly BankLine[];
  }[];
  readonly findings: readonly PlacedFinding[];
  readonly verdict: Verdict;
}

export interface BankLine {
  readonly id: string;
  readonly stem: string;
  readonly type: DraftQuestion["type"];
  readonly use: DraftQuestion["use"];
  readonly critical: boolean;
  readonly findings: number;
}

export interface QuestionPage {
  readonly frame: DraftFrame;
  readonly question: DraftQuestion;
  readonly outcomes: ModuleDraft["outcomes"];
  readonly findings: readonly PlacedFinding[];
  readonly preview: QuestionPreview;
  /** The lessons that ask it. */
  readonly askedIn: readonly { readonly id: string; readonly title: string }[];
  readonly verdict: Verdict;
}

export interface ModulePage {
  readonly frame: DraftFrame;
  readonly document: Omit<ModuleDraft, "lessons" | "questions">;
  readonly summaryHtml: string;
  readonly lessons: readonly { readonly id: string; readonly title: string }[];
  /** Marked questions that a short update may ask. */
  readonly questions: readonly { readonly id: string; readonly stem: string }[];
  /** Live scenarios, and those named already. */
  readonly scenarios: readonly { readonly id: string; readonly title: string }[];
  readonly findings: readonly PlacedFinding[];
  readonly verdict: Verdict;
}
