/**
 * An instance of the ledger as a process of its own: the endpoint at /xapi on a real port, and, when FORWARDING is set,
 * the passing on of its statements. What the whole server does, without the pages, which need a build.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { xapiEndpoint } from "#app/http/xapi/endpoint.server.ts";
import { readConfig } from "#app/services/config.server.ts";
import { startForwarding } from "#app/services/ledger/start-forwarding.server.ts";
import { openReady } from "#app/services/open-ready.server.ts";

const config = readConfig(process.env);
const ctx = await openReady(config);
const endpoint = xapiEndpoint(ctx, { https: false });
const server = createServer((request, response) => {
  request.url = request.url?.replace(/^\/xapi/, "");
  void endpoint(request, response);
});
server.listen(config.port, "127.0.0.1", () => {
  console.log(`listening on http://127.0.0.1:${(server.address() as AddressInfo).port}/xapi`);
});
// Waits are short here, so that a test needs no patience.
const stopForwarding = process.env.FORWARDING
  ? startForwarding(ctx, { random: () => Math.random() / 10, timeoutMs: 5_000 })
  : () => Promise.resolve();

process.once("SIGTERM", () => {
  server.close();
  server.closeAllConnections();
  void stopForwarding()
    .then(() => ctx.close())
    .then(() => process.exit(0));
});
