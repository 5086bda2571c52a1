import { instantNumber, newestKnowledge } from "#app/domain/coverage/compiled.ts";
import type { ForceRecord } from "#app/domain/coverage/record.ts";
import type { Instant } from "#app/domain/time.ts";

/**
 * Keeps what was worked out from a record as long as the record itself, which is another object as soon as anything is
 * learnt. The key says everything else that the answer rests on; who asks may make no difference to it. Of each record
 * the latest few answers are kept, and everybody gets the same object.
 */
export function keptAnswers<Answer>(
  most: number,
): (record: ForceRecord, key: string, work: () => Answer) => Answer {
  const keptBy = new WeakMap<ForceRecord, Map<string, Answer>>();
  return (record, key, work) => {
    const kept = keptBy.get(record) ?? new Map<string, Answer>();
    keptBy.set(record, kept);
    const answer = kept.get(key) ?? work();
    kept.delete(key);
    const [oldest] = kept.keys();
    if (kept.size >= most && oldest !== undefined) kept.delete(oldest);
    kept.set(key, answer);
    return answer;
  };
}

/** An instant as part of a key: after the newest fact every instant knows the same. */
export function knowledge(record: ForceRecord, known: Instant): string {
  return instantNumber(known) >= newestKnowledge(record) ? "all" : known;
}
