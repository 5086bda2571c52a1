/** What the coverage commands ask about, as options. */
import type { Command } from "commander";
import { SERVICE_BANDS } from "#app/domain/coverage/target.ts";
import { AmendsError } from "#app/domain/errors.ts";
import { ROLES } from "#app/domain/identity/permissions.ts";
import { RANKS } from "#app/domain/roster/ranks.ts";
import { STAFF_GROUPS } from "#app/domain/roster/workforce.ts";
import { endOfDay, instantOf, isDay, type Instant } from "#app/domain/time.ts";

export interface ScopeOptions {
  target?: string;
  programme?: string;
  unit?: string;
  group?: string;
  rank?: string;
  role?: string;
  service?: string;
  force?: string;
}

/** A bare day means its end. */
export function knowledge(name: string, text: string): Instant {
  if (isDay(text)) return endOfDay(text);
  const instant = instantOf(text);
  if (instant) return instant;
  throw new AmendsError(
    "bad-input",
    `${name}: "${text}" is neither a day nor an instant`,
    "Write it as YYYY-MM-DD, or as 2018-06-04T09:00:00Z.",
  );
}

function oneOf<Word extends string>(
  name: string,
  text: string | undefined,
  words: readonly Word[],
): Word | undefined {
  if (text === undefined) return undefined;
  const word = words.find((one) => one === text);
  if (word) return word;
  throw new AmendsError("bad-input", `"${text}" is not a ${name}`, `Use one of ${words.join(", ")}.`);
}

/** What the options ask about. */
export function scopeOf(options: ScopeOptions) {
  if ((options.target === undefined) === (options.programme === undefined))
    throw new AmendsError(
      "bad-input",
      "Say either --target or --programme",
      "Targets: amends target list. The first programme is core.",
    );
  return {
    target: options.target,
    programme: options.programme,
    unit: options.unit,
    group: oneOf("group", options.group, STAFF_GROUPS),
    rank: oneOf("rank", options.rank, RANKS),
    role: oneOf("role", options.role, ROLES),
    service: oneOf("band of service", options.service, SERVICE_BANDS),
  };
}

/** The options that say what is asked about. */
export function withScope(command: Command): Command {
  return command
    .option("--target <slug>", "the target: its audience, programme and due day")
    .option("--programme <slug>", "or the programme that they must hold, whoever they are")
    .option("--unit <code>", "one unit and those below it")
    .option("--group <group>", `one of ${STAFF_GROUPS.join(", ")}`)
    .option("--rank <rank>", `one of ${RANKS.join(", ")}`)
    .option("--role <role>", "who holds a role, such as supervisor")
    .option("--service <band>", `time in the force: ${SERVICE_BANDS.join(", ")}`)
    .option("--force <slug>", "the force, where there are several");
}
