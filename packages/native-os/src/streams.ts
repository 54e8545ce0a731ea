import { checkedTimeout } from "./limits.js";
import { native } from "./native.js";

export interface ConnectOptions {
  /** Milliseconds until the attempt is given up, at most 2^31 - 1; without, the system's own limit. The look-up of a host's name is not counted. */
  timeout?: number;
}

export type Endpoint = { host: string; port: number } | { path: string };

/**
 * Connects to a TCP port or a unix socket, and blocks until it is done. The result is a descriptor for `fs.readSync`, `fs.writeSync` and
 * `fs.closeSync`. Refuses with `connection-refused`, `timeout` or `not-found`.
 */
export function connect(endpoint: Endpoint, options: ConnectOptions = {}): number {
  const timeout = options.timeout === undefined ? -1 : checkedTimeout(options.timeout, "connect");
  if ("path" in endpoint) return native().connectUnix(endpoint.path, timeout);
  return native().connectTcp(endpoint.host, endpoint.port, timeout);
}

/**
 * Blocks until `descriptor` can be read without blocking (data, its end, or an error): false where `timeout` milliseconds passed first.
 * `timeout` is an integer up to 2^31 - 1; -1 means without limit.
 */
export function waitReadable(descriptor: number, timeout: number): boolean {
  return native().waitReadable(descriptor, timeout);
}
