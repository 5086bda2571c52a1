import type { LoaderFunctionArgs } from "@remix-run/node";
import { AmendsError } from "#app/domain/errors.ts";
import { authorised } from "#app/http/authorise.server.ts";
import { changesAsked, fileAsked, figuresAsked } from "#app/http/coverage-loader.server.ts";
import { bridgeTable } from "#app/services/coverage/present-bridge.ts";
import { coverageTable } from "#app/services/coverage/present-coverage.ts";
import { figuresDocument } from "#app/services/coverage/present-file.ts";
import { coverageWorkbook } from "#app/services/coverage/write-workbook.ts";

const CSV = "text/csv; charset=utf-8";
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** The page's figures as a file: counts and rates, never a person. */
export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "coverage.read", async ({ ctx, principal: { force } }) => {
    const url = new URL(args.request.url);
    const as = (name: string, type: string, body: BodyInit) =>
      new Response(body, {
        headers: { "Content-Type": type, "Content-Disposition": `attachment; filename="${name}"` },
      });
    switch (args.params.file) {
      case "figures.json": {
        const file = await fileAsked(ctx, force.id, url);
        const name = `coverage-${file.target.slug}-${file.answer.asOf}.json`;
        return as(name, "application/json", JSON.stringify(figuresDocument(force, file)));
      }
      case "figures.csv": {
        const answer = await figuresAsked(ctx, force.id, url);
        const name = `coverage-${answer.target ?? answer.programme.slug}-${answer.asOf}.csv`;
        return as(name, CSV, `${coverageTable(answer, "csv")}\n`);
      }
      case "figures.xlsx": {
        const file = await fileAsked(ctx, force.id, url);
        const name = `coverage-${file.target.slug}-${file.answer.asOf}.xlsx`;
        return as(name, XLSX, Buffer.from(coverageWorkbook(force, file)));
      }
      case "changes.csv": {
        const { question, bridge } = await changesAsked(ctx, force.id, url);
        const name = `changes-${question.target ?? ""}-${bridge.from.day}-to-${bridge.to.day}.csv`;
        return as(name, CSV, `${bridgeTable(question, bridge)}\n`);
      }
      default:
        throw new AmendsError(
          "not-found",
          "There is no such file",
          "The figures are at /coverage/figures.csv, /coverage/figures.xlsx and /coverage/figures.json, what changed at /coverage/changes.csv.",
        );
    }
  });
}
