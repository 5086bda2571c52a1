/** `npm run screenshot`: pictures of a running demonstration for README, at BASE_URL (default http://127.0.0.1:3000). */
import { mkdirSync } from "node:fs";
import { chromium } from "@playwright/test";
import { findChromium } from "./chromium.mjs";

const BASE = process.env.BASE_URL ?? "http://127.0.0.1:3000";
const FOLDER = "docs/images";

const browser = await chromium.launch({
  executablePath: await findChromium(),
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
try {
  mkdirSync(FOLDER, { recursive: true });
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, locale: "en-GB" });
  const be = async (name: string) => {
    await page.context().clearCookies();
    await page.goto(`${BASE}/sign-in`);
    await page.getByRole("button", { name: new RegExp(name) }).click();
    await page.getByRole("button", { name: "Sign out" }).first().waitFor();
  };
  const picture = (name: string) => page.screenshot({ path: `${FOLDER}/${name}.png` });
  await be("Rowan Achebe");
  await picture("coverage");
  await be("Amelia Ashby");
  await picture("home");
  await page.goto(`${BASE}/modules/what-rj-is`);
  await page
    .getByRole("button", { name: "Begin the lessons" })
    .or(page.getByRole("link", { name: "Carry on with the lessons" }))
    .click();
  await page.waitForURL(/lessons/);
  await picture("lesson");
  await page.goto(`${BASE}/scenarios/the-hedge-and-the-music`);
  await page.getByRole("button", { name: /Begin|Carry on|Play again/ }).click();
  await page.waitForURL(/plays/);
  await picture("scenario");
} finally {
  await browser.close();
}
