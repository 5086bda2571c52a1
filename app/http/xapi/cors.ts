/** Which other sites' pages may speak to the endpoint. */

const ALLOWED = [
  "Authorization",
  "Content-Type",
  "Accept-Language",
  "X-Experience-API-Version",
  "X-Experience-API-Hash",
  "If-Match",
  "If-None-Match",
];
const EXPOSED = [
  "ETag",
  "Last-Modified",
  "X-Experience-API-Version",
  "X-Experience-API-Consistent-Through",
  "X-Experience-API-Hash",
  "Retry-After",
];

/** `origins`: those that may, or "*" for any. No credentials of a browser's own are ever sent along. */
export function corsHeaders(origins: readonly string[], origin: string | undefined): Record<string, string> {
  if (origin === undefined || (!origins.includes("*") && !origins.includes(origin))) return {};
  return {
    "Access-Control-Allow-Origin": origins.includes("*") ? "*" : origin,
    "Access-Control-Allow-Methods": "GET, HEAD, PUT, POST, DELETE, OPTIONS",
    "Access-Control-Allow-Headers": ALLOWED.join(", "),
    "Access-Control-Expose-Headers": EXPOSED.join(", "),
    "Access-Control-Max-Age": "600",
    "Cross-Origin-Resource-Policy": "cross-origin",
    Vary: "Origin",
  };
}
