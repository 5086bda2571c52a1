/** Sends letters in their order and finds out which were taken, which never will be, and whether to wait. */
import type { Db } from "#db/connect.ts";
import { problemWords, receptionOf, retryAfterMs } from "#app/domain/ledger/passing-on.ts";
import type { XapiStatement } from "#app/domain/ledger/xapi/types.ts";
import { negotiateVersion, type XapiVersion } from "#app/domain/ledger/xapi/version.ts";
import { attachedParts } from "./attached-parts.server.ts";
import type { Letter } from "./letters.server.ts";
import { Unreachable, type Answer, type Receiver } from "./receiver.server.ts";

/** A letter that will never be taken as it is. */
export interface Refusal {
  readonly letter: Letter;
  /** 0: it was not sent. */
  readonly status: number;
  readonly answer: string;
}

export interface Delivery {
  readonly taken: readonly Letter[];
  readonly refused: readonly Refusal[];
  /** The first that is neither; none after it is counted. */
  readonly undone: Letter | null;
  /** Why it is undone, and how long the receiver asks us to wait. */
  readonly wait: Wait | null;
}

interface Wait {
  readonly problem: string;
  readonly askedMs: number | null;
}

/** @param now the machine's time in milliseconds, against which dates in `Retry-After` are read */
export async function deliver(
  db: Db,
  receiver: Receiver,
  version: XapiVersion,
  letters: readonly Letter[],
  now: number,
): Promise<Delivery> {
  const round = new Round(db, receiver, now);
  await round.send(letters.filter((letter) => letter.statement !== null));
  return judge(receiver, version, letters, round);
}

class Round {
  readonly answers = new Map<Letter, Answer>();
  wait: Wait | null = null;
  readonly #db: Db;
  readonly #receiver: Receiver;
  readonly #now: number;
  constructor(db: Db, receiver: Receiver, now: number) {
    this.#db = db;
    this.#receiver = receiver;
    this.#now = now;
  }

  /** Sends all at once; where they are refused together, each half by itself, until those at fault stand alone. */
  async send(letters: readonly Letter[]): Promise<void> {
    if (letters.length === 0 || this.wait !== null) return;
    const answer = await this.#ask(letters);
    if (answer === null) return;
    const reception = receptionOf(answer.status, letters.length);
    if (reception === "later") {
      this.wait = {
        problem: problemWords(answer.status, shortly(answer.text)),
        askedMs: retryAfterMs(answer.retryAfter, this.#now),
      };
    } else if (reception === "taken" || letters.length === 1) {
      for (const letter of letters) this.answers.set(letter, answer);
    } else {
      const half = Math.ceil(letters.length / 2);
      await this.send(letters.slice(0, half));
      await this.send(letters.slice(half));
    }
  }

  async #ask(letters: readonly Letter[]): Promise<Answer | null> {
    const statements = letters.map((letter) => letter.statement as XapiStatement);
    const parts = await attachedParts(this.#db, statements);
    try {
      return await this.#receiver.send(statements, parts);
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      this.wait = { problem: error.message, askedMs: null };
      return null;
    }
  }
}

const SHORT = 300;

function shortly(text: string): string {
  return text.length > SHORT ? `${text.slice(0, SHORT)} …` : text;
}

async function judge(
  receiver: Receiver,
  version: XapiVersion,
  letters: readonly Letter[],
  { answers, wait }: Round,
): Promise<Delivery> {
  const taken: Letter[] = [];
  const refused: Refusal[] = [];
  // Where something was taken we are let in and understood, so that what was refused is at fault itself.
  const welcome = [...answers.values()].some(({ status }) => receptionOf(status, 1) === "taken");
  let understood: Wait | null | undefined = welcome ? null : undefined;
  for (const letter of letters) {
    if (letter.statement === null) {
      refused.push({ letter, status: 0, answer: letter.problem });
      continue;
    }
    const answer = answers.get(letter);
    if (answer === undefined) return { taken, refused, undone: letter, wait };
    const { status, text } = answer;
    const reception = receptionOf(status, 1);
    if (reception === "taken") {
      taken.push(letter);
      continue;
    }
    if (reception === "forbidden" && !welcome) {
      const problem = problemWords(status, shortly(text));
      return { taken, refused, undone: letter, wait: { problem, askedMs: null } };
    }
    if (understood === undefined) understood = await misunderstanding(receiver, version);
    if (understood !== null) return { taken, refused, undone: letter, wait: understood };
    refused.push({ letter, status, answer: text });
  }
  return { taken, refused, undone: null, wait: null };
}

/** Why nothing at all is taken, when that is because the receiver speaks another version; null when it is not. */
async function misunderstanding(receiver: Receiver, version: XapiVersion): Promise<Wait | null> {
  let spoken: readonly string[] | null;
  try {
    spoken = await receiver.versions();
  } catch (error) {
    if (error instanceof Unreachable) return { problem: error.message, askedMs: null };
    throw error;
  }
  if (spoken === null || spoken.some((one) => negotiateVersion(one) === version)) return null;
  const told = spoken.slice(0, 10).join(", ").slice(0, SHORT);
  return {
    problem: `It speaks xAPI ${told || "of no version"}, and this destination is set to ${version}; remove it and add it anew`,
    askedMs: null,
  };
}
