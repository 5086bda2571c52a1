/** What learners say is wrong, as trainers read and answer it: by role, never by name; first those for the reader. */
import { z } from "zod";
import { ownersAnsweredBy } from "#db/queries/fact-owners.ts";
import { namesOf } from "#db/queries/people.ts";
import {
  answerReport,
  countOpenReports,
  ownersOfReports,
  reportsIn,
  type ReportReader,
} from "#db/queries/reports.ts";
import { AmendsError } from "#app/domain/errors.ts";
import { mayEver } from "#app/domain/identity/permissions.ts";
import type { ForceId } from "#app/domain/ids.ts";
import { dayOf } from "#app/domain/time.ts";
import { dayWords } from "#app/domain/words.ts";
import type { Context } from "../context.server.ts";
import type { Principal } from "../identity/principal.server.ts";
import { parseInput } from "../parse-input.ts";
import { readFactOwners } from "./fact-owners.server.ts";

const MOST = 200;
/** What a filter calls those for the reader; owners are called by name. */
export const FOR_ME = "me";

export interface ReportToAnswer {
  readonly id: string;
  readonly state: "open" | "answered";
  readonly role: string;
  /** The module or scenario, its version, and the place in it. */
  readonly about: string;
  readonly place: string;
  /** The ids of the facts that the place rests on. */
  readonly facts: readonly string[];
  /** Whom it is for, in words: the owners of its facts with who answers for them, and its author. */
  readonly to: readonly string[];
  /** Whether it is for the reader. */
  readonly mine: boolean;
  readonly text: string;
  readonly on: string;
  readonly answer: string | null;
}

export interface ReportsToAnswer {
  readonly reports: readonly ReportToAnswer[];
  /** There are more than are shown. */
  readonly more: boolean;
  /** Whose can be shown alone, as `about` takes it. */
  readonly choices: readonly { readonly value: string; readonly label: string }[];
}

const readerOf = async (ctx: Context, principal: Principal): Promise<ReportReader> => ({
  personId: principal.personId,
  owners: await ownersAnsweredBy(ctx.read, principal.force.id, principal.personId),
});

/**
 * A force's reports: the open ones first, then those for the reader, then the newest.
 * @param about `FOR_ME`, an owner's name, or empty for all
 */
export async function listReports(ctx: Context, principal: Principal, about = ""): Promise<ReportsToAnswer> {
  const { force } = principal;
  const reader = await readerOf(ctx, principal);
  const kept = about === "" ? null : about === FOR_ME ? "mine" : { owner: about };
  const [found, { owners }] = await Promise.all([
    reportsIn(ctx.read, force.id, reader, kept, MOST + 1),
    readFactOwners(ctx, force.id),
  ]);
  const rows = found.slice(0, MOST);
  const ids = rows.map((row) => row.id);
  const authors = [...new Set(rows.flatMap((row) => row.author_id ?? []))];
  const [owned, people] = await Promise.all([
    ownersOfReports(ctx.read, ids),
    authors.length === 0 ? [] : namesOf(ctx.read, authors),
  ]);
  const names = new Map(
    people.map((one) => [one.person_id, `${one.known_as ?? one.forenames} ${one.surname}`]),
  );
  const who = (owner: string) => owners.find((one) => one.owner === owner)?.answers?.name ?? "all trainers";
  const reports = rows.map((row) => ({
    id: row.id,
    state: row.answer === null ? ("open" as const) : ("answered" as const),
    role: row.role,
    about: `${row.title}, version ${row.number}`,
    place: placeWords(row),
    facts: JSON.parse(row.facts) as string[],
    to: [
      ...owned.filter((one) => one.report_id === row.id).map(({ owner }) => `${owner}: ${who(owner)}`),
      ...(row.author_id ? [`Author: ${names.get(row.author_id) ?? "erased person"}`] : []),
    ],
    mine: row.mine === 1,
    text: row.text,
    on: dayWords(dayOf(row.reported_at)),
    answer: row.answer,
  }));
  const choices = [
    { value: "", label: "Everybody, those for you first" },
    { value: FOR_ME, label: "You" },
    ...owners.map(({ owner }) => ({ value: owner, label: `Facts of ${owner}` })),
  ];
  return { reports, more: found.length > MOST, choices };
}

type Place = Pick<
  Awaited<ReturnType<typeof reportsIn>>[number],
  "kind" | "lesson" | "screen" | "question" | "scene"
>;

function placeWords({ kind, lesson, screen, question, scene }: Place): string {
  if (lesson) return `lesson ${lesson}, screen ${screen}${question ? `, question ${question}` : ""}`;
  if (question) return `question ${question}`;
  if (scene) return `scene ${scene}`;
  return kind === "scenario" ? "the whole scenario" : "the short update";
}

/** How many wait for an answer, and how many of them for the reader; null for somebody who may not give one. */
export async function countOpen(
  ctx: Context,
  principal: Principal,
): Promise<{ readonly open: number; readonly mine: number } | null> {
  if (!mayEver(principal.roles, "report.answer")) return null;
  return countOpenReports(ctx.read, principal.force.id, await readerOf(ctx, principal));
}

const answered = z.object({
  id: z.string(),
  answer: z.string().trim().min(1, "write an answer").max(1_000, "use at most 1000 characters"),
});

/**
 * Answers a report, or answers it again; whoever wrote it sees the words on the page it is about.
 * @throws AmendsError `bad-input` without words, `not-found` for a report of no or another force.
 */
export async function answerToReport(
  ctx: Context,
  input: { forceId: ForceId; id: string; answer: string; by: string },
): Promise<void> {
  const { id, answer } = parseInput(answered, { id: input.id, answer: input.answer }, { answer: "Answer" });
  const done = await ctx.transact((trx) =>
    answerReport(trx, input.forceId, id, { answer, answered_at: ctx.now(), answered_by: input.by }),
  );
  if (!done) throw new AmendsError("not-found", "There is no such report", "Choose one from the list.");
}
