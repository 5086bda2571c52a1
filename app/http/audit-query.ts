import type { AuditAsked } from "#app/services/identity/read-audit.server.ts";

/** What of the audit trail an address asks for. */
export function auditAsked(url: URL): AuditAsked {
  const asked = (name: string) => (url.searchParams.get(name) ?? "").slice(0, 100);
  return { from: asked("from"), to: asked("to"), action: asked("action"), who: asked("who") };
}

/** The same as an address says it; "" for everything. */
export function auditSearch(asked: AuditAsked): string {
  return new URLSearchParams(Object.entries(asked).filter(([, value]) => value !== "")).toString();
}
