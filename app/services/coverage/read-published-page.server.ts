import type { Publication } from "#app/domain/coverage/publish.ts";
import { withRates, type Figures } from "#app/domain/coverage/coverage.ts";
import { audienceName, audienceWords } from "#app/domain/coverage/target.ts";
import type { ForceId } from "#app/domain/ids.ts";
import { dayOf, type Day } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import { targetAsked } from "./read-coverage-page.server.ts";
import { readPublished } from "./read-snapshots.server.ts";

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
  /** The others that hold. */
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

/** The frozen months of a target as everyone may be told them. */
export async function readPublishedPage(
  ctx: Context,
  force: { id: ForceId; name: string },
  slug: string | null,
): Promise<PublishedPage> {
  const { target, targets } = await targetAsked(ctx, force.id, slug);
  const months = await readPublished(ctx, force.id, target.slug);
  return {
    force: force.name,
    target: {
      slug: target.slug,
      title: target.title,
      people: audienceWords(target.audience),
      dueOn: target.dueOn,
      share: target.share,
    },
    others: targets
      .filter((one) => one.slug !== target.slug)
      .map((one) => ({ slug: one.slug, name: `${audienceName(one.audience)}: ${one.programmeTitle}` })),
    months: months.map(({ publication, knownAt }) => ({
      day: publication.day,
      knownOn: dayOf(knownAt),
      figures: withRates(publication.total),
      rows: publication.rows,
      rowsDay: publication.rowsDay,
    })),
  };
}
