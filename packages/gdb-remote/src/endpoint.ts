import type { Endpoint } from "@armstalker/native-os";
import { mustBeText, shown } from "./arguments.js";
import { invalidArgument } from "./error.js";

/** `host:port`, `[::1]:port`, `:port` (this machine); anything with a slash is the path of a unix socket. */
export function parseEndpoint(text: string): Endpoint {
  if (mustBeText(text, "the place to connect to").includes("/")) return { path: text };
  const match = /^(?:\[([^\]]+)\]|([^:]*)):(\d{1,5})$/.exec(text);
  const port = Number(match?.[3]);
  if (match === null || port < 1 || port > 65535) {
    throw invalidArgument(
      `${shown(text)} is no place to connect to`,
      'give "host:port", or the path of a unix socket with a slash in it',
    );
  }
  return { host: match[1] ?? (match[2] === "" ? "localhost" : match[2]!), port };
}
