import { useLocation, useNavigation, useSubmit } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { useFrame } from "../frame.tsx";
import { allKept, forget, keep, type Kept } from "../kept-storage.ts";

const FIRST_PAUSE_MS = 3_000;
const LONGEST_PAUSE_MS = 60_000;

/**
 * Sends what waits: when the connection comes back, when the window is looked at, and now and then. What was written
 * on this page goes as its button would have sent it; what was written on another goes without moving this one.
 */
export function KeptSender() {
  const keeper = useFrame()?.keeper ?? "";
  const { pathname } = useLocation();
  const submit = useSubmit();
  const idle = useNavigation().state === "idle";
  const now = useRef({ pathname, submit, idle });
  useEffect(() => {
    now.current = { pathname, submit, idle };
  });
  useEffect(() => {
    if (!keeper) return;
    // What was on its way when a page was left may not have arrived; and who sees this page is signed in.
    for (const { form, ...kept } of allKept(keeper)) {
      if (kept.state === "going" || kept.state === "signed-out")
        keep(keeper, form, { ...kept, state: "waiting" });
    }
    let pause = FIRST_PAUSE_MS;
    let timer = 0;
    let busy = false;
    const attempt = async () => {
      if (busy || !now.current.idle) return;
      const next = allKept(keeper).find((one) => one.state === "waiting");
      if (!next) return;
      busy = true;
      try {
        if (!(await isServerThere())) return;
        if (next.path === now.current.pathname) {
          now.current.submit(formOf(next), { method: "post", action: next.action, preventScrollReset: true });
        } else await sendAside(keeper, next);
        pause = FIRST_PAUSE_MS;
      } finally {
        busy = false;
      }
    };
    const later = () => {
      timer = window.setTimeout(() => {
        pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
        void attempt().finally(later);
      }, pause);
    };
    const soon = () => {
      if (document.visibilityState === "hidden") return;
      pause = FIRST_PAUSE_MS;
      void attempt();
    };
    soon();
    later();
    window.addEventListener("online", soon);
    window.addEventListener("focus", soon);
    document.addEventListener("visibilitychange", soon);
    return () => {
      window.clearTimeout(timer);
      window.removeEventListener("online", soon);
      window.removeEventListener("focus", soon);
      document.removeEventListener("visibilitychange", soon);
    };
  }, [keeper]);
  return null;
}

function formOf(kept: Kept): FormData {
  const form = new FormData();
  for (const [name, value] of kept.sent ?? kept.fields) form.append(name, value);
  return form;
}

async function isServerThere(): Promise<boolean> {
  try {
    return (await fetch("/health", { cache: "no-store" })).ok;
  } catch {
    return false;
  }
}

/** What was written on another page, in the background. A refusal leaves the words for that page to show. */
async function sendAside(keeper: string, { form, ...kept }: Kept & { form: string }): Promise<void> {
  try {
    const answer = await fetch(kept.action, {
      method: "POST",
      // Without a session it is told so, in place of being sent to sign in.
      headers: { "X-Amends-Kept": "1" },
      body: new URLSearchParams((kept.sent ?? kept.fields).map(([name, value]) => [name, value])),
      redirect: "manual",
    });
    if (answer.type === "opaqueredirect" || answer.ok) forget(keeper, form);
    else if (answer.status === 401 || answer.status === 403)
      keep(keeper, form, { ...kept, state: "signed-out" });
    else if (answer.status < 500) keep(keeper, form, { ...kept, state: "typed" });
  } catch {
    // It waits on.
  }
}
