/**
 * `npm run build`: the site, and the programs in one file each with its parts (`build/main`), which start in half the
 * time that the sources take. Notes what it was made of, so that nothing old is ever run.
 */
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { ROOT, buildHash, noteBuilt } from "./freshness.mjs";

const hash = buildHash();
const site = spawnSync("npx", ["--no-install", "remix", "vite:build", "--config", "remix.config.js"], {
  cwd: ROOT,
  stdio: "inherit",
});
if (site.status !== 0) process.exit(site.status ?? 1);

rmSync(join(ROOT, "build/main"), { recursive: true, force: true });
await build({
  absWorkingDir: ROOT,
  entryPoints: {
    cli: "app/cli/main.ts",
    server: "server.ts",
    // A thread of its own, for programs and pages alike.
    "prove-worker": "app/services/studio/prove-worker.ts",
  },
  outdir: "build/main",
  outExtension: { ".js": ".mjs" },
  bundle: true,
  splitting: true,
  packages: "external",
  platform: "node",
  format: "esm",
  target: "node20",
  sourcemap: "linked",
  // Where a source stands is where the house is, not where its part of a program lies.
  banner: {
    js: 'import { dirname as __up } from "node:path";\nconst __house = __up(__up(import.meta.dirname));',
  },
  define: { "import.meta.dirname": "__house" },
  logLevel: "warning",
});
noteBuilt(hash);
