/** Runs a program of the house: as it was built when that is what the sources say now, and from the sources otherwise. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ROOT, isBuilt } from "../scripts/freshness.mjs";

/** @param built the file under build/main @param source the same from the root */
export async function run(built, source) {
  const made = join(ROOT, "build/main", built);
  if (existsSync(made) && isBuilt()) {
    await import(made);
    return;
  }
  const { register } = await import("tsx/esm/api");
  register();
  await import(join(ROOT, source));
}
