import { Html } from "./html.tsx";

interface Point {
  readonly text: string;
  readonly facts: readonly string[];
}

export interface OnSceneCardProps {
  readonly card: {
    readonly title: string;
    readonly version: number;
    readonly say: readonly Point[];
    readonly check: readonly Point[];
    readonly pass: readonly Point[];
    /** What the force wrote down about its service, by the keys of its local words. */
    readonly hub: readonly { readonly key: string; readonly text: string }[];
  };
}

const HUB_LABELS: Readonly<Record<string, string>> = {
  "hub-telephone": "telephone ",
  "hub-hours": "answers ",
  "hub-address": "referrals to ",
};

/** One page to take along: what to say, what to check, whom to pass it to. */
export function OnSceneCard({ card }: OnSceneCardProps) {
  return (
    <article className="on-scene-card">
      <header>
        <p className="eyebrow">On-scene card</p>
        <h1>{card.title}</h1>
      </header>
      <section className="on-scene-say">
        <h2>Say</h2>
        <ul>
          {card.say.map((point) => (
            <li key={point.text}>
              “<Html as="span" html={point.text} />”
            </li>
          ))}
        </ul>
      </section>
      <Points title="Check" points={card.check} />
      <Points title="Pass it on" points={card.pass} />
      {card.hub.length > 0 ? (
        <p className="on-scene-hub">
          <strong>The service here:</strong>{" "}
          {card.hub.map(({ key, text }) => `${HUB_LABELS[key] ?? ""}${text}`).join(" · ")}
        </p>
      ) : null}
      <p className="hint">
        From the module’s version {card.version}. Your force’s own rules come first. In doubt, ask your
        supervisor.
      </p>
    </article>
  );
}

function Points({ title, points }: { title: string; points: readonly Point[] }) {
  return (
    <section>
      <h2>{title}</h2>
      <ul>
        {points.map((point) => (
          <li key={point.text}>
            <Html as="span" html={point.text} />
            {point.facts.map((id) => (
              <span key={id} className="on-scene-fact">
                {" "}
                <a className="stamp" href={`#fact-${id}`}>
                  <span className="visually-hidden">Where this comes from: </span>Fact {id.slice(1)}
                </a>
              </span>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}
