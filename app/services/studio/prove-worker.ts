/** The prover in a thread of its own: a document comes in, its proof goes out. Started by `prove-apart.server.ts`. */
import { parentPort } from "node:worker_threads";
import { proveDraft, type ScenarioDraft } from "#app/domain/scenarios/draft.ts";

parentPort?.on("message", ({ id, document }: { id: number; document: ScenarioDraft }) => {
  parentPort?.postMessage({ id, proof: proveDraft(document) });
});
