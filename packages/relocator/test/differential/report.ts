import { type Instruction, isWideThumb } from "@armstalker/isa";
import { disassemble } from "@armstalker/oracles";
import type { CampaignResult, Difference } from "./campaign.js";

const hex = (value: number): string => `0x${value.toString(16)}`;

/** A difference as text from which it can be made again: states, code at home and moved, and what differs. */
export function describeDifference({ trial, verdict, stream }: Difference, seed: number): string {
  const { block, moved, to, state } = trial;
  const registers = Array.from(state.r ?? [], (value, index) => `r${index}=${hex(value)}`).join(" ");
  return [
    `seed ${seed}, stream ${stream}, ${block.set}, ${hex(block.from)} to ${hex(to)}`,
    `  ${registers} CPSR=${hex(state.cpsr ?? 0)} FPSCR=${hex(state.fpscr ?? 0)}`,
    "  at home:",
    ...block.instructions.map(
      (instruction) => `    ${hex(instruction.address)}  ${bytesOf(instruction)}  ${instruction}`,
    ),
    "  moved:",
    ...movedLines(trial),
    `  map: ${moved.map.map((each) => `${hex(each.from)}>${hex(each.to)}`).join(" ")}`,
    `  differences:`,
    ...verdict.differences.map((each) => `    ${each}`),
  ].join("\n");
}

const bytesOf = ({ bytes }: Instruction): string => Buffer.from(bytes).toString("hex").padEnd(8);

/** The moved code as the GNU disassembler sees it, literals and all. */
function movedLines({ block, moved, to }: Difference["trial"]): string[] {
  const { code } = moved;
  const view = new DataView(code.buffer, code.byteOffset, code.length);
  const lines: string[] = [];
  for (let offset = 0; offset < code.length; ) {
    let size = block.set === "a32" ? 4 : 2;
    let word = 0;
    if (offset + size > code.length) break;
    if (size === 4) word = view.getUint32(offset, true);
    else {
      word = view.getUint16(offset, true);
      if (isWideThumb(word) && offset + 4 <= code.length) {
        size = 4;
        word = ((word << 16) | view.getUint16(offset + 2, true)) >>> 0;
      }
    }
    const [line] = disassemble("gnu", block.set, Uint32Array.of(word));
    // Targets are those of the instruction at the address that the disassembler gave it.
    const place = line!.address === 0 ? "" : ` (as if at ${hex(line!.address)})`;
    lines.push(
      `    ${hex(to + offset)}  ${word
        .toString(16)
        .padStart(2 * size, "0")
        .padEnd(8)}  ${line!.text}${place}`,
    );
    offset += size;
  }
  return lines;
}

/** Strata of instructions that are undefined to an emulator without coprocessors. */
export const isCoprocessor = (stratum: string): boolean => /^(CDP|MCR|MRC|MCRR|MRRC|LDC|STC)/.test(stratum);

/** What a campaign did, for the test's output. */
export function summary(result: CampaignResult, name: string, seconds: number): string {
  const { outcomes, coverage, refusals, places } = result;
  const total = Object.values(outcomes).reduce((sum, each) => sum + each, 0);
  const [rarest, least] = [...coverage].filter(([each]) => !isCoprocessor(each)).sort(([, a], [, b]) => a - b)[0]!;
  return [
    `${name}: ${total} blocks run twice in ${seconds.toFixed(1)} s, ${result.compared} instructions compared in full; ${result.strata} strata, the rarest ${least} times (${rarest})`,
    `  outcomes: ${list(Object.entries(outcomes))}`,
    `  places: ${list(Object.entries(places))}`,
    `  refused: ${list([...refusals]) || "none"}`,
  ].join("\n");
}

const list = (entries: readonly (readonly [string, number])[]): string =>
  entries.map(([name, count]) => `${name} ${count}`).join(", ");
