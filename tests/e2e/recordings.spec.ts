/** Recordings in a lesson: their own controls, words for who cannot hear or see them, and parts for who skips. */
import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { signIn } from "./people.ts";
import { ROOT } from "./prepare.ts";
import { expect, expectAccessible, test } from "./serve.ts";

const LESSON = "modules/what-rj-is/01-harm-need-repair.mdx";

/** Publishes the module with a sound and a film in its first screen. */
async function publishRecordings(databaseUrl: string): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), "amends-recordings-"));
  try {
    for (const folder of ["modules", "content"])
      cpSync(join(ROOT, folder), join(root, folder), { recursive: true });
    cpSync(join(ROOT, "tests/fixtures/recordings"), join(root, "modules/what-rj-is"), { recursive: true });
    const text = readFileSync(join(root, LESSON), "utf8");
    const added =
      '<Question id="nolan-kitchen" />\n\n<Audio src="./tone.wav" title="A tone">\n\nOne note.\n\n</Audio>\n\n' +
      '<Video src="./square.webm" title="A square" captions="./square.vtt">\n\nA square turns black.\n\n</Video>';
    writeFileSync(join(root, LESSON), text.replace('<Question id="nolan-kitchen" />', added));
    const env = { ...process.env, DATABASE_URL: databaseUrl, AMENDS_MODE: "demo" };
    const command = [join(ROOT, "bin/amends.mjs"), "content", "publish", "--root", root];
    await promisify(execFile)(process.execPath, command, { cwd: ROOT, env });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

test("a recording is played by the browser's own controls, has its words beside it, and comes in parts", async ({
  page,
  server,
}) => {
  await publishRecordings(server.databaseUrl);
  await signIn(page, "pcso");
  await page.goto("/modules/what-rj-is");
  await page.getByRole("button", { name: "Begin the lessons" }).click();
  await page.waitForURL(/\/1$/);
  for (const kind of ["audio", "video"]) {
    const player = page.locator(kind);
    await expect(player).toHaveAttribute("controls", "");
    await expect(player).toHaveAttribute("preload", "none");
    await expect(player).not.toHaveAttribute("autoplay");
  }
  await page.getByText("Transcript of “A square”").click();
  await expect(page.getByText("A square turns black.")).toBeVisible();
  const captions = (await page.locator("video track").getAttribute("src")) ?? "";
  const words = await page.request.get(captions);
  expect(words.headers()["content-type"]).toBe("text/vtt; charset=utf-8");
  expect(await words.text()).toMatch(/^WEBVTT/);

  const address = (await page.locator("audio source").getAttribute("src")) ?? "";
  const whole = await page.request.get(address);
  expect(whole.headers()).toMatchObject({ "content-type": "audio/wav", "accept-ranges": "bytes" });
  const size = (await whole.body()).length;
  const part = await page.request.get(address, { headers: { range: "bytes=44-143" } });
  expect(part.status()).toBe(206);
  expect(part.headers()["content-range"]).toBe(`bytes 44-143/${size}`);
  expect(await part.body()).toEqual((await whole.body()).subarray(44, 144));
  const beyond = await page.request.get(address, { headers: { range: `bytes=${size}-` } });
  expect(beyond.status()).toBe(416);
  await expectAccessible(page);
  if (test.info().project.use.javaScriptEnabled === false) return;

  // The browser takes both, under the page's Content-Security-Policy.
  const lengths = await page.evaluate(() =>
    Promise.all(
      [...document.querySelectorAll<HTMLMediaElement>("audio, video")].map(
        (player) =>
          new Promise<number>((resolve, reject) => {
            player.addEventListener("loadedmetadata", () => resolve(player.duration));
            player
              .querySelector("source")
              ?.addEventListener("error", () => reject(new Error(player.tagName)));
            player.preload = "metadata";
            player.load();
          }),
      ),
    ),
  );
  expect(lengths[0]).toBeCloseTo(0.25);
  expect(lengths[1]).toBeGreaterThan(0);
});
