import { withdrawnOf } from "#db/queries/content.ts";
import { courseTitles } from "#db/queries/training.ts";
import type { Context } from "../context.server.ts";
import { listLive } from "./read-content.server.ts";

/**
 * A function from the slug of a module, a course or a scenario to its title, of one that was withdrawn too; what was
 * never published keeps its slug.
 */
export async function titlesOf(ctx: Context): Promise<(slug: string) => string> {
  const [modules, scenarios, courses, ...withdrawn] = await Promise.all([
    listLive(ctx, "module"),
    listLive(ctx, "scenario"),
    courseTitles(ctx.read),
    withdrawnOf(ctx.read, "module"),
    withdrawnOf(ctx.read, "scenario"),
  ]);
  const titles = new Map(
    [...withdrawn.flat(), ...courses, ...modules, ...scenarios].map((one) => [one.slug, one.title]),
  );
  return (slug) => titles.get(slug) ?? slug;
}
