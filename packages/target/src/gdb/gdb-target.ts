import { type ConnectOptions, connect, type GdbRemote, QemuUser, type QemuUserOptions } from "@armstalker/gdb-remote";
import { DoorDriver } from "../doors/door-driver.js";
import { StopLoop } from "../stop-loop.js";
import { GdbDriver } from "./gdb-driver.js";

/** How a program behind a stub is reached. */
export interface GdbTargetOptions {
  /**
   * True (the default) for doors where the target can have them: under a `qemu-arm` of this machine, followed threads leave generated code by memory that they share with this process.
   * False: by traps everywhere, as behind other stubs.
   */
  readonly doors?: boolean;
}

/** A program behind a debugger stub: under `qemu-arm`, or on whatever has a gdbserver. */
export class GdbTarget<Remote extends GdbRemote = GdbRemote> extends StopLoop {
  /** The connection, for what the engine does not need: the program's streams, its files. Leave registers and resuming to this class. */
  readonly remote: Remote;

  /** Starts an ARM program under `qemu-arm`, stopped before its first instruction. @throws {GdbRemoteError} `spawn-failed`, … */
  static async spawn(
    program: string,
    args: readonly string[] = [],
    options: QemuUserOptions & GdbTargetOptions = {},
  ): Promise<GdbTarget<QemuUser>> {
    const { doors = true, ...rest } = options;
    return new GdbTarget(await QemuUser.spawn(program, args, rest), { doors });
  }

  /** Connects to a stub at `host:port` or a socket's path. Blocks until that is done. @throws {GdbRemoteError} `connect-failed`, … */
  static connect(endpoint: string, options: ConnectOptions = {}): GdbTarget {
    return new GdbTarget(connect(endpoint, options));
  }

  /** Takes over a stub whose target is stopped. @throws {TargetError} `unsupported` if that is no 32-bit ARM, and as all methods */
  constructor(remote: Remote, { doors = true }: GdbTargetOptions = {}) {
    const driver = new GdbDriver(remote);
    super(doors && driver.isLocal ? new DoorDriver(driver) : driver);
    this.remote = remote;
    driver.reprotect = (base, size, protection) => this.protect(base, size, protection);
  }
}
