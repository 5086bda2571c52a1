import { useNavigation } from "@remix-run/react";
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type FormEvent } from "react";
import { fieldHolds } from "#app/domain/scenarios/field-names.ts";
import type { SaveTold } from "#app/domain/scenarios/editor-values.ts";
import {
  differing,
  fieldsOf,
  fill,
  focusAgain,
  isMissing,
  namesIn,
  openAgain,
  openedIn,
  placeIn,
  type Fields,
  type Opened,
  type Place,
} from "./form-values.ts";
import { keepTyping, readKept, type Dispute, type Kept } from "./kept-typing.ts";
import { sendDraft } from "./send-draft.ts";

/** Typing is sent when it pauses for so long, and after so long without a pause; this browser keeps it at once. */
const PAUSE_MS = 400;
const MOST_MS = 1_000;
const RETRY_MS = 3_000;

export type AutosaveState =
  | { readonly is: "saved" | "typing" | "sending" | "waiting" }
  | { readonly is: "refused"; readonly why: string };

interface AutosaveInput<Page> {
  formId: string;
  saveTo: string;
  /** Names the form within the draft, and is sent with it. */
  part: string;
  /** Whose browser it is now: what one kept is never offered to another. */
  owner: string;
  /** What the loader has. */
  revision: number;
  page: Page;
  /** What a button of the form was answered. */
  answered: SaveTold | undefined;
}

/** What to lay over a form once it is drawn anew, and where its focus goes. */
interface Redraw {
  readonly fields: Fields;
  readonly names: readonly string[];
  readonly place: Place | null;
  readonly before: ReadonlySet<string>;
  readonly opened: Opened;
}

/**
 * Saves a form as it is typed. The form shows what is saved, and over it what this author typed since; whenever the
 * two come apart (somebody else saved, another window, Undo) it is drawn anew from what is saved, and what was typed
 * is laid over it. Nothing is sent while an earlier save is under way; what could not be sent stays in this browser
 * and is sent when the connection is back, or offered when the page is opened again.
 */
export function useAutosave<Page>(input: AutosaveInput<Page>) {
  const { formId, saveTo, part, owner, revision, page, answered } = input;
  const key = `amends-draft ${owner} ${saveTo} ${part}`;
  const [answer, setAnswer] = useState<{ revision: number; savedAt: string; page: Page } | null>(null);
  const [heardAt, setHeardAt] = useState<number | null>(null);
  const [state, setState] = useState<AutosaveState>({ is: "saved" });
  const [others, setOthers] = useState<readonly string[]>([]);
  /** What is to be decided of places that this form does not show, or was told before there was a script. */
  const [undecided, setUndecided] = useState<SaveTold | null>(answered ?? null);
  const [disputes, setDisputes] = useState<readonly Dispute[]>([]);
  const [offers, setOffers] = useState<readonly Kept[]>([]);
  /** Raised when the form has to be drawn anew. */
  const [drawn, setDrawn] = useState(0);
  const navigation = useNavigation();
  const now = useRef({
    form: null as HTMLFormElement | null,
    /** What the server has of this form: `revision` with these fields. */
    revision,
    saved: [] as Fields,
    /** What it asked for when it was drawn. */
    names: new Set<string>(),
    dirty: false,
    since: 0,
    sending: null as Promise<boolean> | null,
    timer: 0,
    /** A button of the page is on its way: what it does comes first. */
    held: false,
    passing: false,
    gone: false,
    redraw: null as Redraw | null,
    disputes: [] as readonly Dispute[],
    offers: [] as readonly Kept[],
    answered,
  });

  const formOf = useCallback(() => document.getElementById(formId) as HTMLFormElement | null, [formId]);

  const dispute = useCallback((next: readonly Dispute[]) => {
    now.current.disputes = next;
    setDisputes(next);
  }, []);
  const offer = useCallback((next: readonly Kept[]) => {
    now.current.offers = next;
    setOffers(next);
  }, []);

  /** The fields that are sent: those that wait for a decision are left out. */
  const sendable = useCallback((fields: Fields): Fields => {
    const disputed = new Set(now.current.disputes.flatMap((one) => one.names));
    return fields.filter(([name]) => !disputed.has(name) && !disputed.has(name.replace(/^with-/, "")));
  }, []);

  const keep = useCallback(() => {
    const at = now.current;
    const typed =
      at.form && (at.dirty || at.sending || at.disputes.length > 0)
        ? [
            {
              at: new Date().toISOString(),
              base: at.revision,
              fields: fieldsOf(at.form),
              disputes: at.disputes,
            },
          ]
        : [];
    keepTyping(key, [...at.offers, ...typed]);
  }, [key]);

  const redraw = useCallback((fields: Fields, names: readonly string[]) => {
    const at = now.current;
    if (!at.form) return;
    const disputed = at.disputes.flatMap((one) => one.names);
    at.redraw = {
      fields,
      names: [...names, ...disputed],
      place: placeIn(at.form),
      before: at.names,
      opened: openedIn(at.form),
    };
    setDrawn((count) => count + 1);
  }, []);

  /** Takes in what was saved. @param sent with these fields @param since what the form held when they were taken */
  const hear = useCallback(
    (told: SaveTold & { page?: Page }, sent: Fields, since: Fields): void => {
      const at = now.current;
      if (!at.form) return;
      const typed = fieldsOf(at.form);
      const touched = new Set(differing(typed, since));
      const found = told.conflicts.flatMap(({ path, place, theirs }): Dispute[] => {
        const names = [...namesIn(at.form as HTMLFormElement)].filter(
          fieldHolds(JSON.parse(path) as string[], part),
        );
        return names.length > 0 ? [{ path, place, theirs, names }] : [];
      });
      if (found.length > 0)
        dispute([...at.disputes.filter((one) => !found.some(({ path }) => path === one.path)), ...found]);
      if (told.others.length > 0) setOthers(told.others);
      const left = told.conflicts.filter(({ path }) => !found.some((one) => one.path === path));
      if (left.length > 0) setUndecided({ ...told, others: [], conflicts: left });
      // One's own words: those typed since, and where there is something to decide those that were sent.
      const mine = [
        ...typed.filter(([name]) => touched.has(name)),
        ...sent.filter(([name]) => !touched.has(name)),
      ];
      if (told.redraw || found.length > 0) redraw(mine, [...touched]);
      else at.saved = sent;
    },
    [dispute, part, redraw],
  );

  const schedule = useCallback((after: number, send: () => unknown) => {
    window.clearTimeout(now.current.timer);
    now.current.timer = window.setTimeout(send, after);
  }, []);

  /** Resolves with whether the server has everything. */
  const send = useCallback(async (): Promise<boolean> => {
    const at = now.current;
    window.clearTimeout(at.timer);
    if (at.sending) {
      await at.sending;
      return at.dirty ? send() : true;
    }
    if (!at.form || !at.dirty) return true;
    const sending = async (form: HTMLFormElement): Promise<boolean> => {
      at.dirty = false;
      setState({ is: "sending" });
      const held = fieldsOf(form);
      const sent = await sendDraft<Page>(
        saveTo,
        { part, revision: at.revision, fields: sendable(held) },
        at.gone,
      );
      at.sending = null;
      if (sent.kind === "saved") {
        at.revision = Math.max(at.revision, sent.answer.revision);
        if (at.gone) {
          if (at.dirty) await send();
          else keep();
          return true;
        }
        setAnswer(sent.answer);
        setHeardAt(Date.now());
        hear(sent.answer, held, held);
        setState({ is: at.dirty ? "typing" : "saved" });
        if (at.dirty && !at.held) schedule(PAUSE_MS, () => void send());
        keep();
        return true;
      }
      at.dirty = true;
      keep();
      setState(sent.kind === "waiting" ? { is: "waiting" } : { is: "refused", why: sent.why });
      if (!at.gone && sent.kind === "waiting") schedule(RETRY_MS, () => void send());
      return false;
    };
    at.sending = sending(at.form);
    return at.sending;
  }, [hear, keep, part, saveTo, schedule, sendable]);

  const touched = useCallback(() => {
    const at = now.current;
    if (!at.form) return;
    if (!at.dirty) at.since = Date.now();
    at.dirty = true;
    setState((was) => (was.is === "waiting" || was.is === "refused" ? was : { is: "typing" }));
    keep();
    if (!at.held)
      schedule(Math.max(0, Math.min(PAUSE_MS, at.since + MOST_MS - Date.now())), () => void send());
  }, [keep, schedule, send]);

  // The form has been drawn: what it shows is what is saved. Then what was typed goes over it.
  useLayoutEffect(() => {
    const at = now.current;
    const form = (at.form = formOf());
    if (!form) return;
    at.saved = fieldsOf(form);
    at.names = new Set(namesIn(form));
    const laid = at.redraw;
    if (!laid) return;
    at.redraw = null;
    const shown = new Map(at.saved);
    dispute(
      at.disputes.map((one) => {
        const [name = ""] = one.names;
        return one.names.length === 1 && shown.has(name) ? { ...one, theirs: shown.get(name) ?? "" } : one;
      }),
    );
    openAgain(form, laid.opened);
    fill(form, laid.fields, laid.names);
    if (laid.place) focusAgain(form, laid.place, laid.before);
    if (differing(sendable(fieldsOf(form)), sendable(at.saved)).length > 0) touched();
  }, [dispute, drawn, formOf, sendable, touched]);

  // A button was answered, or the loader has something newer than this form shows.
  useLayoutEffect(() => {
    const at = now.current;
    const told = answered !== at.answered ? answered : undefined;
    if (told) setUndecided(null);
    at.answered = answered;
    const newer = revision > at.revision;
    if (newer) at.revision = revision;
    if (at.form && told) hear({ ...told, redraw: newer }, at.saved, at.saved);
    else if (at.form && newer) redraw(fieldsOf(at.form), differing(fieldsOf(at.form), at.saved));
    if (newer) setState((was) => (was.is === "sending" ? was : { is: at.dirty ? "typing" : "saved" }));
  }, [answered, hear, redraw, revision]);

  useEffect(() => {
    const at = now.current;
    at.held = at.held && navigation.state !== "idle";
    if (!at.held && at.dirty) schedule(PAUSE_MS, () => void send());
  }, [navigation.state, schedule, send]);

  useLayoutEffect(() => {
    const at = now.current;
    at.gone = false;
    const there = at.form ? fieldsOf(at.form) : [];
    offer(readKept(key).filter((one) => one.disputes.length > 0 || isMissing(one.fields, there)));
    keepTyping(key, at.offers);
    const goOn = () => void send();
    window.addEventListener("online", goOn);
    document.addEventListener("visibilitychange", goOn);
    return () => {
      window.removeEventListener("online", goOn);
      document.removeEventListener("visibilitychange", goOn);
      window.clearTimeout(at.timer);
      // Leaving for another part of the draft with a change not sent yet: it goes off with the page.
      at.gone = true;
      if (at.dirty && !at.sending) void send();
    };
  }, [key, offer, send]);

  /** Before any form of the page is sent, what was typed is: the button does its work on that. */
  const onSubmitCapture = useCallback(
    (event: FormEvent<HTMLElement>) => {
      const at = now.current;
      const form = event.target as HTMLFormElement;
      if (at.passing || (!at.dirty && !at.sending)) {
        at.passing = false;
        at.held = true;
        if (form === at.form) at.saved = fieldsOf(form);
        return;
      }
      event.preventDefault();
      event.stopPropagation();
      const button = (event.nativeEvent as SubmitEvent).submitter as HTMLButtonElement | null;
      void send().then((done) => {
        if (!done || at.gone) return;
        at.passing = true;
        // Drawn anew meanwhile, the button is another one that says the same.
        const again =
          button && !button.isConnected
            ? [...(at.form?.elements ?? [])].find(
                (one): one is HTMLButtonElement =>
                  one instanceof HTMLButtonElement && one.value === button.value,
              )
            : button;
        (form.isConnected ? form : at.form)?.requestSubmit(again);
      });
    },
    [send],
  );

  const settle = (path: string, take: "mine" | "theirs"): void => {
    const at = now.current;
    const settled = at.disputes.find((one) => one.path === path);
    if (!at.form || !settled) return;
    dispute(at.disputes.filter((one) => one.path !== path));
    const typed = fieldsOf(at.form);
    if (take === "mine") touched();
    else
      redraw(
        typed,
        differing(typed, at.saved).filter((name) => !settled.names.includes(name)),
      );
    keep();
    if (take === "mine")
      at.form.querySelector<HTMLElement>(`[id="${CSS.escape(settled.names[0] ?? "")}"]`)?.focus();
  };

  const takeBack = async (kept: Kept): Promise<void> => {
    const at = now.current;
    setState({ is: "sending" });
    const disputed = new Set(kept.disputes.flatMap((one) => one.names));
    const fields = kept.fields.filter(
      ([name]) => !disputed.has(name) && !disputed.has(name.replace(/^with-/, "")),
    );
    await at.sending;
    const sent = await sendDraft<Page>(saveTo, { part, revision: kept.base, fields, askAll: true });
    if (sent.kind !== "saved") {
      setState(sent.kind === "waiting" ? { is: "waiting" } : { is: "refused", why: sent.why });
      return;
    }
    at.revision = Math.max(at.revision, sent.answer.revision);
    offer(at.offers.filter((one) => one !== kept));
    dispute([...at.disputes, ...kept.disputes]);
    setAnswer(sent.answer);
    setHeardAt(Date.now());
    hear({ ...sent.answer, redraw: true }, kept.fields, at.saved);
    setState({ is: at.dirty ? "typing" : "saved" });
    keep();
  };

  const [offered] = offers;
  const newest = answer && answer.revision >= revision ? answer : null;
  return {
    page: newest?.page ?? page,
    revision: Math.max(revision, answer?.revision ?? 0),
    savedAt: newest?.savedAt,
    others,
    undecided,
    disputes,
    heardAt,
    state,
    drawn,
    onInput: touched,
    onSubmitCapture,
    settle,
    offer: offered && {
      at: offered.at,
      take: () => void takeBack(offered),
      drop: () => {
        offer(now.current.offers.filter((one) => one !== offered));
        keep();
      },
    },
  };
}
