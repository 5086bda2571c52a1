/** Proves one scenario in a file of its own, wherever it lies. */
import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { AmendsError } from "#app/domain/errors.ts";
import { PICTURE_FILE } from "#app/domain/learning/picture.ts";
import { pathsToEndings } from "#app/domain/scenarios/prove.ts";
import { checkScenarioFile, type CheckedScenario } from "#app/services/learning/check-scenario.ts";

export interface ProvedFile extends CheckedScenario {
  readonly file: string;
  /** Empty when the file does not fit the schema or its names lead nowhere. */
  readonly paths: ReturnType<typeof pathsToEndings>;
}

/**
 * Whether the facts that it cites exist is for `checkContent`, which has them.
 * @throws AmendsError `bad-input` when the file cannot be read
 */
export async function proveFile(file: string): Promise<ProvedFile> {
  let source: string;
  try {
    source = await readFile(file, "utf8");
  } catch (error) {
    throw new AmendsError(
      "bad-input",
      `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      "Name a scenario's YAML file, such as content/scenarios/meal-deal.yaml.",
    );
  }
  const folder = dirname(file);
  const names = (await readdir(folder)).filter((name) => PICTURE_FILE.test(name));
  const named = names.filter((name) => source.includes(name));
  const beside = await Promise.all(
    named.map(async (name) => [name, await readFile(join(folder, name))] as const),
  );
  const text = source.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  const checked = checkScenarioFile(file, text, Object.fromEntries(beside));
  const walked = checked.scenario && checked.proof?.figures;
  return { ...checked, file, paths: walked ? pathsToEndings(checked.scenario) : [] };
}
