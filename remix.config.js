/**
 * The one build configuration: Vite's, with the Remix plugin. The npm scripts pass it by `--config`;
 * without the flag Remix would read this file as its old classic configuration.
 */
import { vitePlugin as remix } from "@remix-run/dev";
import { NodePackageImporter } from "sass-embedded";
import { defineConfig } from "vite";
import { compression } from "vite-plugin-compression2";

/** Parts that an officer's pages never need; left to be split as they are used. */
const ELSEWHERE =
  /components\/(studio|charts|columns-form|coverage|dead-letters|destination|exemptions|group-table|import-|ledger|lrs-|person-timeline|policy-entry|published-figures|roster-tabs|training-forms|wrong-rows)/;

/**
 * Few requests, on lines where each one costs: what several pages share is one file,
 * not one for each component.
 * @param {string} id
 */
function sharedFile(id) {
  // Changes with the framework only, so a browser keeps it through our own versions.
  if (/\/node_modules\/(react|react-dom|scheduler|@remix-run|react-router)/.test(id)) return "react";
  // What answers questions, and keeps what was written: for pages that have such forms.
  if (/\/app\/components\/(keeping|lesson)\//.test(id)) return "player";
  if (/\/app\/(components|http|domain)\//.test(id) && !ELSEWHERE.test(id)) return "parts";
  return undefined;
}

export default defineConfig(({ isSsrBuild }) => ({
  plugins: [
    remix({
      buildDirectory: "build",
      future: {
        v3_fetcherPersist: true,
        v3_lazyRouteDiscovery: true,
        v3_relativeSplatPath: true,
        v3_routeConfig: true,
        v3_singleFetch: true,
        v3_throwAbortReason: true,
      },
    }),
    // Once, and as small as it gets; server.ts serves the finished files.
    isSsrBuild
      ? undefined
      : compression({
          include: /\.(js|css|svg|html|txt)$/,
          threshold: 500,
          algorithms: ["gzip", "brotliCompress"],
          logLevel: "silent",
        }),
  ],
  css: {
    preprocessorOptions: {
      scss: { importers: [new NodePackageImporter()] },
    },
  },
  build: {
    sourcemap: false,
    // The Content-Security-Policy allows no data: scripts or fonts.
    assetsInlineLimit: 0,
    ...(isSsrBuild ? {} : { rollupOptions: { output: { manualChunks: sharedFile } } }),
  },
}));
