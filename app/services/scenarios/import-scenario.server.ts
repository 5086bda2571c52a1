/**
 * A scenario from a file: our YAML, alone or in a zip with its pictures, Twine's HTML and Twee, or an H5P package.
 * Whatever is in it, the answer is a draft or a clear error.
 */
import { strFromU8, Unzip, UnzipInflate } from "fflate";
import { AmendsError } from "#app/domain/errors.ts";
import { PICTURE_FILE, PICTURE_MOST, pictureName } from "#app/domain/learning/picture.ts";
import { scenarioDraft } from "#app/domain/scenarios/draft.ts";
import { withPictureNames } from "#app/domain/scenarios/edit.ts";
import { importH5p, type PictureFinder } from "#app/domain/scenarios/exchange/h5p.ts";
import type { ImportedScenario, ReportLine } from "#app/domain/scenarios/exchange/story.ts";
import { importTwee, importTwineHtml, isTwee, isTwineHtml } from "#app/domain/scenarios/exchange/twine.ts";
import { foundPicture, type FoundPicture } from "../learning/keep-media.server.ts";
import { readYaml } from "../learning/yaml-file.ts";

/** The longest text: a story of four hundred scenes has about a fifth of it. */
const TEXT_LIMIT = 5_000_000;
const MOST_ENTRIES = 2_000;
const DEEPEST = 60;
const CONTENT = "content/content.json";
/** Bytes of all the pictures of one file. */
const PICTURES_MOST = 25_000_000;
/** Bytes that a package may unpack to: a small one may hold a huge one. */
const UNPACKED_MOST = 100_000_000;

export interface ImportedFile extends ImportedScenario {
  /** Those of its scenes that came with it, by their names in the document: each is named by its hash. */
  readonly pictures: ReadonlyMap<string, Required<FoundPicture>>;
}

/** Undefined where there is no such file; `too-long` where it is longer than it may be. */
type ReadFile = Uint8Array | "too-long" | undefined;
type FileReader = (name: string) => ReadFile;

/**
 * Reads a file by what is in it; its name only helps to say what is wrong.
 * @param story which of a Twine archive's stories, by name; null: the first
 * @param beside reads what stands beside it: a picture that its YAML names
 * @throws AmendsError `bad-input` with the place and the way out
 */
export function importScenario(
  fileName: string,
  bytes: Uint8Array,
  story: string | null = null,
  beside: FileReader = () => undefined,
): ImportedFile {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return importPackage(fileName, bytes);
  if (bytes.length > TEXT_LIMIT)
    throw new AmendsError("bad-input", "The file is longer than 5 MB", "Export one story alone.");
  const text = textOf(bytes);
  const bare = { pictures: new Map<string, never>() };
  if (isTwineHtml(text)) return { ...importTwineHtml(text, story), ...bare };
  if (isTwee(text)) return { ...importTwee(text), ...bare };
  if (/^\s*[[{]/.test(text) && text.includes("branchingScenario"))
    return { ...importH5p(jsonOf(text, fileName), () => ({ wrong: "it is not in this file" })), ...bare };
  return importYaml(fileName, text, beside);
}

/** Without the pictures that are nowhere, each of which is told. @param there by their names in the document */
export function withoutMissing<Imported extends ImportedFile>(
  imported: Imported,
  there: (file: string) => boolean,
): Imported {
  const report: ReportLine[] = [];
  const document = withPictureNames(imported.document, (file, scene) => {
    if (imported.pictures.has(file) || there(file)) return file;
    report.push({ place: scene.title, text: `Its picture ${file} is not with the file, and was left out.` });
    return null;
  });
  return { ...imported, document, report: [...imported.report, ...report] };
}

/** Finds pictures by their names in a file, each once, and as many as may be. */
function pictureFinder(read: FileReader) {
  const pictures = new Map<string, Required<FoundPicture>>();
  const asked = new Map<string, ReturnType<PictureFinder>>();
  let total = 0;
  const look = (name: string): ReturnType<PictureFinder> => {
    const bytes = read(name);
    if (bytes === undefined) return { wrong: "it is not in the package" };
    if (bytes === "too-long") return { wrong: `it is larger than ${PICTURE_MOST / 1_000} kB` };
    total += bytes.length;
    if (total > PICTURES_MOST)
      return { wrong: `the pictures are more than ${PICTURES_MOST / 1_000_000} MB together` };
    const found = foundPicture(Buffer.from(bytes));
    if ("wrong" in found) return { wrong: `it ${found.wrong}` };
    const file = pictureName(found);
    pictures.set(file, found);
    return { file };
  };
  const find: PictureFinder = (name) => {
    const known = asked.get(name) ?? look(name);
    asked.set(name, known);
    return known;
  };
  return { find, pictures };
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

function importYaml(fileName: string, text: string, beside: FileReader): ImportedFile {
  const { value, problems } = readYaml(fileName, text, scenarioDraft);
  if (value) {
    const { find, pictures } = pictureFinder(beside);
    const report: ReportLine[] = [];
    const document = withPictureNames(value, (file, scene) => {
      const found = find(file);
      if ("file" in found) return found.file;
      if (beside(file) === undefined) return file;
      report.push({ place: scene.title, text: `Its picture ${file} was left out: ${found.wrong}.` });
      return null;
    });
    return { document, report, pictures };
  }
  throw new AmendsError(
    "bad-input",
    `${fileName} is no scenario that can be read`,
    "Correct it at the lines named.",
    problems.slice(0, 20).map((one) => ({ text: `Line ${one.line ?? 1}: ${one.message}. ${one.cure}` })),
  );
}

/** An H5P package, or our YAML with its pictures; no entry is ever written, and only those that are named are read. */
function importPackage(fileName: string, bytes: Uint8Array): ImportedFile {
  const { names, read } = openPackage(bytes);
  const yaml = names.find((name) => /^[^/\\]+\.ya?ml$/.test(name));
  if (yaml !== undefined && !names.includes("h5p.json"))
    return importYaml(`${yaml} in ${fileName}`, textOf(text(read, yaml)), read);
  const about = names.includes("h5p.json") ? text(read, "h5p.json") : undefined;
  if (!about || !names.includes(CONTENT))
    throw new AmendsError(
      "bad-input",
      `${about ? CONTENT : "h5p.json"} is not in the package`,
      "Choose a package with the ending .h5p, or a zip with a scenario's YAML and its pictures.",
    );
  const told = jsonOf(strFromU8(about), "h5p.json") as { mainLibrary?: unknown } | null;
  if (told?.mainLibrary !== "H5P.BranchingScenario")
    throw new AmendsError(
      "bad-input",
      `The package holds ${typeof told?.mainLibrary === "string" ? told.mainLibrary.slice(0, 60) : "something else"}`,
      "Choose a Branching Scenario. Other content types have no scenes.",
    );
  const { find, pictures } = pictureFinder((name) =>
    H5P_IMAGE.test(name) ? read(`content/${name}`) : undefined,
  );
  return { ...importH5p(jsonOf(strFromU8(text(read, CONTENT)), CONTENT), find), pictures };
}

const H5P_IMAGE = /^images\/[A-Za-z0-9][\w.-]*$/;

function text(read: FileReader, name: string): Uint8Array {
  const bytes = read(name);
  if (bytes === "too-long") throw new AmendsError("bad-input", `${name} is longer than 5 MB`);
  return bytes ?? new Uint8Array();
}

/** How long a file of a package may be; 0 for those that are not read. */
function mostOf(name: string): number {
  if (name === "h5p.json" || name === CONTENT || /^[^/\\]+\.ya?ml$/.test(name)) return TEXT_LIMIT;
  const picture = PICTURE_FILE.test(name) || H5P_IMAGE.test(name.replace(/^content\//, ""));
  return picture ? PICTURE_MOST : 0;
}

/** A zip, unpacked while it is counted, whatever it says of its sizes. */
function openPackage(bytes: Uint8Array): { names: readonly string[]; read: (name: string) => ReadFile } {
  const files = new Map<string, Uint8Array | "too-long">();
  let entries = 0;
  let total = 0;
  const unzip = new Unzip((file) => {
    entries += 1;
    if (entries > MOST_ENTRIES) throw new AmendsError("bad-input", "The package has too many files");
    const most = mostOf(file.name);
    if (most === 0 || files.has(file.name)) return;
    const parts: Uint8Array[] = [];
    let length = 0;
    file.ondata = (error, part, final) => {
      if (error) throw error;
      length += part.length;
      total += part.length;
      if (total > UNPACKED_MOST)
        throw new AmendsError("bad-input", "The package unpacks to too much", "Leave pictures out of it.");
      if (length > most) {
        files.set(file.name, "too-long");
        parts.length = 0;
        return;
      }
      parts.push(part);
      if (final) files.set(file.name, Buffer.concat(parts));
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  try {
    const AT_ONCE = 16_384;
    for (let at = 0; at < bytes.length; at += AT_ONCE)
      unzip.push(bytes.subarray(at, at + AT_ONCE), at + AT_ONCE >= bytes.length);
  } catch (error) {
    if (error instanceof AmendsError) throw error;
    throw new AmendsError("bad-input", "The package is damaged", "Export it again.");
  }
  return { names: [...files.keys()], read: (name) => files.get(name) };
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
