/**
 * A random mark by which two checks that are answered in turn on one computer can be noticed. It says nothing about
 * who somebody is, goes to no page but a check's, and lasts a day.
 */
import { createCookie } from "@remix-run/node";
import { z } from "zod";
import type { Context } from "#app/services/context.server.ts";

const DAY_SECONDS = 86_400;
const mark = z.uuid();

/** The mark of the browser that asks, and the headers that give it one when it has none. */
export async function computerOf(
  request: Request,
  ctx: Context,
): Promise<{ mark: string; headers: Record<string, string> }> {
  const cookie = createCookie("amends_computer", {
    path: "/checks",
    httpOnly: true,
    sameSite: "strict",
    secure: ctx.config.origin?.startsWith("https:") ?? false,
    maxAge: DAY_SECONDS,
  });
  const known = mark.safeParse(await cookie.parse(request.headers.get("Cookie")));
  if (known.success) return { mark: known.data, headers: {} };
  const fresh = ctx.newOpaqueId();
  return { mark: fresh, headers: { "Set-Cookie": await cookie.serialize(fresh) } };
}
