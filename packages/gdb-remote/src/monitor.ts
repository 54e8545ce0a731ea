import { ByteCollector } from "./byte-collector.js";
import { Deadline } from "./deadline.js";
import { invalidArgument } from "./error.js";
import { hexToBytes, textToHex } from "./hex.js";
import { limitExceeded } from "./limits.js";
import { latin, type Requester, unexpectedReply } from "./requester.js";

/** Options of a command of the stub's monitor. */
export interface MonitorOptions {
  /** Milliseconds until the command must be done; the limit `operationTime` by default, as erasing a flash takes its time. */
  timeout?: number;
}

/** Bytes around a packet: `$`, `#` and two digits. */
const FRAME_SIZE = 4;
/** Output in pieces: the letter O and hexadecimal digits. */
const OUTPUT_PATTERN = /^O(?:[0-9a-fA-F]{2})*$/;

/**
 * Has the stub's monitor execute a command (`qRcmd`). A stub prints by any number of `O` packets; the reply proper is `OK`, an error, or
 * the (last piece of the) output in digits.
 */
export function monitor(requester: Requester, command: string, timeout: number): string {
  const packet = `qRcmd,${textToHex(command)}`;
  if (packet.length > requester.packetSize - FRAME_SIZE) {
    throw invalidArgument(
      `the command has ${command.length} characters`,
      `the stub takes ${requester.packetSize} bytes`,
    );
  }
  const output = new ByteCollector();
  const deadline = new Deadline(timeout);
  const { limits } = requester;
  const collect = (digits: string): void => {
    output.push(hexToBytes(digits, packet));
    // Pieces that come later would be taken for replies to later requests: the connection ends.
    if (output.size > limits.outputSize) {
      throw requester.fail(limitExceeded(limits, "outputSize", `the command printed more than ${output.size} bytes`));
    }
  };
  for (let reply = requester.text(packet, deadline); reply !== "OK"; reply = requester.nextText(packet, deadline)) {
    if (!OUTPUT_PATTERN.test(reply)) {
      if (reply.startsWith("O")) throw requester.fail(unexpectedReply(packet, reply, "output in hexadecimal digits"));
      collect(reply);
      break;
    }
    collect(reply.slice(1));
  }
  return Buffer.from(output.toBytes()).toString("utf8");
}

/** Packets that do not have exactly one reply, or that change how all others travel, with what to use instead. */
const refused: readonly (readonly [pattern: RegExp, why: string, hint: string])[] = [
  [/^qRcmd,/, "has several replies", "use monitor(command)"],
  [
    /^(?:[cCsSiI]|vCont;|bc$|bs$)/,
    "lets the target run, and has its reply when it stops",
    "use resume, step or continue",
  ],
  [/^[kRr]/, "has no reply", "use kill()"],
  [/^F/, "is a reply, and has none", "requests for files are refused by this client"],
  [/^Q(?:StartNoAckMode|NonStop:)/, "changes how all packets travel", "connect asks for what is needed"],
];

/** @throws {GdbRemoteError} `invalid-argument` for a packet that has not exactly one reply. */
export function mustHaveOneReply(packet: string | Uint8Array): void {
  const start = typeof packet === "string" ? packet.slice(0, 32) : latin(packet.subarray(0, 32));
  const rule = refused.find(([pattern]) => pattern.test(start));
  if (rule === undefined) return;
  const [, why, hint] = rule;
  throw invalidArgument(`the packet ${start} ${why}`, hint);
}
