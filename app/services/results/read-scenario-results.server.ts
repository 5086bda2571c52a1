import { countedVersions, scoreCounts, versionsOf, type CountsAsked } from "#db/queries/results.ts";
import { unitTreeOn } from "#db/queries/coverage.ts";
import { unitsInOrder } from "#app/domain/coverage/record.ts";
import { AmendsError } from "#app/domain/errors.ts";
import {
  guessScore,
  itemStatistics,
  itemWarnings,
  type ItemStatistics,
} from "#app/domain/learning/item-statistics.ts";
import { plainText } from "#app/domain/learning/plain-text.ts";
import type { Rank } from "#app/domain/roster/ranks.ts";
import type { StaffGroup } from "#app/domain/roster/workforce.ts";
import { partKey } from "#app/domain/scenarios/apart.ts";
import { begunOf, costliest, flowOf, type Costly, type Flow } from "#app/domain/scenarios/flow.ts";
import type { Scenario } from "#app/domain/scenarios/scenario.ts";
import { dayOf, type Day } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import type { Principal } from "../identity/principal.server.ts";
import { loadVersion } from "../learning/read-content.server.ts";
import { foldResults } from "./fold-results.server.ts";
import { belowCode, keptTally, ownUnit, type Tree } from "./kept-tally.server.ts";
import { mayTell, type Tries } from "./tally.ts";

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
    const hashes = await countedVersions(ctx.read, counted(""));
    return versions.find((one) => hashes.has(one.hash)) ?? versions[0];
  };
  const version = asked.version === null ? await played() : numbered(asked.version);
  if (!version) throw new AmendsError("not-found", "There is no such version", "Choose another.");

  const tree = await unitTreeOn(ctx.read, principal.force.id, principal.today, ctx.now());
  const chosen = partKey(asked.unit === null ? null : unitCalled(tree, asked.unit), asked.group, asked.rank);
  const resultsOf = async (one: (typeof versions)[number]) => {
    const { scenario } = (await loadVersion(ctx, "scenario", one.id)).compiled;
    const counts = await keptTally(ctx, counted(one.hash), tree);
    const part = counts.part(chosen);
    const flow = part.sayable.began ? withPlainTexts(flowOf(scenario, part.rows, part.sayable)) : null;
    return { scenario, counts, results: { number: one.number, publishedOn: dayOf(one.publishedAt), flow } };
  };
  const shown = await resultsOf(version);
  const compared =
    asked.compareWith === null
      ? null
      : asked.compareWith === version.number
        ? shown
        : await resultsOf(numbered(asked.compareWith));
  const names = new Map<string, string>(tree.map((unit) => [unit.id, unit.name]));
  const everyone = shown.counts.part(partKey(null, null, null));
  const byUnit = shown.counts.units.flatMap((unit) => {
    const part = shown.counts.part(partKey(ownUnit(unit), null, null));
    const name = names.get(unit) ?? "A unit that is no more";
    return part.sayable.began ? [{ unit: name, part, people: begunOf(part.rows) }] : [];
  });
  return {
    slug,
    title: version.title,
    versions: versions.map((one) => ({ number: one.number, publishedOn: dayOf(one.publishedAt) })),
    asked,
    shown: shown.results,
    compared: compared?.results ?? null,
    costly: costliest(shown.scenario, everyone.rows, MOST_COSTLY, everyone.sayable).map(plain),
    costlyByUnit: byUnit
      .sort((a, b) => b.people - a.people)
      .map(({ unit, part, people }) => ({
        unit,
        people,
        costly: costliest(shown.scenario, part.rows, MOST_COSTLY, part.sayable).map(plain),
      })),
    items: await itemsOf(ctx, shown.scenario, counted(version.hash), everyone.decided),
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

function unitCalled(tree: Tree, code: string): string {
  if (tree.some((unit) => unit.code === code)) return belowCode(code);
  throw new AmendsError("not-found", `No unit has the code "${code}"`, "Choose a unit from the list.");
}

/** Each decision as an item: whether it was good, beside the rest of the same play. */
async function itemsOf(
  ctx: Context,
  scenario: Scenario,
  counted: CountsAsked,
  decided: (scene: string) => Tries,
): Promise<ScenarioItem[]> {
  const rows = await scoreCounts(ctx.read, counted);
  return scenario.scenes.map((scene) => {
    const own = rows.filter((row) => row.item === scene.id);
    const texts = new Map(scene.choices.map((choice) => [choice.id, plainText(choice.text)]));
    const all = itemStatistics(
      own.map((row) => ({
        option: texts.get(row.option) ?? row.option,
        right: row.correct === 1,
        restRight: row.restRight,
        restAsked: row.restAsked,
        people: row.people,
      })),
    );
    // Those who decided here and did not finish are what is left of the ways through without these.
    const statistics = mayTell(own, decided(scene.id)) ? all : itemStatistics([]);
    return {
      scene: scene.id,
      title: scene.title,
      statistics,
      guess: guessScore(scene.choices.length),
      warnings: itemWarnings(statistics, scene.choices.length),
    };
  });
}
