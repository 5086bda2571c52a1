/** A real server, and clients that keep it busy. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { Agent, request } from "node:http";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

export interface Server {
  readonly url: string;
  stop(): Promise<void>;
}

/** `server.ts` on a database; the build must be there. */
export async function startServer(databaseUrl: string, mode: "test" | "demo" = "test"): Promise<Server> {
  const child: ChildProcess = spawn(process.execPath, ["bin/serve.mjs"], {
    cwd: ROOT,
    env: {
      ...process.env,
      NODE_ENV: "production",
      AMENDS_MODE: mode,
      DATABASE_URL: databaseUrl,
      HOST: "127.0.0.1",
      PORT: "0",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  const url = await new Promise<string>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`The server ended (${code}): ${said}`)));
    child.stdout?.on("data", (chunk: Buffer) => {
      said += chunk.toString("utf8");
      const address = /listening on (http:\/\/\S+)/.exec(said)?.[1];
      if (address) resolve(address);
    });
  });
  return {
    url,
    stop: async () => {
      child.kill("SIGTERM");
      if (child.exitCode === null) await once(child, "exit");
    },
  };
}

export interface Load {
  readonly seconds: number;
  /** One for each request. */
  readonly milliseconds: number[];
}

/** `clients` at once, each sending the next body as soon as the last is answered, until all are sent. */
export async function post(
  url: string,
  headers: Record<string, string>,
  clients: number,
  bodies: readonly string[],
): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const milliseconds: number[] = [];
  let next = 0;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async () => {
      for (let at = next++; at < bodies.length; at = next++) {
        const since = performance.now();
        await send(url, headers, agent, bodies[at] ?? "");
        milliseconds.push(performance.now() - since);
      }
    }),
  );
  const seconds = (performance.now() - began) / 1_000;
  agent.destroy();
  return { seconds, milliseconds };
}

function send(url: string, headers: Record<string, string>, agent: Agent, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const asked = request(
      url,
      { method: "POST", agent, headers: { ...headers, "Content-Length": Buffer.byteLength(body) } },
      (response) => {
        response.resume();
        response.once("end", () =>
          response.statusCode === 200 ? resolve() : reject(new Error(`answered ${response.statusCode}`)),
        );
      },
    );
    asked.once("error", reject);
    asked.end(body);
  });
}
