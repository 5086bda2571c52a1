/** What every page of a draft shows around it, and each finding beside what it concerns. */
import type { PlacedFinding, DraftFrame, OutlineEntry } from "#app/domain/scenarios/editor-values.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { ScenarioDraft } from "#app/domain/scenarios/draft.ts";
import { findingPlace } from "#app/domain/scenarios/places.ts";
import type { Finding, Proof } from "#app/domain/scenarios/prove.ts";
import type { Context } from "../context.server.ts";
import type { Principal } from "../identity/principal.server.ts";
import { factNotes } from "../learning/read-facts.server.ts";
import { frameOf, troubleIn } from "./draft-frame.server.ts";
import { openDraft, proofOf, type OpenDraft } from "./draft.server.ts";

export interface DraftView {
  readonly draft: OpenDraft;
  readonly proof: Proof;
  readonly findings: readonly PlacedFinding[];
  readonly frame: DraftFrame;
}

/** @throws AmendsError `not-found` */
export async function readDraft(ctx: Context, principal: Principal, id: string): Promise<DraftView> {
  const draft = await openDraft(ctx, principal.force.id, id);
  const proof = await proofOf(ctx, draft);
  const known = await factNotes(ctx);
  const findings = [
    ...proof.findings.map((finding) => placed(draft, finding)),
    ...factFindings(draft, known),
  ];
  const entry = ({ id: part, title }: { id: string; title: string }): OutlineEntry => ({
    id: part,
    title: title || "Without a name",
    trouble: troubleIn(findings, part),
  });
  const frame = await frameOf(ctx, principal, draft, findings, {
    kind: "scenario",
    scenes: draft.document.scenes.map(entry),
    endings: draft.document.endings.map(entry),
  });
  return { draft, proof, findings, frame };
}

/** A fact that is not published stops publishing. */
function factFindings(draft: OpenDraft, known: Awaited<ReturnType<typeof factNotes>>): PlacedFinding[] {
  const cited = [
    ...draft.document.scenes.flatMap((scene, s) => [
      ...scene.facts.map((fact) => ({ fact, path: ["scenes", s, "facts"] })),
      ...scene.choices.flatMap((choice, c) =>
        choice.debrief.facts.map((fact) => ({ fact, path: ["scenes", s, "choices", c, "debrief", "facts"] })),
      ),
    ]),
  ];
  return cited.flatMap(({ fact, path }) => {
    if (known(fact)) return [];
    return [
      placed(draft, {
        rule: "unknown-name",
        severity: "error",
        path,
        message: `there is no fact ${fact}`,
        cure: "Correct its number, or take it away.",
      }),
    ];
  });
}

function placed(draft: Pick<OpenDraft, "id" | "document">, finding: Finding): PlacedFinding {
  const { document } = draft;
  const [kind, index, , choiceIndex] = finding.path;
  const scene = kind === "scenes" && typeof index === "number" ? document.scenes[index] : undefined;
  const ending = kind === "endings" && typeof index === "number" ? document.endings[index] : undefined;
  const choice =
    scene && finding.path[2] === "choices" && typeof choiceIndex === "number"
      ? scene.choices[choiceIndex]
      : undefined;
  const part = scene?.id ?? ending?.id ?? null;
  const base = `/studio/drafts/${draft.id}`;
  const href = scene
    ? `${base}/scenes/${scene.id}${choice ? `#c-${choice.id}` : ""}`
    : ending
      ? `${base}/endings/${ending.id}`
      : base;
  return {
    rule: finding.rule,
    severity: finding.severity,
    message: finding.message,
    cure: finding.cure,
    place: findingPlace(document, finding.path),
    href,
    part,
    choice: choice?.id ?? null,
    accepted: finding.accepted ?? null,
    route: (finding.route ?? []).map((decision) => decisionWords(document, decision)),
  };
}

function decisionWords(document: ScenarioDraft, decision: { scene: string; choice: string }): string {
  const scene = document.scenes.find((one) => one.id === decision.scene);
  const choice = scene?.choices.find((one) => one.id === decision.choice);
  return `${scene?.title ?? decision.scene}: ${choice?.text ?? decision.choice}`;
}

/** The draft, with one of its scenes. @throws AmendsError `not-found` */
export function partOf<Part extends { id: string }>(parts: readonly Part[], id: string, what: string): Part {
  const part = parts.find((one) => one.id === id);
  if (part) return part;
  throw new AmendsError(
    "not-found",
    `There is no such ${what} in this draft`,
    "Choose one from the outline.",
  );
}
