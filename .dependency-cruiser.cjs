/** @type {import("dependency-cruiser").IConfiguration} */
const LAYERS = "^(app/(routes|components|domain|services|http|cli|styles)|db)/";

/** A layer may import its own, the layers named, and packages; every other folder of the house is forbidden. */
function layer(name, comment, from, allowed) {
  return {
    name,
    comment,
    severity: "error",
    from: { path: from },
    to: { path: [LAYERS, "^server\\.ts$", "^app/[^/]+$", "^(bin|scripts|tests|build)/"], pathNot: allowed },
  };
}

module.exports = {
  forbidden: [
    layer(
      "routes ask services, components and http, and know only the domain's types",
      "A route parses, authorises, calls one service and responds: no rule and no query.",
      "^app/(routes/|root\\.tsx$|entry\\.(server|client)\\.tsx$)",
      ["^app/(routes|services|components|http|domain|styles)/", "^app/root\\.tsx$"],
    ),
    {
      name: "routes know the rules of the domain by their types only",
      comment: "A rule that a page needs is applied by the service that it asks.",
      severity: "error",
      from: { path: "^app/(routes/|root\\.tsx$|entry\\.(server|client)\\.tsx$)" },
      // The words that lie at the domain's top (days, ids, errors) are no rules.
      to: { path: "^app/domain/[^/]+/", dependencyTypesNot: ["type-only"] },
    },
    layer(
      "the list of routes imports nothing of the house but the domain",
      "app/routes.ts is read by the build before anything else exists.",
      "^app/routes\\.ts$",
      ["^app/domain/"],
    ),
    layer(
      "http serves routes: it knows services, components and the domain, and no queries",
      "Sessions, permissions, CSRF, CSP, rate limits and form parsing.",
      "^app/http/",
      ["^app/(http|services|components|domain|styles)/"],
    ),
    layer(
      "services join the domain with the database, and know no page",
      "A service opens the transaction.",
      "^app/services/",
      ["^app/(services|domain)/", "^db/"],
    ),
    layer("components know components and the domain only", "Values in, markup out.", "^app/components/", [
      "^app/(components|domain)/",
    ]),
    layer("the domain knows the domain only", "Pure functions and types.", "^app/domain/", ["^app/domain/"]),
    {
      name: "the domain has no clock, files, framework or database",
      comment:
        "Rules are pure: what they need is passed in. zod, which parses, is the one package they share.",
      severity: "error",
      from: { path: "^app/domain/" },
      to: {
        path: [
          "^(node:)?(fs|path|os|http|https|net|child_process|crypto|process|timers|worker_threads)(/|$)",
          "node_modules/(@remix-run|react|react-dom|express|kysely|pg|better-sqlite3|lucia)/",
        ],
      },
    },
    layer("the database knows the database and the domain only", "", "^db/", ["^db/", "^app/domain/"]),
    layer("the command line calls services", "", "^app/cli/", ["^app/(cli|services|domain)/"]),
    {
      name: "only db/dialect.ts knows SQLite from PostgreSQL",
      severity: "error",
      from: { pathNot: "^db/dialect\\.ts$" },
      to: { path: "(^|node_modules/)(@types/)?(better-sqlite3|pg)(/|$)" },
    },
    {
      name: "only app/services/identity/lucia.server.ts knows Lucia",
      severity: "error",
      from: { pathNot: "^app/services/identity/lucia\\.server\\.ts$" },
      to: { path: "(^|node_modules/)lucia(/|$)" },
    },
    {
      name: "nothing imports in a circle",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "every import leads somewhere",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, pathNot: ["^\\./build/", "^virtual:", "[.]s?css", "[.]svg", "[.]woff2"] },
    },
    {
      name: "what runs in production is not a development package",
      severity: "error",
      from: { path: "^(app|db|server\\.ts)", pathNot: "(\\.test\\.tsx?$|\\.d\\.ts$|^app/routes\\.ts$)" },
      to: {
        dependencyTypes: ["npm-dev"],
        dependencyTypesNot: ["type-only"],
        pathNot: "node_modules/@types/",
      },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: ["\\.test\\.tsx?$", "^tests/"] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".d.ts", ".js", ".mjs", ".cjs", ".json"],
    },
  },
};
