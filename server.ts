/** The web server: headers, where a form came from, assets, and Remix for the rest. */
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { createRequestHandler } from "@remix-run/express";
import type { ServerBuild } from "@remix-run/node";
import compression from "compression";
import express from "express";
import expressStaticGzip from "express-static-gzip";
import { assetHeaders, comesFromHere, securityHeaders } from "#app/http/security-headers.ts";
import "#app/http/load-context.server.ts";
import { bodyLimit } from "#app/http/upload-form.server.ts";
import { xapiEndpoint } from "#app/http/xapi/endpoint.server.ts";
import { AmendsError } from "#app/domain/errors.ts";
import { openReady } from "#app/services/open-ready.server.ts";
import { startSealing } from "#app/services/ledger/seal-at-intervals.server.ts";
import { startFigures } from "#app/services/coverage/figures-at-intervals.server.ts";
import { startForwarding } from "#app/services/ledger/start-forwarding.server.ts";
import { startAbandoning } from "#app/services/learning/abandon-at-intervals.server.ts";
import { startPublishing } from "#app/services/studio/publish-at-intervals.server.ts";
import { readConfig } from "#app/services/config.server.ts";
import { readSession } from "#app/services/identity/lucia.server.ts";
import { principalOf, type Principal } from "#app/services/identity/principal.server.ts";

const ROOT = import.meta.dirname;
const BUILD = path.join(ROOT, "build");

async function serve(): Promise<void> {
  // React chooses its build by this when Remix's is loaded, below.
  process.env.NODE_ENV ??= "production";
  const config = readConfig(process.env);
  const ctx = await openReady(config);
  const build = (await import(pathToFileURL(path.join(BUILD, "server/index.js")).href)) as ServerBuild;
  const https = config.origin?.startsWith("https:") ?? false;
  const refused = readFileSync(path.join(ROOT, "public/refused.html"), "utf8");

  const app = express();
  app.disable("x-powered-by");
  app.set("trust proxy", config.mode === "production" ? 1 : false);
  // Asked with keys, never with cookies: where a request comes from proves nothing there, and bodies are longer.
  const xapi = xapiEndpoint(ctx, { https });
  app.use("/xapi", (request, response) => void xapi(request, response));
  const files = (folder: string, serveStatic: { immutable?: boolean; maxAge: string }) =>
    expressStaticGzip(path.join(BUILD, folder), {
      enableBrotli: true,
      orderPreference: ["br"],
      index: false,
      serveStatic: {
        ...serveStatic,
        setHeaders: (response: ServerResponse) =>
          void response.setHeaders(new Map(Object.entries(assetHeaders(https)))),
      },
    });
  // A name under /assets tells its content: kept for ever. Files are no pages and are asked for often: short headers.
  app.use("/assets", files("client/assets", { immutable: true, maxAge: "1y" }));
  app.use(files("client", { maxAge: "1h" }));
  app.use((request, response, next) => {
    const nonce = randomBytes(16).toString("base64");
    response.locals.nonce = nonce;
    response.set(securityHeaders(nonce, https));
    const here = comesFromHere({
      method: request.method,
      host: request.get("host"),
      origin: request.get("origin"),
      fetchSite: request.get("sec-fetch-site"),
      configuredOrigin: config.origin,
    });
    if (!here) {
      response.status(403).type("html").send(refused);
      return;
    }
    // Who may upload is asked before the body is read.
    if (Number(request.get("content-length") ?? 0) > bodyLimit(request.path)) {
      response.status(413).type("text").send("That is more than this site takes at once.");
      return;
    }
    next();
  });
  app.use(compression());
  const answer = createRequestHandler({
    build,
    mode: "production",
    getLoadContext: (request, response) => {
      let principal: Promise<Principal | null> | undefined;
      return {
        amends: ctx,
        nonce: response.locals.nonce as string,
        address: request.ip ?? "unknown",
        principal: () =>
          (principal ??= readSession(ctx, request.get("cookie") ?? null).then((session) =>
            session ? principalOf(ctx, session.accountId, session.personId) : null,
          )),
      };
    },
  });
  app.all("*", (request, response, next) => {
    void answer(request, response, next);
  });

  const server = app.listen(config.port, config.host, () => {
    const { port } = server.address() as AddressInfo;
    console.log(`listening on http://${config.host}:${port}`);
  });
  const stopSealing = startSealing(ctx);
  const stopForwarding = startForwarding(ctx);
  const stopAbandoning = startAbandoning(ctx);
  const stopPublishing = startPublishing(ctx);
  const stopFigures = startFigures(ctx);
  const stop = () => {
    server.close(() => {
      void Promise.all([stopSealing(), stopForwarding(), stopAbandoning(), stopPublishing(), stopFigures()])
        .then(() => ctx.close())
        .then(() => process.exit(0));
    });
    server.closeIdleConnections();
    setTimeout(() => process.exit(0), 3_000).unref();
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
}

serve().catch((error: unknown) => {
  if (error instanceof AmendsError) console.error(`${error.message}\n${error.wayOut}`);
  else console.error(error);
  process.exit(1);
});
