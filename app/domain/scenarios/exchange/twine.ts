/**
 * Twine's stories: Twee 3 text, and the HTML that Twine 2 publishes and archives (Twine's own specifications
 * twee-3-specification.md and twine-2-htmloutput-spec.md, Interactive Fiction Technology Foundation). Links of Harlowe,
 * SugarCube and Chapbook become choices; macros, variables, scripts and styles are left out and told. Intentionally pure.
 */
import { AmendsError } from "../../errors.ts";
import type { ScenarioDraft } from "../draft.ts";
import { decodeEntities } from "./html-text.ts";
import {
  scenarioOf,
  type ImportedScenario,
  type ReportLine,
  type StoryLink,
  type StoryPlace,
} from "./story.ts";

interface Passage {
  readonly name: string;
  readonly tags: readonly string[];
  readonly text: string;
}

interface Twine {
  readonly title: string;
  readonly start: string;
  readonly passages: readonly Passage[];
}

const MOST_PASSAGES = 2_000;
const LONGEST_PASSAGE = 50_000;
/** Passages that tell the story formats something and are no part of the story. */
const SPECIAL = new Set([
  ...["StoryData", "StoryTitle", "StoryInit", "StoryMenu", "StoryCaption", "StoryBanner", "StorySubtitle"],
  ...["StoryAuthor", "StoryInterface", "StorySettings", "StoryIncludes", "StoryShare", "StoryDisplayTitle"],
  ...["PassageHeader", "PassageFooter", "PassageReady", "PassageDone", "UserScript", "UserStylesheet"],
]);
const SPECIAL_TAGS = new Set(["script", "stylesheet", "widget", "init", "header", "footer", "startup"]);

/** Whether a text is Twee: a line that begins a passage. */
export const isTwee = (text: string): boolean => /^:: *\S/m.test(text);

/** Whether a text is a story that Twine published or archived. */
export const isTwineHtml = (text: string): boolean => /^\s*</.test(text) && text.includes(STORY);

const STORY = "<tw-storydata";

/** @throws AmendsError `bad-input` for a text without a passage. */
export function importTwee(text: string): ImportedScenario {
  const passages: Passage[] = [];
  let name: string | null = null;
  let tags: string[] = [];
  let lines: string[] = [];
  const close = () => {
    if (name !== null) passages.push({ name, tags, text: lines.join("\n").trim() });
  };
  for (const line of text.split("\n")) {
    if (line.startsWith("::")) {
      close();
      ({ name, tags } = tweeHeader(line.slice(2)));
      lines = [];
    } else lines.push(line.startsWith("\\::") ? line.slice(1) : line);
  }
  close();
  const named = (wanted: string) => passages.find((one) => one.name === wanted)?.text;
  return storyOf({
    title: named("StoryTitle")?.split("\n")[0]?.trim() ?? "",
    start: startIn(named("StoryData")) ?? (passages.some((one) => one.name === "Start") ? "Start" : ""),
    passages,
  });
}

/** `:: Name [tags] {"metadata": …}`: a backslash before a bracket or a brace makes it part of the name. */
function tweeHeader(header: string): { name: string; tags: string[] } {
  let name = "";
  let at = 0;
  for (; at < header.length; at += 1) {
    const letter = header.charAt(at);
    if (letter === "\\" && at + 1 < header.length) {
      at += 1;
      name += header.charAt(at);
    } else if (letter === "[" || letter === "{") break;
    else name += letter;
  }
  const end = header.indexOf("]", at);
  const tags = header.charAt(at) === "[" && end > at ? header.slice(at + 1, end).split(/\s+/) : [];
  return { name: name.trim(), tags: tags.filter((tag) => tag !== "") };
}

function startIn(data: string | undefined): string | null {
  try {
    const { start } = JSON.parse(data ?? "{}") as { start?: unknown };
    return typeof start === "string" ? start : null;
  } catch {
    return null;
  }
}

/**
 * One story of the file; those that are left are reported.
 * @param wanted its name; null: the first
 * @throws AmendsError `bad-input` for a file without a passage, or without a story of that name.
 */
export function importTwineHtml(html: string, wanted: string | null = null): ImportedScenario {
  const stories = html
    .split(STORY)
    .slice(1)
    .map((rest) => STORY + rest)
    .map((story) => ({ story, head: attributesOf(story.slice(STORY.length, tagEnd(story, 0))) }));
  const nameOf = (one: (typeof stories)[number]) => one.head.get("name") ?? "";
  const names = stories.map((one) => `“${nameOf(one).slice(0, 80)}”`);
  const plain = (name: string) => name.trim().toLowerCase();
  const found = wanted === null ? stories[0] : stories.find((one) => plain(nameOf(one)) === plain(wanted));
  if (!found)
    throw new AmendsError(
      "bad-input",
      `The file has no story “${(wanted ?? "").slice(0, 80)}”`,
      `It has: ${names.slice(0, 20).join(", ")}.`,
    );
  const { story, head } = found;
  const passages: Passage[] = [];
  let start = "";
  // By index and not by one expression, so that a file of opened and never closed tags takes no longer than its length.
  for (let at = story.indexOf("<tw-passagedata"); at >= 0; at = story.indexOf("<tw-passagedata", at + 1)) {
    const end = tagEnd(story, at);
    const close = story.indexOf("</tw-passagedata>", end);
    if (close < 0) break;
    const tag = attributesOf(story.slice(at + "<tw-passagedata".length, end));
    const name = tag.get("name") ?? "";
    if (tag.get("pid") !== undefined && tag.get("pid") === head.get("startnode")) start = name;
    passages.push({
      name,
      tags: (tag.get("tags") ?? "").split(/\s+/).filter((one) => one !== ""),
      text: decodeEntities(story.slice(end + 1, close)).trim(),
    });
    at = close;
  }
  const brought = storyOf({ title: nameOf(found), start, passages });
  const others = names.filter((_, at) => stories[at] !== found);
  if (others.length === 0) return brought;
  const text = `The file holds ${stories.length} stories, and this is one. Left out: ${others.slice(0, 20).join(", ")}. Bring each by its name`;
  return { ...brought, report: [{ place: "", text }, ...brought.report] };
}

/** Where the tag that begins at `from` ends: at the first `>` outside quotation marks. */
function tagEnd(html: string, from: number): number {
  let quote = "";
  for (let at = from; at < html.length; at += 1) {
    const letter = html.charAt(at);
    if (quote !== "") {
      if (letter === quote) quote = "";
    } else if (letter === '"' || letter === "'") quote = letter;
    else if (letter === ">") return at;
  }
  return html.length;
}

function attributesOf(tag: string): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name = "", double, single] of tag.matchAll(/([a-z-]+)=(?:"([^"]*)"|'([^']*)')/gi))
    attributes.set(name.toLowerCase(), decodeEntities(double ?? single ?? ""));
  return attributes;
}

function storyOf({ title, start, passages }: Twine): ImportedScenario {
  const report: ReportLine[] = [];
  const special = (one: Passage) => SPECIAL.has(one.name) || one.tags.some((tag) => SPECIAL_TAGS.has(tag));
  const told = passages.filter((one) => !special(one) && one.name !== "");
  for (const one of passages)
    if (special(one) && !["StoryData", "StoryTitle"].includes(one.name) && one.text !== "")
      report.push({
        place: one.name,
        text: "Scripts, styles and settings of the story were not carried over.",
      });
  if (told.length === 0)
    throw new AmendsError(
      "bad-input",
      "There is no passage in this file",
      "Export the story from Twine as an archive, as HTML or as Twee.",
    );
  if (told.length > MOST_PASSAGES)
    throw new AmendsError(
      "bad-input",
      `There are ${told.length.toLocaleString("en-GB")} passages in this file`,
      `At most ${MOST_PASSAGES.toLocaleString("en-GB")} are read.`,
    );
  const seen = new Set<string>();
  const places = told.flatMap((one): StoryPlace[] => {
    if (seen.has(one.name)) {
      report.push({ place: one.name, text: "There is a second passage of this name; the first was taken." });
      return [];
    }
    seen.add(one.name);
    const { text, links } = readPassage(one, report);
    return [{ name: one.name, title: one.name, text, links }];
  });
  return scenarioOf({ title, summary: "", start: start || (places[0]?.name ?? ""), places, report });
}

/** A passage's words as Markdown, and its links in their order, none twice. */
function readPassage({ name, text }: Passage, report: ReportLine[]): { text: string; links: StoryLink[] } {
  const links = new Map<string, StoryLink>();
  const add = (link: StoryLink) => {
    links.set(`${link.to}\n${link.text}`, link);
    return link.text;
  };
  if (text.length > LONGEST_PASSAGE)
    report.push({ place: name, text: "It is longer than a scene may be; its beginning was taken." });
  const withoutMacros = text
    .slice(0, LONGEST_PASSAGE)
    .replace(
      /\(link-goto: {0,9}"([^"\n]*)" {0,9}(?:, {0,9}"([^"\n]*)" {0,9})?\)/gi,
      (_, words: string, to?: string) => add({ text: words, to: to ?? words }),
    )
    .replace(/<<link\s+"([^"\n]*)"\s+"([^"\n]*)"\s*>>/gi, (_, words: string, to: string) =>
      add({ text: words, to }),
    )
    .replace(/<<(?:link|button)\s+\[\[([^\]\n]*)\]\]\s*>>/gi, (_, inside: string) => add(linkOf(inside)))
    .replace(/<<\/(?:link|button)>>/gi, "");
  const read = withoutMacros
    .split("\n")
    .map((line) => {
      const words = line.replace(/\[\[([^[\]\n]*)\](?:\[[^[\]\n]*\])?\]/g, (_, inside: string) =>
        add(linkOf(inside)),
      );
      // A line that was nothing but links is a list of choices, and no part of the story.
      return words !== line && isLinksOnly(line) ? "" : words;
    })
    .join("\n");
  const { words, left } = withoutCode(read);
  if (left > 0)
    report.push({
      place: name,
      text: `${left === 1 ? "A macro, a variable or a tag was" : `${left} macros, variables or tags were`} left out.`,
    });
  return { text: asMarkdown(words), links: [...links.values()] };
}

const isLinksOnly = (line: string): boolean =>
  line.replace(/\[\[[^[\]\n]*\](?:\[[^[\]\n]*\])?\]/g, "").replace(/[\s*\-–•>|,.;]|^\d+\.?/g, "") === "";

/** `text->to`, `to<-text`, `text|to`, `to`: the arrow is Harlowe's and SugarCube's, the bar SugarCube's alone. */
function linkOf(inside: string): StoryLink {
  const right = inside.lastIndexOf("->");
  if (right >= 0) return { text: inside.slice(0, right).trim(), to: inside.slice(right + 2).trim() };
  const left = inside.indexOf("<-");
  if (left >= 0) return { text: inside.slice(left + 2).trim(), to: inside.slice(0, left).trim() };
  const bar = inside.indexOf("|");
  if (bar >= 0) return { text: inside.slice(0, bar).trim(), to: inside.slice(bar + 1).trim() };
  return { text: inside.trim(), to: inside.trim() };
}

/** Takes out macros of Harlowe and SugarCube, variables and HTML tags, and counts them. */
function withoutCode(text: string): { words: string; left: number } {
  let left = 0;
  const out = () => {
    left += 1;
    return "";
  };
  const words = text
    .replace(/\/%[^%]*%\/|<!--[^<>]*-->/g, out)
    .replace(/<<[^<>\n]*>>/g, out)
    .replace(/\([a-z][a-z-]*:[^()\n]*\)(?:\[)?/gi, out)
    .replace(/<\/?[a-z][^<>\n]*>/gi, out)
    .replace(/[$_][a-z]\w*/gi, out);
  return { words, left };
}

/** Bold and italic of Harlowe and SugarCube as Markdown has them. */
function asMarkdown(text: string): string {
  return text
    .replace(/''([^'\n]+)''/g, "**$1**")
    .replace(/(^|[^:])\/\/([^/\n]+)\/\//g, "$1*$2*")
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/** A name or a text where brackets, bars and arrows would be read as Twine's own. */
const harmless = (text: string): string =>
  text
    .replace(/\s+/g, " ")
    .replace(/->|<-/g, "→")
    .replace(/[[\]{}|\\]/g, (one) => (one === "[" || one === "{" ? "(" : one === "|" ? "/" : ")"))
    .trim();

/**
 * A scenario as Twee 3: every scene and ending a passage, every choice a link. Measures, conditions, consequences and
 * debriefs have no place there; of a picture its words stand first.
 * @param ifid the story's identifier, a UUID in capitals (Treaty of Babel)
 */
export function toTwee(scenario: ScenarioDraft, ifid: string): string {
  const names = new Map<string, string>();
  const used = new Set<string>(SPECIAL);
  for (const place of [...scenario.scenes, ...scenario.endings]) {
    const wanted = harmless(place.title) || "Without a name";
    let name = wanted;
    for (let number = 2; used.has(name); number += 1) name = `${wanted} ${number}`;
    used.add(name);
    names.set(place.id, name);
  }
  const lines = (text: string) => text.replace(/^::/gm, "\\::");
  const data = { ifid, format: "Harlowe", "format-version": "3.3.9", start: names.get(scenario.start) ?? "" };
  const passages = [
    `:: StoryTitle\n${scenario.title}`,
    `:: StoryData\n${JSON.stringify(data, null, 2)}`,
    ...scenario.scenes.map((scene) => {
      const links = scene.choices.flatMap((choice) => {
        const ways = typeof choice.to === "string" ? [choice.to] : choice.to.map((way) => way.to);
        return ways.map((to) => `[[${harmless(choice.text) || "Go on"}->${names.get(to) ?? ""}]]`);
      });
      const alt = harmless(scene.picture?.alt ?? "");
      const text = [...(alt === "" ? [] : [`*(${alt})*`]), lines(scene.text), links.join("\n")];
      return `:: ${names.get(scene.id) ?? ""}\n${text.join("\n\n")}`;
    }),
    ...scenario.endings.map((ending) => `:: ${names.get(ending.id) ?? ""} [ending]\n${lines(ending.text)}`),
  ];
  return `${passages.map((one) => one.trimEnd()).join("\n\n")}\n`;
}
