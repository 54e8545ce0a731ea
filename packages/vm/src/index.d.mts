export type System = "arm" | "arm64";

export interface BootOptions {
  /** Is copied to /guest. */
  folder: string;
  /** A line for /bin/sh, run as root in /guest. */
  command: string;
  cpus?: number;
  megabytes?: number;
  /** After them the guest is killed; 300 by default. */
  seconds?: number;
  onLine(line: string): void;
}

/** Boots a guest with Node, runs one command in it, and powers it off. Resolves with the command's exit status. */
export function boot(guest: System, options: BootOptions): Promise<number>;

/** The kernels that there are. */
export const guests: Record<System, { name: string }>;

/** A folder that holds Node for the guest, and its libraries. */
export function rootFolder(guest: System): Promise<string>;

export const cacheFolder: string;
/** The path of something in the cache, made where it is missing. */
export function cached(name: string, make: (path: string) => void | Promise<void>): Promise<string>;

export interface GuestOptions {
  /** A folder with what Debian installs, busybox among it: as `debianRoot` of @armstalker/oracles makes them. */
  root: string;
  /** Is copied to /guest. */
  folder?: string;
  cpus?: number;
  megabytes?: number;
  /** Seconds that it may take to boot; 600 by default. */
  seconds?: number;
  /** What is written to the console. */
  onLine?(line: string): void;
}

/** How a guest is reached: data that other processes of this machine can be told. */
export type GuestAddress = readonly (readonly [port: number, forwarded: number])[];

/** A guest that stays until `stop`. Only this machine reaches it, and it reaches nobody. */
export class Guest {
  private constructor();
  static start(system: System, options: GuestOptions): Promise<Guest>;
  /** A guest that another process has started. One process at a time may debug programs in it; `stop` leaves it alone. */
  static at(address: GuestAddress): Guest;
  readonly address: GuestAddress;
  /** Starts a line for /bin/sh, as root, in /guest, with nothing on its standard input. */
  start(command: string): GuestCommand;
  /** The same, and waits for its end. */
  run(command: string): Promise<CommandEnd>;
  /** Writes a file, which is executable. Its folder is made if it is not there. */
  put(path: string, bytes: Uint8Array): Promise<void>;
  /**
   * Starts a program under gdbserver, stopped before its first instruction. At most four at a time.
   * @param program - and its arguments; gdbserver wants a path
   */
  debug(program: readonly string[], options?: DebugOptions): Promise<DebuggedProgram>;
  stop(): Promise<void>;
}

export interface DebugOptions {
  /** The file in the guest that is the program's standard input; nothing by default. */
  input?: string;
  /** Its working folder; /guest by default. */
  folder?: string;
  /** For gdbserver. */
  options?: readonly string[];
}

export interface DebuggedProgram {
  /** Where its gdbserver listens, for one connection: "127.0.0.1:PORT". */
  readonly endpoint: string;
  readonly server: GuestCommand;
  /** What it has written to its standard output, and to its errors. */
  output(): Promise<Buffer>;
  errors(): Promise<Buffer>;
}

/** A word as the shell reads it. */
export function quoted(word: string): string;

export interface CommandEnd {
  /** 128 and more: the number of the signal that ended it, and 128. */
  status: number;
  /** Of standard output and of errors. */
  output: Buffer;
}

export interface GuestCommand {
  readonly ended: Promise<CommandEnd>;
  /** What came up to now. */
  readonly output: Buffer;
  /** Waits until the output, taken for latin1, matches. */
  waitFor(pattern: RegExp): Promise<RegExpExecArray>;
  kill(): void;
}
