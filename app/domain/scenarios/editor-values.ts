/** What the studio's pages show of a draft: values only, made by the services. Intentionally pure. */
import type { ShownPicture } from "../learning/picture.ts";
import type { Instant } from "../time.ts";
import type { DraftEnding, DraftScene, ScenarioDraft } from "./draft.ts";
import type { Finding } from "./finding.ts";

/** How far a draft has come. */
export type DraftState = "writing" | "in-review" | "scheduled" | "published" | "discarded";

/** Names and ids that a form offers; no texts of other scenes. */
type Offered = Pick<ScenarioDraft, "measures" | "people" | "outcomes"> & {
  readonly scenes: readonly { readonly id: string; readonly title: string }[];
  readonly endings: readonly { readonly id: string; readonly title: string }[];
};

export interface PlacedFinding {
  /** `content`: of a module, whose findings have no kinds. */
  readonly rule: Finding["rule"] | "content";
  readonly severity: Finding["severity"];
  readonly message: string;
  readonly cure: string;
  /** Where it is, in words, and its address. */
  readonly place: string;
  readonly href: string;
  /** The scene or ending, and the choice, that it concerns. */
  readonly part: string | null;
  readonly choice: string | null;
  /** Why the author leaves it. */
  readonly accepted: string | null;
  /** The decisions that show it, in words. */
  readonly route: readonly string[];
}

export interface DraftFrame {
  readonly id: string;
  /** Stands for who is signed in, for what a browser keeps. */
  readonly owner: string;
  readonly title: string;
  readonly slug: string;
  readonly revision: number;
  readonly state: DraftState;
  /** Whether it may be changed as it stands. */
  readonly open: boolean;
  /** "It waits for a publisher since 4 June 2018, 09:14"; null when it waits for nothing. */
  readonly waits: string | null;
  /** "Draft of version 4 · version 3 is live, and the 12 people part way through it will finish it" */
  readonly stands: string;
  /** "Saved on 4 June 2018, 09:14 by you" */
  readonly saved: string;
  readonly savedAt: Instant;
  readonly outline: ScenarioOutline | ModuleOutline;
  readonly errors: number;
  /** Warnings without a reason. */
  readonly warnings: number;
  readonly canPublish: boolean;
}

export interface ScenarioOutline {
  readonly kind: "scenario";
  readonly scenes: readonly OutlineEntry[];
  readonly endings: readonly OutlineEntry[];
}

export interface ModuleOutline {
  readonly kind: "module";
  /** What is wrong with the settings, the card or the short update. */
  readonly trouble: OutlineEntry["trouble"];
  readonly lessons: readonly OutlineEntry[];
  readonly bank: { readonly questions: number; readonly trouble: OutlineEntry["trouble"] };
}

/** Where a draft opens. */
export const draftHome = ({ id, outline }: Pick<DraftFrame, "id" | "outline">): string =>
  outline.kind === "module" ? `/studio/drafts/${id}/module` : `/studio/drafts/${id}`;

export interface OutlineEntry {
  readonly id: string;
  readonly title: string;
  readonly trouble: "error" | "warning" | null;
}

export interface Verdict {
  readonly errors: readonly PlacedFinding[];
  readonly warnings: number;
  /** What can be said when nothing is wrong, each a sentence. */
  readonly good: readonly string[];
}

/** The prover's figures in words. */
export interface DraftFigures {
  readonly lines: readonly { readonly name: string; readonly value: string }[];
  readonly endings: readonly {
    readonly id: string;
    readonly title: string;
    readonly passes: boolean;
    readonly chance: string;
    /** How many different paths lead there. */
    readonly ways: string;
  }[];
}

export interface ScenePage {
  readonly frame: DraftFrame;
  readonly number: number;
  readonly starts: boolean;
  readonly scene: DraftScene;
  readonly offered: Offered;
  readonly roads: Readonly<Record<string, { readonly title: string; readonly text: string }>>;
  /** About the scene itself, then about each choice by id. */
  readonly findings: readonly PlacedFinding[];
  readonly byChoice: Readonly<Record<string, readonly PlacedFinding[]>>;
  readonly preview: {
    readonly title: string;
    readonly when: string;
    readonly where: string;
    readonly picture: ShownPicture | null;
    readonly html: string;
    readonly decision: string;
    readonly choices: readonly { readonly id: string; readonly html: string }[];
  };
  /** How many paragraphs its story has: where it can be split. */
  readonly paragraphs: number;
  /** Choices that lead here, in words with their address. */
  readonly from: readonly { readonly href: string; readonly words: string }[];
  readonly verdict: Verdict;
}

export interface EndingPage {
  readonly frame: DraftFrame;
  readonly ending: DraftEnding;
  readonly findings: readonly PlacedFinding[];
  readonly html: string;
  readonly aboutHtml: string;
  readonly from: ScenePage["from"];
  readonly verdict: Verdict;
}

export interface AboutPage {
  readonly frame: DraftFrame;
  readonly document: Pick<
    ScenarioDraft,
    "title" | "summary" | "role" | "outcomes" | "people" | "measures" | "passing" | "start"
  >;
  readonly findings: readonly PlacedFinding[];
  readonly html: string;
  readonly verdict: Verdict;
}

export interface GraphPlace {
  readonly id: string;
  readonly kind: "scene" | "ending";
  /** A scene's number, an ending's letter. */
  readonly mark: string;
  readonly title: string;
  /** The column it stands in, from 0. */
  readonly layer: number;
  readonly trouble: OutlineEntry["trouble"];
  readonly choices: readonly {
    readonly id: string;
    readonly text: string;
    /** Where it leads, empty for nowhere; null where that has conditions: then `ways` has the places. */
    readonly to: string | null;
    readonly ways: readonly string[];
  }[];
}

export type GraphLayout = Readonly<Record<string, { readonly x: number; readonly y: number }>>;

export interface GraphPage {
  readonly frame: DraftFrame;
  readonly start: string;
  /** Scenes, then endings, in the author's order. */
  readonly places: readonly GraphPlace[];
  /** Where authors have put places, by their ids; the others are laid out in columns. */
  readonly layout: GraphLayout;
}

export interface SaveTold {
  readonly revision: number;
  readonly savedAt: Instant;
  /** "Sam Carter changed: Scene 2, At the door · story" */
  readonly others: readonly string[];
  /** Whether the form that was sent no longer shows what is saved. */
  readonly redraw: boolean;
  readonly conflicts: readonly {
    readonly place: string;
    /** JSON, to be sent back. */
    readonly path: string;
    readonly mine: string;
    readonly theirs: string;
    /** JSON of mine where it is no text; null where it is. */
    readonly value: string | null;
  }[];
}

/** Why a save was refused, and what to do about it. */
export interface SaveRefused {
  readonly title: string;
  readonly wayOut: string;
  readonly problems: readonly string[];
}

export interface DraftLine {
  readonly id: string;
  readonly kind: "scenario" | "module";
  readonly slug: string;
  readonly title: string;
  readonly state: "writing" | "in-review" | "scheduled";
  /** "Asked on 4 June 2018, 09:14" and the like; null while it is written. */
  readonly review: string | null;
  readonly changed: string;
  /** "2 errors, 3 warnings" */
  readonly verdict: string;
  readonly sound: boolean;
}
