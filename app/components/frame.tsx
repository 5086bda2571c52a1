import { useRouteLoaderData } from "@remix-run/react";
import type { ReactNode } from "react";
import { Page, type PageLink } from "./page.tsx";

/** What the root loader knows of the visit. */
export interface FrameValues {
  readonly force: string;
  readonly person: { readonly name: string } | null;
  readonly nav: readonly PageLink[];
  readonly demoNotice: string | null;
  /** Under which this browser keeps what the account wrote; null when nobody is signed in. */
  readonly keeper: string | null;
}

/** What the root loader knows of the visit; null where it could not say. */
export function useFrame(): FrameValues | null {
  return useRouteLoaderData<FrameValues>("root") ?? null;
}

const FOOTER: readonly PageLink[] = [
  { href: "/help", label: "Help" },
  { href: "/accessibility", label: "Accessibility" },
  { href: "/privacy", label: "Privacy" },
  { href: "/cookies", label: "Cookies" },
  { href: "/who-sees-what", label: "Who can see what" },
];

interface FrameProps {
  frame: FrameValues | null;
  title?: ReactNode;
  current?: string;
  /** For the studio. */
  wide?: boolean;
  children: ReactNode;
}

/** The page's frame around values that are at hand. */
export function Frame({ frame, title, current, wide, children }: FrameProps) {
  return (
    <Page
      title={title}
      nav={frame?.nav ?? []}
      current={current}
      wide={wide}
      person={frame?.person ?? null}
      force={frame?.force ?? "your force"}
      demoNotice={frame?.demoNotice}
      footerLinks={FOOTER}
    >
      {children}
    </Page>
  );
}

/** The frame of a page whose loader ran: it takes the values from the root loader. */
export function FramedPage(props: Omit<FrameProps, "frame">) {
  return <Frame frame={useFrame()} {...props} />;
}
