/** The one append: player, imports and registers all end here. */
import type { Trx } from "#db/connect.ts";
import { applyEffects, insertStatements, latestStored } from "#db/queries/ledger.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { Registration, StatementId } from "#app/domain/ids.ts";
import { effectsOf } from "#app/domain/ledger/readings.ts";
import { statementSchema, type Statement, type StoredStatement } from "#app/domain/ledger/statement.ts";
import type { Instant } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";

/**
 * Checks the statements, writes them to the ledger and folds them into the
 * readings, all in the caller's transaction. `stored` is the time of learning
 * now and never goes back.
 * @throws AmendsError `bad-input` naming the first statement that is not of our form; nothing is written.
 */
export async function append(ctx: Context, trx: Trx, statements: readonly Statement[]): Promise<void> {
  if (statements.length === 0) return;
  const before = await latestStored(trx);
  const now = ctx.now();
  const stored = (before !== null && before > now ? before : now) as Instant;
  const ready = statements.map((statement) => {
    const parsed = statementSchema.safeParse(statement);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw new AmendsError(
        "bad-input",
        `Statement ${statement.id} is not of our form: ${issue?.path.join(".")}: ${issue?.message}`,
      );
    }
    return toStored(parsed.data, stored, ctx.config.iriBase);
  });
  await insertStatements(
    trx,
    ready.map((statement) => ({
      id: statement.id as StatementId,
      stored,
      timestamp: statement.timestamp as Instant,
      verb: statement.verb.id,
      actor: statement.actor.account.name,
      object: statement.object.id,
      registration: (statement.context?.registration ?? null) as Registration | null,
      body: JSON.stringify(statement),
    })),
  );
  await applyEffects(
    trx,
    ready.flatMap((statement) => effectsOf(statement, ctx.config.iriBase)),
  );
}

function toStored(statement: Statement, stored: Instant, iriBase: string): StoredStatement {
  return {
    ...statement,
    stored,
    authority: { objectType: "Agent", account: { homePage: iriBase, name: "amends" } },
    version: "1.0.3",
  };
}
