import { TextArea, type TextAreaProps } from "../forms/text-area.tsx";

/** A text in Markdown. */
export function MarkdownField(props: TextAreaProps) {
  return <TextArea {...props} />;
}
