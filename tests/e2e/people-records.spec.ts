/** An administrator looks somebody up, records their training by hand, takes it back, and defers it. */
import { signIn } from "./people.ts";
import { expect, expectAccessible, test } from "./serve.ts";

test("training is recorded, seen on a person's timeline, taken back, and deferred", async ({ page }) => {
  await signIn(page, "administrator");
  await page.goto("/people?q=DEMO-000009");
  const name = (await page.locator(".task-link").innerText()).trim();

  await page.getByLabel("As known on").fill("2017-10-10");
  await page.getByRole("button", { name: "Find" }).click();
  const then = page.getByText("As it was known on 10 October 2017");
  await expect(then).toBeVisible();
  await page.getByRole("link", { name }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
  await expect(then).toBeVisible();
  await expect(page.getByRole("row", { name: /Post/ })).toHaveCount(1);
  await expectAccessible(page);
  await page.getByRole("link", { name: "See what is known now" }).click();
  await expect(page.getByText("As it was known on")).toHaveCount(0);

  await page.goto("/people/training");
  await page.getByLabel("Employee number").fill("DEMO-000009");
  await page.getByLabel("Module").selectOption({ label: "Safe enough? Screening" });
  await page.getByLabel("Day on which it was completed").fill("2018-06-01");
  await page.getByLabel("Attended").check();
  await page.getByLabel("Given by").fill("Restorative Marlshire");
  await page.getByRole("button", { name: "Record it" }).click();
  await expect(page.getByRole("alert")).toContainText("say where the proof is");
  await page.getByLabel("Evidence").fill("Register 18/44");
  await page.getByRole("button", { name: "Record it" }).click();
  await expect(page.getByRole("status")).toContainText("1 new record");

  await page.goto("/people?q=DEMO-000009");
  await page.getByRole("link", { name }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
  const award = page.getByRole("row", { name: /1 June 2018.*Safe enough/ });
  await award.getByText(/^Take AMND/).click();
  await award.getByLabel("Reason").selectOption("no-evidence");
  await award.getByLabel("Agreed by").fill("DEMO-000009");
  await award.getByRole("button").click();
  await expect(page.getByRole("alert")).toContainText("nobody agrees to what concerns themselves");
  await award.getByLabel("Reason").selectOption("no-evidence");
  await award.getByLabel("Agreed by").fill("DEMO-000011");
  await award.getByRole("button").click();
  await expect(award).toContainText("taken back on 4 June 2018");
  await expectAccessible(page);

  await page.goto("/people/exemptions");
  await page.getByLabel("Employee number", { exact: true }).fill("DEMO-000009");
  await page.getByRole("radio", { name: /Deferral/ }).check();
  await page.getByLabel("Reason").selectOption("operational-need");
  await page.getByLabel("First day").fill("2018-06-05");
  await page.getByLabel("Last day", { exact: true }).last().fill("2018-07-31");
  await page.getByLabel("Agreed by").fill("DEMO-000011");
  await page.getByRole("button", { name: "Grant it" }).click();
  const row = page.getByRole("row", { name: new RegExp(name) });
  await expect(row).toContainText("5 June 2018 to 31 July 2018");
  await expectAccessible(page);
  await row.getByText(/^End it/).click();
  await row.getByRole("button", { name: "It never held" }).click();
  await expect(page.getByText("There are none.")).toBeVisible();
});
