/** `amends content check` and `amends content publish` */
import { userInfo } from "node:os";
import type { Command } from "commander";
import { AmendsError } from "#app/domain/errors.ts";
import { readConfig } from "#app/services/config.server.ts";
import { openReady } from "#app/services/open-ready.server.ts";
import { checkContent, type LoadedContent } from "#app/services/learning/check-content.server.ts";
import { previewPublishing, publishContent } from "#app/services/learning/publish-content.server.ts";
import { requireOperator } from "./operator.ts";

const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

function summary(content: LoadedContent): string {
  const lessons = content.modules.reduce((sum, module) => sum + module.lessons.length, 0);
  const questions = content.modules.reduce((sum, module) => sum + module.questions.length, 0);
  return [
    counted(content.modules.length, "module"),
    counted(lessons, "lesson"),
    counted(questions, "question"),
    counted(content.scenarios.length, "scenario"),
    counted(content.facts?.document.facts.length ?? 0, "fact"),
    counted(content.glossary?.document.length ?? 0, "term"),
    counted(content.pages.length, "page"),
  ].join(", ");
}

export function register(program: Command): void {
  const content = program.command("content").description("modules, scenarios, facts, terms and pages");
  content
    .command("check")
    .description("say what is wrong with what is authored, and change nothing")
    .option("--root <folder>", "the folder that holds modules/ and content/", ".")
    .action(async ({ root }: { root: string }) => {
      const { problems, content: found } = await checkContent(root);
      for (const { file, line, message, cure } of problems)
        console.log(`${file}:${line}: ${message} — ${cure}`);
      if (problems.length > 0) process.exitCode = 1;
      console.log(
        problems.length > 0
          ? `${counted(problems.length, "problem")}; nothing would be published`
          : `${summary(found)} sound`,
      );
    });
  content
    .command("publish")
    .description("check everything, then make what has changed live as new versions")
    .option("--root <folder>", "the folder that holds modules/ and content/", ".")
    .option(
      "--dry-run",
      "say what would become live and who would be asked for a short update; write nothing",
    )
    .action(async ({ root, dryRun }: { root: string; dryRun?: boolean }) => {
      requireOperator("content.publish");
      const ctx = await openReady(readConfig(process.env));
      try {
        if (dryRun) {
          for (const line of await previewPublishing(ctx, root)) console.log(line);
          return;
        }
        const published = await publishContent(ctx, { root, by: `operator:${userInfo().username}` });
        const changed = published.filter((one) => one.outcome === "new" || one.outcome === "again");
        const kept = published.filter((one) => one.outcome === "kept");
        const withdrawn = published.filter((one) => one.outcome === "withdrawn");
        for (const one of changed) {
          console.log(
            `${one.kind} ${one.slug}: version ${one.number}${one.outcome === "again" ? " is live again" : ""}`,
          );
        }
        for (const one of kept) {
          console.log(
            `${one.kind} ${one.slug}: version ${one.number}, published in the studio, stays live; the file is left alone`,
          );
        }
        for (const one of withdrawn) {
          console.log(
            `${one.kind} ${one.slug}: withdrawn in the studio, and stays so; a version after ${one.number} brings it back`,
          );
        }
        const same = published.length - changed.length - kept.length - withdrawn.length;
        console.log(`${changed.length} published, ${same} unchanged`);
      } catch (error) {
        if (!(error instanceof AmendsError)) throw error;
        for (const problem of error.problems) console.log(problem.text);
        console.log(`${error.message}. ${error.wayOut}`);
        process.exitCode = 1;
      } finally {
        await ctx.close();
      }
    });
}
