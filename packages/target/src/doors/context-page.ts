/**
 * The words of a door's context in shared memory, by their offsets in bytes. r0 to r15 and CPSR come first, as `Target.readCore` has them. The thread and this process count: the
 * thread stands at its door as long as it has arrived once more than this process has opened.
 */
export const ContextWord = {
  r0: 0,
  sp: 52,
  lr: 56,
  cpsr: 64,
  /** LR as the door has set it: 8 bytes behind the door's first instruction, with bit 0 set for T32. */
  link: 68,
  /** Where the thread goes on; bit 0 set: T32. */
  onward: 72,
  /** How often the thread has come to its door. */
  arrived: 76,
  /** How often this process has opened it: a {@link DoorCommand} is carried out then. */
  opened: 80,
  /** 1 while the thread sleeps on the futex of `opened`, or is about to. */
  threadSleeps: 84,
  /** A {@link DoorCommand}. */
  command: 88,
  /** r0 to r7 of a call, the routine's address, and r0 after it. */
  arguments: 92,
  routine: 124,
  result: 128,
} as const;

/** Bytes of a context. */
export const CONTEXT_BYTES = 132;

/** What the thread does when its door is opened. */
export const DoorCommand = {
  /** It takes the registers of the context, and goes on. */
  goOn: 0,
  /** It traps, so that the debugger has it. */
  trap: 1,
  /** It calls a routine, and comes to its door again. */
  call: 2,
} as const;
