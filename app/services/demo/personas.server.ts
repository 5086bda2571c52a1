/** The people whom the demonstration lets anyone be. Everybody here is invented. */
import { z } from "zod";
import { readSetting } from "#db/queries/setting.ts";
import type { Context } from "../context.server.ts";

export const PERSONAS_SETTING = "demo-personas";
/** Not a secret: it opens only invented people, in demonstration mode. */
export const DEMO_PASSWORD = "mend-what-you-can";

const personas = z.array(
  z.object({ email: z.string(), person: z.string(), role: z.string(), note: z.string() }),
);
export type Persona = z.infer<typeof personas>[number];

/** Nobody, unless this is a demonstration. */
export async function readPersonas(ctx: Context): Promise<Persona[]> {
  if (ctx.config.mode !== "demo") return [];
  const stored = await readSetting(ctx.read, PERSONAS_SETTING);
  return stored === null ? [] : personas.parse(JSON.parse(stored));
}
