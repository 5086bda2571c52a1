import { useLocation } from "@remix-run/react";
import { useEffect, useRef } from "react";

/**
 * After a move made without loading a page, puts the focus where a page load
 * would: at the start of the main part, or at the place where somebody carries on. An error summary takes it first.
 */
export function FocusKeeper() {
  const { key, hash } = useLocation();
  const first = useRef(true);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    if (hash.startsWith("#at-")) document.getElementById(hash.slice(1))?.focus({ preventScroll: true });
    if (hash || document.activeElement?.closest("[role=alert]")) return;
    document.getElementById("main")?.focus({ preventScroll: true });
  }, [key, hash]);
  return null;
}
