/** Which xAPI a request or a statement speaks. Intentionally pure. */

/** The two specifications that the endpoint serves, by the version that it answers with. */
export type XapiVersion = "1.0.3" | "2.0.0";

/** What may follow a patch number (semver.org, 9 and 10). */
const SUFFIX = "(?:-[0-9A-Za-z.-]{1,64})?(?:\\+[0-9A-Za-z.-]{1,64})?";

const SERVED: readonly (readonly [RegExp, XapiVersion])[] = [
  [new RegExp(`^1\\.0(?:\\.\\d{1,9}${SUFFIX})?$`), "1.0.3"],
  [new RegExp(`^2\\.0(?:\\.\\d{1,9}${SUFFIX})?$`), "2.0.0"],
];

/**
 * The version that answers a request's `X-Experience-API-Version`: "1.0" and every 1.0.x are served
 * as 1.0.3, "2.0" and every 2.0.x as 2.0.0. Null when the header is missing or names any other
 * version; the request is then refused (xAPI 1.0.3 Part Three 3.3; IEEE 9274.1.1, 4.1.5).
 */
export function negotiateVersion(header: string | undefined): XapiVersion | null {
  if (header === undefined) return null;
  return SERVED.find(([pattern]) => pattern.test(header))?.[1] ?? null;
}
