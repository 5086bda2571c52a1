/** What an extract would change, before anything is written. */
import { createHash } from "node:crypto";
import type { Db } from "#db/connect.ts";
import { wasImported } from "#db/queries/roster.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { PersonChangeKind } from "#app/domain/roster/changes.ts";
import { readExtract, requireColumns, type ReadExtract } from "#app/domain/roster/extract.ts";
import { columnsOf, type PeopleMap } from "#app/domain/roster/import-map.ts";
import { planRoster, type RosterBelief, type RosterPlan } from "#app/domain/roster/plan.ts";
import type { Day } from "#app/domain/time.ts";
import { dayWords } from "#app/domain/words.ts";
import type { Context } from "../context.server.ts";
import { forceForImport, type Force } from "./find-force.server.ts";
import { mapFor } from "./import-maps.server.ts";
import { readBelief } from "./read-belief.server.ts";
import { readTable, type Table } from "./read-table.server.ts";

/** An extract, as somebody brings it. */
export interface PeopleFile {
  readonly force?: string | undefined;
  readonly fileName: string;
  readonly bytes: Uint8Array;
  /** The day it describes. */
  readonly asAt: Day;
  /** The system it is from; its map is remembered. */
  readonly source?: string | undefined;
  readonly map?: PeopleMap | undefined;
}

/** Counts of what an extract changes. */
export interface RosterChanges {
  readonly joiners: number;
  readonly leavers: number;
  /** Missing without a leaving date; not among the leavers. */
  readonly inferredLeavers: number;
  /** Taken to have left before, and here all the same. */
  readonly returned: number;
  readonly moves: number;
  readonly promotions: number;
  /** Of rank or staff group, promotions among them. */
  readonly ranks: number;
  readonly hours: number;
  readonly renamedPeople: number;
  readonly newUnits: number;
  readonly renamedUnits: number;
  readonly movedUnits: number;
  readonly absencesOpened: number;
  readonly absencesClosed: number;
  readonly absencesChanged: number;
}

export const NO_CHANGES: RosterChanges = {
  joiners: 0,
  leavers: 0,
  inferredLeavers: 0,
  returned: 0,
  moves: 0,
  promotions: 0,
  ranks: 0,
  hours: 0,
  renamedPeople: 0,
  newUnits: 0,
  renamedUnits: 0,
  movedUnits: 0,
  absencesOpened: 0,
  absencesClosed: 0,
  absencesChanged: 0,
};

export interface PlannedImport {
  readonly force: Force;
  readonly founded: boolean;
  readonly map: PeopleMap;
  readonly table: Table;
  readonly extract: ReadExtract;
  readonly belief: RosterBelief;
  readonly plan: RosterPlan;
  readonly changes: RosterChanges;
  /** The same file for the same day was imported before, and read as it is now it changes nothing. */
  readonly unchanged: boolean;
  /** So many are missing that somebody must say that it is meant; null: not. */
  readonly missing: { readonly count: number; readonly of: number } | null;
  /** Tells this plan from every other: what is applied is what was shown. */
  readonly fingerprint: string;
}

/** Fewer people missing than these never stop an import, however small the force. */
const FEWEST_MISSING = 3;

/**
 * Reads an extract and compares it with what is believed. Writes nothing.
 * @throws AmendsError `bad-input` for a file or a map that cannot be read, `conflict` for a day before the newest
 *   extract, `not-found` for an unknown force.
 */
export async function planImport(ctx: Context, file: PeopleFile, db: Db = ctx.read): Promise<PlannedImport> {
  const { force, founded } = await forceForImport(ctx, db, file.force);
  const map = await mapFor(db, founded ? null : force.id, "people", file.source, file.map);
  const table = await readTable(file.bytes, map);
  return planTable(db, file.asAt, { force, founded, map, table });
}

/** The same for a table that was read before. */
export async function planTable(
  db: Db,
  asAt: Day,
  read: Pick<PlannedImport, "force" | "founded" | "map" | "table">,
): Promise<PlannedImport> {
  const { force, map, table } = read;
  requireColumns(table.columns, columnsOf(map));
  const extract = readExtract(table.rows, map);
  if (extract.rows.length === 0) {
    throw new AmendsError(
      "bad-input",
      "No row of the file could be read",
      "Check the file and how its columns are matched. Nothing was imported.",
    );
  }
  const belief = await readBelief(db, force);
  if (belief.newest !== null && asAt < belief.newest) {
    throw new AmendsError(
      "conflict",
      `An extract of ${dayWords(belief.newest)} was imported already, and this one is of ${dayWords(asAt)}`,
      "Import extracts in the order of their days. Nothing was imported.",
    );
  }
  const plan = planRoster(belief, extract, asAt, map.covers);
  const many = plan.missing >= FEWEST_MISSING && plan.missing > map.missingShare * plan.inPost;
  const told = { asAt, sha256: table.sha256, plan, problems: extract.problems };
  return {
    ...read,
    extract,
    belief,
    plan,
    changes: countChanges(plan),
    unchanged: writesNothing(plan) && (await wasImported(db, force.id, table.sha256, asAt)),
    missing: many ? { count: plan.missing, of: plan.inPost } : null,
    fingerprint: createHash("sha256").update(JSON.stringify(told)).digest("hex"),
  };
}

/** A file may say something else than it did: by a corrected map, or after another file of its day. */
function writesNothing({ newUnits, newPeople, ...plan }: RosterPlan): boolean {
  const rewritings = [plan.unitVersions, plan.details, plan.postings, plan.absences];
  return (
    newUnits.length + newPeople.length === 0 &&
    rewritings.every(({ closed, opened }) => closed.length + opened.length === 0)
  );
}

/** @throws AmendsError `conflict` when many are missing and nobody said that it is meant. */
export function refuseMissing({ missing }: PlannedImport): void {
  if (!missing) return;
  const share = ((missing.count / missing.of) * 100).toFixed(1);
  throw new AmendsError(
    "conflict",
    `${missing.count} of the ${missing.of} people in post (${share}%) are missing from the file`,
    "If the file holds everyone and they have all left, say so: “They have all left” on the page, --accept-missing in the command. If it holds only some people, say that: “Who is in the file” beside the columns, covers: some in the map. Nothing was imported.",
  );
}

function countChanges(plan: RosterPlan): RosterChanges {
  const people = (kind: PersonChangeKind) => plan.people.filter((one) => one.kind === kind).length;
  const units = (kind: "new" | "renamed" | "moved") => plan.units.filter((one) => one.kind === kind).length;
  return {
    joiners: people("joiner"),
    leavers: people("leaver"),
    inferredLeavers: people("missing"),
    returned: people("returned"),
    moves: people("move"),
    promotions: plan.people.filter((one) => one.promotion).length,
    ranks: people("rank"),
    hours: people("hours"),
    renamedPeople: people("renamed"),
    newUnits: units("new"),
    renamedUnits: units("renamed"),
    movedUnits: units("moved"),
    absencesOpened: people("absence-begun"),
    absencesClosed: people("absence-ended"),
    absencesChanged: people("absence-changed"),
  };
}
