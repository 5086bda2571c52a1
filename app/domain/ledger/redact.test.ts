import { describe, expect, it } from "vitest";
import type { Identifiers } from "./erase-agent.ts";
import { redact } from "./redact.ts";
import type { XapiStatement } from "./xapi/types.ts";

const WHO: Identifiers = {
  mailboxes: new Set(["mailto:mair@example.org"]),
  mailboxSums: new Set(["a9993e364706816aba3e25717850c26c9cd0d89d"]),
  accounts: new Set(["https://lms.example|e1"]),
  ownAccount: "https://amends.example|6f1c7a52",
};
const NOBODY = { homePage: "https://amends.example/erased", name: "x" };
const MAIR = { mbox: "mailto:Mair@example.org", name: "Mair" };
const OURS = { account: { homePage: "https://amends.example", name: "6f1c7a52" } };
const BEN = { mbox: "mailto:ben@example.org", name: "Ben" };
const attached = (sha2: string, usageType = "https://x.example/certificate") => ({
  usageType,
  display: { en: "A file" },
  contentType: "text/plain",
  length: 1,
  sha2,
});
const SIGNATURE = "http://adlnet.gov/expapi/attachments/signature";

const said = (change: Partial<XapiStatement>): XapiStatement => ({
  id: "1",
  actor: BEN,
  verb: { id: "v:done" },
  object: { id: "a:course" },
  ...change,
});
const redacted = (change: Partial<XapiStatement>) => redact(said(change), WHO, NOBODY);

describe("what is left of a statement", () => {
  it("is nothing else when it has nothing of theirs", () => {
    expect(redacted({})).toBeNull();
    expect(redacted({ actor: OURS })).toBeNull();
    expect(redacted({ attachments: [attached("AA"), attached("bb", SIGNATURE)] })).toBeNull();
  });

  it("names nobody where it named them, in groups and by accounts called by their address too", () => {
    const team = { objectType: "Group" as const, ...MAIR, member: [BEN, MAIR] };
    const byAddress = { account: { homePage: "https://other.example", name: "MAIR@example.org" } };
    expect(redacted({ actor: byAddress, context: { team } })?.statement).toEqual(
      said({
        actor: { objectType: "Agent", account: NOBODY },
        context: {
          team: {
            objectType: "Group",
            account: NOBODY,
            member: [BEN, { objectType: "Agent", account: NOBODY }],
          },
        },
      }),
    );
  });

  it("has no address of theirs in results and extensions, a SubStatement's too", () => {
    const of = (text: string) => ({
      result: { response: `I am ${text}`, extensions: { "x:who": [{ mail: text }], [`x:${text}`]: 1 } },
      context: { extensions: { "x:trainee": text } },
    });
    const whole = (text: string) =>
      said({
        ...of(text),
        object: { objectType: "SubStatement", ...said({}), ...of(text), object: { id: "a:b" } },
      });
    const left = redact(whole("mair@example.org"), WHO, NOBODY)?.statement;
    // A property's name is an identifier of its system, and stays.
    expect(JSON.stringify(left)).toBe(
      JSON.stringify(whole("erased")).replaceAll("x:erased", "x:mair@example.org"),
    );
  });

  it("keeps no file of what they did, whether it names them or only their account here", () => {
    const attachments = [attached("AA")];
    for (const change of [
      { actor: MAIR, attachments },
      { actor: OURS, attachments },
      { object: { objectType: "Agent" as const, ...MAIR }, attachments },
      { actor: { objectType: "Group" as const, member: [MAIR] }, attachments },
    ]) {
      const left = redacted(change);
      expect(left?.dropped).toEqual(["aa"]);
      expect(left?.statement).not.toHaveProperty("attachments");
    }
    const sub = {
      objectType: "SubStatement" as const,
      ...said({ actor: MAIR, attachments }),
      object: { id: "a:b" },
    };
    expect(redacted({ object: sub })?.dropped).toEqual(["aa"]);
  });

  it("keeps others' files where they are only named, and no signature of what it was", () => {
    const left = redacted({
      context: { instructor: MAIR },
      attachments: [attached("aa"), attached("bb", SIGNATURE)],
    });
    expect(left?.statement.attachments).toEqual([attached("aa")]);
    expect(left?.dropped).toEqual(["bb"]);
  });

  it("names a content still that stands in it twice", () => {
    const left = redacted({
      context: { instructor: MAIR },
      attachments: [attached("aa"), attached("aa", SIGNATURE)],
    });
    expect(left?.dropped).toEqual([]);
  });
});
