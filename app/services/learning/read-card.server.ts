import { AmendsError } from "#app/domain/errors.ts";
import type { CardPoint } from "#app/domain/learning/module.ts";
import type { Context } from "../context.server.ts";
import type { Principal } from "../identity/principal.server.ts";
import { readLocalWords } from "./local-words.server.ts";
import { moduleFor } from "./module-sitting.server.ts";
import { factNotes, type FactNote } from "./read-facts.server.ts";
import { learnerOf } from "./sitting.server.ts";

export interface CardPage {
  readonly slug: string;
  readonly title: string;
  /** Of the module. */
  readonly version: number;
  readonly say: readonly CardPoint[];
  readonly check: readonly CardPoint[];
  readonly pass: readonly CardPoint[];
  /** What the force wrote down about its service; nothing of what it did not. */
  readonly hub: readonly { readonly key: string; readonly text: string }[];
  /** The facts it rests on, each once, as they are known now. */
  readonly facts: readonly FactNote[];
}

/**
 * The on-scene card of a module, in the version that the officer met; the live one's where theirs is older than cards.
 * @throws AmendsError `not-found` for an unknown module, or one without a card.
 */
export async function readCard(ctx: Context, principal: Principal, slug: string): Promise<CardPage> {
  const learner = learnerOf(principal);
  const { version: met, live } = await moduleFor(ctx, learner, slug);
  const version = met.module.document.card ? met : (live ?? met);
  const { card, title } = version.module.document;
  if (!card)
    throw new AmendsError("not-found", "This module has no card", "Its lessons are on the module's page.");
  const note = await factNotes(ctx);
  const ids = [...card.say, ...card.check, ...card.pass].flatMap((point) => point.facts);
  const facts = [...new Set(ids)].flatMap((id) => note(id) ?? []);
  const words = await readLocalWords(ctx, principal.force.id);
  const hub = words.flatMap(({ key, text }) => (text === "" ? [] : [{ key, text }]));
  return { slug, title, version: version.number, ...card, hub, facts };
}
