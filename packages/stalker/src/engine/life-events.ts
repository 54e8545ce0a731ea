import { CLONE_THREAD, PATH_MAX, readWord, SystemCall, type Target, type ThreadId } from "@armstalker/target";
import { unmappedRanges } from "./mapping-calls.js";
import { endsProgram, SEMIHOSTING, SYS_EXIT_EXTENDED } from "./numbered-calls.js";

/** Something that a followed thread is about to do to itself or the program. The target tells the outcome: how it ended, which threads there are. */
export type LifeEvent =
  /** It creates a thread of the program, which will run unfollowed. */
  | { readonly kind: "thread"; readonly thread: ThreadId }
  /** It creates a process, which will run unfollowed. */
  | { readonly kind: "process"; readonly thread: ThreadId }
  /** It replaces the program by the one at a path. */
  | { readonly kind: "exec"; readonly thread: ThreadId; readonly path: string }
  /**
   * It unmaps `size` bytes at `base`, or maps something over them: `munmap`, `mmap` at a fixed place, `mremap`. All earlier events have been
   * delivered, and the mappings can still be read. The call may fail, and then nothing is unmapped.
   */
  | { readonly kind: "unmap"; readonly thread: ThreadId; readonly base: number; readonly size: number }
  /** It ends, and the program goes on if it has other threads. */
  | { readonly kind: "thread-exit"; readonly thread: ThreadId; readonly status: number }
  /** It ends the program. */
  | { readonly kind: "exit"; readonly thread: ThreadId; readonly status: number };

/** Semihosting's reason for an end without an error. */
const ADP_STOPPED_APPLICATION_EXIT = 0x20026;

/**
 * The meaning of a system call for the thread's life and for its program.
 *
 * @param core - r0 to r15, at the call
 */
export function lifeEventsOf(target: Target, thread: ThreadId, number: number, core: Uint32Array): LifeEvent[] {
  const [r0, r1] = core as unknown as [number, number];
  const status = r0 & 0xff;
  switch (number) {
    case SystemCall.exit:
      return [{ kind: "thread-exit", thread, status }];
    case SystemCall.exit_group:
      return [{ kind: "exit", thread, status }];
    case SystemCall.fork:
    case SystemCall.vfork:
      return [{ kind: "process", thread }];
    case SystemCall.clone:
      return [{ kind: (r0 & CLONE_THREAD) !== 0 ? "thread" : "process", thread }];
    case SystemCall.clone3:
      // The flags come first in struct clone_args.
      return [{ kind: (readWord(target, r0) & CLONE_THREAD) !== 0 ? "thread" : "process", thread }];
    case SystemCall.execve:
      return [{ kind: "exec", thread, path: textAt(target, r0) }];
    case SystemCall.execveat:
      return [{ kind: "exec", thread, path: textAt(target, r1) }];
    case SEMIHOSTING:
      return endsProgram(r0) ? [{ kind: "exit", thread, status: semihostingStatus(target, r0, r1) }] : [];
    default:
      return unmappedRanges(target, number, core).map((range) => ({ kind: "unmap", thread, ...range }));
  }
}

// SYS_EXIT has the reason in r1; SYS_EXIT_EXTENDED has there the address of the reason and the status.
function semihostingStatus(target: Target, operation: number, r1: number): number {
  if (operation === SYS_EXIT_EXTENDED) return readWord(target, r1 + 4) & 0xff;
  return r1 === ADP_STOPPED_APPLICATION_EXIT ? 0 : 1;
}

function textAt(target: Target, address: number): string {
  const bytes = target.readSome(address, PATH_MAX);
  const end = bytes.indexOf(0);
  return Buffer.from(end < 0 ? bytes : bytes.subarray(0, end)).toString("utf8");
}
