import { causeWords, toTrain, type Bridged } from "#app/domain/coverage/bridge.ts";
import { csvOf, scopeOf, SCOPE_COLUMNS, type Cell } from "./present-coverage.ts";
import type { Bridge } from "./read-bridge.server.ts";
import type { CoverageQuestion } from "./read-coverage.server.ts";

/** A bridge as a document: counts and causes, never a person. */
export function bridgeDocument(found: Bridge) {
  const learnt = found.from.day === found.to.day;
  return {
    from: { as_of: found.from.day, known_at: found.from.known, figures: found.before },
    to: { as_of: found.to.day, known_at: found.to.known, figures: found.after },
    changes: found.rows.map(({ people, ...row }) => ({
      ...row,
      words: causeWords(row, learnt),
      people: people.length,
      to_train: toTrain(row),
    })),
  };
}

/** The same, with the force and those who are looked at. */
export function changesDocument(
  force: { slug: string; name: string },
  question: CoverageQuestion,
  found: Bridge,
) {
  return { force: force.slug, force_name: force.name, ...scopeOf(question), ...bridgeDocument(found) };
}

const COUNTS = ["in_post", "net", "trained_in_post", "trained_net", "current_net"] as const;

/** A heading, the earlier end, a line for each cause, and the later end: each count adds up. */
export function bridgeRows(found: Bridge): Cell[][] {
  const { from, to, changes } = bridgeDocument(found);
  const counts = (of: Bridged) => [...COUNTS.map((name) => of[name]), toTrain(of)];
  return [
    ["row", "as_of", "known_at", "cause", "way", "words", "people", ...COUNTS, "to_train"],
    ["from", from.as_of, from.known_at, null, null, null, null, ...counts(from.figures)],
    ...changes.map((row) => [
      ...["change", null, null, row.cause, row.way, row.words, row.people],
      ...counts(row),
    ]),
    ["to", to.as_of, to.known_at, null, null, null, null, ...counts(to.figures)],
  ];
}

/** The rows as CSV, each with those who are looked at. */
export function bridgeTable(question: CoverageQuestion, found: Bridge): string {
  const scope = Object.values(scopeOf(question));
  return csvOf(
    bridgeRows(found).map((row, at) =>
      [...(at === 0 ? SCOPE_COLUMNS : scope), ...row].map((value) => String(value ?? "")),
    ),
  );
}
