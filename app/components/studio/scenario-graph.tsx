import {
  Background,
  Handle,
  Position,
  ReactFlow,
  useNodesState,
  type Connection,
  type Edge,
  type Node,
  type NodeProps,
  type ReactFlowInstance,
} from "@xyflow/react";
import { useEffect, useMemo, useRef } from "react";
import type { GraphLayout, GraphPlace } from "#app/domain/scenarios/editor-values.ts";
import { Button } from "../button.tsx";

const COLUMN = 320;
const GAP = 36;
const HEAD = 52;
const CHOICE = 28;
const LONGEST = 34;
const BEGIN = { x: 24, y: 24, zoom: 0.8 };

type PlaceNode = Node<{ place: GraphPlace; starts: boolean; open: string }, "place">;

export interface ScenarioGraphProps {
  draftId: string;
  start: string;
  places: readonly GraphPlace[];
  layout: GraphLayout;
  /** Called with where all places stand when one was moved. */
  onMove: (layout: GraphLayout) => void;
  /** Called when a choice is drawn to a place. */
  onLink: (link: { scene: string; choice: string; to: string }) => void;
  onOpen: (address: string) => void;
}

const heightOf = (place: GraphPlace) => HEAD + place.choices.length * CHOICE;
const addressOf = (draftId: string, place: GraphPlace) =>
  `/studio/drafts/${draftId}/${place.kind === "scene" ? "scenes" : "endings"}/${place.id}`;
const shortened = (text: string) => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);

/** Columns from left to right, each filled from the top; what somebody has put elsewhere stands there. */
function laidOut(
  draftId: string,
  start: string,
  places: readonly GraphPlace[],
  kept: GraphLayout,
): PlaceNode[] {
  const bottom = new Map<number, number>();
  return places.map((place) => {
    const y = bottom.get(place.layer) ?? 0;
    bottom.set(place.layer, y + heightOf(place) + GAP);
    return {
      id: place.id,
      type: "place",
      position: kept[place.id] ?? { x: place.layer * COLUMN, y },
      data: { place, starts: place.id === start, open: addressOf(draftId, place) },
    };
  });
}

function edgesOf(places: readonly GraphPlace[]): Edge[] {
  return places.flatMap((place) =>
    place.choices.flatMap((choice) =>
      (choice.to === null ? choice.ways : [choice.to])
        .filter((to) => to !== "")
        .map((to, at) => ({
          id: `${place.id} ${choice.id} ${at}`,
          source: place.id,
          sourceHandle: choice.id,
          target: to,
          className: choice.to === null ? "graph-way" : "graph-link",
        })),
    ),
  );
}

/**
 * The scenes and endings as a picture to move, to link and to open with a pointer. The list beneath it does the same
 * with a keyboard and for a screen reader, so the picture is hidden from both.
 */
export function ScenarioGraph({
  draftId,
  start,
  places,
  layout,
  onMove,
  onLink,
  onOpen,
}: ScenarioGraphProps) {
  const [nodes, setNodes, onNodesChange] = useNodesState<PlaceNode>([]);
  const edges = useMemo(() => edgesOf(places), [places]);
  useEffect(() => {
    setNodes(laidOut(draftId, start, places, layout));
  }, [draftId, layout, places, setNodes, start]);
  const view = useRef<ReactFlowInstance<PlaceNode> | null>(null);
  return (
    <>
      <div className="button-row">
        <Button type="button" small variant="second" onClick={() => void view.current?.fitView()}>
          See it whole
        </Button>
        <Button type="button" small variant="second" onClick={() => void view.current?.zoomIn()}>
          Larger
        </Button>
        <Button type="button" small variant="second" onClick={() => void view.current?.zoomOut()}>
          Smaller
        </Button>
      </div>
      <div className="graph" aria-hidden="true">
        <ReactFlow
          onInit={(instance) => {
            view.current = instance;
          }}
          nodes={nodes}
          edges={edges}
          nodeTypes={NODE_TYPES}
          onNodesChange={onNodesChange}
          onNodeDragStop={(_, __, moved) =>
            onMove(
              Object.fromEntries(
                nodes.map((node) => {
                  const { x, y } = (moved.find((one) => one.id === node.id) ?? node).position;
                  return [node.id, { x: Math.round(x), y: Math.round(y) }];
                }),
              ),
            )
          }
          onNodeDoubleClick={(_, node) => onOpen(node.data.open)}
          onConnect={({ source, sourceHandle, target }: Connection) => {
            if (sourceHandle) onLink({ scene: source, choice: sourceHandle, to: target });
          }}
          nodesFocusable={false}
          edgesFocusable={false}
          disableKeyboardA11y
          elementsSelectable={false}
          zoomOnScroll={false}
          preventScrolling={false}
          minZoom={0.1}
          defaultViewport={BEGIN}
          // Named in docs/authoring.md; a link in here could be reached by nobody who needs a keyboard.
          proOptions={{ hideAttribution: true }}
        >
          <Background gap={24} />
        </ReactFlow>
      </div>
    </>
  );
}

function PlaceBox({ data: { place, starts } }: NodeProps<PlaceNode>) {
  return (
    <div className={`graph-place graph-${place.kind}${place.trouble ? ` graph-${place.trouble}` : ""}`}>
      <Handle type="target" position={Position.Left} />
      <p className="graph-title">
        <span className="outline-mark">{place.mark}</span> {shortened(place.title)}
        {starts ? " · start" : ""}
      </p>
      {place.choices.map((choice) => (
        <p className="graph-choice" key={choice.id}>
          {shortened(choice.text)}
          <Handle type="source" id={choice.id} position={Position.Right} isConnectable={choice.to !== null} />
        </p>
      ))}
    </div>
  );
}

const NODE_TYPES = { place: PlaceBox };
