/** YAML read against a schema, so that every problem names its line. */
import { Document, isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Node } from "yaml";
import type { z } from "zod";
import type { ContentProblem } from "#app/domain/learning/content-problem.ts";

export interface YamlFile<Value> {
  /** Undefined when there are problems. */
  readonly value: Value | undefined;
  readonly problems: readonly ContentProblem[];
  /** Where a part of the document stands, or the nearest part around it that is there. */
  at(path: readonly PropertyKey[]): { line: number; column: number };
  /** A problem at a part of the document. */
  problem(path: readonly PropertyKey[], message: string, cure: string): ContentProblem;
}

/** Characters: a bank of questions has fifty thousand. */
const YAML_MOST = 400_000;

/** Undefined for what is too long to be read, or deeper than the stack: brackets within brackets. */
function documentOf(text: string, lineCounter: LineCounter): Document.Parsed | undefined {
  if (text.length > YAML_MOST) return undefined;
  try {
    return parseDocument(text, { lineCounter });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** @param linesBefore how many lines of the file come before the text, as before front matter. */
export function readYaml<Schema extends z.ZodType>(
  file: string,
  text: string,
  schema: Schema,
  linesBefore = 0,
): YamlFile<z.output<Schema>> {
  const lineCounter = new LineCounter();
  const read = documentOf(text, lineCounter);
  const document = read ?? new Document();
  const at = (path: readonly PropertyKey[]): { line: number; column: number } => {
    const { line, col } = lineCounter.linePos(
      offsetOf(document.contents, path, (node) => (isAlias(node) ? node.resolve(document) : node)),
    );
    return { line: Math.max(1, line) + linesBefore, column: Math.max(1, col) };
  };
  const problem = (path: readonly PropertyKey[], message: string, cure: string): ContentProblem => ({
    file,
    ...at(path),
    path,
    message,
    cure,
  });

  if (!read) {
    const what =
      text.length > YAML_MOST ? `has ${text.length.toLocaleString("en-GB")} characters` : "is too deep";
    const cure = `Use at most ${YAML_MOST.toLocaleString("en-GB")} characters, and fewer levels.`;
    return { value: undefined, problems: [problem([], `this ${what}`, cure)], at, problem };
  }
  const broken = [...document.errors, ...document.warnings].map((error) => ({
    file,
    line: (error.linePos?.[0].line ?? 1) + linesBefore,
    column: error.linePos?.[0].col,
    message: `this is not sound YAML: ${error.message.split("\n")[0]?.replace(/ at line \d+, column \d+:?$/, "") ?? error.code}`,
    cure: "Check indents, colons and quotation marks near here. Text with a colon followed by a space needs quotation marks.",
  }));
  if (broken.length > 0) return { value: undefined, problems: broken, at, problem };

  let plain: unknown;
  try {
    plain = document.toJS();
  } catch (error) {
    return {
      value: undefined,
      problems: [problem([], `this cannot be read: ${String(error)}`, "Write it without aliases.")],
      at,
      problem,
    };
  }
  const parsed = schema.safeParse(plain);
  if (parsed.success) return { value: parsed.data, problems: [], at, problem };
  const problems = parsed.error.issues
    .flatMap((issue) => deepest(issue))
    .flatMap((issue) => {
      const where = issue.path.length > 0 ? `${issue.path.map(String).join(".")}: ` : "";
      if (issue.code === "unrecognized_keys") {
        return issue.keys.map((key) =>
          problem(
            [...issue.path, key],
            `${where}"${key}" is not known here`,
            "Correct its spelling, or remove it.",
          ),
        );
      }
      const missing = issue.code === "invalid_type" && issue.message.endsWith("received undefined");
      return [
        missing
          ? problem(issue.path, `${where}it is missing`, `Add "${String(issue.path.at(-1) ?? "it")}".`)
          : problem(issue.path, `${where}${issue.message}`, "Correct it here."),
      ];
    });
  return { value: undefined, problems, at, problem };
}

/** Of a union, the branch that got furthest says what the author meant. */
function deepest(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== "invalid_union" || issue.errors.length === 0) return [issue];
  const branches = issue.errors.map((branch) =>
    branch.flatMap((inner) => deepest({ ...inner, path: [...issue.path, ...inner.path] })),
  );
  const depth = (branch: z.core.$ZodIssue[]): number =>
    Math.max(0, ...branch.map((inner) => inner.path.length));
  return branches.reduce((best, branch) => (depth(branch) > depth(best) ? branch : best));
}

function offsetOf(root: unknown, path: readonly PropertyKey[], resolve: (node: unknown) => unknown): number {
  let node = resolve(root);
  let offset = (root as Node | null)?.range?.[0] ?? 0;
  for (const key of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));
      if (!pair) break;
      offset = (pair.key as Node).range?.[0] ?? offset;
      node = resolve(pair.value);
    } else if (isSeq(node)) {
      const item = node.items[Number(key)] as Node | undefined;
      if (!item) break;
      offset = item.range?.[0] ?? offset;
      node = resolve(item);
    } else break;
  }
  return offset;
}
