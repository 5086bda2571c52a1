/** A proof as a document and as words for the console. */
import type { Span } from "#app/domain/scenarios/prove.ts";
import { countWords } from "#app/domain/words.ts";
import type { PlacedFinding } from "#app/services/learning/check-scenario.ts";
import type { ProvedFile } from "./prove-file.server.ts";

/** The JSON form. Shares are 0 to 1; `figures` is null when the scenario cannot be walked. */
export function proofDocument({ file, scenario, findings, proof, paths }: ProvedFile) {
  return {
    file,
    slug: scenario?.slug ?? null,
    sound: findings.every((finding) => finding.severity !== "error"),
    findings,
    figures: proof?.figures ?? null,
    cues: proof?.cues ?? null,
    reading_grade: proof?.grade ?? null,
    paths,
  };
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
const span = ({ least, most }: Span): string => (least === most ? String(least) : `${least} to ${most}`);

/** The figures, a line for each ending, then each finding with its line and cure. */
export function proofTable(proved: ProvedFile): string {
  const { findings, proof, paths } = proved;
  const open = findings.filter((finding) => finding.accepted === undefined);
  const count = (severity: PlacedFinding["severity"]) =>
    open.filter((finding) => finding.severity === severity).length;
  const left = findings.length - open.length;
  const steps = new Map(paths.map((path) => [path.ending, path.decisions.length]));
  const names = new Map(proved.scenario?.measures.map(({ id, name }) => [id, name]));
  const figures = proof?.figures;
  return [
    ...(figures
      ? [
          `${countWords(figures.scenes, "scene")}, ${countWords(figures.choices, "choice")}, ${countWords(figures.endings.length, "ending")}; ${countWords(figures.states, "state")} of play visited${figures.boundReached ? ", and there are more" : ", and there are no others"}`,
          figures.passChance.least === figures.passChance.most
            ? `Somebody who picks at random passes ${percent(figures.passChance.least)} of the time`
            : `Somebody who picks at random passes between ${percent(figures.passChance.least)} and ${percent(figures.passChance.most)} of the time`,
          ...(figures.minutes
            ? [
                `Minutes to read: ${figures.minutes.shortest} at least, ${figures.minutes.random} on average, ${figures.minutes.longest === null ? "and no end where one can go round" : `${figures.minutes.longest} at most`}`,
              ]
            : []),
          `The right choice is the longest in ${proof.cues.longestRight} of ${countWords(proof.cues.judged, "scene")}`,
          "",
          ...columns([
            ["ending", "passes", "at random", "ways", "fewest decisions"],
            ...figures.endings.map((ending) => [
              ending.title,
              ending.passes ? "yes" : "no",
              percent(ending.chance),
              ending.ways === null ? "no end of them" : ending.ways.toLocaleString("en-GB"),
              String(steps.get(ending.id) ?? "never"),
            ]),
          ]),
          "",
          ...columns([
            ["measure", "at the end"],
            ...Object.entries(figures.measures).map(([id, values]) => [names.get(id) ?? id, span(values)]),
          ]),
          "",
        ]
      : []),
    ...open.map(
      ({ file, line, severity, message, cure }) => `${file}:${line}: ${severity}: ${message} — ${cure}`,
    ),
    [
      countWords(count("error"), "error"),
      countWords(count("warning"), "warning"),
      ...(left > 0 ? [`${countWords(left, "warning")} left with a reason`] : []),
    ].join(", "),
  ].join("\n");
}

function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]?.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0))) ?? [];
  return rows.map((row) =>
    row
      .map((text, at) => text.padEnd(widths[at] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
