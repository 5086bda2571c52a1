/**
 * What a lesson's MDX may contain. MDX is code, and publishing evaluates it: so
 * everything is refused but plain Markdown and the listed components with plain
 * text attributes. The check and the compiler both come through here.
 */
import remarkMdx from "remark-mdx";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { excessOf } from "#app/domain/learning/text-limits.ts";
import { isSafeLink } from "./markdown.ts";

interface Rule {
  /** Attribute → the form its text must have. */
  readonly attributes: Readonly<Record<string, RegExp>>;
  readonly optional?: readonly string[];
  readonly place: "top" | "in Compare" | "in text";
  readonly holds: "nothing" | "prose" | "transcript" | "words" | "sides";
}

const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const TEXT = /\S/;
/** Kinds of image a figure may show; not SVG, which can hold code. */
export const IMAGE_TYPES: Readonly<Record<string, string>> = {
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  webp: "image/webp",
  gif: "image/gif",
  avif: "image/avif",
};
/** Kinds of sound and film, and of captions; each is what a browser plays without anything else. */
export const MEDIA_TYPES: Readonly<Record<string, string>> = {
  mp3: "audio/mpeg",
  m4a: "audio/mp4",
  ogg: "audio/ogg",
  wav: "audio/wav",
  mp4: "video/mp4",
  webm: "video/webm",
  vtt: "text/vtt; charset=utf-8",
};
const AUDIO_FILE = /^\.\/[A-Za-z0-9][\w.-]*\.(mp3|m4a|ogg|wav)$/;
const VIDEO_FILE = /^\.\/[A-Za-z0-9][\w.-]*\.(mp4|webm)$/;
const CAPTIONS_FILE = /^\.\/[A-Za-z0-9][\w.-]*\.vtt$/;
const IMAGE_FILE = /^\.\/[A-Za-z0-9][\w.-]*\.(png|jpe?g|webp|gif|avif)$/;

const FILE_KINDS = new Map<RegExp, { example: string; listed: string }>([
  [IMAGE_FILE, { example: "plan.png", listed: "png, jpg, webp, gif or avif" }],
  [AUDIO_FILE, { example: "call.mp3", listed: "mp3, m4a, ogg or wav" }],
  [VIDEO_FILE, { example: "meeting.mp4", listed: "mp4 or webm" }],
  [CAPTIONS_FILE, { example: "meeting.vtt", listed: "vtt" }],
]);

export const COMPONENTS = {
  Question: { attributes: { id: SLUG }, place: "top", holds: "nothing" },
  Say: { attributes: {}, place: "top", holds: "prose" },
  Example: { attributes: { title: TEXT }, place: "top", holds: "prose" },
  Compare: { attributes: {}, place: "top", holds: "sides" },
  Side: { attributes: { title: TEXT }, place: "in Compare", holds: "prose" },
  Steps: { attributes: {}, place: "top", holds: "prose" },
  Reveal: { attributes: { title: TEXT }, place: "top", holds: "prose" },
  Figure: {
    attributes: { src: IMAGE_FILE, alt: TEXT, caption: TEXT },
    optional: ["caption"],
    place: "top",
    holds: "nothing",
  },
  Audio: {
    attributes: { src: AUDIO_FILE, title: TEXT },
    place: "top",
    holds: "transcript",
  },
  Video: {
    attributes: { src: VIDEO_FILE, title: TEXT, captions: CAPTIONS_FILE, poster: IMAGE_FILE },
    optional: ["poster"],
    place: "top",
    holds: "transcript",
  },
  Scenario: { attributes: { slug: SLUG }, place: "top", holds: "nothing" },
  Fact: { attributes: { id: /^F\d+$/ }, place: "in text", holds: "nothing" },
  Term: { attributes: { id: SLUG }, place: "in text", holds: "words" },
  Local: { attributes: { key: SLUG }, place: "in text", holds: "nothing" },
} as const satisfies Record<string, Rule>;
export type ComponentName = keyof typeof COMPONENTS;

const PLAIN = new Set([
  "root",
  "paragraph",
  "text",
  "emphasis",
  "strong",
  "inlineCode",
  "code",
  "break",
  "list",
  "listItem",
  "blockquote",
  "heading",
  "thematicBreak",
  "link",
  "linkReference",
  "definition",
]);

export interface MdxProblem {
  readonly line: number;
  readonly column?: number;
  readonly message: string;
  readonly cure: string;
}
/** A component's naming attribute, for checks against the rest of the content. */
export interface Citation {
  readonly component: ComponentName;
  readonly value: string;
  readonly line: number;
  readonly column?: number;
}
export interface MdxFindings {
  readonly problems: readonly MdxProblem[];
  readonly citations: readonly Citation[];
  readonly links: readonly { readonly url: string; readonly line: number; readonly column?: number }[];
  /** What is read: each paragraph and heading, an empty line between them. */
  readonly prose: string;
}

/** Characters of a lesson's text: ten times what an author needs. */
export const LESSON_TEXT_MOST = 40_000;
/** Of a lesson's syntax tree. */
const TREE_LIMITS = { nodes: 8_000, depth: 30 } as const;

/** As much of a syntax tree as is looked at; a node of any kind may turn up. */
interface Node {
  readonly type: string;
  readonly position?: { readonly start: { readonly line: number; readonly column: number } };
  readonly children?: readonly Node[];
  readonly value?: unknown;
  readonly name?: unknown;
  readonly url?: unknown;
  readonly alt?: unknown;
  readonly depth?: unknown;
  readonly ordered?: unknown;
  readonly attributes?: readonly Node[];
}

const isJsx = (node: Node): boolean => node.type === "mdxJsxFlowElement" || node.type === "mdxJsxTextElement";
const isBlank = (node: Node): boolean => node.type === "text" && String(node.value).trim() === "";
const wordsOf = (node: Node): string =>
  node.type === "text" || node.type === "inlineCode"
    ? String(node.value)
    : (node.children ?? []).map(wordsOf).join("");

const CURE_EXPRESSION = "Write plain text. To show a brace, put a backslash before it: \\{";

const nothingBut = (problem: MdxProblem): MdxFindings => ({
  problems: [problem],
  citations: [],
  links: [],
  prose: "",
});

/** What is too much of a tree, before anything goes down into it; walked level by level, so that no depth hurts. */
function treeExcess(tree: Node): MdxProblem | null {
  let level: readonly Node[] = [tree];
  let nodes = 0;
  for (let depth = 0; level.length > 0; depth += 1) {
    nodes += level.length;
    const start = level[0]?.position?.start;
    if (depth > TREE_LIMITS.depth)
      return {
        line: start?.line ?? 1,
        column: start?.column,
        message: "this is too deep: parts within one another",
        cure: "Write it with fewer levels.",
      };
    if (nodes > TREE_LIMITS.nodes)
      return { line: 1, message: "the lesson has too many parts", cure: "Make two of it." };
    level = level.flatMap((node) => node.children ?? []);
  }
  return null;
}

/** What is too much of a lesson's text, before anything parses it. */
export function textExcess(body: string): MdxProblem | null {
  const excess = excessOf(body, LESSON_TEXT_MOST);
  return excess && { ...excess, column: 1 };
}

/** Looks at a whole syntax tree. Nothing is run. */
export function inspectMdx(tree: Node): MdxFindings {
  const excess = treeExcess(tree);
  if (excess) return nothingBut(excess);
  const problems: MdxProblem[] = [];
  const citations: Citation[] = [];
  const links: { url: string; line: number; column?: number }[] = [];
  const prose: string[] = [];
  const say = (node: Node, message: string, cure: string): void => {
    const start = node.position?.start;
    problems.push({ line: start?.line ?? 1, column: start?.column, message, cure });
  };

  const attributesOf = (node: Node, name: ComponentName, rule: Rule): void => {
    const seen = new Set<string>();
    for (const attribute of node.attributes ?? []) {
      // Some attributes carry no position of their own.
      const at = attribute.position ? attribute : node;
      if (attribute.type !== "mdxJsxAttribute") {
        say(
          at,
          `<${name}> may not spread attributes`,
          "Write each attribute out, with its value in quotation marks.",
        );
        continue;
      }
      const key = String(attribute.name);
      const form = Object.hasOwn(rule.attributes, key) ? rule.attributes[key] : undefined;
      const allowed = Object.keys(rule.attributes).join(", ") || "none";
      if (!form) {
        const kind = /^on/i.test(key)
          ? "an event handler"
          : key.toLowerCase() === "style"
            ? "a style"
            : "an unknown attribute";
        say(at, `<${name}> has ${kind}: ${key}`, `Remove it. Attributes of <${name}>: ${allowed}.`);
      } else if (seen.has(key)) {
        say(at, `<${name}> has ${key} twice`, "Keep one of them.");
      } else if (typeof attribute.value !== "string") {
        say(
          at,
          `<${name}> ${key} is ${attribute.value === null ? "without a value" : "an expression"}`,
          `Write ${key}="…" with plain text in quotation marks.`,
        );
      } else if (!form.test(attribute.value)) {
        const kinds = FILE_KINDS.get(form);
        const cure = kinds
          ? `Name a file of this folder: ${key}="./${kinds.example}" (${kinds.listed}).`
          : form === TEXT
            ? `Write some text in ${key}="…".`
            : `Use the form ${form === SLUG ? "of an id: lower-case letters, digits and hyphens" : "F7"}.`;
        say(
          at,
          key === "alt"
            ? "the image has no alt text"
            : `<${name}> ${key}="${attribute.value}" cannot be right`,
          cure,
        );
      } else if (["id", "slug", "key"].includes(key) || FILE_KINDS.has(form)) {
        citations.push({
          component: name,
          value: attribute.value,
          line: node.position?.start.line ?? 1,
          column: node.position?.start.column,
        });
      }
      seen.add(key);
    }
    for (const key of Object.keys(rule.attributes)) {
      if (seen.has(key) || rule.optional?.includes(key)) continue;
      if (key === "alt") say(node, "the image has no alt text", 'Add alt="what the image shows".');
      else if (key === "captions")
        say(node, `<${name}> has no captions`, 'Add captions="./words.vtt": what is said, with its times.');
      else say(node, `<${name}> has no ${key}`, `Add ${key}="…".`);
    }
  };

  const component = (node: Node, ancestors: readonly Node[]): void => {
    if (typeof node.name !== "string")
      return say(node, "an empty tag <> is not allowed", "Remove it; write its text plainly.");
    if (!Object.hasOwn(COMPONENTS, node.name)) {
      const html = /^[a-z]/.test(node.name) && !node.name.includes(".");
      return say(
        node,
        html ? `raw HTML is not allowed: <${node.name}>` : `<${node.name}> is not a component`,
        html
          ? "Write it in Markdown, or use a component."
          : `Use one of: ${Object.keys(COMPONENTS).join(", ")}.`,
      );
    }
    const name = node.name as ComponentName;
    const rule: Rule = COMPONENTS[name];
    attributesOf(node, name, rule);

    // `<Question … />` beside other components on a line is parsed as a paragraph that MDX then opens up.
    const around = ancestors.filter(
      (one) =>
        !(one.type === "paragraph" && (one.children ?? []).every((child) => isJsx(child) || isBlank(child))),
    );
    const parent = around.at(-1);
    if (rule.place === "top" && parent?.type !== "root") {
      say(
        node,
        `<${name}> stands inside something else`,
        `Put <${name}> on lines of its own, with an empty line before and after.`,
      );
    }
    if (rule.place === "in Compare" && parent?.name !== "Compare")
      say(node, `<${name}> stands outside <Compare>`, "Put it directly inside <Compare>.");
    if (rule.place === "in text" && around.some((one) => one.name === "Term"))
      say(node, `<${name}> stands inside <Term>`, "Put it after the term.");

    const inside = (node.children ?? [])
      .flatMap((child) =>
        child.type === "paragraph" && (child.children ?? []).every((one) => isJsx(one) || isBlank(one))
          ? (child.children ?? [])
          : [child],
      )
      .filter((child) => !isBlank(child));
    if (rule.holds === "nothing" && inside.length > 0)
      say(node, `<${name}> has text inside`, `End it at once: <${name} … />.`);
    if (
      rule.holds === "words" &&
      (wordsOf(node).trim() === "" || inside.some((child) => child.type !== "text"))
    )
      say(node, `<${name}> needs plain words inside`, `Write <${name} id="…">the words</${name}>.`);
    if (rule.holds === "prose" && inside.length === 0)
      say(node, `<${name}> is empty`, "Write some text inside, or remove it.");
    if (rule.holds === "transcript" && inside.length === 0)
      say(
        node,
        `<${name}> has no transcript`,
        `Write what is said${name === "Video" ? " and shown" : ""} between <${name} …> and </${name}>.`,
      );
    if (rule.holds === "sides" && (inside.length < 2 || inside.some((child) => child.name !== "Side")))
      say(node, "<Compare> holds two or more <Side> and nothing else", 'Put each part in <Side title="…">.');
    if (name === "Steps" && !inside.some((child) => child.type === "list" && child.ordered === true))
      say(
        node,
        "<Steps> has no numbered list",
        "Write the steps as 1., 2., 3. with an empty line before and after.",
      );
  };

  const look = (node: Node, ancestors: readonly Node[]): void => {
    if (isJsx(node)) component(node, ancestors);
    else if (node.type === "mdxFlowExpression" || node.type === "mdxTextExpression") {
      say(node, "an expression in braces is code, which is not allowed", CURE_EXPRESSION);
    } else if (node.type === "mdxjsEsm") {
      if (/^\s*import/.test(String(node.value)))
        say(
          node,
          "an import is not allowed",
          'Remove it. For an image use <Figure src="./plan.png" alt="…" />; components need no import.',
        );
      else say(node, "an export is not allowed", "Remove it. Title and summary go in the front matter.");
    } else if (node.type === "image" || node.type === "imageReference") {
      if (typeof node.alt !== "string" || node.alt.trim() === "")
        say(node, "the image has no alt text", 'Use <Figure src="./plan.png" alt="what it shows" />.');
      else
        say(
          node,
          "an image is shown with a component",
          'Use <Figure src="./plan.png" alt="…" caption="…" />.',
        );
    } else if (node.type === "html")
      say(node, "raw HTML is not allowed", "Write it in Markdown, or use a component.");
    else if (!PLAIN.has(node.type))
      say(node, `"${node.type}" is not allowed in a lesson`, "Write it in plain Markdown.");
    if (typeof node.url === "string" && node.type !== "image" && !isSafeLink(node.url)) {
      say(
        node,
        `a link to "${node.url.slice(0, 40)}" is not allowed`,
        "Link to a relative address, http, https or mailto.",
      );
    }
    if ((node.type === "link" || node.type === "definition") && typeof node.url === "string")
      links.push({
        url: node.url,
        line: node.position?.start.line ?? 1,
        column: node.position?.start.column,
      });
    if (node.type === "paragraph" || node.type === "heading") prose.push(wordsOf(node));
    for (const child of node.children ?? []) look(child, [...ancestors, node]);
  };
  look(tree, []);
  screens(tree, say);
  problems.sort((a, b) => a.line - b.line || (a.column ?? 0) - (b.column ?? 0));
  return { problems, citations, links, prose: prose.join("\n\n") };
}

/** Screens are parted by `---`; each begins with its own `##` heading. */
function screens(tree: Node, say: (node: Node, message: string, cure: string) => void): void {
  let starts = true;
  let last: Node = tree;
  for (const node of tree.children ?? []) {
    if (node.type === "definition" || node.type === "mdxjsEsm") continue;
    last = node;
    if (node.type === "thematicBreak") {
      if (starts) say(node, "this screen is empty", "Remove one `---`, or write a screen between them.");
      starts = true;
      continue;
    }
    if (starts && !(node.type === "heading" && node.depth === 2))
      say(node, "this screen does not begin with a heading", "Begin it with `## ` and its title.");
    if (!starts && node.type === "heading" && Number(node.depth) < 3) {
      say(
        node,
        `"${wordsOf(node).slice(0, 40)}" is a heading of the first or second level inside a screen`,
        "Use `###`, or put `---` and an empty line before it for a new screen. A line of text directly above `---` becomes a heading: leave an empty line.",
      );
    }
    if (starts && node.type === "heading" && wordsOf(node).trim() === "")
      say(node, "the heading is empty", "Give the screen a title.");
    starts = false;
  }
  if (starts) say(last, "the last screen is empty", "Remove the last `---`, or write the lesson.");
}

export class MdxRefused extends Error {
  readonly problems: readonly MdxProblem[];
  constructor(problems: readonly MdxProblem[]) {
    super(problems.map((problem) => `line ${problem.line}: ${problem.message}`).join("; "));
    this.name = "MdxRefused";
    this.problems = problems;
  }
}

/** The remark plugin; placed first, so that nothing refused is ever compiled. @throws MdxRefused */
export function restrictMdx() {
  return (tree: Node): void => {
    const { problems } = inspectMdx(tree);
    if (problems.length > 0) throw new MdxRefused(problems);
  };
}

const parser = unified().use(remarkParse).use(remarkMdx).freeze();

/** Parses and looks at a lesson's text; text that is not MDX at all is a problem too. Nothing is run. */
export function inspectLesson(body: string): MdxFindings {
  const excess = textExcess(body);
  if (excess) return nothingBut(excess);
  try {
    return inspectMdx(parser.parse(body));
  } catch (error) {
    const at = error as { line?: number; column?: number; reason?: string };
    // A tag left open is reported with its place in the words only.
    const [, line, column] = /\((\d+):(\d+)-/.exec(at.reason ?? "") ?? [];
    return nothingBut({
      line: at.line ?? Number(line ?? 1),
      column: at.column ?? Number(column ?? 1),
      message: `this cannot be read: ${at.reason ?? String(error)}`,
      cure: "Close every tag and brace. To show < or {, put a backslash before it. Comments are not allowed.",
    });
  }
}
