/** What an administrator may change in accounts, and what not. */
import { beforeAll, expect, it } from "vitest";
import type { AccountId } from "#app/domain/ids.ts";
import type { Role } from "#app/domain/identity/permissions.ts";
import { addDays, END_OF_DAYS, instantAt, toInstant, type Day } from "#app/domain/time.ts";
import type { Context } from "#app/services/context.server.ts";
import { createAccount } from "#app/services/identity/create-account.server.ts";
import { endOneSession, endSessions } from "#app/services/identity/end-sessions.server.ts";
import { endGrant, grantRole } from "#app/services/identity/grants.server.ts";
import { invite } from "#app/services/identity/invite.server.ts";
import { beginSession, readSession } from "#app/services/identity/lucia.server.ts";
import { choosePassword, readLink, renewPassword } from "#app/services/identity/password-link.server.ts";
import { principalOf, type Principal } from "#app/services/identity/principal.server.ts";
import { listAccounts, readAccount } from "#app/services/identity/read-accounts.server.ts";
import { readAudit } from "#app/services/identity/read-audit.server.ts";
import { signIn } from "#app/services/identity/sign-in.server.ts";
import { erasePerson } from "#app/services/roster/erase-person.server.ts";
import { onBothDatabases } from "./databases.ts";
import { emailOf, LAST_DAY, PASSWORD, principal, type Who } from "./officer.ts";

const today = "2018-06-04" as Day;
const FOR_GOOD = { unit: "", from: today, lastDay: "" };

onBothDatabases("an administrator of accounts", (open) => {
  let ctx: Context;
  let by: Principal;
  beforeAll(async () => {
    ctx = await open({ now: "2018-06-04", force: true });
    by = await here(await made("First", "administrator"));
  });
  const addressOf = (name: string) => `${name.toLowerCase()}@accounts.example`;

  async function made(name: string, role: Role): Promise<AccountId> {
    return createAccount(ctx, {
      force: "marlshire",
      email: addressOf(name),
      password: PASSWORD,
      holder: { forenames: name, surname: "Vale" },
      grants: [{ role, unit: null }],
      by: "test",
    });
  }
  async function who(id: AccountId, on = today) {
    const row = await ctx.read
      .selectFrom("account")
      .select("person_id")
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
    return principalOf({ ...ctx, now: () => instantAt(on, 12) }, id, row.person_id);
  }
  async function here(id: AccountId) {
    const found = await who(id);
    if (!found) throw new Error("They hold nothing");
    return found;
  }
  const accountOf = async (one: Who) => (await principal(ctx, one)).accountId;
  const enter = (email: string, password: string) => signIn(ctx, { email, password, address: "192.0.2.9" });
  const cookieOf = (set: string) => set.split(";")[0] ?? "";
  const unit = async (code: string) =>
    (await ctx.read.selectFrom("unit").select("id").where("code", "=", code).executeTakeFirstOrThrow()).id;
  const grantsOf = (one: Principal) =>
    ctx.read.selectFrom("role_grant").selectAll().where("person_id", "=", one.personId).execute();
  const told = async (action: string) =>
    (await readAudit(ctx, by.force, { from: "", to: "", action, who: by.personId }, "")).lines;
  const problem = (text: RegExp) => ({ message: expect.stringMatching(text) as string });

  it("grants a role for a time, and ends it", async () => {
    const other = await made("Other", "auditor");
    const from = addDays(today, 1);
    const lastDay = addDays(today, 7);
    const grant = await grantRole(ctx, by, other, { role: "trainer", unit: "", from, lastDay });
    const roles = async (on: Day) => (await who(other, on))?.roles.map((held) => held.role).sort();
    expect(await roles(today)).toEqual(["auditor"]);
    expect(await roles(from)).toEqual(["auditor", "trainer"]);
    expect(await roles(lastDay)).toEqual(["auditor", "trainer"]);
    expect(await roles(addDays(lastDay, 1))).toEqual(["auditor"]);
    const end = (on: string) => endGrant(ctx, by, other, { grant, on });
    await expect(end(today)).rejects.toMatchObject(problem(/from 5 June 2018 to 11 June 2018/));
    await expect(end("soon")).rejects.toMatchObject(problem(/give a day/));
    await end(addDays(from, 1));
    expect(await roles(from)).toEqual(["auditor", "trainer"]);
    expect(await roles(addDays(from, 1))).toEqual(["auditor"]);
    expect((await readAccount(ctx, by, other)).grants[0]).toMatchObject({
      what: "Trainer",
      lastDay: from,
      by: "First Vale",
      state: "later",
    });
    expect((await told("account.grant"))[0]).toMatchObject({
      who: "First Vale",
      subject: "the account of Other Vale",
      details: [
        { name: "role", value: "trainer" },
        { name: "from", value: from },
        { name: "last day", value: lastDay },
      ],
    });
    expect((await told("account.end-grant"))[0]?.details).toContainEqual({
      name: "on",
      value: addDays(from, 1),
    });
  });

  it("grants nothing from a past day, to no unit, twice, or that is no role", async () => {
    const sergeant = await accountOf("sergeant");
    const wrong: [object, RegExp][] = [
      [{ from: addDays(today, -1) }, /today or a later day/],
      [{ from: "" }, /First day: give a day/],
      [{ lastDay: addDays(today, -1) }, /before the first/],
      [{ role: "officer" }, /Role: choose one/],
      [{ role: "" }, /Role: choose one/],
      [{ role: "supervisor" }, /Unit: choose/],
      [{ role: "supervisor", unit: "elsewhere" }, /no such unit/],
      [{ unit: await unit("N1") }, /for the whole force/],
    ];
    for (const [change, words] of wrong)
      await expect(
        grantRole(ctx, by, sergeant, { role: "trainer", ...FOR_GOOD, ...change }),
        JSON.stringify(change),
      ).rejects.toMatchObject(problem(words));
    const again = { role: "supervisor", ...FOR_GOOD };
    await expect(grantRole(ctx, by, sergeant, { ...again, unit: await unit("N1") })).rejects.toMatchObject({
      code: "conflict",
    });
    await grantRole(ctx, by, sergeant, { ...again, unit: await unit("N2") });
    expect((await principal(ctx, "sergeant")).roles).toHaveLength(3);
    expect((await readAccount(ctx, by, sergeant)).grants.map((one) => one.what)).toEqual([
      "Supervisor of Southgate",
      "Supervisor of Northgate",
    ]);
  });

  it("changes nothing of their own, nor of another force's", async () => {
    const own = (await grantsOf(by))[0]?.id ?? "";
    const mine = by.accountId;
    const tries = [
      () => grantRole(ctx, by, mine, { role: "publisher", ...FOR_GOOD }),
      () => endGrant(ctx, by, mine, { grant: own, on: today }),
      () => endSessions(ctx, by, mine),
      () => renewPassword(ctx, by, mine),
    ];
    for (const attempt of tries) await expect(attempt()).rejects.toMatchObject(problem(/your own account/));
    const foreign = { ...by, force: { ...by.force, id: ctx.newId<typeof by.force.id>() } };
    const constable = await accountOf("constable");
    for (const attempt of [
      () => grantRole(ctx, foreign, constable, { role: "publisher", ...FOR_GOOD }),
      () => endSessions(ctx, foreign, constable),
      () => renewPassword(ctx, foreign, constable),
      () => readAccount(ctx, foreign, constable),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: "not-found" });
    expect((await grantsOf(by)).map((one) => [one.role, one.valid_to])).toEqual([
      ["administrator", END_OF_DAYS],
    ]);
  });

  it("leaves the force an administrator who can come in, for good", async () => {
    const own = (await grantsOf(by))[0]?.id ?? "";
    const passing = await here(await made("Passing", "auditor"));
    const end = () => endGrant(ctx, passing, by.accountId, { grant: own, on: addDays(today, 1) });
    const alone = problem(/Nobody else would be administrator for good/);
    await expect(end()).rejects.toMatchObject(alone);
    // Somebody for a time, somebody who will have left, and somebody who has no password yet.
    const lastDay = addDays(today, 90);
    await grantRole(ctx, by, passing.accountId, { role: "administrator", ...FOR_GOOD, lastDay });
    await expect(end()).rejects.toMatchObject(alone);
    await grantRole(ctx, by, await accountOf("leaver"), { role: "administrator", ...FOR_GOOD });
    await expect(end()).rejects.toMatchObject(alone);
    const invited = await invite(ctx, by, {
      ...{ employee: "", forenames: "Late", surname: "Vale", email: addressOf("late") },
    });
    await grantRole(ctx, by, invited.account, { role: "administrator", ...FOR_GOOD });
    await expect(end()).rejects.toMatchObject(alone);
    await choosePassword(ctx, invited.secret, { password: PASSWORD, again: PASSWORD });
    await end();
    expect(await who(by.accountId)).not.toBeNull();
    expect(await who(by.accountId, addDays(today, 1))).toBeNull();
  });

  it("signs somebody out of one browser, or of all", async () => {
    const constable = await accountOf("constable");
    const [one, two, three] = [
      cookieOf(await beginSession(ctx, constable)),
      cookieOf(await beginSession(ctx, constable)),
      cookieOf(await beginSession(ctx, constable)),
    ];
    const { sessions } = await readAccount(ctx, by, constable);
    expect(sessions).toHaveLength(3);
    expect(sessions[0]).toMatchObject({ begun: "4 June 2018, 09:00", seen: "4 June 2018, 09:00" });
    await endOneSession(ctx, by, constable, sessions[0]?.id ?? "");
    const alive = async () =>
      (await Promise.all([one, two, three].map((cookie) => readSession(ctx, cookie)))).filter(Boolean);
    expect(await alive()).toHaveLength(2);
    const gone = endOneSession(ctx, by, constable, sessions[0]?.id ?? "");
    await expect(gone).rejects.toMatchObject(problem(/ended already/));
    // Another's session is not this account's.
    const elsewhere = endOneSession(ctx, by, await accountOf("second"), sessions[1]?.id ?? "");
    await expect(elsewhere).rejects.toMatchObject({ code: "bad-input" });
    await endSessions(ctx, by, constable);
    expect(await alive()).toEqual([]);
    expect(await told("account.end-session")).toHaveLength(1);
    expect(await told("account.end-sessions")).toHaveLength(1);
  });

  it("keeps when a session was last seen to within minutes, and when somebody last signed in", async () => {
    const second = await accountOf("second");
    const row = () => ctx.read.selectFrom("session").selectAll().where("account_id", "=", second);
    const seen = async () => (await row().executeTakeFirstOrThrow()).seen_at;
    expect((await readAccount(ctx, by, second)).signedIn).toBeNull();
    const cookie = cookieOf(await enter(emailOf("second"), PASSWORD));
    expect((await readAccount(ctx, by, second)).signedIn).toBe("4 June 2018, 09:00");
    const later = (minutes: number): Context => ({ ...ctx, now: () => instantAt(today, 10, minutes) });
    expect(await readSession(later(0), cookie)).not.toBeNull();
    await expect.poll(seen).toBe(instantAt(today, 10, 0));
    expect(await readSession(later(4), cookie)).not.toBeNull();
    expect(await readSession(later(6), cookie)).not.toBeNull();
    await expect.poll(seen).toBe(instantAt(today, 10, 6));
    // What has run out goes when the next session of anybody begins.
    const past = toInstant(new Date(Date.parse(ctx.machineNow()) - 1_000));
    await ctx.db.updateTable("session").set({ expires_at: past }).where("account_id", "=", second).execute();
    await beginSession(ctx, by.accountId);
    expect(await row().execute()).toEqual([]);
  });

  it("takes a password away and gives a link that works once, for its holder, and for a day", async () => {
    const pcso = await accountOf("pcso");
    const cookie = cookieOf(await beginSession(ctx, pcso));
    const earlier = await renewPassword(ctx, by, pcso);
    const secret = await renewPassword(ctx, by, pcso);
    expect(await readSession(ctx, cookie)).toBeNull();
    const wrong = { code: "bad-input" };
    await expect(enter(emailOf("pcso"), PASSWORD)).rejects.toMatchObject(wrong);
    await expect(readLink(ctx, earlier)).rejects.toMatchObject({ code: "not-found" });
    expect(await readLink(ctx, secret)).toBe(emailOf("pcso"));
    expect((await readAccount(ctx, by, pcso)).link).toMatchObject({ over: false });
    const choose = (password: string, again = password) => choosePassword(ctx, secret, { password, again });
    await expect(choose("eleven char")).rejects.toMatchObject(problem(/at least 12 characters/));
    await expect(choose("a new long password", "another")).rejects.toMatchObject(problem(/not the same/));
    const day = 24 * 3_600_000;
    const tomorrow = { ...ctx, machineNow: () => toInstant(new Date(Date.now() + day)) };
    await expect(readLink(tomorrow, secret)).rejects.toMatchObject({ code: "not-found" });
    expect((await readAccount(tomorrow, by, pcso)).link).toMatchObject({ over: true });
    // Sent twice at once, it counts once.
    const sent = await Promise.allSettled([choose("a new long password"), choose("another long password")]);
    expect(sent.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
    const kept = sent[0].status === "fulfilled" ? "a new long password" : "another long password";
    expect(await enter(emailOf("pcso"), kept)).toContain("amends_session=");
    expect((await readAccount(ctx, by, pcso)).link).toBeNull();
    const rows = JSON.stringify(await ctx.read.selectFrom("audit_event").selectAll().execute());
    expect(rows).toContain("account.choose-password");
    for (const word of [secret, earlier, kept]) expect(rows).not.toContain(word);
    expect(await told("account.link")).toHaveLength(3);
  });

  it("makes an account for somebody on the roster, or outside it, who chooses the password", async () => {
    const nothing = { employee: "", forenames: "", surname: "", email: addressOf("new") };
    const wrong: [object, RegExp][] = [
      [{}, /Employee number: give a number, or the name/],
      [{ surname: "Vale" }, /Forenames: give at least one/],
      [{ employee: "E1", surname: "Vale" }, /not both/],
      [{ employee: "E99" }, /nobody in .* has the number E99/],
      [{ employee: "E1", email: "no address" }, /whole e-mail address/],
      [{ employee: "E1" }, /E1 has an account already/],
      [{ forenames: "A", surname: "Vale", email: emailOf("constable") }, /has an account already/],
    ];
    for (const [change, words] of wrong)
      await expect(invite(ctx, by, { ...nothing, ...change }), JSON.stringify(change)).rejects.toMatchObject(
        problem(words),
      );
    const { account, secret } = await invite(ctx, by, { ...nothing, forenames: "New", surname: "Vale" });
    expect((await listAccounts(ctx, by, { query: "NEW vale", role: "", page: 1 })).accounts).toMatchObject([
      { id: account, name: "New Vale", roles: [], state: "no-password", signedIn: null },
    ]);
    await choosePassword(ctx, secret, { password: PASSWORD, again: PASSWORD });
    await expect(enter(addressOf("new"), PASSWORD)).rejects.toMatchObject({ code: "bad-input" });
    await grantRole(ctx, by, account, { role: "auditor", ...FOR_GOOD });
    expect(await enter(addressOf("new"), PASSWORD)).toContain("amends_session=");
  });

  it("finds accounts by name, number, address and role, and it is told who was shown", async () => {
    const list = (asked: object) => listAccounts(ctx, by, { query: "", role: "", page: 1, ...asked });
    const names = async (asked: object) => (await list(asked)).accounts.map((one) => one.name);
    expect(await names({ query: "halewood" })).toEqual(["Mair Halewood"]);
    expect(await names({ query: "7103" })).toEqual(["Anya Pattani"]);
    expect(await names({ query: "SERGEANT@accounts" })).toEqual(["Siobhan Brennigan", "Ada Quistgaard"]);
    expect(await names({ role: "supervisor" })).toEqual(["Siobhan Brennigan", "Ada Quistgaard"]);
    expect((await list({ role: "officer" })).total).toBe(7);
    expect((await list({ page: 2 })).accounts).toEqual([]);
    const shown = (await told("account.list"))[0];
    expect(shown?.details).toMatchObject([{ name: "found" }]);
    // On the day after their last in post, a grant gives nothing.
    const after = { ...by, today: addDays(LAST_DAY, 1) };
    const asked = { query: "finchley", role: "", page: 1 };
    expect((await listAccounts(ctx, after, asked)).accounts).toMatchObject([{ roles: [] }]);
  });

  it("is told of who looked at an account; an erased person leaves none", async () => {
    const absent = await accountOf("absent");
    await renewPassword(ctx, by, absent);
    await readAccount(ctx, by, absent);
    expect((await told("account.read"))[0]?.subject).toBe("the account of Erik Lundqvist");
    await erasePerson(ctx, { person: "E5", force: "marlshire", evenInPost: true, by: "test" });
    await expect(readAccount(ctx, by, absent)).rejects.toMatchObject({ code: "not-found" });
    expect(await ctx.read.selectFrom("password_link").selectAll().execute()).toEqual([]);
  });
});

onBothDatabases("two administrators who end each other's grant at once", (open) => {
  it("leave one, every time", async () => {
    const ctx = await open({ now: "2018-06-04", force: true });
    const admins = await Promise.all(
      ["One", "Two"].map(async (name) => {
        const id = await createAccount(ctx, {
          force: "marlshire",
          email: `${name.toLowerCase()}@accounts.example`,
          password: PASSWORD,
          holder: { forenames: name, surname: "Vale" },
          grants: [{ role: "administrator", unit: null }],
          by: "test",
        });
        const query = ctx.read.selectFrom("account").select("person_id").where("id", "=", id);
        const found = await principalOf(ctx, id, (await query.executeTakeFirstOrThrow()).person_id);
        if (!found) throw new Error("They hold nothing");
        return found;
      }),
    );
    const [one, two] = admins;
    if (!one || !two) throw new Error("There are two");
    const own = () => ctx.read.selectFrom("role_grant").selectAll().where("role", "=", "administrator");
    for (let round = 0; round < 10; round += 1) {
      const grants = await own().execute();
      const endOf = (other: Principal, by: Principal) =>
        endGrant(ctx, by, other.accountId, {
          grant: grants.find((row) => row.person_id === other.personId)?.id ?? "",
          on: today,
        });
      const done = await Promise.allSettled([endOf(two, one), endOf(one, two)]);
      expect(done.map((result) => result.status).sort()).toEqual(["fulfilled", "rejected"]);
      expect((await own().where("valid_to", "=", END_OF_DAYS).execute()).length).toBe(1);
      await ctx.db.updateTable("role_grant").set({ valid_to: END_OF_DAYS }).execute();
    }
  });
});
