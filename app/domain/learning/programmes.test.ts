import { describe, expect, it } from "vitest";
import { END_OF_DAYS, parseDay } from "../time.ts";
import type { HeldAward } from "./attained.ts";
import { attainmentOn, meets } from "./attained.ts";
import { IN_PERSON_ATTAINMENTS } from "./attainments.ts";
import { programmesDocument } from "./programme-document.ts";
import { comingOf, isFor, partsOn, withIncluded, type Learning, type Programme } from "./programmes.ts";

const day = parseDay("2018-06-04");
const early = parseDay("2017-09-01");

const part = (module: string, kind: "module" | "in-person" | "coming" = "module") => ({
  module,
  kind,
  title: null,
  requiredFrom: kind === "coming" ? END_OF_DAYS : early,
  requiredTo: END_OF_DAYS,
});
const programme = (slug: string, more: Partial<Programme>): Programme => ({
  slug,
  title: slug,
  attainment: null,
  audience: "everyone",
  includes: [],
  parts: [],
  ...more,
});
const award = (module: string, more: Partial<HeldAward> = {}): HeldAward => ({
  module,
  from: parseDay("2018-01-10"),
  to: null,
  via: "check",
  provider: null,
  ...more,
});
const course = (more: Partial<HeldAward> = {}) =>
  award("course", { via: "register", provider: "Restorative Marlshire", ...more });

const core = programme("core", { attainment: "aware", parts: [part("a"), part("b")] });
const supervisor = programme("supervisor", {
  attainment: "supervisor",
  includes: ["core"],
  parts: [part("b"), part("c"), part("later", "coming")],
});
const facilitator = programme("facilitator", {
  attainment: "facilitator",
  audience: [],
  includes: ["core"],
  parts: [part("d"), part("course", "in-person")],
});
const all = [core, supervisor, facilitator];

describe("an audience", () => {
  const who = (more: Partial<Learning>): Learning => ({
    group: "officer",
    rank: "Police Constable",
    roles: ["officer"],
    unit: "Kenbury Response",
    ...more,
  });

  it("can be a group in units of a name, by whole words", () => {
    const neighbourhood = [
      { groups: ["pcso" as const] },
      { groups: ["officer" as const], unitsNamed: ["neighbourhood", "CPT"] },
    ];
    expect(isFor(neighbourhood, who({ unit: "Kenbury Neighbourhood" }))).toBe(true);
    expect(isFor(neighbourhood, who({ unit: "Thornmere and Downs (cpt)" }))).toBe(true);
    expect(isFor(neighbourhood, who({}))).toBe(false);
    expect(isFor(neighbourhood, who({ unit: "Receptions" }))).toBe(false);
    expect(isFor(neighbourhood, who({ group: "staff", unit: "Kenbury Neighbourhood" }))).toBe(false);
    expect(isFor(neighbourhood, who({ group: "pcso", unit: "Contact" }))).toBe(true);
    expect(isFor([{ unitsNamed: ["CPT"] }], who({ group: null, rank: "", unit: "" }))).toBe(false);
  });
  it("is everyone, or whoever fits one clause, or nobody", () => {
    expect(isFor("everyone", who({ group: null, rank: "" }))).toBe(true);
    expect(isFor([{ groups: ["pcso"] }], who({ group: "pcso", rank: "PCSO" }))).toBe(true);
    expect(isFor([{ groups: ["pcso"] }], who({}))).toBe(false);
    expect(isFor([], who({}))).toBe(false);
  });

  it("asks for everything that a clause says", () => {
    const sergeants = [{ groups: ["officer" as const], ranks: ["sergeant" as const] }];
    expect(isFor(sergeants, who({ rank: "Detective Sergeant" }))).toBe(true);
    expect(isFor(sergeants, who({}))).toBe(false);
    expect(isFor(sergeants, who({ group: "special", rank: "Sergeant" }))).toBe(false);
  });

  it("knows a granted role, whatever the rank", () => {
    const audience = [
      { groups: ["officer" as const], ranks: ["inspector" as const] },
      { roles: ["supervisor" as const] },
    ];
    expect(isFor(audience, who({ roles: ["officer", "supervisor"] }))).toBe(true);
    expect(isFor(audience, who({}))).toBe(false);
  });

  it("leaves out somebody without a posting when it asks for a group", () => {
    expect(isFor([{ groups: ["officer"] }], who({ group: null, rank: "" }))).toBe(false);
  });
});

describe("what a programme asks", () => {
  it("begins with what it includes, each module once, and nothing that is still coming", () => {
    expect(partsOn(all, "supervisor", day).map((one) => one.module)).toEqual(["a", "b", "c"]);
    expect(comingOf(all, "supervisor").map((one) => one.module)).toEqual(["later"]);
  });

  it("holds from its first day up to its last, which is not part of it", () => {
    const dated = [programme("dated", { parts: [{ ...part("a"), requiredFrom: early, requiredTo: day }] })];
    expect(partsOn(dated, "dated", parseDay("2018-06-03"))).toHaveLength(1);
    expect(partsOn(dated, "dated", day)).toHaveLength(0);
    expect(partsOn(dated, "dated", parseDay("2017-08-31"))).toHaveLength(0);
  });

  it("ends though two programmes include each other", () => {
    const round = [programme("x", { includes: ["y"] }), programme("y", { includes: ["x"] })];
    expect(withIncluded(round, "x").map((one) => one.slug)).toEqual(["y", "x"]);
  });
});

describe("an attainment", () => {
  it("is reached on the day of the last award that it asks for", () => {
    const later = parseDay("2018-05-02");
    expect(attainmentOn(all, core, [award("a"), award("b", { from: later })], day)).toMatchObject({
      from: later,
      missing: [],
    });
    expect(attainmentOn(all, core, [award("a")], day).missing.map((one) => one.module)).toEqual(["b"]);
  });

  it("takes the earliest of several awards of the same module", () => {
    const awards = [award("a", { from: parseDay("2018-03-01") }), award("a"), award("b")];
    expect(attainmentOn(all, core, awards, day).from).toBe("2018-01-10");
  });

  it("ends with an award that lapses, and does not begin before one does", () => {
    const lapsed = [award("a", { to: day }), award("b")];
    expect(attainmentOn(all, core, lapsed, parseDay("2018-06-03")).from).not.toBeNull();
    expect(attainmentOn(all, core, lapsed, day).from).toBeNull();
    expect(attainmentOn(all, core, [award("a"), award("b")], early).from).toBeNull();
  });

  it("is reached by nobody while a part of it is still being written", () => {
    const everything = ["a", "b", "c", "later"].map((module) => award(module));
    const state = attainmentOn(all, supervisor, everything, day);
    expect(state.from).toBeNull();
    expect(state.missing).toEqual([]);
    expect(state.coming.map((one) => one.module)).toEqual(["later"]);
  });

  it("gives none of the others", () => {
    const awards = [award("a"), award("b")];
    expect(attainmentOn(all, core, awards, day).from).not.toBeNull();
    for (const other of [supervisor, facilitator])
      expect(attainmentOn(all, other, awards, day).from).toBeNull();
  });
});

describe("a facilitator", () => {
  const learnt = ["a", "b", "d"].map((module) => award(module));

  it("is one once a register brings the course in person", () => {
    expect(attainmentOn(all, facilitator, [...learnt, course()], day).from).toBe("2018-01-10");
  });

  it.each([
    ["a check passed here", award("course")],
    ["another system's word", award("course", { via: "statement", provider: "Another LMS" })],
    ["a register that names nobody", course({ provider: null })],
    ["a register that names nobody, in spaces", course({ provider: "  " })],
    ["every module there is", award("everything-else")],
  ])("is not one by %s", (_, only) => {
    const state = attainmentOn(all, facilitator, [...learnt, only], day);
    expect(state.from).toBeNull();
    expect(state.missing.map((one) => one.module)).toEqual(["course"]);
  });

  it("is nobody at all when the programme forgets the course in person", () => {
    for (const attainment of IN_PERSON_ATTAINMENTS) {
      const careless = programme("careless", { attainment, parts: [part("a")] });
      expect(attainmentOn([careless], careless, [award("a")], day).from).toBeNull();
      const borrowed = programme("borrowed", { attainment, includes: ["facilitator"], parts: [part("a")] });
      const held = [...learnt, course()];
      expect(attainmentOn([...all, borrowed], borrowed, held, day).from).toBeNull();
    }
  });

  it("is nobody while the course is not required", () => {
    const past = { ...part("course", "in-person"), requiredTo: day };
    const lapsing = programme("lapsing", { attainment: "facilitator", parts: [part("a"), past] });
    expect(attainmentOn([lapsing], lapsing, [award("a"), course()], day).from).toBeNull();
  });

  it("holds modules by any way", () => {
    for (const via of ["check", "register", "statement"] as const)
      expect(meets(part("a"), award("a", { via }))).toBe(true);
    expect(meets(part("a"), award("b"))).toBe(false);
  });
});

describe("programmes as they are written", () => {
  const module = { module: "a", requiredFrom: "2017-09-01" };
  const written = (...programmes: object[]) =>
    programmesDocument.safeParse(programmes.map((one) => ({ title: "Title", ...one })));
  const problems = (...programmes: object[]) =>
    written(...programmes).error?.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`) ?? [];

  it("may be as short as one module for everyone", () => {
    expect(written({ slug: "core", modules: [module] }).data?.[0]).toMatchObject({
      audience: "everyone",
      attainment: null,
      includes: [],
      coming: [],
    });
  });

  it.each(IN_PERSON_ATTAINMENTS)("never give %s by e-learning alone", (attainment) => {
    const [said] = problems({ slug: "x", attainment, modules: [module] });
    expect(said).toMatch(/^0\.attainment: .* never reached by e-learning alone/);
    const inPerson = [{ course: "course", title: "A course", requiredFrom: "2017-09-01" }];
    expect(problems({ slug: "x", attainment, modules: [module], inPerson })).toEqual([]);
  });

  it("give an attainment once", () => {
    const [said] = problems(
      { slug: "x", attainment: "aware", modules: [module] },
      { slug: "y", attainment: "aware", modules: [module] },
    );
    expect(said).toMatch(/^1\.attainment: another programme gives "Aware"/);
  });

  it.each([
    [
      "what it includes is not there",
      [{ slug: "x", includes: ["y"] }],
      /^0\.includes\.0: there is no programme "y"/,
    ],
    ["it includes itself", [{ slug: "x", includes: ["x"] }], /^0\.includes\.0:/],
    [
      "two include each other",
      [
        { slug: "x", includes: ["y"] },
        { slug: "y", includes: ["x"] },
      ],
      /^0\.includes\.0:/,
    ],
    ["it asks for nothing", [{ slug: "x" }], /^0: it asks for nothing/],
    [
      "a clause says nothing",
      [{ slug: "x", modules: [module], audience: [{}] }],
      /say groups, ranks, roles or unitsNamed/,
    ],
    ["a rank is none", [{ slug: "x", modules: [module], audience: [{ ranks: ["boss"] }] }], /^0\.audience/],
    [
      "a course has a module's name",
      [{ slug: "x", modules: [module], inPerson: [{ course: "a", title: "A", requiredFrom: "2017-09-01" }] }],
      /^0\.inPerson\.0\.course: "a" is a module too/,
    ],
    [
      "what is required is coming as well",
      [{ slug: "x", modules: [module], coming: [{ module: "a", title: "A" }] }],
      /^0\.coming\.0\.module/,
    ],
  ])("are refused when %s", (_, programmes, message) => {
    expect(problems(...programmes).join("\n")).toMatch(message);
  });
});
