import { EditorState, type TransactionSpec } from "@codemirror/state";
import { expect, it } from "vitest";
import { around, atLineStarts, link, type Command } from "./markdown-commands.ts";

/** Runs commands on a text whose selection stands between two bars, and shows both again. */
function after(text: string, ...commands: readonly Command[]): string {
  const [before = "", selected = "", rest = ""] = text.split("|");
  const end = before.length + selected.length;
  let state = EditorState.create({
    doc: before + selected + rest,
    selection: { anchor: before.length, head: end },
  });
  for (const command of commands)
    command({ state, dispatch: (spec: TransactionSpec) => void (state = state.update(spec).state) });
  const { from, to } = state.selection.main;
  return `${state.sliceDoc(0, from)}|${state.sliceDoc(from, to)}|${state.sliceDoc(to)}`;
}

it("makes words bold and italic, and takes it back", () => {
  expect(after("She |never| rang.", around("**"))).toBe("She **|never|** rang.");
  expect(after("She |never| rang.", around("**"), around("**"))).toBe("She |never| rang.");
  expect(after("|| rang.", around("_"))).toBe("_||_ rang.");
});

it("makes lists and quotes of whole lines, and takes them back", () => {
  expect(after("One\nT|wo\nThr|ee", atLineStarts("- "))).toBe("One\n- T|wo\n- Thr|ee");
  expect(after("One\nT|wo\nThr|ee", atLineStarts("> "), atLineStarts("> "))).toBe("One\nT|wo\nThr|ee");
});

it("makes a link and selects its address", () => {
  expect(after("See |the card|.", link)).toBe("See [the card](|https://|).");
  expect(after("||", link)).toBe("[words](|https://|)");
});
