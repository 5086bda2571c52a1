/** What the audit trail tells, in words. Intentionally pure. */

/** Everything that is written to the trail, and what its reader is told. */
export const AUDIT_ACTIONS = {
  "account.choose-password": "Chose a password",
  "account.create": "Made an account",
  "account.end-grant": "Ended a grant",
  "account.end-session": "Signed somebody out of one browser",
  "account.end-sessions": "Signed somebody out everywhere",
  "account.grant": "Granted a role",
  "account.link": "Made a link for choosing a password",
  "account.list": "Looked through accounts",
  "account.read": "Looked at an account",
  "activity.map": "Let an activity stand for a module",
  "activity.unmap": "Let an activity stand for no module any more",
  "adjustment.agree": "Agreed an adjustment",
  "adjustment.end": "Ended an adjustment",
  "agents.match": "Matched the people of another system",
  "agents.unmatch": "Ended the matching of another system's people",
  "award.correct": "Corrected an award",
  "award.revoke": "Took an award back",
  "case.close": "Closed a case",
  "completions.export": "Exported completions",
  "content.bring-back": "Brought content back",
  "content.discard": "Threw a draft away",
  "content.publish": "Published content",
  "content.reopen": "Opened a draft again",
  "content.review": "Asked for a review",
  "content.schedule": "Set a day for publishing",
  "content.send-back": "Sent a draft back",
  "content.withdraw": "Withdrew content",
  "coverage.people.read": "Read who is behind a figure",
  "destination.create": "Added a destination",
  "destination.credentials": "Changed a destination's password",
  "destination.pause": "Paused a destination",
  "destination.remove": "Removed a destination",
  "destination.resume": "Resumed a destination",
  "destination.send-again": "Sent statements to a destination again",
  "exemption.end": "Ended an exemption",
  "exemption.grant": "Granted an exemption",
  "exemption.list": "Read who is exempt",
  "exemption.withdraw": "Took an exemption back",
  "fact-owner.set": "Chose who answers for facts",
  "ledger.import": "Read statements into the ledger",
  "ledger.seal": "Sealed the ledger",
  "lrs-key.create": "Made a key of the ledger",
  "lrs-key.distrust": "Stopped trusting a key of the ledger",
  "lrs-key.limit": "Changed what a key of the ledger may do",
  "lrs-key.revoke": "Ended a key of the ledger",
  "lrs-key.trust": "Trusted a key of the ledger",
  "notice.send": "Reminded people of their training",
  "people.import": "Read an extract of people",
  "people.preview": "Read what a file would change",
  "people.search": "Searched for people",
  "people.undo": "Took an extract of people back",
  "person.erase": "Erased a person",
  "person.read": "Looked at a person",
  "policy.set": "Changed a local rule",
  "report-key.create": "Made a key for reports",
  "report-key.end": "Ended a key for reports",
  "target.end": "Ended a target",
  "target.set": "Set a target",
  "training.import": "Read a list of training",
} as const;
export type AuditAction = keyof typeof AUDIT_ACTIONS;

/** An action in words; one that is not known, as from a later release, as it is. */
export function actionWords(action: string): string {
  return Object.hasOwn(AUDIT_ACTIONS, action) ? AUDIT_ACTIONS[action as AuditAction] : action;
}

export interface DetailLine {
  readonly name: string;
  readonly value: string;
}

/** "fromSeq" → "from seq" */
const spaced = (key: string) => key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/**
 * An event's details as names and values, the parts of a part as "to: share". What holds nothing is left out.
 * @param nameOf what stands for an id; undefined when nothing does
 */
export function detailLines(detail: string, nameOf: (id: string) => string | undefined): DetailLine[] {
  const plain = (value: unknown) => {
    if (typeof value === "boolean") return value ? "yes" : "no";
    const text = typeof value === "string" ? value : JSON.stringify(value);
    return nameOf(text) ?? text;
  };
  const lines = (value: unknown, path: readonly string[]): DetailLine[] => {
    if (value === null || value === undefined || value === "") return [];
    const name = path.map(spaced).join(": ") || "what";
    if (Array.isArray(value)) {
      if (value.some((one) => typeof one === "object" && one !== null))
        return value.flatMap((one, at) => lines(one, [...path, String(at + 1)]));
      return value.length === 0 ? [] : [{ name, value: value.map(plain).join(", ") }];
    }
    if (typeof value === "object")
      return Object.entries(value).flatMap(([key, inner]) => lines(inner, [...path, key]));
    return [{ name, value: plain(value) }];
  };
  let read: unknown;
  try {
    read = JSON.parse(detail);
  } catch {
    read = detail;
  }
  return lines(read, []);
}
