/** Hostile text, and watching a page for what it must not do with it. */
import type { Page } from "@playwright/test";

/** Text that would run, were it let through; none of it is. */
export const REFUSED = [
  "{globalThis.pwned = 1}",
  '<Say onClick="globalThis.pwned=1" style="color:red">\n\nHi\n\n</Say>',
  '<img src="x" onerror="globalThis.pwned=1" />',
  "<script>globalThis.pwned=1</script>",
  '<iframe src="https://evil.example" />',
  'import x from "https://evil.example/x.js"',
  "[a](javascript:globalThis.pwned=1)",
  "[a](data:text/html;base64,PHNjcmlwdD4=)",
  "![a](https://evil.example/a.png)",
  `${"> ".repeat(60)}a`,
];

/** Text that the subset lets through, dressed as what would run. */
export const LET_THROUGH = [
  "Write `<script>globalThis.pwned=1</script>` and \\<img src=x onerror=alert(1)\\> as text.",
  "&lt;script&gt;alert(1)&lt;/script&gt; &lt;iframe src=javascript:alert(1)&gt; \\{globalThis.pwned = 1\\}",
  '[a page elsewhere](https://example.org/"onmouseover="globalThis.pwned=1 "x\\" onfocus=\\"alert(1)")',
  '[the page about help](/help?x=<svg/onload=alert(1)>) <Term id="capacity">\\"onclick=alert(1)</Term>',
  '<Example title="&quot;><script>globalThis.pwned=1</script>">\n\n```html\n<script>alert(1)</script>\n```\n\n</Example>',
  '<Reveal title="javascript:alert(1)">\n\nSaid <!--slot:0--> and style="x".\n\n</Reveal>'.replace(
    "<!--slot:0-->",
    "&lt;!--slot:0--&gt;",
  ),
].join("\n\n");

const REFUSED_BY_POLICY = "Content-Security-Policy refused";

/** What a page did that it should not have; filled as it happens. */
export async function watched(page: Page): Promise<string[]> {
  const seen: string[] = [];
  const origin = new URL(page.url()).origin;
  page.on("dialog", (dialog) => {
    seen.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("request", (request) => {
    const { protocol, origin: to } = new URL(request.url());
    if (protocol !== "data:" && protocol !== "blob:" && to !== origin) seen.push(`request ${request.url()}`);
  });
  page.on("console", (message) => {
    if (message.text().startsWith(REFUSED_BY_POLICY)) seen.push(message.text());
  });
  page.on("pageerror", (error) => seen.push(`error ${error.message}`));
  await page.addInitScript(
    (prefix) =>
      document.addEventListener("securitypolicyviolation", (event) => {
        const { effectiveDirective, blockedURI, sourceFile, sample, target } = event;
        // Ours: zod asks whether it may compile, and the editor measures a line of its own. Both take no for an answer.
        if (blockedURI === "eval" || (target instanceof Element && target.matches(".cm-line"))) return;
        const at = target instanceof Element ? target.outerHTML.slice(0, 200) : "document";
        console.error(`${prefix} ${effectiveDirective} ${blockedURI} by ${sourceFile} "${sample}" at ${at}`);
      }),
    REFUSED_BY_POLICY,
  );
  return seen;
}

/** Everything in a part of the page that could run, point out of the house by itself, or restyle it. */
export async function unsafeIn(page: Page, selector: string): Promise<string[]> {
  return page
    .locator(selector)
    .evaluateAll((roots) =>
      roots.flatMap((root) =>
        [...root.querySelectorAll("*")].flatMap((element) => [
          ...(/^(script|iframe|object|embed|base|meta|link|style)$/i.test(element.tagName)
            ? [element.outerHTML.slice(0, 100)]
            : []),
          ...[...element.attributes]
            .filter(
              ({ name, value }) =>
                /^on/i.test(name) ||
                name === "style" ||
                (/^(href|src|action|formaction)$/i.test(name) &&
                  /^\s*(javascript|data|vbscript):/i.test(value)),
            )
            .map(({ name, value }) => `${name}=${value}`.slice(0, 100)),
        ]),
      ),
    );
}
