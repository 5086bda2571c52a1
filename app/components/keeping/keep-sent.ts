import { isRouteErrorResponse, type ClientActionFunctionArgs } from "@remix-run/react";
import { forget, keep, readKept, type Fields, type Kept } from "../kept-storage.ts";

/** The hidden fields of a kept form: its own key, whose it is, and its name. */
export const SEND_KEY = "send-key";
export const SEND_FOR = "send-for";
export const SEND_FORM = "send-form";

const GATEWAY = new Set([502, 503, 504]);

/**
 * A route's `clientAction`. It sends as usual; when the network or the sign-in is gone the page stays as it is, and
 * what a kept form holds waits here. Everything is kept before it is sent, so that a window closed half way loses
 * nothing either: the key in it makes a second sending harmless.
 */
export async function keepSent({ request, serverAction }: ClientActionFunctionArgs): Promise<unknown> {
  const data = await request.clone().formData();
  const fields = [...data].flatMap(([name, value]): Fields =>
    typeof value === "string" ? [[name, value]] : [],
  );
  const of = (name: string) => fields.find(([field]) => field === name)?.[1] ?? "";
  const [keeper, form] = [of(SEND_FOR), of(SEND_FORM)];
  const isKept = keeper !== "" && form !== "";
  const settle = (state: Kept["state"] | null) => {
    if (!isKept) return;
    if (state === null) return forget(keeper, form);
    const { pathname } = window.location;
    const path = readKept(keeper, form)?.path ?? pathname;
    keep(keeper, form, { path, action: new URL(request.url).pathname, fields, sent: fields, state });
  };
  settle("going");
  try {
    const answer = await serverAction();
    const { problems } = (answer ?? {}) as { problems?: readonly unknown[] };
    // Refused with something to put right: no longer under way, and still what they wrote.
    settle(problems && problems.length > 0 ? "typed" : null);
    return answer;
  } catch (error) {
    if (error instanceof Response) {
      if (!isToSignIn(error)) {
        settle(null);
        throw error;
      }
      if (!isKept) throw error;
      settle("signed-out");
      return stay(401, []);
    }
    if (isRouteErrorResponse(error) && !GATEWAY.has(error.status)) {
      if (isKept && (error.status === 401 || error.status === 403)) {
        settle("signed-out");
        return stay(401, []);
      }
      settle(error.status >= 500 ? "typed" : null);
      throw error;
    }
    settle("waiting");
    if (request.signal.aborted) throw error;
    return stay(503, isKept ? [] : [{ text: "There is no connection. Stay on this page and try again." }]);
  }
}

const isToSignIn = (response: Response) =>
  (response.headers.get("Location") ?? "").split("?")[0] === "/sign-in";

/** A status over 400 leaves the loaders alone, which could not be reached. */
function stay(status: number, problems: readonly { text: string }[]): Response {
  return Response.json({ problems }, { status });
}
