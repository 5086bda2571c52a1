/** A supervisor reminds people of their own units who have something left; e-mail is not sent. */
import { z } from "zod";
import { lockReminders } from "#db/dialect.ts";
import { insertNotices, lastNotices } from "#db/queries/notices.ts";
import type { Db } from "#db/connect.ts";
import { isToRemind, type PersonProgress, type UnitPerson } from "#app/domain/coverage/unit-people.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { PersonId } from "#app/domain/ids.ts";
import { addDays, dayOf, instantAt, type Day } from "#app/domain/time.ts";
import { dayWords, inSentence } from "#app/domain/words.ts";
import type { Context } from "../context.server.ts";
import type { Principal } from "../identity/principal.server.ts";
import { parseInput } from "../parse-input.ts";
import { readUnitProgress, type ProgrammeAsked } from "../coverage/read-unit-progress.server.ts";
import { audit } from "../identity/write-audit.server.ts";

/** Nobody is reminded twice within so many days, by whomever. */
export const DAYS_BETWEEN_REMINDERS = 7;
/** The most that a reminder can say, in characters. */
export const MOST_REMINDER_TEXT = 500;

const usualText = (programme: string) =>
  `You have parts of ${inSentence(programme)} still to do. Your next step is on this page, and you can stop and carry on at any time. If something stands in the way, please tell me.`;

const reminderText = z
  .string()
  .transform((text) => text.replace(/\r\n/g, "\n").trim())
  .pipe(z.string().min(1, "write what they shall read").max(MOST_REMINDER_TEXT, "500 characters at most"));

export interface LeftOut {
  readonly name: string;
  readonly why: string;
}

/** Who would be reminded, who of those chosen would not and why, and what they would read. */
export interface Reminder {
  readonly people: readonly { readonly id: PersonId; readonly name: string }[];
  readonly leftOut: readonly LeftOut[];
  readonly text: string;
}

/**
 * Who of those chosen can be reminded of a programme, with the usual text for the supervisor to change.
 * @throws AmendsError `bad-input` when nobody is chosen, `not-allowed` for anybody outside their own units.
 */
export async function planReminder(
  ctx: Context,
  principal: Principal,
  { chosen, ...asked }: ProgrammeAsked & { readonly chosen: readonly string[] },
): Promise<Reminder> {
  const { people, programme } = await readUnitProgress(ctx, principal, asked);
  const those = chosenOf(people, chosen);
  const recent = await remindedLately(
    ctx.read,
    those.map((one) => one.id),
    principal.today,
  );
  const found = those.map((one) => ({ ...one, notNow: whyNot(one, principal, recent) }));
  return { ...sorted(found), text: usualText(programme.title) };
}

/**
 * Reminds those chosen who can be reminded: a notice for each, and one audit event, or nothing at all. Whoever is
 * done, away, exempt, not asked or was reminded within seven days is left out.
 * @throws AmendsError `bad-input` for a text that is empty or too long or when nobody is chosen, `not-allowed` for
 * anybody outside their own units.
 */
export async function sendReminder(
  ctx: Context,
  principal: Principal,
  input: ProgrammeAsked & { readonly people: readonly string[]; readonly text: string },
): Promise<{ readonly sent: readonly string[]; readonly leftOut: readonly LeftOut[] }> {
  const { text } = parseInput(z.object({ text: reminderText }), input, { text: "What they read" });
  const chosen = chosenOf((await readUnitProgress(ctx, principal, input)).people, input.people);
  const { personId, force, today } = principal;
  return ctx.transact(async (trx) => {
    // Two supervisors of one unit take turns, so that nobody gets two.
    await lockReminders(trx, force.id);
    const recent = await remindedLately(
      trx,
      chosen.map((one) => one.id),
      today,
    );
    const { people, leftOut } = sorted(
      chosen.map((one) => ({ ...one, notNow: whyNot(one, principal, recent) })),
    );
    const at = ctx.now();
    const rows = people.map((one) => ({
      id: ctx.newId(),
      person_id: one.id,
      text,
      sent_by: personId,
      sent_at: at,
      dismissed_at: null,
    }));
    await insertNotices(trx, rows);
    if (rows.length > 0)
      await audit(
        ctx,
        trx,
        personId,
        "notice.send",
        force.id,
        { count: rows.length, people: rows.map((row) => row.person_id) },
        at,
      );
    return { sent: people.map((one) => one.name), leftOut };
  });
}

/** The last day on which each was reminded, of those who cannot be again today. */
export async function remindedLately(
  db: Db,
  people: readonly PersonId[],
  today: Day,
): Promise<ReadonlyMap<PersonId, Day>> {
  const since = instantAt(addDays(today, 1 - DAYS_BETWEEN_REMINDERS), 0);
  const last = await lastNotices(db, people, since);
  return new Map([...last].map(([person, at]) => [person, dayOf(at)]));
}

/** Why somebody cannot be reminded, in words; null: they can. Empty where there is nothing to remind them of. */
export function whyNot(
  person: PersonProgress,
  principal: Principal,
  recent: ReadonlyMap<PersonId, Day>,
): string | null {
  if (person.id === principal.personId) return "";
  if (!isToRemind(person.state)) return "";
  const on = recent.get(person.id);
  return on === undefined ? null : `Reminded on ${dayWords(on)}`;
}

/** Those chosen, each once. */
function chosenOf<Person extends { readonly id: PersonId }>(
  people: readonly Person[],
  chosen: readonly string[],
): Person[] {
  if (chosen.length === 0)
    throw new AmendsError("bad-input", "Nobody is chosen", "Go back and tick those to remind.");
  const known = new Set<string>(people.map((one) => one.id));
  if (chosen.some((id) => !known.has(id)))
    throw new AmendsError(
      "not-allowed",
      "You can remind only people of your own unit",
      "Go back to My unit and choose again.",
    );
  return people.filter((one) => chosen.includes(one.id));
}

function sorted(people: readonly UnitPerson[]) {
  return {
    people: people.flatMap(({ id, name, notNow }) => (notNow === null ? [{ id, name }] : [])),
    leftOut: people.flatMap(({ name, notNow }) =>
      notNow === null ? [] : [{ name, why: notNow || "Nothing to be reminded of now" }],
    ),
  };
}
