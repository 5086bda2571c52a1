/** A supervisor's page: the people of their units, narrowed to whom they ask for, a page at a time or as a file. */
import {
  STATE_NAMES,
  unitCounts,
  unitGap,
  whoFits,
  type PersonState,
  type RankChoice,
  type UnitCounts,
  type UnitFilter,
  type UnitGap,
  type UnitPerson,
} from "#app/domain/coverage/unit-people.ts";
import { AmendsError } from "#app/domain/errors.ts";
import { STAFF_GROUP_NAMES, type StaffGroup } from "#app/domain/roster/workforce.ts";
import type { Context } from "../context.server.ts";
import type { Principal } from "../identity/principal.server.ts";
import { remindedLately, whyNot } from "../notices/remind.server.ts";
import { writeCsv } from "../roster/write-csv.ts";
import { readUnitProgress, type ProgrammeAsked, type UnitProgress } from "./read-unit-progress.server.ts";

/** What of a unit's page an address asks for. */
export interface UnitAsked extends ProgrammeAsked {
  readonly show: PersonState | null;
  readonly group: StaffGroup | null;
  readonly rank: RankChoice | null;
  /** A unit's id. */
  readonly unit: string | null;
  /** From 1. */
  readonly page: number;
}

export interface UnitPage extends Omit<UnitProgress, "people" | "choices"> {
  readonly counts: UnitCounts;
  /** Of those who fit the group, the rank and the unit, in whatever state. */
  readonly gap: UnitGap;
  /** How many are shown in all, and those of this page. */
  readonly total: number;
  readonly page: number;
  readonly pages: number;
  readonly people: readonly UnitPerson[];
}

/** People on one page. */
export const PEOPLE_ON_A_PAGE = 50;

/**
 * The units that somebody supervises, narrowed to whom they ask for, and whom of them they can remind today.
 * @throws AmendsError `not-found` for a programme that is none or a unit that is not theirs.
 */
export async function readUnitPage(ctx: Context, principal: Principal, asked: UnitAsked): Promise<UnitPage> {
  const { unit, filter, fitting } = await narrowed(ctx, principal, asked);
  const { people, choices, ...rest } = unit;
  const pages = Math.max(1, Math.ceil(fitting.length / PEOPLE_ON_A_PAGE));
  const page = Math.min(asked.page, pages);
  const here = fitting.slice((page - 1) * PEOPLE_ON_A_PAGE, page * PEOPLE_ON_A_PAGE);
  const recent = await remindedLately(
    ctx.read,
    here.map((one) => one.id),
    principal.today,
  );
  return {
    ...rest,
    counts: unitCounts(people, filter, choices),
    gap: unitGap(whoFits(people, { ...filter, show: null }, choices)),
    total: fitting.length,
    page,
    pages,
    people: here.map((one) => ({ ...one, notNow: whyNot(one, principal, recent) })),
  };
}

/** Everybody whom `readUnitPage` would show, on all its pages, as CSV. @throws AmendsError as `readUnitPage`. */
export async function unitCsv(ctx: Context, principal: Principal, asked: UnitAsked): Promise<string> {
  const { unit, fitting } = await narrowed(ctx, principal, asked);
  const each = (words: readonly string[]) => [...new Set(words)].join("; ");
  return writeCsv([
    ["Name", "Number", "Rank or grade", "Group", "Unit", "Programme", "State", "Due", "Held", "Still to do"],
    ...fitting.map((one) => [
      one.name,
      one.number ?? "",
      each(one.posts.map((post) => post.rank)),
      each(one.posts.map((post) => STAFF_GROUP_NAMES[post.group])),
      each(one.posts.map((post) => post.unitName)),
      unit.programme.title,
      STATE_NAMES[one.state],
      one.dueOn ?? "",
      each(one.held),
      each(one.left.map((part) => part.title)),
    ]),
  ]);
}

async function narrowed(ctx: Context, principal: Principal, { show, group, rank, ...asked }: UnitAsked) {
  const unit = await readUnitProgress(ctx, principal, asked);
  const chosen = unit.choices.find((one) => one.id === asked.unit);
  if (asked.unit !== null && !chosen)
    throw new AmendsError(
      "not-found",
      "That is none of your units",
      "Go back to My unit and choose one of those that are listed.",
    );
  const filter: UnitFilter = { show, group, rank, unit: chosen?.id ?? null };
  return { unit, filter, fitting: whoFits(unit.people, filter, unit.choices) };
}
