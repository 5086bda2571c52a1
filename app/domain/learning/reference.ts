/** Facts and glossary terms as authors write them (`content/facts.yaml`, `content/glossary.yaml`), and programmes. */
import { z } from "zod";
import { factId, identifier } from "./question.ts";
import { isDay } from "../time.ts";

const day = z.string().refine(isDay, "write the day as YYYY-MM-DD");

export const factsDocument = z.strictObject({
  sources: z.record(
    z.string().regex(/^(S\d+|M)$/),
    z.strictObject({ title: z.string().min(1), url: z.url().optional() }),
  ),
  facts: z.array(
    z.strictObject({
      id: factId,
      claim: z.string().min(1),
      /** Ids of sources; "M" is general knowledge without a source. */
      sources: z.array(z.string().regex(/^(S\d+|M)$/)).min(1),
      /** "April 2021", "2016", "no date" */
      asOf: z.string().min(1),
      confidence: z.enum(["high", "medium", "low"]),
      /** The day by which someone must look again; null when it cannot change. */
      reviewBy: day.nullable(),
      owner: z.string().min(1),
    }),
  ),
});
export type FactsDocument = z.infer<typeof factsDocument>;
export type Fact = FactsDocument["facts"][number];

export const glossaryDocument = z.array(
  z.strictObject({ id: identifier, term: z.string().min(1), definition: z.string().min(1) }),
);
export type GlossaryTerm = z.infer<typeof glossaryDocument>[number];

export { programmesDocument, type ProgrammeDocument } from "./programme-document.ts";
