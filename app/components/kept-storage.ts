/**
 * What an officer wrote and the server has not taken yet, kept in this browser. Every entry stands under its account's
 * own opaque key, so that nobody else who signs in here is shown it; it goes when they sign out.
 */
const PREFIX = "amends-kept:";
const OLDEST_MS = 7 * 24 * 60 * 60 * 1_000;

export type Fields = readonly (readonly [string, string])[];

export interface Kept {
  /** The page it was written on, and the address it goes to. */
  readonly path: string;
  readonly action: string;
  readonly fields: Fields;
  /** What went off last, with its key; null: nothing did. */
  readonly sent: Fields | null;
  /** `going`: on its way; `waiting`: for the connection; `signed-out`: for the officer to sign in again. */
  readonly state: "typed" | "going" | "waiting" | "signed-out";
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Where a browser keeps nothing, the open page does. */
const inMemory = new Map<string, string>();
const listeners = new Set<() => void>();

function storage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

const full = (keeper: string, form: string) => `${PREFIX}${keeper}:${form}`;

export function readRaw(keeper: string, form: string): string | null {
  const key = full(keeper, form);
  return inMemory.get(key) ?? storage()?.getItem(key) ?? null;
}

export function readKept(keeper: string, form: string): Kept | null {
  return parse(readRaw(keeper, form));
}

function parse(raw: string | null): Kept | null {
  try {
    return raw === null ? null : (JSON.parse(raw) as Kept);
  } catch {
    return null;
  }
}

export function keep(keeper: string, form: string, kept: Omit<Kept, "at">): void {
  const key = full(keeper, form);
  const raw = JSON.stringify({ ...kept, at: Date.now() });
  try {
    inMemory.delete(key);
    window.localStorage.setItem(key, raw);
  } catch {
    inMemory.set(key, raw);
  }
  tell();
}

export function forget(keeper: string, form: string): void {
  inMemory.delete(full(keeper, form));
  storage()?.removeItem(full(keeper, form));
  tell();
}

function keys(): string[] {
  const stored = storage();
  const names = stored ? Array.from({ length: stored.length }, (_, at) => stored.key(at) ?? "") : [];
  return [...new Set([...names, ...inMemory.keys()])].filter((key) => key.startsWith(PREFIX));
}

/** An account's own, oldest first, by the form's name. */
export function allKept(keeper: string): (Kept & { readonly form: string })[] {
  const start = full(keeper, "");
  return keys()
    .filter((key) => key.startsWith(start))
    .flatMap((key) => {
      const form = key.slice(start.length);
      const kept = readKept(keeper, form);
      return kept ? [{ ...kept, form }] : [];
    })
    .sort((a, b) => a.at - b.at);
}

/** Removes what others kept here, and what is older than a week. */
export function forgetOthers(keeper: string): void {
  const start = full(keeper, "");
  for (const key of keys()) {
    const kept = key.startsWith(start) ? readKept(keeper, key.slice(start.length)) : null;
    if (kept === null || kept.at < Date.now() - OLDEST_MS) remove(key);
  }
}

/** Removes all of it: somebody signs out. */
export function forgetAll(): void {
  keys().forEach(remove);
  tell();
}

/** Whether something was sent and did not arrive. */
export function isAnyWaiting(): boolean {
  return keys().some((key) => {
    const kept = parse(inMemory.get(key) ?? storage()?.getItem(key) ?? null);
    return kept !== null && kept.state !== "typed";
  });
}

function remove(key: string): void {
  inMemory.delete(key);
  storage()?.removeItem(key);
}

function tell(): void {
  listeners.forEach((listener) => listener());
}

export function onKept(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
