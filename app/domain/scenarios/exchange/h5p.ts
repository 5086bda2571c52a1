/**
 * An H5P Branching Scenario's `content.json` (H5P.BranchingScenario and H5P.BranchingQuestion, semantics.json) as a
 * scenario: questions are scenes, alternatives are choices, texts between two questions are what follows a choice, and
 * end screens are endings. A scene has one picture: the first image of what leads to its question. Intentionally pure;
 * every part is read as if a stranger had made it.
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
const imageFile = z.object({ path: words }).optional().catch(undefined);
const feedback = z
  .object({
    title: words,
    subtitle: words,
    image: imageFile,
    endScreenScore: z.number().optional().catch(undefined),
  })
  .catch({ title: "", subtitle: "" });
const node = z.object({
  type: z
    .object({
      library: words,
      params: z
        .object({
          text: words,
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
  .object({ endScreenTitle: words, endScreenSubtitle: words, endScreenImage: imageFile })
  .catch({ endScreenTitle: "", endScreenSubtitle: "", endScreenImage: undefined });
const contentFile = z.object({
  branchingScenario: z.object({
    title: words,
    startScreen: z
      .object({
        startScreenTitle: words,
        startScreenSubtitle: words,
        startScreenImage: imageFile,
        startScreenAltText: words,
      })
      .partial()
      .catch({}),
    endScreens: z.array(endScreen).max(50).catch([]),
    content: z.array(node).min(1).max(2_000),
  }),
});
const rawNodes = z.object({ branchingScenario: z.object({ content: z.array(z.unknown()) }) });
const imagePart = z.object({
  library: z.string().regex(/^H5P\.Image /),
  params: z.object({
    file: z.object({ path: words }),
    alt: words.optional(),
    decorative: z.boolean().optional().catch(undefined),
  }),
  metadata: z.object({ license: words }).partial().catch({}),
});
const hotspots = z.object({
  library: z.string().regex(/^H5P\.ImageHotspots /),
  params: z.object({ image: z.object({ path: words }), backgroundImageAltText: words.optional() }),
});

/** Gives a picture of the package the name that it has in drafts, or says why it cannot be shown, after “it”. */
export type PictureFinder = (path: string) => { readonly file: string } | { readonly wrong: string };

interface Image {
  readonly path: string;
  readonly alt: string;
  readonly decorative: boolean;
  readonly licence: string;
}

/** Every image of a part, however deep, in the order in which they stand. */
function imagesIn(part: unknown): Image[] {
  if (typeof part !== "object" || part === null) return [];
  const image = imagePart.safeParse(part).data;
  const spots = hotspots.safeParse(part).data?.params;
  const own: Image[] = [
    ...(image
      ? [
          {
            path: image.params.file.path,
            alt: lineOf(image.params.alt ?? ""),
            decorative: image.params.decorative === true,
            licence: lineOf(image.metadata.license ?? ""),
          },
        ]
      : []),
    ...(spots
      ? [
          {
            path: spots.image.path,
            alt: lineOf(spots.backgroundImageAltText ?? ""),
            decorative: false,
            licence: "",
          },
        ]
      : []),
  ];
  return [...own, ...Object.values(part).flatMap(imagesIn)];
}
type Node = z.infer<typeof node>;

const question = (one: Node | undefined) => one?.type.params.branchingQuestion;
const nodeName = (at: number) => `node ${at + 1}`;

/** @throws AmendsError `bad-input` for what is no branching scenario. */
export function importH5p(content: unknown, find: PictureFinder): ImportedScenario {
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
  const raw = rawNodes.parse(content).branchingScenario.content;
  const report: ReportLine[] = [];
  const tell = (place: string, text: string): void => {
    if (!report.some((one) => one.place === place && one.text === text)) report.push({ place, text });
  };
  const pictures = new Map<string, { readonly path: string; readonly file: string; readonly alt: string }>();
  /** Gives a scene the image as its picture, where it has none; or tells why not. @param to a question's place */
  const take = (image: Image, place: string, to: string): boolean => {
    const has = pictures.get(to);
    if (has?.path === image.path) return true;
    const why = !isQuestion.has(to)
      ? "it stands before an end, which has no picture"
      : image.decorative
        ? "it is marked as decoration, and a picture here has something to say"
        : has
          ? "a scene has one picture"
          : null;
    const found = why === null ? find(image.path) : { wrong: why };
    if ("wrong" in found) {
      tell(place, `An image was not carried over: ${found.wrong}.`);
      return false;
    }
    pictures.set(to, { path: image.path, file: found.file, alt: image.alt });
    if (image.alt === "")
      tell(place, "The image has no description: write what it shows before you publish.");
    if (image.licence !== "" && image.licence !== "U")
      tell(place, `The image came under the licence ${image.licence}, which was not carried over.`);
    return true;
  };
  const isQuestion = new Set(nodes.flatMap((one, at) => (question(one) ? [nodeName(at)] : [])));
  const places = new Map<string, StoryPlace>();
  const usual = endScreens[0] ?? { endScreenTitle: "", endScreenSubtitle: "" };
  const end = (name: string, heading: string, text: string): string => {
    if (!places.has(name)) places.set(name, { name, title: lineOf(heading) || "The end", text, links: [] });
    return name;
  };
  const usualEnd = () => end("end", usual.endScreenTitle, markdownOf(usual.endScreenSubtitle));

  /** Texts from a node on, up to the question or the end that they lead to, which has the first image among them. */
  const follow = (from: number): { text: string; to: string } => {
    const met = new Set<number>();
    const leadingTo = (to: string) => {
      const texts = [...met].map((at) => textOf(at, to));
      return { text: texts.filter((text) => text !== "").join("\n\n"), to };
    };
    for (let at = from; ;) {
      const here = nodes[at];
      if (!here || met.has(at)) {
        if (here) tell(nodeName(at), "Texts lead round in a circle; they end here.");
        return leadingTo(usualEnd());
      }
      if (question(here)) return leadingTo(nodeName(at));
      met.add(at);
      const [own, of] = [here.feedback, nodeName(at)];
      at = here.nextContentId;
      if (own.image) tell(of, "The image of its feedback was not carried over.");
      if (at < 0 && (own.title || own.subtitle))
        return leadingTo(end(`end of ${of}`, own.title, markdownOf(own.subtitle)));
    }
  };

  /** What a node that asks nothing says; of films, and of images that the scene does not show, the description stays. */
  const textOf = (at: number, to: string): string => {
    const { type } = nodes[at] as Node;
    const kind = type.library.split(" ")[0]?.replace("H5P.", "") ?? "";
    const text = markdownOf(type.params.text ?? "");
    if (kind === "AdvancedText" || kind === "Text" || kind === "") return text;
    const images = imagesIn((raw[at] as { type?: unknown } | null)?.type);
    const left = images.filter((image) => !take(image, nodeName(at), to));
    if (kind === "Image" && images.length > 0 && left.length === 0) return text;
    const told = images.length > 0 ? left.map((image) => image.alt) : [lineOf(type.metadata.title ?? "")];
    const shown = told.filter((one) => one !== "");
    const stays =
      shown.length === 0 ? "" : `; its description stays: ${shown.map((one) => `“${one}”`).join(", ")}`;
    tell(nodeName(at), `${kind || "A part"} was not carried over${stays}.`);
    return [...shown.map((one) => `*(${one})*`), text].filter((part) => part !== "").join("\n\n");
  };

  raw.forEach((one, at) => {
    if (isQuestion.has(nodeName(at)))
      imagesIn(one).forEach((image) => take(image, nodeName(at), nodeName(at)));
  });

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
    const said = asked.alternatives.map((alternative) => alternative.feedback);
    if (said.some((one) => one.endScreenScore !== undefined))
      tell(nodeName(at), "Scores were not carried over: here an ending passes or not.");
    if (said.some((one) => one.image)) tell(nodeName(at), "The image of its feedback was not carried over.");
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
  const cover = startScreen.startScreenImage;
  if (cover) {
    const alt = lineOf(startScreen.startScreenAltText ?? "");
    take({ path: cover.path, alt, decorative: false, licence: "" }, "the start screen", first.to);
  }
  if (endScreens.some((one) => one.endScreenImage))
    tell("the end screens", "Their images were not carried over: an ending has no picture.");
  return scenarioOf({
    title: lineOf(title) || lineOf(startScreen.startScreenTitle ?? ""),
    summary: markdownOf(startScreen.startScreenSubtitle ?? ""),
    start: first.to,
    places: [...places.values()].map((place) => {
      const has = pictures.get(place.name);
      return has ? { ...place, picture: { file: has.file, alt: has.alt } } : place;
    }),
    report,
  });
}
