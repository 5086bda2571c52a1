import { Pips } from "./pips.tsx";

export interface SceneStandingProps {
  here: readonly { readonly name: string; readonly about: string }[];
  measures: readonly { readonly name: string; readonly value: number; readonly word: string }[];
}

/** Who is in a scene, and how things stand in it. */
export function SceneStanding({ here, measures }: SceneStandingProps) {
  return (
    <>
      <section>
        <h2 className="h3">Who is here</h2>
        <dl className="people">
          {here.map((person) => (
            <div key={person.name}>
              <dt>{person.name}</dt>
              <dd className="hint">{person.about}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section>
        <h2 className="h3">How it stands</h2>
        <div className="measures">
          {measures.map((measure) => (
            <div key={measure.name}>
              {measure.name}
              <Pips value={measure.value} word={measure.word} />
            </div>
          ))}
        </div>
      </section>
    </>
  );
}
