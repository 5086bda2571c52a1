/** What an administrator may change in accounts, and what not. */
import { beforeAll, expect, it } from "vitest";
import type { AccountId } from "#app/domain/ids.ts";
import type { Role } from "#app/domain/identity/permissions.ts";
import { addDays, instantAt, type Day } from "#app/domain/time.ts";
import type { Context } from "#app/services/context.server.ts";
import { createAccount } from "#app/services/identity/create-account.server.ts";
import { beginSession, readSession } from "#app/services/identity/lucia.server.ts";
import {
  endGrant,
  endSessions,
  grantRole,
  renewPassword,
} from "#app/services/identity/manage-accounts.server.ts";
import { principalOf } from "#app/services/identity/principal.server.ts";
import { signIn } from "#app/services/identity/sign-in.server.ts";
import { onBothDatabases } from "./databases.ts";
import { PASSWORD } from "./officer.ts";

onBothDatabases("an administrator of accounts", (open) => {
  let ctx: Context;
  beforeAll(async () => {
    ctx = await open({ now: "2018-06-04", force: true });
  });
  const today = "2018-06-04" as Day;
  const emailOf = (name: string) => `${name.toLowerCase()}@accounts.example`;

  async function made(name: string, role: Role): Promise<AccountId> {
    return createAccount(ctx, {
      force: "marlshire",
      email: emailOf(name),
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
    const principal = await who(id);
    if (!principal) throw new Error("They hold nothing");
    return principal;
  }

  it("grants for a time, ends sessions, renews a password, and keeps the last administrator", async () => {
    const first = await made("First", "administrator");
    const by = await here(first);
    const other = await made("Other", "auditor");
    const to = addDays(today, 7);
    await grantRole(ctx, by, { account: other, role: "trainer", unit: null, from: addDays(today, 1), to });
    const roles = async (on: Day) => (await who(other, on))?.roles.map((held) => held.role).sort();
    expect(await roles(today)).toEqual(["auditor"]);
    expect(await roles(addDays(today, 1))).toEqual(["auditor", "trainer"]);
    expect(await roles(addDays(to, -1))).toEqual(["auditor", "trainer"]);
    expect(await roles(to)).toEqual(["auditor"]);

    const cookie = (await beginSession(ctx, other)).split(";")[0] ?? "";
    await endSessions(ctx, by, other);
    expect(await readSession(ctx, cookie)).toBeNull();
    await expect(endSessions(ctx, by, first)).rejects.toMatchObject({ code: "bad-input" });

    const password = await renewPassword(ctx, by, other);
    const enter = (word: string) =>
      signIn(ctx, { email: emailOf("Other"), password: word, address: "192.0.2.9" });
    await expect(enter(PASSWORD)).rejects.toMatchObject({ code: "bad-input" });
    expect(await enter(password)).toContain("amends_session=");

    const grants = await ctx.read.selectFrom("role_grant").selectAll().execute();
    const own = grants.find((one) => one.person_id === by.personId)?.id ?? "";
    await expect(endGrant(ctx, by, { account: first, grant: own, on: today })).rejects.toMatchObject({
      message: expect.stringMatching(/your own/) as string,
    });
    // Another whose permission is about to run out still cannot leave the force without one.
    const passing = await here(other);
    const attempt = endGrant(ctx, passing, { account: first, grant: own, on: today });
    await expect(attempt).rejects.toMatchObject({
      message: expect.stringMatching(/another administrator/) as string,
    });
    await made("Successor", "administrator");
    await endGrant(ctx, passing, { account: first, grant: own, on: addDays(today, 1) });
    expect(await who(first)).not.toBeNull();
    expect(await who(first, addDays(today, 1))).toBeNull();

    const events = await ctx.read
      .selectFrom("audit_event")
      .selectAll()
      .where("by", "in", [first, other])
      .execute();
    expect(events.map((one) => one.action).sort()).toEqual([
      "account.end-grant",
      "account.end-sessions",
      "account.grant",
      "account.renew-password",
    ]);
    expect(JSON.stringify(events)).not.toContain(password);

    const foreign = { ...by, force: { ...by.force, id: ctx.newId<typeof by.force.id>() } };
    await expect(endSessions(ctx, foreign, other)).rejects.toMatchObject({ code: "not-found" });
    await expect(renewPassword(ctx, foreign, other)).rejects.toMatchObject({ code: "not-found" });
  });
});
