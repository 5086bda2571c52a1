/**
 * `npm run bench -- prover [--scenes N] [--saves]`: how long a proof takes for our own scenarios and for long ones made
 * of their scenes, with few measures and with many, straight on and with ways back; then what the editor's autosave
 * takes at the server, from what was typed to the page with its findings, and how long others wait meanwhile, and what
 * an hour of typing leaves in the history. With `--saves` only that.
 */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { changeScene } from "#app/domain/scenarios/edit.ts";
import { scenarioDraft } from "#app/domain/scenarios/draft.ts";
import { proveScenario } from "#app/domain/scenarios/prove.ts";
import type { Scenario } from "#app/domain/scenarios/scenario.ts";
import { toInstant } from "#app/domain/time.ts";
import { readConfig } from "#app/services/config.server.ts";
import { openContext, type Context } from "#app/services/context.server.ts";
import { principalOf, type Principal } from "#app/services/identity/principal.server.ts";
import { tellSave } from "#app/services/studio/conflicts.server.ts";
import { storeDraft } from "#app/services/studio/draft.server.ts";
import { editDraft, type DraftPart } from "#app/services/studio/edit-draft.server.ts";
import { saveDraft } from "#app/services/studio/save-draft.server.ts";
import { thinSaves } from "#app/services/studio/thin-saves.server.ts";
import { readPartPage } from "#app/services/studio/read-parts.server.ts";
import { long, ownScenarios } from "#tests/fixtures/scenarios.ts";
import { printTable, quantile } from "./table.ts";

const TIMES = 7;
const SAVES = 25;
const TICK_MS = 5;
const HOUR = 3_600;
const LATER_SECONDS = 600;
const run = promisify(execFile);

async function trainerOf(ctx: Context): Promise<Principal> {
  const row = await ctx.read
    .selectFrom("account")
    .innerJoin("role_grant", "role_grant.person_id", "account.person_id")
    .select(["account.id", "account.person_id"])
    .where("role_grant.role", "=", "trainer")
    .executeTakeFirstOrThrow();
  const principal = await principalOf(ctx, row.id, row.person_id);
  if (!principal) throw new Error("The trainer may not come in");
  return principal;
}

/** Saves of typed words as the page's autosave sends them, one after the other, on the demonstration force. */
async function benchSaves(own: readonly Scenario[], scenes: number): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), "amends-bench-"));
  const url = `file:${path.join(folder, "demo.db")}`;
  const env = { ...process.env, DATABASE_URL: url, AMENDS_MODE: "demo" };
  await run(process.execPath, ["bin/amends.mjs", "demo", "prepare"], { env, maxBuffer: 64 * 1024 * 1024 });
  const ctx = await openContext(readConfig({ AMENDS_MODE: "demo", DATABASE_URL: url }));
  try {
    const trainer = await trainerOf(ctx);
    const rows: (string | number)[][] = [];
    for (const measures of [1, 2, 3, 5]) {
      const document = scenarioDraft.parse(long(own, scenes, measures, false));
      const who = { forceId: trainer.force.id, by: trainer.personId };
      const draftId = await storeDraft(ctx, who, document, null, "Began");
      const part: DraftPart = { kind: "scene", id: "scene-3" };
      let base = 1;
      let longest = 0;
      const times: number[] = [];
      let tick = performance.now();
      const clock = setInterval(() => {
        const now = performance.now();
        longest = Math.max(longest, now - tick - TICK_MS);
        tick = now;
      }, TICK_MS);
      for (let at = 0; at < SAVES; at += 1) {
        const from = performance.now();
        const saved = await editDraft(ctx, { ...who, draftId, base, part, deed: ["save", ""] }, (draft) =>
          changeScene(draft, part.id, (scene) => ({ ...scene, text: `${scene.text} And ${at}.` })),
        );
        JSON.stringify([await tellSave(ctx, saved, part), await readPartPage(ctx, trainer, draftId, part)]);
        base = saved.revision;
        times.push(performance.now() - from);
      }
      clearInterval(clock);
      rows.push([
        `${scenes} scenes, ${measures} measure${measures === 1 ? "" : "s"}`,
        quantile(times, 0.5),
        quantile(times, 0.95),
        longest,
      ]);
    }
    printTable(
      `${SAVES} saves of typed words with their findings, in milliseconds`,
      ["scenario", "p50", "p95", "longest that others waited"],
      rows,
    );
    await benchHour(ctx, trainer, own);
  } finally {
    await ctx.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** An hour of typing without a pause in the longest of ours: a browser saves once a second, the server thins out. */
async function benchHour(ctx: Context, trainer: Principal, own: readonly Scenario[]): Promise<void> {
  const bytes = (one: Scenario) => JSON.stringify(one).length;
  const longest = own.reduce((most, one) => (bytes(one) > bytes(most) ? one : most));
  const start = Date.parse(ctx.now());
  const at = (second: number): Context => ({
    ...ctx,
    now: () => toInstant(new Date(start + second * 1_000)),
  });
  const who = { forceId: trainer.force.id, by: trainer.personId };
  const draftId = await storeDraft(at(0), who, scenarioDraft.parse(longest), null, "Began");
  const kept = async () => {
    const { saves, size } = await ctx.read
      .selectFrom("draft_save")
      .select((select) => [
        select.fn.countAll<number>().as("saves"),
        select.fn.sum<number>(select.fn<number>("length", ["document"])).as("size"),
      ])
      .where("draft_id", "=", draftId)
      .executeTakeFirstOrThrow();
    return [saves, size / 1_000_000];
  };
  let most = await kept();
  let written = 0;
  for (let base = 1; base <= HOUR; base += 1) {
    const saved = await saveDraft(
      at(base),
      { ...who, draftId, base, what: "Wrote in the scene" },
      (draft) => ({
        ...draft,
        summary: `Typed ${base} times.`,
      }),
    );
    written += JSON.stringify(saved.document).length / 1_000_000;
    if (base % 60 !== 0) continue;
    await thinSaves(at(base));
    const now = await kept();
    if ((now[0] ?? 0) > (most[0] ?? 0)) most = now;
  }
  await thinSaves(at(HOUR + LATER_SECONDS));
  printTable(
    "An hour of typing",
    ["what", "saves", "MB"],
    [
      ["written", HOUR + 1, written],
      ["the most that are kept meanwhile", ...most],
      ["left ten minutes later", ...(await kept())],
    ],
  );
}

export async function benchProver(args: readonly string[]): Promise<void> {
  const scenes = Number(args[args.indexOf("--scenes") + 1] ?? 200) || 200;
  const own = ownScenarios();
  if (args.includes("--saves")) return benchSaves(own, scenes);
  const row = (name: string, scenario: Scenario): (string | number)[] => {
    const times = Array.from({ length: TIMES }, () => {
      const from = performance.now();
      proveScenario(scenario);
      return performance.now() - from;
    });
    const { figures, findings } = proveScenario(scenario);
    const states = `${figures?.states ?? 0}${figures?.boundReached ? " (bound)" : ""}`;
    return [name, states, findings.length, quantile(times, 0.5), Math.max(...times)];
  };
  printTable(
    "Proofs, in milliseconds",
    ["scenario", "states", "findings", "median", "slowest"],
    [
      ...own.map((scenario) => row(`${scenario.slug}, ${scenario.scenes.length} scenes`, scenario)),
      ...[1, 2, 3, 4, 5].flatMap((measures) =>
        [false, true].map((back) =>
          row(
            `${scenes} scenes, ${measures} measure${measures === 1 ? "" : "s"}${back ? ", ways back" : ""}`,
            long(own, scenes, measures, back),
          ),
        ),
      ),
    ],
  );
  return benchSaves(own, scenes);
}
