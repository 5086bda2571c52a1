/**
 * An editor laid over a text area: colours for Markdown, a small toolbar and its keys. The text area stays in the form
 * and holds the same text, so that forms, autosave and browsers without scripts know nothing of it. Loaded on demand:
 * import it dynamically only.
 */
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { markdown, markdownKeymap } from "@codemirror/lang-markdown";
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { Annotation, EditorState } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { around, atLineStarts, link, type Command } from "./markdown-commands.ts";

/** Marks a change that came from the text area: it is not sent back there. */
const refilled = Annotation.define<boolean>();

interface Tool {
  readonly name: string;
  /** As CodeMirror writes it. */
  readonly key: string;
  readonly sign: string;
  readonly run: Command;
}
const TOOLS: readonly Tool[] = [
  { name: "Bold", key: "Mod-b", sign: "B", run: around("**") },
  { name: "Italic", key: "Mod-i", sign: "I", run: around("_") },
  { name: "List", key: "Mod-Shift-8", sign: "•", run: atLineStarts("- ") },
  { name: "Quote", key: "Mod-Shift-9", sign: "“", run: atLineStarts("> ") },
  { name: "Link", key: "Mod-k", sign: "↗", run: link },
];

const STYLE = HighlightStyle.define([
  { tag: tags.strong, class: "md-strong" },
  { tag: tags.emphasis, class: "md-emphasis" },
  { tag: tags.heading, class: "md-strong" },
  { tag: [tags.link, tags.url], class: "md-link" },
  { tag: [tags.processingInstruction, tags.quote, tags.monospace], class: "md-mark" },
]);

/** Lays an editor over a text area; what it returns takes it away again. */
export function layEditorOver(area: HTMLTextAreaElement): () => void {
  const { id } = area;
  const label = area.labels[0];
  if (label) label.id ||= `${id}-label`;
  const isClosed = area.matches(":disabled") || area.readOnly;
  const described = area.getAttribute("aria-describedby");
  const view = new EditorView({
    state: EditorState.create({
      doc: area.value,
      selection: { anchor: area.selectionStart, head: area.selectionEnd },
      extensions: [
        // A browser hides the attribute from scripts, and not the property.
        EditorView.cspNonce.of(document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce ?? ""),
        EditorState.allowMultipleSelections.of(false),
        EditorState.readOnly.of(isClosed),
        EditorView.editable.of(!isClosed),
        EditorView.lineWrapping,
        history(),
        markdown({ completeHTMLTags: false }),
        syntaxHighlighting(STYLE),
        // No binding for Tab: it goes on to the next field.
        keymap.of([
          ...TOOLS.map(({ key, run }) => ({ key, run, preventDefault: true })),
          ...markdownKeymap,
          ...defaultKeymap,
          ...historyKeymap,
        ]),
        EditorView.contentAttributes.of({
          id,
          tabindex: "0",
          spellcheck: "true",
          autocorrect: "on",
          autocapitalize: "sentences",
          ...(label ? { "aria-labelledby": label.id } : {}),
          ...(described === null ? {} : { "aria-describedby": described }),
          ...(area.getAttribute("aria-invalid") === "true" ? { "aria-invalid": "true" } : {}),
        }),
        EditorView.updateListener.of((update) => {
          const { anchor, head } = update.state.selection.main;
          if (update.docChanged && !update.transactions.some((one) => one.annotation(refilled))) {
            area.value = update.state.doc.toString();
            area.dispatchEvent(new Event("input", { bubbles: true }));
          }
          if (update.docChanged || update.selectionSet)
            area.setSelectionRange(Math.min(anchor, head), Math.max(anchor, head));
        }),
      ],
    }),
  });

  const toolbar = isClosed ? null : toolbarOf(view, id);
  const shell = document.createElement("div");
  shell.className = "markdown-editor";
  shell.dataset["rows"] = String(Math.min(area.rows, 12));
  shell.append(...(toolbar ? [toolbar] : []), view.dom);

  const hadFocus = document.activeElement === area;
  area.removeAttribute("id");
  area.hidden = true;
  area.after(shell);
  if (hadFocus) view.focus();

  const refill = () =>
    view.dispatch({
      changes: { from: 0, to: view.state.doc.length, insert: area.value },
      annotations: refilled.of(true),
    });
  const focus = () => view.focus();
  area.addEventListener("refill", refill);
  label?.addEventListener("click", focus);
  return () => {
    area.removeEventListener("refill", refill);
    label?.removeEventListener("click", focus);
    view.destroy();
    shell.remove();
    area.id = id;
    area.hidden = false;
  };
}

/** One stop for Tab; arrow keys go between its buttons. */
function toolbarOf(view: EditorView, controls: string): HTMLElement {
  const bar = document.createElement("div");
  bar.className = "markdown-tools";
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", "Formatting");
  bar.setAttribute("aria-controls", controls);
  const buttons = TOOLS.map(({ name, key, sign, run }, at) => {
    const button = document.createElement("button");
    const keys = key.replace("Mod", "Ctrl").replaceAll("-", "+");
    button.type = "button";
    button.className = `markdown-tool markdown-tool-${name.toLowerCase()}`;
    button.textContent = sign;
    button.title = `${name} (${keys})`;
    button.setAttribute("aria-label", name);
    button.setAttribute("aria-keyshortcuts", keys.replace("Ctrl", "Control"));
    button.tabIndex = at === 0 ? 0 : -1;
    // The selection stays where it is.
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", () => {
      run(view);
      view.focus();
    });
    return button;
  });
  bar.addEventListener("keydown", (event) => {
    const from = buttons.findIndex((one) => one === document.activeElement);
    const step = { ArrowRight: 1, ArrowLeft: -1, Home: -from, End: buttons.length - 1 - from }[event.key];
    if (step === undefined || from === -1) return;
    event.preventDefault();
    const to = buttons[(from + step + buttons.length) % buttons.length];
    for (const button of buttons) button.tabIndex = button === to ? 0 : -1;
    to?.focus();
  });
  bar.append(...buttons);
  return bar;
}
