import { readFile } from "node:fs/promises";
import { format } from "prettier";
import { expect, test } from "vitest";
import { commandsPage } from "./commands-page.ts";
import { program } from "./program.ts";

test("docs/commands.md says what the commands say; `npm run commands-page` writes it anew", async () => {
  const written = await readFile("docs/commands.md", "utf8");
  expect(written).toBe(await format(commandsPage(program), { parser: "markdown", printWidth: 110 }));
});
