import { claimsOf } from "#db/queries/claims.ts";
import { attemptsOf, awardByCode, awardsOf } from "#db/queries/learning.ts";
import { stillKnown } from "#app/domain/learning/recall.ts";
import { recallAnswers } from "./recall.server.ts";
import { versionByHash } from "#db/queries/content.ts";
import { AmendsError } from "#app/domain/errors.ts";
import { dayOf, type Day } from "#app/domain/time.ts";
import type { Principal } from "../identity/principal.server.ts";
import type { Context } from "../context.server.ts";
import { postingsOf } from "#db/queries/identity.ts";
import { titlesOf } from "./read-titles.server.ts";
import type { Learner } from "./sitting.server.ts";

export interface LearningRecord {
  readonly awards: readonly {
    readonly title: string;
    readonly from: Day;
    readonly to: Day | null;
    readonly how: string;
    readonly code: string;
  }[];
  /** What other systems told us that does not count, and why. */
  readonly elsewhere: readonly {
    readonly title: string;
    readonly source: string;
    readonly day: Day;
    readonly reason: string;
  }[];
  /** What was asked again since, and how much of it was right the last time. */
  readonly known: readonly { readonly title: string; readonly asked: number; readonly known: number }[];
  readonly attempts: readonly {
    readonly registration: string;
    readonly what: string;
    readonly begun: Day;
    readonly outcome: string;
    readonly to: string | null;
  }[];
}

const KIND_WORDS = {
  module: "lessons",
  check: "check",
  scenario: "scenario",
  update: "short update",
} as const;

function how(award: { via: "check" | "register" | "statement"; provider: string | null }): string {
  switch (award.via) {
    case "check":
      return "by check, here";
    case "register":
      return `trained by ${award.provider ?? "another provider"}`;
    case "statement":
      return `completed in another system, as ${award.provider ?? "it"} told us`;
  }
}

/** Everything the learner holds and everything they tried, the latest first. */
export async function readRecord(ctx: Context, learner: Learner): Promise<LearningRecord> {
  const [awards, claims, attempts, titles, recalled] = await Promise.all([
    awardsOf(ctx.read, learner.actor),
    claimsOf(ctx.read, learner.actor),
    attemptsOf(ctx.read, learner.actor),
    titlesOf(ctx),
    recallAnswers(ctx.read, learner),
  ]);
  return {
    known: stillKnown(recalled).map((one) => ({ ...one, title: titles(one.module) })),
    awards: awards
      .map((award) => ({
        title: titles(award.module),
        from: award.day_from,
        to: award.day_to,
        how: how(award),
        code: award.code,
      }))
      .reverse(),
    elsewhere: claims.flatMap((claim) =>
      claim.reason === null
        ? []
        : [{ title: titles(claim.module), source: claim.source, day: claim.day, reason: claim.reason }],
    ),
    attempts: attempts.map((attempt) => ({
      registration: attempt.registration,
      what: `${titles(attempt.subject)}: ${KIND_WORDS[attempt.kind]}`,
      begun: dayOf(attempt.started_at),
      outcome:
        attempt.outcome === "abandoned"
          ? "left open for 90 days, and given up"
          : (attempt.outcome ?? "in progress"),
      to:
        attempt.kind === "check" && attempt.outcome !== "abandoned"
          ? `/checks/${attempt.registration}/result`
          : attempt.kind === "scenario"
            ? `/plays/${attempt.registration}/debrief`
            : null,
    })),
  };
}

export interface CertificateValues {
  readonly personId: string;
  readonly force: string;
  readonly name: string;
  readonly role: string;
  readonly module: string;
  readonly title: string;
  readonly from: Day;
  readonly to: Day | null;
  /** The day on which the award was taken back; null: it holds. */
  readonly withdrawn: Day | null;
  readonly how: string;
  /** What was done, after "has". */
  readonly done: string;
  readonly version: string;
  readonly code: string;
}

/**
 * The officer's own certificate; somebody else's is checked at /verify, not read.
 * @throws AmendsError `not-found`
 */
export async function readOwnCertificate(
  ctx: Context,
  principal: Principal,
  code: string,
): Promise<CertificateValues> {
  const certificate = await readCertificate(ctx, code);
  if (certificate.personId === principal.personId) return certificate;
  throw new AmendsError(
    "not-found",
    "You have no certificate with this code",
    "Your certificates are in your record.",
  );
}

/** @throws AmendsError `not-found` when no award has this code. */
export async function readCertificate(ctx: Context, code: string): Promise<CertificateValues> {
  const award = await awardByCode(ctx.read, code.toUpperCase());
  if (!award) {
    throw new AmendsError(
      "not-found",
      "No certificate has this code",
      "Check each letter and number and try again.",
    );
  }
  const [postings, titles] = await Promise.all([
    postingsOf(ctx.read, award.person_id, award.day_from),
    titlesOf(ctx),
  ]);
  const then = postings.find((one) => one.from <= award.day_from && award.day_from < one.to) ?? postings[0];
  return {
    personId: award.person_id,
    force: award.force_name,
    name: `${award.known_as ?? award.forenames} ${award.surname}`,
    role: then ? `${then.rank}${award.collar_number ? ` ${award.collar_number}` : ""}, ${then.unitName}` : "",
    module: award.module,
    title: titles(award.module),
    from: award.day_from,
    to: award.day_to,
    withdrawn: award.withdrawn === null ? null : dayOf(award.withdrawn),
    how: how(award),
    done:
      award.via === "check"
        ? `completed the module ${titles(award.module)} and passed its check`
        : award.via === "register"
          ? `been trained in ${titles(award.module)} by ${award.provider ?? "another provider"}`
          : `completed ${titles(award.module)} in another system (${award.provider ?? "not named"})`,
    version: award.version
      ? await versionWords(ctx, award.module, award.version)
      : award.via === "register"
        ? "taught in person"
        : "taught in another system",
    code: award.code,
  };
}

/** "3": a version's number, or the beginning of its hash where another house published it. */
async function versionWords(ctx: Context, module: string, hash: string): Promise<string> {
  const version = await versionByHash(ctx.read, "module", module, hash);
  return version ? String(version.number) : hash.slice(0, 8);
}
