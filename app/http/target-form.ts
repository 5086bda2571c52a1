/** A target as its form sends it. Each clause of the audience has fields of its own: `groups-0`, `ranks-0` and so on. */
import type { TargetInput } from "#app/services/coverage/set-target.server.ts";
import { textField } from "./parse.ts";

const PARTS = ["groups", "ranks", "roles", "units"] as const;
/** So many clauses a form may have; what is left empty is none. */
const MOST_CLAUSES = 20;

function audienceOf(form: FormData): TargetInput["audience"] {
  if (form.has("everyone")) return "everyone";
  const clauses = [];
  for (let at = 0; at < MOST_CLAUSES; at += 1) {
    const said = PARTS.map((part) => [part, form.getAll(`${part}-${at}`).map(String)] as const);
    const clause = Object.fromEntries(said.filter(([, words]) => words.length > 0));
    if (Object.keys(clause).length > 0) clauses.push(clause);
  }
  return clauses;
}

/** What is no number becomes one that the check refuses, so that the form says so. */
export function targetOfForm(form: FormData, slug: string): TargetInput {
  const days = (name: string) => {
    const text = textField(form, name).trim();
    return text === "" ? null : Number(text);
  };
  return {
    slug,
    title: textField(form, "title"),
    programme: textField(form, "programme"),
    audience: audienceOf(form),
    dueOn: textField(form, "dueOn").trim() || null,
    joiningDays: days("joiningDays"),
    returningDays: days("returningDays"),
    graceLeavesNet: form.has("graceLeavesNet"),
    share: Math.round(Number(textField(form, "share").replace(/\s*%$/, "") || "100") * 100) / 10_000,
  };
}
