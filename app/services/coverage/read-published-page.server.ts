import { withRates, type Figures } from "#app/domain/coverage/coverage.ts";
import { wholeOf } from "#app/domain/coverage/disclosure.ts";
import type { Publication } from "#app/domain/coverage/publish.ts";
import { audienceName, audienceWords, soleGroup } from "#app/domain/coverage/target.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { ForceId } from "#app/domain/ids.ts";
import { dayOf, type Day } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import { readEveryTarget } from "./read-targets.server.ts";
import { readTold } from "./read-told.server.ts";

export interface PublishedPage {
  readonly force: string;
  readonly target: {
    readonly slug: string;
    readonly title: string;
    readonly people: string;
    readonly dueOn: Day | null;
    /** The share promised, 0 to 1. */
    readonly share: number;
  };
  /** The others that are published and hold. */
  readonly others: readonly { readonly slug: string; readonly name: string }[];
  /** The latest first. */
  readonly months: readonly {
    readonly day: Day;
    /** When it was frozen. */
    readonly knownOn: Day;
    readonly figures: Figures;
    readonly rows: Publication["rows"];
    readonly rowsDay: Day;
  }[];
}

/**
 * The frozen months of a target as everyone may be told them. Only targets of a whole group or of everyone are
 * published; of those that ended, only what was.
 * @param slug null: the officers' target, or the first that is published
 * @throws AmendsError `not-found` for a target that is not published, the same as for one that is not there.
 */
export async function readPublishedPage(
  ctx: Context,
  force: { id: ForceId; name: string },
  slug: string | null,
): Promise<PublishedPage> {
  const told = await readTold(ctx, force.id);
  const shown = (await readEveryTarget(ctx.read, force.id)).filter(
    (one) =>
      wholeOf(one.audience) !== null &&
      (one.endedAt === null || told.some((month) => month.target === one.slug)),
  );
  const holding = shown.filter((one) => one.endedAt === null);
  const target =
    slug === null
      ? (holding.find((one) => soleGroup(one.audience) === "officer") ?? holding[0])
      : shown.find((one) => one.slug === slug);
  if (!target)
    throw new AmendsError(
      "not-found",
      slug === null ? "Nothing is published yet" : `No figures are published of "${slug.slice(0, 60)}"`,
      holding.length === 0
        ? "Published are the targets of a whole group, or of everyone in post. There is none."
        : `Published are the targets of a whole group, or of everyone in post: ${holding.map((one) => one.slug).join(", ")}.`,
    );
  const months = told.filter(
    (month) => month.target === target.slug && month.whole === wholeOf(target.audience),
  );
  return {
    force: force.name,
    target: {
      slug: target.slug,
      title: target.title,
      people: audienceWords(target.audience),
      dueOn: target.dueOn,
      share: target.share,
    },
    others: holding
      .filter((one) => one.slug !== target.slug)
      .map((one) => ({ slug: one.slug, name: `${audienceName(one.audience)}: ${one.programmeTitle}` })),
    months: months.reverse().map(({ publication, knownAt }) => ({
      day: publication.day,
      knownOn: dayOf(knownAt),
      figures: withRates(publication.total),
      rows: publication.rows,
      rowsDay: publication.rowsDay,
    })),
  };
}
