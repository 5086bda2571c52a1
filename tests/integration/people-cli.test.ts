/** `amends people erase`, `ledger export` and `ledger import` in processes of their own. */
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
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
