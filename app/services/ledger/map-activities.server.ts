/** What other systems' activities and people are here, as administrators say. */
import {
  activityMappings,
  agentMatchings,
  deleteActivityMapping,
  deleteAgentMatching,
  insertAgentMatching,
  upsertActivityMapping,
} from "#db/queries/claims.ts";
import { moduleTitles } from "#db/queries/training.ts";
import { AmendsError } from "#app/domain/errors.ts";
import { isIri } from "#app/domain/ledger/xapi/formats.ts";
import type { Context } from "../context.server.ts";
import { findForce } from "../roster/find-force.server.ts";
import { settleClaims, settleEveryClaim } from "./settle-claims.server.ts";
import { audit } from "../identity/write-audit.server.ts";

export interface ActivityMapping {
  readonly iri: string;
  readonly module: string;
}

export async function listActivityMappings(ctx: Context): Promise<ActivityMapping[]> {
  return (await activityMappings(ctx.read)).map(({ iri, module }) => ({ iri, module }));
}

/**
 * Says that an activity of another system teaches a module. Statements that trusted keys brought about it before are
 * decided now; returns how many decisions that made.
 * @throws AmendsError `bad-input` for what is no IRI, or is our own; `not-found` when no such module is published.
 */
export async function mapActivity(
  ctx: Context,
  input: { iri: string; module: string; by: string },
): Promise<number> {
  const { iri, module, by } = input;
  if (!isIri(iri)) {
    throw new AmendsError(
      "bad-input",
      `"${iri}" is not an IRI`,
      "Give the activity's id as statements write it.",
      [{ text: "The activity's id is an IRI, as https://lms.example/course/7", href: "#iri" }],
    );
  }
  if (iri.startsWith(`${ctx.config.iriBase}/`)) {
    throw new AmendsError(
      "bad-input",
      `${iri} is ours already`,
      "Only other systems' activities are mapped.",
      [{ text: "Only other systems' activities are mapped", href: "#iri" }],
    );
  }
  return ctx.transact(async (trx) => {
    const modules = (await moduleTitles(trx)).map((row) => row.slug);
    if (!modules.includes(module)) {
      throw new AmendsError(
        "not-found",
        `No module "${module}" is published`,
        `Use one of ${modules.sort().join(", ") || "those that you publish"}.`,
      );
    }
    await upsertActivityMapping(trx, { iri, module, created_at: ctx.now(), created_by: by });
    await audit(ctx, trx, by, "activity.map", iri, { module });
    return settleClaims(ctx, trx, iri);
  });
}

/** From now on statements about the activity count for nothing; what was earned stays. */
export async function unmapActivity(ctx: Context, input: { iri: string; by: string }): Promise<void> {
  await ctx.transact(async (trx) => {
    if (!(await deleteActivityMapping(trx, input.iri)))
      throw new AmendsError("not-found", `${input.iri} is not mapped`, "List the mappings to see them.");
    await audit(ctx, trx, input.by, "activity.unmap", input.iri, {});
  });
}

export interface AgentMatching {
  readonly force: string;
  readonly kind: "email" | "employee-number";
  /** Null for e-mail. */
  readonly homePage: string | null;
}

export async function listAgentMatchings(ctx: Context): Promise<AgentMatching[]> {
  return (await agentMatchings(ctx.read)).map((row) => ({
    force: row.force,
    kind: row.kind,
    homePage: row.kind === "email" ? null : row.home_page,
  }));
}

interface MatchingInput {
  readonly force: string | undefined;
  readonly kind: "email" | "employee-number";
  /** For employee numbers: the home page of the other system's accounts. */
  readonly homePage: string | null;
  readonly by: string;
}

/**
 * Says that officers of a force are known in other systems' statements by their work e-mail, or by their employee
 * number as the name of accounts of a home page. Statements stored before are decided now; returns how many
 * decisions that made.
 * @throws AmendsError `bad-input` when an employee number comes without a home page that is an IRI.
 */
export async function matchAgents(ctx: Context, input: MatchingInput): Promise<number> {
  const homePage = homePageOf(ctx, input);
  return ctx.transact(async (trx) => {
    const force = await findForce(ctx, input.force);
    await insertAgentMatching(trx, {
      id: ctx.newId(),
      force_id: force.id,
      kind: input.kind,
      home_page: homePage,
      created_at: ctx.now(),
      created_by: input.by,
    });
    await audit(ctx, trx, input.by, "agents.match", force.id, { kind: input.kind, homePage });
    return settleEveryClaim(ctx, trx);
  });
}

/** @throws AmendsError `not-found` when there is no such rule. */
export async function unmatchAgents(ctx: Context, input: MatchingInput): Promise<void> {
  const homePage = homePageOf(ctx, input);
  await ctx.transact(async (trx) => {
    const force = await findForce(ctx, input.force);
    const rule = { force_id: force.id, kind: input.kind, home_page: homePage };
    if (!(await deleteAgentMatching(trx, rule)))
      throw new AmendsError("not-found", "There is no such rule", "List the rules to see them.");
    await audit(ctx, trx, input.by, "agents.unmatch", force.id, { kind: input.kind, homePage });
  });
}

function homePageOf(ctx: Context, input: MatchingInput): string {
  if (input.kind === "email") return "";
  const homePage = input.homePage ?? "";
  if (isIri(homePage) && homePage !== ctx.config.iriBase) return homePage;
  throw new AmendsError(
    "bad-input",
    `"${homePage}" is not the home page of another system's accounts`,
    "Give the homePage of the accounts as statements write it.",
    [{ text: "The home page is an IRI, as https://lms.example", href: "#homePage" }],
  );
}
