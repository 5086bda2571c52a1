/** Every address, and the file that serves it. */
import { index, route, type RouteConfig } from "@remix-run/route-config";

export default [
  index("routes/learning/home.tsx"),
  route("sign-in", "routes/identity/sign-in.tsx"),
  route("sign-out", "routes/identity/sign-out.tsx"),

  route("modules/:module", "routes/learning/module.tsx"),
  route("modules/:module/lessons/:lesson/:screen", "routes/learning/lesson.tsx"),
  route("modules/:module/check", "routes/learning/check-start.tsx"),
  route("checks/:registration/questions/:number", "routes/learning/check-question.tsx"),
  route("checks/:registration/review", "routes/learning/check-review.tsx"),
  route("checks/:registration/result", "routes/learning/check-result.tsx"),
  route("scenarios/:scenario", "routes/scenarios/start.tsx"),
  route("plays/:registration", "routes/scenarios/play.tsx"),
  route("plays/:registration/debrief", "routes/scenarios/debrief.tsx"),
  route("record", "routes/learning/record.tsx"),
  route("record/statements.jsonl", "routes/learning/record-statements.ts"),
  route("certificates/:code", "routes/learning/certificate.tsx"),
  route("certificates/:code/certificate.pdf", "routes/learning/certificate-pdf.ts"),
  route("verify/:code", "routes/learning/verify.tsx"),
  route("glossary", "routes/learning/glossary.tsx"),

  route("coverage", "routes/coverage/coverage.tsx"),
  route("coverage/:file", "routes/coverage/figures.ts"),
  route("unit", "routes/coverage/unit-progress.tsx"),
  route("people", "routes/roster/imports.tsx"),
  route("studio", "routes/learning/studio.tsx"),
  route("settings/adjustments", "routes/learning/adjustments.tsx"),
  route("settings/policy", "routes/learning/policy.tsx"),
  route("activities/*", "routes/ledger/activity.ts"),
  route("ledger/keys", "routes/ledger/keys.tsx"),
  route("ledger/destinations", "routes/ledger/destinations.tsx"),
  route("ledger/destinations/:name", "routes/ledger/destination.tsx"),

  route("accessibility", "routes/pages/accessibility.tsx"),
  route("privacy", "routes/pages/privacy.tsx"),
  route("cookies", "routes/pages/cookies.tsx"),
  route("help", "routes/pages/help.tsx"),
  route("who-sees-what", "routes/pages/who-sees-what.tsx"),
  route("health", "routes/pages/health.ts"),
  route("*", "routes/pages/not-found.tsx"),
] satisfies RouteConfig;
