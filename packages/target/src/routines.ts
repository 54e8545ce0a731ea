import { type Address, type CodeAddress, codeAddress } from "@armstalker/isa";
import { wordsToBytes } from "./words.js";

/** Routines in memory of the program that borrowed threads execute, and data for them. All are A32 code. */
export interface Routines {
  /** A system call and a trap: a thread that gets a signal whenever it runs is at the trap all the same. */
  readonly systemCall: CodeAddress;
  /** The others keep SP, and return to LR. */
  readonly systemCallAtDoor: CodeAddress;
  /** r0: the address of a file's path, r1: a buffer, r2: its size. Returns the number of bytes that were read, or a negated error number. */
  readonly readFile: CodeAddress;
  /** r0: the address of a file's path, r1 to r4: address, size, protection and flags as for mmap. Returns the address, or a negated error number. */
  readonly mapFile: CodeAddress;
  /** r0: a signal, r1: the address of room for a struct sigaction. Adds SA_RESTART to the signal's flags. */
  readonly restartCalls: CodeAddress;
  /** They exchange d0 to d31 and FPSCR with `VECTOR_BYTES` at r0. */
  readonly readVector: CodeAddress;
  readonly writeVector: CodeAddress;
  /** A trap to return to. */
  readonly trap: CodeAddress;
  /** Data of the caller's: {@link dataSize} bytes. */
  readonly data: Address;
  readonly dataSize: number;
}

// The code is written as words: an assembler would take longer to load than everything else takes until the program runs. A test compares the words with what GNU as makes of
// the text beside them.

const SVC = 0xef000000; // svc #0
const BX_LR = 0xe12fff1e; // bx lr

const systemCall: readonly number[] = [SVC];
const trap: readonly number[] = [0xe7f001f0]; // udf #16
const systemCallAtDoor: readonly number[] = [SVC, BX_LR];

const readFile: readonly number[] = [
  0xe1a04001, // mov r4, r1: where the next bytes go
  0xe1a05002, // mov r5, r2: room
  0xe1a06001, // mov r6, r1: where the first went
  0xe3a01000, // mov r1, #0: O_RDONLY
  0xe3a02000, // mov r2, #0
  0xe3a07005, // mov r7, #open
  SVC,
  0xe3500000, // cmp r0, #0
  0xba000010, // blt end
  0xe1a08000, // mov r8, r0
  0xe1a00008, // more: mov r0, r8
  0xe1a01004, // mov r1, r4
  0xe1a02005, // mov r2, r5
  0xe3a07003, // mov r7, #read
  SVC,
  0xe3500000, // cmp r0, #0
  0xc0844000, // addgt r4, r4, r0
  0xc0455000, // subgt r5, r5, r0
  0xcafffff6, // bgt more
  0xe1a09000, // mov r9, r0: 0 for the end, or for no room
  0xe1a00008, // mov r0, r8
  0xe3a07006, // mov r7, #close
  SVC,
  0xe1a00009, // mov r0, r9
  0xe3590000, // cmp r9, #0
  0x00440006, // subeq r0, r4, r6
  BX_LR, // end
];

const mapFile: readonly number[] = [
  0xe1a05001, // mov r5, r1
  0xe1a06002, // mov r6, r2
  0xe1a08003, // mov r8, r3
  0xe1a09004, // mov r9, r4
  0xe3a01702, // mov r1, #O_CLOEXEC
  0xe3811002, // orr r1, r1, #O_RDWR
  0xe3a02000, // mov r2, #0
  0xe3a07005, // mov r7, #open
  SVC,
  0xe3500000, // cmp r0, #0
  0xb12fff1e, // bxlt lr
  0xe1a04000, // mov r4, r0
  0xe1a0a000, // mov r10, r0
  0xe1a00005, // mov r0, r5
  0xe1a01006, // mov r1, r6
  0xe1a02008, // mov r2, r8
  0xe1a03009, // mov r3, r9
  0xe3a05000, // mov r5, #0
  0xe3a070c0, // mov r7, #mmap2
  SVC,
  0xe1a05000, // mov r5, r0
  0xe1a0000a, // mov r0, r10
  0xe3a07006, // mov r7, #close
  SVC,
  0xe1a00005, // mov r0, r5
  BX_LR,
];

const restartCalls: readonly number[] = [
  0xe1a04000, // mov r4, r0
  0xe1a05001, // mov r5, r1
  0xe3a01000, // mov r1, #0
  0xe1a02005, // mov r2, r5
  0xe3a03008, // mov r3, #SIGNAL_SET_BYTES
  0xe3a070ae, // mov r7, #rt_sigaction
  SVC,
  0xe5952004, // ldr r2, [r5, #FLAGS_OF_ACTION]
  0xe3822201, // orr r2, r2, #SA_RESTART
  0xe5852004, // str r2, [r5, #FLAGS_OF_ACTION]
  0xe1a00004, // mov r0, r4
  0xe1a01005, // mov r1, r5
  0xe3a02000, // mov r2, #0
  SVC,
  BX_LR,
];

const readVector: readonly number[] = [
  0xeca00b20, // vstmia r0!, {d0-d15}
  0xece00b20, // vstmia r0!, {d16-d31}
  0xeef11a10, // vmrs r1, fpscr
  0xe5801000, // str r1, [r0]
  BX_LR,
];

const writeVector: readonly number[] = [
  0xecb00b20, // vldmia r0!, {d0-d15}
  0xecf00b20, // vldmia r0!, {d16-d31}
  0xe5901000, // ldr r1, [r0]
  0xeee11a10, // vmsr fpscr, r1
  BX_LR,
];

const parts = { systemCall, trap, systemCallAtDoor, readFile, mapFile, restartCalls, readVector, writeVector } as const;

/** The code of all routines; it runs at any address that is a multiple of 4. */
export const routineCode = (): Uint8Array => wordsToBytes(Object.values(parts).flat());

/**
 * The routines where their code is put at an address.
 *
 * @param base - of `pageSize` bytes for the code and `dataSize` for data
 */
export function routinesAt(base: number, pageSize: number, dataSize: number): Routines {
  let at = base;
  const places = {} as Record<keyof typeof parts, CodeAddress>;
  for (const name of Object.keys(parts) as (keyof typeof parts)[]) {
    places[name] = codeAddress(at, "a32");
    at += 4 * parts[name].length;
  }
  return { ...places, data: (base + pageSize) as Address, dataSize };
}
