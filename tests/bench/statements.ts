/** Statements as a force's learning makes them, and the same straight into the tables, a million of them. */
import { createHash, randomUUID } from "node:crypto";
import SQLite from "better-sqlite3";
import { VERBS } from "#app/domain/ledger/vocabulary.ts";

export const HOME = "https://lms.example";
const PEOPLE = 1_500;
const MODULES = 40;
const QUESTIONS = 25;

export const personOf = (at: number) => `person-${at % PEOPLE}`;
export const moduleOf = (at: number) => `${HOME}/modules/${at % MODULES}`;

/** The `at`-th statement, without an id. */
export function statementAt(at: number): Record<string, unknown> {
  const module = moduleOf(at);
  return {
    actor: { objectType: "Agent", account: { homePage: HOME, name: personOf(at * 7) } },
    verb: { id: VERBS.answered.id, display: { "en-GB": "answered" } },
    object: {
      objectType: "Activity",
      id: `${module}/questions/${at % QUESTIONS}`,
      definition: {
        type: "http://adlnet.gov/expapi/activities/cmi.interaction",
        interactionType: "choice",
        description: { "en-GB": "What would you do first, and whom would you tell?" },
        choices: ["a", "b", "c", "d"].map((id) => ({ id, description: { "en-GB": `Choice ${id}` } })),
      },
    },
    result: { response: "b", success: at % 3 !== 0, completion: true },
    context: {
      registration: registrationOf(at),
      platform: "LMS",
      language: "en-GB",
      contextActivities: { parent: [{ objectType: "Activity", id: module }] },
    },
    timestamp: new Date(Date.UTC(2018, 0, 1) + at * 1_000).toISOString(),
  };
}

/** Twenty statements share one. */
export function registrationOf(at: number): string {
  const hex = createHash("md5")
    .update(`registration ${Math.floor(at / 20)}`)
    .digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** Writes statements `from` to `to` into a migrated SQLite file, as the append leaves them. */
export function writeTables(
  file: string,
  from: number,
  to: number,
  make: (statement: Record<string, unknown>) => {
    body: string;
    leaf: string;
    agents: Digested[];
    activities: Digested[];
  },
): void {
  const database = new SQLite(file);
  database.pragma("journal_mode = WAL");
  database.pragma("synchronous = OFF");
  database.pragma("cache_size = -1000000");
  const statement = database.prepare(
    "insert into statement (seq, id, stored, timestamp, verb, actor, object, registration, body, version, key_id, defines, leaf) values (?, ?, ?, ?, ?, ?, ?, ?, ?, '1.0.0', 'bench', 1, ?)",
  );
  const agent = database.prepare(
    "insert into statement_agent (agent, direct, seq, subject) values (?, ?, ?, ?)",
  );
  const activity = database.prepare(
    "insert into statement_activity (activity, direct, seq, subject) values (?, ?, ?, ?)",
  );
  database.transaction(() => {
    for (let at = from; at < to; at += 1) {
      const told = statementAt(at) as { verb: { id: string }; object: { id: string }; timestamp: string };
      const seq = at + 1;
      const id = randomUUID();
      const { body, leaf, agents, activities } = make({ ...told, id });
      statement.run(
        seq,
        id,
        told.timestamp,
        told.timestamp,
        told.verb.id,
        personOf(at * 7),
        told.object.id,
        registrationOf(at),
        body,
        leaf,
      );
      for (const { digest, direct } of agents) agent.run(digest, direct, seq, seq);
      for (const { digest, direct } of activities) activity.run(digest, direct, seq, seq);
    }
  })();
  database.exec("analyze");
  database.close();
}

export interface Digested {
  readonly digest: string;
  readonly direct: number;
}
