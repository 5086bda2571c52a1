/** Files as forces really write them: encodings, delimiters, workbooks, columns of any name, remembered by source. */
import iconv from "iconv-lite";
import { sql } from "kysely";
import { expect, it } from "vitest";
import { zipSync } from "fflate";
import type { Database } from "#db/schema/index.ts";
import { END_OF_TIME, instantAt, parseDay, type Day } from "#app/domain/time.ts";
import type { Context } from "#app/services/context.server.ts";
import { applyUpload } from "#app/services/roster/apply-upload.server.ts";
import { findForce } from "#app/services/roster/find-force.server.ts";
import { parseMap } from "#app/services/roster/import-maps.server.ts";
import { importPeople } from "#app/services/roster/import-people.server.ts";
import { planImport } from "#app/services/roster/plan-import.server.ts";
import { readImport } from "#app/services/roster/read-import.server.ts";
import { readPreview } from "#app/services/roster/read-preview.server.ts";
import { keepUpload, readUpload } from "#app/services/roster/uploads.server.ts";
import { onBothDatabases } from "./databases.ts";
import { sheetXml, workbook, type Cell } from "./workbook.ts";

const JANUARY = parseDay("2018-01-01");
const FEBRUARY = parseDay("2018-02-01");
const on = (ctx: Context, day: Day): Context => ({ ...ctx, now: () => instantAt(day, 9) });

const MAP = `
encoding: auto
dayFormats: [D MMM YYYY, excel]
fte: percent
nameOrder: forenames-first
columns:
  employeeNumber: Person Ref
  fullName: Name
  group: Contract
  rank: Grade
  areas: [Command, District]
  unitName: Unit
  fte: "% FTE"
  startedOn: Start
  absence: Reason
  absenceFrom: From
values:
  group: { POL: officer, "PSTF": staff, SPC: special }
  rank: { PC: Police Constable }
  absence: { MAT: maternity, "A/L": none }
`;
const COLUMNS = [
  "Person Ref",
  "Name",
  "Contract",
  "Grade",
  "Command",
  "District",
  "Unit",
  "% FTE",
  "Start",
  "Reason",
  "From",
];
const PEOPLE: (string | number)[][] = [
  ["7", "Siân Gwenllian Ŵyn-Prys", "pol", "PC", "North", "Coast", "Aber", 80, "5 Jan 2015", "", ""],
  ["8", "Prys, Llŷr", "PSTF", "Scale 5", "North", "Coast", "Aber", "100%", "1 Feb 2016", "MAT", "1 Dec 2017"],
  [
    "9",
    "Zoë O'Dowd",
    "SPC",
    "Special Constable",
    "North",
    "Hills",
    "Bryn",
    50,
    "42430",
    "A/L",
    "30 Dec 2017",
  ],
];

function csv(
  delimiter: string,
  rows: readonly (readonly (string | number)[])[] = [COLUMNS, ...PEOPLE],
): string {
  const field = (value: string | number) =>
    String(value).includes(delimiter) ? `"${value}"` : String(value);
  return rows.map((row) => row.map(field).join(delimiter)).join("\r\n") + "\r\n";
}

/** Who is known now, as it was written. */
async function people(ctx: Context): Promise<string[]> {
  const rows = await ctx.read
    .selectFrom("person_version")
    .innerJoin("person", "person.id", "person_version.person_id")
    .innerJoin("posting", "posting.person_id", "person.id")
    .innerJoin("unit", "unit.id", "posting.unit_id")
    .select([
      "employee_number",
      "surname",
      "forenames",
      "staff_group",
      "rank",
      "fte",
      "posting.valid_from",
      "unit.key",
    ])
    .where("person_version.known_to", "=", END_OF_TIME)
    .where("posting.known_to", "=", END_OF_TIME)
    .orderBy("employee_number")
    .execute();
  return rows.map((row) => Object.values(row).join("|"));
}

const EXPECTED = [
  "7|Ŵyn-Prys|Siân Gwenllian|officer|Police Constable|0.8|2015-01-05|path:North/Coast/Aber",
  "8|Prys|Llŷr|staff|Scale 5|1|2016-02-01|path:North/Coast/Aber",
  "9|O'Dowd|Zoë|special|Special Constable|0.5|2016-03-01|path:North/Hills/Bryn",
];

async function everyRow(ctx: Context): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const { name } of await ctx.read.introspection.getTables()) {
    const rows = await ctx.read
      .selectFrom(name as keyof Database)
      .selectAll()
      .execute();
    found[name] = rows.length;
  }
  return found;
}

onBothDatabases("files as forces write them", (open) => {
  const map = parseMap("people", MAP);
  const bring = (ctx: Context, bytes: Uint8Array, day = JANUARY) =>
    importPeople(on(ctx, day), { fileName: "p", bytes, asAt: day, map, source: "iTrent", by: "test" });

  it("are read in every encoding and with every delimiter alike, and a second time as nothing new", async () => {
    const ctx = await open();
    const forms: [string, string, boolean][] = [
      [",", "utf-8", false],
      [";", "utf-8", true],
      ["\t", "utf-16le", true],
      ["|", "utf-16be", true],
      [",", "utf-16le", false],
    ];
    for (const [delimiter, encoding, addBOM] of forms) {
      const bytes = iconv.encode(csv(delimiter), encoding, { addBOM });
      const done = await bring(ctx, bytes);
      expect(done.problems, encoding).toEqual([]);
      expect(await people(ctx), encoding).toEqual(EXPECTED);
    }
    const postings = await ctx.read.selectFrom("posting").select("id").execute();
    expect(postings).toHaveLength(3);
    const absences = await ctx.read.selectFrom("absence").select(["kind", "valid_from"]).execute();
    expect(absences).toEqual([{ kind: "maternity", valid_from: "2017-12-01" }]);
  });

  it("are read in an encoding that must be named, and in decomposed letters", async () => {
    const ctx = await open();
    const named = { ...map, encoding: "iso-8859-14" };
    const bytes = iconv.encode(csv(","), "iso-8859-14");
    await importPeople(on(ctx, JANUARY), { fileName: "p", bytes, asAt: JANUARY, map: named, by: "test" });
    expect(await people(ctx)).toEqual(EXPECTED);
    const apart = Buffer.from(csv(",").normalize("NFD"));
    const done = await bring(ctx, apart);
    expect(done.changes.renamedPeople).toBe(0);
  });

  it("are read from a workbook: days as days, results of formulas, nothing else", async () => {
    const ctx = await open();
    const rows: Cell[][] = [
      COLUMNS,
      [
        "7",
        "Siân Gwenllian Ŵyn-Prys",
        { formula: 'UPPER("pol")', result: "POL" },
        "PC",
        "North",
        "Coast",
        "Aber",
        80,
        { serial: 42009 },
        null,
        null,
      ],
      [
        8,
        "Prys, Llŷr",
        "PSTF",
        "Scale 5",
        "North",
        "Coast",
        "Aber",
        100,
        { serial: 42401 },
        "MAT",
        { serial: 43070 },
      ],
      [],
      ["9", "Zoë O'Dowd", "SPC", "Special Constable", "North", "Hills", "Bryn", "50 %", 42430, null, null],
      ["10", "A Wrong", "SPC", "Special Constable", "North", "Hills", "Bryn", 50, "31 Feb 2018", null, null],
    ];
    const done = await bring(ctx, workbook(sheetXml(rows)));
    expect(done.problems.map(({ line, column }) => [line, column])).toEqual([
      [4, "Person Ref"],
      [6, "Start"],
    ]);
    expect(await people(ctx)).toEqual(EXPECTED);
  });

  it("are refused when they are not what they say, or unpack to more than is read", async () => {
    const ctx = await open();
    const refused = (bytes: Uint8Array, message: RegExp) =>
      expect(bring(ctx, bytes)).rejects.toMatchObject({
        code: "bad-input",
        message: expect.stringMatching(message) as string,
      });
    const far = sheetXml([COLUMNS]).replace(
      "</sheetData>",
      '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>',
    );
    await refused(workbook(far), /more than is read/);
    const bomb = new Uint8Array(60_000_000).fill(32);
    await refused(workbook(sheetXml([COLUMNS]), { "xl/a.xml": bomb, "xl/b.xml": bomb }), /more than is read/);
    await refused(workbook(sheetXml([COLUMNS])).subarray(0, 900), /cannot be read|damaged/);
    await refused(zipSync({ "a.txt": new Uint8Array(3) }), /cannot be read/);
    await refused(
      Buffer.from(csv(",", [COLUMNS.map((name) => (name === "Grade" ? "Unit" : name)), ...PEOPLE])),
      /Two columns/,
    );
    await refused(Buffer.from(csv(",").replace("Grade", "Rank")), /no column "Grade"/);
    expect((await everyRow(ctx)).person).toBe(0);
  });

  it("are read as the source was last mapped, when only the source is named", async () => {
    const ctx = await open();
    await bring(ctx, Buffer.from(csv(",")));
    const next = csv(",").replace("Zoë O'Dowd", "Zoë Dowd");
    const file = { fileName: "p", bytes: Buffer.from(next), asAt: FEBRUARY, by: "test" };
    const done = await importPeople(on(ctx, FEBRUARY), { ...file, source: "iTrent" });
    expect(done.changes).toMatchObject({ renamedPeople: 1, joiners: 0 });
    await expect(importPeople(ctx, { ...file, source: "Origin" })).rejects.toMatchObject({
      message: expect.stringContaining("Employee Number") as string,
    });
  });

  it("are applied again when a corrected map reads something else in them", async () => {
    const ctx = await open();
    const bytes = Buffer.from(csv(","));
    await bring(ctx, bytes);
    const corrected = parseMap("people", MAP.replace("POL: officer", "POL: pcso"));
    const file = { fileName: "p", bytes, asAt: JANUARY, map: corrected };
    expect(await planImport(on(ctx, JANUARY), file)).toMatchObject({
      unchanged: false,
      changes: { ranks: 1 },
    });
    const done = await importPeople(on(ctx, JANUARY), { ...file, by: "test" });
    expect(done).toMatchObject({ unchanged: false, id: expect.any(String) as string });
    expect(await people(ctx)).toContain(
      "7|Ŵyn-Prys|Siân Gwenllian|pcso|Police Constable|0.8|2018-01-01|path:North/Coast/Aber",
    );
    expect(await planImport(on(ctx, JANUARY), file)).toMatchObject({ unchanged: true });
    expect(await importPeople(on(ctx, JANUARY), { ...file, by: "test" })).toMatchObject({ unchanged: true });
  });

  it("are applied again after another file of their day", async () => {
    const ctx = await open();
    const first = Buffer.from(csv(","));
    await bring(ctx, first);
    expect((await bring(ctx, Buffer.from(csv(",").replace("O'Dowd", "Dowd")))).changes.renamedPeople).toBe(1);
    const again = await bring(ctx, first);
    expect(again).toMatchObject({ unchanged: false, changes: { renamedPeople: 1 } });
    expect(new Set(await people(ctx))).toEqual(new Set(EXPECTED));
    expect((await bring(ctx, first)).unchanged).toBe(true);
  });

  it("leave no row when writing them fails half way", async () => {
    const ctx = await open();
    const fails = ctx.config.databaseUrl.startsWith("file:")
      ? [sql`create trigger full_up before insert on absence begin select raise(abort, 'no room'); end`]
      : [
          sql`create function no_room() returns trigger language plpgsql as $$ begin raise exception 'no room'; end $$`,
          sql`create trigger full_up before insert on absence for each row execute function no_room()`,
        ];
    for (const statement of fails) await statement.execute(ctx.db);
    const before = await everyRow(ctx);
    await expect(bring(ctx, Buffer.from(csv(",")))).rejects.toThrow(/no room/);
    expect(await everyRow(ctx)).toEqual(before);
  });

  it("change nothing when they are only looked at", async () => {
    const ctx = await open();
    const before = await everyRow(ctx);
    const look = { fileName: "p", bytes: Buffer.from(csv(",")), asAt: JANUARY, source: "iTrent", map };
    const planned = await planImport(on(ctx, JANUARY), look);
    expect(planned.changes).toMatchObject({ joiners: 3, newUnits: 2, absencesOpened: 1 });
    expect(await everyRow(ctx)).toEqual(before);
    // What was looked at is what is applied, or nothing is.
    const { fingerprint } = planned;
    const other = { ...look, bytes: Buffer.from(csv(",").replace("Zoë", "Zoe")), by: "test", fingerprint };
    await expect(importPeople(on(ctx, JANUARY), other)).rejects.toMatchObject({ code: "stale" });
    await importPeople(on(ctx, JANUARY), { ...look, by: "test", fingerprint });
    expect(await people(ctx)).toEqual(EXPECTED);
  });
});

onBothDatabases("a file from which many people are missing", (open) => {
  it("stops until somebody says on its page that they have all left", async () => {
    const ctx = await open({ now: "2018-06-22", force: true });
    const force = await findForce(ctx, undefined);
    const head =
      "Employee Number,Surname,Forenames,Staff Group,Rank/Grade,BCU,Unit Code,Team,Start Date\n" +
      "E1,Halewood,Mair,Police Officer,Police Constable,North,N1,Northgate,01/01/2015\n";
    const asAt = parseDay("2018-06-22");
    const file = { force, fileName: "e.csv", bytes: Buffer.from(head), source: "iTrent", asAt, by: "test" };
    const { id } = await keepUpload(ctx, { kind: "people", ...file });
    const upload = await readUpload(ctx, force, id);
    const { fingerprint, missing } = await readPreview(ctx, force, upload, "test");
    expect(missing?.count).toBeGreaterThan(3);
    const looks = await ctx.read
      .selectFrom("audit_event")
      .select(["by", "subject", "detail"])
      .where("action", "=", "people.preview")
      .execute();
    const detail = { kind: "people", asAt, source: "iTrent", changes: missing?.count, wrongRows: 0 };
    expect(looks.map((one) => ({ ...one, detail: JSON.parse(one.detail) as unknown }))).toEqual([
      { by: "test", subject: force.id, detail },
    ]);
    const before = await everyRow(ctx);
    const apply = (acceptMissing: boolean) =>
      applyUpload(ctx, upload, { force, fingerprint, acceptMissing, by: "test" });
    await expect(apply(false)).rejects.toMatchObject({
      code: "conflict",
      wayOut: expect.stringMatching(/“They have all left” on the page, --accept-missing/) as string,
    });
    expect(await everyRow(ctx)).toEqual(before);
    const done = await readImport(ctx, force, (await apply(true)).id ?? "");
    expect(done.changes).toContain(`${missing?.count} missing and taken to have left`);
  });
});

it("a map names each of its mistakes", () => {
  const wrong =
    "dayFormats: [HH]\ncolumns: { employeeNumber: A, unitName: U, startedOn: S, colour: C }\nvalues: { group: { X: wizard } }";
  try {
    parseMap("people", wrong);
    expect.unreachable();
  } catch (error) {
    const text = (error as { problems: { text: string }[] }).problems.map((one) => one.text).join("\n");
    for (const word of ["dayFormats.0", "colour", "values.group.X"]) expect(text).toContain(word);
  }
  expect(() => parseMap("people", "columns: [")).toThrow(/not YAML/);
});
