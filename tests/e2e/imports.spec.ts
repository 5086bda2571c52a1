/** An administrator brings an extract of a system of its own: upload, columns, check, apply, undo. */
import { readFile } from "node:fs/promises";
import { signIn } from "./people.ts";
import { expect, expectAccessible, test } from "./serve.ts";

const EXTRACT = [
  "Person Ref;Name;Contract;Grade;Command;Org Code;Org Name;FTE %;Joined;In Post Since;Gone",
  "NEW-1;Ŵyn, Siân;POL;PC;Headquarters;LD;Learning and Development;80;05-Mar-2018;05-Mar-2018;",
  "NEW-2;Jones, Owain;POL;PC;Headquarters;LD;Learning and Development;100;05-Mar-2018;31-Feb-2018;",
  "NEW-3;Prys, Llŷr;VOL;SC;Headquarters;XX;Horses;100;05-Mar-2018;05-Mar-2018;20-Mar-2018",
].join("\r\n");

test("an extract is uploaded, matched, looked at, applied and undone", async ({ page }) => {
  await signIn(page, "administrator");
  await page.getByRole("link", { name: "People" }).first().click();
  await page.getByRole("link", { name: "Imports" }).click();
  await page.getByRole("link", { name: "Import an extract" }).click();

  await page.getByRole("button", { name: "Upload and match columns" }).click();
  await expect(page.getByRole("alert")).toContainText("Choose the file");
  await page.getByLabel("The file").setInputFiles({
    name: "extract.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(EXTRACT),
  });
  await page.getByLabel("The day it describes").fill("2018-06-03");
  await page.getByLabel("The system it is from").fill("Horizon");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Upload and match columns" }).click();

  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Match the columns");
  await expectAccessible(page);
  // What the names of the columns tell is proposed; the rest is chosen.
  await expect(page.getByLabel("Employee number")).toHaveValue("Person Ref");
  await page.getByLabel("Whole name, if it is in one column (optional)").selectOption("Name");
  await page.getByLabel("Staff group").first().selectOption("Contract");
  await page.getByLabel("Unit name").selectOption("Org Name");
  await page.getByLabel("Last day in post (optional)").selectOption("Gone");
  await page.getByLabel("Full-time equivalent", { exact: true }).selectOption("percent");
  await page.getByLabel("Who is in the file").selectOption("everyone");
  await page.getByLabel("Staff group: POL").selectOption("officer");
  await page.getByLabel("Staff group: VOL").selectOption("special");
  await page.getByRole("button", { name: "Check what will change" }).click();

  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Check what will change");
  await expect(page.locator("main")).toContainText("people in post");
  await expect(page.locator("main")).toContainText("are missing");
  await expectAccessible(page);
  await page.getByRole("button", { name: /^Apply/ }).click();
  await expect(page.getByRole("alert")).toContainText("are missing from the file");

  await page.getByRole("link", { name: "Back to columns" }).click();
  await page.getByLabel("Who is in the file").selectOption("some");
  await page.getByRole("button", { name: "Check what will change" }).click();
  await expect(page.locator("#wrong")).toContainText("31-Feb-2018");
  await expect(page.locator("#leavers")).toContainText("last day in post 20 March 2018");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: /Download this row/ }).click(),
  ]);
  expect(await readFile(await download.path(), "utf8")).toContain("NEW-2,");
  await page.getByRole("button", { name: /^Apply \d+ changes/ }).click();

  await expect(page.getByRole("heading", { level: 1 })).toHaveText("extract.csv");
  await expect(page.locator("main")).toContainText("2 joined, 1 left");
  await expectAccessible(page);
  await page.getByText("Undo this import").click();
  await page.getByRole("button", { name: "Undo it as a whole" }).click();
  await expect(page.locator("main")).toContainText("Undone on");
  await page.getByRole("link", { name: "Imports" }).first().click();
  await expect(page.getByRole("row", { name: /extract\.csv/ })).toContainText("Undone");
});
