/** Sends a part of a draft to be saved, and says how that went. */
import type { SaveRefused, SaveTold } from "#app/domain/scenarios/editor-values.ts";
import type { Fields } from "./form-values.ts";

const GIVE_UP_MS = 10_000;

export type SaveAnswer<Page> = SaveTold & { readonly page: Page };
export type Sent<Page> =
  | { readonly kind: "saved"; readonly answer: SaveAnswer<Page> }
  /** It never got there, or the server is in trouble: worth another try. */
  | { readonly kind: "waiting" }
  /** Never so: what it says has to be put right first. */
  | { readonly kind: "refused"; readonly why: string };

const SIGN_IN = "sign in again in another tab, and go on here; it is kept in this browser";

export async function sendDraft<Page>(
  saveTo: string,
  { part, revision, fields, askAll }: { part: string; revision: number; fields: Fields; askAll?: boolean },
  /** The page is going: its answer may never be heard. */
  leaving = false,
): Promise<Sent<Page>> {
  const body = new FormData();
  body.set("part", part);
  body.set("revision", String(revision));
  if (askAll) body.set("ask-all", "1");
  for (const [name, value] of fields) body.append(name, value);
  try {
    const response = await fetch(saveTo, {
      method: "POST",
      body,
      headers: { Accept: "application/json" },
      ...(leaving ? { keepalive: true } : { signal: AbortSignal.timeout(GIVE_UP_MS) }),
    });
    if (response.status >= 500) return { kind: "waiting" };
    if (response.status === 401 || response.redirected) return { kind: "refused", why: SIGN_IN };
    if (!response.headers.get("Content-Type")?.includes("application/json"))
      return { kind: "refused", why: (await response.text()).slice(0, 200) };
    if (response.ok) return { kind: "saved", answer: (await response.json()) as SaveAnswer<Page> };
    return { kind: "refused", why: wordsOf((await response.json()) as Partial<SaveRefused>) };
  } catch {
    return { kind: "waiting" };
  }
}

function wordsOf({
  title = "the server would not take it",
  wayOut = "",
  problems = [],
}: Partial<SaveRefused>) {
  return [title, ...problems, wayOut]
    .filter((one) => one !== "")
    .map((one) => one.replace(/[.\s]+$/, ""))
    .join(". ");
}
