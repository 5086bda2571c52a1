import { countWords } from "#app/domain/words.ts";
import { Details } from "./details.tsx";
import { Tag } from "./tag.tsx";

export interface ChangeRow {
  readonly key: string;
  readonly name: string;
  readonly number: string;
  readonly post: string;
  readonly what: string;
  readonly late: boolean;
}

export interface ChangeSection {
  readonly id: string;
  readonly title: string;
  readonly lead: string | null;
  readonly count: number;
  readonly rows: readonly ChangeRow[];
}

/** Counted though there are none: every month has some. */
const USUAL: readonly string[] = ["joiners", "leavers", "moves", "ranks", "absences", "counts"];
const isCounted = ({ id, count }: { id: string; count: number }) => count > 0 || USUAL.includes(id);

/** Counts of what an import changes, each leading to its people. */
export function ChangeCounts({
  wrong,
  sections,
}: {
  wrong: number;
  sections: readonly Pick<ChangeSection, "id" | "title" | "count">[];
}) {
  return (
    <dl className="count-strip">
      <div>
        <dt>{wrong > 0 ? <a href="#wrong">Cannot be read</a> : "Cannot be read"}</dt>
        <dd className={wrong > 0 ? "count-wrong" : undefined}>{wrong.toLocaleString("en-GB")}</dd>
      </div>
      {sections.filter(isCounted).map(({ id, title, count }) => (
        <div key={id}>
          <dt>{count > 0 ? <a href={`#${id}`}>{title}</a> : title}</dt>
          <dd>{count.toLocaleString("en-GB")}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Rows of an open section before the others are folded. */
const FIRST_ROWS = 10;

/** Open at once: they change figures most. */
const OPEN: readonly string[] = ["leavers", "missing", "counts"];

/** The people of each kind of change, those that change figures most first. */
export function ChangeSections({
  sections,
  kind,
}: {
  sections: readonly ChangeSection[];
  kind: "people" | "training";
}) {
  const shown = sections.filter((one) => one.count > 0);
  const open = shown.filter((one) => OPEN.includes(one.id));
  const folded = shown.filter((one) => !open.includes(one));
  return (
    <>
      {open.map((one) => (
        <section className="section stack" key={one.id} id={one.id}>
          <h2>{one.title}</h2>
          <p>
            {kind === "people" ? countWords(one.count, "person", "people") : countWords(one.count, "record")}.{" "}
            {one.lead}
          </p>
          <ChangeTable kind={kind} section={one} rows={one.rows.slice(0, FIRST_ROWS)} />
          {one.rows.length > FIRST_ROWS ? (
            <Details summary={`Show the other ${(one.count - FIRST_ROWS).toLocaleString("en-GB")}`}>
              <ChangeTable
                kind={kind}
                section={one}
                rows={one.rows.slice(FIRST_ROWS)}
                rest={one.count - one.rows.length}
              />
            </Details>
          ) : null}
        </section>
      ))}
      <div className="section">
        {folded.map((one) => (
          <div key={one.id} id={one.id}>
            <Details summary={`${one.title}, ${one.count.toLocaleString("en-GB")}`}>
              {one.lead ? <p>{one.lead}</p> : null}
              <ChangeTable kind={kind} section={one} rows={one.rows} rest={one.count - one.rows.length} />
            </Details>
          </div>
        ))}
      </div>
    </>
  );
}

interface ChangeTableProps {
  kind: "people" | "training";
  section: ChangeSection;
  rows: readonly ChangeRow[];
  /** How many more there are than are given. */
  rest?: number;
}

function ChangeTable({ kind, section, rows, rest = 0 }: ChangeTableProps) {
  const units = section.id === "units";
  return (
    <div className="scroll-x" role="region" aria-label={section.title} tabIndex={0}>
      <table className="table table-roomy">
        <thead>
          <tr>
            <th scope="col">{units ? "Unit" : "Person"}</th>
            {units ? null : <th scope="col">{kind === "people" ? "Post" : "Module"}</th>}
            <th scope="col">{kind === "people" ? "What changes" : "What it says"}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">
                {row.name}
                <span className="hint">{row.number}</span>
              </th>
              {units ? null : <td>{row.post}</td>}
              <td>
                {row.what} {row.late ? <Tag state="due">Told late</Tag> : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rest > 0 ? <p className="hint">And {rest.toLocaleString("en-GB")} more like these.</p> : null}
    </div>
  );
}
