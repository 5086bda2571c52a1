/** A key, and what it sends, through the service that the endpoint calls. */
import { randomUUID } from "node:crypto";
import type { Scope } from "#app/domain/ledger/xapi/scopes.ts";
import type { XapiVersion } from "#app/domain/ledger/xapi/version.ts";
import type { Context } from "#app/services/context.server.ts";
import { createKey, type LrsKey } from "#app/services/ledger/keys.server.ts";
import { findStatements, type StatementQuery } from "#app/services/ledger/read-statements.server.ts";
import { storeStatements } from "#app/services/ledger/store-statements.server.ts";

export async function makeKey(
  ctx: Context,
  { name = `key ${randomUUID()}`, scopes = ["all"] as Scope[], trusted = false } = {},
): Promise<LrsKey> {
  return (await createKey(ctx, { name, scopes, trusted, perMinute: null, by: "test" })).key;
}

/** Sends statements in one batch; returns their ids. */
export function send(
  ctx: Context,
  key: LrsKey,
  statements: readonly object[],
  version: XapiVersion = "1.0.3",
): Promise<string[]> {
  return storeStatements(ctx, key, version, { values: statements, parts: [], batch: true });
}

export const EVERYTHING: StatementQuery = {
  agent: null,
  verb: null,
  activity: null,
  registration: null,
  relatedActivities: false,
  relatedAgents: false,
  since: null,
  until: null,
  limit: 0,
  ascending: false,
  format: "exact",
  attachments: false,
};

export interface Found {
  readonly id: string;
  readonly stored: string;
  readonly [property: string]: unknown;
}

/** The first page of a search. */
export async function find(
  ctx: Context,
  key: LrsKey,
  query: Partial<StatementQuery>,
): Promise<{ statements: Found[]; more: string }> {
  const { json } = await findStatements(ctx, key, { ...EVERYTHING, ...query }, []);
  return JSON.parse(json) as { statements: Found[]; more: string };
}
