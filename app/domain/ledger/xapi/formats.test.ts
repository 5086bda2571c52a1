import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  instantOf,
  isDuration,
  isIri,
  isLanguageTag,
  isMailto,
  isMediaType,
  isSha1,
  isSha2,
  isTimestamp,
  isUri,
  isUuid,
} from "./formats.ts";

describe("a UUID", () => {
  it.each([
    "6690e6c9-3ef0-4ed3-8b37-7f3964730bee",
    "6690E6C9-3EF0-4ED3-8B37-7F3964730BEE",
    "018f3f6b-7c1d-7000-8000-000000000001",
    // The specification's own example, of no variant that RFC 4122 describes.
    "12345678-1234-5678-1234-567812345678",
  ])("%s", (text) => expect(isUuid(text)).toBe(true));

  it.each([
    "",
    "AA97B177-9383-4934-8543-0F91A7A028368",
    "MA97B177-9383-4934-8543-0F91A7A02836",
    "AA97B177938349348543-0F91A7A02836",
    "{6690e6c9-3ef0-4ed3-8b37-7f3964730bee}",
    "urn:uuid:6690e6c9-3ef0-4ed3-8b37-7f3964730bee",
    "6690e6c9-3ef0-4ed3-8b37-7f3964730bee\n",
  ])("not %j", (text) => expect(isUuid(text)).toBe(false));
});

describe("an IRI", () => {
  it.each([
    "http://a",
    "http://www.example.com/meetings/occurances/34534",
    "http://example.com/path/../slug",
    "https://example.com:8443/x?a=b&c=d#e/f?g",
    "HTTP://EXAMPLE.COM/",
    "https://user:pw@example.com/",
    "https://[2001:db8::1]:80/x",
    "http://example.com/فعل/خواندن",
    "http://exämple.com/ü/😀",
    "http://example.com/%C3%BC",
    "http://my_host/x",
    "urn:articulate:storyline:5Ujw93Dh98n",
    "urn:uuid:6690e6c9-3ef0-4ed3-8b37-7f3964730bee",
    "tag:example.com,2018:x",
    "act:tests/1",
    "mailto:a@b.example",
    "file:///x/y",
    "a:b",
  ])("%s", (text) => expect(isIri(text)).toBe(true));

  it.each([
    "",
    "x",
    "should fail",
    "ab=c://should.fail.com",
    "1a:b",
    ":b",
    "/relative/path",
    "//example.com/x",
    "example.com/x",
    "http:",
    "http:x",
    "http://",
    "https:///x",
    "http://:80/",
    "http://example.com:eighty/",
    "http://exa mple.com/",
    "http://example.com/a b",
    "http://example.com/<x>",
    'http://example.com/"x"',
    "http://example.com/x{y}",
    "http://example.com/x|y",
    "http://example.com/x\\y",
    "http://example.com/x^y`",
    "http://example.com/[x]",
    "http://example.com/%",
    "http://example.com/%zz",
    "http://example.com/%2",
    "http://example.com/#a#b",
    "http://example.com/\n",
    "http://example.com/\u0000",
    "http://example.com/\u00a0",
    "http://example.com/\u2028",
    "http://example.com/\ufeff",
    "http://example.com/\ud800",
    "http://example.com/\uffff",
    "http://[::1/",
    "urn:",
  ])("not %j", (text) => expect(isIri(text)).toBe(false));

  it("has a scheme, whatever else it is", () => {
    fc.assert(
      fc.property(fc.webUrl({ withFragments: true, withQueryParameters: true }), (url) => {
        expect(isIri(url)).toBe(true);
        expect(isIri(url.replace(/^https?:/, ""))).toBe(false);
      }),
    );
  });

  it("is a URI only in ASCII", () => {
    expect(isUri("http://openid.example.org/12345")).toBe(true);
    expect(isUri("http://openid.example.org/ü")).toBe(false);
    expect(isUri("ab=c://should.fail.com")).toBe(false);
  });
});

describe("a mailto IRI", () => {
  it.each([
    "mailto:xapi@adlnet.gov",
    "mailto:a.b+c@sub.example.org",
    "mailto:o'neil@example.org",
    "mailto:a%20b@example.org",
    "mailto:user@localhost",
    "mailto:jürgen@exämple.de",
  ])("%s", (text) => expect(isMailto(text)).toBe(true));

  it.each([
    "",
    "mailto:",
    "mailto:should.fail.com",
    "http://should.fail.com",
    "xapi@adlnet.gov",
    "MAILTO:xapi@adlnet.gov",
    "mailto:a@b@c",
    "mailto:@example.org",
    "mailto:a@",
    "mailto:a@.example.org",
    "mailto:a@example.org.",
    "mailto:a@example..org",
    "mailto:a b@example.org",
    "mailto:a@example.org?subject=x",
    "mailto:a@example.org,b@example.org",
    "mailto:<a@example.org>",
  ])("not %j", (text) => expect(isMailto(text)).toBe(false));
});

describe("hashes and media types", () => {
  it("knows a SHA-1 by its 40 hexadecimal digits", () => {
    expect(isSha1("cd9b00a5611f94eaa7b1661edab976068e364975")).toBe(true);
    expect(isSha1("CD9B00A5611F94EAA7B1661EDAB976068E364975")).toBe(true);
    expect(isSha1("cd9b00a5611f94eaa7b1661edab976068e36497")).toBe(false);
    expect(isSha1("zd9b00a5611f94eaa7b1661edab976068e364975")).toBe(false);
  });

  it.each([56, 64, 96, 128])("knows a SHA-2 of %i digits", (digits) => {
    expect(isSha2("a".repeat(digits))).toBe(true);
    expect(isSha2("a".repeat(digits - 1))).toBe(false);
    expect(isSha2("g".repeat(digits))).toBe(false);
  });

  it.each(["text/plain", "text/plain; charset=ascii", "application/vnd.ms-excel", "image/svg+xml"])(
    "%s is a media type",
    (text) => expect(isMediaType(text)).toBe(true),
  );

  it.each(["", "text", "text/", "/plain", "text/plain\r\nX: y", "te xt/plain", "text/plain charset"])(
    "%j is none",
    (text) => expect(isMediaType(text)).toBe(false),
  );
});

describe("a language tag (RFC 5646)", () => {
  it.each([
    "en",
    "de-DE",
    "tlh",
    "cmn",
    "ase",
    "zh-Hant",
    "sr-Latn-RS",
    "zh-Hans-CN",
    "es-419",
    "fr-CA",
    "zh-yue-HK",
    "zh-min-nan",
    "sl-rozaj-biske-1994",
    "de-CH-1901",
    "hy-Latn-IT-arevela",
    "de-CH-x-phonebk",
    "en-a-myext-b-another",
    "x-whatever",
    "i-klingon",
    "sgn-BE-FR",
    "en-GB-oed",
    "und",
    "EN-gb",
  ])("%s", (text) => expect(isLanguageTag(text)).toBe(true));

  it.each([
    "",
    "e",
    "something",
    "a12345",
    "12",
    "en-",
    "-en",
    "en--US",
    "en_US",
    "en US",
    "a-DE",
    "ar-a-aaa-b-bbb-a-ccc",
    "zh-z-aaa-z-bbb-c-ccc",
    "de-1996-1996",
    "de-DE-DE",
    "en-x",
    "x",
    "en-a",
    "en-a-x-b",
    "zh-abc-abc-abc-abc",
    "en-123456789",
    "ünï",
  ])("not %j", (text) => expect(isLanguageTag(text)).toBe(false));
});

describe("a duration (ISO 8601:2004, 4.4.3.2)", () => {
  it.each([
    "PT1H0M0S",
    "PT1H0M0.1S",
    "PT4H35M59.14S",
    "PT16559.14S",
    "P3Y1M29DT4H35M59.14S",
    "P3Y",
    "P4W",
    "P1DT12H36M0.12567S",
    "PT1,5H",
    "P0.5Y",
    "PT0S",
    "P1M",
    "PT1M",
  ])("%s", (text) => expect(isDuration(text)).toBe(true));

  it.each([
    "",
    "P",
    "PT",
    "P1YT",
    "should fail",
    "PA1H0M0S",
    "P4W1D",
    "P1DT1W",
    "PT1.5H3M",
    "P1.5DT1S",
    "1H",
    "PT1",
    "PT1S2M",
    "P1H",
    "-P1D",
    "P-1D",
    "pt1h",
    "P0003-06-04T12:30:05",
    "P00021015",
    "PT1.S",
    "PT.5S",
    " PT1S",
  ])("not %j", (text) => expect(isDuration(text)).toBe(false));
});

describe("a timestamp", () => {
  it.each([
    ["2018-06-04T09:14:00Z", "2018-06-04T09:14:00.000Z"],
    ["2018-06-04T09:14:00.1Z", "2018-06-04T09:14:00.100Z"],
    ["2018-06-04t09:14:00.123z", "2018-06-04T09:14:00.123Z"],
    ["2018-06-04T09:14:00.123456789Z", "2018-06-04T09:14:00.123456789Z"],
    ["2018-06-04T09:14:00.1234000Z", "2018-06-04T09:14:00.1234Z"],
    ["2018-06-04T09:14:00+00:00", "2018-06-04T09:14:00.000Z"],
    ["2018-06-04T01:14:00+05:30", "2018-06-03T19:44:00.000Z"],
    ["2023-05-04T12:00:00-05:00", "2023-05-04T17:00:00.000Z"],
    ["2008-09-15 15:53:00.601+00:00", "2008-09-15T15:53:00.601Z"],
    ["2016-02-29T00:00:00Z", "2016-02-29T00:00:00.000Z"],
    ["2000-02-29T00:00:00Z", "2000-02-29T00:00:00.000Z"],
    ["1776-07-04T16:00:45Z", "1776-07-04T16:00:45.000Z"],
    ["0000-01-01T00:00:00Z", "0000-01-01T00:00:00.000Z"],
    ["2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000Z"],
    ["2017-01-01T00:59:60+01:00", "2017-01-01T00:00:00.000Z"],
  ])("%s is one in both versions, and the instant %s", (text, instant) => {
    for (const version of ["1.0.3", "2.0.0"] as const) {
      expect(isTimestamp(text, version)).toBe(true);
      expect(instantOf(text, version)).toBe(instant);
    }
  });

  it.each([
    ["2018-06-04T09:14", "2018-06-04T09:14:00.000Z"],
    ["2018-06-04T09:14:00", "2018-06-04T09:14:00.000Z"],
    ["2018-06-04T09:14:00,5Z", "2018-06-04T09:14:00.500Z"],
    ["2018-06-04T09:14:00+0100", "2018-06-04T08:14:00.000Z"],
    ["2018-06-04T09:14:00+01", "2018-06-04T08:14:00.000Z"],
    ["20180604T091400Z", "2018-06-04T09:14:00.000Z"],
    ["20180604T091400.601+0100", "2018-06-04T08:14:00.601Z"],
  ])("%s is one in 1.0.3 (ISO 8601), not in 2.0 (RFC 3339)", (text, instant) => {
    expect(instantOf(text, "1.0.3")).toBe(instant);
    expect(isTimestamp(text, "2.0.0")).toBe(false);
    expect(instantOf(text, "2.0.0")).toBeNull();
  });

  it.each([
    "",
    "should fail",
    "01/011/2015",
    "2018-06-04",
    "2018-06",
    "2018",
    "09:14:00",
    "2018-W23-1T09:14:00Z",
    "2018-155T09:14:00Z",
    "2008-09-15T15:53:00.601-00",
    "2008-09-15T15:53:00.601-0000",
    "2008-09-15T15:53:00.601-00:00",
    "2018-00-04T09:14:00Z",
    "2018-13-04T09:14:00Z",
    "2018-06-31T09:14:00Z",
    "2018-06-00T09:14:00Z",
    "2015-02-29T00:00:00Z",
    "1900-02-29T00:00:00Z",
    "2018-06-04T24:00:00Z",
    "2018-06-04T09:60:00Z",
    "2018-06-04T09:14:61Z",
    "2018-06-04T09:14:60Z",
    "2018-06-04T09:14:00+24:00",
    "2018-06-04T09:14:00+01:60",
    "2018-06-04T09:14:00.Z",
    "2018-6-4T09:14:00Z",
    " 2018-06-04T09:14:00Z",
    "2018-06-04T09:14:00Z\n",
    "2018-06-04T09:14:00ZZ",
    "+002018-06-04T09:14:00Z",
    "1528103640000",
    "0000-01-01T00:00:00+01:00",
    "9999-12-31T23:59:59-01:00",
  ])("%j is none in either", (text) => {
    for (const version of ["1.0.3", "2.0.0"] as const) {
      expect(isTimestamp(text, version)).toBe(false);
      expect(instantOf(text, version)).toBeNull();
    }
  });

  it("means the same moment wherever its clock stood", () => {
    const moment = fc.date({
      min: new Date("0001-01-02T00:00:00Z"),
      max: new Date("9998-12-30T00:00:00Z"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(moment, fc.integer({ min: -14 * 60, max: 14 * 60 }), (date, minutes) => {
        fc.pre(minutes !== 0);
        const local = new Date(date.getTime() + minutes * 60_000).toISOString().slice(0, -1);
        const [hours, rest] = [Math.trunc(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
        const offset = `${minutes < 0 ? "-" : "+"}${String(hours).padStart(2, "0")}:${String(rest).padStart(2, "0")}`;
        expect(instantOf(`${local}${offset}`, "2.0.0")).toBe(date.toISOString());
        expect(instantOf(date.toISOString(), "2.0.0")).toBe(date.toISOString());
      }),
    );
  });
});

describe("hostile values", () => {
  const checks = [
    isUuid,
    isIri,
    isUri,
    isMailto,
    isSha1,
    isSha2,
    isMediaType,
    isLanguageTag,
    isDuration,
    (text: string) => isTimestamp(text, "1.0.3"),
  ];

  it("are answered however long they are", () => {
    for (const piece of ["a", "1", "-", "a-", "%41", "http://a.", "mailto:a@", "P1", "1.", ".", " ", "é"]) {
      const text = piece.repeat(300_000);
      for (const start of [
        "",
        "P",
        "PT1",
        "http://",
        "http://a/",
        "mailto:",
        "en-",
        "text/",
        "2018-06-04T09:14:00.",
      ]) {
        for (const check of checks) expect(typeof check(`${start}${text}!`)).toBe("boolean");
      }
    }
  });

  it("never make a check throw", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        for (const check of checks) expect(typeof check(text)).toBe("boolean");
      }),
    );
  });
});
