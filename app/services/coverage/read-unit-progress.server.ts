import { namesOf } from "#db/queries/coverage.ts";
import { whoHasBegun } from "#db/queries/unit-progress.ts";
import { PERMISSIONS } from "#app/domain/identity/permissions.ts";
import { audienceTest, countPeople, EVERYONE, type CountedPerson } from "#app/domain/coverage/coverage.ts";
import {
  earnedBy,
  joinedOn,
  returnedOn,
  trueAt,
  unitsInOrder,
  unitTree,
  withBelow,
  type ForceRecord,
  type Moment,
  type PersonRecord,
  type UnitNode,
} from "#app/domain/coverage/record.ts";
import { ownDueDay } from "#app/domain/coverage/target.ts";
import type { PersonProgress, PersonState, UnitChoice } from "#app/domain/coverage/unit-people.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { UnitId } from "#app/domain/ids.ts";
import { holding } from "#app/domain/learning/attained.ts";
import { comingOf, isFor, partsOn, type Programme } from "#app/domain/learning/programmes.ts";
import type { Day } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import type { Principal } from "../identity/principal.server.ts";
import { listLive } from "../learning/read-content.server.ts";
import { readProgrammes } from "../learning/read-programmes.server.ts";
import { titlesOf } from "../learning/read-titles.server.ts";
import { forceRecord } from "./force-record.server.ts";
import { readTargets, type StoredTarget } from "./read-targets.server.ts";

/** Which programme a unit is looked at for, and by which target; null: the core programme, by any that is for somebody. */
export interface ProgrammeAsked {
  readonly programme: string | null;
  readonly target: string | null;
}

interface Named {
  readonly slug: string;
  readonly title: string;
}

export interface UnitProgress {
  /** The units supervised, by name; those below them go without saying. */
  readonly units: string;
  readonly programme: Named;
  /** How many parts it asks for today, and the titles of those that are being written. */
  readonly parts: number;
  readonly coming: readonly string[];
  /** Every programme of the force, and the targets that rest on this one. */
  readonly programmes: readonly Named[];
  readonly targets: readonly Named[];
  /** Null: by whichever is for somebody. */
  readonly target: Named | null;
  readonly choices: readonly UnitChoice[];
  /** By surname. */
  readonly people: readonly PersonProgress[];
}

const CORE = "core";

/**
 * The people of the units that somebody supervises: which parts of a programme each holds. Never an answer, never a
 * score. A target of another programme is passed over.
 * @throws AmendsError `not-found` for a programme that is none.
 */
export async function readUnitProgress(
  ctx: Context,
  principal: Principal,
  asked: ProgrammeAsked = { programme: null, target: null },
): Promise<UnitProgress> {
  const { force, today } = principal;
  const moment = { day: today, known: ctx.now() };
  const [record, programmes, everyTarget, titles, live] = await Promise.all([
    forceRecord(ctx.read, force.id),
    readProgrammes(ctx.read),
    readTargets(ctx.read, force.id),
    titlesOf(ctx),
    listLive(ctx, "module"),
  ]);
  const programme = programmeAsked(programmes, asked.programme ?? CORE);
  const targets = everyTarget.filter((one) => one.programme === programme.slug);
  const target = targets.find((one) => one.slug === asked.target) ?? null;
  const tree = unitTree(record, moment);
  const units = supervisedUnits(principal, tree);
  const parts = partsOn(programmes, programme.slug, today).map((part) => ({
    ...part,
    title: part.title ?? titles(part.module),
    // Null also for a module that was withdrawn: nobody can begin it now.
    minutes:
      part.kind === "module"
        ? (live.find((one) => one.slug === part.module)?.compiled.minutes ?? null)
        : null,
  }));
  const rule = { programmes, programme: programme.slug, audience: "everyone", ...NO_DUE_DAY } as const;
  const counted = countPeople(record, rule, moment, { ...EVERYONE, units });
  const asksOf = askingOf({ record, moment, programme, targets: target ? [target] : targets, target, tree });
  const records = new Map(record.people.map((one) => [one.person, one]));
  const ids = counted.map((one) => one.person);
  const names = new Map((await namesOf(ctx.read, ids, today)).map((row) => [row.person, row]));
  const begun = await whoHasBegun(
    ctx.read,
    counted.filter((one) => !one.current).map((one) => one.person),
    parts.filter((part) => part.kind === "module").map((part) => part.module),
  );
  const unitNames = new Map(tree.map((unit) => [unit.id, unit.name]));
  const people = counted.flatMap((one): (PersonProgress & { surname: string })[] => {
    const person = records.get(one.person);
    if (!person) return [];
    const awards = person.awards.filter((award) => earnedBy(award, moment));
    const held = parts.filter((part) => holding(part, awards, today));
    const left = one.current ? [] : parts.filter((part) => !held.includes(part));
    const { isAsked, dueOn } = asksOf(person);
    const row = names.get(one.person);
    return [
      {
        id: one.person,
        surname: row?.surname ?? "",
        name: row ? `${row.knownAs ?? row.forenames} ${row.surname}`.trim() : "Not known by name",
        number: row?.collar ?? row?.number ?? null,
        posts: person.posts
          .filter((post) => trueAt(post, moment) && units.has(post.unit))
          .map(({ unit, group, rank }) => ({ unit, unitName: unitNames.get(unit) ?? "", group, rank })),
        state: stateOf(one, {
          isAsked,
          overdue: dueOn !== null && dueOn < today,
          begun: held.length > 0 || begun.has(one.person),
        }),
        dueOn: one.current ? null : dueOn,
        held: held.map((part) => part.title),
        left: left.map(({ title, minutes }) => ({ title, minutes })),
      },
    ];
  });
  people.sort((a, b) => a.surname.localeCompare(b.surname, "en-GB") || a.name.localeCompare(b.name, "en-GB"));
  const within = tree.filter((unit) => units.has(unit.id));
  const named = ({ slug, title }: Named): Named => ({ slug, title });
  return {
    units: within
      .filter((unit) => unit.parentId === null || !units.has(unit.parentId))
      .map((unit) => unit.name)
      .sort((a, b) => a.localeCompare(b, "en-GB"))
      .join(", "),
    programme: named(programme),
    parts: parts.length,
    coming: comingOf(programmes, programme.slug).map((part) => part.title ?? titles(part.module)),
    programmes: programmes.map(named),
    targets: targets.map(named),
    target: target && named(target),
    choices: unitsInOrder(within).map(({ id, name, depth }) => ({
      id,
      name,
      depth,
      inside: withBelow(within, [id]),
    })),
    people: people.map(({ surname: _, ...one }) => one),
  };
}

const NO_DUE_DAY = { dueOn: null, joiningDays: null, returningDays: null, graceLeavesNet: false };

function programmeAsked(programmes: readonly Programme[], slug: string): Programme {
  const found = programmes.find((one) => one.slug === slug);
  if (found) return found;
  throw new AmendsError(
    "not-found",
    `No programme is called "${slug.slice(0, 30)}"`,
    `There are: ${programmes.map((one) => one.slug).join(", ")}.`,
  );
}

/** That somebody is away or exempt, never why. */
function stateOf(
  { current, absence, exemption }: CountedPerson,
  { isAsked, overdue, begun }: { isAsked: boolean; overdue: boolean; begun: boolean },
): PersonState {
  if (current) return "done";
  if (!isAsked) return "open";
  if (absence !== null) return "away";
  if (exemption !== null) return "exempt";
  if (overdue) return "overdue";
  return begun ? "progress" : "none";
}

/**
 * Whether a programme is asked of somebody, by its own audience or by a target's, and by when: the soonest of the
 * targets that are for them. Where one target is chosen, its audience alone counts.
 */
function askingOf({
  record,
  moment,
  programme,
  targets,
  target,
  tree,
}: {
  record: ForceRecord;
  moment: Moment;
  programme: Programme;
  targets: readonly StoredTarget[];
  target: StoredTarget | null;
  tree: readonly UnitNode[];
}): (person: PersonRecord) => { isAsked: boolean; dueOn: Day | null } {
  const rules = targets.map((one) => ({ target: one, fits: audienceTest(record, one.audience, moment) }));
  const names = new Map(tree.map((unit) => [unit.id, unit.name]));
  return (person) => {
    const posts = person.posts.filter((post) => trueAt(post, moment));
    const theirs = rules.filter(({ fits }) => posts.some((post) => fits(person, post)));
    const roles = person.roles.filter((held) => trueAt(held, moment)).map((held) => held.role);
    const isAsked =
      theirs.length > 0 ||
      (target === null &&
        posts.some(({ group, rank, unit }) =>
          isFor(programme.audience, { group, rank, roles, unit: names.get(unit) ?? "" }),
        ));
    const days = theirs.flatMap(
      (one) => ownDueDay(one.target, joinedOn(person, moment), returnedOn(person, moment)) ?? [],
    );
    return {
      isAsked,
      dueOn: days.reduce<Day | null>((first, day) => (first === null || day < first ? day : first), null),
    };
  };
}

/** The units of the grants that let somebody see progress, with all below them. */
function supervisedUnits(principal: Principal, tree: readonly UnitNode[]): Set<UnitId> {
  const grants = principal.roles.filter((held) => PERMISSIONS[held.role]["unit.read-progress"] !== undefined);
  if (grants.some((held) => held.unitId === null)) return new Set(tree.map((unit) => unit.id));
  return withBelow(
    tree,
    grants.map((held) => held.unitId as UnitId),
  );
}
