/**
 * `npm run demo [-- --fresh] [-- --port N]`: from a clone to a working house with a fictional force in it.
 * Installs and builds when needed, prepares the demonstration's database, and serves it.
 */
import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ROOT, ensureInstalled, isBuilt } from "./freshness.mjs";

const say = (line) => console.log(`• ${line}`);

function options() {
  try {
    const { values } = parseArgs({
      // `npm run demo -- --fresh -- --port 4000` is as good as one `--`.
      args: process.argv.slice(2).filter((argument) => argument !== "--"),
      options: { fresh: { type: "boolean", default: false }, port: { type: "string" } },
    });
    const port = values.port ?? process.env.PORT ?? "3000";
    if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) throw new Error(`--port ${port} is not a port`);
    return { fresh: values.fresh, port };
  } catch (error) {
    console.error(`${error.message}\nUse: npm run demo [-- --fresh] [-- --port N]`);
    process.exit(2);
  }
}

const { fresh, port } = options();

const env = {
  ...process.env,
  AMENDS_MODE: "demo",
  NODE_ENV: "production",
  DATABASE_URL: "file:data/demo.db",
  PORT: port,
};

let running = null;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => {
    if (running) running.kill(signal);
    else process.exit(130);
  });
}

/** Runs a program to its end, handing on signals. Gives its exit code; a signal counts as 130. */
function run(command, args, environment = process.env) {
  return new Promise((resolve) => {
    running = spawn(command, args, { cwd: ROOT, env: environment, stdio: "inherit" });
    running.once("error", (error) => {
      console.error(error.message);
      running = null;
      resolve(1);
    });
    running.once("exit", (code) => {
      running = null;
      resolve(code ?? 130);
    });
  });
}

/** Ends here, with the code of the step that failed. */
async function step(what, command, args, environment) {
  say(what);
  const code = await run(command, args, environment);
  if (code !== 0) {
    console.error(`That failed: ${command} ${args.join(" ")} (exit ${code})`);
    process.exit(code);
  }
}

if (!ensureInstalled(say)) process.exit(1);

if (isBuilt()) {
  say("The build is up to date.");
} else {
  await step("Building …", "npm", ["run", "--silent", "build"]);
}

mkdirSync(join(ROOT, "data"), { recursive: true });
if (fresh) {
  say("Removing the demonstration's database …");
  for (const name of readdirSync(join(ROOT, "data"))) {
    if (name.startsWith("demo.db")) rmSync(join(ROOT, "data", name));
  }
}
await step("Preparing the demonstration …", process.execPath, ["bin/amends.mjs", "demo", "prepare"], env);

say("Starting …");
process.exit(await run(process.execPath, ["bin/serve.mjs"], env));
