/** Finding statements (xAPI 1.0.3 Part Three 2.1.3; IEEE 9274.1.1, 4.1.6.1). */
import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { onBothVersions, type Lrs } from "./lrs.ts";
import {
  activity,
  agent,
  fullStatement,
  fullSubStatement,
  IDENTIFIERS,
  iri,
  mbox,
  reference,
  statement,
  subStatement,
  verb,
  voiding,
  type Json,
} from "./statements.ts";

const SEARCHED = {
  agent: { mbox: "mailto:robin@example.org" },
  verb: "https://example.org/verb/met",
  activity: "https://example.org/activity/meeting",
  registration: "ec531277-b57b-4c15-8d91-d292c5b2b8f7",
  related_activities: true,
  related_agents: true,
  since: "2012-06-01T19:09:13.245Z",
  until: "2012-06-01T19:09:13.245Z",
  limit: 1,
  ascending: true,
};
const SHOWN = { format: "ids", attachments: false };

/** Stores each by itself, so that each has a `stored` of its own place. */
async function storeInTurn(lrs: Lrs, ...statements: Json[]): Promise<string[]> {
  const ids: string[] = [];
  for (const one of statements) ids.push(...(await lrs.store(one)));
  return ids;
}

onBothVersions("statements are found", (lrs) => {
  describe("one by its id", () => {
    it("is that statement, not a list", async () => {
      const sent = statement({ id: randomUUID() });
      await lrs.store(sent);
      expect(await lrs.read(sent.id as string)).toMatchObject(sent);
      expect(await lrs.read((sent.id as string).toUpperCase())).toMatchObject(sent);
    });

    it("is 404 when there is none", async () => {
      (await lrs.get("/statements", { statementId: randomUUID() })).is(404);
      (await lrs.get("/statements", { voidedStatementId: randomUUID() })).is(404);
    });

    it.each(["statementId", "voidedStatementId"])(
      "%s goes with format and attachments only",
      async (name) => {
        const [id = ""] = await lrs.store(statement());
        if (name === "voidedStatementId") await lrs.store(voiding(id));
        for (const [other, value] of Object.entries(SEARCHED))
          (await lrs.get("/statements", { [name]: id, [other]: value })).is(400);
        for (const [other, value] of Object.entries(SHOWN))
          (await lrs.get("/statements", { [name]: id, [other]: value })).is(200);
      },
    );

    it("statementId and voidedStatementId are not both taken", async () => {
      const [id = ""] = await lrs.store(statement());
      (await lrs.get("/statements", { statementId: id, voidedStatementId: id })).is(400);
    });

    if (lrs.version === "2.0.0") {
      it("Last-Modified is its stored, to the second", async () => {
        const [id = ""] = await lrs.store(statement());
        const { stored } = await lrs.read(id);
        const answer = (await lrs.get("/statements", { statementId: id })).is(200);
        expect(Date.parse(answer.header("last-modified") ?? "")).toBe(
          Math.floor(Date.parse(stored) / 1000) * 1000,
        );
      });
    }
  });

  describe("parameters", () => {
    it.each(
      Object.entries({ ...SEARCHED, ...SHOWN, statementId: randomUUID(), voidedStatementId: randomUUID() }),
    )("%s in another case is refused (3.2)", async (name, value) => {
      for (const wrong of [name.toUpperCase(), name.slice(0, 1).toUpperCase() + name.slice(1)])
        (await lrs.get("/statements", { [wrong]: value })).is(400);
    });

    it.each<[string, unknown]>([
      ["foo", "bar"],
      ["registrations", randomUUID()],
      ["stateId", "a"],
    ])("%s is none and is refused (3.2)", async (name, value) => {
      (await lrs.get("/statements", { [name]: value })).is(400);
    });

    it.each<[string, unknown]>([
      ["statementId", "wrong"],
      ["voidedStatementId", "wrong"],
      ["agent", "wrong"],
      ["agent", true],
      ["agent", {}],
      ["agent", { mbox: "robin@example.org" }],
      ["agent", { objectType: "Group", member: [agent()] }],
      ["agent", { ...agent(), openid: iri() }],
      ["verb", "not.a.valid.iri.com/verb"],
      ["verb", ""],
      ["activity", "not.a.valid.iri.com/activity"],
      ["registration", "wrong"],
      ["related_activities", "yes"],
      ["related_agents", "1"],
      ["related_agents", "True"],
      ["since", "yesterday"],
      ["since", "2018-06-31T09:00:00Z"],
      ["until", "true"],
      ["limit", "-1"],
      ["limit", "1.5"],
      ["limit", "ten"],
      ["ascending", "yes"],
      ["attachments", "1"],
      ["format", "wrong"],
      ["format", "IDS"],
    ])("%s is refused as %j (2.2)", async (name, value) => {
      (await lrs.get("/statements", { [name]: value })).is(400);
    });

    it("a parameter twice is refused", async () => {
      (await lrs.request("GET", "/statements?limit=1&limit=2")).is(400);
    });

    it.each(["related_agents", "related_activities"])("%s alone widens nothing", async (name) => {
      (await lrs.get("/statements", { [name]: true, limit: 1 })).is(200);
    });
  });

  it("nothing found is an empty list, and 200", async () => {
    expect(await lrs.search({ verb: iri("verb") })).toEqual({ statements: [], more: "" });
    expect(await lrs.search({ until: "2012-06-01T19:09:13.245Z" })).toEqual({ statements: [], more: "" });
  });

  it("the answer is JSON of statements and more, the newest first", async () => {
    const met = verb();
    const ids = await storeInTurn(
      lrs,
      statement({ verb: met }),
      statement({ verb: met }),
      statement({ verb: met }),
    );
    const answer = (await lrs.get("/statements", { verb: met.id })).is(200);
    expect(answer.header("content-type")).toMatch(/^application\/json/);
    const { statements, more } = answer.json as { statements: { id: string }[]; more: string };
    expect(statements.map((one) => one.id)).toEqual([...ids].reverse());
    expect(more).toBe("");
    expect(await lrs.found({ verb: met.id, ascending: true })).toEqual(ids);
    expect(await lrs.found({ verb: met.id, ascending: false })).toEqual([...ids].reverse());
  });

  it("the statements of one batch keep its order", async () => {
    const met = verb();
    const ids = await lrs.store(...Array.from({ length: 5 }, () => statement({ verb: met })));
    expect(await lrs.found({ verb: met.id, ascending: true })).toEqual(ids);
    expect(await lrs.found({ verb: met.id })).toEqual([...ids].reverse());
  });

  it("without any parameter there is a list", async () => {
    await lrs.store(statement());
    expect((await lrs.search({})).statements.length).toBeGreaterThan(0);
  });

  describe("by agent", () => {
    it.each(Object.entries(IDENTIFIERS))("known by %s", async (_, make) => {
      const who = { objectType: "Agent", ...make() };
      const [id = ""] = await lrs.store(statement({ actor: who }));
      await lrs.store(statement());
      expect(await lrs.found({ agent: who })).toEqual([id]);
      expect(await lrs.found({ agent: { ...who, name: "By another name" } })).toEqual([id]);
      const { objectType: _type, ...bare } = who;
      expect(await lrs.found({ agent: bare })).toEqual([id]);
    });

    it.each(Object.entries(IDENTIFIERS))("a Group known by %s", async (_, make) => {
      const team = { objectType: "Group", ...make() };
      const [id = ""] = await lrs.store(statement({ actor: { ...team, member: [agent()] } }));
      expect(await lrs.found({ agent: team })).toEqual([id]);
    });

    it("as actor, as object and as a member of either", async () => {
      const who = agent();
      const ids = await storeInTurn(
        lrs,
        statement({ actor: who }),
        statement({ object: who }),
        statement({ actor: { objectType: "Group", member: [agent(), who] } }),
        statement({ object: { objectType: "Group", mbox: mbox(), member: [who] } }),
      );
      expect(await lrs.found({ agent: who, ascending: true })).toEqual(ids);
    });

    it("an account is found by both its parts", async () => {
      const name = randomUUID();
      const of = (homePage: string) => ({ account: { homePage, name } });
      const [one = "", two = ""] = await lrs.store(
        statement({ actor: of("https://a.example.org") }),
        statement({ actor: of("https://b.example.org") }),
      );
      expect(await lrs.found({ agent: of("https://a.example.org") })).toEqual([one]);
      expect(await lrs.found({ agent: of("https://b.example.org") })).toEqual([two]);
    });

    const within: Readonly<Record<string, (who: Json, team: Json) => Json>> = {
      instructor: (who) => ({ context: { instructor: who } }),
      "a member of the instructing Group": (who) => ({
        context: { instructor: { objectType: "Group", member: [who] } },
      }),
      "the team's member": (who) => ({
        context: { team: { objectType: "Group", mbox: mbox(), member: [who] } },
      }),
      "a SubStatement's actor": (who) => ({ object: subStatement({ actor: who }) }),
      "a SubStatement's object": (who) => ({ object: subStatement({ object: who }) }),
      "a SubStatement's instructor": (who) => ({ object: subStatement({ context: { instructor: who } }) }),
      "a SubStatement's team member": (who) => ({
        object: subStatement({ context: { team: { objectType: "Group", member: [who] } } }),
      }),
      ...(lrs.version === "2.0.0" && {
        "a context agent": (who: Json) => ({
          context: { contextAgents: [{ objectType: "contextAgent", agent: who }] },
        }),
        "a context group's member": (who: Json) => ({
          context: {
            contextGroups: [{ objectType: "contextGroup", group: { objectType: "Group", member: [who] } }],
          },
        }),
        "a SubStatement's context agent": (who: Json) => ({
          object: subStatement({ context: { contextAgents: [{ objectType: "contextAgent", agent: who }] } }),
        }),
      }),
    };
    it.each(Object.entries(within))("as %s with related_agents only", async (_, changes) => {
      const who = agent();
      const [id = ""] = await lrs.store(statement(changes(who, {})));
      expect(await lrs.found({ agent: who })).toEqual([]);
      expect(await lrs.found({ agent: who, related_agents: false })).toEqual([]);
      expect(await lrs.found({ agent: who, related_agents: true })).toEqual([id]);
    });

    it("as the authority with related_agents only", async () => {
      const met = verb();
      const [id = ""] = await lrs.store(statement({ verb: met }));
      const { authority } = await lrs.read(id);
      expect(await lrs.found({ agent: authority, verb: met.id })).toEqual([]);
      expect(await lrs.found({ agent: authority, verb: met.id, related_agents: true })).toEqual([id]);
    });
  });

  describe("by activity", () => {
    it("as the object", async () => {
      const what = activity();
      const [id = ""] = await lrs.store(statement({ object: what }));
      await lrs.store(statement());
      expect(await lrs.found({ activity: what.id })).toEqual([id]);
    });

    const kinds = ["parent", "grouping", "category", "other"];
    const within: Readonly<Record<string, (what: Json) => Json>> = {
      ...Object.fromEntries(
        kinds.flatMap((kind): [string, (what: Json) => Json][] => [
          [
            `${kind} of the context`,
            (what) => ({ context: { contextActivities: { [kind]: [activity(), what] } } }),
          ],
          [
            `${kind} of a SubStatement's context`,
            (what) => ({ object: subStatement({ context: { contextActivities: { [kind]: what } } }) }),
          ],
        ]),
      ),
      "a SubStatement's object": (what) => ({ object: subStatement({ object: what }) }),
    };
    it.each(Object.entries(within))("as %s with related_activities only", async (_, changes) => {
      const what = activity();
      const [id = ""] = await lrs.store(statement(changes(what)));
      expect(await lrs.found({ activity: what.id })).toEqual([]);
      expect(await lrs.found({ activity: what.id, related_activities: false })).toEqual([]);
      expect(await lrs.found({ activity: what.id, related_activities: true })).toEqual([id]);
    });
  });

  it("by verb, not that of a SubStatement", async () => {
    const met = verb();
    const [id = ""] = await lrs.store(
      statement({ verb: met }),
      statement({ object: subStatement({ verb: met }) }),
    );
    expect(await lrs.found({ verb: met.id })).toEqual([id]);
  });

  it("by registration, in either case", async () => {
    const registration = randomUUID();
    const [id = ""] = await lrs.store(statement({ context: { registration } }));
    expect(await lrs.found({ registration })).toEqual([id]);
    expect(await lrs.found({ registration: registration.toUpperCase() })).toEqual([id]);
    expect(await lrs.found({ registration: randomUUID() })).toEqual([]);
  });

  it("by all of the filters together", async () => {
    const [who, met, what, registration] = [agent(), verb(), activity(), randomUUID()];
    const all = { actor: who, verb: met, object: what, context: { registration } };
    const [id = ""] = await lrs.store(
      statement(all),
      statement({ ...all, actor: agent() }),
      statement({ ...all, verb: verb() }),
      statement({ ...all, object: activity() }),
      statement({ ...all, context: { registration: randomUUID() } }),
    );
    const params = { agent: who, verb: met.id, activity: what.id, registration };
    expect(await lrs.found(params)).toEqual([id]);
    expect(
      await lrs.found({
        ...params,
        related_activities: true,
        limit: 1,
        since: "2012-06-01T19:09:13.245Z",
        format: "ids",
      }),
    ).toEqual([id]);
  });

  describe("by time stored", () => {
    it("since is exclusive, until inclusive", async () => {
      const met = verb();
      const ids: string[] = [];
      const stored: string[] = [];
      while (new Set(stored).size < 3) {
        const [id = ""] = await lrs.store(statement({ verb: met }));
        const { stored: when } = await lrs.read(id);
        if (stored.includes(when)) continue;
        ids.push(id);
        stored.push(when);
      }
      const [first = "", second = "", third = ""] = stored;
      const params = { verb: met.id, ascending: true };
      const storedBetween = async (bounds: Json) =>
        (await lrs.search({ ...params, ...bounds })).statements.map((one) => one.stored);
      expect(new Set(await storedBetween({ since: first }))).toEqual(new Set([second, third]));
      expect(new Set(await storedBetween({ until: second }))).toEqual(new Set([first, second]));
      expect(new Set(await storedBetween({ since: first, until: second }))).toEqual(new Set([second]));
      expect(await storedBetween({ since: third })).toEqual([]);
      expect(await storedBetween({ since: second, until: second })).toEqual([]);
    });

    it("the bounds may have any offset and precision", async () => {
      const met = verb();
      const [id = ""] = await lrs.store(statement({ verb: met }));
      const when = Date.parse((await lrs.read(id)).stored);
      const at = (milliseconds: number, hours: number) =>
        `${new Date(milliseconds + hours * 3_600_000).toISOString().slice(0, -1)}+0${hours}:00`;
      expect(await lrs.found({ verb: met.id, until: at(when, 1) })).toEqual([id]);
      expect(await lrs.found({ verb: met.id, since: at(when, 2) })).toEqual([]);
      expect(await lrs.found({ verb: met.id, since: at(when - 1, 2) })).toEqual([id]);
      expect(
        await lrs.found({ verb: met.id, since: new Date(when - 5_000).toISOString().replace(/\.\d+/, "") }),
      ).toEqual([id]);
    });
  });

  it("limit is the most that a page holds, and 0 leaves it to the LRS", async () => {
    const met = verb();
    const ids = await lrs.store(...Array.from({ length: 3 }, () => statement({ verb: met })));
    expect(await lrs.found({ verb: met.id, limit: 1 })).toEqual([ids[2]]);
    expect(await lrs.found({ verb: met.id, limit: 2 })).toEqual([ids[2], ids[1]]);
    expect(await lrs.found({ verb: met.id, limit: 0 })).toHaveLength(3);
    expect(await lrs.found({ verb: met.id, limit: 100 })).toHaveLength(3);
  });

  describe("through statements that refer to others", () => {
    it("every filter but time and limit finds them by their target, and theirs in turn", async () => {
      const [who, met, what, registration] = [agent(), verb(), activity(), randomUUID()];
      const [target = ""] = await lrs.store(
        statement({ actor: who, verb: met, object: what, context: { registration } }),
      );
      const [first = ""] = await lrs.store(reference(target));
      const [second = ""] = await lrs.store(reference(first));
      for (const params of [{ agent: who }, { verb: met.id }, { activity: what.id }, { registration }])
        expect(await lrs.found(params)).toEqual([second, first, target]);
    });

    it("what a SubStatement or a context refers to does not count", async () => {
      const met = verb();
      const [target = ""] = await lrs.store(statement({ verb: met }));
      const ref = { objectType: "StatementRef", id: target };
      await lrs.store(
        statement({ context: { statement: ref } }),
        statement({ object: subStatement({ object: ref }) }),
      );
      expect(await lrs.found({ verb: met.id })).toEqual([target]);
    });

    it("related agents and activities count for the target too", async () => {
      const [who, what] = [agent(), activity()];
      const [target = ""] = await lrs.store(
        statement({ context: { instructor: who, contextActivities: { parent: [what] } } }),
      );
      const [about = ""] = await lrs.store(reference(target));
      expect(await lrs.found({ agent: who, related_agents: true })).toEqual([about, target]);
      expect(await lrs.found({ activity: what.id, related_activities: true })).toEqual([about, target]);
      expect(await lrs.found({ agent: who })).toEqual([]);
    });

    it("all the filters hold for one statement, not some here and some there", async () => {
      const [met, said] = [verb(), verb()];
      const who = agent();
      const [target = ""] = await lrs.store(statement({ verb: met }));
      await lrs.store(reference(target, { verb: said, actor: who }));
      expect(await lrs.found({ verb: met.id, agent: who })).toEqual([]);
    });

    it("time and limit hold for the statement that refers", async () => {
      const met = verb();
      const [target = ""] = await lrs.store(statement({ verb: met }));
      const { stored } = await lrs.read(target);
      let about = "";
      do [about = ""] = await lrs.store(reference(target));
      while ((await lrs.read(about)).stored === stored);
      expect(await lrs.found({ verb: met.id, since: stored })).toContain(about);
      expect(await lrs.found({ verb: met.id, since: stored })).not.toContain(target);
      expect(await lrs.found({ verb: met.id, until: stored })).not.toContain(about);
      expect(await lrs.found({ verb: met.id, limit: 1 })).toEqual([about]);
    });

    it("a reference that came before its target finds it later", async () => {
      const [met, target] = [verb(), randomUUID()];
      const [about = ""] = await lrs.store(reference(target));
      expect(await lrs.found({ verb: met.id })).toEqual([]);
      await lrs.store(statement({ id: target, verb: met }));
      expect(new Set(await lrs.found({ verb: met.id }))).toEqual(new Set([about, target]));
    });

    it("a ring of references is found once each", async () => {
      const met = verb();
      const [one, two] = [randomUUID(), randomUUID()];
      await lrs.store(reference(two, { id: one, verb: met }), reference(one, { id: two }));
      expect(new Set(await lrs.found({ verb: met.id }))).toEqual(new Set([one, two]));
    });

    it("a statement itself is not found by what it refers to under its id alone", async () => {
      const [target = ""] = await lrs.store(statement());
      const [about = ""] = await lrs.store(reference(target));
      expect((await lrs.read(target)).id).toBe(target);
      expect((await lrs.read(about)).object).toEqual({ objectType: "StatementRef", id: target });
    });
  });

  describe("format", () => {
    const group = { objectType: "Group", name: "A team", mbox: mbox(), member: [agent()] };
    const anonymous = { objectType: "Group", name: "Those present", member: [agent(), agent()] };
    let full: Json;
    let sub: Json;
    let grouped: Json;
    beforeAll(async () => {
      full = fullStatement(lrs.version);
      sub = { ...fullSubStatement(lrs.version), id: randomUUID() };
      grouped = statement({
        id: randomUUID(),
        actor: anonymous,
        object: subStatement({ actor: group, object: group }),
      });
      await lrs.store(full, sub, grouped);
    });

    it("exact, and none named, is each as it was received", async () => {
      for (const params of [{}, { format: "exact" }]) {
        for (const sent of [full, sub, grouped]) {
          const kept = await lrs.read(sent.id as string, params);
          expect(kept).toMatchObject(sent);
          const [found] = (await lrs.search({ ...params, verb: (sent.verb as Json).id })).statements;
          expect(found).toEqual(kept);
        }
      }
    });

    it("ids has of agents, verbs and activities only what identifies them", async () => {
      const kept = await lrs.read(full.id as string, { format: "ids" });
      const { account } = full.actor as Json;
      expect(kept.actor).toEqual({ objectType: "Agent", account });
      expect(kept.verb).toEqual({ id: (full.verb as Json).id });
      expect(kept.object).toEqual({ id: (full.object as Json).id });
      const context = kept.context as {
        instructor: Json;
        team: Json;
        contextActivities: Record<string, Json[]>;
      };
      const sent = full.context as typeof context;
      expect(context.instructor).toEqual({ objectType: "Agent", mbox: sent.instructor.mbox });
      expect(context.team).toEqual({ objectType: "Group", account: sent.team.account });
      for (const kind of ["parent", "grouping", "category", "other"])
        expect(context.contextActivities[kind]).toEqual([{ id: sent.contextActivities[kind]?.[0]?.id }]);
      expect(kept.result).toEqual(full.result);
    });

    it("ids has of an anonymous Group its members' identifiers, of others none", async () => {
      const kept = await lrs.read(grouped.id as string, { format: "ids" });
      const members = anonymous.member.map((one) => ({ objectType: "Agent", mbox: one.mbox }));
      expect(kept.actor).toEqual({ objectType: "Group", member: members });
      const object = kept.object as { actor: Json; verb: Json; object: Json };
      expect(object.actor).toEqual({ objectType: "Group", mbox: group.mbox });
      expect(object.object).toEqual({ objectType: "Group", mbox: group.mbox });
      expect(Object.keys(object.verb)).toEqual(["id"]);
    });

    it("ids reaches into a SubStatement and through a list", async () => {
      const [kept] = (await lrs.search({ verb: (sub.verb as Json).id, format: "ids" })).statements;
      const { verb: said, object: what } = kept?.object as { verb: Json; object: Json };
      const sent = sub.object as { verb: Json; object: Json };
      expect(said).toEqual({ id: sent.verb.id });
      expect(what).toEqual({ id: sent.object.id });
    });

    describe("canonical", () => {
      const map = { "en-GB": "colour", "en-US": "color", cy: "lliw", fr: "couleur" };
      let id = "";
      beforeAll(async () => {
        const what = () => ({
          id: iri("activity"),
          definition: {
            name: map,
            description: map,
            type: "https://example.org/type/colour",
            moreInfo: "https://example.org/more",
            interactionType: "choice",
            correctResponsesPattern: ["a"],
            choices: [{ id: "a", description: map }],
            extensions: { "https://example.org/extension/a": { "en-GB": "kept", fr: "kept" } },
          },
        });
        [id = ""] = await lrs.store(
          statement({
            verb: { id: iri("verb"), display: map },
            object: subStatement({ verb: { id: iri("verb"), display: map }, object: what() }),
            context: { contextActivities: { category: [what()] } },
          }),
        );
      });
      const shown = async (language: string | null) => {
        const answer = await lrs.get(
          "/statements",
          { statementId: id, format: "canonical" },
          { "Accept-Language": language },
        );
        const kept = answer.is(200).json as {
          verb: { display: Json };
          object: { verb: { display: Json }; object: { definition: Json } };
          context: { contextActivities: { category: { definition: Json }[] } };
        };
        const definitions = [
          kept.object.object.definition,
          kept.context.contextActivities.category[0]?.definition,
        ];
        const maps = [kept.verb.display, kept.object.verb.display];
        for (const definition of definitions) {
          const { name, description, choices, ...rest } = definition as {
            name: Json;
            description: Json;
            choices: { id: string; description: Json }[];
          };
          maps.push(name, description, choices[0]?.description ?? {});
          expect(rest).toEqual({
            type: "https://example.org/type/colour",
            moreInfo: "https://example.org/more",
            interactionType: "choice",
            correctResponsesPattern: ["a"],
            extensions: { "https://example.org/extension/a": { "en-GB": "kept", fr: "kept" } },
          });
        }
        return maps;
      };
      it.each([
        ["en-GB", "en-GB"],
        ["en-US", "en-US"],
        ["fr", "fr"],
        ["fr-CA, fr;q=0.8, en;q=0.5", "fr"],
        ["de, cy;q=0.7, en-GB;q=0.3", "cy"],
        ["en-GB;q=0.2, fr;q=0.9", "fr"],
        ["fr;q=0, en-US", "en-US"],
      ])("with Accept-Language %s has %s alone", async (asked, tag) => {
        for (const one of await shown(asked)) expect(one).toEqual({ [tag]: map[tag as keyof typeof map] });
      });
      it.each(["*", "ja", "de;q=0.5"])("with Accept-Language %s has one language", async (asked) => {
        for (const one of await shown(asked)) expect(Object.keys(one)).toHaveLength(1);
      });
      it("a language without a region takes one with", async () => {
        for (const one of await shown("en")) expect(Object.keys(one)[0]).toMatch(/^en-/);
      });
      it("leaves agents and groups as they were", async () => {
        const kept = await lrs.read(grouped.id as string, { format: "canonical" });
        expect(kept.actor).toEqual(grouped.actor);
        expect((kept.object as { actor: Json }).actor).toEqual(group);
      });
      it("only canonical asks for the language", async () => {
        const answer = await lrs.get("/statements", { statementId: id }, { "Accept-Language": "fr" });
        expect((answer.is(200).json as { verb: { display: Json } }).verb.display).toEqual(map);
      });
      it("holds in a list", async () => {
        const { verb: said } = await lrs.read(id);
        const page = await lrs.search({ verb: said.id, format: "canonical" }, { "Accept-Language": "cy" });
        expect(page.statements[0]?.verb.display).toEqual({ cy: "lliw" });
      });
    });
  });
});
