/** `npm run bench -- import [--rows N]`: a force's extract read, planned and applied, on SQLite and on PostgreSQL. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { addDays, instantAt, parseDay, type Day } from "#app/domain/time.ts";
import { readConfig } from "#app/services/config.server.ts";
import { openContext, type Context } from "#app/services/context.server.ts";
import { importPeople } from "#app/services/roster/import-people.server.ts";
import { migrateToLatest } from "#db/connect.ts";
import { startPostgres } from "../integration/postgres-server.ts";
import { chance } from "./coverage-force.ts";
import { printTable } from "./table.ts";

const FIRST = parseDay("2018-06-01");
const HEADING =
  "Employee Number,Collar Number,Surname,Forenames,Known As,Work Email,Staff Group,Rank/Grade,BCU,Unit Code,Team,FTE,Start Date,Post Start Date,Leaving Date,Absence Type,Absence Start,Absence End";
const SURNAMES = ["Ashdown", "Brennigan", "Cawthra", "Dymond", "Ellwood", "Farrar", "Garrod", "Hesketh"];
const FORENAMES = ["Mair", "Kofi", "Anya", "Siobhan", "Erik", "Tomos", "Ada", "Rhys"];
const GROUPS = [
  ["Police Officer", "Police Constable"],
  ["Police Officer", "Police Sergeant"],
  ["PCSO", "PCSO"],
  ["Special Constable", "Special Constable"],
  ["Police Staff", "Grade D"],
] as const;

interface Row {
  number: number;
  group: number;
  unit: number;
  postStart: Day;
  leaving: Day | null;
  absent: Day | null;
}

const british = (day: Day | null) => (day === null ? "" : day.split("-").reverse().join("/"));

function csv(rows: readonly Row[]): Buffer {
  const lines = rows.map(({ number, group, unit, postStart, leaving, absent }) => {
    const [name, rank] = GROUPS[group] ?? GROUPS[0];
    return [
      ...[`E${number}`, `C${number}`, SURNAMES[number % 8], FORENAMES[(number >> 3) % 8], ""],
      ...[`p${number}@force.example`, name, rank, `Area ${unit % 4}`, `U${unit}`, `Unit ${unit}`, "1.0"],
      ...["01/01/2010", british(postStart), british(leaving)],
      ...[absent === null ? "" : "Long-term sick", british(absent), ""],
    ].join(",");
  });
  return Buffer.from([HEADING, ...lines].join("\r\n"));
}

/** What a month brings: a hundredth leave, two hundredths move, a hundredth fall ill, as many join as leave. */
function nextMonth(rows: readonly Row[], day: Day, random: () => number): Row[] {
  const staying = rows
    .filter((row) => row.leaving === null)
    .map((row): Row => {
      const turn = random();
      if (turn < 0.01) return { ...row, leaving: addDays(day, -5) };
      if (turn < 0.03) return { ...row, unit: Math.floor(random() * 50), postStart: addDays(day, -9) };
      if (turn < 0.04) return { ...row, absent: addDays(day, -7) };
      return row;
    });
  const most = Math.max(...rows.map((row) => row.number));
  const joining = staying
    .filter((row) => row.leaving !== null)
    .map((row, at): Row => ({ ...row, number: most + at + 1, postStart: addDays(day, -3), leaving: null }));
  return [...staying, ...joining];
}

async function onDatabase(url: string, count: number): Promise<string[][]> {
  const ctx = await openContext(
    readConfig({ AMENDS_MODE: "test", DATABASE_URL: url, AMENDS_NOW: instantAt(addDays(FIRST, 100), 9) }),
  );
  try {
    await migrateToLatest(ctx.db);
    const random = chance(7);
    let rows = Array.from({ length: count }, (_, at): Row => ({
      number: at + 1,
      group: at % 20 === 0 ? 1 : at % 10 === 1 ? 2 : at % 10 === 2 ? 3 : at % 5 === 3 ? 4 : 0,
      unit: at % 50,
      postStart: parseDay("2015-01-01"),
      leaving: null,
      absent: at % 30 === 0 ? parseDay("2018-03-01") : null,
    }));
    const lines: string[][] = [];
    for (let month = 0; month < 4; month += 1) {
      const day = addDays(FIRST, month * 30);
      if (month > 0) rows = nextMonth(rows, day, random);
      lines.push(
        await timedImport(
          ctx,
          month === 0 ? "the first: everybody joins" : `a month later (${month})`,
          day,
          rows,
        ),
      );
    }
    const day = addDays(FIRST, 90);
    lines.push(await timedImport(ctx, "the same file again", day, rows));
    return lines;
  } finally {
    await ctx.close();
  }
}

async function timedImport(ctx: Context, what: string, day: Day, rows: readonly Row[]): Promise<string[]> {
  const bytes = csv(rows);
  const began = performance.now();
  const done = await importPeople(ctx, {
    ...{ force: undefined, fileName: `${day}.csv`, bytes, asAt: day, by: "bench" },
  });
  const seconds = (performance.now() - began) / 1000;
  if (done.problems.length > 0) throw new Error(JSON.stringify(done.problems[0]));
  return [what, rows.length.toLocaleString("en-GB"), seconds.toFixed(2)];
}

export async function benchImport(args: readonly string[]): Promise<void> {
  const at = args.indexOf("--rows");
  const count = at < 0 ? 4_000 : Number(args[at + 1]);
  const folder = mkdtempSync(path.join(tmpdir(), "amends-bench-"));
  try {
    const title = (name: string) => `${name}: an extract read, planned and applied (s; target 5)`;
    const heading = ["extract", "rows", "seconds"];
    printTable(title("SQLite"), heading, await onDatabase(`file:${path.join(folder, "force.db")}`, count));
    const server = await startPostgres(folder);
    try {
      const client = new pg.Client({ connectionString: server.url });
      await client.connect();
      await client.query("create database force");
      await client.end();
      const url = server.url.replace(/\/postgres$/, "/force");
      printTable(title("PostgreSQL"), heading, await onDatabase(url, count));
    } finally {
      await server.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
