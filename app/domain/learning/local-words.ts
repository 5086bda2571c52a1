/**
 * What a force writes down in its own words about its restorative justice service. `<Local key="…" />` shows it, and
 * on-scene cards do. While it is not written, a lesson reads well all the same. Intentionally pure.
 */
export interface LocalWord {
  readonly key: string;
  /** What an administrator fills in. */
  readonly title: string;
  readonly hint: string;
  /** What a lesson shows until then. */
  readonly unset: string;
}

export const LOCAL_WORDS = [
  {
    key: "hub-name",
    title: "Its name",
    hint: "As officers say it to a victim. Lessons put it into their sentences.",
    unset: "the restorative justice service",
  },
  {
    key: "hub-telephone",
    title: "Its telephone number",
    hint: "For officers and victims.",
    unset: "not written down here yet: ask your supervisor",
  },
  {
    key: "hub-hours",
    title: "When somebody answers",
    hint: "For example: Monday to Friday, 9 am to 5 pm.",
    unset: "not written down here yet: ask when you ring",
  },
  {
    key: "hub-address",
    title: "Where a referral goes",
    hint: "A mailbox, a web address, or the name of the form.",
    unset: "not written down here yet: ask your supervisor",
  },
] as const satisfies readonly LocalWord[];

export const LOCAL_WORDS_MOST = 100;

export const LOCAL_WORD_KEYS: readonly string[] = LOCAL_WORDS.map((one) => one.key);

/** Undefined for a key that is none. */
export function localWord(key: string): LocalWord | undefined {
  return LOCAL_WORDS.find((one) => one.key === key);
}
