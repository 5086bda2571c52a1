import type { Trx } from "#db/connect.ts";
import {
  actorExists,
  actorsByEmail,
  actorsByEmployeeNumber,
  agentMatchings,
  awardsOfActors,
  mappedModules,
  programmesRequiring,
} from "#db/queries/claims.ts";
import { moduleTitles } from "#db/queries/training.ts";
import type { ActorName, StatementId } from "#app/domain/ids.ts";
import { activityIri } from "#app/domain/ledger/activities.ts";
import { saysDone, tooOld } from "#app/domain/ledger/prior-learning.ts";
import type { Statement } from "#app/domain/ledger/statement.ts";
import { claimCounted, claimRejected, type Claim } from "#app/domain/ledger/statements.ts";
import type { Actor, XapiStatement } from "#app/domain/ledger/xapi/types.ts";
import { dayOf } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import { instantOfStatement } from "./fold.server.ts";

/** A trusted key's statement that may be an officer's completion of a module. */
export interface Claimed {
  readonly id: StatementId;
  readonly statement: XapiStatement;
  /** The name of the key that brought it. */
  readonly source: string;
}

/**
 * Our statements about completions that trusted keys brought: the award earned, or why it does not count. None for
 * what says nothing of a module of ours, for people whom no rule matches, and for what they hold already. Whoever is
 * older than every programme allows is told so. What the decision rests on today (mappings, rules, limits) is in the
 * statements, so that no reading looks it up again.
 */
export async function decideClaims(
  ctx: Context,
  trx: Trx,
  claimed: readonly Claimed[],
): Promise<Statement[]> {
  const done = claimed.filter((one) => saysDone(one.statement));
  const modules = await modulesOf(ctx, trx, done);
  const aboutModules = done.filter((one) => modules.has(one.id));
  if (aboutModules.length === 0) return [];
  const actors = await actorsOf(ctx, trx, aboutModules);
  const known = aboutModules.filter((one) => actors.has(one.id));
  if (known.length === 0) return [];

  const at = ctx.now();
  const today = dayOf(at);
  const held = await awardsOfActors(trx, [...new Set(actors.values())]);
  const rules = await programmesRequiring(trx, [...new Set(modules.values())], today);
  const titles = new Map((await moduleTitles(trx)).map((row) => [row.slug, row.title]));
  const statements: Statement[] = [];
  for (const { id, statement, source } of known) {
    const module = modules.get(id) ?? "";
    const actor = actors.get(id) ?? ("" as ActorName);
    const told = dayOf(instantOfStatement(statement));
    // A sender's clock may be ahead; nobody holds anything from a day still to come.
    const day = told < today ? told : today;
    const holds = held.some(
      (award) =>
        award.actor === actor &&
        award.module === module &&
        award.day_from <= day &&
        (award.day_to === null || award.day_to > today),
    );
    if (holds) continue;
    const claim: Claim = {
      iriBase: ctx.config.iriBase,
      actor,
      module,
      moduleTitle: titles.get(module) ?? module,
      basis: id,
      day,
      source,
      at,
    };
    const reason = tooOld(
      day,
      today,
      rules.filter((rule) => rule.module === module),
    );
    if (reason === null) {
      statements.push(claimCounted(claim, ctx.newCode(), ctx.newId()));
      held.push({ actor, module, day_from: day, day_to: null });
    } else {
      statements.push(claimRejected(claim, reason, ctx.newId()));
    }
  }
  return statements;
}

/** The module that each statement is about: ours by its IRI, or another system's that is mapped to it. */
async function modulesOf(
  ctx: Context,
  trx: Trx,
  claimed: readonly Claimed[],
): Promise<Map<StatementId, string>> {
  const iris = new Map<StatementId, string>();
  for (const { id, statement } of claimed) {
    const { object } = statement;
    if ("id" in object && object.objectType !== "StatementRef") iris.set(id, object.id);
  }
  const ours = new Map(
    (await moduleTitles(trx)).map(({ slug }) => [
      activityIri(ctx.config.iriBase, { kind: "module", module: slug }),
      slug,
    ]),
  );
  const mapped = await mappedModules(trx, [...new Set(iris.values())]);
  const modules = new Map<StatementId, string>();
  for (const [id, iri] of iris) {
    const module = ours.get(iri) ?? mapped.get(iri);
    if (module !== undefined) modules.set(id, module);
  }
  return modules;
}

/** The officer whom each statement is about, by our account or by an administrator's rule; never two. */
async function actorsOf(
  ctx: Context,
  trx: Trx,
  claimed: readonly Claimed[],
): Promise<Map<StatementId, ActorName>> {
  const found = new Map<StatementId, Set<ActorName>>();
  const add = (id: StatementId, actor: ActorName) => found.set(id, (found.get(id) ?? new Set()).add(actor));
  const others: { id: StatementId; actor: Actor }[] = [];
  for (const { id, statement } of claimed) {
    const { actor } = statement;
    if (actor.account?.homePage === ctx.config.iriBase) {
      if (await actorExists(trx, actor.account.name)) add(id, actor.account.name as ActorName);
    } else if (actor.objectType !== "Group") {
      others.push({ id, actor });
    }
  }
  for (const rule of others.length > 0 ? await agentMatchings(trx) : []) {
    const wanted = others.flatMap(({ id, actor }) => {
      const word =
        rule.kind === "email"
          ? actor.mbox?.slice("mailto:".length).toLowerCase()
          : actor.account?.homePage === rule.home_page
            ? actor.account.name
            : undefined;
      return word === undefined ? [] : [{ id, word }];
    });
    const words = [...new Set(wanted.map((one) => one.word))];
    const people =
      rule.kind === "email"
        ? (await actorsByEmail(trx, rule.force_id, words)).map(({ email, actor }) => ({ word: email, actor }))
        : (await actorsByEmployeeNumber(trx, rule.force_id, words)).map(({ number, actor }) => ({
            word: number,
            actor,
          }));
    for (const { id, word } of wanted)
      for (const person of people) if (person.word === word) add(id, person.actor);
  }
  const certain = new Map<StatementId, ActorName>();
  for (const [id, actors] of found) {
    const [actor] = actors;
    if (actor !== undefined && actors.size === 1) certain.set(id, actor);
  }
  return certain;
}
