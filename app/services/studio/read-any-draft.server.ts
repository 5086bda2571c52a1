import type { DraftFrame, PlacedFinding, Verdict } from "#app/domain/scenarios/editor-values.ts";
import type { Context } from "../context.server.ts";
import type { Principal } from "../identity/principal.server.ts";
import { openAnyDraft, type AnyDraft } from "./draft.server.ts";
import { readDraft } from "./read-draft.server.ts";
import { readModuleDraft } from "./read-module.server.ts";
import { figuresOf, verdictOf } from "./read-parts.server.ts";

export interface AnyView {
  readonly draft: AnyDraft;
  readonly findings: readonly PlacedFinding[];
  readonly frame: DraftFrame;
  readonly verdict: Verdict;
  /** Of a scenario; null for a module, which has none. */
  readonly figures: ReturnType<typeof figuresOf> | null;
}

/** A draft with its findings, of a scenario or of a module. @throws AmendsError `not-found` */
export async function readAnyDraft(ctx: Context, principal: Principal, id: string): Promise<AnyView> {
  const { kind } = await openAnyDraft(ctx, principal.force.id, id);
  if (kind === "module") return { ...(await readModuleDraft(ctx, principal, id)), figures: null };
  const view = await readDraft(ctx, principal, id);
  return { ...view, verdict: verdictOf(view), figures: figuresOf(view) };
}
