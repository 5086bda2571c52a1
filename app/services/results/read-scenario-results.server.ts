import { choiceCounts, scoreCounts, versionsOf, type CountsAsked } from "#db/queries/results.ts";
import { unitTreeOn } from "#db/queries/coverage.ts";
import { unitsInOrder, withBelow } from "#app/domain/coverage/record.ts";
import { AmendsError } from "#app/domain/errors.ts";
import {
  FEWEST_TO_SAY,
  guessScore,
  itemStatistics,
  itemWarnings,
  type ItemStatistics,
} from "#app/domain/learning/item-statistics.ts";
import type { UnitId } from "#app/domain/ids.ts";
import { plainText } from "#app/domain/learning/plain-text.ts";
import type { Rank } from "#app/domain/roster/ranks.ts";
import type { StaffGroup } from "#app/domain/roster/workforce.ts";
import { begunOf, costliest, flowOf, showable, type Costly, type Flow } from "#app/domain/scenarios/flow.ts";
import type { Scenario } from "#app/domain/scenarios/scenario.ts";
import { dayOf, type Day } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import type { Principal } from "../identity/principal.server.ts";
import { loadVersion } from "../learning/read-content.server.ts";
import { foldResults } from "./fold-results.server.ts";

export interface ResultsAsked {
  /** A version's number; null: the newest that anybody played, or the newest. */
  readonly version: number | null;
  readonly compareWith: number | null;
  readonly tries: "first" | "all";
  readonly unit: string | null;
  readonly group: StaffGroup | null;
  readonly rank: Rank | null;
}

export interface ScenarioItem {
  readonly scene: string;
  readonly title: string;
  readonly statistics: ItemStatistics;
  /** What picking blindly would have right. */
  readonly guess: number | null;
  readonly warnings: readonly string[];
}

export interface VersionResults {
  readonly number: number;
  readonly publishedOn: Day;
  /** Null: too few to say, in this version or for those chosen. */
  readonly flow: Flow | null;
}

export interface ScenarioResults {
  readonly slug: string;
  readonly title: string;
  readonly versions: readonly { readonly number: number; readonly publishedOn: Day }[];
  readonly asked: ResultsAsked;
  readonly shown: VersionResults;
  readonly compared: VersionResults | null;
  /** What to teach again: of all who played, whoever is chosen. */
  readonly costly: readonly Costly[];
  readonly costlyByUnit: readonly {
    readonly unit: string;
    readonly people: number;
    readonly costly: readonly Costly[];
  }[];
  readonly items: readonly ScenarioItem[];
  readonly units: readonly { readonly code: string; readonly name: string; readonly depth: number }[];
}

const MOST_COSTLY = 3;

/**
 * What officers of the principal's force chose in a scenario. Never a person; shares are of ten or more.
 * @throws AmendsError `not-found` for a scenario, a version or a unit that is not there.
 */
export async function readScenarioResults(
  ctx: Context,
  principal: Principal,
  slug: string,
  asked: ResultsAsked,
): Promise<ScenarioResults> {
  await foldResults(ctx);
  const versions = await versionsOf(ctx.read, "scenario", slug);
  if (versions.length === 0)
    throw new AmendsError("not-found", "There is no such scenario", "Choose one in the studio.");
  const counted = (hash: string): CountsAsked => ({
    forceId: principal.force.id,
    kind: "scenario",
    subject: slug,
    version: hash,
    firstOnly: asked.tries === "first",
  });
  const numbered = (number: number) => {
    const found = versions.find((one) => one.number === number);
    if (found) return found;
    throw new AmendsError(
      "not-found",
      `There is no version ${number}`,
      `There are: ${versions.map((one) => one.number).join(", ")}.`,
    );
  };
  const played = async () => {
    for (const one of versions) if ((await choiceCounts(ctx.read, counted(one.hash))).length > 0) return one;
    return versions[0];
  };
  const version = asked.version === null ? await played() : numbered(asked.version);
  if (!version) throw new AmendsError("not-found", "There is no such version", "Choose another.");

  const tree = await unitTreeOn(ctx.read, principal.force.id, principal.today, ctx.now());
  const inside = asked.unit === null ? null : unitsBelow(tree, asked.unit);
  const chosen = (row: { unit: string; group: string; rank: string }) =>
    (inside === null || inside.has(row.unit as UnitId)) &&
    (asked.group === null || row.group === asked.group) &&
    (asked.rank === null || row.rank === asked.rank);
  const resultsOf = async (one: (typeof versions)[number]) => {
    const { scenario } = (await loadVersion(ctx, "scenario", one.id)).compiled;
    const rows = (await choiceCounts(ctx.read, counted(one.hash))).map((row) => ({
      ...row,
      people: Number(row.people),
    }));
    const part = rows.filter(chosen);
    const [all, some] = [begunOf(rows), begunOf(part)];
    // Neither those chosen nor the others may be so few that they could be told apart.
    const tooFew = some < FEWEST_TO_SAY || (some < all && all - some < FEWEST_TO_SAY);
    const flow = tooFew ? null : withPlainTexts(flowOf(scenario, part));
    return { scenario, rows, results: { number: one.number, publishedOn: dayOf(one.publishedAt), flow } };
  };
  const shown = await resultsOf(version);
  const compared = asked.compareWith === null ? null : await resultsOf(numbered(asked.compareWith));
  const names = new Map<string, string>(tree.map((unit) => [unit.id, unit.name]));
  const byUnit = [...new Set(shown.rows.map((row) => row.unit))].map((unit) => {
    const rows = shown.rows.filter((row) => row.unit === unit);
    return { unit: names.get(unit) ?? "A unit that is no more", rows, people: begunOf(rows) };
  });
  return {
    slug,
    title: version.title,
    versions: versions.map((one) => ({ number: one.number, publishedOn: dayOf(one.publishedAt) })),
    asked,
    shown: shown.results,
    compared: compared?.results ?? null,
    costly: costliest(shown.scenario, shown.rows, MOST_COSTLY).map(plain),
    costlyByUnit: showable(byUnit, begunOf(shown.rows)).map(({ unit, rows, people }) => ({
      unit,
      people,
      costly: costliest(shown.scenario, rows, MOST_COSTLY).map(plain),
    })),
    items: await itemsOf(ctx, shown.scenario, counted(version.hash)),
    units: unitsInOrder(tree).flatMap(({ code, name, depth }) =>
      code === null ? [] : [{ code, name, depth }],
    ),
  };
}

const withPlainTexts = (flow: Flow): Flow => ({
  ...flow,
  nodes: flow.nodes.map((node) => ({
    ...node,
    choices: node.choices.map((choice) => ({ ...choice, text: plainText(choice.text) })),
  })),
});

const plain = (one: Costly): Costly => ({
  ...one,
  choice: { ...one.choice, text: plainText(one.choice.text) },
});

function unitsBelow(tree: Awaited<ReturnType<typeof unitTreeOn>>, code: string): ReadonlySet<UnitId> {
  const found = tree.filter((unit) => unit.code === code);
  if (found.length > 0)
    return withBelow(
      tree,
      found.map((unit) => unit.id),
    );
  throw new AmendsError("not-found", `No unit has the code "${code}"`, "Choose a unit from the list.");
}

/** Each decision as an item: whether it was good, beside the rest of the same play. */
async function itemsOf(ctx: Context, scenario: Scenario, counted: CountsAsked): Promise<ScenarioItem[]> {
  const rows = await scoreCounts(ctx.read, counted);
  return scenario.scenes.map((scene) => {
    const own = rows.filter((row) => row.item === scene.id);
    const texts = new Map(scene.choices.map((choice) => [choice.id, plainText(choice.text)]));
    const statistics = itemStatistics(
      own.map((row) => ({
        option: texts.get(row.option) ?? row.option,
        right: row.correct === 1,
        restRight: row.restRight,
        restAsked: row.restAsked,
        people: Number(row.people),
      })),
    );
    return {
      scene: scene.id,
      title: scene.title,
      statistics,
      guess: guessScore(scene.choices.length),
      warnings: itemWarnings(statistics, scene.choices.length),
    };
  });
}
