import { type NativeOsError, connect as open } from "@armstalker/native-os";
import { mustBeTime } from "./arguments.js";
import { parseEndpoint } from "./endpoint.js";
import { excerpt, GdbRemoteError } from "./error.js";
import { GdbRemote } from "./gdb-remote.js";
import type { GdbRemoteOptions } from "./options.js";

const DEFAULT_CONNECT_TIMEOUT = 10_000;

export interface ConnectOptions extends GdbRemoteOptions {
  /** Milliseconds until the attempt to connect is given up; 10,000 by default. */
  connectTimeout?: number;
}

/**
 * Connects to a stub that listens at `host:port` or at a unix socket's path (anything with a slash), and blocks until it is done.
 * @throws {GdbRemoteError} `connect-failed`, and what a misbehaving stub leads to.
 */
export function connect(where: string, options: ConnectOptions = {}): GdbRemote {
  const timeout = mustBeTime(options.connectTimeout ?? DEFAULT_CONNECT_TIMEOUT, "connectTimeout", 1);
  return new GdbRemote(openStub(where, timeout), options);
}

/** The descriptor of a connected socket. */
export function openStub(where: string, timeout: number): number {
  const endpoint = parseEndpoint(where);
  try {
    return open(endpoint, { timeout });
  } catch (cause) {
    throw new GdbRemoteError({
      code: "connect-failed",
      message: `no connection to ${excerpt(where)}: ${(cause as NativeOsError).message}`,
      hint: "check that the stub listens there: one that has a debugger already takes no second connection",
      cause,
    });
  }
}
