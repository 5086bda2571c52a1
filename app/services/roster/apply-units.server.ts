import { closeKnowledge, currentUnitVersions, insertRows, unitsOf } from "#db/queries/roster.ts";
import type { UnitId } from "#app/domain/ids.ts";
import { END_OF_DAYS, END_OF_TIME, type Day } from "#app/domain/time.ts";
import type { ImportStep } from "./import-step.ts";

/** Before any extract, units were as the first one shows them. */
const BEFORE_ALL = "0001-01-01" as Day;

interface UnitShown {
  readonly key: string;
  readonly code: string | null;
  readonly name: string;
  readonly parentKey: string | null;
}

/** The force, its areas and its teams, as the extract shows them. Areas have no code: their name is their key. */
function unitsShown(step: ImportStep): UnitShown[] {
  const root: UnitShown = { key: "force", code: null, name: step.force.name, parentKey: null };
  const shown = new Map<string, UnitShown>([[root.key, root]]);
  for (const row of step.extract.rows) {
    const areaKey = `area:${row.area}`;
    if (!shown.has(areaKey))
      shown.set(areaKey, { key: areaKey, code: null, name: row.area, parentKey: root.key });
    const key = `unit:${row.unitCode}`;
    // A leaver's row may still carry a name that no longer holds.
    if (shown.has(key) || row.leavesOn !== null) continue;
    shown.set(key, { key, code: row.unitCode, name: row.unitName, parentKey: areaKey });
  }
  for (const row of step.extract.rows) {
    const key = `unit:${row.unitCode}`;
    if (!shown.has(key))
      shown.set(key, { key, code: row.unitCode, name: row.unitName, parentKey: `area:${row.area}` });
  }
  return [...shown.values()];
}

/** New units and renamed ones: a new name under an old code holds from the extract's day on. */
export async function applyUnits(step: ImportStep): Promise<{
  idByCode: ReadonlyMap<string, UnitId>;
  counts: { newUnits: number; renamedUnits: number };
}> {
  const { ctx, trx, force, now, asAt } = step;
  const shown = unitsShown(step);
  const idByKey = new Map((await unitsOf(trx, force.id)).map((unit) => [unit.key, unit.id]));
  const added = shown.filter((unit) => !idByKey.has(unit.key));
  for (const unit of added) idByKey.set(unit.key, ctx.newId<UnitId>());
  const idOf = (key: string) => idByKey.get(key) as UnitId;
  await insertRows(
    trx,
    "unit",
    added.map((unit) => ({ id: idOf(unit.key), force_id: force.id, code: unit.code, key: unit.key })),
  );

  const known = { known_from: now, known_to: END_OF_TIME };
  const versions = await currentUnitVersions(trx, force.id);
  const closed: string[] = [];
  const rows = [];
  let renamedUnits = 0;
  for (const unit of shown) {
    const unitId = idOf(unit.key);
    const parentId = unit.parentKey === null ? null : idOf(unit.parentKey);
    const latest = versions.filter((version) => version.unit_id === unitId).at(-1);
    if (latest?.name === unit.name && latest.parent_id === parentId) continue;
    const base = { unit_id: unitId, name: unit.name, parent_id: parentId, valid_to: END_OF_DAYS, ...known };
    rows.push({ ...base, id: ctx.newId(), valid_from: latest ? asAt : BEFORE_ALL });
    if (!latest) continue;
    renamedUnits += 1;
    closed.push(latest.id);
    if (latest.valid_from < asAt) rows.push({ ...latest, ...known, id: ctx.newId(), valid_to: asAt });
  }
  await closeKnowledge(trx, "unit_version", closed, now);
  await insertRows(trx, "unit_version", rows);
  const idByCode = new Map(
    shown.flatMap((unit) => (unit.code === null ? [] : [[unit.code, idOf(unit.key)] as const])),
  );
  return { idByCode, counts: { newUnits: added.filter((unit) => unit.code !== null).length, renamedUnits } };
}
