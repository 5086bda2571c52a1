/** Certificates of whole programmes: made when the officer who holds one asks for it. */
import { keepProgrammeCertificate, programmeCertificatesOf } from "#db/queries/certificates.ts";
import { awardsOf } from "#db/queries/learning.ts";
import { AmendsError } from "#app/domain/errors.ts";
import { attainmentOn, holding } from "#app/domain/learning/attained.ts";
import { partsOn } from "#app/domain/learning/programmes.ts";
import type { Day } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import type { Principal } from "../identity/principal.server.ts";
import { heldAward } from "./read-attainments.server.ts";
import { readProgrammes } from "./read-programmes.server.ts";
import { learnerOf } from "./sitting.server.ts";

export interface HeldProgramme {
  readonly slug: string;
  readonly title: string;
  readonly from: Day;
  /** Of its certificate; null: it was not made yet. */
  readonly code: string | null;
}

/** The programmes that the officer holds today, with the awards that each rests on. */
async function held(ctx: Context, principal: Principal) {
  const learner = learnerOf(principal);
  const [programmes, rows, made] = await Promise.all([
    readProgrammes(ctx.read),
    awardsOf(ctx.read, learner.actor),
    programmeCertificatesOf(ctx.read, learner.personId),
  ]);
  const awards = rows.map((row) => ({ ...heldAward(row), id: row.statement_id }));
  return programmes.flatMap((programme) => {
    const { slug, title } = programme;
    const { from } = attainmentOn(programmes, programme, awards, principal.today);
    if (from === null) return [];
    const parts = partsOn(programmes, slug, principal.today);
    const restsOn = JSON.stringify(
      parts.map((part) => {
        const award = holding(part, awards, principal.today);
        return awards.find((one) => one === award)?.id;
      }),
    );
    const code = made.find((one) => one.programme === slug && one.rests_on === restsOn)?.code ?? null;
    return [{ slug, title, from, code, restsOn, inPerson: parts.some((part) => part.kind === "in-person") }];
  });
}

/** The programmes that the officer holds today. */
export async function heldProgrammes(ctx: Context, principal: Principal): Promise<HeldProgramme[]> {
  const found = await held(ctx, principal);
  return found.map(({ slug, title, from, code }) => ({ slug, title, from, code }));
}

/**
 * Makes the certificate of a programme that the officer holds, or finds it. It rests on the awards held today, so it
 * tells when one of them is taken back, and a later one has a code of its own.
 * @returns its code
 * @throws AmendsError `not-found` when they do not hold it.
 */
export async function makeProgrammeCertificate(
  ctx: Context,
  principal: Principal,
  slug: string,
): Promise<string> {
  const found = (await held(ctx, principal)).find((one) => one.slug === slug);
  if (!found)
    throw new AmendsError(
      "not-found",
      "You do not hold this programme today",
      "Your start page says what is left.",
    );
  if (found.code !== null) return found.code;
  await ctx.transact((trx) =>
    keepProgrammeCertificate(trx, {
      code: ctx.newCode(),
      person_id: principal.personId,
      programme: slug,
      title: found.title,
      in_person: found.inPerson ? 1 : 0,
      rests_on: found.restsOn,
      issued_at: ctx.now(),
    }),
  );
  // Whichever of two windows was first.
  const kept = (await programmeCertificatesOf(ctx.db, principal.personId)).find(
    (one) => one.programme === slug && one.rests_on === found.restsOn,
  );
  if (!kept) throw new AmendsError("misconfigured", `The certificate of ${slug} was not kept`);
  return kept.code;
}
