import { causeWords, toTrain } from "#app/domain/coverage/bridge.ts";
import type { Bridge } from "./read-bridge.server.ts";

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
