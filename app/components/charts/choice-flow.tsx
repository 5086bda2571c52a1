import { linkHorizontal } from "d3-shape";
import type { Flow, FlowNode } from "#app/domain/scenarios/flow.ts";

const WIDTH = 1072;
const NODE = 12;
const GAP = 30;
const TALLEST = 300;
const TOP = 26;

interface Placed extends Omit<FlowNode, "came"> {
  readonly came: string;
  readonly x: number;
  readonly y: number;
  readonly height: number;
  readonly mark: string;
}

/** How officers went, left to right: bars as high as those who came, bands as wide as those who went. The tables say it all. */
export function ChoiceFlow({ flow, id }: { flow: Flow; id: string }) {
  const { nodes, height } = place(flow);
  const at = new Map(nodes.map((node) => [node.id, node]));
  const scale = scaleOf(flow);
  const out = new Map<string, number>();
  const into = new Map<string, number>();
  const link = linkHorizontal<unknown, [number, number]>();
  const take = (used: Map<string, number>, node: string, width: number) => {
    const begun = used.get(node) ?? 0;
    used.set(node, begun + width);
    return begun + width / 2;
  };
  const bands = flow.links
    .flatMap((one) => {
      const [from, to] = [at.get(one.from), at.get(one.to)];
      return from && to ? [{ ...one, source: from, target: to }] : [];
    })
    .sort((a, b) => a.source.y - b.source.y || a.target.y - b.target.y)
    .map((one) => {
      const width = Math.max(1, one.people * scale);
      const y0 = one.source.y + take(out, one.from, width);
      const y1 = one.target.y + take(into, one.to, width);
      const back = one.target.x <= one.source.x;
      const path = back
        ? `M${one.source.x + NODE} ${y0}C${one.source.x + 60} ${height} ${one.target.x - 60} ${height} ${one.target.x} ${y1}`
        : (link({ source: [one.source.x + NODE, y0], target: [one.target.x, y1] }) ?? "");
      return { key: `${one.from} ${one.to}`, path, width };
    });
  return (
    <figure>
      <div className="scroll-x" role="region" aria-label="The ways through" tabIndex={0}>
        <svg
          className="chart choice-flow"
          viewBox={`0 0 ${WIDTH} ${height}`}
          width={WIDTH}
          role="img"
          aria-labelledby={`${id}-title`}
          focusable="false"
        >
          <title id={`${id}-title`}>
            {`${flow.begun} began. ${nodes.map((node) => `${node.mark} ${node.title}: ${node.came}`).join("; ")} came. The tables below say what they chose.`}
          </title>
          {bands.map((band) => (
            <path key={band.key} className="chart-band" d={band.path} fill="none" strokeWidth={band.width} />
          ))}
          {nodes.map((node) => (
            <g key={node.id}>
              <rect
                className={node.kind === "ending" ? "chart-end" : "chart-trained"}
                x={node.x}
                y={node.y}
                width={NODE}
                height={node.height}
              />
              <text
                className="chart-text chart-strong"
                x={node.kind === "ending" ? node.x + NODE : node.x}
                y={node.y - 7}
                textAnchor={node.kind === "ending" ? "end" : "start"}
              >
                {node.mark} · {node.came}
              </text>
            </g>
          ))}
        </svg>
      </div>
      <figcaption className="hint">
        Numbers are scenes and letters endings, as in the tables below; beside each, how many came. Where
        fewer than ten went is not drawn.
      </figcaption>
    </figure>
  );
}

const scaleOf = (flow: Flow) => TALLEST / Math.max(1, flow.begun);

/** Scenes are numbered in the author's order, endings lettered. */
export function marksOf(nodes: readonly FlowNode[]): Map<string, string> {
  const marks = new Map<string, string>();
  let [scenes, endings] = [0, 0];
  for (const node of nodes)
    marks.set(
      node.id,
      node.kind === "scene" ? String((scenes += 1)) : String.fromCharCode(64 + Math.min(26, (endings += 1))),
    );
  return marks;
}

function place(flow: Flow): { nodes: Placed[]; height: number } {
  const marks = marksOf(flow.nodes);
  const sum = (end: "from" | "to", id: string) =>
    flow.links.reduce((all, one) => all + (one[end] === id ? one.people : 0), 0);
  // Of those whose number is not said, what is drawn goes by the bands that are.
  const drawn = flow.nodes.map((node) => ({
    node,
    people: node.came ?? Math.max(sum("to", node.id), sum("from", node.id)),
  }));
  const shown = drawn.filter((one) => one.people > 0);
  const deepest = Math.max(1, ...shown.map(({ node }) => node.layer));
  const scale = scaleOf(flow);
  const bottom = new Map<number, number>();
  const nodes = shown.map(({ node, people }): Placed => {
    const y = bottom.get(node.layer) ?? TOP;
    const height = Math.max(3, people * scale);
    bottom.set(node.layer, y + height + GAP);
    const x = (node.layer / deepest) * (WIDTH - NODE - 2) + 1;
    const came = node.came === null ? "too few to say" : String(node.came);
    return { ...node, came, x, y, height, mark: marks.get(node.id) ?? "" };
  });
  return { nodes, height: Math.max(TOP + TALLEST, ...bottom.values()) };
}
