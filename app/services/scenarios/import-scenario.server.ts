/** A scenario from a file: our YAML, Twine's HTML and Twee, or an H5P package. Whatever is in it, the answer is a draft or a clear error. */
import { strFromU8, unzipSync } from "fflate";
import { AmendsError } from "#app/domain/errors.ts";
import { scenarioDraft } from "#app/domain/scenarios/draft.ts";
import { importH5p } from "#app/domain/scenarios/exchange/h5p.ts";
import type { ImportedScenario } from "#app/domain/scenarios/exchange/story.ts";
import { importTwee, importTwineHtml, isTwee, isTwineHtml } from "#app/domain/scenarios/exchange/twine.ts";
import { readYaml } from "../learning/yaml-file.ts";

/** The longest text: a story of four hundred scenes has about a fifth of it. */
const TEXT_LIMIT = 5_000_000;
const MOST_ENTRIES = 2_000;
const DEEPEST = 60;
const CONTENT = "content/content.json";

/**
 * Reads a file by what is in it; its name only helps to say what is wrong.
 * @param story which of a Twine archive's stories, by name; null: the first
 * @throws AmendsError `bad-input` with the place and the way out
 */
export function importScenario(
  fileName: string,
  bytes: Uint8Array,
  story: string | null = null,
): ImportedScenario {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return importH5p(h5pContent(bytes));
  if (bytes.length > TEXT_LIMIT)
    throw new AmendsError("bad-input", "The file is longer than 5 MB", "Export one story alone.");
  const text = textOf(bytes);
  if (isTwineHtml(text)) return importTwineHtml(text, story);
  if (isTwee(text)) return importTwee(text);
  if (/^\s*[[{]/.test(text) && text.includes("branchingScenario")) return importH5p(jsonOf(text, fileName));
  return importYaml(fileName, text);
}

function textOf(bytes: Uint8Array): string {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
    if (!text.includes("\0")) return text.replace(/\r\n?/g, "\n");
  } catch {
    // It is told below.
  }
  throw new AmendsError(
    "bad-input",
    "The file is no text in UTF-8",
    "Choose a scenario's YAML, a story from Twine as HTML or Twee, or a Branching Scenario from H5P.",
  );
}

function importYaml(fileName: string, text: string): ImportedScenario {
  const { value, problems } = readYaml(fileName, text, scenarioDraft);
  if (value) return { document: value, report: [] };
  throw new AmendsError(
    "bad-input",
    `${fileName} is no scenario that can be read`,
    "Correct it at the lines named.",
    problems.slice(0, 20).map((one) => ({ text: `Line ${one.line ?? 1}: ${one.message}. ${one.cure}` })),
  );
}

/** What an H5P package says, from its two known files: no entry is ever written, and no other is read. */
function h5pContent(bytes: Uint8Array): unknown {
  let entries = 0;
  let files: Record<string, Uint8Array>;
  try {
    files = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        entries += 1;
        if (entries > MOST_ENTRIES) throw new AmendsError("bad-input", "The package has too many files");
        if (name !== CONTENT && name !== "h5p.json") return false;
        if (originalSize > TEXT_LIMIT) throw new AmendsError("bad-input", `${name} is longer than 5 MB`);
        return true;
      },
    });
  } catch (error) {
    if (error instanceof AmendsError) throw error;
    throw new AmendsError("bad-input", "The package is damaged", "Export it from H5P again.");
  }
  const about = files["h5p.json"];
  const content = files[CONTENT];
  if (!about || !content)
    throw new AmendsError(
      "bad-input",
      `${about ? CONTENT : "h5p.json"} is not in the package`,
      "Choose a package with the ending .h5p.",
    );
  const told = jsonOf(strFromU8(about), "h5p.json") as { mainLibrary?: unknown } | null;
  if (told?.mainLibrary !== "H5P.BranchingScenario")
    throw new AmendsError(
      "bad-input",
      `The package holds ${typeof told?.mainLibrary === "string" ? told.mainLibrary.slice(0, 60) : "something else"}`,
      "Choose a Branching Scenario. Other content types have no scenes.",
    );
  return jsonOf(strFromU8(content), CONTENT);
}

/** JSON that is no deeper than a scenario needs: what reads it goes down with it. */
function jsonOf(text: string, place: string): unknown {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charCodeAt(at);
    if (quoted) {
      if (letter === 92) at += 1;
      else if (letter === 34) quoted = false;
    } else if (letter === 34) quoted = true;
    else if (letter === 91 || letter === 123) {
      depth += 1;
      if (depth > DEEPEST)
        throw new AmendsError(
          "bad-input",
          `${place} is nested deeper than ${DEEPEST} levels`,
          "Export it again.",
        );
    } else if (letter === 93 || letter === 125) depth -= 1;
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const why = error instanceof Error ? error.message.slice(0, 120) : "";
    throw new AmendsError("bad-input", `${place} is no JSON: ${why}`, "Export it again.");
  }
}
