import { readFile } from "node:fs/promises";
import path from "node:path";
import { parse } from "yaml";
import { deleteProgrammeModules, upsertProgramme } from "#db/queries/programme.ts";
import { insertRows } from "#db/queries/roster.ts";
import { AmendsError } from "#app/domain/errors.ts";
import { programmesDocument } from "#app/domain/learning/reference.ts";
import { END_OF_DAYS } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";

/**
 * Brings the programmes to what `content/programmes.yaml` says.
 * @throws AmendsError `bad-input` naming what is wrong in the file.
 */
export async function ensureProgrammes(ctx: Context, root: string): Promise<void> {
  const file = path.join(root, "content/programmes.yaml");
  const parsed = programmesDocument.safeParse(parse(await readFile(file, "utf8")));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new AmendsError(
      "bad-input",
      `content/programmes.yaml: ${issue?.path.join(".")}: ${issue?.message}`,
    );
  }
  await ctx.transact(async (trx) => {
    for (const programme of parsed.data) {
      const id = await upsertProgramme(trx, {
        id: ctx.newId(),
        slug: programme.slug,
        title: programme.title,
        prior_learning_months: programme.priorLearningMonths,
      });
      await deleteProgrammeModules(trx, id);
      await insertRows(
        trx,
        "programme_module",
        programme.modules.map((one, at) => ({
          programme_id: id,
          module: one.module,
          position: at + 1,
          required_from: one.requiredFrom,
          required_to: one.requiredTo ?? END_OF_DAYS,
        })),
      );
    }
  });
}
