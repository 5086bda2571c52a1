/**
 * A question as the ledger tells it to the world: what could be answered and
 * what was, in xAPI's interaction form (xAPI 1.0.3, Part Two, appendix C), and
 * nothing from which the key could be read. Authors' ids of match answers and
 * of ordered items would tell it, so the ledger has ids of its own for them,
 * the same for every officer. Intentionally pure.
 */
import type { Interaction } from "../ledger/statements.ts";
import { answers, interactionType, orderItems, responseString, type QuestionResponse } from "./marking.ts";
import type { Question } from "./question.ts";

const LEDGER_SEED = "ledger";

/** HTML of ours as plain text. */
export function plainText(html: string): string {
  return html
    .replace(/<[^>]+>/g, " ")
    .replace(/&(?:#x27|#39|apos);/g, "'")
    .replace(/&(?:quot|#x22|#34);/g, '"')
    .replace(/&(?:lt|#x3C);/gi, "<")
    .replace(/&(?:gt|#x3E);/gi, ">")
    .replace(/&(?:amp|#x26);/g, "&")
    .replace(/\s+/g, " ")
    .replace(/ ([.,;:!?])/g, "$1")
    .trim();
}

const part = ({ id, text }: { id: string; text: string }) => ({ id, text: plainText(text) });

export function interactionOf(question: Question): Interaction {
  const stem = plainText(question.stem);
  switch (question.type) {
    case "single":
    case "multiple":
      return { type: "choice", stem, choices: question.options.map(part) };
    case "sort":
      return { type: "matching", stem, source: question.items.map(part), target: question.groups.map(part) };
    case "match":
      return {
        type: "matching",
        stem,
        source: question.items.map(part),
        target: answers(question, LEDGER_SEED).map(part),
      };
    case "order":
      return { type: "sequencing", stem, choices: orderItems(question, LEDGER_SEED).map(part) };
    case "reflection":
      return { type: "long-fill-in", stem };
  }
}

/** What was answered, in the ids of `interactionOf`. Not for reflections: their text is never told. */
export function ledgerResponse(
  question: Exclude<Question, { type: "reflection" }>,
  response: QuestionResponse,
): string {
  if (question.type === "match") {
    const told = new Map(answers(question, LEDGER_SEED).map((answer) => [answer.item, answer.id]));
    const given = response as Readonly<Record<string, string>>;
    return question.items.map((item) => `${item.id}[.]${told.get(given[item.id] ?? "") ?? ""}`).join("[,]");
  }
  if (interactionType(question) === "sequencing" && question.type === "order") {
    const told = new Map(orderItems(question, LEDGER_SEED).map((item) => [item.item, item.id]));
    return (response as readonly string[]).map((id) => told.get(id) ?? "").join("[,]");
  }
  return responseString(question, response);
}
