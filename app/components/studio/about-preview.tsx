import type { ReactNode } from "react";
import type { Verdict } from "#app/domain/scenarios/editor-values.ts";
import { Html } from "../html.tsx";
import { Panel } from "../panel.tsx";
import { VerdictPanel } from "./verdict.tsx";

interface AboutPreviewProps {
  title: string;
  html: string;
  verdict: Verdict;
  draftId: string;
  children?: ReactNode;
}

/** What an officer reads first of a scenario or a module, and what is found in it. */
export function AboutPreview({ title, html, verdict, draftId, children }: AboutPreviewProps) {
  return (
    <>
      <section aria-label="Preview" className="preview">
        <p className="preview-head">
          <strong>Preview</strong> <span className="hint">what an officer reads first</span>
        </p>
        <Panel title={title || "Without a name"} headingLevel={3}>
          <Html className="prose" html={html} />
          {children}
        </Panel>
      </section>
      <VerdictPanel verdict={verdict} draftId={draftId} />
    </>
  );
}
