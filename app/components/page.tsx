import { Form, Link } from "@remix-run/react";
import type { FormEvent, ReactNode } from "react";
import { Icon } from "./icon.tsx";
import { forgetAll, isAnyWaiting } from "./kept-storage.ts";
import { Mark } from "./mark.tsx";
import { Notice } from "./notice.tsx";
import { SplitSeam } from "./seam.tsx";

export interface PageLink {
  href: string;
  label: string;
}

export interface PageProps {
  /** Shown as the page's `h1`; leave out where the page draws its own. */
  title?: ReactNode;
  children: ReactNode;
  nav?: readonly PageLink[];
  /** The `href` of the place in `nav` the reader is in. */
  current?: string;
  /** Who is signed in; nothing shows when nobody is. */
  person?: { name: string } | null;
  /** The force's name, for the footer. */
  force: string;
  /** A sentence for the demonstration banner, on every page while it is given. */
  demoNotice?: ReactNode;
  footerLinks?: readonly PageLink[];
  /** 1232 px wide in place of 1120, for the studio. */
  wide?: boolean;
  /** Hidden fields for the sign-out form, such as a token. */
  signOutFields?: ReactNode;
}

/** The frame of every signed-in page: skip link, header, the main part, footer. */
export function Page(props: PageProps) {
  const { title, children, nav = [], current, person, force, demoNotice, footerLinks = [], wide } = props;
  return (
    <div className={wide ? "page page-wide" : "page"}>
      <SkipLink />
      <header className="header">
        <div className="width header-row">
          <Link className="brand" to="/">
            <Mark size={34} />
            Amends
          </Link>
          {nav.length > 0 ? (
            <nav className="header-nav" aria-label="Main">
              <NavList nav={nav} current={current} />
            </nav>
          ) : null}
          {person ? <SignedIn name={person.name} fields={props.signOutFields} /> : null}
          {nav.length > 0 || person ? (
            <details className="menu">
              <summary>Menu</summary>
              <div className="menu-open">
                {nav.length > 0 ? (
                  <nav aria-label="Main">
                    <NavList nav={nav} current={current} />
                  </nav>
                ) : null}
                {person ? <SignedIn name={person.name} fields={props.signOutFields} /> : null}
              </div>
            </details>
          ) : null}
        </div>
      </header>
      {demoNotice ? <DemoBanner>{demoNotice}</DemoBanner> : null}
      <main id="main" tabIndex={-1} className="width main">
        {title ? <h1>{title}</h1> : null}
        {children}
      </main>
      <footer className="footer">
        <div className="width footer-row">
          <span>Amends, for {force}</span>
          {footerLinks.length > 0 ? (
            <ul className="footer-links">
              {footerLinks.map((link) => (
                <li key={link.href}>
                  <Link to={link.href}>{link.label}</Link>
                </li>
              ))}
            </ul>
          ) : null}
        </div>
      </footer>
    </div>
  );
}

/** The frame of a page for anyone: from here no other page can be reached. */
export function PublicPage({ children, force, demoNotice }: SplitPageProps) {
  return (
    <div className="page">
      <SkipLink />
      <header className="header">
        <div className="width header-row">
          <p className="brand">
            <Mark size={34} />
            Amends
          </p>
        </div>
      </header>
      {demoNotice ? <DemoBanner>{demoNotice}</DemoBanner> : null}
      <main id="main" tabIndex={-1} className="width main">
        {children}
      </main>
      <footer className="footer">
        <div className="width footer-row">
          <span>Amends, for {force}</span>
        </div>
      </footer>
    </div>
  );
}

export interface SplitPageProps {
  children: ReactNode;
  force: string;
  demoNotice?: ReactNode;
}

/** The sign-in page: what this is for on the left, the way in on the right. */
export function SplitPage({ children, force, demoNotice }: SplitPageProps) {
  return (
    <div className="split">
      <SkipLink />
      <header className="split-side on-block">
        <p className="brand">
          <Mark size={40} />
          Amends
        </p>
        <div className="split-words">
          <p className="split-title">What happened, who was harmed, and how to put it right.</p>
          <p>Restorative justice for police officers and PCSOs, in ten-minute pieces.</p>
        </div>
        <p className="split-force">{force}</p>
        <SplitSeam />
      </header>
      <main id="main" tabIndex={-1} className="split-main">
        {demoNotice ? (
          <Notice tone="warn">
            <p>{demoNotice}</p>
          </Notice>
        ) : null}
        {children}
      </main>
    </div>
  );
}

function SkipLink() {
  return (
    <a className="skip-link" href="#main">
      Skip to main content
    </a>
  );
}

function DemoBanner({ children }: { children: ReactNode }) {
  return (
    <aside className="demo-banner" aria-label="Demonstration">
      <div className="width">
        <Icon name="warn" />
        <p>{children}</p>
      </div>
    </aside>
  );
}

function NavList({ nav, current }: { nav: readonly PageLink[]; current: string | undefined }) {
  return (
    <ul>
      {nav.map((link) => (
        <li key={link.href}>
          <Link to={link.href} aria-current={link.href === current ? "true" : undefined}>
            {link.label}
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** What waits in this browser goes with whoever signs out; they are asked when that would lose something. */
function leaving(event: FormEvent<HTMLFormElement>): void {
  const sure =
    !isAnyWaiting() ||
    window.confirm(
      "An answer of yours has not gone off yet. Signing out removes it from this computer. Sign out?",
    );
  if (sure) forgetAll();
  else event.preventDefault();
}

function SignedIn({ name, fields }: { name: string; fields: ReactNode }) {
  return (
    <div className="signed-in">
      <strong>{name}</strong>
      <Form method="post" action="/sign-out" reloadDocument onSubmit={leaving}>
        {fields}
        <button className="link-button" type="submit">
          Sign out
        </button>
      </Form>
    </div>
  );
}
