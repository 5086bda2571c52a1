import type { Db } from "#db/connect.ts";
import { programmeParts, programmes } from "#db/queries/programme.ts";
import type { Audience, Learning, Programme } from "#app/domain/learning/programmes.ts";
import type { Principal } from "../identity/principal.server.ts";

/** Every programme there is, in the order of `content/programmes.yaml`. */
export async function readProgrammes(db: Db): Promise<Programme[]> {
  const [rows, parts] = await Promise.all([programmes(db), programmeParts(db)]);
  return rows.map((row) => ({
    slug: row.slug,
    title: row.title,
    attainment: row.attainment,
    audience: row.audience === null ? "everyone" : (JSON.parse(row.audience) as Audience),
    includes: row.includes === null ? [] : (JSON.parse(row.includes) as string[]),
    parts: parts
      .filter((part) => part.programme_id === row.id)
      .map((part) => ({
        module: part.module,
        kind: part.kind,
        title: part.title,
        requiredFrom: part.required_from,
        requiredTo: part.required_to,
        honouredUntil: part.honoured_until,
      })),
  }));
}

/** Somebody as a programme's audience sees them today. */
export function learningOf({ posting, roles }: Principal): Learning {
  return {
    group: posting?.group ?? null,
    rank: posting?.rank ?? "",
    unit: posting?.unitName ?? "",
    roles: roles.map((held) => held.role),
  };
}
