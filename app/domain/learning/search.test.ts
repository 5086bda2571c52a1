import { describe, expect, it } from "vitest";
import { blockText, plainText } from "./plain-text.ts";
import { indexed, search, type Findable, type Found } from "./search.ts";

const thing = (title: string, text: string, kind: Findable["kind"] = "lesson") =>
  indexed({ kind, title, text, to: `/${title}`, where: "Somewhere" });
const titles = (found: readonly Found[]) => found.map((one) => one.to.slice(1));
const marked = (found: Found | undefined) =>
  [...(found?.title ?? []), ...(found?.excerpt ?? [])].filter((one) => one.marked).map((one) => one.text);

describe("search", () => {
  it("makes no difference of case, accents, plurals or apostrophes, and marks words as they were written", () => {
    const things = [thing("A café", "The victim’s Café and the victims' names.")];
    for (const query of ["CAFE victim", "café victims", "victim's cafe"])
      expect(marked(search(things, query, 9)[0])).toEqual(["café", "victim’s", "Café", "victims"]);
  });

  it("wants every telling word, and finds words that are begun from three letters on", () => {
    const things = [thing("One", "A referral to the hub."), thing("Two", "The hub is open.")];
    expect(titles(search(things, "refer the hub", 9))).toEqual(["One"]);
    expect(titles(search(things, "re hub", 9))).toEqual([]);
    expect(search(things, "  ?! ", 9)).toEqual([]);
  });

  it("puts a title before a text, words together before words apart, and a term before its users", () => {
    const things = [
      thing("Apart", "Harm is done. Later comes some repair."),
      thing("Text", "We speak of harm repair here."),
      thing("Harm repair", "What it is."),
    ];
    expect(titles(search(things, "harm repair", 9))).toEqual(["Harm repair", "Text", "Apart"]);
    const term = thing("Harm", "What an offence does.", "term");
    expect(titles(search([thing("Harm, need, repair", "Nothing."), term], "harm", 9))[0]).toBe("Harm");
    expect(search(things, "harm", 2)).toHaveLength(2);
  });

  it("cuts an excerpt around the words, and says where text was left out", () => {
    const filler = Array.from({ length: 60 }, (_, at) => `w${at}`).join(" ");
    const [found] = search([thing("Long", `${filler} consent ${filler}`)], "consent", 9);
    const text = found?.excerpt.map((one) => one.text).join("") ?? "";
    expect(text).toMatch(/^… w54 .* consent w0 .* …$/);
  });
});

describe("words of compiled prose", () => {
  it("are what a reader sees, without tags, references and stamps", () => {
    expect(plainText("<p>Tea &amp; &#x3C;b&#62;</p><p>It<em>self</em>.</p>")).toBe("Tea & <b> Itself.");
    const slots = [
      { kind: "term", id: "harm", text: "harms" },
      { kind: "fact", id: "F1" },
    ] as const;
    const html = "<p>Name the <!--slot:0--> first <!--slot:1-->.</p>";
    expect(blockText({ kind: "say", title: "Say", html, slots })).toBe("Say: Name the harms first.");
    expect(blockText({ kind: "question", id: "q" })).toBe("");
  });
});
