/**
 * A lesson's MDX to typed blocks, when content is published and never otherwise:
 * mdx-bundler evaluates code, so `restrictMdx` stands before it.
 */
import { bundleMDX } from "mdx-bundler";
import { getMDXComponent } from "mdx-bundler/client/index.js";
import {
  createElement,
  Fragment,
  isValidElement,
  type FunctionComponent,
  type ReactElement,
  type ReactNode,
} from "react";
import { renderToStaticMarkup } from "react-dom/server";
import {
  countWords,
  minutesFor,
  type Block,
  type CompiledLesson,
  type Prose,
  type Screen,
  type Slot,
} from "#app/domain/learning/lesson.ts";
import type { LessonFrontMatter } from "#app/domain/learning/module.ts";
import { COMPONENTS, MdxRefused, restrictMdx, textExcess, type ComponentName } from "./restrict-mdx.ts";

export interface LessonSource {
  readonly slug: string;
  readonly frontMatter: LessonFrontMatter;
  /** Without the front matter; blank lines in its place keep line numbers. */
  readonly body: string;
}

interface Attributes {
  readonly id?: string;
  readonly title?: string;
  readonly slug?: string;
  readonly src?: string;
  readonly alt?: string;
  readonly caption?: string;
  readonly captions?: string;
  readonly poster?: string;
  readonly children?: ReactNode;
}
type Components = Record<ComponentName, FunctionComponent<Attributes>>;
type LessonElement = ReactElement<Attributes>;

/** @throws Error, from `restrictMdx`, when the body holds anything but Markdown and the listed components. */
export async function compileLesson(source: LessonSource): Promise<CompiledLesson> {
  const screens = screensOf(await elementsOf(source.body));
  const exercises = screens
    .flatMap((screen) => screen.blocks)
    .filter((block) => block.kind === "question").length;
  return {
    slug: source.slug,
    title: source.frontMatter.title,
    summary: source.frontMatter.summary,
    minutes: minutesFor(
      screens.reduce((sum, screen) => sum + wordsIn(screen), 0),
      exercises,
    ),
    screens,
  };
}

// Marks what stands at the top level; none of these is ever rendered.
const components = Object.fromEntries(
  Object.keys(COMPONENTS).map((name) => [name, () => null]),
) as unknown as Components;

async function elementsOf(body: string): Promise<ReactNode[]> {
  // The bundler parses before the first plugin looks.
  const excess = textExcess(body);
  if (excess) throw new MdxRefused([excess]);
  const { code } = await bundleMDX({
    // A line feed first keeps gray-matter from reading front matter, which it would evaluate if it said `---js`.
    source: body.startsWith("\n") ? body : `\n${body}`,
    mdxOptions: (options: object) => ({ ...options, remarkPlugins: [restrictMdx], rehypePlugins: [] }),
    esbuildOptions: (options) => ({ ...options, logLevel: "silent" }),
    grayMatterOptions: (options) => ({ ...options, engines: { javascript: () => ({}) } }),
  });
  const Lesson = getMDXComponent(code) as unknown as (props: { components: object }) => ReactNode;
  return flat(Lesson({ components }));
}

/** `Array.isArray` by itself would make `any` of what a list holds. */
const isList = (node: ReactNode): node is Iterable<ReactNode> & ReactNode[] => Array.isArray(node);

function flat(node: ReactNode): ReactNode[] {
  if (isList(node)) return node.flatMap(flat);
  if (isValidElement<Attributes>(node) && node.type === Fragment) return flat(node.props.children);
  return node === null || node === undefined || typeof node === "boolean" ? [] : [node];
}

const is = (node: ReactNode, name: ComponentName): node is LessonElement =>
  isValidElement(node) && node.type === components[name];

function textOf(node: ReactNode): string {
  if (typeof node === "string" || typeof node === "number") return String(node);
  if (isList(node)) return node.map(textOf).join("");
  return isValidElement<Attributes>(node) ? textOf(node.props.children) : "";
}

/** Renders prose; Fact, Term and Local become numbered slots. */
function prose(nodes: ReactNode): Prose {
  const slots: Slot[] = [];
  const fill = (node: ReactNode): ReactNode => {
    if (isList(node)) return createElement(Fragment, null, ...node.map(fill));
    if (!isValidElement<Attributes>(node)) return node;
    const slot = slotOf(node);
    if (slot) return createElement("amends-slot", { n: slots.push(slot) - 1 });
    if (typeof node.type !== "string" && node.type !== Fragment)
      throw new Error("a component stands where only text may");
    const { children, ...properties } = node.props;
    return children === undefined ? node : createElement(node.type, properties, fill(children));
  };
  const html = renderToStaticMarkup(createElement(Fragment, null, fill(nodes)));
  return { html: html.replace(/<amends-slot n="(\d+)"><\/amends-slot>/g, "<!--slot:$1-->").trim(), slots };
}

function slotOf(node: LessonElement): Slot | null {
  const { id = "", children } = node.props;
  if (node.type === components.Fact) return { kind: "fact", id };
  if (node.type === components.Term) return { kind: "term", id, text: textOf(children).trim() };
  // React keeps `key` for itself: it is never among the properties.
  if (node.type === components.Local) return { kind: "local", key: String(node.key ?? "") };
  return null;
}

/** A file's name without the `./` that says it is of this folder. */
const bare = (file: string): string => file.replace(/^\.\//, "");

function blockOf(node: ReactNode): Block | null {
  if (!isValidElement<Attributes>(node)) return null;
  const { id = "", title, slug = "", src = "", alt = "", caption, captions, poster, children } = node.props;
  if (is(node, "Question")) return { kind: "question", id };
  if (is(node, "Scenario")) return { kind: "scenario", slug };
  if (is(node, "Figure")) return { kind: "figure", src: bare(src), alt, caption };
  if (is(node, "Audio")) return { kind: "audio", title: title ?? "", src: bare(src), ...prose(children) };
  if (is(node, "Video")) {
    const files = { src: bare(src), captions: captions && bare(captions), poster: poster && bare(poster) };
    return { kind: "video", title: title ?? "", ...files, ...prose(children) };
  }
  if (is(node, "Say")) return { kind: "say", ...prose(children) };
  if (is(node, "Example")) return { kind: "example", title, ...prose(children) };
  if (is(node, "Reveal")) return { kind: "reveal", title, ...prose(children) };
  if (is(node, "Steps")) return { kind: "steps", ...prose(children) };
  if (is(node, "Compare")) {
    const sides = flat(children).filter((child): child is LessonElement => is(child, "Side"));
    return {
      kind: "compare",
      sides: sides.map((side) => ({ title: side.props.title ?? "", ...prose(side.props.children) })),
    };
  }
  return null;
}

function screensOf(nodes: readonly ReactNode[]): Screen[] {
  const screens: { title: string; blocks: Block[] }[] = [];
  let title: string | null = null;
  let blocks: Block[] = [];
  let waiting: ReactNode[] = [];
  const write = (): void => {
    const block = prose(waiting);
    if (block.html !== "") blocks.push({ kind: "prose", ...block });
    waiting = [];
  };
  const close = (): void => {
    write();
    if (title !== null) screens.push({ title, blocks });
    title = null;
    blocks = [];
  };
  for (const node of nodes) {
    if (isValidElement(node) && node.type === "hr") close();
    else if (title === null && isValidElement(node) && node.type === "h2") title = textOf(node).trim();
    else {
      const block = blockOf(node);
      if (block) write();
      if (block) blocks.push(block);
      else waiting.push(node);
    }
  }
  close();
  return screens;
}

function wordsIn(screen: Screen): number {
  const words = (block: Block): number => {
    if ("html" in block)
      return (
        countWords(block.html) +
        block.slots.reduce((sum, slot) => sum + (slot.kind === "term" ? countWords(slot.text) : 0), 0)
      );
    if (block.kind === "compare")
      return block.sides.reduce((sum, side) => sum + countWords(`${side.title} ${side.html}`), 0);
    return 0;
  };
  return countWords(screen.title) + screen.blocks.reduce((sum, block) => sum + words(block), 0);
}
