import { cases as endings } from "./cases/endings.js";
import { cases as endurance } from "./cases/endurance.js";
import { cases as entry } from "./cases/entry.js";
import { cases as memory } from "./cases/memory.js";
import { cases as pitfalls } from "./cases/pitfalls.js";
import { cases as registers } from "./cases/registers.js";
import { cases as sharedMemory } from "./cases/shared-memory.js";
import { cases as sharedMemoryEndings } from "./cases/shared-memory-endings.js";
import { cases as streams } from "./cases/streams.js";
import { cases as systemCalls } from "./cases/system-calls.js";
import { cases as tracing } from "./cases/tracing.js";
import type { Case } from "./harness.js";

export const suites: Case[] = [
  ...memory,
  ...sharedMemory,
  ...sharedMemoryEndings,
  ...streams,
  ...tracing,
  ...registers,
  ...systemCalls,
  ...pitfalls,
  ...entry,
  ...endings,
  ...endurance,
];
