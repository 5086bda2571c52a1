/** Whether what content names elsewhere is there: facts, terms, scenarios, the force's choices and links. */
import type { ContentProblem } from "#app/domain/learning/content-problem.ts";
import type { Reference } from "./check-module.ts";
import { LOCAL_WORD_KEYS } from "#app/domain/learning/local-words.ts";
import { POLICY_KEYS } from "#app/domain/learning/policy.ts";

/** The names there are of each kind; null: that could not be read, and is told elsewhere. */
export type KnownNames = Readonly<Record<Reference["kind"], ReadonlySet<string> | null>>;

/** Addresses of the house that content may link to, besides its own. */
export const ADDRESSES = ["/", "/glossary", "/record"];

const CURES: Readonly<Record<Reference["kind"], string>> = {
  fact: "Add it to content/facts.yaml, or correct the id.",
  term: "Add it to content/glossary.yaml, or correct the id.",
  scenario: "Add it to content/scenarios/, or correct the id.",
  policy: `Use one of ${[...POLICY_KEYS, ...LOCAL_WORD_KEYS].join(", ")}.`,
  link: "Link to /modules/<slug>, /scenarios/<slug>, a page such as /help, or a whole address with https://.",
};

/** A problem for each name that leads nowhere. Another house's addresses are not asked. */
export function checkReferences(references: readonly Reference[], known: KnownNames): ContentProblem[] {
  return references.flatMap(({ kind, id, ...where }) => {
    if (kind === "link" && /^[a-z]+:/i.test(id)) return [];
    const name = kind === "link" ? id.replace(/[?#].*$/s, "") : id;
    if (known[kind]?.has(name) !== false) return [];
    const message = kind === "link" ? `the link "${id}" leads nowhere` : `there is no ${kind} "${id}"`;
    return [{ ...where, message, cure: CURES[kind] }];
  });
}
