/**
 * Recall: a question now and then, at growing intervals, so that what was learnt stays. When a card comes back is a
 * pure fold of its answers by FSRS (`ts-fsrs`; spacing after Cepeda 2006, DOMAIN.md §5), so the ledger alone decides.
 * Being asked never changes an award: "still known" stands beside "completed".
 */
import { createEmptyCard, fsrs, Rating, type Card } from "ts-fsrs";
import { addDays, dayOf, daysBetween, type Day, type Instant } from "../time.ts";

/** Questions a day at most. */
export const RECALLED_A_DAY = 2;
/** Days from an award, and from the last new card, to the next new card. */
const NEW_AFTER_DAYS = 3;
/** FSRS brings a card back when it is known with this probability. */
const RETENTION = 0.9;

// Whole days, and no chance: the same answers always give the same day.
const scheduler = fsrs({ request_retention: RETENTION, enable_fuzz: false, enable_short_term: false });

export interface RecallAnswer {
  readonly module: string;
  readonly question: string;
  readonly right: boolean;
  readonly at: Instant;
}

export interface RecallCard {
  readonly module: string;
  readonly question: string;
  /** How often it was answered. */
  readonly answers: number;
  readonly lastRight: boolean;
  readonly firstOn: Day;
  /** The day on which it comes back. */
  readonly due: Day;
}

const key = (one: { module: string; question: string }): string => `${one.module}/${one.question}`;

/** Every card that was ever answered, as it stands; answers in the order given. */
export function cardsOf(answers: readonly RecallAnswer[]): RecallCard[] {
  const cards = new Map<string, { fsrs: Card; told: RecallCard }>();
  for (const answer of answers) {
    const before = cards.get(key(answer));
    const at = new Date(answer.at);
    const card = scheduler.next(
      before?.fsrs ?? createEmptyCard(at),
      at,
      answer.right ? Rating.Good : Rating.Again,
    ).card;
    cards.set(key(answer), {
      fsrs: card,
      told: {
        module: answer.module,
        question: answer.question,
        answers: (before?.told.answers ?? 0) + 1,
        lastRight: answer.right,
        firstOn: before?.told.firstOn ?? dayOf(answer.at),
        due: addDays(dayOf(answer.at), Math.max(1, card.scheduled_days)),
      },
    });
  }
  return [...cards.values()].map((one) => one.told);
}

export interface RecallInput {
  readonly today: Day;
  readonly answers: readonly RecallAnswer[];
  /** Modules held, with the day from which, and their questions in the order in which they may be asked. */
  readonly modules: readonly {
    readonly module: string;
    readonly from: Day;
    readonly questions: readonly string[];
  }[];
}

export interface Recall {
  readonly module: string;
  readonly question: string;
  /** How often it was answered before; tells two answers to one asking apart. */
  readonly ordinal: number;
}

/**
 * What to ask today; null when the day's questions are asked or none is due. What is due comes first, the longest
 * due before others; a new card only three days after its module's award and after the last new one.
 */
export function recallFor({ today, answers, modules }: RecallInput): Recall | null {
  const askedToday = answers.filter((one) => dayOf(one.at) === today).length;
  if (askedToday >= RECALLED_A_DAY) return null;
  const asked = new Map(modules.map((one) => [one.module, new Set(one.questions)]));
  const cards = cardsOf(answers);
  const [due] = cards
    // A question that a later version dropped is not asked again.
    .filter((card) => card.due <= today && asked.get(card.module)?.has(card.question))
    .sort((a, b) => (a.due === b.due ? key(a).localeCompare(key(b)) : a.due < b.due ? -1 : 1));
  if (due) return { module: due.module, question: due.question, ordinal: due.answers };

  const lastNew = cards
    .map((card) => card.firstOn)
    .sort()
    .at(-1);
  if (lastNew !== undefined && daysBetween(lastNew, today) < NEW_AFTER_DAYS) return null;
  const known = new Set(cards.map(key));
  const countOf = (module: string) => cards.filter((card) => card.module === module).length;
  const [next] = modules
    .filter((one) => daysBetween(one.from, today) >= NEW_AFTER_DAYS)
    .flatMap((one) => {
      const question = one.questions.find((id) => !known.has(key({ module: one.module, question: id })));
      return question === undefined ? [] : [{ module: one.module, question, asked: countOf(one.module) }];
    })
    // The module least asked about first.
    .sort((a, b) => a.asked - b.asked);
  return next ? { module: next.module, question: next.question, ordinal: 0 } : null;
}

export interface StillKnown {
  readonly module: string;
  /** How many different questions were asked. */
  readonly asked: number;
  /** Of those, how many were answered rightly the last time. */
  readonly known: number;
}

/** How much of each module is still known, as far as was asked. */
export function stillKnown(answers: readonly RecallAnswer[]): StillKnown[] {
  const cards = cardsOf(answers);
  return [...new Set(cards.map((card) => card.module))].map((module) => {
    const own = cards.filter((card) => card.module === module);
    return { module, asked: own.length, known: own.filter((card) => card.lastRight).length };
  });
}
