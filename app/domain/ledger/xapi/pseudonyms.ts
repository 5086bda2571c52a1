/** Statements that name nobody: every agent and group under a pseudonym. Intentionally pure. */
import { withActors } from "./format.ts";
import { agentKey } from "./parties.ts";
import type { Actor, Agent, XapiStatement } from "./types.ts";

/**
 * The statement with every agent and group that has an identifier replaced by an account at `homePage` with the name
 * that `nameOf` makes of the identifier (`agentKey`), and without names; also in members, in the context and in a
 * SubStatement. Attachments are left out: nobody can know whom they name, and a signature names the actor as it was.
 * Free text and extensions stay as they are.
 */
export function withPseudonyms<Said extends XapiStatement>(
  statement: Said,
  homePage: string,
  nameOf: (key: string) => string,
): Said {
  const hidden = (actor: Actor): Actor => {
    const key = agentKey(actor);
    const identity = key === null ? {} : { account: { homePage, name: nameOf(key) } };
    if (actor.objectType !== "Group") return { objectType: "Agent", ...identity };
    const { member } = actor;
    return {
      objectType: "Group",
      ...identity,
      ...(member !== undefined && { member: member.map((one) => hidden(one) as Agent) }),
    };
  };
  const { attachments: _attachments, ...rest } = withActors(statement, hidden);
  const { object } = rest;
  if (object.objectType !== "SubStatement") return rest as Said;
  const { attachments: _within, ...sub } = object;
  return { ...rest, object: sub } as Said;
}
