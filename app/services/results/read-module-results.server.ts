import { scoreCounts, versionsOf } from "#db/queries/results.ts";
import { AmendsError } from "#app/domain/errors.ts";
import { plainText } from "#app/domain/learning/interaction.ts";
import {
  alpha,
  FEWEST_TO_SAY,
  guessScore,
  itemStatistics,
  itemWarnings,
  type AnswerCount,
  type ItemStatistics,
} from "#app/domain/learning/item-statistics.ts";
import type { Question } from "#app/domain/learning/question.ts";
import { dayOf, type Day } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import type { Principal } from "../identity/principal.server.ts";
import { loadVersion } from "../learning/read-content.server.ts";
import { foldResults } from "./fold-results.server.ts";
import { mayTell } from "./tally.ts";

export interface QuestionItem {
  readonly id: string;
  readonly stem: string;
  readonly outcome: string;
  readonly statistics: ItemStatistics;
  /** What picking blindly would have right; null where that cannot be said. */
  readonly guess: number | null;
  readonly warnings: readonly string[];
}

export interface ModuleResults {
  readonly slug: string;
  readonly title: string;
  readonly versions: readonly { readonly number: number; readonly publishedOn: Day }[];
  readonly version: number;
  readonly tries: "first" | "all";
  /** Checks that were finished. */
  readonly finished: number;
  /** Cronbach's alpha; null where too few finished or the scores do not vary. */
  readonly reliability: number | null;
  /** By what their questions ask about, in the author's order; those without a question are left out. */
  readonly outcomes: readonly {
    readonly id: string;
    readonly text: string;
    readonly items: readonly QuestionItem[];
  }[];
}

/**
 * How a module's questions do, from the finished checks of the principal's force. Never a person.
 * @param number a version; null: the newest with answers, or the newest
 * @throws AmendsError `not-found` for a module or a version that is not there.
 */
export async function readModuleResults(
  ctx: Context,
  principal: Principal,
  slug: string,
  { number, tries }: { number: number | null; tries: "first" | "all" },
): Promise<ModuleResults> {
  await foldResults(ctx);
  const versions = await versionsOf(ctx.read, "module", slug);
  const countsOf = (hash: string) =>
    scoreCounts(ctx.read, {
      forceId: principal.force.id,
      kind: "check",
      subject: slug,
      version: hash,
      firstOnly: tries === "first",
    });
  const answered = async () => {
    for (const one of versions) if ((await countsOf(one.hash)).length > 0) return one;
    return versions[0];
  };
  const version = number === null ? await answered() : versions.find((one) => one.number === number);
  if (!version)
    throw new AmendsError(
      "not-found",
      versions.length === 0 ? "There is no such module" : `There is no version ${number ?? ""}`,
      "Choose one in the studio.",
    );
  const { questions, document } = (await loadVersion(ctx, "module", version.id)).compiled;
  const rows = await countsOf(version.hash);
  const rowsOf = (id: string) => rows.filter((row) => row.item === id);
  const marked = questions.filter((question) => question.type !== "reflection");
  const items = marked.map((question): QuestionItem => {
    const own = rowsOf(question.id);
    // All tries without the first are the later ones: these are ten people or nobody.
    const statistics = itemStatistics(mayTell(own, null) ? own.map((row) => countOf(question, row)) : []);
    const options = question.type === "single" ? question.options.length : 0;
    return {
      id: question.id,
      stem: plainText(question.stem),
      outcome: question.outcome,
      statistics,
      guess: guessScore(options),
      warnings: itemWarnings(statistics, options),
    };
  });
  const { finished, scores, asked } = scoresOf(rows);
  const facilities = marked.map((question) => {
    const { facility, people } = itemStatistics(rowsOf(question.id).map((row) => countOf(question, row)));
    return { share: facility ?? 0, people };
  });
  const later = rows.filter((row) => row.first !== 1);
  const laterPeople = later.reduce((sum, row) => sum + row.persons / (row.restAsked + 1), 0);
  const enough = finished >= FEWEST_TO_SAY && (later.length === 0 || laterPeople >= FEWEST_TO_SAY);
  return {
    slug,
    title: version.title,
    versions: versions.map((one) => ({ number: one.number, publishedOn: dayOf(one.publishedAt) })),
    version: version.number,
    tries,
    finished,
    reliability: enough ? alpha(facilities, scores, asked) : null,
    outcomes: document.outcomes.flatMap(({ id, text }) => {
      const own = items.filter((one) => one.outcome === id);
      return own.length === 0 ? [] : [{ id, text: plainText(text), items: own }];
    }),
  };
}

/** How many finished with each score: every check is in the rows once for each question that it asked. */
function scoresOf(
  rows: readonly { correct: number; restRight: number; restAsked: number; people: number }[],
) {
  const byScore = new Map<number, number>();
  let finished = 0;
  let answers = 0;
  for (const { correct, restRight, restAsked, people } of rows) {
    const part = people / (restAsked + 1);
    const score = restRight + correct;
    byScore.set(score, (byScore.get(score) ?? 0) + part);
    finished += part;
    answers += people;
  }
  return {
    finished: Math.round(finished),
    scores: [...byScore].map(([right, people]) => ({ right, people })),
    asked: finished === 0 ? 0 : Math.round(answers / finished),
  };
}

function countOf(question: Question, row: Awaited<ReturnType<typeof scoreCounts>>[number]): AnswerCount {
  return { ...row, right: row.correct === 1, option: optionWords(question, row) };
}

/** What was answered, in the question's own words; arrangements are only right or not. */
function optionWords(question: Question, row: { option: string; correct: number }): string {
  if (question.type === "single" || question.type === "multiple") {
    const texts = new Map(question.options.map((option) => [option.id, plainText(option.text)]));
    const chosen = row.option.split("[,]").filter((id) => id !== "");
    return chosen.length === 0 ? "Nothing" : chosen.map((id) => texts.get(id) ?? id).join(" + ");
  }
  return row.correct === 1 ? "The right arrangement" : "Another arrangement";
}
