import { useCallback, useEffect, useRef, useState } from "react";

/** Every change is sent this long after the last key, and kept in the browser at once. */
const PAUSE_MS = 900;
const RETRY_MS = 3_000;
const GIVE_UP_MS = 10_000;

export interface AutosaveAnswer<Page> {
  readonly revision: number;
  readonly savedAt: string;
  readonly others: readonly string[];
  readonly conflicts: readonly unknown[];
  readonly page: Page;
}

export type AutosaveState = "saved" | "typing" | "sending" | "waiting" | "refused" | "closed";

type Fields = readonly (readonly [name: string, value: string])[];
interface Kept {
  readonly at: string;
  readonly fields: Fields;
}

const fieldsOf = (form: HTMLFormElement): Fields =>
  [...new FormData(form).entries()].flatMap(([name, value]) =>
    typeof value === "string" && name !== "revision" ? [[name, value] as const] : [],
  );

const grouped = (fields: Fields): Map<string, string[]> => {
  const groups = new Map<string, string[]>();
  for (const [name, value] of fields) groups.set(name, [...(groups.get(name) ?? []), value]);
  return groups;
};
const alike = (a: readonly string[] = [], b: readonly string[] = []): boolean =>
  a.length === b.length && a.every((one, at) => one === b[at]);

/** Fills a form's controls; text fields are told, so that an editor over them follows. */
function fill(
  form: HTMLFormElement,
  groups: ReadonlyMap<string, readonly string[]>,
  names: Iterable<string>,
): void {
  for (const name of names) {
    const values = groups.get(name) ?? [];
    for (const control of form.elements) {
      if (control instanceof HTMLInputElement && control.name === name) {
        if (control.type === "checkbox" || control.type === "radio")
          control.checked = values.includes(control.value);
        else control.value = values[0] ?? "";
      } else if (
        (control instanceof HTMLTextAreaElement || control instanceof HTMLSelectElement) &&
        control.name === name
      ) {
        control.value = values[0] ?? "";
      } else continue;
      control.dispatchEvent(new CustomEvent("refill"));
    }
  }
}

function readKept(key: string): Kept | null {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null") as Kept | null;
  } catch {
    return null;
  }
}

/**
 * Saves a form as it is typed. Nothing is sent while an earlier save is under way; what could not be sent stays in
 * this browser and is sent when the connection is back, or offered when the page is opened again.
 * @param part names the form within the draft, and is sent with it
 */
export function useAutosave<Page>({
  formId,
  saveTo,
  part,
  owner,
  revision,
  page,
}: {
  formId: string;
  saveTo: string;
  part: string;
  /** Whose browser it is now: what one kept is never offered to another. */
  owner: string;
  revision: number;
  page: Page;
}) {
  const key = `amends-draft ${owner} ${saveTo} ${part}`;
  const [answer, setAnswer] = useState<AutosaveAnswer<Page> | null>(null);
  const [heardAt, setHeardAt] = useState<number | null>(null);
  const [state, setState] = useState<AutosaveState>("saved");
  const [offer, setOffer] = useState<Kept | null>(null);
  /** Raised when the form has to be drawn anew because others changed what it shows. */
  const [drawn, setDrawn] = useState(0);
  const now = useRef({
    revision,
    dirty: false,
    sending: false,
    timer: 0,
    refill: null as null | (() => void),
  });

  const current = answer && answer.revision >= revision ? answer.page : page;
  const currentRevision = Math.max(revision, answer?.revision ?? 0);
  now.current.revision = currentRevision;

  const formOf = useCallback(() => document.getElementById(formId) as HTMLFormElement | null, [formId]);

  const send = useCallback(async (): Promise<void> => {
    const form = formOf();
    const at = now.current;
    if (!form || at.sending || !at.dirty) return;
    at.sending = true;
    at.dirty = false;
    setState("sending");
    const sent = fieldsOf(form);
    const body = new FormData();
    body.set("part", part);
    body.set("revision", String(at.revision));
    for (const [name, value] of sent) body.append(name, value);
    let again = 0;
    try {
      const response = await fetch(saveTo, {
        method: "POST",
        body,
        headers: { Accept: "application/json" },
        signal: AbortSignal.timeout(GIVE_UP_MS),
      });
      if (response.ok && response.headers.get("Content-Type")?.includes("application/json")) {
        const told = (await response.json()) as AutosaveAnswer<Page>;
        at.revision = told.revision;
        if (told.others.length > 0) redrawAround(form, sent);
        setAnswer(told);
        setHeardAt(Date.now());
        setState(at.dirty ? "typing" : "saved");
        if (!at.dirty) localStorage.removeItem(key);
        again = at.dirty ? PAUSE_MS : 0;
      } else {
        at.dirty = true;
        // Signed out, or the draft is closed: it stays here, and the author is told.
        const closed = response.status === 409 || response.status === 404;
        setState(response.status >= 500 ? "waiting" : closed ? "closed" : "refused");
        again = response.status >= 500 ? RETRY_MS : 0;
      }
    } catch {
      at.dirty = true;
      setState("waiting");
      again = RETRY_MS;
    } finally {
      at.sending = false;
      if (again > 0) at.timer = window.setTimeout(() => void send(), again);
    }

    function redrawAround(form: HTMLFormElement, sent: Fields): void {
      const focused = document.activeElement;
      const place =
        focused instanceof HTMLElement && form.contains(focused) && focused.id !== "" ? focused.id : null;
      at.refill = () => {
        const next = formOf();
        if (!next) return;
        const typed = grouped(fieldsOf(form));
        const before = grouped(sent);
        const touched = [...typed.keys()].filter((name) => !alike(typed.get(name), before.get(name)));
        fill(next, typed, touched);
        if (place !== null) document.getElementById(place)?.focus();
      };
      setDrawn((count) => count + 1);
    }
  }, [formOf, key, part, saveTo]);

  useEffect(() => {
    now.current.refill?.();
    now.current.refill = null;
  }, [drawn]);

  const touched = useCallback(() => {
    const form = formOf();
    if (!form) return;
    now.current.dirty = true;
    setState((was) => (was === "waiting" || was === "refused" || was === "closed" ? was : "typing"));
    try {
      localStorage.setItem(key, JSON.stringify({ at: new Date().toISOString(), fields: fieldsOf(form) }));
    } catch {
      // A full or forbidden store: the server has it within a second all the same.
    }
    window.clearTimeout(now.current.timer);
    now.current.timer = window.setTimeout(() => void send(), PAUSE_MS);
  }, [formOf, key, send]);

  useEffect(() => {
    const form = formOf();
    const kept = readKept(key);
    if (form && kept) {
      const there = grouped(fieldsOf(form));
      const differs = kept.fields.some(([name]) => !alike(grouped(kept.fields).get(name), there.get(name)));
      if (differs) setOffer(kept);
      else localStorage.removeItem(key);
    }
    const state = now.current;
    const online = () => void send();
    window.addEventListener("online", online);
    return () => {
      window.removeEventListener("online", online);
      window.clearTimeout(state.timer);
    };
  }, [formOf, key, send]);

  // Leaving for another part of the draft with a change not sent yet: it goes off with the page.
  useEffect(() => {
    const state = now.current;
    let last: FormData | null = null;
    const form = formOf();
    const remember = () => {
      last = new FormData(form ?? undefined);
    };
    form?.addEventListener("input", remember);
    return () => {
      form?.removeEventListener("input", remember);
      if (!state.dirty || last === null) return;
      last.set("part", part);
      last.set("revision", String(state.revision));
      void fetch(saveTo, { method: "POST", body: last, keepalive: true }).then(
        (response) => {
          if (response.ok) localStorage.removeItem(key);
        },
        () => undefined,
      );
    };
  }, [formOf, key, part, saveTo, drawn]);

  return {
    page: current,
    revision: currentRevision,
    told: answer,
    heardAt,
    state,
    drawn,
    onInput: touched,
    offer: offer && {
      at: offer.at,
      take: () => {
        const form = formOf();
        if (form) fill(form, grouped(offer.fields), grouped(offer.fields).keys());
        setOffer(null);
        touched();
      },
      drop: () => {
        localStorage.removeItem(key);
        setOffer(null);
      },
    },
  };
}
