/** `/api/v1` as an OpenAPI 3.1 document, made from the schemas that the tests hold the answers against. */
import { z } from "zod";
import { SERVICE_BANDS } from "#app/domain/coverage/target.ts";
import { ROLES } from "#app/domain/identity/permissions.ts";
import { RANKS } from "#app/domain/roster/ranks.ts";
import { STAFF_GROUPS } from "#app/domain/roster/workforce.ts";
import {
  bridgeSchema,
  coverageSchema,
  monthsSchema,
  problemSchema,
  targetsSchema,
} from "#app/services/coverage/document-schemas.ts";

const PARAMETERS = [
  { name: "target", description: "A target's name, as /api/v1/targets gives it; the officers' without it." },
  { name: "unit", description: "A unit's code; those below it count with it. The whole force without it." },
  {
    name: "on",
    description: "The day asked about; today without it.",
    schema: { type: "string", format: "date" },
  },
  {
    name: "known",
    description:
      "As it was known at the end of this day, or at an instant such as 2018-06-04T09:00:00Z; as known now without it.",
    schema: { type: "string", anyOf: [{ format: "date" }, { format: "date-time" }] },
  },
  { name: "group", description: "Only this group.", schema: { type: "string", enum: STAFF_GROUPS } },
  { name: "rank", description: "Only this rank.", schema: { type: "string", enum: RANKS } },
  { name: "role", description: "Only holders of this role.", schema: { type: "string", enum: ROLES } },
  {
    name: "service",
    description: "Only this length of service.",
    schema: { type: "string", enum: SERVICE_BANDS },
  },
  {
    name: "format",
    description: "Instead of the Accept header.",
    schema: { type: "string", enum: ["json", "csv"] },
  },
] as const;

const COMPARED = [
  ...PARAMETERS,
  {
    name: "since",
    description: "The day that the figure is compared with; the last month's end without it.",
    schema: { type: "string", format: "date" },
  },
  {
    name: "sinceKnown",
    description:
      "What was known of that day at the end of this one, or at an instant; as `known` without it.",
    schema: { type: "string", anyOf: [{ format: "date" }, { format: "date-time" }] },
  },
] as const;

export const COVERAGE_PARAMETERS: readonly string[] = PARAMETERS.map((one) => one.name);
export const BRIDGE_PARAMETERS: readonly string[] = COMPARED.map((one) => one.name);

const csv = { "text/csv": { schema: { type: "string" } } };
const schemaOf = (name: string) => ({ schema: { $ref: `#/components/schemas/${name}` } });

/** @param origin where this house is served: `https://amends.example` */
export function openApiDocument(origin: string) {
  const refused = (description: string) => ({
    description,
    content: { "application/problem+json": schemaOf("Problem") },
  });
  const resource = (
    operationId: string,
    summary: string,
    schema: string,
    parameters: readonly (typeof COMPARED)[number][],
  ) => ({
    get: {
      operationId,
      summary,
      parameters: parameters.map((one) => ({
        in: "query",
        required: false,
        schema: { type: "string" },
        ...one,
      })),
      responses: {
        "200": {
          description: "The figures. Counts and rates, never a person.",
          content: { "application/json": schemaOf(schema), ...(parameters.length > 0 && csv) },
        },
        "400": refused("A parameter that is none, or a value that it does not take."),
        "401": refused("No key, or one that has ended."),
        "404": refused("A target or a unit that is not there."),
        "429": refused("Too many requests; Retry-After says how many seconds to wait."),
      },
    },
  });
  return {
    openapi: "3.1.0",
    info: {
      title: "Amends figures",
      version: "1",
      description:
        "The coverage figures of one force, as its commissioner's page shows them: exact inside the force, and not for publication as they are.",
    },
    servers: [{ url: origin }],
    security: [{ key: [] }],
    paths: {
      "/api/v1/coverage": resource(
        "readCoverage",
        "The figure of a day, as known at an instant, with its units and groups",
        "Coverage",
        PARAMETERS,
      ),
      "/api/v1/coverage/months": resource(
        "readMonths",
        "The figure at each month's end up to a day, five years at most",
        "Months",
        PARAMETERS,
      ),
      "/api/v1/coverage/bridge": resource(
        "readBridge",
        "Why the figure differs between two days, or between two states of knowledge, cause by cause",
        "Bridge",
        COMPARED,
      ),
      "/api/v1/targets": resource("readTargets", "What was promised, for whom and by when", "Targets", []),
    },
    components: {
      securitySchemes: {
        key: {
          type: "http",
          scheme: "bearer",
          description: "A key that an administrator of the force made under Ledger, Keys for reports.",
        },
      },
      schemas: {
        Coverage: jsonSchema(coverageSchema),
        Months: jsonSchema(monthsSchema),
        Bridge: jsonSchema(bridgeSchema),
        Targets: jsonSchema(targetsSchema),
        Problem: jsonSchema(problemSchema),
      },
    },
  };
}

/** OpenAPI 3.1 takes JSON Schema 2020-12 as it is. */
function jsonSchema(schema: z.ZodType): Record<string, unknown> {
  const { $schema: _, ...rest } = z.toJSONSchema(schema);
  return rest;
}
