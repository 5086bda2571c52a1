/**
 * The form of a statement that we write: xAPI 1.0.3, Part Two. Narrower than the
 * specification where our own rules are: the actor is an opaque account, and a
 * definition never says which answer is right (`correctResponsesPattern`).
 * Intentionally pure.
 */
import { z } from "zod";

const iri = z.string().regex(/^[a-z][a-z0-9+.-]*:\S+$/i, "an absolute IRI");
const uuid = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
const languageMap = z.record(z.string().regex(/^[a-z]{2,3}(-[A-Z]{2})?$/), z.string().min(1));
const instant = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/, "an instant in UTC");
const extensions = z.record(iri, z.json());

const agent = z.strictObject({
  objectType: z.literal("Agent"),
  account: z.strictObject({ homePage: iri, name: uuid }),
});

const interactionComponents = z.array(
  z.strictObject({ id: z.string().regex(/^[A-Za-z0-9._-]+$/), description: languageMap }),
);

const definition = z.strictObject({
  name: languageMap.optional(),
  description: languageMap.optional(),
  type: iri,
  interactionType: z.enum(["choice", "sequencing", "matching", "long-fill-in"]).optional(),
  choices: interactionComponents.optional(),
  source: interactionComponents.optional(),
  target: interactionComponents.optional(),
  extensions: extensions.optional(),
});

export const activity = z.strictObject({
  objectType: z.literal("Activity"),
  id: iri,
  definition: definition.optional(),
});

const activities = z.array(activity).min(1);

/** Another statement, as an object: what is voided, or erased from. */
export const statementRef = z.strictObject({ objectType: z.literal("StatementRef"), id: uuid });

export const statementSchema = z.strictObject({
  id: uuid,
  actor: agent,
  verb: z.strictObject({ id: iri, display: languageMap }),
  object: activity,
  result: z
    .strictObject({
      score: z
        .strictObject({
          scaled: z.number().min(-1).max(1),
          raw: z.number(),
          min: z.number(),
          max: z.number(),
        })
        .optional(),
      success: z.boolean().optional(),
      completion: z.boolean().optional(),
      response: z.string().optional(),
      duration: z
        .string()
        .regex(/^P(T(\d+H)?(\d+M)?(\d+(\.\d{1,2})?S)?)$/)
        .optional(),
      extensions: extensions.optional(),
    })
    .optional(),
  context: z
    .strictObject({
      registration: uuid.optional(),
      platform: z.string().optional(),
      language: z.string().optional(),
      contextActivities: z
        .strictObject({
          parent: activities.optional(),
          grouping: activities.optional(),
          category: activities.optional(),
        })
        .optional(),
      statement: statementRef.optional(),
      extensions: extensions.optional(),
    })
    .optional(),
  timestamp: instant,
});

/** A statement before the ledger has stored it. */
export type Statement = z.infer<typeof statementSchema>;
export type Activity = z.infer<typeof activity>;
export type ActivityDefinition = z.infer<typeof definition>;

/** The account name of the house itself, as an actor and as the authority of what we write. */
export const HOUSE = "amends";

/** What the house does to the ledger itself: it voids, and it says what it erased. */
export const houseStatementSchema = statementSchema.extend({
  actor: z.strictObject({
    objectType: z.literal("Agent"),
    account: z.strictObject({ homePage: iri, name: z.literal(HOUSE) }),
  }),
  object: z.union([activity, statementRef]),
});
export type HouseStatement = z.infer<typeof houseStatementSchema>;

/** A statement of ours as the ledger holds it. */
export interface StoredStatement extends Statement {
  readonly stored: string;
  readonly authority: { objectType: "Agent"; account: { homePage: string; name: string } };
  readonly version: "1.0.3";
}
