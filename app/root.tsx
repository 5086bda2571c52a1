import type { LinksFunction, LoaderFunctionArgs } from "@remix-run/node";
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
import type { ReactNode } from "react";
import { Frame } from "./components/frame.tsx";
import { useNonce } from "./components/nonce.tsx";
import { FocusKeeper } from "./components/focus-keeper.tsx";
import { open } from "./http/authorise.server.ts";
import { readFrame } from "./services/identity/read-frame.server.ts";
import styles from "./styles/main.scss?url";

export const links: LinksFunction = () => [
  { rel: "stylesheet", href: styles },
  { rel: "icon", href: "/favicon.svg", type: "image/svg+xml" },
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
  return (
    <>
      <FocusKeeper />
      <Outlet />
    </>
  );
}

interface Told {
  title?: string;
  wayOut?: string;
}

export function ErrorBoundary() {
  const error = useRouteError();
  const frame = useRouteLoaderData<typeof loader>("root");
  const told: Told = isRouteErrorResponse(error) ? ((error.data ?? {}) as Told) : {};
  const title = told.title ?? "Something went wrong here";
  const wayOut =
    told.wayOut ??
    "It is not your doing, and every answer you had sent is kept. Go back and try again; if it happens twice, tell your administrator.";
  return (
    <>
      <title>{`${title} - Amends`}</title>
      <Frame frame={frame ?? null} title={title}>
        <p className="lead">{wayOut}</p>
        <p>
          <a href="/">Go to your start page</a>
        </p>
      </Frame>
    </>
  );
}
