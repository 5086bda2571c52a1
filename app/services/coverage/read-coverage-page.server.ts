import { AmendsError } from "#app/domain/errors.ts";
import type { ForceId } from "#app/domain/ids.ts";
import { STAFF_GROUP_NAMES, type StaffGroup } from "#app/domain/roster/workforce.ts";
import { audienceName, audienceWords, soleGroup } from "#app/domain/coverage/target.ts";
import type { Figures } from "#app/domain/coverage/coverage.ts";
import { daysBetween, type Day, type Instant } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import { readTargets } from "./read-targets.server.ts";
import { readCoverage, type CoverageAnswer } from "./read-coverage.server.ts";

const GROUP: StaffGroup = "officer";

export interface CoveragePage {
  readonly force: { readonly name: string; readonly short: string };
  readonly target: {
    readonly title: string | null;
    readonly groupName: string;
    readonly people: string;
    readonly dueOn: Day | null;
    /** From the day asked about to the due day; negative when it has passed. */
    readonly daysLeft: number | null;
  };
  readonly answer: CoverageAnswer;
  readonly knownOn: Day;
  readonly groups: readonly {
    readonly name: string;
    readonly figures: Figures;
    readonly dueOn: Day | null;
  }[];
}

/** The commissioner's page: the officers' target, with the other groups beside it. Never a person. */
export async function readCoveragePage(
  ctx: Context,
  force: { id: ForceId; name: string },
  asked: { asOf: Day; knownAt: Instant; knownOn: Day },
): Promise<CoveragePage> {
  const targets = await readTargets(ctx.read, force.id);
  const target = targets.find((one) => soleGroup(one.audience) === GROUP) ?? targets[0];
  if (!target) {
    throw new AmendsError(
      "not-found",
      "No target is set",
      "Ask your administrator to set one; then the figure is here.",
    );
  }
  const answer = await readCoverage(ctx, {
    forceId: force.id,
    target: target.slug,
    asOf: asked.asOf,
    knownAt: asked.knownAt,
  });
  return {
    force: { name: force.name, short: force.name.replace(/ (Constabulary|Police)$/, "") },
    target: {
      title: target.title,
      groupName: audienceName(target.audience),
      people: audienceWords(target.audience),
      dueOn: target.dueOn,
      daysLeft: target.dueOn === null ? null : daysBetween(asked.asOf, target.dueOn),
    },
    answer,
    knownOn: asked.knownOn,
    groups: answer.groups.map((row) => ({
      name: STAFF_GROUP_NAMES[row.group],
      figures: row.figures,
      dueOn:
        targets.find((one) => soleGroup(one.audience) === row.group && one.programme === target.programme)
          ?.dueOn ?? null,
    })),
  };
}
