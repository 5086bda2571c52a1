/** One scenario's file: read against the schema, then proved; each finding with its line. */
import type { ContentProblem } from "#app/domain/learning/content-problem.ts";
import { proveScenario, type Finding, type Proof } from "#app/domain/scenarios/prove.ts";
import { scenarioDocument, type Scenario } from "#app/domain/scenarios/scenario.ts";
import type { Reference } from "./check-module.ts";
import { inspectMarkdown, mapScenario } from "./markdown.ts";
import { readYaml } from "./yaml-file.ts";

/** A problem of a file, told by the prover or found while it was read (then without a rule). */
export interface PlacedFinding extends ContentProblem {
  readonly severity: Finding["severity"];
  readonly rule?: Finding["rule"];
  readonly route?: Finding["route"];
  /** Why the author leaves it as it is. */
  readonly accepted?: string;
}

export interface CheckedScenario {
  readonly findings: readonly PlacedFinding[];
  /** Facts and addresses that must exist. */
  readonly references: readonly Reference[];
  /** Undefined when the file does not fit the schema. */
  readonly scenario?: Scenario;
  readonly proof?: Proof;
}

/**
 * @param file what the findings call it
 * @param slug what its slug must be, where its name says so
 */
export function checkScenarioFile(file: string, source: string, slug?: string): CheckedScenario {
  const yaml = readYaml(file, source, scenarioDocument);
  const scenario = yaml.value;
  const references: Reference[] = [];
  const wrong = (problem: ContentProblem): PlacedFinding => ({ ...problem, severity: "error" });
  if (!scenario) return { findings: yaml.problems.map(wrong), references: [] };
  const proof = proveScenario(scenario);
  const findings = proof.findings.map(({ path, message, cure, ...rest }): PlacedFinding => ({
    ...yaml.problem(path, message, cure),
    ...rest,
  }));
  if (slug !== undefined && scenario.slug !== slug) {
    findings.push(
      wrong(
        yaml.problem(
          ["slug"],
          `the slug "${scenario.slug}" is not the file's name "${slug}"`,
          "Make them the same.",
        ),
      ),
    );
  }
  mapScenario(scenario, (markdown, _shape, path) => {
    const { problems, links } = inspectMarkdown(markdown);
    for (const found of problems) findings.push(wrong(yaml.problem(path, found.message, found.cure)));
    for (const { url } of links) references.push({ kind: "link", id: url, file, ...yaml.at(path) });
    return markdown;
  });
  findings.sort((a, b) => a.line - b.line);
  const cited: [id: string, path: (string | number)[]][] = [
    ...scenario.facts.map((id, at): [string, (string | number)[]] => [id, ["facts", at]]),
    ...scenario.scenes.flatMap((scene, s) => [
      ...scene.facts.map((id, at): [string, (string | number)[]] => [id, ["scenes", s, "facts", at]]),
      ...scene.choices.flatMap((choice, c) =>
        choice.debrief.facts.map((id, at): [string, (string | number)[]] => [
          id,
          ["scenes", s, "choices", c, "debrief", "facts", at],
        ]),
      ),
    ]),
  ];
  for (const [id, path] of cited) references.push({ kind: "fact", id, file, ...yaml.at(path) });
  return { findings, references, scenario, proof };
}
