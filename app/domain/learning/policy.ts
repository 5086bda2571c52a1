/**
 * What a force decides for itself. Where it is taught, `<Local key="…" />` shows the words of the choice made. The first choice of each switch is the safest, and holds until the force chooses. Intentionally pure.
 */
import type { Day } from "../time.ts";

export interface PolicyChoice {
  readonly id: string;
  /** What an administrator chooses. */
  readonly label: string;
  /** The rule in words, without a full stop; in a lesson it follows "Here the rule is". */
  readonly words: string;
}

export interface PolicySwitch {
  readonly key: string;
  readonly title: string;
  /** What it decides, in a sentence. */
  readonly decides: string;
  /** The safest first. */
  readonly choices: readonly [PolicyChoice, ...PolicyChoice[]];
  /** The facts that it rests on, by id. */
  readonly facts: readonly string[];
  /** Whether lessons show its words; the others say how the site itself behaves. */
  readonly taught: boolean;
}

const WITH_AN_INSPECTOR: PolicyChoice = {
  id: "inspector",
  label: "A community resolution only when an inspector agrees, and never between partners",
  words:
    "no RJ by officers, and a community resolution only if an inspector has agreed to it in this case, and never between partners or former partners",
};
const ONLY_SPECIALISTS: PolicyChoice = {
  id: "off",
  label: "No RJ by officers and no community resolution",
  words:
    "no RJ by officers and no community resolution; if the victim asks, a supervisor passes it to a specialist service",
};

/** The choice that shows a force's published figures to anyone. */
export const PUBLIC_COVERAGE = "public";

export const POLICY = [
  {
    key: "domestic-abuse-rj",
    title: "Domestic abuse",
    decides: "What officers may do about RJ where there is domestic abuse.",
    choices: [ONLY_SPECIALISTS, WITH_AN_INSPECTOR],
    facts: ["F14", "F20", "F56"],
    taught: true,
  },
  {
    key: "stalking-rj",
    title: "Stalking",
    decides: "What officers may do about RJ where there is stalking or controlling behaviour.",
    choices: [ONLY_SPECIALISTS, WITH_AN_INSPECTOR],
    facts: ["F14", "F56"],
    taught: true,
  },
  {
    key: "sexual-offences-rj",
    title: "Sexual offences",
    decides: "Who takes it further when a victim of a sexual offence asks about RJ.",
    choices: [
      {
        id: "refer-only",
        label: "Inform and refer, nothing more",
        words:
          "inform and refer: tell the victim about RJ, pass what they wish to the specialist service, and do no more",
      },
      {
        id: "own-team",
        label: "The force's own specialist team refers",
        words:
          "inform and pass on: tell the victim about RJ, and pass what they wish to the force's own specialist team, which refers",
      },
    ],
    facts: ["F14", "F34"],
    taught: true,
  },
  {
    key: "hate-crime-resolution",
    title: "Hate crime",
    decides: "Whether a hate crime may end in a community resolution.",
    choices: [
      {
        id: "off",
        label: "No community resolution",
        words: "no community resolution for a hate crime",
      },
      {
        id: "criteria",
        label: "Only where the force's written criteria are met",
        words:
          "a community resolution for a hate crime only where the force's written criteria are met and a supervisor has checked them",
      },
    ],
    facts: ["F22", "F54"],
    taught: true,
  },
  {
    key: "pcso-resolution",
    title: "PCSOs and community resolutions",
    decides: "Whether PCSOs may give a community resolution.",
    choices: [
      {
        id: "off",
        label: "They may not",
        words: "that PCSOs do not give community resolutions",
      },
      {
        id: "sergeant",
        label: "They may once a sergeant has authorised it",
        words: "that a PCSO may give a community resolution once a sergeant has authorised it",
      },
      {
        id: "designated",
        label: "They may if they are designated to",
        words:
          "that a PCSO who is designated to may give a community resolution for the offences on the force's list",
      },
    ],
    facts: ["F17", "F19"],
    taught: true,
  },
  {
    key: "live-case-timing",
    title: "While a case is live",
    decides: "What happens to a referral while an investigation or a court case is running.",
    choices: [
      {
        id: "refer-and-hold",
        label: "Refer and hold",
        words:
          "refer and hold: send the referral now, and nobody contacts the other party until the officer in the case agrees",
      },
      {
        id: "refer-and-ask",
        label: "Refer; the service asks before it rings",
        words:
          "refer and ask: send the referral now, and the service asks the officer in the case before it rings anybody",
      },
      {
        id: "tell-and-wait",
        label: "Tell now, refer when the case has ended",
        words: "tell and wait: tell the victim now, and refer when the case has ended",
      },
    ],
    facts: ["F51"],
    taught: true,
  },
  {
    key: "hub-route",
    title: "The way to the hub",
    decides: "How an officer's referral reaches the local RJ service.",
    choices: [
      {
        id: "not-set",
        label: "Not said yet",
        words: "not written down here yet: ask your supervisor for it",
      },
      {
        id: "crime-system",
        label: "A form on the crime system",
        words: "the referral form on the crime system",
      },
      {
        id: "web-form",
        label: "The service's own form on the web",
        words: "the referral form on the service's own website",
      },
      {
        id: "secure-email",
        label: "A form by secure e-mail",
        words: "the referral form, sent by secure e-mail",
      },
    ],
    facts: ["F50"],
    taught: true,
  },
  {
    key: "resolution-admission",
    title: "Admission for a community resolution",
    decides: "What the person responsible must say before a community resolution.",
    choices: [
      {
        id: "admission",
        label: "A clear admission",
        words: "a clear admission of the offence",
      },
      {
        id: "responsibility",
        label: "Accepting responsibility",
        words: "that accepting responsibility is enough, which may be less than a full admission",
      },
    ],
    facts: ["F18"],
    taught: true,
  },
  {
    key: "studio-approval",
    title: "Who publishes a scenario",
    decides: "Whether somebody who wrote in a scenario may publish it.",
    choices: [
      {
        id: "somebody-else",
        label: "Only a publisher who has not written in it",
        words: "a scenario is published by somebody who has not written in it",
      },
      {
        id: "any-publisher",
        label: "Any publisher, its author too",
        words: "a scenario may be published by its author",
      },
    ],
    facts: [],
    taught: false,
  },
  {
    key: "public-coverage",
    title: "A public page of the figures",
    decides: "Whether anyone may read the published figures, without signing in.",
    choices: [
      {
        id: "off",
        label: "Nobody without an account",
        words: "the published figures are read by those with an account only",
      },
      {
        id: PUBLIC_COVERAGE,
        label: "Anyone: totals exact, small units merged, never a person",
        words: "the published figures can be read by anyone",
      },
    ],
    facts: [],
    taught: false,
  },
] as const satisfies readonly PolicySwitch[];

export type PolicyKey = (typeof POLICY)[number]["key"];

/** The keys of the rules that lessons show. */
export const TAUGHT_KEYS: readonly string[] = POLICY.filter((one) => one.taught).map((one) => one.key);

export const POLICY_KEYS: readonly PolicyKey[] = POLICY.map((one) => one.key);

export function isPolicyKey(key: string): key is PolicyKey {
  return POLICY_KEYS.some((known) => known === key);
}

/** Undefined for a key that is none. */
export function policySwitch(key: string): PolicySwitch | undefined {
  return POLICY.find((one) => one.key === key);
}

/** A force's own rule, as its officers read it. */
export interface LocalRule {
  readonly key: string;
  readonly title: string;
  readonly words: string;
  /** When the force chose it; null: it has not, and the safest holds. */
  readonly decidedOn: Day | null;
}

/**
 * The rule that a force's choice gives. A choice that is no longer among those offered counts as none made: the
 * safest holds. Null for a key that is none.
 */
export function localRule(key: string, chosen: { choice: string; on: Day } | undefined): LocalRule | null {
  const found = policySwitch(key);
  if (!found) return null;
  const choice = found.choices.find((one) => one.id === chosen?.choice);
  return {
    key,
    title: found.title,
    words: (choice ?? found.choices[0]).words,
    decidedOn: choice && chosen ? chosen.on : null,
  };
}
