/** `amends ledger`: one command a file. */
import type { Command } from "commander";
import { register as prove } from "./ledger-prove.ts";
import { register as replay } from "./ledger-replay.ts";
import { register as seal } from "./ledger-seal.ts";
import { register as transfer } from "./ledger-transfer.ts";
import { register as verify } from "./ledger-verify.ts";
import { register as verifyProof } from "./ledger-verify-proof.ts";

export function register(program: Command): void {
  const ledger = program.command("ledger").description("the statements and what is read from them");
  for (const register of [seal, verify, prove, verifyProof, replay, transfer]) register(ledger);
}
