import { Form, useLocation } from "@remix-run/react";
import { useEffect, useRef, useState, useSyncExternalStore, type ReactNode } from "react";
import { Button } from "../button.tsx";
import { useFrame } from "../frame.tsx";
import { Notice } from "../notice.tsx";
import { forget, keep, onKept, readKept, readRaw, type Fields, type Kept } from "../kept-storage.ts";
import { SEND_FOR, SEND_FORM, SEND_KEY } from "./keep-sent.ts";

export interface KeptFormProps {
  /** Names the form among all of an account's, such as its attempt and its question. */
  name: string;
  /** Where it goes: a path of this site. */
  action: string;
  /** Made with the page: what is sent twice under it counts once. */
  sendKey: string;
  className?: string;
  /** Leaves the page where it is when the answer comes back to it. */
  still?: boolean;
  children: ReactNode;
}

const OWN = new Set([SEND_KEY, SEND_FOR, SEND_FORM]);

/** A form whose fields outlast a lost connection and a reload. Without JavaScript it is a form. */
export function KeptForm({ name, action, sendKey, className, still, children }: KeptFormProps) {
  const keeper = useFrame()?.keeper ?? "";
  const form = useRef<HTMLFormElement>(null);
  const key = useRef<HTMLInputElement>(null);
  const [restored, setRestored] = useState(false);
  const kept = useKept(keeper, name);
  useEffect(() => {
    const before = form.current && keeper ? readKept(keeper, name) : null;
    if (before && form.current) setRestored(fill(form.current, before.fields));
  }, [keeper, name]);

  const write = () => {
    if (!form.current || !keeper) return;
    const { pathname: path } = window.location;
    const sent = readKept(keeper, name)?.sent ?? null;
    keep(keeper, name, { path, action, fields: written(form.current), sent, state: "typed" });
  };
  /** Other words under a key that went off already would be taken for the same: they get a key of their own. */
  const renewKey = () => {
    const sent = keeper ? readKept(keeper, name)?.sent : null;
    if (!sent || !form.current || !key.current) return;
    const before = sent.find(([field]) => field === SEND_KEY)?.[1] ?? "";
    const [base = "", turn = "0"] = before.split(".");
    if (base !== sendKey) return;
    const same = said(sent) === said(written(form.current));
    key.current.value = same ? before : `${base}.${Number(turn) + 1}`;
  };
  return (
    <Form
      ref={form}
      method="post"
      action={action}
      className={className}
      noValidate
      preventScrollReset={still}
      onInput={write}
      onSubmit={renewKey}
    >
      <input ref={key} type="hidden" name={SEND_KEY} value={sendKey} />
      <input type="hidden" name={SEND_FOR} value={keeper} />
      <input type="hidden" name={SEND_FORM} value={name} />
      {children}
      <KeptNotice
        kept={kept}
        restored={restored}
        onDrop={() => {
          forget(keeper, name);
          form.current?.reset();
          setRestored(false);
        }}
      />
    </Form>
  );
}

function useKept(keeper: string, name: string): Kept | null {
  const raw = useSyncExternalStore(
    onKept,
    () => (keeper ? readRaw(keeper, name) : null),
    () => null,
  );
  return raw === null ? null : (JSON.parse(raw) as Kept);
}

interface KeptNoticeProps {
  kept: Kept | null;
  /** Words from before were put back into the form. */
  restored: boolean;
  onDrop: () => void;
}

function KeptNotice({ kept, restored, onDrop }: KeptNoticeProps) {
  const box = useRef<HTMLDivElement>(null);
  const { key, pathname } = useLocation();
  const first = useRef(key);
  const state = kept?.state;
  const away = state === "waiting" || state === "signed-out";
  useEffect(() => {
    // In answer to a button, not on arriving.
    if (away && key !== first.current) box.current?.focus();
  }, [away, key]);
  return (
    <div ref={box} aria-live="polite" tabIndex={-1} className="kept">
      {state === "waiting" ? (
        <Notice tone="warn">
          <p>No connection. Your answer is kept on this computer and goes off when the connection is back.</p>
        </Notice>
      ) : null}
      {state === "signed-out" ? (
        <Notice tone="warn">
          <p>
            <a href={`/sign-in?back=${encodeURIComponent(pathname)}`}>Sign in again</a>; your answer is kept.
          </p>
        </Notice>
      ) : null}
      {state === "typed" && kept?.sent && !restored ? (
        <p className="hint">This has not gone off yet. Press the button when it says what you mean.</p>
      ) : null}
      {state === "typed" && restored ? (
        <Notice tone="info">
          <p>
            What you had written here and not sent is back. It is kept on this computer only, until you send
            it or sign out.
          </p>
          <p>
            <Button type="button" variant="second" small onClick={onDrop}>
              Throw it away
            </Button>
          </p>
        </Notice>
      ) : null}
    </div>
  );
}

/** What stands in a form, without what we put there. */
function written(form: HTMLFormElement): Fields {
  return [...new FormData(form)].flatMap(([name, value]): Fields =>
    typeof value === "string" ? [[name, value]] : [],
  );
}

const said = (fields: Fields) => JSON.stringify(fields.filter(([name]) => !OWN.has(name)));

/** Puts fields back into a form; whether that changed anything that can be seen. */
function fill(form: HTMLFormElement, fields: Fields): boolean {
  let changed = false;
  const of = (name: string) => fields.filter(([field]) => field === name).map(([, value]) => value);
  for (const field of form.elements) {
    if (field instanceof HTMLInputElement && (field.type === "radio" || field.type === "checkbox")) {
      const checked = of(field.name).includes(field.value);
      if (field.disabled || field.checked === checked) continue;
      field.checked = checked;
      changed = true;
    } else if (
      field instanceof HTMLTextAreaElement ||
      field instanceof HTMLSelectElement ||
      (field instanceof HTMLInputElement && field.type === "text")
    ) {
      const [value] = of(field.name);
      if (value === undefined || field.disabled || field.value === value) continue;
      field.value = value;
      changed = true;
    }
  }
  return changed;
}
