/**
 * The formats of single values in xAPI: identifiers, language tags, times. Each is a check in one
 * pass over the text, or a pattern that cannot backtrack far, so that a hostile value costs no more
 * than its length. Intentionally pure.
 */
import type { XapiVersion } from "./version.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A UUID in standard string form, of any version, either case (xAPI 1.0.3 Part Two 2.4.1, 4.4). */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}

const SCHEME = /^[a-z][a-z0-9+.-]*$/i;
const PERCENT = 0x25;

/** For the ASCII characters: whether RFC 3987 lets them stand in a path, a query or a fragment. */
const IN_PATH = new Uint8Array(128);
for (const character of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/?#%") {
  IN_PATH[character.charCodeAt(0)] = 1;
}

function isHexDigit(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x46) || (code >= 0x61 && code <= 0x66);
}

/** Beyond ASCII: neither a control, a lone surrogate, a space nor a noncharacter. */
function isIriCharacter(code: number): boolean {
  if (code < 0xa1 || (code >= 0xd800 && code <= 0xdfff)) return false;
  if ((code >= 0x2000 && code <= 0x200f) || (code >= 0x2028 && code <= 0x202f))
    return code === 0x200c || code === 0x200d;
  if (code >= 0xfdd0 && code <= 0xfdef) return false;
  return code !== 0x3000 && code !== 0xfeff && (code & 0xfffe) !== 0xfffe;
}

/** Whether every character from `start` to `end` may stand there, "%" only before two hex digits. */
function hasIriCharacters(text: string, start: number, end: number, without = ""): boolean {
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= 128) {
      const point = text.codePointAt(at) ?? code;
      if (!isIriCharacter(point)) return false;
      if (point > 0xffff) at += 1;
      continue;
    }
    if (IN_PATH[code] !== 1) return false;
    if (without !== "" && without.includes(text.charAt(at))) return false;
    if (code === PERCENT) {
      if (at + 2 >= end || !isHexDigit(text.charCodeAt(at + 1)) || !isHexDigit(text.charCodeAt(at + 2)))
        return false;
      at += 2;
    }
  }
  return true;
}

const PORT = /^\d*$/;
const IP_LITERAL = /^\[[0-9a-f:.v]{2,64}\]$/i;

/** `[user@]host[:port]`; a host of http and https may not be empty. */
function isAuthority(text: string, needsHost: boolean): boolean {
  const at = text.lastIndexOf("@");
  const user = at === -1 ? "" : text.slice(0, at);
  if (!hasIriCharacters(user, 0, user.length, "/?#@")) return false;
  let host = text.slice(at + 1);
  const literalEnd = host.startsWith("[") ? host.indexOf("]") : -1;
  const colon = host.indexOf(":", literalEnd + 1);
  if (colon !== -1) {
    if (!PORT.test(host.slice(colon + 1))) return false;
    host = host.slice(0, colon);
  }
  if (host === "") return !needsHost;
  return literalEnd === -1 ? hasIriCharacters(host, 0, host.length, "/?#@:") : IP_LITERAL.test(host);
}

/** The pattern of nearly every IRI met: web or URN, plain ASCII, nothing to look into further. */
const PLAIN_IRI =
  /^(?:https?:\/\/[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?(?:[/?][\w\-.~!$&'()*+,;=:@/?]*)?(?:#[\w\-.~!$&'()*+,;=:@/?]*)?)$/i;

/**
 * An absolute IRI (RFC 3987): a scheme, and after it only what may stand in an authority, a path, a
 * query and a fragment. Relative references are none (xAPI 1.0.3 Part Two 2.2, 4.3).
 */
export function isIri(text: string): boolean {
  if (PLAIN_IRI.test(text)) return true;
  const colon = text.indexOf(":");
  if (colon < 1 || colon > 64) return false;
  const scheme = text.slice(0, colon);
  if (!SCHEME.test(scheme)) return false;
  let start = colon + 1;
  const web = /^https?$/i.test(scheme);
  if (text.startsWith("//", start)) {
    let end = start + 2;
    while (end < text.length && !"/?#".includes(text.charAt(end))) end += 1;
    if (!isAuthority(text.slice(start + 2, end), web)) return false;
    start = end;
  } else if (web || start === text.length) {
    return false;
  }
  const fragment = text.indexOf("#", start);
  if (fragment === -1) return hasIriCharacters(text, start, text.length);
  return hasIriCharacters(text, start, fragment) && hasIriCharacters(text, fragment + 1, text.length, "#");
}

// eslint-disable-next-line no-control-regex -- ASCII is what is asked for
const ASCII = /^[\x00-\x7f]*$/;

/** An IRI of ASCII characters only, as an OpenID must be. */
export function isUri(text: string): boolean {
  return ASCII.test(text) && isIri(text);
}

const ADDRESS = /^mailto:[^\s@<>()[\]\\,;:"?#/]{1,128}@[^\s@<>()[\]\\,;:"?#/%]{1,255}$/;

/** `mailto:` and one e-mail address, nothing after it. */
export function isMailto(text: string): boolean {
  if (!ADDRESS.test(text) || !isIri(text)) return false;
  const domain = text.slice(text.indexOf("@") + 1);
  return !domain.startsWith(".") && !domain.endsWith(".") && !domain.includes("..");
}

const SHA1 = /^[0-9a-f]{40}$/i;
const SHA2 = /^(?:[0-9a-f]{56}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128})$/i;

/** Hexadecimal SHA-1. */
export function isSha1(text: string): boolean {
  return SHA1.test(text);
}

/** Hexadecimal SHA-224, SHA-256, SHA-384 or SHA-512. */
export function isSha2(text: string): boolean {
  return SHA2.test(text);
}

const MEDIA_TYPE = /^[\w!#$&^.+-]{1,127}\/[\w!#$&^.+-]{1,127}[ \t]*(?:;[\t\x20-\x7e]{0,1024})?$/;

/** An Internet media type, with or without parameters (RFC 2046). */
export function isMediaType(text: string): boolean {
  return MEDIA_TYPE.test(text);
}

const PLAIN_TAG = /^[a-z]{2,3}(?:-[A-Z]{2})?$/;
/** Grandfathered tags that the grammar would not let through (RFC 5646, 2.1 "irregular"). */
const IRREGULAR_TAGS = new Set(
  "en-gb-oed i-ami i-bnn i-default i-enochian i-hak i-klingon i-lux i-mingo i-navajo i-pwn i-tao i-tay i-tsu sgn-be-fr sgn-be-nl sgn-ch-de".split(
    " ",
  ),
);
const ALPHA = /^[a-z]+$/i;
const ALPHANUMERIC = /^[a-z0-9]{1,8}$/i;
const REGION = /^(?:[a-z]{2}|[0-9]{3})$/i;
const VARIANT = /^(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3})$/i;

/** A well-formed language tag (RFC 5646, 2.2.9): no variant and no extension's letter twice. */
export function isLanguageTag(text: string): boolean {
  if (PLAIN_TAG.test(text)) return true;
  if (text.length > 256) return false;
  const tag = text.toLowerCase();
  if (IRREGULAR_TAGS.has(tag)) return true;
  const parts = tag.split("-");
  if (!parts.every((part) => ALPHANUMERIC.test(part))) return false;
  let at = 0;
  const is = (pattern: RegExp, length?: number): boolean => {
    const part = parts[at];
    return part !== undefined && (length === undefined || part.length === length) && pattern.test(part);
  };

  if (parts[0] !== "x") {
    const language = parts[0] ?? "";
    if (language.length < 2 || !ALPHA.test(language)) return false;
    at = 1;
    if (language.length <= 3) {
      for (let extended = 0; extended < 3 && is(ALPHA, 3); extended += 1) at += 1;
    }
    if (is(ALPHA, 4)) at += 1;
    if (is(REGION)) at += 1;
    const variants = new Set<string>();
    while (is(VARIANT)) {
      if (variants.size === variants.add(parts[at] ?? "").size) return false;
      at += 1;
    }
    const singletons = new Set<string>();
    while (at < parts.length && parts[at]?.length === 1 && parts[at] !== "x") {
      if (singletons.size === singletons.add(parts[at] ?? "").size) return false;
      const start = (at += 1);
      while (at < parts.length && (parts[at]?.length ?? 0) > 1) at += 1;
      if (at === start) return false;
    }
  }
  if (at === parts.length) return true;
  return parts[at] === "x" && at + 1 < parts.length;
}

const WEEKS = /^P\d{1,32}(?:[.,]\d{1,32})?W$/;
const NUMBER = "\\d{1,32}(?:[.,]\\d{1,32})?";
const PARTS = new RegExp(
  `^P(?=.)(?:${NUMBER}Y)?(?:${NUMBER}M)?(?:${NUMBER}D)?(?:T(?=.)(?:${NUMBER}H)?(?:${NUMBER}M)?(?:${NUMBER}S)?)?$`,
);
/** A fraction anywhere but in the last part. */
const EARLY_FRACTION = /[.,]\d+[A-Z].*\d/;

/** A duration in the format with designators (ISO 8601:2004 4.4.3.2); a fraction only in the last part. */
export function isDuration(text: string): boolean {
  if (text.length > 256) return false;
  return WEEKS.test(text) || (PARTS.test(text) && !EARLY_FRACTION.test(text));
}

/** RFC 3339, which both versions know; its "T" may be a space. */
const RFC_3339 =
  /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,32}))?(?:[Zz]|([+-])(\d\d):(\d\d))$/;
/** ISO 8601 extended as 1.0.3 also allows it: seconds, the offset's minutes or the whole offset left out. */
const EXTENDED =
  /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,32}))?)?(?:[Zz]|([+-])(\d\d)(?::?(\d\d))?)?$/;
const BASIC =
  /^(\d{4})(\d\d)(\d\d)[Tt](\d\d)(\d\d)(?:(\d\d)(?:[.,](\d{1,32}))?)?(?:[Zz]|([+-])(\d\d)(?::?(\d\d))?)?$/;
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const MINUTE = 60_000;
const FIRST = Date.parse("0000-01-01T00:00:00.000Z");
const LAST = Date.parse("9999-12-31T23:59:59.999Z");

interface Moment {
  /** Milliseconds since 1970, UTC, to the whole second. */
  readonly seconds: number;
  /** Digits of the second's fraction, without trailing zeros. */
  readonly fraction: string;
}

function momentOf(text: string, version: XapiVersion): Moment | null {
  const match =
    RFC_3339.exec(text) ?? (version === "1.0.3" ? (EXTENDED.exec(text) ?? BASIC.exec(text)) : null);
  if (match === null) return null;
  const year = Number(match[1]);
  const month = Number(match[2]);
  const day = Number(match[3]);
  const hour = Number(match[4]);
  const minute = Number(match[5]);
  const second = Number(match[6] ?? 0);
  const offsetHour = Number(match[9] ?? 0);
  const offsetMinute = Number(match[10] ?? 0);
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  if (month < 1 || month > 12 || day < 1) return null;
  if (day > (MONTH_DAYS[month - 1] ?? 0) + (month === 2 && leap ? 1 : 0)) return null;
  if (hour > 23 || minute > 59 || second > 60 || offsetHour > 23 || offsetMinute > 59) return null;
  // An offset of minus nought says that the local time is unknown; both versions refuse it.
  if (match[8] === "-" && offsetHour === 0 && offsetMinute === 0) return null;
  const offset = (offsetHour * 60 + offsetMinute) * (match[8] === "-" ? -1 : 1);
  // A leap second falls at the end of a day in UTC only.
  if (second === 60 && (hour * 60 + minute - offset + 2 * 1440) % 1440 !== 1439) return null;
  const moment = new Date(0);
  moment.setUTCFullYear(year, month - 1, day);
  moment.setUTCHours(hour, minute, second);
  const seconds = moment.getTime() - offset * MINUTE;
  // Beyond the years of four digits, an instant is no text that sorts by time.
  if (seconds < FIRST || seconds > LAST) return null;
  return { seconds, fraction: (match[7] ?? "").replace(/0+$/, "") };
}

const PLAIN_INSTANT =
  /^(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

/**
 * A timestamp: RFC 3339 in both versions, with "T" or a space; in 1.0.3 also what else ISO 8601 knows
 * as date and time, basic or extended (xAPI 1.0.3 Part Two 4.5; IEEE 9274.1.1, 4.2.7).
 */
export function isTimestamp(text: string, version: XapiVersion): boolean {
  return PLAIN_INSTANT.test(text) || (text.length <= 64 && momentOf(text, version) !== null);
}

/**
 * A timestamp as an instant in UTC with at least three decimals, and as many as were given:
 * "2018-06-04T09:14:00.000Z". A time without an offset is taken as UTC. Null when it is no timestamp.
 */
export function instantOf(text: string, version: XapiVersion): string | null {
  if (PLAIN_INSTANT.test(text)) return text;
  const moment = text.length <= 64 ? momentOf(text, version) : null;
  if (moment === null) return null;
  const whole = new Date(moment.seconds).toISOString();
  return `${whole.slice(0, -4)}${moment.fraction.padEnd(3, "0")}Z`;
}
