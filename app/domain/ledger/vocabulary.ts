/**
 * The verbs and activity types we use, with where each is registered: ADL's
 * vocabulary (adlnet.gov), the TinCan registry (id.tincanapi.com), Activity
 * Streams, and cmi5's extensions (w3id.org/xapi/cmi5).
 */
const verb = (id: string, word: string) => ({ id, display: { "en-GB": word } });

export const VERBS = {
  launched: verb("http://adlnet.gov/expapi/verbs/launched", "launched"),
  initialized: verb("http://adlnet.gov/expapi/verbs/initialized", "initialized"),
  progressed: verb("http://adlnet.gov/expapi/verbs/progressed", "progressed"),
  answered: verb("http://adlnet.gov/expapi/verbs/answered", "answered"),
  selected: verb("http://id.tincanapi.com/verb/selected", "selected"),
  passed: verb("http://adlnet.gov/expapi/verbs/passed", "passed"),
  failed: verb("http://adlnet.gov/expapi/verbs/failed", "failed"),
  completed: verb("http://adlnet.gov/expapi/verbs/completed", "completed"),
  abandoned: verb("https://w3id.org/xapi/adl/verbs/abandoned", "abandoned"),
  attended: verb("http://adlnet.gov/expapi/verbs/attended", "attended"),
  earned: verb("http://id.tincanapi.com/verb/earned", "earned"),
  shared: verb("http://adlnet.gov/expapi/verbs/shared", "shared"),
  rejected: verb("http://activitystrea.ms/schema/1.0/reject", "rejected"),
  erased: verb("http://activitystrea.ms/schema/1.0/delete", "erased"),
  voided: verb("http://adlnet.gov/expapi/verbs/voided", "voided"),
} as const;
export type VerbName = keyof typeof VERBS;

export const ACTIVITY_TYPES = {
  module: "http://adlnet.gov/expapi/activities/module",
  lesson: "http://adlnet.gov/expapi/activities/lesson",
  check: "http://adlnet.gov/expapi/activities/assessment",
  update: "http://adlnet.gov/expapi/activities/lesson",
  question: "http://adlnet.gov/expapi/activities/cmi.interaction",
  scenario: "http://id.tincanapi.com/activitytype/scenario",
  scene: "http://adlnet.gov/expapi/activities/cmi.interaction",
  award: "http://activitystrea.ms/schema/1.0/badge",
} as const;

/** cmi5: progress through an activity, whole per cent 0 to 100. */
export const PROGRESS_EXTENSION = "https://w3id.org/xapi/cmi5/result/extensions/progress";
/** cmi5: the scaled score that passes. */
export const MASTERY_EXTENSION = "https://w3id.org/xapi/cmi5/context/extensions/masteryscore";

/** Extensions of ours, under the installation's base IRI. */
export function ownExtensions(iriBase: string) {
  return {
    /** Which version of the content was met: its hash. */
    version: `${iriBase}/extensions/version`,
    /** The place of a decision in a scenario's path, or of an answer to one question, from 0. */
    ordinal: `${iriBase}/extensions/ordinal`,
    /** True when free text was written; the text itself is never in a statement. */
    written: `${iriBase}/extensions/written`,
    /** What an award is: its days, how it came and its code. */
    award: `${iriBase}/extensions/award`,
    /** Why another system's statement does not count, and the day and the source it gave. */
    claim: `${iriBase}/extensions/claim`,
    /** The record that says where the proof of training done elsewhere is; its words stay outside the ledger. */
    evidence: `${iriBase}/extensions/evidence`,
    /** Why what an earlier statement said was put right, and who agreed. */
    correction: `${iriBase}/extensions/correction`,
    /** What an erasure took out of which statements. */
    erasure: `${iriBase}/extensions/erasure`,
    /** How many critical questions of a check were missed; each is enough to fail. */
    criticalMissed: `${iriBase}/extensions/critical-missed`,
    /** True when a question was asked again after the module was held, to see whether it is still known. */
    recall: `${iriBase}/extensions/recall`,
    /** Whom something is shared with, and whether with the name of who wrote it. */
    sharing: `${iriBase}/extensions/sharing`,
    /** Who gave the training, for training done elsewhere. */
    provider: `${iriBase}/extensions/provider`,
  } as const;
}
