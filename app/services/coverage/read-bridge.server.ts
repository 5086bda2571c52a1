import { bridge, type BridgeRow } from "#app/domain/coverage/bridge.ts";
import { countThose, figuresAt, type Figures, type MomentStandings } from "#app/domain/coverage/coverage.ts";
import { trueAt, type ForceRecord, type Moment } from "#app/domain/coverage/record.ts";
import { withIncluded } from "#app/domain/learning/programmes.ts";
import type { Context } from "../context.server.ts";
import { forceRecord } from "./force-record.server.ts";
import { keptAnswers, knowledge } from "./kept-answers.ts";
import {
  refuseFuture,
  ruleOf,
  standingsAsked,
  type AskedRule,
  type CoverageQuestion,
} from "./read-coverage.server.ts";

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

const kept = keptAnswers<Bridge>(40);

/**
 * Why the figure differs between two moments. The rows hold people's ids: what leaves the house takes them out, except
 * for those who may see people.
 * @param ruleBefore the rule at the first end, where it was another than the target as it was known then
 * @throws AmendsError as `readCoverage`
 */
export async function readBridge(
  ctx: Context,
  question: BridgeQuestion,
  ruleBefore?: AskedRule,
): Promise<Bridge> {
  const { from, to, ...rest } = question;
  const ruleAt = ({ day, known }: Moment) => ruleOf(ctx, { ...rest, asOf: day, knownAt: known });
  const rule = await ruleAt(to);
  const was = ruleBefore ?? (await ruleAt(from));
  const record = await forceRecord(ctx.read, question.forceId);
  for (const { day } of [from, to]) refuseFuture(ctx, day);
  const moments = [from, to].map(({ day, known }) => [day, knowledge(record, known)]);
  const key = JSON.stringify([moments, was, rule, rest]);
  return { ...kept(record, key, () => bridgeOf(ctx, record, [was, rule], question)), from, to };
}

function bridgeOf(
  ctx: Context,
  record: ForceRecord,
  [was, rule]: readonly [AskedRule, AskedRule],
  { from, to, ...rest }: BridgeQuestion,
): Bridge {
  // Both ends are of one record, so that each has everybody in the same place.
  const end = (asked: AskedRule, { day, known }: Moment): MomentStandings =>
    standingsAsked(ctx, record, asked, { ...rest, asOf: day, knownAt: known }).standings;
  const before = end(was, from);
  const after = end(rule, to);
  // Where the rule is another, whoever stands otherwise by it at the later end moved for that reason.
  const byOldRule = sameRule(was, rule) ? after : end(was, to);
  // Whoever stands as before is behind no row.
  const moved = (block: number, at: number) => before.values[block]?.[at] !== after.values[block]?.[at];
  const [those, these] = [countThose(before, moved), countThose(after, moved)];
  const retargeted = (block: number, at: number) =>
    byOldRule.values[block]?.[at] !== after.values[block]?.[at];
  const named = new Set([...those, ...these].map((one) => one.person));
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
    rows: bridge(
      { counted: those, inForce: inForce(from) },
      { counted: these, inForce: inForce(to) },
      byOldRule === after
        ? undefined
        : new Set(
            [...countThose(byOldRule, retargeted), ...countThose(after, retargeted)].map((one) => one.person),
          ),
    ),
  };
}

/** Whether two rules ask the same of the same people: only the programmes that they rest on matter. */
function sameRule(one: AskedRule, other: AskedRule): boolean {
  const said = ({ rule }: AskedRule) => [
    ...[rule.audience, rule.programme, rule.dueOn, rule.joiningDays, rule.returningDays, rule.graceLeavesNet],
    withIncluded(rule.programmes, rule.programme),
  ];
  return JSON.stringify(said(one)) === JSON.stringify(said(other));
}
