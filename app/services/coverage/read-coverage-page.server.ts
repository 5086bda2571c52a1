import { targetsOf } from "#db/queries/learning.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { ForceId } from "#app/domain/ids.ts";
import { STAFF_GROUP_NAMES, type StaffGroup } from "#app/domain/roster/workforce.ts";
import type { Figures } from "#app/domain/coverage/coverage.ts";
import { daysBetween, type Day, type Instant } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import { readCoverage, type CoverageAnswer } from "./read-coverage.server.ts";

const GROUP: StaffGroup = "officer";
const PEOPLE: Record<StaffGroup, string> = {
  officer: "officers",
  pcso: "PCSOs",
  special: "specials",
  staff: "police staff",
};

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
  const targets = await targetsOf(ctx.read, force.id);
  const target = targets.find((one) => one.group === GROUP) ?? targets[0];
  if (!target) {
    throw new AmendsError(
      "not-found",
      "No target is set",
      "Ask your administrator to set one; then the figure is here.",
    );
  }
  const answer = await readCoverage(ctx, {
    forceId: force.id,
    programme: target.programme,
    asOf: asked.asOf,
    knownAt: asked.knownAt,
    group: target.group,
  });
  return {
    force: { name: force.name, short: force.name.replace(/ (Constabulary|Police)$/, "") },
    target: {
      title: target.title,
      groupName: STAFF_GROUP_NAMES[target.group],
      people: PEOPLE[target.group],
      dueOn: target.dueOn,
      daysLeft: daysBetween(asked.asOf, target.dueOn),
    },
    answer,
    knownOn: asked.knownOn,
    groups: answer.groups.map((row) => ({
      name: STAFF_GROUP_NAMES[row.group],
      figures: row.figures,
      dueOn:
        targets.find((one) => one.group === row.group && one.programme === target.programme)?.dueOn ?? null,
    })),
  };
}
