/** Markdown of questions, scenarios and pages to safe HTML, when content is checked and published. */
import rehypeStringify from "rehype-stringify";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";
import { unified } from "unified";
import { SKIP, visit } from "unist-util-visit";
import type { Element, Root as HtmlRoot } from "hast";
import type { Root as MarkdownRoot } from "mdast";
import type { CardDocument, CardPoint } from "#app/domain/learning/module.ts";
import { excessOf } from "#app/domain/learning/text-limits.ts";
import type { Question } from "#app/domain/learning/question.ts";
import type { Scenario } from "#app/domain/scenarios/scenario.ts";

/** True for relative addresses, http, https and mailto, however the scheme is dressed up. */
export function isSafeLink(url: string): boolean {
  // Browsers drop tabs, new lines and leading controls before they read the scheme.
  // eslint-disable-next-line no-control-regex
  const bare = url.replace(/[\u0000-\u0020\u007f-\u00a0\u200b-\u200f\u2028-\u202f\ufeff]/g, "");
  const scheme = /^([^/?#:]*):/.exec(bare);
  return !scheme || /^(https?|mailto)$/i.test(scheme[1] ?? "");
}

/** Takes away unsafe links and every image; what they say stays. */
function rehypeSafe() {
  return (tree: HtmlRoot): void => {
    visit(tree, "element", (node: Element, index, parent) => {
      if (node.tagName === "a" && !isSafeLink(String(node.properties.href ?? "")))
        delete node.properties.href;
      if (node.tagName === "img" && parent && index !== undefined) {
        parent.children[index] = { type: "text", value: String(node.properties.alt ?? "") };
        return [SKIP, index];
      }
      return undefined;
    });
  };
}

/** `<p>` away from a text of one paragraph. */
function rehypeUnwrap() {
  return (tree: HtmlRoot): void => {
    const [only, ...others] = tree.children;
    if (others.length === 0 && only?.type === "element" && only.tagName === "p")
      tree.children = only.children;
  };
}

const block = unified().use(remarkParse).use(remarkRehype).use(rehypeSafe).use(rehypeStringify).freeze();
const inline = unified()
  .use(remarkParse)
  .use(remarkRehype)
  .use(rehypeSafe)
  .use(rehypeUnwrap)
  .use(rehypeStringify)
  .freeze();
const page = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkRehype)
  .use(rehypeSafe)
  .use(rehypeStringify)
  .freeze();

/** Characters of one text: a page, a scene, a question's feedback. */
export const MARKDOWN_MOST = 40_000;

const escape = (text: string): string =>
  text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");

/** What no parser is given stands as it was typed; the check says why, and nothing with it is published. */
const rendered = (text: string, by: { processSync: (text: string) => unknown }): string =>
  excessOf(text, MARKDOWN_MOST) ? `<p>${escape(text)}</p>` : String(by.processSync(text));

/** Paragraphs, lists and so on; raw HTML is dropped. */
export const renderMarkdown = (text: string): string => rendered(text, block);
/** As `renderMarkdown`; one paragraph has no `<p>`. */
export const renderInline = (text: string): string => rendered(text, inline);
/** With tables besides. */
export const renderPage = (text: string): string => rendered(text, page);

export interface MarkdownProblem {
  /** From 1, within the text. */
  readonly line: number;
  readonly message: string;
  readonly cure: string;
}

export interface MarkdownFindings {
  /** What rendering would drop: the author should know. */
  readonly problems: readonly MarkdownProblem[];
  /** Where the text leads; lines as in a problem. */
  readonly links: readonly { readonly line: number; readonly url: string }[];
}

/** Looks at a text as a page would show it. */
export function inspectMarkdown(text: string): MarkdownFindings {
  const problems: MarkdownProblem[] = [];
  const links: { line: number; url: string }[] = [];
  const excess = excessOf(text, MARKDOWN_MOST);
  if (excess) return { problems: [excess], links };
  const tree: MarkdownRoot = page.parse(text);
  visit(tree, (node) => {
    const line = node.position?.start.line ?? 1;
    if (node.type === "html") {
      problems.push({
        line,
        message: `raw HTML is not allowed: ${node.value.slice(0, 40)}`,
        cure: "Write it in Markdown, or put a backslash before `<`.",
      });
    }
    if (node.type === "link" || node.type === "definition") {
      if (isSafeLink(node.url)) links.push({ line, url: node.url });
      else
        problems.push({
          line,
          message: `a link to "${node.url.slice(0, 40)}" is not allowed`,
          cure: "Link to a relative address, http, https or mailto.",
        });
    }
    if (node.type === "image" || node.type === "imageReference") {
      problems.push({
        line,
        message: "an image is not possible here",
        cure: "Put images in a lesson, with <Figure src alt caption />, or give a scene its picture.",
      });
    }
  });
  return { problems, links };
}

export type FieldPath = readonly (string | number)[];
/** Changes one Markdown field; `shape` says whether it must fit in a label. */
export type FieldRenderer = (text: string, shape: "inline" | "block", path: FieldPath) => string;

export const toHtml: FieldRenderer = (text, shape) =>
  shape === "inline" ? renderInline(text) : renderMarkdown(text);

/** The question with each Markdown field passed through `render`. */
export function mapQuestion(question: Question, render: FieldRenderer): Question {
  const maybe = (text: string | undefined, ...path: FieldPath): string | undefined =>
    text === undefined ? undefined : render(text, "block", path);
  const shared = {
    stem: render(question.stem, "inline", ["stem"]),
    harmed: maybe(question.harmed, "harmed"),
  };
  const text = <Part extends { text: string }>(part: Part, ...path: FieldPath): Part => ({
    ...part,
    text: render(part.text, "inline", [...path, "text"]),
  });
  switch (question.type) {
    case "single":
    case "multiple":
      return {
        ...question,
        ...shared,
        options: question.options.map((option, at) => ({
          ...text(option, "options", at),
          feedback: render(option.feedback, "block", ["options", at, "feedback"]),
        })),
      };
    case "sort":
      return {
        ...question,
        ...shared,
        groups: question.groups.map((group, at) => text(group, "groups", at)),
        items: question.items.map((item, at) => ({
          ...text(item, "items", at),
          feedback: render(item.feedback, "block", ["items", at, "feedback"]),
        })),
      };
    case "match":
      return {
        ...question,
        ...shared,
        items: question.items.map((item, at) => ({
          ...text(item, "items", at),
          answer: render(item.answer, "inline", ["items", at, "answer"]),
          feedback: render(item.feedback, "block", ["items", at, "feedback"]),
        })),
      };
    case "order":
      return {
        ...question,
        ...shared,
        items: question.items.map((item, at) => text(item, "items", at)),
        feedback: render(question.feedback, "block", ["feedback"]),
      };
    case "reflection":
      return { ...question, ...shared, feedback: maybe(question.feedback, "feedback") };
  }
}

/** The card with each Markdown field passed through `render`. */
export function mapCard(card: CardDocument, render: FieldRenderer): CardDocument {
  const points = (part: keyof CardDocument): CardPoint[] =>
    card[part].map((point, at) => ({ ...point, text: render(point.text, "inline", [part, at, "text"]) }));
  return { say: points("say"), check: points("check"), pass: points("pass") };
}

/** The scenario with each Markdown field passed through `render`. */
export function mapScenario(scenario: Scenario, render: FieldRenderer): Scenario {
  const html = (text: string, ...path: FieldPath): string => render(text, "block", path);
  const maybe = (text: string | undefined, ...path: FieldPath): string | undefined =>
    text === undefined ? undefined : html(text, ...path);
  return {
    ...scenario,
    summary: html(scenario.summary, "summary"),
    scenes: scenario.scenes.map((scene, s) => ({
      ...scene,
      text: html(scene.text, "scenes", s, "text"),
      choices: scene.choices.map((choice, c) => {
        const path = ["scenes", s, "choices", c];
        return {
          ...choice,
          text: render(choice.text, "inline", [...path, "text"]),
          consequence: html(choice.consequence, ...path, "consequence"),
          critical: maybe(choice.critical, ...path, "critical"),
          debrief: {
            ...choice.debrief,
            why: html(choice.debrief.why, ...path, "debrief", "why"),
            good: maybe(choice.debrief.good, ...path, "debrief", "good"),
          },
        };
      }),
    })),
    endings: scenario.endings.map((ending, e) => ({
      ...ending,
      text: html(ending.text, "endings", e, "text"),
      about: html(ending.about, "endings", e, "about"),
    })),
    roadsNotTaken: scenario.roadsNotTaken.map((road, r) => ({
      ...road,
      text: html(road.text, "roadsNotTaken", r, "text"),
    })),
  };
}
