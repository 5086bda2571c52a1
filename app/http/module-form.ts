/** A module's forms, read onto the part of the draft that they show. What a form does not hold stays as it is. */
import { CARD_PARTS, type DraftQuestion, type ModuleDraft } from "#app/domain/learning/module-draft.ts";
import { changeQuestion, withType } from "#app/domain/learning/module-edit.ts";
import type { ModulePart } from "#app/services/studio/edit-module.server.ts";
import { factIds, markedIn, textOf } from "./draft-form.ts";
import { textField } from "./parse.ts";

/** "lessons/ID", "questions/ID", "questions" or "module"; null for a part of something else. */
export function modulePartAsked(text: string): ModulePart | null {
  const [kind, id = ""] = text.split("/");
  if (kind === "lessons") return { kind: "lesson", id };
  if (kind === "questions") return id === "" ? { kind: "bank" } : { kind: "question", id };
  return kind === "module" ? { kind: "module" } : null;
}

const numberOf = (form: FormData, name: string, before: number, least: number, most: number): number => {
  const number = Number(textField(form, name));
  if (!form.has(name) || textField(form, name).trim() === "" || !Number.isInteger(number)) return before;
  return Math.min(most, Math.max(least, number));
};

/** Empty leaves it out. */
const optional = <Key extends string>(form: FormData, name: string, key: Key, before: string | undefined) => {
  const text = textOf(form, name, before ?? "");
  return (text.trim() === "" ? {} : { [key]: text }) as Partial<Record<Key, string>>;
};

function withLessonForm(draft: ModuleDraft, id: string, form: FormData): ModuleDraft {
  return {
    ...draft,
    lessons: draft.lessons.map((lesson) =>
      lesson.id === id
        ? {
            ...lesson,
            title: textOf(form, "title", lesson.title),
            summary: textOf(form, "summary", lesson.summary),
            text: textOf(form, "text", lesson.text),
          }
        : lesson,
    ),
  };
}

function withQuestionForm(draft: ModuleDraft, id: string, form: FormData): ModuleDraft {
  return changeQuestion(draft, id, (question) => {
    const typed = withParts(withBase(question, form), form);
    const type = textField(form, "type");
    const kind = TYPES.find((one) => one === type);
    return kind ? withType(typed, kind) : typed;
  });
}

const TYPES = ["single", "multiple", "sort", "order", "match", "reflection"] as const;

function withBase(question: DraftQuestion, form: FormData): DraftQuestion {
  const { harmed, ...rest } = question;
  const use = textField(form, "use");
  return {
    ...rest,
    ...optional(form, "harmed", "harmed", harmed),
    stem: textOf(form, "stem", question.stem),
    outcome: textOf(form, "outcome", question.outcome),
    use: use === "lesson" || use === "check" ? use : question.use,
    critical: form.has("with-critical") ? form.has("critical") : question.critical,
    facts: form.has("facts") ? factIds(textField(form, "facts")) : question.facts,
  };
}

function withParts(question: DraftQuestion, form: FormData): DraftQuestion {
  const of = (part: { readonly id: string }, field: string, before: string) =>
    textOf(form, `p.${part.id}.${field}`, before);
  switch (question.type) {
    case "single":
    case "multiple":
      return {
        ...question,
        options: question.options.map(({ title, ...option }) => ({
          ...option,
          ...optional(form, `p.${option.id}.title`, "title", title),
          text: of(option, "text", option.text),
          feedback: of(option, "feedback", option.feedback),
          right: form.has("with-right") ? markedIn(form, "right").includes(option.id) : option.right,
        })),
      };
    case "sort":
      return {
        ...question,
        groups: question.groups.map((group) => ({
          ...group,
          text: textOf(form, `g.${group.id}.text`, group.text),
        })),
        items: question.items.map((item) => ({
          ...item,
          text: of(item, "text", item.text),
          group: of(item, "group", item.group),
          feedback: of(item, "feedback", item.feedback),
        })),
      };
    case "order":
      return {
        ...question,
        feedback: textOf(form, "feedback", question.feedback),
        items: question.items.map((item) => ({ ...item, text: of(item, "text", item.text) })),
      };
    case "match":
      return {
        ...question,
        items: question.items.map((item) => ({
          ...item,
          text: of(item, "text", item.text),
          answer: of(item, "answer", item.answer),
          feedback: of(item, "feedback", item.feedback),
        })),
      };
    case "reflection": {
      const { feedback, ...rest } = question;
      return { ...rest, ...optional(form, "feedback", "feedback", feedback) };
    }
  }
}

function withSettingsForm(draft: ModuleDraft, form: FormData): ModuleDraft {
  const { check, update, card } = draft;
  const minutes = textField(form, "minutes").trim();
  return {
    ...draft,
    title: textOf(form, "title", draft.title),
    summary: textOf(form, "summary", draft.summary),
    outcomes: draft.outcomes.map((one) => ({
      ...one,
      text: textOf(form, `outcome.${one.id}.text`, one.text),
    })),
    check: {
      questions: numberOf(form, "check-questions", check.questions, 1, 20),
      pass: numberOf(form, "check-pass", check.pass, 1, 20),
      waitMinutes: numberOf(form, "wait", check.waitMinutes, 0, 43_200),
      minutes: form.has("minutes")
        ? minutes === ""
          ? null
          : numberOf(form, "minutes", check.minutes ?? 60, 5, 240)
        : check.minutes,
    },
    scenarios: form.has("with-scenarios")
      ? [...form.keys()].flatMap((name) => {
          const id = /^scenario\.([a-z0-9-]+)$/.exec(name)?.[1];
          const how = textField(form, name);
          return id === undefined || how === "" ? [] : [{ id, required: how === "required" }];
        })
      : draft.scenarios,
    card: card && {
      ...card,
      ...Object.fromEntries(
        CARD_PARTS.map((part) => [
          part,
          card[part].map((point) => ({
            ...point,
            text: textOf(form, `card.${point.id}.text`, point.text),
            facts: form.has(`card.${point.id}.facts`)
              ? factIds(textField(form, `card.${point.id}.facts`))
              : point.facts,
          })),
        ]),
      ),
    },
    update: {
      text: textOf(form, "update", update.text),
      questions: form.has("with-update-questions")
        ? markedIn(form, "update-questions").slice(0, 5)
        : update.questions,
      days: numberOf(form, "update-days", update.days, 1, 365),
    },
  };
}

/** What a form holds, put on the draft. */
export function withModuleForm(draft: ModuleDraft, part: ModulePart, form: FormData): ModuleDraft {
  switch (part.kind) {
    case "lesson":
      return withLessonForm(draft, part.id, form);
    case "question":
      return withQuestionForm(draft, part.id, form);
    case "module":
      return withSettingsForm(draft, form);
    case "bank":
      return draft;
  }
}
