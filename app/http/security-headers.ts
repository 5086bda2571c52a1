/** Headers of every response, assets and errors too. */

const HSTS = "max-age=31536000; includeSubDomains";

/** No `strict-dynamic`: Remix's modulepreload links carry no nonce. */
export function contentSecurityPolicy(nonce: string, https: boolean): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "media-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    ...(https ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}

export function securityHeaders(nonce: string, https: boolean): Record<string, string> {
  return {
    "Content-Security-Policy": contentSecurityPolicy(nonce, https),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ...(https ? { "Strict-Transport-Security": HSTS } : {}),
  };
}

/** A file of the site's own: a script, a style, a font, a picture. */
export function assetHeaders(https: boolean): Record<string, string> {
  return {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    ...(https ? { "Strict-Transport-Security": HSTS } : {}),
  };
}

/** What is no page: a document that somebody stored is never run, wherever it is opened. */
export function apiHeaders(https: boolean): Record<string, string> {
  return {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    ...(https ? { "Strict-Transport-Security": HSTS } : {}),
  };
}

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Whether a request may change anything: a browser always says where a form
 * came from, and it must be here. A request without either header is refused.
 */
export function comesFromHere(request: {
  method: string;
  host: string | undefined;
  origin: string | undefined;
  fetchSite: string | undefined;
  configuredOrigin: string | null;
}): boolean {
  if (SAFE_METHODS.has(request.method)) return true;
  if (request.fetchSite !== undefined && request.fetchSite !== "same-origin") return false;
  if (!request.origin || request.origin === "null") return false;
  if (request.configuredOrigin) return request.origin === request.configuredOrigin;
  return URL.canParse(request.origin) && new URL(request.origin).host === request.host;
}
