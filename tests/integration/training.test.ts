/** Training that was done elsewhere: by file in any layout, by hand, too old; and completions written out again. */
import { expect, it } from "vitest";
import { parse } from "yaml";
import { instantAt, parseDay } from "#app/domain/time.ts";
import type { Context } from "#app/services/context.server.ts";
import { exportCompletions } from "#app/services/learning/export-completions.server.ts";
import { importTraining } from "#app/services/learning/import-training.server.ts";
import { planTraining } from "#app/services/learning/plan-training.server.ts";
import { recordTraining } from "#app/services/learning/record-training.server.ts";
import { replayCheck } from "#app/services/ledger/replay.server.ts";
import { findForce } from "#app/services/roster/find-force.server.ts";
import { applyUpload } from "#app/services/roster/apply-upload.server.ts";
import { chooseColumns, chooseTableForm, readColumns } from "#app/services/roster/choose-columns.server.ts";
import { parseMap } from "#app/services/roster/import-maps.server.ts";
import { readImport } from "#app/services/roster/read-import.server.ts";
import { readPreview, wrongRows } from "#app/services/roster/read-preview.server.ts";
import type { MapDraft } from "#app/services/roster/upload.ts";
import { keepUpload, readUpload } from "#app/services/roster/uploads.server.ts";
import { onBothDatabases } from "./databases.ts";
import { NAMING, PEOPLE, statements } from "./officer.ts";

const DAY = parseDay("2018-06-04");
const on = (ctx: Context, hour: number): Context => ({ ...ctx, now: () => instantAt(DAY, hour) });
const MAP = `
dayFormats: [D MMM YYYY]
columns: { employeeNumber: Staff No, module: Course, completedOn: Date, evidence: Register }
values: { module: { "RJ-101": what-rj-is } }
fixed: { outcome: attended, provider: Regional College }
`;
const FILE = [
  "Staff No\tCourse\tDate\tRegister",
  `${PEOPLE.constable}\trj-101\t7 May 2018\tReg 18/44, line 3`,
  `${PEOPLE.second}\tSafe enough? Screening\t8 May 2018\t`,
  `${PEOPLE.pcso}\tjuggling\t8 May 2018\t`,
  `${PEOPLE.pcso}\trj-101\t7 May 2016\tReg 16/02`,
].join("\n");

async function held(ctx: Context): Promise<string[]> {
  const rows = await ctx.read
    .selectFrom("award")
    .innerJoin("actor", "actor.name", "award.actor")
    .innerJoin("person", "person.id", "actor.person_id")
    .select(["employee_number", "module", "day_from", "provider"])
    .where("withdrawn", "is", null)
    .orderBy("employee_number")
    .execute();
  return rows.map((row) => Object.values(row).join("|"));
}

onBothDatabases("training from elsewhere", (open) => {
  it("is read by a map that is remembered, and kept with where its proof is", async () => {
    const ctx = await open({ now: "2018-06-04", force: true });
    const file = { fileName: "t.tsv", bytes: Buffer.from(FILE), source: "College", by: "test" };
    const first = await importTraining(on(ctx, 9), { ...file, map: parseMap("training", MAP) });
    expect(first).toMatchObject({ added: 3, settled: 3, problems: [{ line: 4, column: "Course" }] });
    expect(await held(ctx)).toEqual([
      "E1|what-rj-is|2018-05-07|Regional College",
      "E2|safe-enough|2018-05-08|Regional College",
      "E3|what-rj-is|2016-05-07|Regional College",
    ]);
    expect(await importTraining(on(ctx, 10), file)).toMatchObject({ added: 0 });

    const record = await ctx.read
      .selectFrom("training_record")
      .select(["id", "evidence"])
      .where("employee_number", "=", PEOPLE.constable)
      .executeTakeFirstOrThrow();
    expect(record.evidence).toBe("Reg 18/44, line 3");
    const ledger = JSON.stringify(await statements(ctx));
    expect(ledger).toContain(`/extensions/evidence":"${record.id}"`);
    expect(ledger).not.toContain("Reg 18/44");
    expect(ledger).not.toMatch(NAMING);
    const fixed = parseMap(
      "training",
      MAP.replace("module: Course, ", "").replace("outcome: a", "module: juggling, outcome: a"),
    );
    await expect(importTraining(ctx, { ...file, map: fixed })).rejects.toMatchObject({ code: "bad-input" });
  });

  it("is matched, looked at and applied as people are, all of it or nothing", async () => {
    const ctx = await open({ now: "2018-06-04", force: true });
    const force = await findForce(ctx, undefined);
    const text = [
      "Register of the College",
      FILE,
      "E77\trj-101\t7 May 2018\t",
      `${PEOPLE.second}\trj-101\t7 May 2019\t`,
    ].join("\n");
    const file = { force, fileName: "t.tsv", bytes: Buffer.from(text), source: "College", by: "test" };
    const kept = await keepUpload(ctx, { kind: "training", ...file, asAt: DAY });
    expect(kept.ready).toBe(false);
    const read = () => readUpload(ctx, force, kept.id);
    expect((await readColumns(ctx, await read())).columns).toEqual(["Register of the College"]);
    // Its first line is no header: said so, the file is read again and its columns are proposed.
    await chooseTableForm(ctx, await read(), { ...(await read()).draft, headerRow: 2 });
    expect((await read()).draft.columns).toMatchObject({ module: "Course", completedOn: "Date" });
    const map = parse(MAP) as MapDraft;
    const draft = { ...map, headerRow: 2, values: {} };
    expect(await chooseColumns(ctx, await read(), draft, new Set())).toEqual({ ready: false });
    const { words } = await readColumns(ctx, await read());
    expect(words[0]?.words).toContainEqual({ word: "rj-101", means: null });
    const chosen = { ...draft, values: map.values ?? {} };
    await chooseColumns(ctx, await read(), chosen, new Set());

    const before = await ctx.read.selectFrom("training_record").select("id").execute();
    const preview = await readPreview(on(ctx, 9), force, await read(), "test");
    expect(preview.sections.map(({ id, count }) => `${id} ${count}`)).toEqual([
      "counts 3",
      "waits 1",
      "old 0",
      "failed 0",
    ]);
    expect(preview).toMatchObject({ rows: 6, changes: 4, problemRows: 2, known: null });
    expect(preview.problems.map(({ line, column }) => [line, column])).toEqual([
      [5, "Course"],
      [8, "Date"],
    ]);
    expect(await wrongRows(on(ctx, 9), force, await read())).toContain("E3,juggling,8 May 2018,,5,");
    expect(await ctx.read.selectFrom("training_record").select("id").execute()).toEqual(before);

    const apply = async (fingerprint: string) =>
      applyUpload(on(ctx, 9), await read(), { force, fingerprint, acceptMissing: false, by: "test" });
    await expect(apply("another")).rejects.toMatchObject({ code: "stale" });
    const { id } = await apply(preview.fingerprint);
    expect((await readImport(ctx, force, id ?? "")).problems).toHaveLength(2);
    expect(await held(ctx)).toHaveLength(3);
    await expect(read()).rejects.toMatchObject({ code: "not-found" });
    // The map is remembered: the same file needs no more choices, and brings nothing.
    const again = await planTraining(on(ctx, 10), { ...file, force: force.slug });
    expect(again).toMatchObject({ fresh: [], known: 4 });
  });

  it("is kept and does not count when it is older than the programme allows", async () => {
    const ctx = await open({ now: "2018-06-04", force: true });
    await ctx.db
      .updateTable("programme")
      .set({ prior_learning_months: 12 })
      .where("slug", "=", "core")
      .execute();
    const map = parseMap("training", MAP);
    await importTraining(on(ctx, 9), { fileName: "t", bytes: Buffer.from(FILE), map, by: "test" });
    expect(await held(ctx)).toHaveLength(2);
    const claims = await ctx.read.selectFrom("claim").select(["outcome", "day", "reason"]).execute();
    expect(claims).toEqual([
      { outcome: "too-old", day: "2016-05-07", reason: expect.stringContaining("12 months") as string },
    ]);
    expect((await replayCheck(ctx)).disagreements).toEqual([]);
  });

  it("is recorded by hand with its evidence, once, and each mistake is named", async () => {
    const ctx = await open({ now: "2018-06-04", force: true });
    const force = await findForce(ctx, undefined);
    const values = {
      person: PEOPLE.absent,
      module: "right-to-know",
      completedOn: "2018-04-03",
      outcome: "pass",
      provider: "Restorative Marlshire",
      evidence: "Certificate 77",
    };
    const record = (more: object) =>
      recordTraining(on(ctx, 9), { force, by: "test", values: { ...values, ...more } });
    for (const [wrong, href] of [
      [{ person: "E99" }, "#person"],
      [{ module: "juggling" }, "#module"],
      [{ completedOn: "2018-06-05" }, "#completedOn"],
      [{ evidence: " " }, "#evidence"],
    ] as const)
      await expect(record(wrong)).rejects.toMatchObject({ problems: [{ href }] });
    await record({});
    await expect(record({})).rejects.toMatchObject({ code: "conflict" });
    expect(await held(ctx)).toEqual(["E5|right-to-know|2018-04-03|Restorative Marlshire"]);
  });

  it("is written out again in the layout of another system, which is remembered", async () => {
    const ctx = await open({ now: "2018-06-04", force: true });
    const map = parseMap("training", MAP);
    await importTraining(on(ctx, 9), { fileName: "t", bytes: Buffer.from(FILE), map, by: "test" });
    const layout = `
delimiter: ";"
encoding: windows-1252
dayFormat: DD.MM.YY
columns:
  - { title: Emp, field: employeeNumber }
  - { title: Name, field: surname }
  - { title: Course, field: module, values: { what-rj-is: "RJ;1" } }
  - { title: Done, field: completedOn }
  - { title: Status, text: "=Completed" }
`;
    const force = await findForce(ctx, undefined);
    const ask = { force, system: "HR", since: parseDay("2018-01-01"), by: "test" };
    const { bytes } = await exportCompletions(on(ctx, 10), { ...ask, layout });
    expect(bytes.toString("latin1").split("\r\n")).toEqual([
      "Emp;Name;Course;Done;Status",
      `E1;Halewood;"RJ;1";07.05.18;'=Completed`,
      "E2;Okonkwo;safe-enough;08.05.18;'=Completed",
      "",
    ]);
    const again = await exportCompletions(on(ctx, 11), { ...ask, since: null });
    expect(again.completions).toBe(3);
    expect(again.bytes.toString("latin1")).toContain("E3;Pattani");
    await expect(
      exportCompletions(ctx, { ...ask, layout: "columns: [{ title: A, field: score }]" }),
    ).rejects.toMatchObject({
      code: "bad-input",
    });
  });
});
