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

/** Two lines that a report puts above its heading, and bars between the fields. */
const REPORT = [
  "Horizon HR",
  "Printed on 3 June 2018",
  "Person Ref|Surname|Forenames|Contract|Grade|Org Code|Org Name|Joined",
  "NEW-9|Byr|Nia|POL|Police Constable|LD|Learning and Development|05/03/2018",
].join("\n");

test("how a file is written is said from the keyboard, and remembered for the next file", async ({
  page,
}) => {
  const upload = async (asAt: string) => {
    await page.goto("/people/imports/new");
    const buffer = Buffer.from(REPORT);
    await page.getByLabel("The file").setInputFiles({ name: "report.txt", mimeType: "text/plain", buffer });
    await page.getByLabel("The day it describes").fill(asAt);
    await page.getByLabel("The system it is from").fill("Printed");
    await page.getByRole("button", { name: "Upload and match columns" }).click();
  };
  await signIn(page, "administrator");
  await upload("2018-06-02");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Match the columns");
  await expect(page.getByLabel("Between two fields")).toBeHidden();
  await page.locator("summary", { hasText: "How the file is written" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Between two fields")).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.getByLabel("Letters")).toBeFocused();
  await page.getByLabel("Between two fields").selectOption("|");
  await page.getByLabel("The line that names the columns").fill("3");
  await page.getByRole("button", { name: "Read the file again so" }).press("Enter");
  await expect(page.locator("main")).toContainText("1 row and 8 columns");
  await expect(page.getByLabel("Employee number")).toHaveValue("Person Ref");
  await page.getByLabel("Staff group").first().selectOption("Contract");
  await page.getByLabel("Unit name").selectOption("Org Name");
  await page.getByLabel("Who is in the file").selectOption("some");
  await page.getByLabel("Staff group: POL").selectOption("officer");
  await page.getByRole("button", { name: "Check what will change" }).click();
  await expect(page.locator("#joiners")).toContainText("Nia Byr");
  await page.getByRole("button", { name: /^Apply/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("report.txt");
  // The next file of the same system needs no columns.
  await upload("2018-06-03");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Check what will change");
  await expect(page.locator("main")).toContainText("Of 1 row from Printed, 1 can be read");
});

test("a file of training tells its wrong row by line and column, and brings the others", async ({ page }) => {
  const rows = [
    "Employee Number,Module,Completed On,Outcome,Provider",
    "DEMO-000009,safe-enough,01/06/2018,Pass,Restorative Marlshire",
    "DEMO-000011,safe-enough,31/06/2018,Pass,Restorative Marlshire",
  ];
  await signIn(page, "administrator");
  await page.goto("/people/training");
  await page.getByLabel("The file").setInputFiles({
    name: "register.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(rows.join("\n")),
  });
  await page.getByLabel("The system it is from").fill("Register");
  await page.getByRole("button", { name: "Upload and match columns" }).click();
  await page.getByRole("button", { name: "Check what will change" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Check what it brings");
  await expect(page.locator("#wrong").getByRole("row").nth(1)).toContainText(
    /3\s*Completed On\s*31\/06\/2018.*is not a day/i,
  );
  await expectAccessible(page);
  await page.getByRole("button", { name: "Apply 1 new record" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("register.csv");
  await expect(page.locator("main")).toContainText("1 new");
  await page.goto("/people?q=DEMO-000009");
  await page.locator(".task-link").click();
  await expect(page.getByRole("row", { name: /1 June 2018.*Safe enough/ })).toBeVisible();
});
