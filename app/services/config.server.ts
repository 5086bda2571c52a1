/** The configuration: a function of the environment, parsed once at boot. */
import { z } from "zod";
import { AmendsError } from "#app/domain/errors.ts";
import { instantAt, isDay, toInstant, type Instant } from "#app/domain/time.ts";

export const MODES = ["development", "test", "demo", "production"] as const;
export type Mode = (typeof MODES)[number];

export interface Config {
  readonly mode: Mode;
  readonly databaseUrl: string;
  readonly host: string;
  readonly port: number;
  /** Begins every IRI in the ledger; must never change once statements exist. No slash at the end. */
  readonly iriBase: string;
  /** The address people use, for certificates and the check of where a form came from. Null: the request's own. */
  readonly origin: string | null;
  /** What `AMENDS_NOW` says the time is at the start of the process; it ticks from there. */
  readonly now: Instant | null;
  readonly xapi: {
    /** Sites whose pages may speak to the endpoint from a browser; "*": any. */
    readonly origins: readonly string[];
    /** The longest body that the endpoint takes, in bytes. */
    readonly bodyLimit: number;
  };
  /** 32 bytes that encrypt the passwords of destinations; null: on SQLite a file beside the database holds them. */
  readonly secretKey: Buffer | null;
  /** Minutes between two sealings of the ledger by the site; 0: it seals nothing by itself. */
  readonly sealMinutes: number;
  /** Minutes between two looks at whether a month's figures are to be frozen and today's folded; 0: never by itself. */
  readonly figureMinutes: number;
  /** The force that the first import founds when it names none. */
  readonly force: { readonly slug: string; readonly name: string };
}

const KNOWN_FORCES: Record<string, string> = { marlshire: "Marlshire Constabulary" };

const moment = z.string().transform((text, issue) => {
  if (isDay(text)) return instantAt(text, 9);
  const time = Date.parse(text);
  if (/^\d{4}-\d{2}-\d{2}T/.test(text) && !Number.isNaN(time)) return toInstant(new Date(time));
  issue.addIssue({
    code: "custom",
    message: `"${text}" is neither a day (YYYY-MM-DD) nor an instant (2018-06-04T09:00:00Z)`,
  });
  return z.NEVER;
});

const SECRET_KEY_BYTES = 32;

/** Says nothing of the text that it was given: a key that is nearly right is a secret too. */
const secretKey = z.string().transform((text, issue) => {
  const key = Buffer.from(text, "base64");
  const plain = /^[A-Za-z0-9+/_-]{43}=?$/.test(text);
  if (plain && key.length === SECRET_KEY_BYTES) return key;
  issue.addIssue({
    code: "custom",
    message: "is 32 bytes in base64, as `openssl rand -base64 32` makes them",
  });
  return z.NEVER;
});

/** A week; a timer of more than 24 days would go off at once. */
const LONGEST_INTERVAL_MINUTES = 7 * 24 * 60;

const environment = z
  .object({
    AMENDS_MODE: z.enum(MODES).default("development"),
    DATABASE_URL: z
      .string()
      .regex(/^(file:|postgres(ql)?:\/\/)/, "begin with file: or postgres://")
      .optional(),
    HOST: z.string().min(1).default("127.0.0.1"),
    PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
    AMENDS_IRI_BASE: z.url().default("https://amends.example"),
    AMENDS_ORIGIN: z.url().optional(),
    AMENDS_NOW: moment.optional(),
    AMENDS_SECRET_KEY: secretKey.optional(),
    AMENDS_SEAL_MINUTES: z.coerce.number().int().min(0).max(LONGEST_INTERVAL_MINUTES).default(60),
    AMENDS_FIGURE_MINUTES: z.coerce.number().int().min(0).max(LONGEST_INTERVAL_MINUTES).default(60),
    AMENDS_XAPI_ORIGINS: z
      .string()
      .transform((text) => text.split(/[\s,]+/).filter(Boolean))
      .pipe(z.array(z.union([z.literal("*"), z.url()], "each is * or an origin, as https://lms.example")))
      .default([]),
    AMENDS_XAPI_BODY_LIMIT: z.coerce.number().int().min(1_000).default(20_000_000),
    AMENDS_FORCE: z
      .string()
      .regex(/^[a-z0-9-]+$/, "use lower-case letters, digits and hyphens")
      .default("marlshire"),
    AMENDS_FORCE_NAME: z.string().min(1).optional(),
  })
  .superRefine((env, issue) => {
    if (env.AMENDS_MODE !== "production") return;
    if (env.AMENDS_NOW) {
      issue.addIssue({
        code: "custom",
        path: ["AMENDS_NOW"],
        message: "production keeps the machine's time; unset it",
      });
    }
    for (const name of ["DATABASE_URL", "AMENDS_ORIGIN"] as const) {
      if (!env[name]) issue.addIssue({ code: "custom", path: [name], message: "is required in production" });
    }
  });

/**
 * @throws AmendsError `misconfigured`, one message that lists every variable that is wrong.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const parsed = environment.safeParse(present);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => ({
      text: `${issue.path.join(".")}: ${issue.message}`,
    }));
    throw new AmendsError(
      "misconfigured",
      `The configuration is wrong:\n${problems.map((problem) => `  ${problem.text}`).join("\n")}`,
      "Set these environment variables and start again.",
      problems,
    );
  }
  const values = parsed.data;
  return {
    mode: values.AMENDS_MODE,
    databaseUrl: values.DATABASE_URL ?? "file:data/development.db",
    host: values.HOST,
    port: values.PORT,
    iriBase: values.AMENDS_IRI_BASE.replace(/\/+$/, ""),
    origin: values.AMENDS_ORIGIN?.replace(/\/+$/, "") ?? null,
    now: values.AMENDS_NOW ?? null,
    secretKey: values.AMENDS_SECRET_KEY ?? null,
    sealMinutes: values.AMENDS_SEAL_MINUTES,
    figureMinutes: values.AMENDS_FIGURE_MINUTES,
    xapi: {
      origins: values.AMENDS_XAPI_ORIGINS.map((origin) => origin.replace(/\/+$/, "")),
      bodyLimit: values.AMENDS_XAPI_BODY_LIMIT,
    },
    force: {
      slug: values.AMENDS_FORCE,
      name: values.AMENDS_FORCE_NAME ?? KNOWN_FORCES[values.AMENDS_FORCE] ?? values.AMENDS_FORCE,
    },
  };
}
