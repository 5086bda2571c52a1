import { createHash } from "node:crypto";
import { mayEver } from "#app/domain/identity/permissions.ts";
import { instantWords } from "#app/domain/words.ts";
import type { Context } from "../context.server.ts";
import type { Principal } from "./principal.server.ts";

interface Frame {
  readonly force: string;
  readonly person: { readonly name: string } | null;
  readonly nav: readonly { href: string; label: string }[];
  readonly demoNotice: string | null;
  readonly keeper: string | null;
}

/** The opaque name under which a browser keeps what this account wrote and did not send. */
export function keeperOf(principal: Principal): string {
  return createHash("sha256").update(`kept for ${principal.accountId}`).digest("base64url").slice(0, 22);
}

/** The places a person may go, in the order of the header. */
function places(principal: Principal): { href: string; label: string }[] {
  const may = (permission: Parameters<typeof mayEver>[1]) => mayEver(principal.roles, permission);
  return [
    ...(may("learn") ? [{ href: "/", label: "Home" }] : []),
    ...(may("learn") ? [{ href: "/search", label: "Search" }] : []),
    ...(may("record.read-own") ? [{ href: "/record", label: "My record" }] : []),
    ...(may("coverage.read") ? [{ href: "/coverage", label: "Coverage" }] : []),
    ...(may("unit.read-progress") ? [{ href: "/unit", label: "My unit" }] : []),
    ...(may("content.read") ? [{ href: "/studio", label: "Studio" }] : []),
    ...(may("people.read") ? [{ href: "/people", label: "People" }] : []),
    // The settings' own tabs lead on, to the audit trail too.
    ...(may("policy.manage") ? [{ href: "/settings/policy", label: "Settings" }] : []),
    ...(may("audit.read") && !may("policy.manage")
      ? [{ href: "/settings/audit", label: "Audit trail" }]
      : []),
    ...(may("ledger.manage") ? [{ href: "/ledger/keys", label: "Ledger" }] : []),
    { href: "/glossary", label: "Glossary" },
    { href: "/help", label: "Help" },
  ];
}

/** Where somebody begins: their learning, or the first page their role has. */
export function startPage(principal: Principal): string {
  return places(principal)[0]?.href ?? "/help";
}

export function readFrame(ctx: Context, principal: Principal | null): Frame {
  const moved = ctx.clockMoved ? ` Its clock says ${instantWords(ctx.now())}.` : "";
  const demo = ctx.config.mode === "demo";
  return {
    force: principal?.force.name ?? ctx.config.force.name,
    person: principal ? { name: principal.name } : null,
    nav: principal ? places(principal) : [{ href: "/help", label: "Help" }],
    demoNotice: demo
      ? `Demonstration. Everyone here is made up, and nothing you do leaves this site.${moved}`
      : moved
        ? moved.trim()
        : null,
    keeper: principal ? keeperOf(principal) : null,
  };
}
