/** Forces written straight into the tables: people, units, postings, absences and awards over five years. */
import { randomUUID } from "node:crypto";
import type { Db } from "#db/connect.ts";
import { insertMany } from "#db/dialect.ts";
import { addDays, END_OF_DAYS, END_OF_TIME, endOfDay, parseDay, type Day } from "#app/domain/time.ts";

export const BEGIN = parseDay("2013-06-01");
export const TODAY = parseDay("2018-06-01");
const DAYS = 1826;
const MODULES = ["what-rj-is", "right-to-know", "safe-enough", "refer-record-share"];
const UNIT_SIZE = 80;
const KINDS = ["maternity", "long-term-sick", "career-break", "suspended", "seconded-out"];

/** The same numbers each time; of no use for anything secret. */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** So many forces of so many people in all: one is a fifth of them, as in life; the others vary threefold. */
export function sizes(forces: number, people: number): number[] {
  if (forces === 1) return [people];
  const weights = Array.from({ length: forces }, (_, at) => (at === 0 ? forces / 4 : 0.5 + (at % 10) / 9));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => Math.round((people * weight) / sum));
}

export interface Made {
  readonly id: string;
  readonly slug: string;
  readonly people: number;
  readonly units: readonly string[];
}

/** Writes a force of `people` in post today; those who left meanwhile come on top. */
export async function writeForce(db: Db, at: number, people: number): Promise<Made> {
  const random = chance(at + 1);
  const pick = <One>(list: readonly One[]) => list[Math.floor(random() * list.length)] as One;
  const slug = `force-${at}`;
  const force = randomUUID();
  const known = (day: Day) => endOfDay(addDays(day, random() < 0.1 ? 40 : 1));
  const rows: Record<string, unknown[][]> = {
    unit: [],
    unit_version: [],
    person: [],
    actor: [],
    posting: [],
    absence: [],
    award: [],
  };
  const put = (table: string, row: unknown[]) => rows[table]?.push(row);
  await insertMany(db, "force", ["id", "slug", "name", "created_at"], [[force, slug, slug, endOfDay(BEGIN)]]);
  const importId = randomUUID();
  await insertMany(
    db,
    "roster_import",
    [
      "id",
      "force_id",
      "kind",
      "file_name",
      "sha256",
      "as_at",
      "imported_at",
      "imported_by",
      "rows",
      "rejected",
      "changes",
    ],
    [[importId, force, "people", "made", "", BEGIN, endOfDay(BEGIN), "bench", 0, 0, "{}"]],
  );
  const units: string[] = [];
  const unit = (code: string | null, name: string, parent: string | null) => {
    const id = randomUUID();
    put("unit", [id, force, code, name]);
    put("unit_version", [
      randomUUID(),
      id,
      name,
      parent,
      "2000-01-01",
      END_OF_DAYS,
      endOfDay(BEGIN),
      END_OF_TIME,
    ]);
    return id;
  };
  const top = unit(null, slug, null);
  const basic = Array.from({ length: 4 }, (_, one) => unit(null, `${slug} area ${one}`, top));
  const unitIds = Array.from({ length: Math.max(4, Math.round(people / UNIT_SIZE)) }, (_, one) => {
    units.push(`U${one}`);
    return unit(`U${one}`, `${slug} unit ${one}`, basic[one % basic.length] ?? top);
  });

  const posting = (person: string, group: string, rank: string, from: Day, to: Day, end: string | null) => {
    const believed = known(from > BEGIN ? from : BEGIN);
    const base = [force, person, pick(unitIds), group, rank, 1, end, importId];
    if (to === END_OF_DAYS) put("posting", [randomUUID(), ...base, from, to, believed, END_OF_TIME]);
    else {
      // First believed to go on, until its end was known.
      const learnt = known(to > from ? to : from);
      const until = learnt > believed ? learnt : endOfDay(addDays(TODAY, 0));
      put("posting", [randomUUID(), ...base, from, END_OF_DAYS, believed, until]);
      put("posting", [randomUUID(), ...base, from, to, until, END_OF_TIME]);
    }
  };
  // A little over 8 % leave each year and are followed by others.
  const leavers = Math.round(people * 0.42);
  for (let number = 0; number < people + leavers; number += 1) {
    const person = randomUUID();
    const actor = randomUUID();
    const left = number >= people;
    const startDay =
      random() < 0.6
        ? addDays(BEGIN, -Math.floor(random() * 6000))
        : addDays(BEGIN, Math.floor(random() * (DAYS - 60)));
    const end = left
      ? addDays(startDay > BEGIN ? startDay : BEGIN, 30 + Math.floor(random() * 1500))
      : END_OF_DAYS;
    const stop = left && end > TODAY ? TODAY : end;
    put("person", [person, force, `${slug}-${number}`, endOfDay(BEGIN)]);
    put("actor", [actor, "https://amends.example", person]);
    const dice = random();
    const group = dice < 0.66 ? "officer" : dice < 0.72 ? "pcso" : dice < 0.8 ? "special" : "staff";
    const rank = group === "officer" ? (random() < 0.2 ? "Police Sergeant" : "Police Constable") : "Grade";
    const moves =
      random() < 0.4 ? addDays(startDay > BEGIN ? startDay : BEGIN, 20 + Math.floor(random() * 700)) : null;
    if (moves !== null && moves < stop && moves < TODAY) {
      posting(person, group, rank, startDay, moves, "moved");
      posting(person, group, rank, moves, stop, left ? "left" : null);
    } else posting(person, group, rank, startDay, stop, left ? "left" : null);
    if (random() < 0.15) {
      const from = addDays(BEGIN, Math.floor(random() * DAYS));
      put("absence", [
        randomUUID(),
        force,
        person,
        pick(KINDS),
        importId,
        from,
        addDays(from, 30 + Math.floor(random() * 270)),
        known(from),
        END_OF_TIME,
      ]);
    }
    if (random() < 0.82)
      for (const module of MODULES) {
        if (random() < 0.06) continue;
        const day = addDays(BEGIN, Math.floor(random() * DAYS));
        if (day < startDay || day >= stop) continue;
        put("award", [
          randomUUID(),
          actor,
          module,
          day,
          null,
          known(day),
          "register",
          "College",
          randomUUID(),
        ]);
      }
  }
  const span = ["valid_from", "valid_to", "known_from", "known_to"];
  const columns: Record<string, string[]> = {
    unit: ["id", "force_id", "code", "key"],
    unit_version: ["id", "unit_id", "name", "parent_id", ...span],
    person: ["id", "force_id", "employee_number", "created_at"],
    actor: ["name", "home_page", "person_id"],
    posting: [
      "id",
      "force_id",
      "person_id",
      "unit_id",
      "staff_group",
      "rank",
      "fte",
      "end_reason",
      "import_id",
      ...span,
    ],
    absence: ["id", "force_id", "person_id", "kind", "import_id", ...span],
    award: ["statement_id", "actor", "module", "day_from", "day_to", "stored", "via", "provider", "code"],
  };
  for (const [table, list] of Object.entries(rows))
    await db.transaction().execute((trx) => insertMany(trx, table, columns[table] ?? [], list));
  return { id: force, slug, people, units };
}
