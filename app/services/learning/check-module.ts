/** The checks of one module's folder. What it cites elsewhere is returned for the whole to be checked. */
import * as bounds from "#app/domain/learning/bounds.ts";
import type { ContentProblem } from "#app/domain/learning/content-problem.ts";
import {
  lessonFrontMatter,
  moduleDocument,
  type CardDocument,
  type ModuleDocument,
} from "#app/domain/learning/module.ts";
import { PICTURE_MOST } from "#app/domain/learning/picture.ts";
import { RECORDING_MOST } from "#app/domain/learning/recording.ts";
import { questionBank, type Question } from "#app/domain/learning/question.ts";
import type { LessonSource } from "./compile-lesson.server.ts";
import { inspectMarkdown, mapCard, mapQuestion } from "./markdown.ts";
import { IMAGE_TYPES, inspectLesson, LESSON_TEXT_MOST, MEDIA_TYPES } from "./restrict-mdx.ts";
import { readYaml, type YamlFile } from "./yaml-file.ts";

export interface LoadedModule {
  readonly document: ModuleDocument;
  readonly lessons: readonly LessonSource[];
  readonly questions: readonly Question[];
  readonly images: Readonly<Record<string, Buffer | KeptFile>>;
  /** Sounds, films, captions and the pictures that stand before a film. */
  readonly media: Readonly<Record<string, Buffer | KeptFile>>;
  /** Every text file by its name, line ends as LF: what the version's hash is made of. */
  readonly files: Readonly<Record<string, string>>;
}

/** Something named in one place that must be written in another. */
export interface Reference {
  readonly kind: "fact" | "term" | "scenario" | "policy" | "link";
  readonly id: string;
  readonly file: string;
  readonly line: number;
  readonly column?: number;
  /** Within a YAML document: keys from its root. */
  readonly path?: readonly PropertyKey[];
}

/** A picture or a recording that is kept already: it was looked at then. */
export interface KeptFile {
  readonly type: string;
  /** SHA-256, hex. */
  readonly sha2: string;
}

export interface ModuleFindings {
  readonly problems: readonly ContentProblem[];
  readonly references: readonly Reference[];
  readonly module?: LoadedModule;
}

const LESSON_FILE = /^(\d{2})-([a-z0-9]+(?:-[a-z0-9]+)*)\.mdx$/;

interface Citing {
  readonly id: string;
  readonly file: string;
  readonly line: number;
  readonly column?: number;
}

/** @param folder from the content's root, such as `modules/what-rj-is` */
export function checkModule(
  folder: string,
  files: Readonly<Record<string, string>>,
  images: Readonly<Record<string, Buffer | KeptFile>>,
  sounds: Readonly<Record<string, Buffer | KeptFile>> = {},
): ModuleFindings {
  const problems: ContentProblem[] = [];
  const references: Reference[] = [];
  const say = (file: string, message: string, cure: string, line = 1): void =>
    void problems.push({ file, line, message, cure });

  const moduleFile = `${folder}/module.yaml`;
  const moduleText = files["module.yaml"];
  if (moduleText === undefined)
    say(moduleFile, "the module has no module.yaml", "Write one with slug, title, summary and outcomes.");
  const head = readYaml(moduleFile, moduleText ?? "", moduleDocument);
  if (moduleText !== undefined) problems.push(...head.problems);

  const bankFile = `${folder}/questions.yaml`;
  const bank = readYaml(bankFile, files["questions.yaml"] ?? "[]", questionBank);
  problems.push(...bank.problems);

  const lessons: LessonSource[] = [];
  const asked: Citing[] = [];
  const posters = new Set<string>();
  for (const name of Object.keys(files).sort()) {
    if (name === "module.yaml" || name === "questions.yaml") continue;
    const file = `${folder}/${name}`;
    const slug = LESSON_FILE.exec(name)?.[2];
    if (!slug) {
      say(
        file,
        "this file is no part of a module",
        "Name lessons as 01-what-it-is-about.mdx; put nothing else here but module.yaml, questions.yaml, images and recordings.",
      );
      continue;
    }
    if (lessons.some((lesson) => lesson.slug === slug))
      say(file, `there are two lessons called "${slug}"`, "Rename one of them.");
    const lesson = readLesson(file, files[name] ?? "", slug);
    problems.push(...lesson.problems);
    if (lesson.source) lessons.push(lesson.source);
    for (const { url, line, column } of lesson.links)
      references.push({ kind: "link", id: url, file, line, column });
    for (const { component, value, line, column } of lesson.citations) {
      if (component === "Question") asked.push({ id: value, file, line, column });
      if (component === "Fact") references.push({ kind: "fact", id: value, file, line, column });
      if (component === "Term") references.push({ kind: "term", id: value, file, line, column });
      if (component === "Local") references.push({ kind: "policy", id: value, file, line, column });
      if (component === "Scenario") references.push({ kind: "scenario", id: value, file, line, column });
      if (component !== "Figure" && component !== "Audio" && component !== "Video") continue;
      const name = value.slice(2);
      const what = isImage(name) ? "image" : name.endsWith(".vtt") ? "caption file" : "recording";
      if (!Object.hasOwn(isImage(name) ? images : sounds, name))
        say(
          file,
          `there is no ${what} "${value}"`,
          "Put the file in this folder, or correct its name.",
          line,
        );
      else if (component === "Video" && isImage(name)) posters.add(name);
    }
  }
  if (lessons.length === 0)
    say(moduleFile, "the module has no lesson", "Write one, such as 01-first-things.mdx.");
  for (const [name, bytes] of Object.entries(images)) {
    if (Buffer.isBuffer(bytes) && bytes.length > PICTURE_MOST)
      say(
        `${folder}/${name}`,
        `the image is ${Math.ceil(bytes.length / 1000)} kB`,
        `Make it ${PICTURE_MOST / 1000} kB or less.`,
      );
  }

  for (const [name, bytes] of Object.entries(sounds)) {
    if (!Buffer.isBuffer(bytes)) continue;
    if (bytes.length > RECORDING_MOST)
      say(
        `${folder}/${name}`,
        `the recording is ${Math.ceil(bytes.length / 1_000_000)} MB`,
        `Make it ${RECORDING_MOST / 1_000_000} MB or less: most are watched on a poor line.`,
      );
    if (name.endsWith(".vtt") && !/^\uFEFF?WEBVTT(\s|$)/.test(bytes.subarray(0, 16).toString("utf8")))
      say(
        `${folder}/${name}`,
        "these are no WebVTT captions",
        "Begin the file with a line that says WEBVTT.",
      );
  }

  if (head.value) {
    const slug = folder.split("/").at(-1);
    if (head.value.slug !== slug)
      problems.push(
        head.problem(
          ["slug"],
          `the slug "${head.value.slug}" is not the folder's name "${slug}"`,
          "Make them the same.",
        ),
      );
    problems.push(...checkHead(head, head.value));
    if (head.value.card) {
      const card = checkCard(moduleFile, head, head.value.card);
      problems.push(...card.problems);
      references.push(...card.references);
    }
    head.value.scenarios.forEach((scenario, at) =>
      references.push({
        kind: "scenario",
        id: scenario.slug,
        file: moduleFile,
        ...head.at(["scenarios", at, "slug"]),
        path: ["scenarios", at, "slug"],
      }),
    );
  }
  if (bank.value) {
    const found = checkBank(bankFile, bank, bank.value, head.value, asked);
    problems.push(...found.problems);
    references.push(...found.references);
    if (head.value) {
      problems.push(...checkBankSize(head, head.value, bank.value));
      const update = checkUpdate(moduleFile, head, head.value, bank.value);
      problems.push(...update.problems);
      references.push(...update.references);
    }
    bank.value.forEach((question, at) => {
      question.facts.forEach((id, f) =>
        references.push({
          kind: "fact",
          id,
          file: bankFile,
          ...bank.at([at, "facts", f]),
          path: [at, "facts", f],
        }),
      );
    });
  }
  if (!head.value || !bank.value || problems.length > 0) return { problems, references };
  const shown = Object.entries(images).filter(([name]) => posters.has(name));
  const media = { ...sounds, ...Object.fromEntries(shown) };
  return {
    problems,
    references,
    module: { document: head.value, lessons, questions: bank.value, images, media, files },
  };
}

/** A lesson's title and summary, before its text. */
export const FRONT_MATTER = /^---\n([\s\S]*?)\n---[ \t]*(?:\n|$)/;
/** Characters: a title and a summary. What is longer is not read: YAML can be made to take hours. */
const FRONT_MATTER_MOST = 2_000;

function readLesson(file: string, text: string, slug: string) {
  const refused = (message: string, cure: string) => ({
    problems: [{ file, line: 1, message, cure }],
    citations: [],
    links: [],
    source: undefined,
  });
  const number = (count: number): string => count.toLocaleString("en-GB");
  if (text.length > LESSON_TEXT_MOST + FRONT_MATTER_MOST)
    return refused(
      `the lesson has ${number(text.length)} characters`,
      `Use at most ${number(LESSON_TEXT_MOST)}: make two of it.`,
    );
  const front = FRONT_MATTER.exec(text);
  if (!front)
    return refused(
      "the lesson has no front matter",
      "Begin it with a line ---, then title and summary, then a line ---.",
    );
  if (front[0].length > FRONT_MATTER_MOST)
    return refused(
      "the front matter is too long",
      `Use at most ${number(FRONT_MATTER_MOST)} characters: a title and a summary.`,
    );
  const matter = readYaml(file, front[1] ?? "", lessonFrontMatter, 1);
  const body = "\n".repeat(front[0].split("\n").length - 1) + text.slice(front[0].length);
  const { problems, citations, links, prose } = inspectLesson(body);
  const exercises = citations.filter(({ component }) => component === "Question").length;
  // The words of a lesson that cannot be read, or holds what is refused, are not judged as well.
  const remarks = problems.length > 0 ? [] : bounds.checkLessonText(prose, exercises);
  return {
    problems: [
      ...matter.problems,
      ...problems.map((problem) => ({ file, ...problem })),
      ...remarks.map((remark) => ({ file, line: 1, ...remark })),
    ],
    citations,
    links,
    source: matter.value ? { slug, frontMatter: matter.value, body } : undefined,
  };
}

/** A short update asks marked questions that are in the bank, and its text keeps the rules of all text. */
function checkUpdate(
  file: string,
  head: YamlFile<ModuleDocument>,
  { update }: ModuleDocument,
  bank: readonly Question[],
): { problems: ContentProblem[]; references: Reference[] } {
  if (!update) return { problems: [], references: [] };
  const found = inspectMarkdown(update.text);
  const problems = found.problems.map((one) => head.problem(["update", "text"], one.message, one.cure));
  update.questions.forEach((id, at) => {
    const question = bank.find((one) => one.id === id);
    if (question && question.type !== "reflection") return;
    problems.push(
      head.problem(
        ["update", "questions", at],
        question ? `question "${id}" is a reflection, which is not marked` : `there is no question "${id}"`,
        "Name a marked question of questions.yaml.",
      ),
    );
  });
  const references = found.links.map(({ url }): Reference => ({
    kind: "link",
    id: url,
    file,
    ...head.at(["update", "text"]),
    path: ["update", "text"],
  }));
  return { problems, references };
}

function checkHead(head: YamlFile<ModuleDocument>, document: ModuleDocument): ContentProblem[] {
  const problems = twice(document.outcomes, (at) => ["outcomes", at, "id"], "outcomes", head);
  if (document.check.pass > document.check.questions) {
    problems.push(
      head.problem(
        ["check", "pass"],
        `to pass takes ${document.check.pass} right, but only ${document.check.questions} are asked`,
        "Lower `pass`, or raise `questions`.",
      ),
    );
  }
  return problems;
}

function checkCard(
  file: string,
  head: YamlFile<ModuleDocument>,
  card: CardDocument,
): { problems: ContentProblem[]; references: Reference[] } {
  const problems: ContentProblem[] = [];
  const references: Reference[] = [];
  mapCard(card, (text, _shape, path) => {
    const { problems: wrong, links } = inspectMarkdown(text);
    for (const { message, cure } of wrong) problems.push(head.problem(["card", ...path], message, cure));
    for (const { url } of links)
      references.push({
        kind: "link",
        id: url,
        file,
        ...head.at(["card", ...path]),
        path: ["card", ...path],
      });
    return text;
  });
  for (const part of ["say", "check", "pass"] as const)
    card[part].forEach((point, at) =>
      point.facts.forEach((id, f) =>
        references.push({
          kind: "fact",
          id,
          file,
          ...head.at(["card", part, at, "facts", f]),
          path: ["card", part, at, "facts", f],
        }),
      ),
    );
  for (const { message, cure } of bounds.checkCard(card))
    problems.push(head.problem(["card"], message, cure));
  return { problems, references };
}

function twice<Value>(
  list: readonly { id: string }[],
  path: (at: number) => PropertyKey[],
  what: string,
  file: YamlFile<Value>,
): ContentProblem[] {
  const seen = new Set<string>();
  return list.flatMap(({ id }, at) => {
    if (seen.has(id))
      return [file.problem(path(at), `the id "${id}" is used twice (${what})`, "Give each its own id.")];
    seen.add(id);
    return [];
  });
}

function checkBank(
  file: string,
  bank: YamlFile<Question[]>,
  questions: readonly Question[],
  document: ModuleDocument | undefined,
  asked: readonly Citing[],
): { problems: ContentProblem[]; references: Reference[] } {
  const problems = twice(questions, (at) => [at, "id"], "questions", bank);
  const references: Reference[] = [];
  questions.forEach((question, at) => {
    const say = (path: PropertyKey[], message: string, cure: string): void =>
      void problems.push(bank.problem([at, ...path], `question ${question.id}: ${message}`, cure));
    if (document && !document.outcomes.some((outcome) => outcome.id === question.outcome)) {
      say(
        ["outcome"],
        `there is no outcome "${question.outcome}" in module.yaml`,
        `Use one of: ${document.outcomes.map((outcome) => outcome.id).join(", ")}.`,
      );
    }
    if (question.type === "reflection" && question.use === "check")
      say(["use"], "a reflection cannot be in a check", "Make it `use: lesson`.");
    if (question.critical && question.use !== "check")
      say(["critical"], "only a question of the check can be critical", "Leave `critical` out.");
    if (question.use === "lesson" && !asked.some((citing) => citing.id === question.id)) {
      say(
        ["id"],
        "no lesson asks it",
        `Put <Question id="${question.id}" /> in a lesson, or make it \`use: check\`.`,
      );
    }
    checkParts(question, say, (list, name) =>
      problems.push(...twice(list, (part) => [at, name, part, "id"], `${name} of ${question.id}`, bank)),
    );
    mapQuestion(question, (text, _shape, path) => {
      const { problems: wrong, links } = inspectMarkdown(text);
      for (const { message, cure } of wrong) say([...path], message, cure);
      for (const { url } of links)
        references.push({ kind: "link", id: url, file, ...bank.at([at, ...path]), path: [at, ...path] });
      return text;
    });
    for (const { message, cure } of bounds.checkReadable(bounds.questionText(question), "it"))
      say(["stem"], message, cure);
  });
  const before = new Set<string>();
  for (const { id, ...where } of asked) {
    const question = questions.find((one) => one.id === id);
    if (!question)
      problems.push({
        ...where,
        message: `there is no question "${id}" in questions.yaml`,
        cure: "Write it, or correct the id.",
      });
    else if (question.use !== "lesson")
      problems.push({
        ...where,
        message: `question "${id}" belongs to the check`,
        cure: "Make it `use: lesson` in questions.yaml, or ask another.",
      });
    if (before.has(id))
      problems.push({ ...where, message: `question "${id}" is asked twice`, cure: "Ask it once." });
    before.add(id);
  }
  return { problems, references };
}

function checkParts(
  question: Question,
  say: (path: PropertyKey[], message: string, cure: string) => void,
  noneTwice: (list: readonly { id: string }[], name: string) => void,
): void {
  if ("options" in question) noneTwice(question.options, "options");
  if ("items" in question) noneTwice(question.items, "items");
  switch (question.type) {
    case "single": {
      const right = question.options.filter((option) => option.right).length;
      if (right === 0) say(["options"], "it has no right answer", "Give one option `right: true`.");
      if (right > 1)
        say(["options"], `it has ${right} right answers`, "Leave one, or make it `type: multiple`.");
      return;
    }
    case "multiple": {
      const right = question.options.filter((option) => option.right).length;
      if (right === 0) say(["options"], "it has no right answer", "Give at least one option `right: true`.");
      if (right === question.options.length)
        say(["options"], "every option is right", "Write an option that is wrong.");
      return;
    }
    case "sort":
      noneTwice(question.groups, "groups");
      question.items.forEach((item, at) => {
        if (!question.groups.some((group) => group.id === item.group)) {
          say(
            ["items", at, "group"],
            `there is no group "${item.group}"`,
            `Use one of: ${question.groups.map((group) => group.id).join(", ")}.`,
          );
        }
      });
      return;
    case "match":
      question.items.forEach((item, at) => {
        if (question.items.some((other, before) => before < at && other.answer === item.answer)) {
          say(
            ["items", at, "answer"],
            "two items have the same answer",
            "Give each item an answer of its own, or make it `type: sort`.",
          );
        }
      });
      return;
    case "order":
    case "reflection":
      return;
  }
}

function checkBankSize(
  head: YamlFile<ModuleDocument>,
  document: ModuleDocument,
  questions: readonly Question[],
): ContentProblem[] {
  const bank = questions.filter((question) => question.use === "check");
  const problems: ContentProblem[] = [];
  if (bank.length < document.check.questions) {
    problems.push(
      head.problem(
        ["check"],
        `a check asks ${document.check.questions} questions, and questions.yaml has ${bank.length} for it`,
        "Write more with `use: check`, or lower `check.questions`.",
      ),
    );
  }
  for (const { message, cure } of bounds.checkBank(bank))
    problems.push(head.problem(["check"], message, cure));
  document.outcomes.forEach((outcome, at) => {
    if (!bank.some((question) => question.outcome === outcome.id)) {
      problems.push(
        head.problem(
          ["outcomes", at],
          `no check question is about the outcome "${outcome.id}"`,
          "Write one with `use: check`.",
        ),
      );
    }
  });
  return problems;
}

export const isMedia = (name: string): boolean =>
  Object.hasOwn(MEDIA_TYPES, name.split(".").at(-1)?.toLowerCase() ?? "");

export const isImage = (name: string): boolean =>
  Object.hasOwn(IMAGE_TYPES, name.split(".").at(-1)?.toLowerCase() ?? "");
