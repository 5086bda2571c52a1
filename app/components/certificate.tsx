import { Mark } from "./mark.tsx";
import { CertificateSeam } from "./seam.tsx";

/** Said outright, for browsers that forget a table's parts once they are laid out as blocks. */
const CELL = { role: "cell" } as const;

export interface CertificateProps {
  force: string;
  name: string;
  /** Rank, number and unit, as they stood on the day. */
  role: string;
  /** What was done, after "has": "completed the module X and passed its check". */
  how: string;
  awarded: string;
  /** Null where it does not run out. */
  validUntil: string | null;
  rows: readonly { module: string; done: string; version: string | number }[];
  code: string;
  /** Where anyone can check the code, as printed. */
  checkUrl: string;
  /** An `<svg>` made by this server: it is put into the page as it is. */
  qrSvg: string;
  /** Whether to say that it makes nobody a facilitator. */
  limits: boolean;
}

/** A certificate on screen, and one A4 page on paper. */
export function Certificate(props: CertificateProps) {
  return (
    <article className="certificate">
      <CertificateSeam />
      <div className="certificate-head">
        <span className="brand">
          <Mark size={44} />
          Amends
        </span>
        <span className="hint">{props.force}</span>
      </div>
      <div className="certificate-who">
        <p className="eyebrow">Certificate of training</p>
        <h1>{props.name}</h1>
        <p className="hint">{props.role}</p>
        <p className="certificate-what">has {props.how}.</p>
      </div>
      <dl className="certificate-days">
        <div>
          <dt>Awarded</dt>
          <dd>{props.awarded}</dd>
        </div>
        <div>
          <dt>Valid until</dt>
          <dd>{props.validUntil ?? "No end day"}</dd>
        </div>
      </dl>
      <table className="table" role="table">
        <caption className="visually-hidden">Modules done and the versions learnt</caption>
        <thead>
          <tr role="row">
            <th scope="col" role="columnheader">
              Module
            </th>
            <th scope="col" role="columnheader">
              Done
            </th>
            <th scope="col" role="columnheader" className="number">
              Version learnt
            </th>
          </tr>
        </thead>
        <tbody>
          {props.rows.map((row) => (
            <tr key={row.module} role="row">
              <td {...CELL}>{row.module}</td>
              <td {...CELL}>{row.done}</td>
              <td {...CELL} className="number">
                <span className="phone-only">Version </span>
                {row.version}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="certificate-foot">
        <div
          className="certificate-qr"
          role="img"
          aria-label="QR code that leads to the check of this certificate"
          dangerouslySetInnerHTML={{ __html: props.qrSvg }}
        />
        <div>
          <p>Check this certificate</p>
          <p className="certificate-code">{props.code}</p>
          <p className="hint">{props.checkUrl}</p>
        </div>
        {props.limits ? (
          <p className="hint certificate-limits">
            This certificate shows training. It does not make its holder a restorative justice facilitator,
            which takes a course in person.
          </p>
        ) : null}
      </div>
    </article>
  );
}
