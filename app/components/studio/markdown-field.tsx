import { useEffect, useRef } from "react";
import { TextArea, type TextAreaProps } from "../forms/text-area.tsx";

/**
 * A text in Markdown or MDX: a text area, and in a browser an editor laid over it when it comes into view. What reads
 * or fills the text area goes on doing so; whoever fills it by script sends it the event `refill`.
 */
export function MarkdownField(props: TextAreaProps) {
  const field = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const area = field.current?.querySelector("textarea");
    if (!area) return;
    let take: (() => void) | null = null;
    let gone = false;
    const seen = new IntersectionObserver((entries) => {
      if (!entries.some((one) => one.isIntersecting)) return;
      seen.disconnect();
      void import("./markdown-editor.ts").then(
        ({ layEditorOver }) => {
          if (!gone) take = layEditorOver(area);
        },
        // Without a connection the text area does.
        () => undefined,
      );
    });
    seen.observe(area);
    return () => {
      gone = true;
      seen.disconnect();
      take?.();
    };
  }, []);
  return (
    <div className="markdown" ref={field}>
      <TextArea spellCheck {...props} />
    </div>
  );
}
