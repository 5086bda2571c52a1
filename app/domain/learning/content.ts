/** The kinds of authored things that become immutable versions. */
export const CONTENT_KINDS = ["module", "scenario", "facts", "glossary", "page"] as const;
export type ContentKind = (typeof CONTENT_KINDS)[number];
