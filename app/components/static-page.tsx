import { FramedPage } from "./frame.tsx";
import { Html } from "./html.tsx";

/** A page of plain prose. */
export function StaticPage({ title, html, current }: { title: string; html: string; current?: string }) {
  return (
    <FramedPage title={title} current={current}>
      <Html className="prose reading" html={html} />
    </FramedPage>
  );
}
