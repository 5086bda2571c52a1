import { AmendsError } from "#app/domain/errors.ts";

/** @throws AmendsError `bad-input` when the format is none of those that the command writes. */
export function formatOption<Format extends string>(text: string, formats: readonly Format[]): Format {
  const found = formats.find((one) => one === text);
  if (found !== undefined) return found;
  throw new AmendsError("bad-input", `--format: "${text}" is not a format`, `Use ${formats.join(" or ")}.`);
}
