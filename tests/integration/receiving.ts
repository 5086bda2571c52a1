/** LRSs to pass statements on to: a second ledger of ours behind a door that can be shut, in this process or its own. */
import { spawn, type ChildProcess } from "node:child_process";
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { xapiEndpoint } from "#app/http/xapi/endpoint.server.ts";
import type { Scope } from "#app/domain/ledger/xapi/scopes.ts";
import type { Context } from "#app/services/context.server.ts";
import { createDestination, type NewDestination } from "#app/services/ledger/create-destination.server.ts";
import { createKey } from "#app/services/ledger/keys.server.ts";
import { closeBeforeDatabases } from "./databases.ts";

/** What stands at the door: what it answers for itself; nothing lets the request in. */
export type Guard = (asked: {
  readonly path: string;
  readonly body: string;
  readonly request: IncomingMessage;
}) => Promise<Answered | null> | Answered | null;

export interface Answered {
  readonly status: number;
  readonly text?: string;
  readonly headers?: Record<string, string>;
}

export interface Gate {
  /** `http://127.0.0.1:…/xapi` */
  readonly endpoint: string;
  guard: Guard | null;
  /** The bodies that came to /statements, let in or not. */
  readonly asked: { body: string; type: string }[];
}

/** A ledger's endpoint over real HTTP, until the test ends. */
export async function serve(ctx: Context): Promise<Gate> {
  const endpoint = xapiEndpoint(ctx, { https: false });
  const underWay = new Set<Promise<void>>();
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await bodyOf(request);
    const path = (request.url ?? "").replace(/^\/xapi/, "");
    if (path.startsWith("/statements"))
      gate.asked.push({ body: body.toString("latin1"), type: request.headers["content-type"] ?? "" });
    const answered = await gate.guard?.({ path, body: body.toString("utf8"), request });
    if (answered) {
      response.writeHead(answered.status, answered.headers).end(answered.text);
      return;
    }
    const { headers, method } = request;
    // The same request once more, from its beginning.
    const again = Object.assign(Readable.from(body.length === 0 ? [] : [body]), {
      headers,
      method,
      url: path,
    });
    const served = Promise.resolve(endpoint(again as unknown as IncomingMessage, response));
    underWay.add(served);
    await served.finally(() => underWay.delete(served));
  };
  const gate: Gate = {
    endpoint: await listen((request, response) => void answer(request, response)),
    guard: null,
    asked: [],
  };
  // A request whose sender gave up is still being stored.
  closeBeforeDatabases(async () => void (await Promise.allSettled(underWay)));
  return gate;
}

async function listen(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  closeBeforeDatabases(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return `http://127.0.0.1:${port}/xapi`;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** A port at which nobody answers. */
export async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** What happens on the way of the nth request, before it is let through and before its answer is. */
export interface OnTheWay {
  before?: (nth: number) => Promise<void>;
  after?: (nth: number) => Promise<void>;
}

/** A way to an LRS in another process, which may not be there just now. */
export async function wayTo(target: () => string, hooks: OnTheWay): Promise<string> {
  let nth = 0;
  const pass = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await bodyOf(request);
    const mine = (nth += 1);
    await hooks.before?.(mine);
    const url = target() + (request.url ?? "").replace(/^\/xapi/, "");
    const { connection: _, host: __, "content-length": ___, ...headers } = request.headers;
    const answer = await fetch(url, {
      method: request.method ?? "GET",
      headers: headers as Record<string, string>,
      body: body as BodyInit,
    });
    const text = await answer.text();
    await hooks.after?.(mine);
    response.writeHead(answer.status).end(text);
  };
  return listen((request, response) => {
    pass(request, response).catch(() => response.destroy());
  });
}

/** Makes a key on `to` and a destination for it on `from`; returns the key's name. */
export async function passOn(
  from: Context,
  to: Context,
  endpoint: string,
  change: Partial<NewDestination> & { scopes?: readonly Scope[] } = {},
): Promise<string> {
  const { scopes = ["statements/write"], name = "Other LRS", ...rest } = change;
  const { key, secret } = await createKey(to, {
    name: `key of ${name}`,
    scopes,
    trusted: false,
    perMinute: null,
    by: "test",
  });
  await createDestination(from, {
    name,
    endpoint,
    username: key.id,
    password: secret,
    version: "1.0.3",
    verbs: [],
    activities: [],
    pseudonymise: false,
    fromBeginning: true,
    by: "test",
    ...rest,
  });
  return key.name;
}

/** The ids in a ledger, in its order. */
export async function idsIn(ctx: Context): Promise<string[]> {
  const rows = await ctx.read.selectFrom("statement").select("id").orderBy("seq").execute();
  return rows.map((row) => row.id);
}

/** The statements in a ledger, in its order. */
export async function statementsIn(ctx: Context): Promise<Record<string, unknown>[]> {
  const rows = await ctx.read.selectFrom("statement").select("body").orderBy("seq").execute();
  return rows.map((row) => JSON.parse(row.body) as Record<string, unknown>);
}

export interface Running {
  readonly url: string;
  readonly port: number;
  kill(): Promise<void>;
  stop(): Promise<void>;
}

const PROCESS = fileURLToPath(new URL("./lrs-process.ts", import.meta.url));
const STARTS_WITHIN_MS = 30_000;

/** Starts `lrs-process.ts` on the database of a context, until the test ends. */
export async function run(databaseUrl: string, { forwarding = false, port = 0 } = {}): Promise<Running> {
  const child = spawn(process.execPath, ["--import", "tsx", PROCESS], {
    env: {
      ...process.env,
      AMENDS_MODE: "test",
      DATABASE_URL: databaseUrl,
      PORT: String(port),
      ...(forwarding && { FORWARDING: "yes" }),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill(signal);
    await ended;
  };
  closeBeforeDatabases(() => end("SIGKILL"));
  const url = await listening(child);
  return { url, port: Number(new URL(url).port), kill: () => end("SIGKILL"), stop: () => end("SIGTERM") };
}

function listening(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    const late = setTimeout(
      () => reject(new Error(`It does not listen. It said:\n${said}`)),
      STARTS_WITHIN_MS,
    );
    const hear = (chunk: Buffer) => {
      said += chunk.toString("utf8");
      const address = /listening on (\S+)/.exec(said)?.[1];
      if (!address) return;
      clearTimeout(late);
      resolve(address);
    };
    child.stdout?.on("data", hear);
    child.stderr?.on("data", hear);
    child.once("exit", (code, signal) => {
      clearTimeout(late);
      reject(new Error(`It ended (${signal ?? code}). It said:\n${said}`));
    });
  });
}

/** Asks again and again until it is so. */
export async function until(isSo: () => Promise<boolean>, what: string): Promise<void> {
  const end = Date.now() + 60_000;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`It did not come to be: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
