/** The `amends destination` commands in processes of their own. */
import { spawn } from "node:child_process";
import { randomBytes, randomUUID } from "node:crypto";
import { join } from "node:path";
import { expect, it } from "vitest";
import { VERBS } from "#app/domain/ledger/vocabulary.ts";
import type { Context } from "#app/services/context.server.ts";
import { forwardOnce } from "#app/services/ledger/forward.server.ts";
import { createKey } from "#app/services/ledger/keys.server.ts";
import { makeKey, send } from "./bearer.ts";
import { onBothDatabases } from "./databases.ts";
import { ROOT } from "./officer.ts";
import { idsIn, serve } from "./receiving.ts";

const SECRET_KEY = randomBytes(32);

interface Said {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function destination(ctx: Context, input: string, ...words: string[]): Promise<Said> {
  const child = spawn(process.execPath, [join(ROOT, "bin/amends.mjs"), "destination", ...words], {
    cwd: ROOT,
    env: {
      ...process.env,
      AMENDS_MODE: "test",
      AMENDS_SECRET_KEY: SECRET_KEY.toString("base64"),
      DATABASE_URL: ctx.config.databaseUrl,
    },
  });
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on("data", (bytes: Buffer) => out.push(bytes));
  child.stderr.on("data", (bytes: Buffer) => err.push(bytes));
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) =>
      resolve({ code, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() }),
    );
  });
}

const statement = () => ({
  id: randomUUID(),
  actor: { mbox: "mailto:ada@example.org" },
  verb: { id: VERBS.completed.id },
  object: { id: "https://example.org/activities/one" },
});

onBothDatabases("the commands of destinations", (open) => {
  it("add, list, pause, resume, show what was refused, send it again, and remove", async () => {
    const opened = await open();
    const from = { ...opened, config: { ...opened.config, secretKey: SECRET_KEY } };
    const to = await open();
    const gate = await serve(to);
    const { key, secret } = await createKey(to, {
      name: "from",
      scopes: ["statements/write"],
      trusted: false,
      perMinute: null,
      by: "test",
    });
    const [sent] = await send(from, await makeKey(from), [statement(), statement()]);

    const named = ["--name", "Other LRS", "--endpoint", gate.endpoint, "--username", key.id];
    const nobody = await destination(from, "", "add", ...named);
    expect(nobody).toMatchObject({ code: 1, err: expect.stringContaining("--password-stdin") as string });
    const added = await destination(
      from,
      `${secret}\nanother line\n`,
      ...["add", ...named, "--password-stdin", "--from-beginning", "--verb", VERBS.completed.id],
      ...["--verb", VERBS.passed.id, "--activity", "https://example.org/", "--xapi-version", "2.0.0"],
    );
    expect(added).toEqual({ code: 0, out: "Other LRS is added; the running site sends to it\n", err: "" });
    const listed = await destination(from, "", "list", "--format", "json");
    expect(JSON.parse(listed.out)).toMatchObject([
      {
        name: "Other LRS",
        endpoint: gate.endpoint,
        version: "2.0.0",
        verbs: [VERBS.completed.id, VERBS.passed.id],
        activities: ["https://example.org/"],
        pseudonymised: false,
        waiting: 2,
        createdBy: "operator",
      },
    ]);
    expect(listed.out).not.toContain(secret);

    gate.guard = ({ body }) => (body.includes(sent ?? "") ? { status: 400, text: "Not\nthis one" } : null);
    const { id } = await from.read.selectFrom("destination").select("id").executeTakeFirstOrThrow();
    expect(await forwardOnce(from, id)).toEqual({ state: "moved", taken: 1, refused: 1 });
    expect((await destination(from, "", "dead-letters", "Other LRS")).out).toMatch(
      new RegExp(`^${sent}  400  \\S+  Not this one\\n$`),
    );
    const again = () => destination(from, "", "send-again", "Other LRS", sent ?? "");
    gate.guard = () => ({ status: 503 });
    expect(await again()).toMatchObject({
      code: 1,
      err: "Stopped. 503: it is out of service for the moment\n",
    });
    gate.guard = null;
    expect((await again()).out).toBe("1 statement taken, 0 refused again\n");
    expect((await idsIn(to)).sort()).toEqual((await idsIn(from)).sort());

    expect((await destination(from, "", "pause", "Other LRS")).out).toBe("Other LRS is paused\n");
    expect((await destination(from, "", "list")).out).toMatch(/0 statements to go .* paused since \S+\n$/);
    const changes = await Promise.all([
      destination(from, "", "resume", "Other LRS"),
      destination(from, "new\n", "credentials", "Other LRS", "--username", "us", "--password-stdin"),
    ]);
    expect(changes.map((one) => one.code)).toEqual([0, 0]);
    expect((await destination(from, "", "remove", "Other LRS")).code).toBe(0);
    expect(await destination(from, "", "pause", "Other LRS")).toMatchObject({
      code: 1,
      err: 'No destination is called "Other LRS"\nList the destinations to see their names.\n',
    });
  }, 120_000);
});
