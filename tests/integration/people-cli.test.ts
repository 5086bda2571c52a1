/** `amends people` and `training import`, `ledger export` and `ledger import` in processes of their own. */
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { VERBS } from "#app/domain/ledger/vocabulary.ts";
import type { Context } from "#app/services/context.server.ts";
import { makeKey, send } from "./bearer.ts";
import { onBothDatabases } from "./databases.ts";
import { ROOT } from "./officer.ts";

interface Said {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function amends(ctx: Context, ...words: string[]): Promise<Said> {
  const env = {
    ...process.env,
    AMENDS_MODE: "test",
    AMENDS_NOW: "2018-06-21",
    DATABASE_URL: ctx.config.databaseUrl,
  };
  const child = spawn(process.execPath, [join(ROOT, "bin/amends.mjs"), ...words], {
    cwd: ROOT,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on("data", (bytes: Buffer) => out.push(bytes));
  child.stderr.on("data", (bytes: Buffer) => err.push(bytes));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) =>
      resolve({ code, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() }),
    );
  });
}

/** Each command is a process that starts from nothing. */
const SLOW = 120_000;

onBothDatabases("amends people erase", (open) => {
  let ctx: Context;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "amends-erase-"));
    ctx = await open({ now: "2018-06-21", force: true });
    await send(
      ctx,
      await makeKey(ctx, { name: "Force LMS" }),
      ["mailto:tomos@marlshire.example", "mailto:Tomos@marlshire.example"].map((mbox) => ({
        id: randomUUID(),
        actor: { mbox, name: "Tomos Finchley" },
        verb: { id: VERBS.completed.id },
        object: { id: "https://lms.example/7" },
        result: { response: "one\u2028two" },
      })),
    );
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it(
    "looks first, then erases the leaver, who can be written out before and not after",
    async () => {
      const file = join(folder, "finchley.jsonl");
      const leaver = ["E6", "--force", "marlshire"];
      const nowhere = await amends(ctx, "ledger", "export", "--out", join(folder, "no/where.jsonl"));
      expect(nowhere).toMatchObject({ code: 1, err: expect.stringContaining("cannot be written") as string });
      expect(await amends(ctx, "ledger", "export", "--person", ...leaver, "--out", file)).toMatchObject({
        code: 0,
        err: "2 statements\n",
      });
      expect(statSync(file).mode & 0o777).toBe(0o600);
      expect(existsSync(`${file}.part`)).toBe(false);
      const [heading, ...lines] = readFileSync(file, "utf8").trimEnd().split("\n");
      expect(JSON.parse(heading ?? "")).toMatchObject({ export: { person: { name: "Tomos Finchley" } } });
      expect(lines).toHaveLength(2);

      expect(await amends(ctx, "people", "erase", ...leaver)).toMatchObject({ code: 1 });
      const look = await amends(ctx, "people", "erase", ...leaver, "--dry-run");
      expect(look).toMatchObject({
        code: 0,
        out: expect.stringContaining("2 statements of other systems") as string,
      });
      const inPost = await amends(ctx, "people", "erase", "E1", "--force", "marlshire", "--yes");
      expect(inPost).toMatchObject({ code: 1, err: expect.stringContaining("in post") as string });
      const done = await amends(ctx, "people", "erase", ...leaver, "--yes");
      expect(done).toMatchObject({
        code: 0,
        out: expect.stringMatching(/^Erased: [0-9a-f-]{36}\n/) as string,
      });
      const twice = await amends(ctx, "people", "erase", ...leaver, "--yes");
      expect(twice).toMatchObject({ code: 1, err: expect.stringContaining("Nobody in Marlshire") as string });

      // What was written out before brings nobody back.
      expect(await amends(ctx, "ledger", "import", file)).toMatchObject({
        code: 0,
        out: "3 lines, 0 new statements\n",
      });
      const { out } = await amends(ctx, "ledger", "export");
      expect(out).not.toMatch(/finchley|tomos/i);
      expect((await amends(ctx, "ledger", "verify")).out).toContain("was redacted by");
      expect(await amends(ctx, "ledger", "replay", "--check")).toMatchObject({ code: 0 });
    },
    SLOW,
  );
});

const POST = "Police Officer,Police Constable,North,N1,Northgate,1.0";
/** The force without three of the six who are in post, and with a day that does not exist. */
const SHORT = [
  "Employee Number,Collar Number,Surname,Forenames,Known As,Work Email,Staff Group,Rank/Grade,BCU,Unit Code,Team,FTE,Start Date,Post Start Date,Leaving Date,Absence Type,Absence Start,Absence End",
  `E1,101,Halewood,Mair,,mair@marlshire.example,${POST},01/01/2015,01/01/2015,,,,`,
  `E2,102,Okonkwo,Kofi,,kofi@marlshire.example,${POST},01/01/2015,01/01/2015,,,,`,
  `E4,104,Brennigan,Siobhan,,siobhan@marlshire.example,${POST.replace("Constable", "Sergeant")},01/01/2010,01/01/2012,,,,`,
  `E9,109,Early,Rose,,rose@marlshire.example,${POST},31/02/2018,31/02/2018,,,,`,
].join("\n");

onBothDatabases("amends people import and training import", (open) => {
  let ctx: Context;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "amends-import-"));
    ctx = await open({ now: "2018-06-21", force: true });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const said = (part: string) => expect.stringContaining(part) as string;
  const inferred = async () =>
    (
      await ctx.read
        .selectFrom("posting")
        .innerJoin("person", "person.id", "posting.person_id")
        .select("person.employee_number as who")
        .where("end_reason", "=", "inferred")
        .execute()
    )
      .map((row) => row.who)
      .sort();

  it(
    "stop where many are missing until it is said that it is meant, and write the wrong rows out",
    async () => {
      const [file, errors] = [join(folder, "short.csv"), join(folder, "wrong.csv")];
      writeFileSync(file, SHORT);
      const words = ["people", "import", file, "--as-at", "2018-06-21", "--force", "marlshire"];
      expect(await amends(ctx, ...words)).toMatchObject({
        code: 1,
        out: "",
        err: said("3 of the 6 people in post (50.0%) are missing from the file"),
      });
      expect(await inferred()).toEqual([]);
      const done = await amends(ctx, ...words, "--accept-missing", "--errors", errors);
      expect(done).toMatchObject({ code: 0, out: said(`1 row to correct in ${errors}`) });
      expect(done.out).toContain('row 5, column "Start Date": "31/02/2018" is not a day');
      expect(await inferred()).toEqual(["E3", "E5", "E7"]);
      expect(statSync(errors).mode & 0o777).toBe(0o600);
      const [heading, row, ...more] = readFileSync(errors, "utf8").trimEnd().split("\r\n");
      expect(heading).toMatch(/^\uFEFFEmployee Number,.*,Row,What is wrong$/);
      expect(row).toMatch(/^E9,109,Early,Rose,.*,5,/);
      expect(more).toEqual([]);
    },
    SLOW,
  );

  it(
    "say what a file of training would bring, and bring nothing",
    async () => {
      const file = join(folder, "training.csv");
      const rows = [
        "Employee Number,Module,Completed On,Outcome,Provider",
        "E1,what-rj-is,01/06/2018,Pass,Restorative Marlshire",
        "E99,what-rj-is,01/06/2018,Pass,Restorative Marlshire",
        "E2,what-rj-is,31/06/2018,Pass,Restorative Marlshire",
      ];
      writeFileSync(file, rows.join("\n"));
      const look = await amends(ctx, "training", "import", file, "--force", "marlshire", "--dry-run");
      expect(look).toMatchObject({ code: 0, err: "" });
      expect(look.out).toMatch(/^Dry run, nothing is written\. .*: 3 rows .*, 2 new: 1 count, 1 wait for/);
      expect(look.out).toContain('row 4, column "Completed On": "31/06/2018" is not a day');
      for (const table of ["training_record", "award", "statement"] as const)
        expect(await ctx.read.selectFrom(table).selectAll().execute(), table).toEqual([]);
    },
    SLOW,
  );
});
