import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { NativeOsError } from "./error.js";

/** The addon's table, as native/*.cc offers it. Each function checks its own arguments. */
export interface Native {
  pageSize(): number;
  map(address: number, size: number, protection: number): number;
  unmap(address: number, size: number): void;
  protect(address: number, size: number, protection: number): void;
  read(address: number, bytes: Uint8Array): void;
  write(address: number, bytes: Uint8Array): void;
  clearInstructionCache(address: number, size: number): void;
  isRwxAllowed(): boolean;

  createSharedMemory(name: string, size: number, folder: string): number;
  openSharedMemory(path: string): number;
  sharedMemorySize(memory: number): number;
  sharedMemoryDescriptor(memory: number): number;
  sharedMemoryBuffer(memory: number): ArrayBuffer;
  closeSharedMemory(memory: number, buffer: ArrayBuffer): void;
  futexWake(memory: number, offset: number, count: number): number;
  /** 0: woken, 1: the word differs, 2: the time is over. */
  futexWait(memory: number, offset: number, expected: number, microseconds: number): number;
  /** True where the word differs. Spins for `spin` microseconds first. */
  waitForChange(memory: number, offset: number, expected: number, spin: number, microseconds: number): boolean;
  createWordWatch(memory: number, offset: number, callback: () => void): number;
  armWordWatch(watch: number, expected: number): void;
  disarmWordWatch(watch: number): void;
  /** True once for each time that an armed watch has found another value. */
  takeWordReport(watch: number): boolean;
  keepLoop(watch: number, goesOn: boolean): void;
  closeWordWatch(watch: number): void;

  connectTcp(host: string, port: number, timeout: number): number;
  connectUnix(path: string, timeout: number): number;
  waitReadable(descriptor: number, timeout: number): boolean;

  spawn(
    file: string,
    args: string[],
    environment: string[],
    directory: string,
    stdin: number,
    stdout: number,
    stderr: number,
    options: number,
    randomize: boolean,
  ): number;
  /** Two descriptors: the read end and the write end. */
  pipe(out: Int32Array): void;
  isChild(processId: number): boolean;
  adoptChild(processId: number): void;
  abandonChild(processId: number): void;
  claimChild(processId: number): void;
  seize(threadId: number, options: number): void;
  detach(threadId: number, signal: number): void;
  interrupt(threadId: number): void;
  listen(threadId: number): void;
  continue(threadId: number, signal: number): void;
  continueToSystemCall(threadId: number, signal: number): void;
  singleStep(threadId: number, signal: number): void;
  setOptions(threadId: number, options: number): void;
  eventMessage(threadId: number): number;
  signalInfo(threadId: number, raw: Uint8Array): void;
  setSignalInfo(threadId: number, raw: Uint8Array): void;
  tgkill(processId: number, threadId: number, signal: number): void;
  wait(threadIds: Int32Array, out: Int32Array, milliseconds: number): number;
  threadId(): number;
  createNotifier(callback: () => void): number;
  armNotifier(notifier: number, threadIds: Int32Array): void;
  disarmNotifier(notifier: number): void;
  closeNotifier(notifier: number): void;

  getRegisterSet(threadId: number, type: number, bytes: Uint8Array): number;
  setRegisterSet(threadId: number, type: number, bytes: Uint8Array): void;
  threadPointer(threadId: number): number;
  setSystemCall(threadId: number, number: number): void;
  readProcess(processId: number, address: number, bytes: Uint8Array): void;
  writeProcess(processId: number, address: number, bytes: Uint8Array): void;

  createEntry(address: number): number;
  freeEntry(entry: number): void;
  exitAddress(entry: number): number;
  enter(entry: number, context: Uint8Array): number;
}

/** The function that native code calls to throw. An `errno` of 0 and an empty hint mean none. */
function raiseError(code: string, call: string, message: string, errno: number, hint: string): never {
  const error = new NativeOsError({
    code,
    call,
    message,
    ...(errno === 0 ? {} : { errno }),
    ...(hint === "" ? {} : { hint }),
  });
  // The stack begins where the native function was called.
  Error.captureStackTrace(error, raiseError);
  throw error;
}

const packageFolder = join(dirname(fileURLToPath(import.meta.url)), "..");

interface Addon {
  bind(raise: typeof raiseError, breathe: () => void): Native;
}

/**
 * The addon where it lies as a rule, without what `require` and node-gyp-build take to load. Undefined where it does not load from there, or where a variable of node-gyp-build names
 * another place.
 */
function openAddon(): Addon | undefined {
  if (process.env.PREBUILDS_ONLY || process.env["@ARMSTALKER/NATIVE_OS_PREBUILD"]) return undefined;
  const prebuild = join("prebuilds", `linux-${process.arch}`, "@armstalker+native-os.node");
  for (const place of [join("build", "Release", "native_os.node"), prebuild]) {
    const loaded = { exports: {} };
    try {
      process.dlopen(loaded, join(packageFolder, place));
      return loaded.exports as Addon;
    } catch {
      // Not there, or not for this system: node-gyp-build looks elsewhere, and says what is wrong.
    }
  }
  return undefined;
}

function load(): Native {
  if (process.platform !== "linux") {
    throw new NativeOsError({
      code: "unsupported-platform",
      call: "load",
      message: `@armstalker/native-os works on Linux only, and this is ${process.platform}`,
      hint: "use a GDB remote target instead, or run this under Linux",
    });
  }
  try {
    const addon = openAddon() ?? (createRequire(import.meta.url)("node-gyp-build")(packageFolder) as Addon);
    return addon.bind(raiseError, () => undefined);
  } catch (cause) {
    throw new NativeOsError({
      code: "load-failed",
      call: "load",
      message: `the native addon for ${process.platform}-${process.arch} did not load: ${(cause as Error).message}`,
      hint: `type: cd ${packageFolder} && npx node-gyp rebuild (it needs python3, make and g++)`,
      cause,
    });
  }
}

let loaded: Native | undefined;

/** The addon, loaded on first use: importing the package works everywhere. */
export function native(): Native {
  loaded ??= load();
  return loaded;
}
