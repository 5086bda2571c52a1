import { Link } from "@remix-run/react";
import type { Costly, Flow, FlowChoice, FlowNode } from "#app/domain/scenarios/flow.ts";
import { FEWEST_TO_SAY, type ItemStatistics } from "#app/domain/learning/item-statistics.ts";
import { countWords } from "#app/domain/words.ts";
import { ChoiceFlow, marksOf } from "../charts/choice-flow.tsx";
import { Details } from "../details.tsx";
import { Tag, type TagState } from "../tag.tsx";

const VERDICTS: Record<FlowChoice["verdict"], { words: string; tag: TagState }> = {
  good: { words: "Good", tag: "done" },
  mixed: { words: "Mixed", tag: "due" },
  harmful: { words: "Harmful", tag: "overdue" },
};

export const wholePercent = (share: number) => `${Math.round(share * 100)}%`;

/** The picture, and for each scene who came, what they chose and how sure that is. */
export function FlowView({ flow, compared, id }: { flow: Flow; compared: Flow | null; id: string }) {
  const marks = marksOf(flow.nodes);
  const scenes = flow.nodes.filter((node) => node.kind === "scene");
  const endings = flow.nodes.filter((node) => node.kind === "ending");
  return (
    <>
      <ChoiceFlow flow={flow} id={id} />
      <div className="stack-large section">
        {scenes.map((scene) => (
          <SceneChoices
            key={scene.id}
            scene={scene}
            mark={marks.get(scene.id) ?? ""}
            other={compared?.nodes.find((node) => node.id === scene.id)}
            comparing={compared !== null}
          />
        ))}
      </div>
      <h3>Endings</h3>
      <div className="scroll-x" role="region" aria-label="Endings" tabIndex={0}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Ending</th>
              <th scope="col" className="number">
                Came
              </th>
              <th scope="col" className="number">
                Of those who began
              </th>
            </tr>
          </thead>
          <tbody>
            {endings.map((ending) => (
              <tr key={ending.id}>
                <th scope="row">
                  {marks.get(ending.id)} {ending.title}
                </th>
                <td className="number">{ending.came ?? "too few to say"}</td>
                <td className="number">
                  {ending.came === null || flow.begun === 0 ? "–" : wholePercent(ending.came / flow.begun)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

interface SceneChoicesProps {
  scene: FlowNode;
  mark: string;
  other: FlowNode | undefined;
  comparing: boolean;
}

function SceneChoices({ scene, mark, other, comparing }: SceneChoicesProps) {
  return (
    <section className="stack" id={`scene-${scene.id}`}>
      <h3>
        {mark} {scene.title}
      </h3>
      <p>
        {scene.came === null ? "Too few to say how many came" : `${countWords(scene.came, "officer")} came`}
        {scene.left ? `, and ${scene.left} left without deciding` : ""}.
        {scene.few ? " Too few decided to say what they chose." : ""}
      </p>
      {scene.few ? null : (
        <div className="scroll-x" role="region" aria-label={`What they chose: ${scene.title}`} tabIndex={0}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Choice</th>
                <th scope="col">Verdict</th>
                <th scope="col" className="number">
                  Chose
                </th>
                <th scope="col" className="number">
                  Share
                </th>
                <th scope="col">Likely between</th>
                {comparing ? (
                  <th scope="col" className="number">
                    In the other version
                  </th>
                ) : null}
              </tr>
            </thead>
            <tbody>
              {scene.choices.map((choice) => (
                <tr key={choice.id}>
                  <th scope="row">{choice.text}</th>
                  <td>
                    <Tag state={VERDICTS[choice.verdict].tag}>
                      {VERDICTS[choice.verdict].words}
                      {choice.critical ? ", critical" : ""}
                    </Tag>
                  </td>
                  <td className="number">{choice.people}</td>
                  <td className="number">{choice.share === null ? "–" : wholePercent(choice.share)}</td>
                  <td>
                    {choice.interval
                      ? `${wholePercent(choice.interval.low)} and ${wholePercent(choice.interval.high)}`
                      : "–"}
                  </td>
                  {comparing ? <td className="number">{otherShare(other, choice.id)}</td> : null}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function otherShare(other: FlowNode | undefined, choice: string): string {
  if (!other) return "no such scene";
  const found = other.choices.find((one) => one.id === choice);
  if (!found) return "no such choice";
  return found.share === null ? "too few to say" : wholePercent(found.share);
}

/** The decisions to teach again, the dearest first. */
export function CostlyList({ costly, link }: { costly: readonly Costly[]; link: boolean }) {
  return (
    <ol>
      {costly.map((one) => (
        <li key={one.scene}>
          {link ? (
            <Link to={`#scene-${one.scene}`} reloadDocument>
              {one.title}
            </Link>
          ) : (
            <strong>{one.title}</strong>
          )}
          : {one.cost.toFixed(1)} points lost on average by {one.decided}. {wholePercent(one.choice.share)}{" "}
          chose “{one.choice.text}”
        </li>
      ))}
    </ol>
  );
}

interface ItemTableProps {
  items: readonly {
    key: string;
    title: string;
    statistics: ItemStatistics;
    warnings: readonly string[];
    /** What picking blindly would have right; null where that cannot be said. */
    guess: number | null;
  }[];
  /** What an item is called: "decision", "question". */
  name: string;
}

/** What to look at first; then facility, discrimination and each option's share among the weaker and the stronger. */
export function ItemTable({ items, name }: ItemTableProps) {
  const enough = items.filter((item) => item.statistics.people >= FEWEST_TO_SAY);
  const few = items.length - enough.length;
  const flagged = enough.filter((item) => item.warnings.length > 0);
  return (
    <div className="stack">
      {enough.length > 0 && flagged.length === 0 ? <p>Nothing stands out.</p> : null}
      {flagged.length === 0 ? null : (
        <ul>
          {flagged.map((item) => (
            <li key={item.key}>
              <strong>{item.title}</strong> {item.warnings.join(" ")}
            </li>
          ))}
        </ul>
      )}
      {few === 0 ? null : (
        <p>
          {few === items.length ? "Too few to say anything yet" : `${countWords(few, name)} more`}: fewer than
          ten have answered, or so few others did that these could be told apart from them.
        </p>
      )}
      {enough.length === 0 ? null : (
        <Details summary={`All numbers, ${name} by ${name}`}>
          <div className="stack-large">
            {enough.map((item) => (
              <ItemNumbers key={item.key} item={item} />
            ))}
          </div>
        </Details>
      )}
    </div>
  );
}

function ItemNumbers({ item }: { item: ItemTableProps["items"][number] }) {
  const { title, statistics, guess } = item;
  const { facilityInterval: interval } = statistics;
  return (
    <section className="stack">
      <h3>{title}</h3>
      <p>
        {countWords(statistics.people, "officer")}, {wholePercent(statistics.facility ?? 0)} right
        {interval ? ` (likely between ${wholePercent(interval.low)} and ${wholePercent(interval.high)})` : ""}
        . Discrimination:{" "}
        {statistics.discrimination === null ? "it does not vary" : statistics.discrimination.toFixed(2)}.
        {guess ? ` Picking blindly would have ${wholePercent(guess)} right.` : ""}
      </p>
      <div className="scroll-x" role="region" aria-label={`Options: ${title}`} tabIndex={0}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Option</th>
              <th scope="col">Right</th>
              {["All", "Weaker third", "Stronger third"].map((heading) => (
                <th scope="col" className="number" key={heading}>
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {statistics.options.map((option) => (
              <tr key={option.option}>
                <th scope="row">{option.option}</th>
                <td>{option.right ? "Yes" : "No"}</td>
                <td className="number">{wholePercent(option.share)}</td>
                <td className="number">{option.weaker === null ? "–" : wholePercent(option.weaker)}</td>
                <td className="number">{option.stronger === null ? "–" : wholePercent(option.stronger)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
