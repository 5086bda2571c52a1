/** Ranks of police officers, as an audience names them and as HR extracts write them. Intentionally pure. */

export const RANKS = [
  "constable",
  "sergeant",
  "inspector",
  "chief-inspector",
  "superintendent",
  "chief-superintendent",
  "assistant-chief-constable",
  "deputy-chief-constable",
  "chief-constable",
] as const;
export type Rank = (typeof RANKS)[number];

const SHORT: ReadonlyMap<string, Rank> = new Map([
  ["pc", "constable"],
  ["dc", "constable"],
  ["ps", "sergeant"],
  ["ds", "sergeant"],
  ["sgt", "sergeant"],
  ["insp", "inspector"],
  ["di", "inspector"],
  ["ch insp", "chief-inspector"],
  ["dci", "chief-inspector"],
  ["supt", "superintendent"],
  ["dsu", "superintendent"],
  ["ch supt", "chief-superintendent"],
  ["acc", "assistant-chief-constable"],
  ["dcc", "deputy-chief-constable"],
  ["cc", "chief-constable"],
]);

/**
 * The rank that an extract's words name, however it dresses it: "Police Sergeant", "Temporary Detective Inspector",
 * "A/Sgt". Somebody acting in a rank has the duties of it. Null for what is no officer's rank, such as PCSO.
 */
export function rankOf(words: string): Rank | null {
  const bare = words
    .toLowerCase()
    .replace(/\./g, "")
    .replace(/^[at]\//, "")
    .replace(/\b(?:police|detective|det|acting|temporary|temp)\b/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  const named = bare.replaceAll(" ", "-");
  return RANKS.find((rank) => rank === named) ?? SHORT.get(bare) ?? null;
}
