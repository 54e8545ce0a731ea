import { ArmWriter, type CoreRegisterLike, mem } from "@armstalker/arm-writer";
import type { Address } from "@armstalker/isa";
import { A32_TRAP_IMMEDIATE, FUTEX_WAIT, FUTEX_WAKE, SystemCall } from "../linux-arm.js";
import { ContextWord, DoorCommand } from "./context-page.js";

/** How often a thread looks whether its door was opened before it sleeps: some 20 µs under an emulator. */
const LOOKS = 4096;
/** What PC reads as: this many bytes ahead. */
const PC_AHEAD = 8;
const lowRegisters: readonly CoreRegisterLike[] = ["r0", "r1", "r2", "r3", "r4", "r5", "r6", "r7"];
const r1ToR12: readonly CoreRegisterLike[] = [...lowRegisters.slice(1), "r8", "r9", "r10", "r11", "r12"];

/** The code that a door leads to. Offsets are in bytes from its start. */
export interface ExitRoutine {
  readonly code: Uint8Array;
  /** From here on all registers of the program are in the context. */
  readonly saved: number;
  /** From here on the thread has arrived. */
  readonly counted: number;
  /** The trap of {@link DoorCommand.trap}. */
  readonly trap: number;
  /** Where a routine returns to that was called. */
  readonly returned: number;
}

/**
 * A32 code that saves the thread's core registers to its context, waits until this process opens the door, takes the registers of the context, and
 * goes on. It uses no stack. Doors come here with the program's LR in TPIDRURW (`c13, c0, 2`), and their own place in LR. It wakes
 * this process whether that sleeps or not. To tell would take a barrier: processors before ARMv7 have no instruction for one, and an exclusive access would have the
 * program's own fail.
 *
 * @param exit - where the code will be
 * @param context - where the context is: less than 800 bytes below the end of the code
 */
export function exitRoutine(exit: Address, context: Address): ExitRoutine {
  const writer = new ArmWriter({ pc: exit });
  const { asm } = writer;
  /** A word of the context, relative to PC: no register is free to hold its address. */
  const near = (word: number) => mem("pc", context + word - (writer.pc + PC_AHEAD));
  const addressOfContext = (register: CoreRegisterLike): void =>
    asm.sub(register, "pc", writer.pc + PC_AHEAD - context);

  asm.str("lr", near(ContextWord.link));
  asm.mrc("p15", 0, "lr", "c13", "c0", 2);
  asm.str("lr", near(ContextWord.lr));
  asm.str("r0", near(ContextWord.r0));
  addressOfContext("r0");
  asm.stmib("r0", r1ToR12);
  asm.str("sp", mem("r0", ContextWord.sp));
  asm.mrs("r1", "CPSR");
  asm.str("r1", mem("r0", ContextWord.cpsr));
  const saved = writer.offset;

  writer.putLabel("arrive");
  addressOfContext("r4");
  asm.ldr("r5", mem("r4", ContextWord.arrived));
  asm.add("r5", "r5", 1);
  asm.str("r5", mem("r4", ContextWord.arrived));
  const counted = writer.offset;
  asm.add("r0", "r4", ContextWord.arrived);
  asm.mov("r1", FUTEX_WAKE);
  asm.mov("r2", 1);
  asm.mov("r7", SystemCall.futex);
  asm.svc(0);

  asm.mov("r6", LOOKS);
  writer.putLabel("again");
  asm.ldr("r2", mem("r4", ContextWord.opened));
  asm.cmp("r2", "r5");
  asm.b("opened", { condition: "eq" });
  asm.subs("r6", "r6", 1);
  asm.b("again", { condition: "ne" });

  // The kernel looks at the word once more before the thread sleeps, and does that after the store.
  writer.putLabel("sleep");
  asm.mov("r1", 1);
  asm.str("r1", mem("r4", ContextWord.threadSleeps));
  asm.ldr("r2", mem("r4", ContextWord.opened));
  asm.cmp("r2", "r5");
  asm.b("opened", { condition: "eq" });
  asm.add("r0", "r4", ContextWord.opened);
  asm.mov("r1", FUTEX_WAIT);
  asm.mov("r3", 0);
  asm.mov("r7", SystemCall.futex);
  asm.svc(0);
  asm.b("sleep");

  writer.putLabel("opened");
  asm.mov("r1", 0);
  asm.str("r1", mem("r4", ContextWord.threadSleeps));
  asm.ldr("r1", mem("r4", ContextWord.command));
  asm.cmp("r1", DoorCommand.trap);
  asm.b("trap", { condition: "eq" });
  asm.b("call", { condition: "hi" });
  asm.ldr("r0", mem("r4", ContextWord.cpsr));
  asm.msr("apsr_nzcvqg", "r0");
  asm.ldr("sp", mem("r4", ContextWord.sp));
  asm.mov("lr", "r4");
  asm.ldm("lr", ["r0", ...r1ToR12]);
  asm.ldr("lr", mem("lr", ContextWord.lr));
  asm.ldr("pc", near(ContextWord.onward));

  writer.putLabel("trap");
  const trap = writer.offset;
  asm.udf(A32_TRAP_IMMEDIATE);

  writer.putLabel("call");
  asm.add("r8", "r4", ContextWord.arguments);
  asm.ldm("r8", lowRegisters);
  asm.mov("lr", "pc");
  asm.ldr("pc", near(ContextWord.routine));
  const returned = writer.offset;
  addressOfContext("r4");
  asm.str("r0", mem("r4", ContextWord.result));
  asm.b("arrive");
  writer.flush();
  return { code: writer.toBytes(), saved, counted, trap, returned };
}
