/**
 * Answers: read from a form, marked, put as xAPI has them, and what a browser may
 * see before and after. Intentionally pure: lesson, check and ledger mark alike.
 *
 * Inside the house a response names the author's own ids. A browser sees other ids
 * for the answers of a match question and the items of an order question, because
 * the author's would tell which belongs where; they come from the sitting's seed.
 */
import { disordered, shuffled } from "./shuffle.ts";
import type { Question } from "./question.ts";

export { shuffled } from "./shuffle.ts";

export type QuestionOf<Type extends Question["type"]> = Extract<Question, { type: Type }>;
export type MarkedQuestion = Exclude<Question, { type: "reflection" }>;

/**
 * single: the option's id. multiple: option ids. sort: item → group. match: item → the item whose answer was
 * chosen. order: item ids, first to last. reflection: the text.
 */
export type QuestionResponse = string | readonly string[] | Readonly<Record<string, string>>;

export interface Marked {
  readonly right: boolean;
  /** The options chosen, or the items placed right; for order, those in their right place. */
  readonly chosen: readonly string[];
}

/** True when answers to the question are marked and told to the ledger. */
export function isMarked(question: Question): question is MarkedQuestion {
  return question.type !== "reflection";
}

const one = (response: QuestionResponse): string => (typeof response === "string" ? response : "");
const isList = (response: QuestionResponse): response is readonly string[] => Array.isArray(response);
const many = (response: QuestionResponse): readonly string[] => (isList(response) ? response : []);
const placed = (response: QuestionResponse): Readonly<Record<string, string>> =>
  typeof response === "object" && !isList(response) ? response : {};

/** A multiple is right only when exactly the right set was chosen; sort, match and order only when all is in place. */
export function mark(question: MarkedQuestion, response: QuestionResponse): Marked {
  switch (question.type) {
    case "single": {
      const id = one(response);
      return {
        right: question.options.some((option) => option.id === id && option.right),
        chosen: id ? [id] : [],
      };
    }
    case "multiple": {
      const chosen = many(response);
      return {
        right:
          chosen.every((id) => question.options.some((option) => option.id === id)) &&
          question.options.every((option) => option.right === chosen.includes(option.id)),
        chosen,
      };
    }
    case "sort": {
      const given = placed(response);
      const chosen = question.items.filter((item) => given[item.id] === item.group).map((item) => item.id);
      return { right: chosen.length === question.items.length, chosen };
    }
    case "match": {
      const given = placed(response);
      const chosen = question.items.filter((item) => given[item.id] === item.id).map((item) => item.id);
      return { right: chosen.length === question.items.length, chosen };
    }
    case "order": {
      const given = many(response);
      const chosen = question.items.filter((item, at) => given[at] === item.id).map((item) => item.id);
      return { right: chosen.length === question.items.length && given.length === chosen.length, chosen };
    }
  }
}

export interface SeededAnswer {
  /** What a browser sees; says nothing of the item. */
  readonly id: string;
  readonly text: string;
  /** The item that it belongs to. Never leaves the server before answering. */
  readonly item: string;
}

/** The answers of a match question in the order shown, with ids that do not tell the pairing. */
export function answers(question: QuestionOf<"match">, seed: string): SeededAnswer[] {
  return disordered(question.items, `${seed}/${question.id}/answers`).map((item, at) => ({
    id: `answer-${at + 1}`,
    text: item.answer,
    item: item.id,
  }));
}

/** The items of an order question as shown, never already right, with ids that do not tell the order. */
export function orderItems(question: QuestionOf<"order">, seed: string): SeededAnswer[] {
  return disordered(question.items, `${seed}/${question.id}/order`).map((item, at) => ({
    id: `item-${at + 1}`,
    text: item.text,
    item: item.id,
  }));
}

interface Part {
  readonly id: string;
  readonly text: string;
}
/** What a browser may see before the answer. Texts are HTML once compiled. */
export type PublicQuestion =
  | {
      readonly id: string;
      readonly type: "single" | "multiple";
      readonly stem: string;
      readonly options: readonly Part[];
    }
  | {
      readonly id: string;
      readonly type: "sort";
      readonly stem: string;
      readonly groups: readonly Part[];
      readonly items: readonly Part[];
    }
  | {
      readonly id: string;
      readonly type: "match";
      readonly stem: string;
      readonly items: readonly Part[];
      readonly answers: readonly Part[];
    }
  | { readonly id: string; readonly type: "order"; readonly stem: string; readonly items: readonly Part[] }
  | { readonly id: string; readonly type: "reflection"; readonly stem: string };

const part = ({ id, text }: Part): Part => ({ id, text });

/** The items of a sort or a match in the order shown: an author's order can alternate or come in blocks, and tell. */
function itemsShown<Item>(question: { id: string; items: readonly Item[] }, seed: string): Item[] {
  return shuffled(question.items, `${seed}/${question.id}/items`);
}

/** What may be chosen, in an order that only the seed decides: it tells nothing, and neighbours do not see the same. */
export function publicQuestion(question: Question, seed: string): PublicQuestion {
  const { id, stem } = question;
  switch (question.type) {
    case "single":
    case "multiple": {
      const options = shuffled(question.options, `${seed}/${id}/options`).map(part);
      return { id, type: question.type, stem, options };
    }
    case "sort": {
      const items = itemsShown(question, seed).map(part);
      return { id, type: "sort", stem, groups: question.groups.map(part), items };
    }
    case "match": {
      const items = itemsShown(question, seed).map(part);
      return { id, type: "match", stem, items, answers: answers(question, seed).map(part) };
    }
    case "order":
      return { id, type: "order", stem, items: orderItems(question, seed).map(part) };
    case "reflection":
      return { id, type: "reflection", stem };
  }
}

export type ParsedResponse =
  | { readonly ok: true; readonly response: QuestionResponse }
  | { readonly ok: false; readonly problem: string };

const REFLECTION_MOST = 5000;
const refuse = (problem: string): ParsedResponse => ({ ok: false, problem });
const accept = (response: QuestionResponse): ParsedResponse => ({ ok: true, response });

/**
 * Reads a form: `answer` (repeated for a multiple), `item-<id>` for sort and match, `position-<id>` 1..n for order
 * and `text` for a reflection, where ids are those of `publicQuestion` with the same seed.
 */
export function parseResponse(
  question: Question,
  entries: Iterable<readonly [string, unknown]>,
  seed: string,
): ParsedResponse {
  const fields = new Map<string, string[]>();
  for (const [name, value] of entries) {
    if (typeof value === "string") fields.set(name, [...(fields.get(name) ?? []), value]);
  }
  const first = (name: string): string => fields.get(name)?.[0]?.trim() ?? "";

  switch (question.type) {
    case "single":
    case "multiple": {
      const chosen = [...new Set(fields.get("answer") ?? [])];
      if (chosen.length === 0) {
        return refuse(question.type === "single" ? "Choose an answer" : "Choose at least one answer");
      }
      if (chosen.some((id) => !question.options.some((option) => option.id === id))) {
        return refuse("Choose from the answers shown");
      }
      if (question.type === "multiple") {
        return accept(question.options.map((option) => option.id).filter((id) => chosen.includes(id)));
      }
      return chosen.length === 1 ? accept(chosen[0] as string) : refuse("Choose one answer only");
    }
    case "sort":
    case "match": {
      const targets =
        question.type === "sort"
          ? new Map(question.groups.map((group) => [group.id, group.id]))
          : new Map(answers(question, seed).map((answer) => [answer.id, answer.item]));
      const given: Record<string, string> = {};
      for (const item of question.items) {
        const value = first(`item-${item.id}`);
        if (value === "") {
          return refuse(
            question.type === "sort" ? "Choose a group for each item" : "Choose an answer for each item",
          );
        }
        const target = targets.get(value);
        if (target === undefined) return refuse("Choose from the answers shown");
        given[item.id] = target;
      }
      return accept(given);
    }
    case "order": {
      const order: (string | undefined)[] = Array.from({ length: question.items.length });
      for (const shown of orderItems(question, seed)) {
        const value = first(`position-${shown.id}`);
        if (value === "") return refuse("Give each item a place");
        const place = /^\d+$/.test(value) ? Number(value) : 0;
        if (place < 1 || place > question.items.length)
          return refuse(`Use the numbers 1 to ${question.items.length}`);
        if (order[place - 1] !== undefined) return refuse(`Use each number once: ${place} is there twice`);
        order[place - 1] = shown.item;
      }
      return accept(order as string[]);
    }
    case "reflection": {
      const text = (fields.get("text")?.[0] ?? "").replace(/\r\n/g, "\n").trim();
      if (text === "") return refuse("Write something first");
      return text.length <= REFLECTION_MOST
        ? accept(text)
        : refuse(`Write ${REFLECTION_MOST} characters at most`);
    }
  }
}

/** The form fields that `parseResponse` would read as this response: for showing a draft again. */
export function formValues(
  question: Question,
  response: QuestionResponse,
  seed: string,
): Record<string, string[]> {
  switch (question.type) {
    case "single":
      return { answer: [one(response)] };
    case "multiple":
      return { answer: [...many(response)] };
    case "sort":
      return Object.fromEntries(
        Object.entries(placed(response)).map(([item, group]) => [`item-${item}`, [group]]),
      );
    case "match": {
      const shown = new Map(answers(question, seed).map((answer) => [answer.item, answer.id]));
      return Object.fromEntries(
        Object.entries(placed(response)).map(([item, target]) => [`item-${item}`, [shown.get(target) ?? ""]]),
      );
    }
    case "order": {
      const given = many(response);
      return Object.fromEntries(
        orderItems(question, seed).map((shown) => [
          `position-${shown.id}`,
          [String(given.indexOf(shown.item) + 1)],
        ]),
      );
    }
    case "reflection":
      return { text: [one(response)] };
  }
}

/** xAPI `cmi.interaction` types (xAPI 1.0.3, part 2, appendix C). */
export function interactionType(question: MarkedQuestion): "choice" | "matching" | "sequencing" {
  if (question.type === "order") return "sequencing";
  return question.type === "sort" || question.type === "match" ? "matching" : "choice";
}

/** The response as xAPI writes it: `a[,]b` for choice and sequencing, `item[.]group[,]…` for matching. */
export function responseString(question: MarkedQuestion, response: QuestionResponse): string {
  switch (question.type) {
    case "single":
      return one(response);
    case "multiple":
    case "order":
      return many(response).join("[,]");
    case "sort":
    case "match": {
      const given = placed(response);
      return question.items.map((item) => `${item.id}[.]${given[item.id] ?? ""}`).join("[,]");
    }
  }
}

/** The response that a `responseString` came from. */
export function parseResponseString(question: MarkedQuestion, text: string): QuestionResponse {
  switch (question.type) {
    case "single":
      return text;
    case "multiple":
    case "order":
      return text === "" ? [] : text.split("[,]");
    case "sort":
    case "match":
      return Object.fromEntries(text.split("[,]").map((pair) => pair.split("[.]") as [string, string]));
  }
}

/** One option or item looked back on. `given` and `answer` are HTML. */
export type FeedbackPart =
  | {
      readonly kind: "option";
      readonly id: string;
      readonly text: string;
      readonly chosen: boolean;
      /** Whether it belongs to the right answer. */
      readonly right: boolean;
      readonly title?: string;
      readonly feedback: string;
    }
  | {
      readonly kind: "item";
      readonly id: string;
      readonly text: string;
      /** Where it was put, and where it belongs; for order, places from 1. */
      readonly given: string;
      readonly answer: string;
      /** Whether it was put where it belongs. */
      readonly right: boolean;
      readonly feedback?: string;
    };

export interface Feedback {
  /** Null when nothing is marked. */
  readonly right: boolean | null;
  readonly parts: readonly FeedbackPart[];
  readonly feedback?: string;
  readonly harmed?: string;
}

/** What may be seen once the question is answered; the items of a sort or a match in the order in which they were shown. */
export function feedbackFor(question: Question, response: QuestionResponse, seed: string): Feedback {
  const { harmed } = question;
  switch (question.type) {
    case "single":
    case "multiple": {
      const { right, chosen } = mark(question, response);
      const parts = question.options.map((option) => ({
        kind: "option" as const,
        id: option.id,
        text: option.text,
        chosen: chosen.includes(option.id),
        right: option.right,
        title: option.title,
        feedback: option.feedback,
      }));
      return { right, parts, harmed };
    }
    case "sort":
    case "match": {
      const { right, chosen } = mark(question, response);
      const given = placed(response);
      const words = new Map(
        question.type === "sort"
          ? question.groups.map((group) => [group.id, group.text])
          : question.items.map((item) => [item.id, item.answer]),
      );
      const items: readonly (typeof question.items)[number][] = question.items;
      const parts = itemsShown({ id: question.id, items }, seed).map((item) => ({
        kind: "item" as const,
        id: item.id,
        text: item.text,
        given: words.get(given[item.id] ?? "") ?? "",
        answer: "group" in item ? (words.get(item.group) ?? "") : item.answer,
        right: chosen.includes(item.id),
        feedback: item.feedback,
      }));
      return { right, parts, harmed };
    }
    case "order": {
      const { right, chosen } = mark(question, response);
      const given = many(response);
      const parts = question.items.map((item, at) => ({
        kind: "item" as const,
        id: item.id,
        text: item.text,
        given: String(given.indexOf(item.id) + 1),
        answer: String(at + 1),
        right: chosen.includes(item.id),
      }));
      return { right, parts, feedback: question.feedback, harmed };
    }
    case "reflection":
      return { right: null, parts: [], feedback: question.feedback, harmed };
  }
}
