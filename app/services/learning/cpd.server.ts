/**
 * An officer's CPD entries for a development review (PDR): what was done, what was learnt, and what is different for
 * it, because CPD is recorded for its effect on practice (DOMAIN.md §2, S48). Private: no other page reads them.
 */
import { z } from "zod";
import { cpdEntriesOf, deleteCpdEntry, upsertCpdEntry } from "#db/queries/cpd.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { PersonId } from "#app/domain/ids.ts";
import { personalDataWarning } from "#app/domain/learning/personal-data.ts";
import { isDay, type Day } from "#app/domain/time.ts";
import { dayWords } from "#app/domain/words.ts";
import type { Context } from "../context.server.ts";

export interface CpdEntry {
  readonly id: string;
  readonly day: Day;
  readonly activity: string;
  readonly learnt: string;
  readonly difference: string;
}

const MOST = 4_000;
const words = (what: string) =>
  z
    .string()
    .trim()
    .min(1, `Write ${what}`)
    .max(MOST, `Keep it under ${MOST.toLocaleString("en-GB")} characters`);

const entryForm = z.object({
  id: z.union([z.uuid(), z.literal("")]),
  day: z.string().refine(isDay, "Write the day as day, month and year"),
  activity: words("what you did"),
  learnt: words("what you learnt"),
  difference: words("what is different for it"),
});

export const readCpd = (ctx: Context, personId: PersonId): Promise<CpdEntry[]> =>
  cpdEntriesOf(ctx.read, personId);

/**
 * Writes an entry; with the id of one of the person's own, writes over it. A new one sent again under the same
 * `sendKey` is one entry, with what was sent last. What looks like somebody's data is asked about, unless `sure`.
 * @throws AmendsError `bad-input` with a problem for each field.
 */
export async function keepCpd(
  ctx: Context,
  personId: PersonId,
  form: Record<string, string>,
  { sure = false, sendKey = null }: { sure?: boolean; sendKey?: string | null } = {},
): Promise<void> {
  const parsed = entryForm.safeParse(form);
  const problems = parsed.success
    ? parsed.data.day > ctx.now().slice(0, 10)
      ? [{ text: "Choose a day that has come", href: "#day" }]
      : sure
        ? []
        : (["activity", "learnt", "difference"] as const).flatMap((name) => {
            const text = personalDataWarning(parsed.data[name]);
            return text === null ? [] : [{ text, href: `#${name}` }];
          })
    : parsed.error.issues.map((issue) => ({ text: issue.message, href: `#${String(issue.path[0])}` }));
  if (!parsed.success || problems.length > 0)
    throw new AmendsError("bad-input", problems[0]?.text ?? "Something is missing", "", problems);
  const { id, day, activity, learnt, difference } = parsed.data;
  await upsertCpdEntry(ctx.db, {
    // A key's part after the point tells other words from the same sending.
    id: id === "" ? (sendKey?.split(".")[0] ?? ctx.newId()) : id,
    person_id: personId,
    day,
    activity,
    learnt,
    difference,
    written_at: ctx.now(),
  });
}

/** Takes an entry away. @throws AmendsError `not-found` for one that is not the person's. */
export async function removeCpd(ctx: Context, personId: PersonId, id: string): Promise<void> {
  if (!(await deleteCpdEntry(ctx.db, personId, id)))
    throw new AmendsError(
      "not-found",
      "You have no such entry",
      "It may be gone already. Load the page again.",
    );
}

/** Every entry as plain text, to be pasted into a review. */
export async function cpdText(ctx: Context, personId: PersonId): Promise<string> {
  const entries = await readCpd(ctx, personId);
  return entries
    .map(
      (one) =>
        `${dayWords(one.day)}: ${one.activity}\n\nWhat I learnt\n${one.learnt}\n\nWhat is different for it\n${one.difference}\n`,
    )
    .join("\n----\n\n");
}
