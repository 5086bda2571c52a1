/** An officer's pages stay light: nothing of the studio's is loaded there. */
import { signIn } from "./people.ts";
import { expect, test } from "./serve.ts";

/** All scripts of an officer's first pages, as they come over the wire. */
const MOST_BYTES = 180_000;

test("an officer loads neither the editor nor the graph, and few kilobytes of scripts", async ({ page }) => {
  const scripts = new Map<string, Promise<number>>();
  page.on("requestfinished", (request) => {
    if (!request.url().endsWith(".js")) return;
    scripts.set(
      new URL(request.url()).pathname,
      request.sizes().then((sizes) => sizes.responseBodySize),
    );
  });
  await signIn(page, "constable");
  await page.goto("/modules/what-rj-is");
  await page.getByRole("button", { name: "Begin the lessons" }).click();
  await page.waitForURL(/\/1$/);
  await page.goto("/scenarios/the-hedge-and-the-music", { waitUntil: "networkidle" });
  const names = [...scripts.keys()];
  expect(names.length).toBeGreaterThan(3);
  expect(names.filter((name) => /markdown-editor|scenario-graph|editor-form|d3-/.test(name))).toEqual([]);
  const bytes = (await Promise.all(scripts.values())).reduce((sum, one) => sum + one, 0);
  expect(bytes, names.join("\n")).toBeLessThan(MOST_BYTES);
});
