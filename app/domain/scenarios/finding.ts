/** What the prover says about a scenario, and where. */
import type { FindingRule } from "./finding-rule.ts";
import type { ScenarioDecision } from "./play.ts";

export type { FindingRule } from "./finding-rule.ts";

/** Keys and positions from the document's root. */
export type DocumentPath = readonly (string | number)[];

export interface Finding {
  readonly rule: FindingRule;
  readonly path: DocumentPath;
  /** An error stops publishing; a warning asks the author for a reason. */
  readonly severity: "error" | "warning";
  readonly message: string;
  readonly cure: string;
  /** The decisions that show it, from the start. */
  readonly route?: readonly ScenarioDecision[];
  /** Why the author leaves a warning as it is; such a finding asks for nothing more. */
  readonly accepted?: string;
}

export type Say = (
  rule: FindingRule,
  severity: Finding["severity"],
  path: DocumentPath,
  message: string,
  cure: string,
  route?: readonly ScenarioDecision[],
) => void;

/** Gathers findings in the order in which they are said. */
export function findings(): { found: Finding[]; say: Say } {
  const found: Finding[] = [];
  return {
    found,
    say: (rule, severity, path, message, cure, route) =>
      void found.push({ rule, path, severity, message, cure, ...(route ? { route } : {}) }),
  };
}
