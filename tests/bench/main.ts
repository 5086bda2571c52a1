/** `npm run bench -- NAME`: measures, prints, and judges nothing. */
import { cpus } from "node:os";
import { benchCoverage } from "./coverage.ts";
import { benchForecast } from "./forecast.ts";
import { benchImport } from "./import.ts";
import { benchLedger } from "./ledger.ts";
import { benchPages } from "./pages.ts";
import { benchResults } from "./results.ts";
import { benchProver } from "./prover.ts";

const BENCHES: Record<string, (args: readonly string[]) => Promise<void>> = {
  coverage: benchCoverage,
  forecast: benchForecast,
  import: benchImport,
  ledger: benchLedger,
  pages: benchPages,
  prover: benchProver,
  results: benchResults,
};

const [name = "", ...args] = process.argv.slice(2);
const bench = BENCHES[name];
if (!bench) {
  console.error(`Say which: npm run bench -- ${Object.keys(BENCHES).join(" | ")}`);
  process.exit(1);
}
const [cpu] = cpus();
console.log(
  `${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${cpus().length} × ${cpu?.model ?? "?"}`,
);
await bench(args);
