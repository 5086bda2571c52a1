import type { KeyboardEvent } from "react";

/** ArrowUp and ArrowDown go between the links of a list; with Alt they press the open form's move buttons. */
export function moveInList(event: KeyboardEvent<HTMLElement>, form: string): void {
  if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
  const up = event.key === "ArrowUp";
  if (event.altKey) {
    const button = document.querySelector<HTMLButtonElement>(
      `button[form="${form}"][value="${up ? "up" : "down"}"], #${form} button[value="${up ? "up" : "down"}"]`,
    );
    if (!button) return;
    event.preventDefault();
    button.click();
    return;
  }
  const links = [...event.currentTarget.querySelectorAll<HTMLAnchorElement>("a.outline-link")];
  const at = links.findIndex((link) => link === document.activeElement);
  const next = links[at + (up ? -1 : 1)];
  if (at === -1 || !next) return;
  event.preventDefault();
  next.focus();
}
