/** One scenario's file: read against the schema, then proved; each finding with its line. */
import type { ContentProblem } from "#app/domain/learning/content-problem.ts";
import { proveScenario, type Finding, type Proof } from "#app/domain/scenarios/prove.ts";
import { scenarioDocument, type Scenario } from "#app/domain/scenarios/scenario.ts";
import type { KeptPicture } from "#app/domain/learning/picture.ts";
import type { Reference } from "./check-module.ts";
import { foundPicture, type FoundPicture } from "./keep-media.server.ts";
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
  /** Those that its scenes show and that are there, by their names in it. */
  readonly pictures: Readonly<Record<string, FoundPicture>>;
  /** Undefined when the file does not fit the schema. */
  readonly scenario?: Scenario;
  readonly proof?: Proof;
}

/**
 * @param file what the findings call it
 * @param beside the pictures that stand with it, by their names
 * @param slug what its slug must be, where its name says so
 */
export function checkScenarioFile(
  file: string,
  source: string,
  beside: Readonly<Record<string, Buffer | KeptPicture>>,
  slug?: string,
): CheckedScenario {
  const yaml = readYaml(file, source, scenarioDocument);
  const scenario = yaml.value;
  const references: Reference[] = [];
  const wrong = (problem: ContentProblem): PlacedFinding => ({ ...problem, severity: "error" });
  if (!scenario) return { findings: yaml.problems.map(wrong), references: [], pictures: {} };
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
  const pictures: Record<string, FoundPicture> = {};
  scenario.scenes.forEach(({ picture }, s) => {
    if (!picture || Object.hasOwn(pictures, picture.file)) return;
    const given = Object.hasOwn(beside, picture.file) ? beside[picture.file] : undefined;
    const found = Buffer.isBuffer(given) ? foundPicture(given) : given;
    if (found && !("wrong" in found)) {
      pictures[picture.file] = found;
      return;
    }
    const [message, cure] = found
      ? [`the picture "${picture.file}" ${found.wrong}`, found.cure]
      : [`there is no picture "${picture.file}"`, "Put the file beside this one, or correct its name."];
    findings.push(wrong(yaml.problem(["scenes", s, "picture", "file"], message, cure)));
  });
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
  return { findings, references, pictures, scenario, proof };
}
