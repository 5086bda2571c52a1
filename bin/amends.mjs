#!/usr/bin/env node
import { run } from "./run.mjs";

await run("cli.mjs", "app/cli/main.ts");
