import { readFile } from "node:fs/promises";
import path from "node:path";
import { parse } from "yaml";
import type { Trx } from "#db/connect.ts";
import {
  deleteProgramme,
  deleteProgrammeModules,
  programmesBut,
  upsertProgramme,
} from "#db/queries/programme.ts";
import { insertRows } from "#db/queries/roster.ts";
import { AmendsError } from "#app/domain/errors.ts";
import { programmesDocument, type ProgrammeDocument } from "#app/domain/learning/programme-document.ts";
import { END_OF_DAYS, type Day } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";

/**
 * Brings the programmes to what `content/programmes.yaml` says; one that it names no more is taken away.
 * @throws AmendsError `bad-input` naming what is wrong in the file; `conflict` when a target rests on a programme that
 * the file names no more.
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
    await deleteThoseGone(trx, parsed.data);
    for (const [at, programme] of parsed.data.entries()) {
      const id = await upsertProgramme(trx, {
        id: ctx.newId(),
        slug: programme.slug,
        title: programme.title,
        prior_learning_months: programme.priorLearningMonths,
        position: at + 1,
        attainment: programme.attainment,
        audience: programme.audience === "everyone" ? null : JSON.stringify(programme.audience),
        includes: programme.includes.length === 0 ? null : JSON.stringify(programme.includes),
      });
      await deleteProgrammeModules(trx, id);
      await insertRows(
        trx,
        "programme_module",
        partsOf(programme).map((part, place) => ({ programme_id: id, position: place + 1, ...part })),
      );
    }
  });
}

async function deleteThoseGone(trx: Trx, programmes: readonly ProgrammeDocument[]): Promise<void> {
  const slugs = programmes.map((one) => one.slug);
  for (const { id, slug, target } of await programmesBut(trx, slugs)) {
    if (target !== null) {
      throw new AmendsError(
        "conflict",
        `content/programmes.yaml names "${slug}" no more, but the target "${target}" rests on it`,
        "Name the programme again. To end a duty, give its modules a requiredTo.",
      );
    }
    await deleteProgramme(trx, id);
  }
}

/** Modules first, then what is coming, then courses in person, which rest on them. */
function partsOf(programme: ProgrammeDocument) {
  return [
    ...programme.modules.map((one) => ({
      kind: "module" as const,
      module: one.module,
      title: null,
      ...period(one),
    })),
    ...programme.coming.map((one) => ({
      kind: "coming" as const,
      module: one.module,
      title: one.title,
      // Required on no day.
      required_from: END_OF_DAYS,
      required_to: END_OF_DAYS,
      honoured_until: null,
    })),
    ...programme.inPerson.map((one) => ({
      kind: "in-person" as const,
      module: one.course,
      title: one.title,
      ...period(one),
    })),
  ];
}

function period(said: { requiredFrom: Day; requiredTo: Day | null; earlierHoldersUntil: Day | null }) {
  return {
    required_from: said.requiredFrom,
    required_to: said.requiredTo ?? END_OF_DAYS,
    honoured_until: said.earlierHoldersUntil,
  };
}
