import type { ReactNode } from "react";
import { PublicPage, type SplitPageProps } from "./page.tsx";

export interface PublicDocumentProps extends SplitPageProps {
  title: string;
  /** The address of the styles. */
  styles: string;
  children: ReactNode;
}

/** A whole document for anyone: no session, no script, and no way to any other page. */
export function PublicDocument({ title, styles, ...page }: PublicDocumentProps) {
  return (
    <html lang="en-GB">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        <link rel="stylesheet" href={styles} />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
      </head>
      <body>
        <PublicPage {...page} />
      </body>
    </html>
  );
}
