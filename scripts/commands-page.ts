/** `npm run commands-page`: writes docs/commands.md from the commands. */
import { writeFile } from "node:fs/promises";
import { format } from "prettier";
import { commandsPage } from "#app/cli/commands-page.ts";
import { program } from "#app/cli/program.ts";

const page = commandsPage(program);
await writeFile("docs/commands.md", await format(page, { parser: "markdown", printWidth: 110 }));
