/** Every migration, in order. A migration is frozen once it has landed. */
import type { Migration } from "kysely";
import * as spine from "./0001-spine.ts";

export const migrations: Record<string, Migration> = {
  "0001-spine": spine,
};
