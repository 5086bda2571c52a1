import { z } from "zod";
import { personByEmployeeNumber } from "#db/queries/account.ts";
import { AmendsError } from "#app/domain/errors.ts";
import { keyOfTraining } from "#app/domain/learning/training-row.ts";
import { TRAINING_OUTCOMES } from "#app/domain/roster/training-fields.ts";
import { dayOf, isDay } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import { digestOf } from "../ledger/digest.server.ts";
import { parseInput } from "../parse-input.ts";
import type { Force } from "../roster/find-force.server.ts";
import { storeTraining, type TrainingImport } from "./import-training.server.ts";
import { knownTraining, modulesToTrain } from "./plan-training.server.ts";

const byHand = z.object({
  person: z.string().trim().min(1, "give an employee number"),
  module: z.string().min(1, "choose one"),
  completedOn: z.string().refine(isDay, "give a day"),
  outcome: z.enum(TRAINING_OUTCOMES, "choose one"),
  provider: z.string().trim().min(1, "say who gave the training").max(200),
  evidence: z.string().trim().min(1, "say where the proof is").max(100),
});
const LABELS = {
  person: "Employee number",
  module: "Module",
  completedOn: "Day",
  outcome: "Outcome",
  provider: "Given by",
  evidence: "Evidence",
};

/** Slugs and titles of what training can be recorded of. */
export function listModules(ctx: Context): Promise<{ slug: string; title: string }[]> {
  return modulesToTrain(ctx.read);
}

/**
 * Records one person's training by hand, with where its proof is.
 * @throws AmendsError `bad-input` naming the fields; `conflict` when it is recorded already.
 */
export async function recordTraining(
  ctx: Context,
  input: { force: Force; by: string; values: unknown },
): Promise<TrainingImport> {
  const values = parseInput(byHand, input.values, LABELS);
  const { force, by } = input;
  const wrong = (field: keyof typeof LABELS, text: string) =>
    new AmendsError("bad-input", `${LABELS[field]}: ${text}`, "", [
      { text: `${LABELS[field]}: ${text}`, href: `#${field}` },
    ]);
  return ctx.transact(async (trx) => {
    if (!(await personByEmployeeNumber(trx, force.id, values.person)))
      throw wrong("person", `nobody in ${force.name} has the number ${values.person}`);
    if (!(await modulesToTrain(trx)).some((one) => one.slug === values.module))
      throw wrong("module", "choose one");
    const { person, completedOn, ...rest } = values;
    if (completedOn > dayOf(ctx.now())) throw wrong("completedOn", "it is still to come");
    const row = { ...rest, line: 1, employeeNumber: person, completedOn };
    const key = keyOfTraining(row);
    if ((await knownTraining(trx, force)).has(key))
      throw new AmendsError("conflict", "This training is recorded already", "Nothing is left to do.");
    return storeTraining(ctx, trx, {
      force,
      fileName: "By hand",
      sha256: digestOf(key),
      source: null,
      rows: 1,
      problems: [],
      fresh: [row],
      by,
    });
  });
}
