import { namesOf } from "#db/queries/coverage.ts";
import { peopleAt, STEP_NAMES, type Step } from "#app/domain/coverage/steps.ts";
import type { ForceId } from "#app/domain/ids.ts";
import type { Context } from "../context.server.ts";
import { countAsked, ruleOf } from "./read-coverage.server.ts";
import { questionOf, targetAsked, type PageAsked } from "./read-coverage-page.server.ts";

export interface StepPeople {
  readonly target: string;
  /** The step's name. */
  readonly step: string;
  readonly people: readonly {
    readonly name: string;
    readonly number: string | null;
    readonly units: string;
  }[];
}

/** The people behind a step of the denominator ledger, by surname. For those who may read people, and nobody else. */
export async function readStepPeople(
  ctx: Context,
  forceId: ForceId,
  asked: PageAsked,
  step: Step,
): Promise<StepPeople> {
  const { target } = await targetAsked(ctx, forceId, asked.target);
  const question = questionOf(forceId, target.slug, asked);
  const { people, tree } = await countAsked(ctx, await ruleOf(ctx, question), question);
  const units = new Map(tree.map((unit) => [unit.id, unit.name]));
  const at = peopleAt(people, step);
  const names = new Map(
    (
      await namesOf(
        ctx.read,
        at.map((one) => one.person),
        asked.asOf,
      )
    ).map((row) => [row.person, row]),
  );
  return {
    target: target.title,
    step: STEP_NAMES[step],
    people: at
      .map((one) => {
        const row = names.get(one.person);
        return {
          surname: row?.surname ?? "",
          name: row ? `${row.knownAs ?? row.forenames} ${row.surname}` : "Not known by name",
          number: row?.number ?? null,
          units: [...new Set(one.posts.map((post) => units.get(post.unit) ?? ""))].join(", "),
        };
      })
      .sort((a, b) => a.surname.localeCompare(b.surname, "en-GB") || a.name.localeCompare(b.name, "en-GB"))
      .map(({ name, number, units: where }) => ({ name, number, units: where })),
  };
}
