/** A story from Twine becomes a draft, and a draft a file. */
import { signIn } from "./people.ts";
import { expect, expectAccessible, test } from "./serve.ts";

const TWEE = `:: StoryTitle
The lantern

:: Start
The gate hangs open.

[[Call out->The answer]]
[[Go in->The yard]]

:: The answer
He knows your voice.

:: The yard
(set: $x to 1)Nothing moves.
`;

test("a trainer brings a story from Twine, reads what is lost, and takes it with them", async ({ page }) => {
  await signIn(page, "trainer");
  await page.goto("/studio/new");
  await page.getByRole("link", { name: "Bring one from Twine, H5P or a YAML file" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Bring a scenario");
  await expectAccessible(page);
  const file = page.getByLabel("File");
  await file.setInputFiles({
    name: "story.bin",
    mimeType: "text/plain",
    buffer: Buffer.from([0xff, 0xfe, 0]),
  });
  await page.getByRole("button", { name: "Make a draft of it" }).click();
  await expect(page.getByRole("alert")).toContainText("The file is no text in UTF-8");
  await expectAccessible(page);

  await page.getByLabel("File").setInputFiles({
    ...{ name: "lantern.twee", mimeType: "text/plain" },
    buffer: Buffer.from(TWEE),
  });
  await page.getByRole("button", { name: "Make a draft of it" }).click();
  await expect(page.getByRole("status")).toContainText("“The lantern” is a draft now");
  await expect(page.getByText("The yard: A macro, a variable or a tag was left out.")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Open the draft" }).click();
  await page.waitForURL(/drafts\/[^/]+$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("The lantern");

  const yaml = await page.request.get(`${new URL(page.url()).pathname}/export/yaml`);
  expect(yaml.headers()["content-disposition"]).toBe('attachment; filename="the-lantern.yaml"');
  expect(await yaml.text()).toContain("title: The lantern");
  await page.goto("/studio/scenarios/meal-deal");
  const twee = await page.request.get(
    (await page.getByRole("link", { name: /for Twine/ }).getAttribute("href")) ?? "",
  );
  expect(await twee.text()).toContain(":: StoryTitle\nMeal deal");
});
