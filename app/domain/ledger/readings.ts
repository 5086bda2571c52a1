/**
 * The fold: what each statement does to the readings. The append applies it in
 * its transaction, and `ledger replay` applies it again from the first
 * statement, so it looks at nothing but the statement. Intentionally pure.
 */
import type { ActorName, Registration, StatementId } from "../ids.ts";
import { dayOf, type Day, type Instant } from "../time.ts";
import { parseActivityIri, type AttemptKind } from "./activities.ts";
import { HOUSE, type ActivityDefinition, type StoredStatement } from "./statement.ts";
import { ownExtensions, PROGRESS_EXTENSION, VERBS } from "./vocabulary.ts";
import { definitionsOf } from "./xapi/parties.ts";
import type { ActivityDefinition as AnyDefinition, XapiStatement } from "./xapi/types.ts";

/** One change of one reading. */
export type Effect =
  /** Ours says what an activity is; others' definitions are merged into what is known. */
  | { readonly reading: "activity"; readonly iri: string; readonly definition: ActivityDefinition }
  | { readonly reading: "activity-told"; readonly iri: string; readonly definition: AnyDefinition }
  | {
      readonly reading: "attempt-begun";
      readonly registration: Registration;
      readonly actor: ActorName;
      readonly kind: AttemptKind;
      readonly subject: string;
      readonly version: string;
      readonly at: Instant;
    }
  | {
      readonly reading: "attempt-judged";
      readonly registration: Registration;
      readonly outcome: "passed" | "failed" | "completed" | "abandoned";
      readonly score: number | null;
      readonly scoreMax: number | null;
      readonly at: Instant;
    }
  | {
      readonly reading: "progress";
      readonly actor: ActorName;
      readonly module: string;
      readonly lesson: string;
      readonly share: number;
      readonly completed: boolean;
      readonly at: Instant;
    }
  | {
      readonly reading: "answer";
      readonly registration: Registration;
      readonly question: string;
      readonly ordinal: number;
      readonly response: string | null;
      readonly success: boolean | null;
      readonly at: Instant;
      readonly statementId: StatementId;
    }
  | {
      readonly reading: "recall";
      readonly actor: ActorName;
      readonly module: string;
      readonly question: string;
      readonly ordinal: number;
      readonly right: boolean;
      readonly at: Instant;
      readonly statementId: StatementId;
    }
  | {
      readonly reading: "decision";
      readonly registration: Registration;
      readonly ordinal: number;
      readonly scene: string;
      readonly choice: string;
      readonly at: Instant;
      readonly statementId: StatementId;
    }
  | {
      readonly reading: "award";
      readonly statementId: StatementId;
      readonly actor: ActorName;
      readonly module: string;
      readonly from: Day;
      readonly to: Day | null;
      readonly stored: Instant;
      readonly via: "check" | "register" | "statement";
      readonly provider: string | null;
      readonly version: string | null;
      readonly code: string;
      readonly basis: StatementId | null;
    }
  | {
      readonly reading: "sharing";
      readonly statementId: StatementId;
      readonly actor: ActorName;
      readonly registration: Registration;
      readonly module: string;
      readonly question: string;
      readonly named: boolean;
      readonly at: Instant;
    }
  | { readonly reading: "sharing-withdrawn"; readonly statementId: StatementId; readonly stored: Instant }
  | { readonly reading: "award-withdrawn"; readonly statementId: StatementId; readonly stored: Instant }
  | {
      readonly reading: "claim";
      readonly basis: StatementId;
      readonly statementId: StatementId;
      readonly actor: ActorName;
      readonly module: string;
      readonly outcome: "counted" | "too-old";
      readonly day: Day;
      readonly source: string;
      readonly reason: string | null;
      readonly stored: Instant;
    };

type Extensions = Record<string, unknown>;

function text(extensions: Extensions | undefined, key: string): string | null {
  const value = extensions?.[key];
  return typeof value === "string" ? value : null;
}

function count(extensions: Extensions | undefined, key: string): number {
  const value = extensions?.[key];
  return typeof value === "number" ? value : 0;
}

/** Whether we wrote it: the ledger sets every authority itself. */
export function isOurs(statement: XapiStatement, iriBase: string): boolean {
  const authority = statement.authority;
  return (
    authority !== undefined &&
    "account" in authority &&
    authority.account?.homePage === iriBase &&
    authority.account.name === HOUSE
  );
}

/**
 * What a stored statement changes. `iriBase` tells our own statements and extensions from others'. Others' only say
 * what their own activities are, and only when `defines`: they judge no attempt and give no award.
 */
export function effectsOf(statement: XapiStatement, iriBase: string, defines = true): Effect[] {
  if (isOurs(statement, iriBase)) {
    return statement.object.objectType === "StatementRef"
      ? withdrawals(statement)
      : effectsOfOurs(statement as StoredStatement, iriBase);
  }
  if (!defines) return [];
  return definitionsOf(statement)
    .filter(({ id }) => !id.startsWith(`${iriBase}/`))
    .map(({ id, definition }) => ({ reading: "activity-told", iri: id, definition }));
}

function withdrawals(statement: XapiStatement): Effect[] {
  if (statement.verb.id !== VERBS.voided.id || statement.object.objectType !== "StatementRef") return [];
  const told = {
    statementId: statement.object.id as StatementId,
    stored: statement.stored as Instant,
  };
  // Which of them it was, the reading knows.
  return [
    { reading: "award-withdrawn", ...told },
    { reading: "sharing-withdrawn", ...told },
  ];
}

function effectsOfOurs(statement: StoredStatement, iriBase: string): Effect[] {
  const effects: Effect[] = [];
  if (statement.object.definition) {
    effects.push({ reading: "activity", iri: statement.object.id, definition: statement.object.definition });
  }
  const ref = parseActivityIri(statement.object.id);
  if (!ref) return effects;
  const own = ownExtensions(iriBase);
  const extensions = statement.context?.extensions as Extensions | undefined;
  const actor = statement.actor.account.name as ActorName;
  const registration = statement.context?.registration as Registration | undefined;
  const at = statement.timestamp as Instant;
  const statementId = statement.id as StatementId;

  switch (statement.verb.id) {
    case VERBS.launched.id: {
      if (!registration || !("module" in ref || "scenario" in ref)) break;
      if (ref.kind === "lesson" || ref.kind === "question" || ref.kind === "scene" || ref.kind === "award")
        break;
      const subject = ref.kind === "scenario" ? ref.scenario : ref.module;
      const version = text(extensions, own.version) ?? "";
      effects.push({ reading: "attempt-begun", registration, actor, kind: ref.kind, subject, version, at });
      break;
    }
    case VERBS.progressed.id:
      if (ref.kind === "lesson") {
        const percent = count(statement.result?.extensions, PROGRESS_EXTENSION);
        effects.push({ ...ref, reading: "progress", actor, share: percent / 100, completed: false, at });
      }
      break;
    case VERBS.completed.id:
      if (ref.kind === "lesson") {
        effects.push({ ...ref, reading: "progress", actor, share: 1, completed: true, at });
      } else if ((ref.kind === "module" || ref.kind === "update") && registration) {
        effects.push({
          reading: "attempt-judged",
          registration,
          outcome: "completed",
          score: null,
          scoreMax: null,
          at,
        });
      }
      break;
    case VERBS.answered.id:
      if (ref.kind === "question" && extensions?.[own.recall] === true) {
        effects.push({
          reading: "recall",
          actor,
          module: ref.module,
          question: ref.question,
          ordinal: count(extensions, own.ordinal),
          right: statement.result?.success === true,
          at,
          statementId,
        });
      } else if (ref.kind === "question" && registration) {
        effects.push({
          reading: "answer",
          registration,
          question: ref.question,
          ordinal: count(extensions, own.ordinal),
          response: statement.result?.response ?? null,
          success: statement.result?.success ?? null,
          at,
          statementId,
        });
      }
      break;
    case VERBS.shared.id:
      if (ref.kind === "question" && registration) {
        const sharing = (extensions?.[own.sharing] ?? {}) as Extensions;
        effects.push({
          reading: "sharing",
          statementId,
          actor,
          registration,
          module: ref.module,
          question: ref.question,
          named: sharing.named === true,
          at,
        });
      }
      break;
    case VERBS.selected.id:
      if (ref.kind === "scene" && registration) {
        effects.push({
          reading: "decision",
          registration,
          ordinal: count(extensions, own.ordinal),
          scene: ref.scene,
          choice: statement.result?.response ?? "",
          at,
          statementId,
        });
      }
      break;
    case VERBS.abandoned.id:
      if (registration && ref.kind === "check") {
        effects.push({
          reading: "attempt-judged",
          registration,
          outcome: "abandoned",
          score: null,
          scoreMax: null,
          at,
        });
      }
      break;
    case VERBS.passed.id:
    case VERBS.failed.id:
      if (registration && (ref.kind === "check" || ref.kind === "scenario")) {
        effects.push({
          reading: "attempt-judged",
          registration,
          outcome: statement.verb.id === VERBS.passed.id ? "passed" : "failed",
          score: statement.result?.score?.raw ?? null,
          scoreMax: statement.result?.score?.max ?? null,
          at,
        });
      }
      break;
    case VERBS.earned.id:
      if (ref.kind === "award") {
        const terms = (extensions?.[own.award] ?? {}) as Record<string, string | null | undefined>;
        effects.push({
          reading: "award",
          statementId,
          actor,
          module: ref.module,
          from: (terms.from ?? dayOf(at)) as Day,
          to: (terms.to ?? null) as Day | null,
          stored: statement.stored as Instant,
          via: terms.via === "register" || terms.via === "statement" ? terms.via : "check",
          provider: text(extensions, own.provider),
          version: text(extensions, own.version),
          code: terms.code ?? statement.id,
          basis: (statement.context?.statement?.id ?? null) as StatementId | null,
        });
        if (terms.via === "statement") effects.push(claim(statement, ref.module, "counted", extensions, own));
      }
      break;
    case VERBS.rejected.id:
      if (ref.kind === "award") effects.push(claim(statement, ref.module, "too-old", extensions, own));
      break;
  }
  return effects;
}

/** Another system's training, as our decision about it says. */
function claim(
  statement: StoredStatement,
  module: string,
  outcome: "counted" | "too-old",
  extensions: Extensions | undefined,
  own: ReturnType<typeof ownExtensions>,
): Effect {
  const told = (extensions?.[own.claim] ?? {}) as Extensions;
  return {
    reading: "claim",
    basis: (statement.context?.statement?.id ?? statement.id) as StatementId,
    statementId: statement.id as StatementId,
    actor: statement.actor.account.name as ActorName,
    module,
    outcome,
    day: (text(told, "day") ?? dayOf(statement.timestamp as Instant)) as Day,
    source: text(extensions, own.provider) ?? "",
    reason: text(told, "reason"),
    stored: statement.stored as Instant,
  };
}
