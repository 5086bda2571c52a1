/**
 * The IRIs of everything that statements are about. They begin with the
 * installation's base IRI, resolve at `/activities/…`, and never change.
 */
export type AttemptKind = "module" | "check" | "scenario" | "update";

/** Anything an IRI of ours can name. */
export type ActivityRef =
  | { readonly kind: "module"; readonly module: string }
  | { readonly kind: "lesson"; readonly module: string; readonly lesson: string }
  | { readonly kind: "check"; readonly module: string }
  | { readonly kind: "update"; readonly module: string }
  | { readonly kind: "question"; readonly module: string; readonly question: string }
  | { readonly kind: "scenario"; readonly scenario: string }
  | { readonly kind: "scene"; readonly scenario: string; readonly scene: string }
  | { readonly kind: "award"; readonly module: string };

export function activityIri(base: string, ref: ActivityRef): string {
  return `${base}/activities/${activityPath(ref)}`;
}

function activityPath(ref: ActivityRef): string {
  switch (ref.kind) {
    case "module":
      return `modules/${ref.module}`;
    case "lesson":
      return `modules/${ref.module}/lessons/${ref.lesson}`;
    case "check":
      return `modules/${ref.module}/check`;
    case "update":
      return `modules/${ref.module}/update`;
    case "question":
      return `modules/${ref.module}/questions/${ref.question}`;
    case "scenario":
      return `scenarios/${ref.scenario}`;
    case "scene":
      return `scenarios/${ref.scenario}/scenes/${ref.scene}`;
    case "award":
      return `awards/${ref.module}`;
  }
}

const SEGMENT = "([a-z0-9-]+)";
const PATTERNS: ReadonlyArray<[RegExp, (parts: string[]) => ActivityRef]> = [
  [new RegExp(`^modules/${SEGMENT}$`), ([module = ""]) => ({ kind: "module", module })],
  [
    new RegExp(`^modules/${SEGMENT}/lessons/${SEGMENT}$`),
    ([module = "", lesson = ""]) => ({ kind: "lesson", module, lesson }),
  ],
  [new RegExp(`^modules/${SEGMENT}/check$`), ([module = ""]) => ({ kind: "check", module })],
  [new RegExp(`^modules/${SEGMENT}/update$`), ([module = ""]) => ({ kind: "update", module })],
  [
    new RegExp(`^modules/${SEGMENT}/questions/${SEGMENT}$`),
    ([module = "", question = ""]) => ({ kind: "question", module, question }),
  ],
  [new RegExp(`^scenarios/${SEGMENT}$`), ([scenario = ""]) => ({ kind: "scenario", scenario })],
  [
    new RegExp(`^scenarios/${SEGMENT}/scenes/${SEGMENT}$`),
    ([scenario = "", scene = ""]) => ({ kind: "scene", scenario, scene }),
  ],
  [new RegExp(`^awards/${SEGMENT}$`), ([module = ""]) => ({ kind: "award", module })],
];

/** What an IRI of ours names, whatever its base; null when it is not one. */
export function parseActivityIri(iri: string): ActivityRef | null {
  const at = iri.indexOf("/activities/");
  if (at < 0) return null;
  const path = iri.slice(at + "/activities/".length);
  for (const [pattern, build] of PATTERNS) {
    const match = pattern.exec(path);
    if (match) return build(match.slice(1));
  }
  return null;
}
