/**
 * The draft of a check: an xAPI state document of the attempt, as any LRS client with the right key can read it at
 * `/xapi/activities/state` (xAPI 1.0.3 Part Three 2.3). It is there from the first answer until the check is
 * finished or abandoned. What was answered in the end stays with the sitting, for the result page.
 */
import { z } from "zod";
import type { Db, Trx } from "#db/connect.ts";
import { activityIri } from "#app/domain/ledger/activities.ts";
import type { QuestionResponse } from "#app/domain/learning/marking.ts";
import type { Instant } from "#app/domain/time.ts";
import type { ActorName, Registration } from "#app/domain/ids.ts";
import type { Context } from "../context.server.ts";
import { dropDocument, documentIn, keepDocument, type About } from "../ledger/documents.server.ts";

export const DRAFT_STATE = "draft";

const draftDocument = z.object({
  answers: z.record(z.string(), z.union([z.string(), z.array(z.string()), z.record(z.string(), z.string())])),
});

/** Whose attempt at which check. */
export interface DraftOf {
  readonly actor: ActorName;
  readonly registration: Registration;
  /** The module's slug. */
  readonly subject: string;
}

function about(ctx: Context, { actor, registration, subject }: DraftOf): About {
  const { iriBase } = ctx.config;
  return {
    kind: "state",
    activityId: activityIri(iriBase, { kind: "check", module: subject }),
    agent: { objectType: "Agent", account: { homePage: iriBase, name: actor } },
    registration,
  };
}

export type DraftAnswers = Readonly<Record<string, QuestionResponse>>;

/** The answers kept so far; null when there is no document, or one that another client made unreadable. */
export async function readDraft(
  ctx: Context,
  db: Db,
  draft: DraftOf,
): Promise<{ answers: DraftAnswers; at: Instant } | null> {
  const document = await documentIn(db, about(ctx, draft), DRAFT_STATE);
  if (!document) return null;
  let value: unknown;
  try {
    value = JSON.parse(document.content.toString("utf8"));
  } catch {
    return null;
  }
  const parsed = draftDocument.safeParse(value);
  return parsed.success ? { answers: parsed.data.answers, at: document.updatedAt } : null;
}

export async function keepDraft(
  ctx: Context,
  trx: Trx,
  draft: DraftOf,
  answers: DraftAnswers,
): Promise<void> {
  const content = Buffer.from(JSON.stringify({ answers }));
  await keepDocument(ctx, trx, about(ctx, draft), DRAFT_STATE, { contentType: "application/json", content });
}

export async function dropDraft(ctx: Context, trx: Trx, draft: DraftOf): Promise<void> {
  await dropDocument(trx, about(ctx, draft), DRAFT_STATE);
}
