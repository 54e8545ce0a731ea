import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Random } from "@armstalker/oracles";
import { EXCLUSIVE_END, EXCLUSIVE_LOAD, printProgram, type RandomProgram } from "./program.js";
import { AREA_SIZE, COMPARED_AREA_SIZE } from "./scope.js";

/** How often each program is executed, with other registers each time. */
export const PASSES = 2;
/** What a program leaves, in words: r0 to r12 and LR, CPSR, FPSCR, SP, d0 to d31, and the memory it may change. */
export const RESULT_WORDS: number = 14 + 3 + 64 + COMPARED_AREA_SIZE / 4;
const INPUT_WORDS = 13;
/** Keeps the inputs' random numbers apart from those that programs are made of. */
const INPUTS = 0x5eed0000;
const NZCVQ_AND_GE = 0xf80f0000;

export const resultNames: readonly string[] = [
  ...Array.from({ length: 13 }, (_, number) => `r${number}`),
  "lr",
  "cpsr",
  "fpscr",
  "sp",
  ...Array.from({ length: 64 }, (_, number) => `s${number}`),
  ...Array.from({ length: COMPARED_AREA_SIZE / 4 }, (_, number) => `memory+${4 * number}`),
];

/** An ARM program that executes random programs one after the other, {@link PASSES} times, and writes what they leave to its standard output. */
export interface Bed {
  readonly path: string;
  readonly programs: readonly RandomProgram[];
  /** The instruction that calls the programs. */
  readonly callSite: number;
  /** Exclusive loads, and the stores and CLREX that end their claims: addresses without bit 0. */
  readonly exclusives: { readonly loads: ReadonlySet<number>; readonly ends: ReadonlySet<number> };
  /** Functions by name, with bit 0 for T32. */
  readonly functions: ReadonlyMap<string, number>;
  readonly remove: () => void;
}

/** Whether the program itself could change its code: the stalker trusts it less then. */
export type CodePages = "read-only" | "writable";

const source = (programs: readonly RandomProgram[], pages: CodePages): string => `
        .syntax unified
        .arch armv7ve
        .fpu neon-vfpv4
        ${pages === "writable" ? '.section code, "awx", %progbits' : ".text"}
        .globl _start
        .type _start, %function
        .arm
_start: ldr sp, =stack_end
next:   ldr r0, =cursor
        ldmia r0, {r4, r5, r6, r7}      @ entries, inputs, results, how many are left
        subs r7, r7, #1
        bmi done
        mov lr, r5
        ldr r1, =area
        ldr r2, =pattern
        .rept ${AREA_SIZE / 32}
        ldmia r2!, {r3, r5, r6, r8-r12}
        stmia r1!, {r3, r5, r6, r8-r12}
        .endr
        mov r3, #0
        str r3, [r1]
        str r3, [r1, #4]
        vmsr fpscr, r3
        ldr r2, =pattern
        vldmia r2!, {d0-d15}
        vldmia r2!, {d16-d31}
        ldr r1, [lr], #4
        mov r8, lr
        add r5, lr, #${4 * (INPUT_WORDS - 1)}
        ldr lr, [r4], #4
        str r4, [r0], #4
        str r5, [r0], #8
        str r7, [r0]
        ldr r7, =area
        msr APSR_nzcvqg, r1
        ldmia r8, {r0-r6, r8-r12}
call_site: blx lr
        push {r0-r12, lr}
        mrs r4, cpsr
        vmrs r5, fpscr
        mov r6, sp
        ldr r0, =cursor
        ldr r1, [r0, #8]
        ldmia sp!, {r7-r12, lr}
        stmia r1!, {r7-r12, lr}
        ldmia sp!, {r7-r12, lr}
        stmia r1!, {r7-r12, lr}
        stmia r1!, {r4-r6}
        vstmia r1!, {d0-d15}
        vstmia r1!, {d16-d31}
        ldr r2, =area
        .rept ${COMPARED_AREA_SIZE / 24}
        ldmia r2!, {r4-r9}
        stmia r1!, {r4-r9}
        .endr
        str r1, [r0, #8]
        b next
done:   ldr r5, =results
        sub r6, r6, r5
write:  mov r0, #1
        mov r1, r5
        mov r2, r6
        mov r7, #4
        svc #0
        cmp r0, #0
        ble fail
        add r5, r5, r0
        subs r6, r6, r0
        bgt write
        mov r0, #0
        mov r7, #1
        svc #0
fail:   mov r0, #1
        mov r7, #1
        svc #0
        b fail
        .ltorg

${programs.map(printProgram).join("\n")}

        .data
        .p2align 3
cursor: .word entries, inputs, results, ${PASSES * programs.length}
entries:
        .rept ${PASSES}
        .word ${programs.map(({ functions }) => functions[0]!.name).join("\n        .word ")}
        .endr
inputs: .incbin "inputs.bin"
pattern: .incbin "pattern.bin"
        .bss
        .p2align 8
area:   .space ${COMPARED_AREA_SIZE}
        .p2align 8
results: .space ${PASSES * programs.length * RESULT_WORDS * 4}
        .space 65536
stack_end: .space 64
`;

/** Programs that do not assemble, or do not end well under the plain emulator: a fault of theirs. */
export class BedError extends Error {
  override readonly name = "BedError";
}

/**
 * Builds it with GNU's assembler and linker. Programs of a seed get the same registers and memory in each bed.
 *
 * @throws {BedError} what GNU's tools say
 */
export function buildBed(seed: number, programs: readonly RandomProgram[], pages: CodePages = "read-only"): Bed {
  const folder = mkdtempSync(join(tmpdir(), "armstalker-random-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    writeFileSync(join(folder, "bed.S"), source(programs, pages));
    writeFileSync(join(folder, "inputs.bin"), inputs(seed, programs));
    writeFileSync(join(folder, "pattern.bin"), words(new Random(seed, -1), AREA_SIZE / 4));
    const path = join(folder, "bed");
    const options = ["-nostdlib", "-static", "-Wl,-Ttext=0x20000", "-Wl,--build-id=none", "-Wa,-W"];
    run("arm-linux-gnueabihf-gcc", [...options, "-o", path, "bed.S"], folder);
    const symbols = symbolsOf(readFileSync(path));
    const functions = new Map<string, number>();
    for (const [name, value] of symbols) if (/^f\d+_\d+$/.test(name)) functions.set(name, value);
    const withPrefix = (prefix: string) =>
      new Set([...symbols].filter(([name]) => name.startsWith(prefix)).map(([, value]) => value));
    const exclusives = { loads: withPrefix(EXCLUSIVE_LOAD), ends: withPrefix(EXCLUSIVE_END) };
    return { path, programs, callSite: symbols.get("call_site")!, exclusives, functions, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

function run(command: string, args: readonly string[], cwd: string): void {
  const { status, stderr, error } = spawnSync(command, args, { cwd, encoding: "utf8", maxBuffer: 1 << 26 });
  if (error !== undefined) throw error;
  if (status !== 0) throw new BedError(`${command} refused a random program: ${stderr}`);
}

const remarkable = [0, 1, 2, 0x7fffffff, 0x80000000, 0xffffffff, 0xfffffffe, 0xff, 0x100, 31, 32, 33];

function words(random: Random, count: number): Uint32Array {
  return Uint32Array.from({ length: count }, () => (random.chance(0.4) ? random.pick(remarkable) : random.word()));
}

/** For each program and pass the flags, then r0 to r6 and r8 to r12. */
function inputs(seed: number, programs: readonly RandomProgram[]): Uint8Array {
  const all = new Uint32Array(PASSES * programs.length * INPUT_WORDS);
  for (let pass = 0; pass < PASSES; pass++) {
    programs.forEach(({ index }, at) => {
      const random = new Random(seed ^ INPUTS ^ pass, index);
      const start = (pass * programs.length + at) * INPUT_WORDS;
      all.set(words(random, INPUT_WORDS), start);
      all[start] = random.word() & NZCVQ_AND_GE;
    });
  }
  return new Uint8Array(all.buffer);
}

const SYMTAB = 2;

/** The symbols of a little-endian ELF32 file. */
function symbolsOf(file: Buffer): Map<string, number> {
  const symbols = new Map<string, number>();
  const sections = file.readUInt32LE(32);
  const sectionSize = file.readUInt16LE(46);
  for (let number = 0; number < file.readUInt16LE(48); number++) {
    const section = sections + number * sectionSize;
    if (file.readUInt32LE(section + 4) !== SYMTAB) continue;
    const start = file.readUInt32LE(section + 16);
    const names = file.readUInt32LE(sections + file.readUInt32LE(section + 24) * sectionSize + 16);
    for (let at = start; at < start + file.readUInt32LE(section + 20); at += 16) {
      const name = names + file.readUInt32LE(at);
      symbols.set(file.toString("latin1", name, file.indexOf(0, name)), file.readUInt32LE(at + 4));
    }
  }
  return symbols;
}
