/**
 * The one build configuration: Vite's, with the Remix plugin. The npm scripts pass it by `--config`;
 * without the flag Remix would read this file as its old classic configuration.
 */
import { vitePlugin as remix } from "@remix-run/dev";
import { NodePackageImporter } from "sass-embedded";
import { defineConfig } from "vite";

export default defineConfig({
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
  },
});
