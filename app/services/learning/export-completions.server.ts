import iconv from "iconv-lite";
import { completionsOf } from "#db/queries/people.ts";
import { layOutCompletions, type Completion } from "#app/domain/roster/completions.ts";
import { addDays, dayOf, type Day } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import type { Force } from "../roster/find-force.server.ts";
import { titlesOf } from "./read-titles.server.ts";
import { layoutFor, rememberLayout } from "../roster/import-maps.server.ts";
import { writeCsv } from "../roster/write-csv.ts";
import { audit } from "../identity/write-audit.server.ts";

/**
 * Every award that holds, of everybody who is or was in the force, as a CSV file in the layout that another system
 * takes. The layout given is remembered by the system's name.
 * @param since only what was completed on this day or later
 * @throws AmendsError `bad-input` naming what is wrong with the layout.
 */
export async function exportCompletions(
  ctx: Context,
  input: { force: Force; system: string; layout?: string | undefined; since: Day | null; by: string },
): Promise<{ bytes: Buffer; completions: number }> {
  const { force, system, since, by } = input;
  const layout = await layoutFor(ctx.read, force.id, system, input.layout);
  const today = dayOf(ctx.now());
  const titles = await titlesOf(ctx);
  const rows = await completionsOf(ctx.read, force.id, today);
  const completions = rows
    .filter((row) => since === null || row.day_from >= since)
    .map((row): Completion => ({
      employeeNumber: row.employee_number ?? "",
      collarNumber: row.collar_number ?? "",
      surname: row.surname ?? "",
      forenames: row.forenames ?? "",
      workEmail: row.work_email ?? "",
      group: row.staff_group ?? "",
      rank: row.rank ?? "",
      unitCode: row.unit_code ?? "",
      unitName: row.unit_name ?? "",
      module: row.module,
      title: titles(row.module),
      completedOn: row.day_from,
      lapsesOn: row.day_to === null ? "" : addDays(row.day_to, -1),
      certificate: row.code,
      how: row.via,
      provider: row.provider ?? "",
    }));
  await ctx.transact(async (trx) => {
    if (input.layout !== undefined)
      await rememberLayout(ctx, trx, { forceId: force.id, system, layout, at: ctx.now(), by });
    await audit(ctx, trx, by, "completions.export", force.id, {
      system,
      since,
      completions: completions.length,
    });
  });
  const text = writeCsv(layOutCompletions(completions, layout), layout.delimiter);
  const bom = layout.encoding === "utf-8-bom" || layout.encoding === "utf-16le";
  return {
    bytes: iconv.encode(text, layout.encoding.replace("-bom", ""), { addBOM: bom }),
    completions: completions.length,
  };
}
