/** Before the browser tests: makes the demonstration's database once. Every worker copies it. */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** Where the workers, which are processes of their own, look for the database. */
export const DEMO_DATABASE = "AMENDS_E2E_DATABASE";

const run = promisify(execFile);

export default async function prepare(): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), "amends-e2e-"));
  const file = join(folder, "demo.db");
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    await run(process.execPath, ["bin/amends.mjs", "demo", "prepare"], {
      cwd: ROOT,
      env: { ...process.env, DATABASE_URL: `file:${file}`, AMENDS_MODE: "demo" },
      maxBuffer: 64 * 1024 * 1024,
    });
  } catch (error) {
    remove();
    const { stderr = "", stdout = "" } = error as { stderr?: string; stdout?: string };
    throw new Error(`The demonstration could not be prepared.\n${stdout}\n${stderr}`, { cause: error });
  }
  process.env[DEMO_DATABASE] = file;
  return remove;
}
