/** A scene's picture: chosen in its form, seen beside it, and shown to whoever plays it, on a narrow screen too. */
import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Page } from "@playwright/test";
import { PNG } from "#tests/fixtures/pictures.ts";
import { signIn } from "./people.ts";
import { ROOT } from "./prepare.ts";
import { expect, expectAccessible, test } from "./serve.ts";

const SCENARIO = "content/scenarios/the-hedge-and-the-music.yaml";
const png = (buffer: Buffer) => ({ name: "gate.png", mimeType: "image/png", buffer });

/** Publishes a scenario with a picture in its first scene. */
async function publishPicture(databaseUrl: string): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), "amends-picture-"));
  try {
    for (const folder of ["modules", "content"])
      cpSync(join(ROOT, folder), join(root, folder), { recursive: true });
    const text = readFileSync(join(root, SCENARIO), "utf8");
    const picture = "    picture: { file: hedge.png, alt: A hedge cut to stumps }\n";
    writeFileSync(join(root, SCENARIO), text.replace("    text: |\n", `${picture}    text: |\n`));
    writeFileSync(join(root, "content/scenarios/hedge.png"), PNG);
    const env = { ...process.env, DATABASE_URL: databaseUrl, AMENDS_MODE: "demo" };
    const command = [join(ROOT, "bin/amends.mjs"), "content", "publish", "--root", root];
    await promisify(execFile)(process.execPath, command, { cwd: ROOT, env });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** It has arrived, under the page's Content-Security-Policy, in the room that was left for it. */
async function expectShown(page: Page, name: string): Promise<void> {
  const picture = page.getByRole("img", { name });
  await expect(picture).toHaveAttribute("width", "24");
  await expect(picture).toHaveAttribute("height", "16");
  const answer = await page.request.get((await picture.getAttribute("src")) ?? "");
  expect(answer.headers()["content-type"]).toBe("image/png");
  expect(answer.headers()["cache-control"]).toContain("immutable");
  if (test.info().project.use.javaScriptEnabled !== false)
    expect(await picture.evaluate((one: HTMLImageElement) => one.decode().then(() => one.naturalWidth))).toBe(
      24,
    );
  await page.setViewportSize({ width: 320, height: 640 });
  expect((await picture.boundingBox())?.width).toBeLessThanOrEqual(320);
  if (test.info().project.use.javaScriptEnabled !== false)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await page.setViewportSize({ width: 1280, height: 800 });
}

test("a trainer gives a scene its picture, describes it and takes it away", async ({ page }) => {
  await signIn(page, "trainer");
  await page.goto("/studio/new");
  await page.getByLabel("What is it called?").fill("The gate");
  await page.getByRole("button", { name: "Begin", exact: true }).click();
  await page.waitForURL(/drafts\/[^/]+$/);
  await page.goto(`${new URL(page.url()).pathname}/scenes/first`);
  const form = page.getByRole("group", { name: "Picture", exact: true });
  const file = form.getByLabel("A file");
  // Longer than any other form may be: it gets as far as to be told why.
  await file.setInputFiles(png(Buffer.concat([PNG, Buffer.alloc(1_500_000)])));
  await form.getByRole("button", { name: "Put the picture in" }).click();
  await expect(page.getByRole("alert")).toContainText("The picture is 1,501 kB. Make it 500 kB or less.");
  await expectAccessible(page);

  await file.setInputFiles(png(PNG));
  await form.getByRole("button", { name: "Put the picture in" }).click();
  await expect(form.getByRole("button", { name: "Take the picture away" })).toBeVisible();
  const findings = page.getByRole("list", { name: "Findings about this scene" });
  await expect(findings).toContainText("no words for those who cannot see it");
  await form.getByLabel("What it shows").fill("A gate at dusk");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(findings).not.toContainText("cannot see it");
  await expectShown(page, "A gate at dusk");
  await expectAccessible(page);
  await form.getByRole("button", { name: "Take the picture away" }).click();
  await expect(page.getByRole("img", { name: "A gate at dusk" })).toHaveCount(0);
});

test("an officer sees the picture of a scene", async ({ page, server }) => {
  await publishPicture(server.databaseUrl);
  await signIn(page, "pcso");
  await page.goto("/scenarios/the-hedge-and-the-music");
  await page.getByRole("button", { name: /^(Begin|Play again|Carry on)$/ }).click();
  await page.waitForURL(/\/plays\//);
  await expectShown(page, "A hedge cut to stumps");
  await expectAccessible(page);
});
