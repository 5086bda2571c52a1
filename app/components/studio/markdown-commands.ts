/** What the buttons over a Markdown text do to it. */
import { EditorSelection, type EditorState, type TransactionSpec } from "@codemirror/state";

/** What a command acts on: an editor, or what stands for one. */
interface Target {
  readonly state: EditorState;
  dispatch(spec: TransactionSpec): void;
}
export type Command = (target: Target) => boolean;

/** Puts a mark on both sides of what is selected, or takes it away from there. */
export const around =
  (mark: string): Command =>
  (target) => {
    const { state } = target;
    const { from, to } = state.selection.main;
    const outside =
      from >= mark.length &&
      state.sliceDoc(from - mark.length, from) === mark &&
      state.sliceDoc(to, to + mark.length) === mark;
    target.dispatch(
      outside
        ? {
            changes: [
              { from: from - mark.length, to: from },
              { from: to, to: to + mark.length },
            ],
          }
        : {
            changes: [
              { from, insert: mark },
              { from: to, insert: mark },
            ],
            selection: EditorSelection.range(from + mark.length, to + mark.length),
          },
    );
    return true;
  };

/** Begins every line that is selected with a mark, or takes it away where they all have it. */
export const atLineStarts =
  (mark: string): Command =>
  (target) => {
    const { doc, selection } = target.state;
    const first = doc.lineAt(selection.main.from).number;
    const last = doc.lineAt(selection.main.to).number;
    const lines = Array.from({ length: last - first + 1 }, (_, at) => doc.line(first + at));
    const all = lines.every((line) => line.text.startsWith(mark));
    target.dispatch({
      changes: lines.map(({ from }) => (all ? { from, to: from + mark.length } : { from, insert: mark })),
    });
    return true;
  };

/** Makes a link of what is selected, and selects its address to be written. */
export const link: Command = (target) => {
  const { from, to } = target.state.selection.main;
  const words = target.state.sliceDoc(from, to) || "words";
  const address = "https://";
  const begin = from + words.length + 3;
  target.dispatch({
    changes: { from, to, insert: `[${words}](${address})` },
    selection: EditorSelection.range(begin, begin + address.length),
  });
  return true;
};
