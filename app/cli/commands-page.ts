/** docs/commands.md, written from the commands themselves, so that it cannot say anything else than they do. */
import type { Command } from "commander";

const HEAD = `# The command

\`npm run -s amends -- …\` works on the database that \`DATABASE_URL\` names (\`file:…\` or \`postgres://…\`). \`--help\` after any command says the same as this page, which \`npm run commands-page\` writes.
`;

/** Every command that does something, below the one given; in the order in which they are registered. */
function leaves(command: Command): Command[] {
  const below = command.commands.flatMap(leaves);
  return command.commands.length === 0 || takesInput(command) ? [command, ...below] : below;
}

/** `amends coverage` answers by itself and has commands below it; most groups only hold theirs. */
const takesInput = (command: Command): boolean => command.options.length > 0;

function pathOf(command: Command): string {
  const names: string[] = [];
  for (let at: Command | null = command; at?.parent; at = at.parent) names.unshift(at.name());
  return names.join(" ");
}

function usageOf(command: Command): string {
  const taken = command.registeredArguments.map((argument) => {
    const word = argument.name().toUpperCase();
    return argument.required ? word : `[${word}]`;
  });
  return [pathOf(command), ...taken].join(" ");
}

/** The page as Markdown: a section for each first word, a heading and a list of options for each command. */
export function commandsPage(program: Command): string {
  const parts = [HEAD];
  for (const group of program.commands) {
    parts.push(`## ${group.name()}\n\n${sentence(group.description())}\n`);
    for (const command of leaves(group)) {
      if (command !== group) parts.push(`### ${usageOf(command)}\n\n${sentence(command.description())}\n`);
      const options = command.options.map(
        ({ flags, description, mandatory }) =>
          `- \`${flags}\`${mandatory ? " (needed)" : ""}${description ? `: ${description}` : ""}\n`,
      );
      if (options.length > 0) parts.push(options.join(""));
    }
  }
  return parts.join("\n");
}

const sentence = (words: string): string =>
  `${words.charAt(0).toUpperCase()}${words.slice(1)}${/[.!?]$/.test(words) ? "" : "."}`;
