/** Steady typing: at most two seconds of it are lost, and findings come from a thread that holds nobody up. */
import type { Browser, Page } from "@playwright/test";
import { stringify } from "yaml";
import { long, ownScenarios } from "#tests/fixtures/scenarios.ts";
import { signIn } from "./people.ts";
import { expect, test } from "./serve.ts";

const MAY_BE_LOST_MS = 2_000;
const KEYS_APART_MS = 40;

/** Types numbered words without a pause, and says when each was whole. */
async function typeSteadily(
  page: Page,
  name: string,
  words: number,
): Promise<{ word: string; at: number }[]> {
  const typed = [];
  await page.keyboard.press("Control+End");
  for (let number = 1; number <= words; number += 1) {
    const word = `${name}-${number}.`;
    await page.keyboard.type(` ${word}`, { delay: KEYS_APART_MS });
    typed.push({ word, at: Date.now() });
  }
  return typed;
}

/** The text as the server has it, read on another computer. */
async function textElsewhere(browser: Browser, url: string, address: string): Promise<string> {
  const context = await browser.newContext({ baseURL: url });
  const page = await context.newPage();
  await signIn(page, "publisher");
  await page.goto(address);
  const text = await page.locator("textarea[name=text]").inputValue();
  await context.close();
  return text;
}

test("a killed server and a lost connection cost two seconds of typing at most, and this browser offers those", async ({
  page,
  context,
  browser,
  server,
}) => {
  await signIn(page, "trainer");
  await page.goto("/studio/new");
  await page.getByLabel("What is it called?").fill("The steady hand");
  await page.getByRole("button", { name: "Begin" }).click();
  await page.waitForURL(/drafts\/[^/]+$/);
  const scene = `${new URL(page.url()).pathname}/scenes/first`;
  await page.goto("/studio");
  await page.getByRole("button", { name: /^Write version \d+ of What RJ is/ }).click();
  await page.waitForURL(/\/module$/);
  const lesson = new URL(page.url()).pathname.replace(/module$/, "lessons/harm-need-repair");

  const endings = [
    { address: scene, named: "The story", cut: () => server.kill(), mend: () => server.startAgain() },
    {
      address: lesson,
      named: "The text",
      cut: () => context.setOffline(true),
      mend: () => context.setOffline(false),
    },
  ];
  for (const { address, named, cut, mend } of endings) {
    const writing = await context.newPage();
    await writing.goto(address);
    await writing.getByRole("textbox", { name: named, exact: true }).focus();
    const typed = await typeSteadily(writing, "before", 14);
    const cutAt = Date.now();
    await cut();
    const more = await typeSteadily(writing, "after", 2);
    await writing.close();
    await mend();

    const kept = await textElsewhere(browser, server.url, address);
    const lost = typed.filter((one) => !kept.includes(one.word));
    expect(lost.filter((one) => cutAt - one.at > MAY_BE_LOST_MS)).toEqual([]);
    expect(kept).not.toContain(more[1]?.word);

    const again = await context.newPage();
    await again.goto(address);
    await again.getByRole("button", { name: "Put it back" }).click();
    const text = again.locator("textarea[name=text]");
    for (const { word } of [...typed, ...more]) await expect(text).toHaveValue(new RegExp(word));
    await expect(again.locator(".draft-saved")).toContainText(/^\s*Saved (?!on)/);
    await again.close();
  }
});

test("a save in a long scenario is answered with what the prover's thread finds, and others are answered meanwhile", async ({
  page,
}) => {
  const made = {
    ...long(ownScenarios(), 90, 5, true),
    slug: "ninety-doors",
    title: "Ninety doors",
  };
  await signIn(page, "trainer");
  await page.goto("/studio/import");
  await page
    .getByLabel("File")
    .setInputFiles({ name: "long.yaml", mimeType: "text/yaml", buffer: Buffer.from(stringify(made)) });
  await page.getByRole("button", { name: "Make a draft of it" }).click();
  await page.getByRole("link", { name: "Open the draft" }).click();
  await page.waitForURL(/drafts\/[^/]+$/);
  const { pathname } = new URL(page.url());
  const { answer, others } = await page.evaluate(async (draft) => {
    const body = new FormData();
    const typed = { part: "scenes/scene-3", revision: "1", text: "Nobody opens the door." };
    for (const [name, value] of Object.entries(typed)) body.set(name, value);
    let waiting = true;
    const asked = fetch(`${draft}/save`, { method: "POST", body, headers: { Accept: "application/json" } })
      .then(
        (response) => response.json() as Promise<{ revision: number; page: { frame: { warnings: number } } }>,
      )
      .finally(() => (waiting = false));
    let met = 0;
    for (; waiting; met += 1) await fetch("/sign-in", { cache: "no-store" });
    return { answer: await asked, others: met };
  }, pathname);
  expect(answer.revision).toBe(2);
  expect(answer.page.frame.warnings).toBeGreaterThan(0);
  // Worked out between two requests, it would let in one or two.
  expect(others).toBeGreaterThan(5);
});
