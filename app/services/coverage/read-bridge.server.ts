import { bridge, type BridgeRow } from "#app/domain/coverage/bridge.ts";
import { countThose, figuresAt, type Figures, type MomentStandings } from "#app/domain/coverage/coverage.ts";
import { trueAt, type Moment } from "#app/domain/coverage/record.ts";
import type { Context } from "../context.server.ts";
import { forceRecord } from "./force-record.server.ts";
import { ruleOf, standingsAsked, type AskedRule, type CoverageQuestion } from "./read-coverage.server.ts";

export type BridgeQuestion = Omit<CoverageQuestion, "asOf" | "knownAt"> & {
  readonly from: Moment;
  readonly to: Moment;
};

export interface Bridge {
  readonly from: Moment;
  readonly to: Moment;
  readonly before: Figures;
  readonly after: Figures;
  readonly rows: readonly BridgeRow[];
}

/**
 * Why the figure differs between two moments. The rows hold people's ids: what leaves the house takes them out, except
 * for those who may see people.
 * @param ruleBefore the rule at the first end, where it was another
 * @throws AmendsError as `readCoverage`
 */
export async function readBridge(
  ctx: Context,
  question: BridgeQuestion,
  ruleBefore?: AskedRule,
): Promise<Bridge> {
  const { from, to, ...rest } = question;
  const rule = await ruleOf(ctx, { ...rest, asOf: to.day, knownAt: to.known });
  const record = await forceRecord(ctx.read, question.forceId);
  // Both ends are of one record, so that each has everybody in the same place.
  const end = (asked: AskedRule, { day, known }: Moment): MomentStandings =>
    standingsAsked(ctx, record, asked, { ...rest, asOf: day, knownAt: known }).standings;
  const before = end(ruleBefore ?? rule, from);
  const after = end(rule, to);
  // Whoever stands as before is behind no row.
  const moved = (block: number, at: number) => before.values[block]?.[at] !== after.values[block]?.[at];
  const [was, is] = [countThose(before, moved), countThose(after, moved)];
  const named = new Set([...was, ...is].map((one) => one.person));
  const inForce = (moment: Moment) =>
    new Set(
      record.people.flatMap(({ person, posts }) =>
        named.has(person) && posts.some((post) => trueAt(post, moment)) ? [person] : [],
      ),
    );
  return {
    from,
    to,
    before: figuresAt(before),
    after: figuresAt(after),
    rows: bridge({ counted: was, inForce: inForce(from) }, { counted: is, inForce: inForce(to) }),
  };
}
