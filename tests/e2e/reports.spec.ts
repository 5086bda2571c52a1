/** An officer says that something is wrong; a trainer answers; the officer reads it where they wrote. */
import { signIn, signOut } from "./people.ts";
import { expect, expectAccessible, test } from "./serve.ts";

test("what an officer says is wrong is answered on the page it is about", async ({ page }) => {
  const here = "/modules/right-to-know/lessons/told-and-referred/1";
  await signIn(page, "constable");
  await page.goto("/modules/right-to-know");
  await page
    .getByRole("button", { name: "Begin the lessons" })
    .or(page.getByRole("link", { name: "Carry on with the lessons" }))
    .click();
  await page.waitForURL(/lessons/);
  await page.goto(here);
  await page.getByText("Something wrong here?").click();
  await expect(page.getByLabel("About which question?")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Send it" }).click();
  await expect(page.getByRole("alert")).toContainText("What is wrong: write what is wrong");
  await expectAccessible(page);
  await page.getByLabel("What is wrong?").fill("The second paragraph has a word missing.");
  await page.getByRole("button", { name: "Send it" }).click();
  await page.waitForURL(new RegExp(`${here}#`));
  await expect(page.getByText("It is with whoever answers for it.")).toBeVisible();

  await signOut(page);
  await signIn(page, "trainer");
  await page.goto("/studio");
  await page.getByRole("link", { name: /^What people say is wrong: 1 open/ }).click();
  await expect(page.getByText("“The second paragraph has a word missing.”")).toBeVisible();
  await expect(page.getByText("lesson told-and-referred, screen 1 · officer")).toBeVisible();
  await expect(page.getByText("Amelia Ashby")).toHaveCount(0);
  await expectAccessible(page);
  await page.getByLabel("Your answer").fill("Thank you: it is put right in the next version.");
  await page.getByRole("button", { name: "Answer" }).click();
  await expect(page.getByText("Answer: Thank you")).toBeVisible();
  await expectAccessible(page);

  await signOut(page);
  await signIn(page, "constable");
  await page.goto(here);
  await expect(page.getByText(/^Answer of .*: Thank you: it is put right/)).toBeVisible();
  await expectAccessible(page);
});
