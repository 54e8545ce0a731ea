import { type ConnectOptions, connect, type GdbRemote, QemuUser, type QemuUserOptions } from "@armstalker/gdb-remote";
import { StopLoop } from "../stop-loop.js";
import { GdbDriver } from "./gdb-driver.js";

/** A program behind a debugger stub: under `qemu-arm`, or on whatever has a gdbserver. */
export class GdbTarget<Remote extends GdbRemote = GdbRemote> extends StopLoop {
  /** The connection, for what the engine does not need: the program's streams, its files. Leave registers and resuming to this class. */
  readonly remote: Remote;

  /** Starts an ARM program under `qemu-arm`, stopped before its first instruction. @throws {GdbRemoteError} `spawn-failed`, … */
  static async spawn(
    program: string,
    args: readonly string[] = [],
    options: QemuUserOptions = {},
  ): Promise<GdbTarget<QemuUser>> {
    return new GdbTarget(await QemuUser.spawn(program, args, options));
  }

  /** Connects to a stub at `host:port` or a socket's path. Blocks until that is done. @throws {GdbRemoteError} `connect-failed`, … */
  static connect(endpoint: string, options: ConnectOptions = {}): GdbTarget {
    return new GdbTarget(connect(endpoint, options));
  }

  /** Takes over a stub whose target is stopped. @throws {TargetError} `unsupported` if that is no 32-bit ARM, and as all methods */
  constructor(remote: Remote) {
    const driver = new GdbDriver(remote);
    super(driver);
    this.remote = remote;
    driver.reprotect = (base, size, protection) => this.protect(base, size, protection);
  }
}
