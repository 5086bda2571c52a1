import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { AttainmentList } from "#app/components/attainment-list.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { ProgrammeCertificate } from "#app/components/programme-certificate.tsx";
import { countWords, dayWords } from "#app/domain/words.ts";
import { authorised } from "#app/http/authorise.server.ts";
import { readAttainments } from "#app/services/learning/read-attainments.server.ts";
import { ownCases } from "#app/services/learning/cases.server.ts";
import { heldProgrammes } from "#app/services/learning/programme-certificates.server.ts";
import { readRecord } from "#app/services/learning/read-record.server.ts";
import { learnerOf } from "#app/services/learning/sitting.server.ts";

export const meta: MetaFunction = () => [{ title: "My record - Amends" }];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "record.read-own", async ({ ctx, principal }) => {
    const learner = learnerOf(principal);
    const [record, attainments, cases, programmes] = await Promise.all([
      readRecord(ctx, learner),
      readAttainments(ctx, learner, principal.today),
      ownCases(ctx, principal),
      heldProgrammes(ctx, principal),
    ]);
    return { ...record, attainments, cases, programmes };
  });
}

export default function LearningRecord() {
  const { awards, elsewhere, known, attempts, attainments, cases, programmes } =
    useLoaderData<typeof loader>();
  return (
    <FramedPage title="My record" current="/record">
      <section>
        <h2>What you hold</h2>
        {awards.length === 0 ? <p>Nothing yet. Passing a module&#8217;s check gives you its award.</p> : null}
        {programmes.map((one) => (
          <ProgrammeCertificate key={one.slug} programme={one} />
        ))}
        <ul className="bare-list">
          {awards.map((award) => (
            <li key={award.code}>
              <Link to={`/certificates/${award.code}`}>
                {award.title}
                <span className="visually-hidden">, earned {dayWords(award.from)}</span>
              </Link>
              <span className="hint block-line">
                {dayWords(award.from)}, {award.how},{" "}
                {award.until ? `until ${dayWords(award.until)}` : "does not lapse"}
              </span>
            </li>
          ))}
        </ul>
      </section>
      <section className="section">
        <h2>What your training makes of you</h2>
        <p>Each of these stands by itself: none gives you another.</p>
        <AttainmentList attainments={attainments} />
      </section>
      {elsewhere.length > 0 ? (
        <section className="section">
          <h2>Training elsewhere that does not count here</h2>
          <ul className="bare-list">
            {elsewhere.map((claim) => (
              <li key={`${claim.title} ${claim.source} ${claim.day}`}>
                {claim.title}, from {claim.source}
                <span className="hint block-line">{claim.reason}</span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {known.length > 0 ? (
        <section className="section">
          <h2>Still known</h2>
          <ul className="bare-list">
            {known.map((one) => (
              <li key={one.title}>
                {one.title}
                <span className="hint block-line">
                  {one.known} of {countWords(one.asked, "question")} right when last asked. Only you see this.
                </span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <section className="section">
        <h2>What you tried</h2>
        {attempts.length === 0 ? (
          <p>Nothing here yet.</p>
        ) : (
          <div className="scroll-x">
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">What</th>
                  <th scope="col">Begun</th>
                  <th scope="col">How it went</th>
                </tr>
              </thead>
              <tbody>
                {attempts.map((attempt) => (
                  <tr key={attempt.registration}>
                    <th scope="row">
                      {attempt.to ? <Link to={attempt.to}>{attempt.what}</Link> : attempt.what}
                    </th>
                    <td>{dayWords(attempt.begun)}</td>
                    <td>{attempt.outcome}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </section>
      {cases.length > 0 ? (
        <section className="section">
          <h2>Questions to you</h2>
          <ul className="bare-list">
            {cases.map((one) => (
              <li key={one.id}>
                <Link to={`/record/cases/${one.id}`}>
                  {one.module}
                  <span className="visually-hidden">, asked on {one.on}</span>
                </Link>
                <span className="hint block-line">
                  {one.closed
                    ? `Closed on ${one.closed.on}`
                    : one.account
                      ? "Your trainer has your account"
                      : "Say how it was, if you like"}
                </span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <section className="section">
        <h2>Your development</h2>
        <p>
          <Link to="/record/cpd">Notes for your review</Link>
          <span className="hint block-line">
            What you learnt and what is different for it. Nobody else sees them.
          </span>
        </p>
      </section>
      <section className="section">
        <h2>Everything the ledger holds about you</h2>
        <p>
          <a href="/record/statements.jsonl" download>
            Download your statements (JSON Lines)
          </a>
          <span className="hint block-line">
            What you did here and what other systems told us, word for word. Keep it where only you can read
            it.
          </span>
        </p>
      </section>
    </FramedPage>
  );
}
