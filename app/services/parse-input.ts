import type { z } from "zod";
import { AmendsError } from "#app/domain/errors.ts";

/**
 * What somebody gave, checked by a schema.
 * @param labels what the fields are called on their pages
 * @throws AmendsError `bad-input` with one problem for each field, which names it and links to it.
 */
export function parseInput<Values>(
  schema: z.ZodType<Values>,
  input: unknown,
  labels: Readonly<Record<string, string>>,
): Values {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const byField = new Map<string, string>();
  for (const { path, message } of result.error.issues) {
    const field = String(path[0]);
    if (!byField.has(field)) byField.set(field, message);
  }
  const problems = [...byField].map(([field, message]) => ({
    text: `${labels[field] ?? field}: ${message}`,
    href: `#${field}`,
  }));
  throw new AmendsError("bad-input", problems.map((one) => one.text).join("; "), "Put this right.", problems);
}
