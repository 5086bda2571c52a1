import { describe, expect, it } from "vitest";
import { actorsIn, agentKey } from "./parties.ts";
import { withPseudonyms } from "./pseudonyms.ts";
import type { Agent, Group, XapiStatement } from "./types.ts";

const HOME = "https://amends.example/pseudonyms";
const mail = (name: string): Agent => ({ name: `Real ${name}`, mbox: `mailto:${name}@real.example` });
const group = (name: string): Group => ({
  objectType: "Group",
  name: `Real ${name}`,
  account: { homePage: "https://real.example", name },
  member: [mail(`${name}-member`)],
});
const anonymous: Group = { objectType: "Group", name: "Real team", member: [mail("one"), mail("two")] };
const within = {
  instructor: mail("instructor"),
  team: group("team"),
  contextAgents: [{ objectType: "contextAgent" as const, agent: mail("context-agent") }],
  contextGroups: [{ objectType: "contextGroup" as const, group: group("context-group") }],
};
const attachments = [
  {
    usageType: "http://adlnet.gov/expapi/attachments/signature",
    display: { en: "Signature" },
    contentType: "application/octet-stream",
    length: 3,
    sha2: "ab".repeat(32),
  },
];
const said: XapiStatement = {
  id: "0190a6a0-0000-7000-8000-000000000001",
  actor: mail("actor"),
  verb: { id: "https://example.org/verbs/met" },
  object: {
    objectType: "SubStatement",
    actor: anonymous,
    verb: { id: "https://example.org/verbs/met" },
    object: { objectType: "Agent", openid: "https://real.example/someone" },
    context: within,
    attachments,
  },
  context: { ...within, registration: "0190a6a0-0000-7000-8000-00000000000a" },
  authority: { mbox_sha1sum: "ebd31e95054c018b10727ccffd2ef2ec3a016ee9" },
  attachments,
};
const nameOf = (key: string) =>
  `n${[...key].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7)}`;

describe("pseudonyms", () => {
  const hidden = withPseudonyms(said, HOME, nameOf);

  it("replace everybody, wherever a statement names them", () => {
    const text = JSON.stringify(hidden);
    expect(text).not.toMatch(/real|Real|ebd31e95/);
    const before = actorsIn(said);
    const after = actorsIn(hidden);
    expect(after).toHaveLength(before.length);
    for (const [at, actor] of before.entries()) {
      const key = agentKey(actor);
      expect(after[at]?.account).toEqual(key === null ? undefined : { homePage: HOME, name: nameOf(key) });
    }
    // Every place where actors can stand was in it.
    expect(before.length).toBeGreaterThan(15);
  });

  it("leave an anonymous group anonymous", () => {
    const { object } = hidden;
    expect(object.objectType === "SubStatement" && object.actor).toMatchObject({
      objectType: "Group",
      member: [{ account: { homePage: HOME } }, { account: { homePage: HOME } }],
    });
    expect(object.objectType === "SubStatement" && "account" in object.actor).toBe(false);
  });

  it("leave out attachments, and keep the rest", () => {
    expect(JSON.stringify(hidden)).not.toContain("attachments");
    expect(hidden).toMatchObject({ id: said.id, verb: said.verb });
    expect(hidden.context?.registration).toBe(said.context?.registration);
    expect(said.attachments).toBe(attachments);
  });

  it("are the same however an address's domain is written", () => {
    const of = (mbox: string) => withPseudonyms({ ...said, actor: { mbox } }, HOME, nameOf).actor;
    expect(of("mailto:a@REAL.example")).toEqual(of("mailto:a@real.example"));
    expect(of("mailto:a@real.example")).not.toEqual(of("mailto:b@real.example"));
  });
});
