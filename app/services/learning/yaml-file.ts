/** YAML read against a schema, so that every problem names its line. */
import {
  Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  parseDocument,
  visit,
  type Node,
} from "yaml";
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

/** Characters: a scenario of 200 scenes has eight hundred thousand. */
const YAML_MOST = 1_000_000;

/** Keys, values and marks between them: a scenario of 200 scenes has 60,000. What a parser makes of each takes time. */
const YAML_PIECES = 80_000;
/** Anchors, aliases and tags: the parser looks for each among all. We use none. */
const YAML_MARKS = 100;
/** Brackets within brackets. */
const YAML_LEVELS = 30;

/** What begins spaces, comments and what the lexer puts between pieces. */
const NO_PIECE: ReadonlySet<string> = new Set([..." \t\r\n#", "\u0002", "\u001f"]);
/** What one file is told at once. */
const PROBLEMS_MOST = 200;

const number = (count: number): string => count.toLocaleString("en-GB");

/**
 * What is more in a text than is parsed; null when it is within bounds. Counted by the parser's own first step, which
 * takes time in proportion to the text.
 */
function beyondBounds(text: string): { what: string; cure: string } | null {
  if (text.length > YAML_MOST)
    return {
      what: `has ${number(text.length)} characters`,
      cure: `Use at most ${number(YAML_MOST)} characters.`,
    };
  let [pieces, marks, level, deepest] = [0, 0, 0, 0];
  let isScalarNext = false;
  for (const piece of new Lexer().lex(text)) {
    if (isScalarNext) isScalarNext = false;
    else if (piece === "\u001f") isScalarNext = true;
    else if ("&*!".includes(piece.charAt(0))) marks += 1;
    else if (piece === "[" || piece === "{") deepest = Math.max(deepest, (level += 1));
    else if (piece === "]" || piece === "}") level -= 1;
    if (!NO_PIECE.has(piece.charAt(0))) pieces += 1;
  }
  if (pieces > YAML_PIECES)
    return {
      what: `has ${number(pieces)} keys, values and marks`,
      cure: `Use at most ${number(YAML_PIECES)}.`,
    };
  if (marks > YAML_MARKS)
    return {
      what: `has ${number(marks)} anchors, aliases and tags`,
      cure: "Write it without any: put text that begins with &, * or ! in quotation marks.",
    };
  if (deepest > YAML_LEVELS)
    return { what: "is too deep", cure: `Use at most ${YAML_LEVELS} brackets within brackets.` };
  return null;
}

/** Undefined for what is deeper than the stack: lists within lists. */
function documentOf(text: string, lineCounter: LineCounter): Document.Parsed | undefined {
  try {
    // The parser compares each key with every other of its map; `keysTwice` looks each up.
    return parseDocument(text, { lineCounter, uniqueKeys: false });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Keys that their map has already. */
function keysTwice(document: Document): { readonly key: string; readonly offset: number }[] {
  const twice: { key: string; offset: number }[] = [];
  visit(document, {
    Map(_, { items }) {
      const met = new Set<string>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        const name = String(key.value);
        if (met.has(name)) twice.push({ key: name, offset: key.range?.[0] ?? 0 });
        met.add(name);
      }
    },
  });
  return twice;
}

/** @param linesBefore how many lines of the file come before the text, as before front matter. */
export function readYaml<Schema extends z.ZodType>(
  file: string,
  text: string,
  schema: Schema,
  linesBefore = 0,
): YamlFile<z.output<Schema>> {
  const lineCounter = new LineCounter();
  const beyond = beyondBounds(text);
  const read = beyond ? undefined : documentOf(text, lineCounter);
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
    const { what, cure } = beyond ?? { what: "is too deep", cure: "Use fewer levels." };
    return { value: undefined, problems: [problem([], `this ${what}`, cure)], at, problem };
  }
  const broken = [...document.errors, ...document.warnings].map((error) => ({
    file,
    line: (error.linePos?.[0].line ?? 1) + linesBefore,
    column: error.linePos?.[0].col,
    message: `this is not sound YAML: ${error.message.split("\n")[0]?.replace(/ at line \d+, column \d+:?$/, "") ?? error.code}`,
    cure: "Check indents, colons and quotation marks near here. Text with a colon followed by a space needs quotation marks.",
  }));
  for (const { key, offset } of keysTwice(document)) {
    const { line, col } = lineCounter.linePos(offset);
    broken.push({
      file,
      line: line + linesBefore,
      column: col,
      message: `"${key.slice(0, 60)}" is there twice`,
      cure: "Keep one of them.",
    });
  }
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
    .flatMap((issue): (readonly [PropertyKey[], message: string, cure: string])[] => {
      const where = issue.path.length > 0 ? `${issue.path.map(String).join(".")}: ` : "";
      if (issue.code === "unrecognized_keys") {
        return issue.keys.map((key) => [
          [...issue.path, key],
          `${where}"${key}" is not known here`,
          "Correct its spelling, or remove it.",
        ]);
      }
      const missing = issue.code === "invalid_type" && issue.message.endsWith("received undefined");
      return [
        missing
          ? [issue.path, `${where}it is missing`, `Add "${String(issue.path.at(-1) ?? "it")}".`]
          : [issue.path, `${where}${issue.message}`, "Correct it here."],
      ];
    })
    // Each is looked for from the top of the document.
    .slice(0, PROBLEMS_MOST)
    .map((told) => problem(...told));
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
