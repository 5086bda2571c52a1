import { Link } from "@remix-run/react";
import { dayWords } from "#app/domain/words.ts";
import type { Grant } from "./account-grants.tsx";
import { Notice } from "./notice.tsx";
import { SummaryList } from "./summary-list.tsx";

interface AccountAboutProps {
  personId: string;
  email: string;
  number: string | null;
  collar: string | null;
  post: string | null;
  made: string;
  signedIn: string | null;
  closed: boolean;
  link: { until: string; over: boolean } | null;
}

/** Whose an account is, and how it stands. */
export function AccountAbout({ personId, email, number, collar, post, ...account }: AccountAboutProps) {
  const { made, signedIn, closed, link } = account;
  const password = link
    ? link.over
      ? "None: the link ran out. Make another below."
      : `None yet: the link works until ${link.until}`
    : "Chosen";
  return (
    <SummaryList
      rows={[
        { key: "Signs in with", value: email },
        {
          key: "On the roster",
          value: number === null ? "No: outside the force" : <Link to={`/people/${personId}`}>{number}</Link>,
        },
        ...(collar ? [{ key: "Collar number", value: collar }] : []),
        ...(post ? [{ key: "Post", value: post }] : []),
        { key: "Last signed in", value: signedIn ?? "Never, or before this was kept" },
        { key: "Password", value: password },
        { key: "Account", value: `${closed ? "Closed" : "Open"}, made ${made}` },
      ]}
    />
  );
}

/** What was just done, in words. */
export function DoneNotice({
  what,
  which,
  grants,
}: {
  what: string;
  which: string;
  grants: readonly Grant[];
}) {
  const words = doneWords(what, which, grants);
  return words === null ? null : <Notice tone="done" title={words} role="status" />;
}

function doneWords(what: string, which: string, grants: readonly Grant[]): string | null {
  if (what === "signed-out")
    return which === "all" ? "They are signed out everywhere" : "They are signed out of that browser";
  const grant = grants.find((one) => one.id === which);
  if (!grant) return null;
  if (what === "granted")
    return `Granted: ${grant.what}, from ${dayWords(grant.from)}${grant.lastDay === null ? "" : ` to ${dayWords(grant.lastDay)}`}`;
  if (what !== "ended") return null;
  if (grant.state === "never") return `Ended: ${grant.what}. It never holds`;
  return grant.lastDay === null ? null : `Ended: ${grant.what}. Its last day is ${dayWords(grant.lastDay)}`;
}
