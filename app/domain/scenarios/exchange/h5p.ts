/**
 * An H5P Branching Scenario's `content.json` (H5P.BranchingScenario and H5P.BranchingQuestion, semantics.json) as a
 * scenario: questions are scenes, alternatives are choices, texts between two questions are what follows a choice, and
 * end screens are endings. Intentionally pure; every part is read as if a stranger had made it.
 */
import { z } from "zod";
import { AmendsError } from "../../errors.ts";
import { lineOf, markdownOf } from "./html-text.ts";
import {
  scenarioOf,
  type ImportedScenario,
  type ReportLine,
  type StoryLink,
  type StoryPlace,
} from "./story.ts";

const words = z.string().max(200_000).catch("");
const whole = z.number().int().catch(-1);
const feedback = z
  .object({ title: words, subtitle: words, endScreenScore: z.number().optional().catch(undefined) })
  .catch({ title: "", subtitle: "" });
const picture = z
  .object({ params: z.object({ alt: words, contentName: words }).partial().catch({}) })
  .partial()
  .catch({});
const node = z.object({
  type: z
    .object({
      library: words,
      params: z
        .object({
          text: words,
          alt: words,
          branchingQuestion: z
            .object({
              question: words,
              alternatives: z
                .array(z.object({ text: words, nextContentId: whole, feedback }))
                .max(100)
                .catch([]),
            })
            .optional()
            .catch(undefined),
          media: picture.optional(),
        })
        .partial()
        .catch({}),
      metadata: z.object({ title: words }).partial().catch({}),
    })
    .catch({ library: "", params: {}, metadata: {} }),
  nextContentId: whole,
  feedback,
});
const endScreen = z
  .object({ endScreenTitle: words, endScreenSubtitle: words })
  .catch({ endScreenTitle: "", endScreenSubtitle: "" });
const contentFile = z.object({
  branchingScenario: z.object({
    title: words,
    startScreen: z.object({ startScreenTitle: words, startScreenSubtitle: words }).partial().catch({}),
    endScreens: z.array(endScreen).max(50).catch([]),
    content: z.array(node).min(1).max(2_000),
  }),
});
type Node = z.infer<typeof node>;

const question = (one: Node | undefined) => one?.type.params.branchingQuestion;
const nodeName = (at: number) => `node ${at + 1}`;

/** @throws AmendsError `bad-input` for what is no branching scenario. */
export function importH5p(content: unknown): ImportedScenario {
  const parsed = contentFile.safeParse(content);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new AmendsError(
      "bad-input",
      `content/content.json is no branching scenario: ${issue?.path.join(".") || "the whole"}`,
      "Export a Branching Scenario from H5P. Other content types have no scenes.",
    );
  }
  const { title, startScreen, endScreens, content: nodes } = parsed.data.branchingScenario;
  const report: ReportLine[] = [];
  const places = new Map<string, StoryPlace>();
  const usual = endScreens[0] ?? { endScreenTitle: "", endScreenSubtitle: "" };
  const end = (name: string, heading: string, text: string): string => {
    if (!places.has(name)) places.set(name, { name, title: lineOf(heading) || "The end", text, links: [] });
    return name;
  };
  const usualEnd = () => end("end", usual.endScreenTitle, markdownOf(usual.endScreenSubtitle));

  /** Texts from a node on, up to the question or the end that they lead to. */
  const follow = (from: number): { text: string; to: string } => {
    const texts: string[] = [];
    const met = new Set<number>();
    for (let at = from; ;) {
      const here = nodes[at];
      if (!here || met.has(at)) {
        if (here) report.push({ place: nodeName(at), text: "Texts lead round in a circle; they end here." });
        return { text: texts.join("\n\n"), to: usualEnd() };
      }
      if (question(here)) return { text: texts.join("\n\n"), to: nodeName(at) };
      met.add(at);
      texts.push(textOf(here, at, report));
      at = here.nextContentId;
      if (at < 0 && (here.feedback.title || here.feedback.subtitle)) {
        const own = here.feedback;
        const name = end(`end of ${nodeName([...met].at(-1) ?? 0)}`, own.title, markdownOf(own.subtitle));
        return { text: texts.join("\n\n"), to: name };
      }
    }
  };

  nodes.forEach((one, at) => {
    const asked = question(one);
    if (!asked) return;
    const links = asked.alternatives.map((alternative, number): StoryLink => {
      const said = alternative.feedback;
      const told = [lineOf(said.title), markdownOf(said.subtitle)].filter((text) => text !== "").join("\n\n");
      const text = lineOf(alternative.text);
      if (alternative.nextContentId < 0) {
        const own =
          told === ""
            ? usualEnd()
            : end(`end ${at + 1}.${number + 1}`, said.title, markdownOf(said.subtitle));
        return { text, to: own };
      }
      const next = follow(alternative.nextContentId);
      return { text, to: next.to, consequence: [told, next.text].filter((part) => part !== "").join("\n\n") };
    });
    if (asked.alternatives.some((alternative) => alternative.feedback.endScreenScore !== undefined))
      report.push({
        place: nodeName(at),
        text: "Scores were not carried over: here an ending passes or not.",
      });
    const heading = one.type.metadata.title ?? "";
    places.set(nodeName(at), {
      name: nodeName(at),
      title: lineOf(heading) || `Question ${at + 1}`,
      text: markdownOf(asked.question),
      links,
    });
  });
  const first = follow(0);
  const start = places.get(first.to);
  if (start && first.text !== "") places.set(first.to, { ...start, text: `${first.text}\n\n${start.text}` });
  return scenarioOf({
    title: lineOf(title) || lineOf(startScreen.startScreenTitle ?? ""),
    summary: markdownOf(startScreen.startScreenSubtitle ?? ""),
    start: first.to,
    places: [...places.values()],
    report,
  });
}

/** What a node that asks nothing says; of pictures and films their description stays. */
function textOf({ type }: Node, at: number, report: ReportLine[]): string {
  const kind = type.library.split(" ")[0]?.replace("H5P.", "") ?? "";
  const text = markdownOf(type.params.text ?? "");
  if (kind === "AdvancedText" || kind === "Text" || kind === "") return text;
  const alt = type.params.alt ?? type.params.media?.params?.alt ?? "";
  const shown = lineOf(alt) || lineOf(type.metadata.title ?? "");
  report.push({
    place: nodeName(at),
    text: `${kind || "A part"} was not carried over${shown === "" ? "" : `; its description stays: “${shown}”`}.`,
  });
  return [shown === "" ? "" : `*(${shown})*`, text].filter((part) => part !== "").join("\n\n");
}
