/** Who comes in, for how long, and how far their roles reach. */
import { createHash, randomUUID } from "node:crypto";
import { beforeAll, expect, it } from "vitest";
import { unitIdByCode } from "#db/queries/account.ts";
import { mayForUnit } from "#app/domain/identity/permissions.ts";
import { addDays, instantAt, type Instant } from "#app/domain/time.ts";
import { openContext, type Context } from "#app/services/context.server.ts";
import { unitGap } from "#app/domain/coverage/unit-people.ts";
import { readUnitProgress } from "#app/services/coverage/read-unit-progress.server.ts";
import { createAccount } from "#app/services/identity/create-account.server.ts";
import { endSession, readSession } from "#app/services/identity/lucia.server.ts";
import { verifyPassword } from "#app/services/identity/password.server.ts";
import { principalOf } from "#app/services/identity/principal.server.ts";
import { startPage } from "#app/services/identity/read-frame.server.ts";
import { signIn } from "#app/services/identity/sign-in.server.ts";
import { onBothDatabases } from "./databases.ts";
import { emailOf, LAST_DAY, PASSWORD, PEOPLE, principal, principalNow, type Who } from "./officer.ts";

const ADDRESS = "192.0.2.1";

onBothDatabases("coming in", (open) => {
  let ctx: Context;
  beforeAll(async () => {
    ctx = await open({ now: "2018-06-04", force: true });
  });

  const at = (now: Instant): Context => ({ ...ctx, now: () => now });
  const enter = (who: Who, password = PASSWORD, on = ctx) =>
    signIn(on, { email: emailOf(who), password, address: ADDRESS });
  /** What a browser sends back. */
  const cookieOf = (setCookie: string) => setCookie.split(";")[0] ?? "";
  async function told(work: Promise<string>): Promise<{ code: string; problems: { text: string }[] }> {
    try {
      await work;
    } catch (error) {
      return error as { code: string; problems: { text: string }[] };
    }
    throw new Error("They came in");
  }

  it("lets somebody in with their own password, whatever the capitals of the address", async () => {
    const given = await signIn(ctx, {
      email: `  ${emailOf("otherSergeant").toUpperCase()} `,
      password: PASSWORD,
      address: ADDRESS,
    });
    expect(given).toMatch(/^amends_session=[^;]{20,};/);
    expect(given).toMatch(/HttpOnly/);
    expect(given).toMatch(/SameSite=Lax/i);
    const session = await readSession(ctx, cookieOf(given));
    const who = await principal(ctx, "otherSergeant");
    expect(session).toEqual({ accountId: who.accountId, personId: who.personId });
    expect(who).toMatchObject({
      name: "Ada Quistgaard",
      posting: { unitName: "Southgate", group: "officer" },
    });
  });

  it("says the same of a wrong password, an unknown address and an account that is closed", async () => {
    const wrong = await told(enter("constable", "not the password"));
    expect(wrong.code).toBe("bad-input");
    expect(wrong.problems).toHaveLength(1);
    const nobody = { email: "nobody@accounts.example", password: "not the password", address: ADDRESS };
    expect(await told(signIn(ctx, nobody))).toEqual(wrong);
    expect((await told(signIn(ctx, nobody))).problems).toEqual(wrong.problems);

    const before = cookieOf(await enter("second"));
    expect(await readSession(ctx, before)).not.toBeNull();
    await ctx.db
      .updateTable("account")
      .set({ disabled_at: ctx.now() })
      .where("email", "=", emailOf("second"))
      .execute();
    expect((await told(enter("second"))).problems).toEqual(wrong.problems);
    expect(await readSession(ctx, before)).toBeNull();
  });

  it("knows no password that opens an account that is not there", async () => {
    expect(await verifyPassword(null, "the password of nobody at all")).toBe(false);
    expect(await verifyPassword(null, "")).toBe(false);
  });

  it("asks for what is missing, field by field", async () => {
    const missing = await told(signIn(ctx, { email: "", password: null, address: ADDRESS }));
    expect(missing.problems).toEqual([
      { text: "Enter your work e-mail address", href: "#email" },
      { text: "Enter your password", href: "#password" },
    ]);
  });

  it("stops guessing after ten tries at one address, even with the right password", async () => {
    const email = `${randomUUID()}@accounts.example`;
    await createAccount(ctx, {
      force: "marlshire",
      email,
      password: PASSWORD,
      holder: { forenames: "Guessed", surname: "At" },
      grants: [{ role: "auditor", unit: null }],
      by: "test",
    });
    const from = randomUUID();
    const enterWith = (password: string) => signIn(ctx, { email, password, address: from });
    expect(await enterWith(PASSWORD)).toContain("amends_session=");
    for (let one = 0; one < 10; one += 1)
      expect((await told(enterWith("a guess"))).problems[0]?.text).toMatch(/do not go together/);
    expect((await told(enterWith(PASSWORD))).problems[0]?.text).toMatch(/Too many tries/);
  });

  it("lets somebody in until midnight after their last day in post, in London", async () => {
    const evening = at(instantAt(LAST_DAY, 23, 59));
    const midnight = at(instantAt(addDays(LAST_DAY, 1), 0));
    expect(evening.now()).toBe("2018-06-20T22:59:00.000Z");
    expect(await enter("leaver", PASSWORD, evening)).toContain("amends_session=");
    expect((await principalNow(evening, "leaver"))?.roles).toEqual([{ role: "officer", unitId: null }]);
    expect(await principalNow(midnight, "leaver")).toBeNull();
    expect((await told(enter("leaver", PASSWORD, midnight))).problems[0]?.text).toMatch(/last day in post/);
    expect((await told(enter("leaver", "a guess", midnight))).problems[0]?.text).toMatch(
      /do not go together/,
    );
    expect(await principalNow(midnight, "constable")).not.toBeNull();
  });

  it("lets somebody who is away learn all the same", async () => {
    expect((await principal(ctx, "absent")).roles).toEqual([{ role: "officer", unitId: null }]);
    expect(await enter("absent")).toContain("amends_session=");
  });

  it("stores only a hash of a session, from which nobody can come in", async () => {
    const cookie = cookieOf(await enter("pcso"));
    const [name, id = ""] = cookie.split("=");
    const account = await principal(ctx, "pcso");
    const rows = await ctx.read
      .selectFrom("session")
      .selectAll()
      .where("account_id", "=", account.accountId)
      .execute();
    expect(rows).toHaveLength(1);
    expect(rows[0]?.id).toBe(createHash("sha256").update(id).digest("hex"));
    expect(JSON.stringify(rows)).not.toContain(id);
    expect(await readSession(ctx, `${name}=${rows[0]?.id}`)).toBeNull();
    const hashes = await ctx.read.selectFrom("account").select("password_hash").execute();
    for (const one of hashes) expect(one.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(new Set(hashes.map((one) => one.password_hash)).size).toBe(hashes.length);
  });

  it("knows a session again after the house was closed and opened, until it is ended or has run out", async () => {
    const cookie = cookieOf(await enter("constable"));
    const other = cookieOf(await enter("constable"));
    const again = await openContext(ctx.config);
    try {
      const session = await readSession(again, cookie);
      expect(session?.accountId).toBe((await principal(ctx, "constable")).accountId);
      expect(await endSession(again, cookie)).toMatch(/^amends_session=;.*Max-Age=0/);
      expect(await readSession(again, cookie)).toBeNull();
      expect(await readSession(again, other)).not.toBeNull();
    } finally {
      await again.close();
    }
    const past = new Date(Date.parse(ctx.machineNow()) - 1_000).toISOString() as Instant;
    await ctx.db.updateTable("session").set({ expires_at: past }).execute();
    expect(await readSession(ctx, other)).toBeNull();
    for (const none of [null, "", "amends_session=", "amends_session=made-up", "other=1"])
      expect(await readSession(ctx, none)).toBeNull();
  });
});

onBothDatabases("roles", (open) => {
  let ctx: Context;
  beforeAll(async () => {
    ctx = await open({ now: "2018-06-04", force: true });
  });

  it("reach the unit they were granted in, and no other", async () => {
    const sergeant = await principal(ctx, "sergeant");
    const ours = await unitIdByCode(ctx.read, sergeant.force.id, "N1");
    const theirs = await unitIdByCode(ctx.read, sergeant.force.id, "N2");
    if (!ours || !theirs) throw new Error("A unit is missing");
    expect(mayForUnit(sergeant.roles, "unit.read-progress", [ours])).toBe(true);
    expect(mayForUnit(sergeant.roles, "unit.read-progress", [theirs])).toBe(false);
    const other = await principal(ctx, "otherSergeant");
    expect(mayForUnit(other.roles, "unit.read-progress", [ours])).toBe(false);
    for (const permission of ["coverage.read", "people.read", "ledger.read"] as const)
      expect(mayForUnit(sergeant.roles, permission, [ours])).toBe(false);
    const constable = await principal(ctx, "constable");
    expect(mayForUnit(constable.roles, "unit.read-progress", [ours])).toBe(false);
  });

  it("show a supervisor their own unit's people, and neither the other's nor why somebody is away", async () => {
    const ours = await readUnitProgress(ctx, await principal(ctx, "sergeant"));
    expect(ours.units).toBe("Northgate");
    expect(ours.people.map((one) => one.name).sort()).toEqual([
      "Kofi Okonkwo",
      "Mair Halewood",
      "Siobhan Brennigan",
    ]);
    const theirs = await readUnitProgress(ctx, await principal(ctx, "otherSergeant"));
    expect(theirs.people.map((one) => one.name).sort()).toEqual([
      "Ada Quistgaard",
      "Anya Pattani",
      "Erik Lundqvist",
      "Tomos Finchley",
    ]);
    expect(theirs.people.find((one) => one.name === "Erik Lundqvist")?.state).toBe("away");
    expect(JSON.stringify(theirs)).not.toMatch(/sick/i);
    const gap = unitGap(theirs.people);
    expect(gap).toMatchObject({ people: 3, near: [] });
    expect(gap.minutes).toBeGreaterThan(100);
    expect((await readUnitProgress(ctx, await principal(ctx, "constable"))).people).toEqual([]);
  });

  it("hold from the day they were granted, and let in somebody who was never in post", async () => {
    const id = await createAccount(ctx, {
      force: "marlshire",
      email: "commissioner@accounts.example",
      password: PASSWORD,
      holder: { forenames: "Petra", surname: "Vale" },
      grants: [{ role: "commissioner", unit: null }],
      by: "test",
    });
    const row = await ctx.read
      .selectFrom("account")
      .select("person_id")
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
    const held = await principalOf(ctx, id, row.person_id);
    expect(held).toMatchObject({ posting: null, roles: [{ role: "commissioner", unitId: null }] });
    if (held) expect(startPage(held)).toBe("/coverage");
    const dayBefore = { ...ctx, now: () => instantAt(addDays(held?.today ?? LAST_DAY, -1), 12) };
    expect(await principalOf(dayBefore, id, row.person_id)).toBeNull();
  });

  it("are not given, and no account made, when one thing of it is wrong", async () => {
    const good = {
      force: "marlshire",
      email: "new@accounts.example",
      password: PASSWORD,
      holder: { employeeNumber: PEOPLE.pcso },
      grants: [],
      by: "test",
    };
    const tables = ["account", "role_grant", "person", "person_version", "actor", "audit_event"] as const;
    const all = () => Promise.all(tables.map((table) => ctx.read.selectFrom(table).selectAll().execute()));
    const before = await all();
    const wrong: [object, string][] = [
      [{ password: "eleven char" }, "bad-input"],
      [{ email: "no address" }, "bad-input"],
      [{ email: emailOf("sergeant").toUpperCase() }, "conflict"],
      [{ force: "elsewhere" }, "not-found"],
      [{ grants: [{ role: "supervisor", unit: null }] }, "bad-input"],
      [{ grants: [{ role: "trainer", unit: "N1" }] }, "bad-input"],
      [{ holder: { employeeNumber: "E99" } }, "not-found"],
      [{}, "conflict"],
      [
        { holder: { forenames: "A", surname: "B" }, grants: [{ role: "supervisor", unit: "N9" }] },
        "not-found",
      ],
    ];
    for (const [change, code] of wrong)
      await expect(createAccount(ctx, { ...good, ...change }), JSON.stringify(change)).rejects.toMatchObject({
        code,
      });
    expect(await all()).toEqual(before);
  });
});
