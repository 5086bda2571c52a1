/**
 * The door: every loader and action begins here. It asks the one table in
 * `app/domain/identity/permissions.ts` and turns domain errors into answers.
 */
import { redirect, type AppLoadContext } from "@remix-run/node";
import { AmendsError } from "#app/domain/errors.ts";
import { mayEver, type Permission } from "#app/domain/identity/permissions.ts";
import type { Context } from "#app/services/context.server.ts";
import type { Principal } from "#app/services/identity/principal.server.ts";
import { errorResponse } from "./errors.server.ts";

const KEPT_HEADER = "X-Amends-Kept";

export interface DoorArguments {
  readonly request: Request;
  readonly context: AppLoadContext;
}

/** Somebody who may, and the house they are in. */
export interface Visit {
  readonly ctx: Context;
  readonly principal: Principal;
}

/**
 * Runs `work` when the person may. Signed out: to the sign-in page and back
 * here afterwards. Not allowed: 403, nothing revealed.
 */
export async function authorised<Result>(
  { request, context }: DoorArguments,
  permission: Permission | "signed-in",
  work: (visit: Visit) => Promise<Result>,
): Promise<Result> {
  const principal = await context.principal();
  if (!principal) {
    // An answer that a browser kept, sent in the background: it waits until somebody signs in.
    if (request.headers.has(KEPT_HEADER)) throw new Response(null, { status: 401 });
    const url = new URL(request.url);
    const back =
      request.method === "GET" && url.pathname !== "/" ? `?back=${encodeURIComponent(url.pathname)}` : "";
    throw redirect(`/sign-in${back}`);
  }
  return answering(async () => {
    if (permission !== "signed-in" && !mayEver(principal.roles, permission)) {
      throw new AmendsError(
        "not-allowed",
        "This page is not for your role",
        "Go back to your own page, or ask your administrator if you think you should see it.",
      );
    }
    return work({ ctx: context.amends, principal });
  });
}

/** Runs `work` for anyone at all. */
export function open<Result>(
  { context }: DoorArguments,
  work: (visit: { ctx: Context; principal: Principal | null }) => Promise<Result>,
): Promise<Result> {
  return answering(async () => work({ ctx: context.amends, principal: await context.principal() }));
}

async function answering<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AmendsError) throw errorResponse(error);
    throw error;
  }
}
