import { bridge, type BridgeEnd, type BridgeRow } from "#app/domain/coverage/bridge.ts";
import { audienceOf, figuresOf, type Figures } from "#app/domain/coverage/coverage.ts";
import { trueAt, type Moment } from "#app/domain/coverage/record.ts";
import type { Context } from "../context.server.ts";
import { forceRecord } from "./force-record.server.ts";
import { countAsked, ruleOf, type AskedRule, type CoverageQuestion } from "./read-coverage.server.ts";

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
  const before = await bridgeEnd(ctx, ruleBefore ?? rule, rest, from);
  const after = await bridgeEnd(ctx, rule, rest, to);
  return {
    from,
    to,
    before: figuresOf(audienceOf(before.counted)),
    after: figuresOf(audienceOf(after.counted)),
    rows: bridge(before, after),
  };
}

async function bridgeEnd(
  ctx: Context,
  rule: AskedRule,
  question: Omit<CoverageQuestion, "asOf" | "knownAt">,
  moment: Moment,
): Promise<BridgeEnd> {
  const { people } = await countAsked(ctx, rule, { ...question, asOf: moment.day, knownAt: moment.known });
  const record = await forceRecord(ctx.read, question.forceId);
  const inForce = new Set(
    record.people.filter((one) => one.posts.some((post) => trueAt(post, moment))).map((one) => one.person),
  );
  return { counted: people, inForce };
}
