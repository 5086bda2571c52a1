import { awardsOf } from "#db/queries/learning.ts";
import { attainmentOn, type HeldAward } from "#app/domain/learning/attained.ts";
import { ATTAINMENT_MEANINGS, ATTAINMENT_NAMES, ATTAINMENTS } from "#app/domain/learning/attainments.ts";
import { partsOn, withIncluded, type ProgrammePart } from "#app/domain/learning/programmes.ts";
import type { Day } from "#app/domain/time.ts";
import { inSentence } from "#app/domain/words.ts";
import type { Context } from "../context.server.ts";
import { readProgrammes } from "./read-programmes.server.ts";
import { titlesOf } from "./read-titles.server.ts";
import type { Learner } from "./sitting.server.ts";

export interface AttainmentLine {
  readonly name: string;
  readonly meaning: string;
  readonly programme: string;
  /** The day from which it is held; null: it is not. */
  readonly from: Day | null;
  /** How many of the parts required today are held, and of how many. */
  readonly held: number;
  readonly of: number;
  /** Titles of what is left: programmes that it builds on, then its own parts. */
  readonly left: readonly string[];
  /** Titles of its own parts that are still being written. */
  readonly coming: readonly string[];
}

type AwardRow = Awaited<ReturnType<typeof awardsOf>>[number];

export function heldAward(row: AwardRow): HeldAward {
  return { module: row.module, from: row.day_from, to: row.day_to, via: row.via, provider: row.provider };
}

/** What training has made of somebody on a day: each attainment by itself, in their order. */
export async function readAttainments(ctx: Context, learner: Learner, day: Day): Promise<AttainmentLine[]> {
  const [programmes, rows, titles] = await Promise.all([
    readProgrammes(ctx.read),
    awardsOf(ctx.read, learner.actor),
    titlesOf(ctx),
  ]);
  const awards = rows.map(heldAward);
  return ATTAINMENTS.flatMap((attainment) => {
    const programme = programmes.find((one) => one.attainment === attainment);
    if (!programme) return [];
    const { from, missing } = attainmentOn(programmes, programme, awards, day);
    const included = withIncluded(programmes, programme.slug).filter(
      (one) =>
        programme.includes.includes(one.slug) && attainmentOn(programmes, one, awards, day).from === null,
    );
    const own = (part: ProgrammePart) => programme.parts.some((one) => one.module === part.module);
    const title = (part: ProgrammePart) => part.title ?? titles(part.module);
    const of = partsOn(programmes, programme.slug, day).length;
    return [
      {
        name: ATTAINMENT_NAMES[attainment],
        meaning: ATTAINMENT_MEANINGS[attainment],
        programme: programme.title,
        from,
        held: of - missing.length,
        of,
        left: [...included.map((one) => inSentence(one.title)), ...missing.filter(own).map(title)],
        coming: programme.parts.filter((part) => part.kind === "coming").map(title),
      },
    ];
  });
}
