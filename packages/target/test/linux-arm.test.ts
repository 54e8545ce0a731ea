// The numbers and layouts of Linux on ARM, against the headers of Debian's cross compiler. Not covered: ENGINE_MEMORY, which is a choice of ours; struct
// sigaction as the kernel has it and the addresses of the kernel's helpers, which no header of the C library declares.
import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import * as target from "../src/index.js";

/** Compiles a claim for each line: the compiler refuses those that are false. Returns its messages. */
function refusedBy(claims: readonly string[]): string {
  const headers = [
    "signal.h",
    "sys/mman.h",
    "sys/syscall.h",
    "ucontext.h",
    "sched.h",
    "stddef.h",
    "unistd.h",
    "limits.h",
  ];
  const source = [
    "#define _GNU_SOURCE",
    ...headers.map((name) => `#include <${name}>`),
    "#define __NR_cacheflush __ARM_NR_cacheflush",
    // The old mmap is not in the EABI's header: the kernel has it for programs of before.
    "#include <asm/unistd-oabi.h>",
    ...claims.map((claim) => `_Static_assert(${claim}, "");`),
  ].join("\n");
  try {
    execFileSync("arm-linux-gnueabihf-gcc", ["-fsyntax-only", "-x", "c", "-"], { input: source, stdio: "pipe" });
    return "";
  } catch (error) {
    return String((error as { stderr: Buffer }).stderr);
  }
}

test("numbers of system calls are those of the headers", () => {
  const claims = Object.entries(target.SystemCall).map(([name, number]) => `__NR_${name} == ${number}`);
  expect(claims.length).toBeGreaterThan(20);
  expect(refusedBy(claims)).toBe("");
  expect(refusedBy(["__NR_clone == 121"])).toMatch(/static assertion failed/);
});

test("numbers of signals are those of the headers", () => {
  const claims = Object.entries(target.Signal).map(([name, number]) => `SIG${name} == ${number}`);
  // The C library keeps the first two real-time signals for itself.
  expect(
    refusedBy([...claims, `__SIGRTMIN == ${target.FIRST_REALTIME_SIGNAL}`, `_NSIG == ${target.MOST_SIGNALS + 1}`]),
  ).toBe("");
});

test("flags of system calls are those of the headers", () => {
  const { CLONE_THREAD, MAP_FIXED, MAP_FIXED_NOREPLACE, MREMAP_FIXED, MREMAP_MAYMOVE } = target;
  const { SIG_DFL, SIG_IGN, SIG_SETMASK, SIG_UNBLOCK } = target;
  const flags = {
    CLONE_THREAD,
    MAP_FIXED,
    MAP_FIXED_NOREPLACE,
    MREMAP_FIXED,
    MREMAP_MAYMOVE,
    SIG_SETMASK,
    SIG_UNBLOCK,
  };
  const handlers = { SIG_DFL, SIG_IGN };
  expect(refusedBy(Object.entries(flags).map(([name, value]) => `${name} == ${value}`))).toBe("");
  expect(refusedBy(Object.entries(handlers).map(([name, value]) => `(long) ${name} == ${value}`))).toBe("");
});

test("other numbers are those of the headers", () => {
  const { OABI_BASE, PATH_MAX, STANDARD_ERROR } = target;
  expect(
    refusedBy([
      `__NR_OABI_SYSCALL_BASE == ${OABI_BASE}`,
      `PATH_MAX == ${PATH_MAX}`,
      `STDERR_FILENO == ${STANDARD_ERROR}`,
    ]),
  ).toBe("");
});

test("a signal's frame has the layout of the headers", () => {
  const { MASK_AFTER_PC, SP_BEFORE_PC, SIGINFO_ADDRESS, savedPcOffset, SystemCall } = target;
  const pc = "offsetof(ucontext_t, uc_mcontext.arm_pc)";
  expect(
    refusedBy([
      `${pc} == ${savedPcOffset(SystemCall.sigreturn)}`,
      `sizeof(siginfo_t) + ${pc} == ${savedPcOffset(SystemCall.rt_sigreturn)}`,
      `offsetof(ucontext_t, uc_mcontext.arm_sp) == ${pc} - ${SP_BEFORE_PC}`,
      `offsetof(ucontext_t, uc_mcontext.arm_cpsr) == ${pc} + 4`,
      `offsetof(ucontext_t, uc_sigmask) == ${pc} + ${MASK_AFTER_PC}`,
      `offsetof(siginfo_t, si_addr) == ${SIGINFO_ADDRESS}`,
    ]),
  ).toBe("");
});
