/** What of a person was passed on to other LRSs, so that their owners can be asked to erase it. */
import type { Db } from "#db/connect.ts";
import { refusedAmong, removedDestinations } from "#db/queries/erasure.ts";
import { destinations, statementsAt } from "#db/queries/forwarding.ts";
import { isWanted } from "#app/domain/ledger/passing-on.ts";
import type { XapiStatement } from "#app/domain/ledger/xapi/types.ts";
import { countWords, dayWords, instantWords } from "#app/domain/words.ts";
import { dayOf } from "#app/domain/time.ts";
import { wantedBy } from "../ledger/letters.server.ts";

const STATEMENTS_AT_ONCE = 500;

/**
 * A sentence for each destination that may have been sent statements about somebody: how many at most, and until
 * when. `named` are the places of statements that named them, `opaque` of those under their random account only.
 */
export async function passedOn(
  db: Db,
  named: readonly number[],
  opaque: readonly number[],
): Promise<string[]> {
  const sentences: string[] = [];
  for (const destination of await destinations(db)) {
    const wanted = wantedBy(destination);
    const count = async (seqs: readonly number[]) => {
      let found = 0;
      const sent = seqs.filter((seq) => seq <= destination.sent_seq);
      for (let at = 0; at < sent.length; at += STATEMENTS_AT_ONCE) {
        const some = sent.slice(at, at + STATEMENTS_AT_ONCE);
        const refused = new Set(await refusedAmong(db, destination.id, some));
        for (const { seq, body } of await statementsAt(db, some))
          if (!refused.has(seq) && isWanted(JSON.parse(body) as XapiStatement, wanted)) found += 1;
      }
      return found;
    };
    const [naming, others] = [await count(named), await count(opaque)];
    if (naming + others === 0) continue;
    const hidden = destination.pseudonym_salt === null ? "" : ", all under pseudonyms";
    const until = destination.last_sent_at === null ? "" : ` until ${instantWords(destination.last_sent_at)}`;
    sentences.push(
      `${destination.name} (${destination.endpoint}) was sent up to ${countWords(naming, "statement")} that named ` +
        `the person and ${others.toLocaleString("en-GB")} under their random account${hidden}${until}: ask its owner to erase them.`,
    );
  }
  const [first] = [...named, ...opaque].sort((a, b) => a - b);
  for (const { at, detail } of await removedDestinations(db)) {
    const { name, sentSeq } = JSON.parse(detail) as { name?: string; sentSeq?: number };
    if (first === undefined || sentSeq === undefined || sentSeq < first) continue;
    sentences.push(
      `${name ?? "A destination"}, which was removed on ${dayWords(dayOf(at))}, may have been sent statements about the person.`,
    );
  }
  return sentences;
}
