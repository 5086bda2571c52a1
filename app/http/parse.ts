/** What stands in an address, as numbers and words. */

/** A count from 1; 0, which nothing has, when it is not one. */
export function screenNumber(text: string | undefined): number {
  return text && /^[1-9]\d{0,3}$/.test(text) ? Number(text) : 0;
}

/** A form's text field; empty when it is missing or a file. */
export function textField(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}

/** The lines of a form's text field, without those that are empty. */
export function textLines(form: FormData, name: string): string[] {
  return textField(form, name)
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean);
}
