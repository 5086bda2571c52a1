/** The checks of one page: front matter with a title, then plain Markdown. */
import { z } from "zod";
import { checkReadable } from "#app/domain/learning/bounds.ts";
import type { ContentProblem } from "#app/domain/learning/content-problem.ts";
import { plainWords } from "#app/domain/learning/reading-age.ts";
import type { Reference } from "./check-module.ts";
import { inspectMarkdown } from "./markdown.ts";
import { readYaml } from "./yaml-file.ts";

export interface LoadedPage {
  readonly slug: string;
  readonly title: string;
  readonly markdown: string;
  readonly source: string;
}

const frontMatter = z.strictObject({ title: z.string().min(1) });
const PAGE_FILE = /\/([a-z0-9]+(?:-[a-z0-9]+)*)\.mdx?$/;

export function checkPage(
  file: string,
  source: string,
): { problems: ContentProblem[]; references: Reference[]; page?: LoadedPage } {
  const slug = PAGE_FILE.exec(file)?.[1];
  if (!slug)
    return {
      problems: [
        { file, line: 1, message: "this file is not a page", cure: "Name it <slug>.mdx, or move it away." },
      ],
      references: [],
    };
  const front = /^---\n([\s\S]*?)\n---[ \t]*(?:\n|$)/.exec(source);
  if (!front)
    return {
      problems: [
        {
          file,
          line: 1,
          message: "the page has no front matter",
          cure: "Begin it with a line ---, then its title, then a line ---.",
        },
      ],
      references: [],
    };
  const matter = readYaml(file, front[1] ?? "", frontMatter, 1);
  const markdown = source.slice(front[0].length);
  const linesBefore = front[0].split("\n").length - 1;
  const inspected = inspectMarkdown(markdown);
  const problems = [
    ...matter.problems,
    ...inspected.problems.map((found) => ({
      file,
      line: found.line + linesBefore,
      message: found.message,
      cure: found.cure,
    })),
    ...checkReadable(plainWords(markdown), "the page").map((remark) => ({ file, line: 1, ...remark })),
  ];
  const references = inspected.links.map(({ url, line }): Reference => ({
    kind: "link",
    id: url,
    file,
    line: line + linesBefore,
  }));
  if (!matter.value || problems.length > 0) return { problems, references };
  return { problems, references, page: { slug, title: matter.value.title, markdown, source } };
}
