import { bodiesNaming } from "#db/queries/statements.ts";
import { actorsIn, agentKey } from "#app/domain/ledger/xapi/parties.ts";
import type { Account, Actor, XapiStatement } from "#app/domain/ledger/xapi/types.ts";
import type { Context } from "../context.server.ts";
import { digestOf } from "./digest.server.ts";

/** xAPI's Person: everything known of one agent, each property a list. */
export interface Person {
  readonly objectType: "Person";
  readonly name?: readonly string[];
  readonly mbox?: readonly string[];
  readonly mbox_sha1sum?: readonly string[];
  readonly openid?: readonly string[];
  readonly account?: readonly Account[];
}

/** How many of the newest statements are asked for names. */
const NEWEST = 50;

/**
 * What the newest statements call an agent, with the identifier that was asked about. Identifiers are never joined:
 * that two of them are one person is for this house to know, and not to tell.
 */
export async function readPerson(ctx: Context, agent: Actor): Promise<Person> {
  const key = agentKey(agent);
  const names = new Set<string>(agent.name === undefined ? [] : [agent.name]);
  const bodies = key === null ? [] : await bodiesNaming(ctx.read, digestOf(key), NEWEST);
  for (const body of bodies) {
    for (const one of actorsIn(JSON.parse(body) as XapiStatement))
      if (one.name !== undefined && agentKey(one) === key) names.add(one.name);
  }
  return {
    objectType: "Person",
    ...(names.size > 0 && { name: [...names] }),
    ...(agent.mbox !== undefined && { mbox: [agent.mbox] }),
    ...(agent.mbox_sha1sum !== undefined && { mbox_sha1sum: [agent.mbox_sha1sum] }),
    ...(agent.openid !== undefined && { openid: [agent.openid] }),
    ...(agent.account !== undefined && { account: [agent.account] }),
  };
}
