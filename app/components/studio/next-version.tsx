import { Form, Link } from "@remix-run/react";

interface NextVersionProps {
  kind: "scenario" | "module";
  slug: string;
  title: string;
  number: number;
  /** The draft that is open already; null: the button begins one. */
  draft: string | null;
}

/** Begins a published scenario's or module's next version, or goes on with the draft of it that is open. */
export function NextVersion({ kind, slug, title, number, draft }: NextVersionProps) {
  if (draft !== null)
    return (
      <Link to={`/studio/drafts/${draft}`}>
        Carry on with version {number}
        <span className="visually-hidden"> of {title}</span>
      </Link>
    );
  return (
    <Form method="post" action="/studio">
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="slug" value={slug} />
      <button className="link-button">
        Write version {number}
        <span className="visually-hidden"> of {title}</span>
      </button>
    </Form>
  );
}
