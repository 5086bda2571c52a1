import { Form, Link } from "@remix-run/react";
import type { ReactNode } from "react";
import {
  draftHome,
  type DraftFrame,
  type OutlineEntry,
  type ScenarioOutline,
} from "#app/domain/scenarios/editor-values.ts";
import { Breadcrumbs } from "../breadcrumbs.tsx";
import { Button, ButtonLink } from "../button.tsx";
import { FramedPage } from "../frame.tsx";
import { Icon } from "../icon.tsx";
import { Notice } from "../notice.tsx";
import { moveInList } from "./outline-keys.ts";

export type DraftTab = "outline" | "graph" | "findings" | "history" | "play" | "publish";

interface DraftPageProps {
  frame: DraftFrame;
  tab: DraftTab;
  /** What the page is about within the draft, for the breadcrumbs. */
  here: string;
  /** The address of the part within the draft that Undo comes back to. */
  part?: string;
  /** Where the last save stands, when the page knows better than its loader. */
  saved?: ReactNode;
  children: ReactNode;
}

/** What stands around every page of a draft: its name and state, what to do with it, and its tabs. */
export function DraftPage({ frame, tab, here, part, saved, children }: DraftPageProps) {
  const base = `/studio/drafts/${frame.id}`;
  const scene = part?.startsWith("scenes/") ? part.slice("scenes/".length) : null;
  const { open } = frame;
  const home = draftHome(frame);
  const story = frame.outline.kind === "scenario";
  const tabs: readonly { id: DraftTab; href: string; label: ReactNode }[] = [
    { id: "outline", href: home, label: "Outline" },
    ...(story ? [{ id: "graph" as const, href: `${base}/graph`, label: "Graph" }] : []),
    {
      id: "findings",
      href: `${base}/findings`,
      label: (
        <>
          Findings{" "}
          <span className={frame.errors > 0 ? "count count-error" : "count"}>
            {frame.errors + frame.warnings}
            <span className="visually-hidden"> open</span>
          </span>
        </>
      ),
    },
    { id: "history", href: `${base}/history`, label: "History" },
  ];
  return (
    <FramedPage current="/studio" wide>
      <Breadcrumbs
        items={[{ href: "/studio", label: "Studio" }, { href: home, label: frame.title }, { label: here }]}
      />
      <div className="draft-head">
        <div>
          <h1>{frame.title}</h1>
          <p className="hint">{frame.stands}</p>
          <p className="draft-saved" role="status">
            <Icon name="check" /> {saved ?? frame.saved}
          </p>
        </div>
        <div className="button-row">
          {open ? (
            <Form method="post" action={`${base}/history`}>
              <input type="hidden" name="back" value={part ?? "history"} />
              <Button variant="second" small name="do" value="undo">
                Undo
              </Button>
            </Form>
          ) : null}
          {story ? (
            <ButtonLink variant="second" small to={scene ? `${base}/play?from=${scene}` : `${base}/play`}>
              {scene ? "Play from here" : "Play"}
            </ButtonLink>
          ) : null}
          {frame.state === "published" ? null : (
            <>
              <ButtonLink variant="second" small to={`${base}/discard`}>
                Discard…
              </ButtonLink>
              <ButtonLink small to={`${base}/publish`}>
                Publish…
              </ButtonLink>
            </>
          )}
        </div>
      </div>
      {frame.waits === null ? null : (
        <Notice tone="info" title={frame.waits}>
          <Form method="post" action={`${base}/publish`} className="stack">
            <p>
              It stays as it is until then.{" "}
              {frame.state === "scheduled"
                ? "To change it, take it back: it does not go live by itself any more, and a publisher sets the time again."
                : "To change it, take it back: no publisher sees it until a review is asked for again."}
            </p>
            <Button variant="second" small name="do" value="reopen">
              Take it back and change it
            </Button>
          </Form>
        </Notice>
      )}
      <nav aria-label="Draft">
        <ul className="tabs">
          {tabs.map(({ id, href, label }) => (
            <li key={id}>
              <Link to={href} aria-current={id === tab ? "page" : undefined}>
                {label}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {children}
    </FramedPage>
  );
}

/** Scenes in order, then endings; arrow keys go between them, Alt with an arrow moves the one that is open. */
export function Outline({
  frame,
  outline,
  current,
  form,
}: {
  frame: DraftFrame;
  outline: ScenarioOutline;
  current: string | null;
  /** The id of the form whose buttons add, move and delete. */
  form: string;
}) {
  const base = `/studio/drafts/${frame.id}`;
  const entry = (kind: "scenes" | "endings", one: OutlineEntry, mark: string) => (
    <li key={one.id}>
      <Link
        to={`${base}/${kind}/${one.id}`}
        className="outline-link"
        aria-current={one.id === current ? "page" : undefined}
      >
        <span className="outline-mark">{mark}</span>
        <span className="outline-title">{one.title}</span>
        {one.trouble ? (
          <span className={`outline-trouble outline-${one.trouble}`}>
            <Icon name="warn" />
            <span className="visually-hidden">
              {one.trouble === "error" ? ", has errors" : ", has warnings"}
            </span>
          </span>
        ) : null}
      </Link>
    </li>
  );
  return (
    // Arrow keys are a short cut between links that Tab reaches as well.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <nav aria-label="Outline" className="outline" onKeyDown={(event) => moveInList(event, form)}>
      <Link to={base} className="outline-link" aria-current={current === null ? "page" : undefined}>
        <span className="outline-mark" aria-hidden="true">
          ·
        </span>
        <span className="outline-title">About the scenario</span>
      </Link>
      <h2>Scenes</h2>
      <ol>{outline.scenes.map((one, at) => entry("scenes", one, String(at + 1)))}</ol>
      <button className="link-button" form={form} name="do" value="add-scene" disabled={!frame.open}>
        Add a scene
      </button>
      <h2>Endings</h2>
      <ol>{outline.endings.map((one, at) => entry("endings", one, String.fromCharCode(65 + (at % 26))))}</ol>
      <button className="link-button" form={form} name="do" value="add-ending" disabled={!frame.open}>
        Add an ending
      </button>
      <p className="hint">
        Arrow keys go between scenes. Alt with an arrow moves the open one. Buttons under it do the same.
      </p>
    </nav>
  );
}
