import { Link } from "@remix-run/react";
import { DateField } from "./forms/date-field.tsx";
import { Notice } from "./notice.tsx";

/** Says that a page looks at earlier knowledge, with the way back. `now`: the same view as known now. */
export function KnownThen({ earlier, now }: { earlier: { words: string } | null; now: string }) {
  if (earlier === null) return null;
  return (
    <Notice tone="warn" title={`As it was known on ${earlier.words}`}>
      <p>
        What was reported or corrected later is not in it. <Link to={now}>See what is known now</Link>
      </p>
    </Notice>
  );
}

/** Asks for earlier knowledge; empty is now. */
export function KnownField({ earlier }: { earlier: { day: string } | null }) {
  return (
    <DateField
      name="known"
      label="As known on (optional)"
      hint="What was known by the end of that day, before later corrections."
      defaultValue={earlier?.day ?? ""}
    />
  );
}
