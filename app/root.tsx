import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useRouteError,
  useRouteLoaderData,
} from "@remix-run/react";
import { useEffect, type ReactNode } from "react";
import { Frame, useFrame } from "./components/frame.tsx";
import { forgetOthers } from "./components/kept-storage.ts";
import { useNonce } from "./components/nonce.tsx";
import { FocusKeeper } from "./components/focus-keeper.tsx";
import { open } from "./http/authorise.server.ts";
import { readFrame } from "./services/identity/read-frame.server.ts";
import styles from "./styles/main.scss?url";

export const links: LinksFunction = () => [
  { rel: "stylesheet", href: styles },
  { rel: "icon", href: "/favicon.svg", type: "image/svg+xml" },
];

/** Where a page could not be shown, its title says so; other pages have titles of their own. */
export const meta: MetaFunction = ({ error }) => [
  { title: error ? `${toldBy(error).title} - Amends` : "Amends" },
];

/** What the frame of every page needs: who is signed in, where they may go, what day it is. */
export function loader(args: LoaderFunctionArgs) {
  return open(args, ({ ctx, principal }) => Promise.resolve(readFrame(ctx, principal)));
}

export function Layout({ children }: { children: ReactNode }) {
  const nonce = useNonce();
  return (
    <html lang="en-GB">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

export default function Root() {
  const keeper = useFrame()?.keeper ?? null;
  useEffect(() => {
    if (keeper !== null) forgetOthers(keeper);
  }, [keeper]);
  return (
    <>
      <FocusKeeper />
      <Outlet />
    </>
  );
}

interface Told {
  readonly title: string;
  readonly wayOut: string;
}

/** What may be said of an error: our own words when it carries them, and nothing of what lies behind it when not. */
function toldBy(error: unknown): Told {
  const told = isRouteErrorResponse(error) ? ((error.data ?? {}) as Partial<Told>) : {};
  return {
    title: told.title ?? "Something went wrong here",
    wayOut:
      told.wayOut ??
      "It is not your doing, and every answer you had sent is kept. Go back and try again; if it happens twice, tell your administrator.",
  };
}

export function ErrorBoundary() {
  const error = useRouteError();
  const frame = useRouteLoaderData<typeof loader>("root");
  const { title, wayOut } = toldBy(error);
  return (
    <Frame frame={frame ?? null} title={title}>
      <p className="lead">{wayOut}</p>
      <p>
        <a href="/">Go to your start page</a>
      </p>
    </Frame>
  );
}
