import type { Context } from "../context.server.ts";
import { listLive } from "./read-content.server.ts";

/** A function from the slug of a module or a scenario to its title; an unpublished one keeps its slug. */
export async function titlesOf(ctx: Context): Promise<(slug: string) => string> {
  const [modules, scenarios] = await Promise.all([listLive(ctx, "module"), listLive(ctx, "scenario")]);
  const titles = new Map([...modules, ...scenarios].map((one) => [one.slug, one.title]));
  return (slug) => titles.get(slug) ?? slug;
}
