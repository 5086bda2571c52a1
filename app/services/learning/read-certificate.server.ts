/** Certificates, of modules and of whole programmes: what they say to their holder and to anybody who has the code. */
import {
  awardByCode,
  awardsByStatement,
  holderOf,
  programmeCertificateByCode,
} from "#db/queries/certificates.ts";
import { versionByHash } from "#db/queries/content.ts";
import { postingsOf } from "#db/queries/identity.ts";
import { attemptsOf } from "#db/queries/learning.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { PersonId, StatementId } from "#app/domain/ids.ts";
import { addDays, dayOf, type Day } from "#app/domain/time.ts";
import { inSentence } from "#app/domain/words.ts";
import type { Context } from "../context.server.ts";
import type { Principal } from "../identity/principal.server.ts";
import { howEarned } from "./read-record.server.ts";
import { titlesOf } from "./read-titles.server.ts";

export interface CertificateValues {
  readonly personId: PersonId;
  readonly force: string;
  readonly name: string;
  readonly role: string;
  /** Of the module, as the version learnt has it, or of the programme. */
  readonly title: string;
  readonly from: Day;
  /** The last day on which it is held; null: it does not lapse. */
  readonly until: Day | null;
  /** Whether that day is past. */
  readonly lapsed: boolean;
  /** The day on which the award, or one that it rests on, was taken back; null: it holds. */
  readonly withdrawn: Day | null;
  readonly how: string;
  /** What was done, after "has". */
  readonly done: string;
  /** The modules and courses it rests on, in the order in which they are learnt. */
  readonly rows: readonly { readonly module: string; readonly from: Day; readonly version: string }[];
  /** Whether a course in person is among them. */
  readonly inPerson: boolean;
  readonly code: string;
}

type Award = Awaited<ReturnType<typeof awardsByStatement>>[number];

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

/** @throws AmendsError `not-found` when no certificate has this code. */
export async function readCertificate(ctx: Context, code: string): Promise<CertificateValues> {
  const wanted = code.toUpperCase();
  const award = await awardByCode(ctx.read, wanted);
  if (award) return ofModule(ctx, award);
  const programme = await programmeCertificateByCode(ctx.read, wanted);
  if (programme) return ofProgramme(ctx, programme);
  throw new AmendsError(
    "not-found",
    "No certificate has this code",
    "Check each letter and number and try again.",
  );
}

async function ofModule(ctx: Context, award: Award & { person_id: PersonId }): Promise<CertificateValues> {
  const learnt = await learntBy(ctx, award);
  const { module: title } = learnt;
  const done = {
    check: (await lessonsWereRead(ctx, award))
      ? `completed the module ${title} and passed its check`
      : `passed the check of the module ${title}`,
    register: `been trained in ${title} by ${award.provider ?? "another provider"}`,
    statement: `completed ${title} in another system (${award.provider ?? "not named"})`,
  };
  return {
    ...(await holderOn(ctx, award.person_id, award.day_from)),
    title,
    from: award.day_from,
    ...lasting(ctx, award.day_to),
    withdrawn: award.withdrawn && dayOf(award.withdrawn),
    how: howEarned(award),
    done: done[award.via],
    rows: [learnt],
    inPerson: false,
    code: award.code,
  };
}

async function ofProgramme(
  ctx: Context,
  row: NonNullable<Awaited<ReturnType<typeof programmeCertificateByCode>>>,
): Promise<CertificateValues> {
  const ids = JSON.parse(row.rests_on) as StatementId[];
  const found = await awardsByStatement(ctx.read, ids);
  const awards = ids.flatMap((id) => found.find((one) => one.statement_id === id) ?? []);
  const rows = await Promise.all(awards.map((award) => learntBy(ctx, award)));
  const sorted = (days: (Day | null)[]) => days.flatMap((day) => day ?? []).sort();
  const from = sorted(awards.map((one) => one.day_from)).at(-1) ?? dayOf(row.issued_at);
  return {
    ...(await holderOn(ctx, row.person_id, from)),
    title: row.title,
    from,
    ...lasting(ctx, sorted(awards.map((one) => one.day_to))[0] ?? null),
    withdrawn: sorted(awards.map((one) => one.withdrawn && dayOf(one.withdrawn)))[0] ?? null,
    how: "by all of its parts",
    done: `earned all parts of ${inSentence(row.title)}`,
    rows,
    inPerson: row.in_person === 1,
    code: row.code,
  };
}

/** @param to the first day without it */
function lasting(ctx: Context, to: Day | null): Pick<CertificateValues, "until" | "lapsed"> {
  return { until: to && addDays(to, -1), lapsed: to !== null && to <= dayOf(ctx.now()) };
}

async function holderOn(ctx: Context, personId: PersonId, day: Day) {
  const [holder, postings] = await Promise.all([
    holderOf(ctx.read, personId),
    postingsOf(ctx.read, personId, day),
  ]);
  const then = postings.find((one) => one.from <= day && day < one.to) ?? postings[0];
  const number = holder.collar_number ? ` ${holder.collar_number}` : "";
  return {
    personId,
    force: holder.force_name,
    name: `${holder.known_as ?? holder.forenames} ${holder.surname}`,
    role: then ? `${then.rank}${number}, ${then.unitName}` : "",
  };
}

/** Whether every lesson was behind them when the award came: whoever tested out has completed nothing. */
async function lessonsWereRead(ctx: Context, award: Award): Promise<boolean> {
  return (await attemptsOf(ctx.read, award.actor)).some(
    (one) =>
      one.kind === "module" &&
      one.subject === award.module &&
      one.outcome === "completed" &&
      (one.finished_at ?? "") <= award.stored,
  );
}

/** A part as it was learnt: by the title and number of its version, or the beginning of its hash where another house published it. */
async function learntBy(ctx: Context, award: Award): Promise<CertificateValues["rows"][number]> {
  const { module, version: hash, via, day_from: from } = award;
  const version = hash ? await versionByHash(ctx.read, "module", module, hash) : undefined;
  const elsewhere = via === "register" ? "taught in person" : "taught in another system";
  return {
    module: version?.title ?? (await titlesOf(ctx))(module),
    from,
    version: version ? String(version.number) : (hash?.slice(0, 8) ?? elsewhere),
  };
}
