/** Proofs that take long are worked out in a thread of their own, so that nobody else's request waits for them. */
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { proveDraft, type ScenarioDraft } from "#app/domain/scenarios/draft.ts";
import type { Proof } from "#app/domain/scenarios/prove.ts";

/** States of play that are visited within a few milliseconds, by their upper bound. */
const FEW = 2_000;
const LEVELS = 6;

let worker: Worker | null = null;
let last = 0;
const waiting = new Map<number, { document: ScenarioDraft; done: (proof: Proof) => void }>();

/** The prover's word on a draft, from a thread of its own where it would take long. */
export function proveApart(document: ScenarioDraft): Promise<Proof> {
  if (document.scenes.length * LEVELS ** document.measures.length <= FEW)
    return Promise.resolve(proveDraft(document));
  return new Promise((done) => {
    last += 1;
    waiting.set(last, { document, done });
    try {
      (worker ??= start()).postMessage({ id: last, document });
      worker.ref();
    } catch {
      giveUp();
    }
  });
}

function start(): Worker {
  const { file, execArgv } = program();
  const started = new Worker(file, { execArgv });
  started.on("message", ({ id, proof }: { id: number; proof: Proof }) => {
    waiting.get(id)?.done(proof);
    waiting.delete(id);
    // Nothing is kept alive for it while it has nothing to do.
    if (waiting.size === 0) started.unref();
  });
  started.once("error", giveUp);
  started.once("exit", giveUp);
  return started;
}

/** Without a thread, the proof is worked out here. */
function giveUp(): void {
  worker = null;
  const left = [...waiting.values()];
  waiting.clear();
  for (const { document, done } of left) done(proveDraft(document));
}

/** Built, the worker lies beside the programs; from the sources, tsx reads it. */
function program(): { file: string; execArgv: string[] } {
  const here = fileURLToPath(import.meta.url);
  if (here.endsWith(".ts"))
    return { file: path.join(path.dirname(here), "prove-worker.ts"), execArgv: ["--import", "tsx"] };
  let folder = path.dirname(here);
  while (!existsSync(path.join(folder, "main/prove-worker.mjs")) && folder !== path.dirname(folder))
    folder = path.dirname(folder);
  return { file: path.join(folder, "main/prove-worker.mjs"), execArgv: [] };
}
