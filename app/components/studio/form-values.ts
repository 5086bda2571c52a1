/** What a form's controls hold, read and put back by name; for forms that React draws once and leaves alone. */
export type Fields = readonly (readonly [name: string, value: string])[];
type Values = ReadonlyMap<string, readonly string[]>;

export const fieldsOf = (form: HTMLFormElement): Fields =>
  [...new FormData(form).entries()].flatMap(([name, value]) =>
    typeof value === "string" && name !== "revision" ? [[name, value] as const] : [],
  );

export function valuesOf(fields: Fields): Values {
  const values = new Map<string, string[]>();
  for (const [name, value] of fields) values.set(name, [...(values.get(name) ?? []), value]);
  return values;
}

const alike = (a: readonly string[] = [], b: readonly string[] = []): boolean =>
  a.length === b.length && a.every((one, at) => one === b[at]);

/** The names whose values differ. */
export function differing(a: Fields, b: Fields): string[] {
  const [ours, others] = [valuesOf(a), valuesOf(b)];
  return [...new Set([...ours.keys(), ...others.keys()])].filter(
    (name) => !alike(ours.get(name), others.get(name)),
  );
}

/** Whether a form does not show what was kept of it; what others added to it since is no difference. */
export function isMissing(kept: Fields, shown: Fields): boolean {
  const names = new Set(kept.map(([name]) => name));
  return differing(kept, shown).some((name) => names.has(name) || names.has(`with-${name}`));
}

/** Which of its details stand open, by the fieldset they are in and their summary. */
export type Opened = ReadonlyMap<string, boolean>;

const detailsIn = (form: HTMLFormElement) =>
  [...form.querySelectorAll("details")].map(
    (one) =>
      [
        `${one.closest("fieldset[id]")?.id ?? ""} ${one.querySelector("summary")?.textContent ?? ""}`,
        one,
      ] as const,
  );
export const openedIn = (form: HTMLFormElement): Opened =>
  new Map(detailsIn(form).map(([key, one]) => [key, one.open]));
export function openAgain(form: HTMLFormElement, opened: Opened): void {
  for (const [key, one] of detailsIn(form)) one.open ||= opened.get(key) ?? false;
}

export function namesIn(form: HTMLFormElement): ReadonlySet<string> {
  return new Set([...form.elements].map((control) => ("name" in control ? String(control.name) : "")));
}

/** Fills controls; each is told by the event `refill`, so that an editor over it follows. */
export function fill(form: HTMLFormElement, fields: Fields, names: Iterable<string>): void {
  const all = valuesOf(fields);
  for (const name of names) {
    const values = all.get(name) ?? [];
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

/** Where the focus is in a form, to be found again when the form is drawn anew. */
export interface Place {
  readonly find: (form: HTMLFormElement) => HTMLElement | undefined;
  readonly selection: readonly [start: number, end: number] | null;
  /** It was a button that adds something. */
  readonly adds: boolean;
}

export function placeIn(form: HTMLFormElement): Place | null {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement) || !form.contains(focused)) return null;
  if (focused instanceof HTMLButtonElement && focused.name === "do") {
    const { value } = focused;
    const find = (drawn: HTMLFormElement) =>
      [...drawn.elements].find(
        (one): one is HTMLButtonElement => one instanceof HTMLButtonElement && one.value === value,
      );
    return { find, selection: null, adds: /^(add|scene)-/.test(value) };
  }
  // An editor stands over a text area, which has the same selection.
  const control = focused.closest(".markdown")?.querySelector("textarea") ?? focused;
  const name = "name" in control ? String(control.name) : "";
  const isText =
    control instanceof HTMLTextAreaElement ||
    (control instanceof HTMLInputElement && control.type === "text");
  return {
    find: (drawn) =>
      [...drawn.elements].find(
        (one): one is HTMLElement =>
          one instanceof HTMLElement && name !== "" && "name" in one && one.name === name,
      ),
    selection: isText ? [control.selectionStart ?? 0, control.selectionEnd ?? 0] : null,
    adds: false,
  };
}

/** Puts the focus back; after something was added, into the first field that was not there before. */
export function focusAgain(form: HTMLFormElement, place: Place, before: ReadonlySet<string>): void {
  const added = place.adds
    ? [...form.elements].find(
        (one): one is HTMLElement =>
          one instanceof HTMLElement &&
          "name" in one &&
          !(one instanceof HTMLButtonElement) &&
          !(one instanceof HTMLInputElement && one.type === "hidden") &&
          one.checkVisibility() &&
          !before.has(String(one.name)),
      )
    : undefined;
  const control = added ?? place.find(form);
  control?.focus({ preventScroll: added === undefined });
  if (place.selection && (control instanceof HTMLTextAreaElement || control instanceof HTMLInputElement))
    control.setSelectionRange(...place.selection);
}
