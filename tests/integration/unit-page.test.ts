/** A supervisor's page: their own people, for one programme, narrowed by what the address says. */
import { beforeEach, expect, it } from "vitest";
import { parseDay } from "#app/domain/time.ts";
import { unitAsked, unitSearch } from "#app/http/unit-query.ts";
import type { Context } from "#app/services/context.server.ts";
import { readUnitPage, unitCsv } from "#app/services/coverage/read-unit-page.server.ts";
import { setTarget } from "#app/services/coverage/set-target.server.ts";
import { grantExemption } from "#app/services/roster/exemptions.server.ts";
import { createAccount } from "#app/services/identity/create-account.server.ts";
import { principalOf } from "#app/services/identity/principal.server.ts";
import { onBothDatabases } from "./databases.ts";
import { enlargeForce, PASSWORD, principal, type Who } from "./officer.ts";

const asked = (search: string) => unitAsked(new URL(`http://localhost/unit${search}`));

onBothDatabases("a supervisor's page", (open) => {
  let ctx: Context;
  beforeEach(async () => {
    ctx = await open({ now: "2018-06-04", force: true });
  });
  const page = async (search: string, who: Who = "otherSergeant") =>
    readUnitPage(ctx, await principal(ctx, who), asked(search));

  it("shows those who fit what the address says, with the number that each other choice would show", async () => {
    const everyone = await page("");
    expect(everyone).toMatchObject({
      units: "Southgate",
      programme: { slug: "core" },
      parts: 4,
      total: 4,
      page: 1,
      pages: 1,
      counts: {
        everyone: 4,
        states: { none: 3, away: 1, done: 0 },
        groups: [
          { value: "officer", people: 2 },
          { value: "pcso", people: 2 },
        ],
        ranks: [
          { value: "constable", people: 1 },
          { value: "sergeant", people: 1 },
          { value: "none", people: 2 },
        ],
      },
    });
    const pcsos = await page("?group=pcso&show=none");
    expect(pcsos.people.map((one) => [one.name, one.number])).toEqual([
      ["Tomos Finchley", "7106"],
      ["Anya Pattani", "7103"],
    ]);
    expect(pcsos.counts).toMatchObject({ everyone: 2, states: { none: 2, away: 0 } });
    expect((await page("?group=officer&rank=sergeant")).people.map((one) => one.name)).toEqual([
      "Ada Quistgaard",
    ]);
    expect((await page("?show=nonsense&group=nonsense&page=0")).total).toBe(4);
    expect(unitSearch(asked("?programme=core&group=pcso&page=3"))).toBe("?programme=core&group=pcso&page=3");
    expect(unitSearch(asked("?page=1"))).toBe("");
  });

  it("is about any programme, and tells of whom it is not asked", async () => {
    const facilitator = await page("?programme=facilitator");
    expect(facilitator.programmes.map((one) => one.slug)).toContain("supervisor");
    expect(facilitator.counts.states).toMatchObject({ open: 4, none: 0 });
    expect(facilitator.gap.people).toBe(0);
    // Sergeants, and whoever supervises.
    const supervisor = await page("?programme=supervisor");
    expect(supervisor.people.map((one) => [one.name, one.state])).toEqual([
      ["Tomos Finchley", "open"],
      ["Erik Lundqvist", "open"],
      ["Anya Pattani", "open"],
      ["Ada Quistgaard", "none"],
    ]);
    await expect(page("?programme=none-such")).rejects.toMatchObject({ code: "not-found" });
  });

  it("is about one target's audience where one is chosen, with its due day", async () => {
    const { force, personId } = await principal(ctx, "otherSergeant");
    const due = { dueOn: parseDay("2018-06-01"), joiningDays: null, returningDays: null };
    await setTarget(ctx, {
      forceId: force.id,
      by: personId,
      target: {
        slug: "pcsos",
        title: "All PCSOs",
        programme: "core",
        audience: [{ groups: ["pcso"] }],
        share: 1,
        graceLeavesNet: false,
        ...due,
      },
    });
    expect((await page("")).counts.states).toMatchObject({ overdue: 2, none: 1, away: 1, open: 0 });
    const chosen = await page("?target=pcsos");
    expect(chosen.target).toEqual({ slug: "pcsos", title: "All PCSOs" });
    expect(chosen.counts.states).toMatchObject({ overdue: 2, none: 0, away: 0, open: 2 });
    expect(chosen.people.find((one) => one.name === "Anya Pattani")?.dueOn).toBe("2018-06-01");
    // Of another programme it says nothing.
    expect((await page("?programme=facilitator&target=pcsos")).target).toBeNull();
  });

  it("has nobody of another unit, whatever the address says, nor why somebody is away or exempt", async () => {
    const { force, personId } = await principal(ctx, "otherSergeant");
    await grantExemption(ctx, {
      force,
      by: personId,
      values: {
        person: "E3",
        kind: "exemption",
        reason: "adjusted-duties",
        approver: "E4",
        from: "2018-06-01",
        lastDay: "2018-07-01",
      },
    });
    const theirs = await page("");
    expect(theirs.people.find((one) => one.name === "Anya Pattani")).toMatchObject({
      state: "exempt",
      notNow: "",
    });
    expect(JSON.stringify(theirs)).not.toMatch(/sick|adjusted|Northgate|Halewood/i);
    const ours = await page("", "sergeant");
    const other = ours.people[0]?.posts[0]?.unit ?? "";
    await expect(page(`?unit=${other}`)).rejects.toMatchObject({ code: "not-found" });
    const csv = await unitCsv(ctx, await principal(ctx, "otherSergeant"), asked(""));
    expect(csv).toContain("Anya Pattani,7103,PCSO,PCSOs,Southgate,The core programme,Exempt for now,,,");
    expect(csv.trim().split("\r\n")).toHaveLength(5);
    expect(csv).not.toMatch(/sick|adjusted|Northgate|Halewood/i);
    const nobodys = await readUnitPage(ctx, await principal(ctx, "constable"), asked(""));
    expect(nobodys).toMatchObject({ total: 0, people: [], units: "" });
  });

  it("is narrowed to one of several units, comes fifty at a time, and its file has all of them", async () => {
    await enlargeForce(ctx, 60);
    const id = await createAccount(ctx, {
      force: "marlshire",
      email: "inspector@accounts.example",
      password: PASSWORD,
      holder: { forenames: "Petra", surname: "Vale" },
      grants: [
        { role: "supervisor", unit: "N1" },
        { role: "supervisor", unit: "N2" },
      ],
      by: "test",
    });
    const account = await ctx.read
      .selectFrom("account")
      .select("person_id")
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
    const inspector = await principalOf(ctx, id, account.person_id);
    if (!inspector) throw new Error("The inspector may not come in");
    const first = await readUnitPage(ctx, inspector, asked(""));
    expect(first).toMatchObject({ total: 67, page: 1, pages: 2 });
    expect(first.people).toHaveLength(50);
    const last = await readUnitPage(ctx, inspector, asked("?page=99"));
    expect(last.page).toBe(2);
    expect(new Set([...first.people, ...last.people].map((one) => one.id)).size).toBe(67);
    expect((await unitCsv(ctx, inspector, asked("?page=2"))).trim().split("\r\n")).toHaveLength(68);
    const { units, any } = first.counts;
    expect(units.map((one) => [one.name, one.people])).toEqual([
      ["Northgate", 63],
      ["Southgate", 4],
    ]);
    expect(any.unit).toBe(67);
    const south = await readUnitPage(ctx, inspector, asked(`?unit=${units[1]?.value}`));
    expect(south.counts.everyone).toBe(4);
  });
});
