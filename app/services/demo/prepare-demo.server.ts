/** Makes the demonstration force: Marlshire, from its own records, up to the morning of 4 June 2018. */
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { readSetting, writeSetting } from "#db/queries/setting.ts";
import { forceBySlug } from "#db/queries/account.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { Role } from "#app/domain/identity/permissions.ts";
import { readExtract, type ExtractRow } from "#app/domain/roster/extract.ts";
import { OWN_PEOPLE_MAP, OWN_TRAINING_MAP } from "#app/domain/roster/import-map.ts";
import type { StaffGroup } from "#app/domain/roster/workforce.ts";
import { addDays, instantAt, parseDay, type Day } from "#app/domain/time.ts";
import { CLOCK_OFFSET_SETTING, type Context } from "../context.server.ts";
import { freezeDue } from "../coverage/freeze.server.ts";
import { setTarget } from "../coverage/set-target.server.ts";
import { createAccount, type Holder } from "../identity/create-account.server.ts";
import { setLocalWords } from "../learning/local-words.server.ts";
import { importTraining } from "../learning/import-training.server.ts";
import { publishContent } from "../learning/publish-content.server.ts";
import { importPeople } from "../roster/import-people.server.ts";
import { readTable } from "../roster/read-table.server.ts";
import { playScenarios } from "./play-scenarios.server.ts";
import { DEMO_PASSWORD, PERSONAS_SETTING, type Persona } from "./personas.server.ts";

const FORCE = "marlshire";
export const DEMO_START = parseDay("2018-06-04");
/** A Saturday: two days are enough for every play. */
const PLAYED_ON = parseDay("2018-06-02");
const TARGET_DAY = parseDay("2018-06-30");
/** What recruits, and those who come back from an absence, are given by the invented force. */
const JOINING_DAYS = 90;
const RETURNING_DAYS = 60;
const PREPARED_SETTING = "demo-prepared";
const BY = "demonstration";

export interface DemoReport {
  readonly personas: readonly Persona[];
  /** False when the database was ready already. */
  readonly made: boolean;
}

/**
 * Prepares the database, once; run again it keeps what was done and only
 * publishes content that has changed. `say` hears what is being done.
 */
export async function prepareDemo(
  ctx: Context,
  root: string,
  say: (line: string) => void,
): Promise<DemoReport> {
  const ready = await readSetting(ctx.read, PREPARED_SETTING);
  if (ready !== null) {
    const changed = (await publishContent(ctx, { root, by: BY })).filter((one) => one.outcome !== "same");
    if (changed.length > 0) say(`Published ${changed.length} changed pieces of content`);
    return {
      personas: JSON.parse((await readSetting(ctx.read, PERSONAS_SETTING)) ?? "[]") as Persona[],
      made: false,
    };
  }
  const on = (day: Day, hour: number): Context => ({ ...ctx, now: () => instantAt(day, hour) });

  say("Publishing the content");
  await publishContent(on(parseDay("2017-08-31"), 12), { root, by: BY });

  const folder = path.join(root, "db/seed/marlshire");
  const files = await readdir(folder);
  const days = files
    .flatMap((name) => /^extract-(\d{4}-\d{2}-\d{2})\.csv$/.exec(name)?.[1] ?? [])
    .sort()
    .map(parseDay);
  for (const [at, day] of days.entries()) {
    const people = await importPeople(on(day, 6), {
      force: FORCE,
      fileName: `extract-${day}.csv`,
      bytes: await readFile(path.join(folder, `extract-${day}.csv`)),
      asAt: day,
      by: BY,
    });
    const training = files.includes(`training-to-${day}.csv`)
      ? await importTraining(on(day, 7), {
          force: FORCE,
          fileName: `training-to-${day}.csv`,
          bytes: await readFile(path.join(folder, `training-to-${day}.csv`)),
          by: BY,
        })
      : null;
    if (at === 0) await setTargets(on(day, 8));
    // What the site does by itself at the first interval after a month's end.
    else await freezeEveryForce(on(day, 8));
    say(
      `${at + 1} of ${days.length}: people as at ${day}, ${people.rows} rows; ${training?.added ?? 0} training records`,
    );
  }

  const plays = await playScenarios(ctx, {
    ...{ force: FORCE, numbers: [...(await numbersWithTraining(folder))].sort(), seed: "Marlshire" },
    day: PLAYED_ON,
  });
  say(`${plays} plays of scenarios, for trainers to read`);

  const morning = on(DEMO_START, 8);
  const last = days.at(-1);
  if (!last)
    throw new AmendsError(
      "misconfigured",
      "The demonstration's extracts are missing",
      "Clone the repository again.",
    );
  const personas = await makePersonas(
    morning,
    await readFile(path.join(folder, `extract-${last}.csv`)),
    folder,
  );
  await writeHub(morning);
  await writeSetting(ctx.db, PERSONAS_SETTING, JSON.stringify(personas));
  await writeSetting(ctx.db, PREPARED_SETTING, "yes");
  return { personas, made: true };
}

/** The clock of the demonstration: 4 June 2018 at 09:00 when it is first served, and ticking. */
export async function setDemoClock(ctx: Context): Promise<void> {
  const offset = Date.parse(instantAt(DEMO_START, 9)) - Date.parse(ctx.machineNow());
  if ((await readSetting(ctx.db, CLOCK_OFFSET_SETTING)) === null) {
    await writeSetting(ctx.db, CLOCK_OFFSET_SETTING, String(offset));
  }
}

/** Marlshire's service is as invented as Marlshire; its number is one that is kept for stories. */
async function writeHub(ctx: Context): Promise<void> {
  const force = await forceBySlug(ctx.db, FORCE);
  const values = {
    "hub-name": "Restorative Marlshire",
    "hub-telephone": "01632 960 147",
    "hub-hours": "Monday to Saturday, 8 am to 8 pm",
    "hub-address": "referrals@restorative.marlshire.example",
  };
  if (force) await setLocalWords(ctx, { forceId: force.id, values, by: BY });
}

async function freezeEveryForce(ctx: Context): Promise<void> {
  const force = await forceBySlug(ctx.db, FORCE);
  if (force) await freezeDue(ctx, force.id, BY);
}

async function setTargets(ctx: Context): Promise<void> {
  const force = await forceBySlug(ctx.db, FORCE);
  if (!force)
    throw new AmendsError(
      "misconfigured",
      "The demonstration's force is missing",
      "Clone the repository again.",
    );
  const targets: readonly [StaffGroup, string, Day][] = [
    ["officer", "all officers hold the core programme by 30 June 2018", TARGET_DAY],
    ["pcso", "all PCSOs hold the core programme by 30 June 2018", TARGET_DAY],
    ["special", "all specials hold the core programme by 30 September 2018", addDays(TARGET_DAY, 92)],
    ["staff", "staff in scope hold the core programme by 30 September 2018", addDays(TARGET_DAY, 92)],
  ];
  for (const [group, title, dueOn] of targets) {
    await setTarget(ctx, {
      forceId: force.id,
      by: BY,
      target: {
        slug: `${group}-core`,
        title,
        programme: "core",
        audience: [{ groups: [group] }],
        dueOn,
        joiningDays: JOINING_DAYS,
        returningDays: RETURNING_DAYS,
        graceLeavesNet: false,
        share: 1,
      },
    });
  }
}

interface Part {
  readonly key: string;
  readonly holder: Holder;
  readonly person: string;
  readonly role: string;
  readonly note: string;
  readonly grants: readonly { role: Role; unit: string | null }[];
}

/**
 * One person for each kind of user, found in the force's own records: at work,
 * with nothing learnt yet. The constable is given three of the four core modules
 * by a classroom register, so that a newcomer can see the figure move in minutes.
 */
async function makePersonas(ctx: Context, bytes: Uint8Array, folder: string): Promise<Persona[]> {
  const trained = await numbersWithTraining(folder);
  const atWork = readExtract((await readTable(bytes, OWN_PEOPLE_MAP)).rows).rows.filter(
    (row) => row.absence === null && row.leavesOn === null && !trained.has(row.employeeNumber),
  );
  const find = (fits: (row: ExtractRow) => boolean): ExtractRow => {
    const row = atWork.find(fits);
    if (!row)
      throw new AmendsError("misconfigured", "Nobody in the demonstration's extract fits a part in it");
    return row;
  };
  const constable = find((row) => row.rank === "Police Constable" && row.unitCode === "KR");
  const pcso = find((row) => row.group === "pcso" && row.unitCode === "HD");
  const sergeant = find((row) => row.rank === "Sergeant" && row.unitCode === "KR");
  const trainer = find((row) => row.group === "officer" && row.unitCode === "LD");
  const publisher = find((row) => row.group === "officer" && row.unitCode === "LD" && row !== trainer);
  const name = (row: ExtractRow) => `${row.knownAs ?? row.forenames} ${row.surname}`;
  const onRoster = (key: string, row: ExtractRow, note: string, grants: Part["grants"] = []): Part => ({
    key,
    holder: { employeeNumber: row.employeeNumber },
    person: name(row),
    role: `${row.rank}, ${row.unitName}`,
    note,
    grants,
  });
  const parts: Part[] = [
    onRoster("constable", constable, "One module short of the core programme"),
    onRoster("pcso", pcso, "Nothing begun yet"),
    onRoster("sergeant", sergeant, "Supervisor: sees who is done, never the answers", [
      { role: "supervisor", unit: "KR" },
    ]),
    onRoster("trainer", trainer, "Trainer: writes lessons and scenarios", [{ role: "trainer", unit: null }]),
    onRoster("publisher", publisher, "Publisher: approves what trainers write", [
      { role: "publisher", unit: null },
    ]),
    {
      key: "commissioner",
      holder: { forenames: "Rowan", surname: "Achebe" },
      person: "Rowan Achebe",
      role: "Commissioner, Office of the Commissioner",
      note: "Sees figures, never a person",
      grants: [{ role: "commissioner", unit: null }],
    },
    {
      key: "administrator",
      holder: { forenames: "Jo", surname: "Lindqvist" },
      person: "Jo Lindqvist",
      role: "Administrator, People Services",
      note: "Imports people, keeps the settings",
      grants: [{ role: "administrator", unit: null }],
    },
  ];
  const personas: Persona[] = [];
  for (const { key, holder, person, role, note, grants } of parts) {
    const email = `${key}@marlshire.police.example`;
    await createAccount(ctx, { force: FORCE, email, password: DEMO_PASSWORD, holder, grants, by: BY });
    personas.push({ email, person, role, note });
  }
  const register = ["right-to-know", "safe-enough", "refer-record-share"].map(
    (module) => `${constable.employeeNumber},${module},02/06/2018,Attended,Restorative Marlshire`,
  );
  const header = "Employee Number,Module,Completed On,Outcome,Provider";
  await importTraining(ctx, {
    force: FORCE,
    fileName: "classroom-register-2018-06-02.csv",
    bytes: Buffer.from([header, ...register].join("\n")),
    by: BY,
  });
  return personas;
}

async function numbersWithTraining(folder: string): Promise<Set<string>> {
  const numbers = new Set<string>();
  for (const name of await readdir(folder)) {
    if (!name.startsWith("training-to-")) continue;
    const { rows } = await readTable(await readFile(path.join(folder, name)), OWN_TRAINING_MAP);
    for (const row of rows) numbers.add(row.fields["Employee Number"]?.trim() ?? "");
  }
  return numbers;
}
