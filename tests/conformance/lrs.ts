/** What a client of the LRS sends and sees: HTTP and JSON, nothing of the house's own code. */
import { describe, expect, inject } from "vitest";
import type { Json, StatementResult, StoredStatement } from "./statements.ts";

export const VERSIONS = ["1.0.3", "2.0.0"] as const;
export type Version = (typeof VERSIONS)[number];

/** Objects are written as JSON, as the `agent` parameter is. */
export type Parameters = Readonly<Record<string, unknown>>;

export interface Sending {
  readonly params?: Parameters;
  /** A body of type application/json. */
  readonly json?: unknown;
  readonly body?: string | Uint8Array;
  /** Beside the usual ones, or in their place; null leaves a usual one out. */
  readonly headers?: Readonly<Record<string, string | null>>;
}

/** What came back. */
export class Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;

  constructor(status: number, headers: Headers, bytes: Buffer) {
    this.status = status;
    this.headers = headers;
    this.bytes = bytes;
  }

  header(name: string): string | null {
    return this.headers.get(name);
  }

  get text(): string {
    return this.bytes.toString("utf8");
  }

  get json(): unknown {
    return JSON.parse(this.text) as unknown;
  }

  /** Expects a status, and shows what was said when it is another. */
  is(status: number): this {
    if (this.status !== status) {
      expect.fail(`expected status ${status}, got ${this.status}: ${this.text.slice(0, 500)}`);
    }
    return this;
  }
}

export function queryOf(params: Parameters): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value !== undefined) search.append(name, typeof value === "string" ? value : JSON.stringify(value));
  }
  return search.toString();
}

/** A client with one key that speaks one version. */
export class Lrs {
  readonly version: Version;
  readonly #authorization: string | null;

  constructor(version: Version, authorization: string | null = inject("xapiAuthorization")) {
    this.version = version;
    this.#authorization = authorization;
  }

  /** The same with another key, or with none. */
  withKey(authorization: string | null): Lrs {
    return new Lrs(this.version, authorization);
  }

  async request(method: string, path: string, sending: Sending = {}): Promise<Answer> {
    const { params = {}, json, body, headers = {} } = sending;
    const sent = new Headers({ "X-Experience-API-Version": this.version });
    if (this.#authorization !== null) sent.set("Authorization", this.#authorization);
    if (json !== undefined) sent.set("Content-Type", "application/json");
    for (const [name, value] of Object.entries(headers)) {
      if (value === null) sent.delete(name);
      else sent.set(name, value);
    }
    const query = queryOf(params);
    const response = await fetch(`${inject("xapiEndpoint")}${path}${query === "" ? "" : `?${query}`}`, {
      method,
      headers: sent,
      body: (json === undefined ? body : JSON.stringify(json)) as BodyInit | undefined,
      redirect: "manual",
    });
    return new Answer(response.status, response.headers, Buffer.from(await response.arrayBuffer()));
  }

  get(path: string, params: Parameters = {}, headers: Sending["headers"] = {}): Promise<Answer> {
    return this.request("GET", path, { params, headers });
  }

  post(json: unknown): Promise<Answer> {
    return this.request("POST", "/statements", { json });
  }

  put(statementId: string, json: unknown): Promise<Answer> {
    return this.request("PUT", "/statements", { params: { statementId }, json });
  }

  /** Stores one statement or several and gives back their ids. */
  async store(...statements: Json[]): Promise<string[]> {
    const answer = (await this.post(statements.length === 1 ? statements[0] : statements)).is(200);
    return answer.json as string[];
  }

  /** One statement by its id. */
  async read(statementId: string, params: Parameters = {}): Promise<StoredStatement> {
    return (await this.get("/statements", { statementId, ...params })).is(200).json as StoredStatement;
  }

  async search(params: Parameters, headers: Sending["headers"] = {}): Promise<StatementResult> {
    return (await this.get("/statements", params, headers)).is(200).json as StatementResult;
  }

  /** The ids of the first page, in its order. */
  async found(params: Parameters): Promise<string[]> {
    return (await this.search(params)).statements.map((statement) => statement.id);
  }

  /** What `more` of a page names, which is relative to the server. */
  async more(more: string): Promise<Answer> {
    const { origin, pathname } = new URL(inject("xapiEndpoint"));
    const next = new URL(more, `${origin}${pathname}/statements`);
    expect(next.origin).toBe(origin);
    expect(next.pathname.startsWith(`${pathname}/`)).toBe(true);
    return this.request("GET", next.pathname.slice(pathname.length) + next.search);
  }
}

/** `describe` once for each version of xAPI: `onBothVersions("voiding", (lrs) => { it(…) })`. */
export function onBothVersions(name: string, suite: (lrs: Lrs) => void): void {
  describe.each(VERSIONS)(`${name}, xAPI %s`, (version) => suite(new Lrs(version)));
}
