import { forces } from "#db/queries/roster.ts";
import { coverageDaysOf, writeCoverageDays } from "#db/queries/snapshots.ts";
import { audienceOf, countPeople, figuresOf, requiredOn } from "#app/domain/coverage/coverage.ts";
import type { ForceId } from "#app/domain/ids.ts";
import { comingOf } from "#app/domain/learning/programmes.ts";
import { STAFF_GROUPS, type StaffGroup } from "#app/domain/roster/workforce.ts";
import { dayOf, type Day, type Instant } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import { readProgrammes } from "../learning/read-programmes.server.ts";
import { forceRecord } from "./force-record.server.ts";
import { ruleOf } from "./read-coverage.server.ts";

const WHOLE = "*";

async function rowsOf(ctx: Context, forceId: ForceId, day: Day, known: Instant) {
  const record = await forceRecord(ctx.read, forceId);
  const rows = [];
  const programmes = await readProgrammes(ctx.read);
  for (const { slug } of programmes) {
    // While a part of it is still being written nobody can hold it.
    if (comingOf(programmes, slug).length > 0) continue;
    const { rule } = await ruleOf(ctx, { forceId, programme: slug, asOf: day, knownAt: known });
    if (requiredOn(rule, day).length === 0) continue;
    const people = countPeople(record, rule, { day, known });
    const within = (group: StaffGroup | null) =>
      group === null
        ? audienceOf(people)
        : people.filter((person) => person.posts.some((post) => post.group === group));
    for (const group of [null, ...STAFF_GROUPS]) {
      const counted = figuresOf(within(group));
      if (counted.in_post === 0) continue;
      rows.push({
        force_id: forceId,
        programme: slug,
        staff_group: group ?? WHOLE,
        day,
        known_at: known,
        in_post: counted.in_post,
        absent: counted.absent,
        exempt: counted.exempt,
        net: counted.net,
        trained_in_post: counted.trained_in_post,
        trained_net: counted.trained_net,
        current_net: counted.current_net,
      });
    }
  }
  return rows;
}

/** Folds a force's figures of today, as known now, for every programme and group; returns how many rows. */
export async function foldDay(ctx: Context, forceId: ForceId): Promise<number> {
  const known = ctx.now();
  const day = dayOf(known);
  const rows = await rowsOf(ctx, forceId, day, known);
  await ctx.transact((trx) => writeCoverageDays(trx, forceId, day, rows));
  return rows.length;
}

/** Counts each folded row again, as known when it was folded; returns those that no longer agree, in words. */
export async function checkFolded(ctx: Context, forceId: ForceId): Promise<string[]> {
  const wrong: string[] = [];
  const again = new Map<string, Awaited<ReturnType<typeof rowsOf>>>();
  for (const row of await coverageDaysOf(ctx.read, forceId)) {
    const key = `${row.day} ${row.known_at}`;
    const rows = again.get(key) ?? (await rowsOf(ctx, forceId, row.day, row.known_at));
    again.set(key, rows);
    const found = rows.find((one) => one.programme === row.programme && one.staff_group === row.staff_group);
    const same =
      found && Object.entries(found).every(([name, value]) => row[name as keyof typeof row] === value);
    if (!same) wrong.push(`${row.day}, ${row.programme}, ${row.staff_group}`);
  }
  return wrong;
}

/** What is folded of every force: how many rows, or (checking, with nothing written) which no longer agree. */
export async function foldForces(
  ctx: Context,
  check: boolean,
): Promise<{ force: string; rows: number; wrong: readonly string[] }[]> {
  const told = [];
  for (const { id, slug } of await forces(ctx.read))
    told.push({
      force: slug,
      rows: check ? 0 : await foldDay(ctx, id),
      wrong: check ? await checkFolded(ctx, id) : [],
    });
  return told;
}
