/**
 * A small force of seven in two units, made as a real one is: an extract, published content, programmes and
 * accounts. And what its officers do, through the services that the pages call.
 */
import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import type { Registration } from "#app/domain/ids.ts";
import type { CompiledModule, CompiledQuestion } from "#app/domain/learning/lesson.ts";
import { formValues, type QuestionResponse } from "#app/domain/learning/marking.ts";
import type { StoredStatement } from "#app/domain/ledger/statement.ts";
import { replay, type ScenarioDecision } from "#app/domain/scenarios/play.ts";
import { parseDay } from "#app/domain/time.ts";
import type { Context } from "#app/services/context.server.ts";
import { createAccount } from "#app/services/identity/create-account.server.ts";
import { principalOf, type Principal } from "#app/services/identity/principal.server.ts";
import { answerQuestion } from "#app/services/learning/answer-question.server.ts";
import { beginCheck, readCheck, saveAnswer } from "#app/services/learning/check-sitting.server.ts";
import { ensureProgrammes } from "#app/services/learning/ensure-programmes.server.ts";
import { finishCheck } from "#app/services/learning/finish-check.server.ts";
import { finishScreen } from "#app/services/learning/finish-screen.server.ts";
import { answerRecall, recallSeed, type RecallQuestion } from "#app/services/learning/recall.server.ts";
import { liveModule, pinnedModule } from "#app/services/learning/pinned.server.ts";
import { publishContent } from "#app/services/learning/publish-content.server.ts";
import { learnerOf, ownSitting, type Learner } from "#app/services/learning/sitting.server.ts";
import { beginScenario, decide, readPlay } from "#app/services/scenarios/play.server.ts";
import { importPeople } from "#app/services/roster/import-people.server.ts";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
export const PASSWORD = "a long enough password";

/** Employee numbers, by who they are. */
export const PEOPLE = {
  constable: "E1",
  second: "E2",
  pcso: "E3",
  sergeant: "E4",
  absent: "E5",
  leaver: "E6",
  otherSergeant: "E7",
} as const;
export type Who = keyof typeof PEOPLE;

/** The last day in post of `leaver`. */
export const LAST_DAY = parseDay("2018-06-20");

const EXTRACT = [
  "Employee Number,Collar Number,Surname,Forenames,Known As,Work Email,Staff Group,Rank/Grade,BCU,Unit Code,Team,FTE,Start Date,Post Start Date,Leaving Date,Absence Type,Absence Start,Absence End",
  "E1,101,Halewood,Mair,,mair@marlshire.example,Police Officer,Police Constable,North,N1,Northgate,1.0,01/01/2015,01/01/2015,,,,",
  "E2,102,Okonkwo,Kofi,,kofi@marlshire.example,Police Officer,Police Constable,North,N1,Northgate,1.0,01/01/2015,01/01/2015,,,,",
  "E3,7103,Pattani,Anya,,anya@marlshire.example,PCSO,PCSO,North,N2,Southgate,1.0,01/01/2016,01/01/2016,,,,",
  "E4,104,Brennigan,Siobhan,,siobhan@marlshire.example,Police Officer,Police Sergeant,North,N1,Northgate,1.0,01/01/2010,01/01/2012,,,,",
  "E5,105,Lundqvist,Erik,,erik@marlshire.example,Police Officer,Police Constable,North,N2,Southgate,1.0,01/01/2015,01/01/2015,,Long-term sick,01/05/2018,",
  "E6,7106,Finchley,Tomos,,tomos@marlshire.example,PCSO,PCSO,North,N2,Southgate,0.8,01/01/2015,01/01/2015,20/06/2018,,,",
  "E7,107,Quistgaard,Ada,,ada@marlshire.example,Police Officer,Police Sergeant,North,N2,Southgate,1.0,01/01/2010,01/01/2012,,,,",
].join("\n");

/** The next extract, with so many more constables: enough of them that their total may be published. */
export async function enlargeForce(ctx: Context, constables: number, asAt = "2018-06-02"): Promise<void> {
  const more = Array.from(
    { length: constables },
    (_, at) =>
      `M${at},${200 + at},More${String.fromCharCode(97 + (at % 26))},Officer,,m${at}@marlshire.example,Police Officer,Police Constable,North,N1,Northgate,1.0,01/01/2015,01/01/2015,,,,`,
  );
  await importPeople(ctx, {
    force: "marlshire",
    fileName: "more.csv",
    bytes: Buffer.from([EXTRACT, ...more].join("\n")),
    asAt: parseDay(asAt),
    by: "test",
  });
}

/** Words that must never stand in the ledger: they tell who somebody is. */
export const NAMING =
  /Halewood|Okonkwo|Pattani|Brennigan|Lundqvist|Finchley|Quistgaard|@marlshire\.example|"E[1-7]"/;

export const emailOf = (who: Who) => `${who.toLowerCase()}@accounts.example`;

/** Makes the force in an empty database. The sergeants supervise their own units. */
export async function makeForce(ctx: Context): Promise<void> {
  await ensureProgrammes(ctx, ROOT);
  await publishContent(ctx, { root: ROOT, by: "test" });
  await importPeople(ctx, {
    force: "marlshire",
    fileName: "people.csv",
    bytes: Buffer.from(EXTRACT),
    asAt: parseDay("2018-06-01"),
    by: "test",
  });
  const supervised: Partial<Record<Who, string>> = { sergeant: "N1", otherSergeant: "N2" };
  for (const who of Object.keys(PEOPLE) as Who[]) {
    const unit = supervised[who];
    await createAccount(ctx, {
      force: "marlshire",
      email: emailOf(who),
      password: PASSWORD,
      holder: { employeeNumber: PEOPLE[who] },
      grants: unit ? [{ role: "supervisor", unit }] : [],
      by: "test",
    });
  }
}

export async function principalNow(ctx: Context, who: Who): Promise<Principal | null> {
  const account = await ctx.read
    .selectFrom("account")
    .select(["id", "person_id"])
    .where("email", "=", emailOf(who))
    .executeTakeFirstOrThrow();
  return principalOf(ctx, account.id, account.person_id);
}

export async function principal(ctx: Context, who: Who): Promise<Principal> {
  const found = await principalNow(ctx, who);
  if (!found) throw new Error(`${who} may not come in`);
  return found;
}

export async function learner(ctx: Context, who: Who): Promise<Learner> {
  return learnerOf(await principal(ctx, who));
}

/** A response that is right, or one that is not. */
export function responseTo(question: CompiledQuestion, right: boolean): QuestionResponse {
  switch (question.type) {
    case "single":
      return question.options.find((option) => option.right === right)?.id ?? "";
    case "multiple":
      return question.options.filter((option) => option.right === right).map((option) => option.id);
    case "sort": {
      const other = (group: string) => question.groups.find((one) => one.id !== group)?.id ?? "";
      return Object.fromEntries(
        question.items.map((item) => [item.id, right ? item.group : other(item.group)]),
      );
    }
    case "match": {
      const ids = question.items.map((item) => item.id);
      return Object.fromEntries(ids.map((id, at) => [id, right ? id : (ids[(at + 1) % ids.length] ?? "")]));
    }
    case "order": {
      const ids = question.items.map((item) => item.id);
      return right ? ids : [...ids].reverse();
    }
    case "reflection":
      // Letters alone: digits can look like a case reference, which is asked about.
      return `What I wrote for myself ${randomUUID().replace(/\d/g, (digit) => "ghijklmnop"[Number(digit)] ?? "")}`;
  }
}

/** The fields of the form that a browser would send. */
export function formOf(
  question: CompiledQuestion,
  seed: string,
  response: QuestionResponse,
): [string, string][] {
  return Object.entries(formValues(question, response, seed)).flatMap(([name, values]) =>
    values.map((value): [string, string] => [name, value]),
  );
}

/** Answers every question of a check, or those whose numbers are given. */
export async function answerCheck(
  ctx: Context,
  who: Learner,
  registration: string,
  right: boolean,
  only?: readonly number[],
): Promise<void> {
  const { questions, sitting } = await readCheck(ctx, who, registration);
  for (const [at, question] of questions.entries()) {
    if (only && !only.includes(at + 1)) continue;
    const entries = formOf(question, sitting.seed, responseTo(question, right));
    await saveAnswer(ctx, who, { registration, number: at + 1, entries });
  }
}

/** Answers a question that recall asks. */
export async function recallAnswer(ctx: Context, who: Principal, asked: RecallQuestion, right: boolean) {
  const { module } = await liveModule(ctx, asked.module.slug);
  const question = module.questions.find((one) => one.id === asked.question.id);
  if (!question) throw new Error(`There is no question ${asked.question.id}`);
  const seed = recallSeed(learnerOf(who), question.id, asked.ordinal);
  const entries = formOf(question, seed, responseTo(question, right));
  const where = { module: asked.module.slug, question: question.id, ordinal: asked.ordinal };
  return answerRecall(ctx, who, { ...where, entries });
}

/** What a module's sitting is pinned to, and its seed. */
export async function pinned(
  ctx: Context,
  who: Learner,
  registration: string,
): Promise<{ module: CompiledModule; seed: string }> {
  const sitting = await ownSitting(ctx.read, who, registration, "module");
  const { module } = await pinnedModule(ctx, sitting.versionId);
  return { module, seed: sitting.seed };
}

/** Goes through every screen of a module, answering each question once. Returns what was written for oneself. */
export async function readThrough(ctx: Context, who: Learner, registration: string): Promise<string[]> {
  const { module, seed } = await pinned(ctx, who, registration);
  const written: string[] = [];
  for (const lesson of module.lessons) {
    for (const [at, screen] of lesson.screens.entries()) {
      for (const block of screen.blocks) {
        if (block.kind !== "question") continue;
        const question = module.questions.find((one) => one.id === block.id);
        if (!question) throw new Error(`There is no question ${block.id}`);
        const response = responseTo(question, true);
        if (question.type === "reflection") written.push(response as string);
        const entries = formOf(question, seed, response);
        // A made-up text may look like a number by chance.
        const answer = { registration, question: question.id, ordinal: 0, entries, sure: true };
        await answerQuestion(ctx, who, answer);
      }
      await finishScreen(ctx, who, { registration, lesson: lesson.slug, screen: at + 1 });
    }
  }
  return written;
}

/** Passes the check of a module. Returns its registration. */
export async function passCheck(ctx: Context, who: Learner, module: string): Promise<Registration> {
  const registration = await beginCheck(ctx, who, module);
  await answerCheck(ctx, who, registration, true);
  await finishCheck(ctx, who, registration);
  return registration;
}

/** Plays a scenario to an end that passes, or to one that does not. Returns its registration. */
export async function playScenario(
  ctx: Context,
  who: Learner,
  slug: string,
  passing: boolean,
): Promise<Registration> {
  const registration = await beginScenario(ctx, who, slug);
  const { version } = await readPlay(ctx, who, registration);
  const waiting: ScenarioDecision[][] = [[]];
  for (let tried = waiting.shift(); tried; tried = waiting.shift()) {
    const { at, passed } = replay(version.scenario, tried);
    if (at.kind === "scene") {
      for (const one of at.offered)
        if (!passing || one.debrief.verdict !== "harmful")
          waiting.push([...tried, { scene: at.scene.id, choice: one.id }]);
      continue;
    }
    if (passed !== passing) continue;
    for (const [step, { choice }] of tried.entries()) await decide(ctx, who, { registration, step, choice });
    return registration;
  }
  throw new Error(`${slug} has no such end`);
}

/** Every statement as it was stored, in order; of one attempt when it is given. */
export async function statements(ctx: Context, registration?: string): Promise<StoredStatement[]> {
  let query = ctx.read.selectFrom("statement").select("body").orderBy("seq");
  if (registration) query = query.where("registration", "=", registration as never);
  return (await query.execute()).map((row) => JSON.parse(row.body) as StoredStatement);
}

/** The verbs of an attempt, in order. */
export async function verbs(ctx: Context, registration: string): Promise<string[]> {
  return (await statements(ctx, registration)).map((one) => one.verb.id.split("/").at(-1) ?? "");
}
