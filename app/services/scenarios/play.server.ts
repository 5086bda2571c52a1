/** Playing a scenario: beginning, where it stands, and deciding. */
import type { Db, Trx } from "#db/connect.ts";
import { versionByHash } from "#db/queries/content.ts";
import { attemptsOf, claim, countClaimed, decisionsOf, updateSitting } from "#db/queries/learning.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { Registration, StatementId } from "#app/domain/ids.ts";
import { plainText } from "#app/domain/learning/interaction.ts";
import type { Statement } from "#app/domain/ledger/statement.ts";
import {
  attemptCompleted,
  attemptJudged,
  choiceSelected,
  type AttemptContext,
} from "#app/domain/ledger/statements.ts";
import { replay, type Play } from "#app/domain/scenarios/play.ts";
import type { Context } from "../context.server.ts";
import { append } from "../ledger/append.server.ts";
import { askAboutPlay } from "../learning/ask-about-check.server.ts";
import { awardIfDue } from "../learning/award-if-due.server.ts";
import { beginSitting } from "../learning/begin-sitting.server.ts";
import {
  liveScenario,
  pinnedModule,
  pinnedScenario,
  type PinnedScenario,
} from "../learning/pinned.server.ts";
import {
  attemptContext,
  durationSince,
  ownSitting,
  type Learner,
  type Sitting,
} from "../learning/sitting.server.ts";

export interface ScenarioPlay {
  readonly sitting: Sitting;
  readonly version: PinnedScenario;
  readonly play: Play;
}

export async function beginScenario(ctx: Context, learner: Learner, slug: string): Promise<Registration> {
  const version = await liveScenario(ctx, slug);
  return beginSitting(ctx, learner, { kind: "scenario", subject: slug, version, bookmark: {} });
}

/** Where a play stands: its decisions, in the version it was begun with, played again. */
export async function readPlay(
  ctx: Context,
  learner: Learner,
  registration: string,
  db: Db = ctx.read,
): Promise<ScenarioPlay> {
  const sitting = await ownSitting(db, learner, registration, "scenario");
  const version = await pinnedScenario(ctx, sitting.versionId);
  const decisions = await decisionsOf(db, sitting.registration);
  return { sitting, version, play: replay(version.scenario, decisions) };
}

/**
 * Makes a decision, once: one statement, and at an ending what the play came to.
 * `step` is how many decisions the page knew of; a page from before a later
 * decision changes nothing and is told so by `false`. The same sending again is
 * told what it was told first.
 * @throws AmendsError `bad-input` when the choice is not one of those offered.
 */
export async function decide(
  ctx: Context,
  learner: Learner,
  input: { registration: string; step: number; choice: string; sendKey?: string | null },
): Promise<boolean> {
  return ctx.transact(async (trx) => {
    const before = await readPlay(ctx, learner, input.registration, trx);
    const { sitting, version, play } = before;
    const sent = input.sendKey ? `sent:${input.step}:${input.sendKey}` : null;
    if (sent && (await countClaimed(trx, sitting.registration, [sent])) > 0) return true;
    if (play.at.kind !== "scene" || input.step !== play.path.length) return false;
    const { scene, offered } = play.at;
    const chosen = offered.find((one) => one.id === input.choice);
    if (!chosen) {
      throw new AmendsError(
        "bad-input",
        "That is not one of the choices in this scene",
        "Nothing was decided. Go back to the scene and choose one of those shown.",
      );
    }
    if (!(await claim(trx, sitting.registration, `decide:${input.step}`))) return false;
    if (sent) await claim(trx, sitting.registration, sent);
    const attempt = attemptContext(ctx, learner, sitting, version);
    const choices = offered.map(({ id, text }) => ({ id, text: plainText(text) }));
    await append(ctx, trx, [
      choiceSelected(
        attempt,
        { ...scene, decision: plainText(scene.decision), choices },
        chosen.id,
        input.step,
      ),
    ]);
    const decisions = [...play.path.map((step) => ({ scene: step.scene.id, choice: step.choice.id }))];
    const after = replay(version.scenario, [...decisions, { scene: scene.id, choice: chosen.id }]);
    if (after.at.kind === "ending") {
      const passed = after.passed === true;
      const duration = durationSince(sitting.openedAt, ctx.now());
      const judged = attemptJudged(attempt, { passed, duration });
      const earned = passed ? await awardsDue(ctx, trx, attempt, judged.id as StatementId) : [];
      if (passed) await askAboutPlay(ctx, trx, learner, sitting, after.path);
      await append(ctx, trx, [judged, attemptCompleted(attempt, duration), ...earned]);
      await updateSitting(trx, sitting.registration, { closed_at: ctx.now() });
    }
    return true;
  });
}

/** Awards of modules that were waiting for this scenario, each as the version has it whose check was passed. */
async function awardsDue(
  ctx: Context,
  trx: Trx,
  attempt: AttemptContext,
  basis: StatementId,
): Promise<Statement[]> {
  const checks = (await attemptsOf(trx, attempt.actor)).filter(
    (one) => one.kind === "check" && one.outcome === "passed",
  );
  const earned: Statement[] = [];
  for (const subject of new Set(checks.map((one) => one.subject))) {
    // The latest first, as they come.
    const hash = checks.find((one) => one.subject === subject)?.version ?? "";
    const row = await versionByHash(trx, "module", subject, hash);
    if (!row) continue;
    const version = await pinnedModule(ctx, row.id);
    if (version.module.document.scenarios.some((one) => one.required && one.slug === attempt.subject))
      earned.push(...(await awardIfDue(ctx, trx, attempt, version, basis)));
  }
  return earned;
}
