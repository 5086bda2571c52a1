/**
 * The alternate request syntax (xAPI 1.0.3 Part Three 1.3): a POST whose one parameter, `method`, is the method
 * meant, and whose form holds the headers, the parameters and, as `content`, the body. 2.0.0 has none.
 */
import { AmendsError } from "#app/domain/errors.ts";
import { readParameters } from "./parameters.ts";

const HEADERS = new Set([
  "authorization",
  "x-experience-api-version",
  "content-type",
  "content-length",
  "if-match",
  "if-none-match",
  "accept",
  "accept-language",
]);

export interface AlternateRequest {
  readonly method: string;
  /** By lower-case name. */
  readonly headers: Map<string, string>;
  readonly params: Map<string, string>;
  readonly body: Buffer;
}

/** @throws AmendsError `bad-input` when it is not of that form. */
export function readAlternate(
  query: ReadonlyMap<string, string>,
  form: Buffer,
  contentType: string | undefined,
): AlternateRequest {
  const refuse = (message: string): never => {
    throw new AmendsError(
      "bad-input",
      `alternate request syntax: ${message}`,
      "Send the form as xAPI 1.0.3 describes it.",
    );
  };
  if (query.size > 1) refuse("the address may hold no parameter but method");
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(contentType ?? ""))
    refuse(`expected application/x-www-form-urlencoded, got "${contentType ?? ""}"`);
  const headers = new Map<string, string>();
  const params = new Map<string, string>();
  let content = "";
  for (const [name, value] of readParameters(new URLSearchParams(form.toString("utf8")))) {
    if (name === "content") content = value;
    else if (HEADERS.has(name.toLowerCase())) headers.set(name.toLowerCase(), value);
    else params.set(name, value);
  }
  const method = (query.get("method") ?? "").toUpperCase();
  if (method !== "PUT" && method !== "POST" && content !== "") refuse(`${method} takes no content`);
  // What the form itself was sent as is not what its content is.
  if (!headers.has("content-type")) headers.set("content-type", "application/json");
  return { method, headers, params, body: Buffer.from(content, "utf8") };
}
