import { GdbRemoteError, invalidArgument } from "./error.js";

/** Bounds on the data that a stub may send, and on the time of an operation. `connect(…, { limits })` changes them. */
export interface GdbRemoteLimits {
  /** Bytes of one object that `readObject` reads. */
  objectSize: number;
  /** Bytes of one document (of registers, threads or libraries), with all documents that it includes. */
  documentSize: number;
  /** Elements and attributes of one document, with all documents that it includes. */
  documentElements: number;
  /** Elements within each other in one document. */
  documentDepth: number;
  /** Documents that one includes, and those include. */
  documents: number;
  /** Documents that include each other, one in the other. */
  includeDepth: number;
  /** Registers of a description. */
  registers: number;
  /** Bits of one register. */
  registerBits: number;
  /** Threads of one list. */
  threads: number;
  /** Entries of one list within a reply: what came with a stop, and what the stub can do. */
  entries: number;
  /** Bytes of memory that one call reads or writes, and of a packet that `request` sends. */
  transferSize: number;
  /** Bytes of a file that `files.readFile` reads. */
  fileSize: number;
  /** Bytes that one command of the stub's monitor prints. */
  outputSize: number;
  /** Bytes of noise between two packets, where `garbage` is `skip`. */
  garbageSize: number;
  /** Milliseconds that an operation of several requests may take. The connection is still good afterwards. */
  operationTime: number;
}

const KIB = 1024;
const MIB = 1024 * KIB;

/** Far beyond what real stubs send, and far below what would exhaust this process. */
export const defaultLimits: Readonly<GdbRemoteLimits> = {
  objectSize: 64 * MIB,
  documentSize: 4 * MIB,
  documentElements: 64 * KIB,
  documentDepth: 32,
  documents: 64,
  includeDepth: 8,
  registers: 4096,
  registerBits: 64 * KIB,
  threads: 64 * KIB,
  entries: 8 * KIB,
  transferSize: 256 * MIB,
  fileSize: 256 * MIB,
  outputSize: 16 * MIB,
  garbageSize: 64 * KIB,
  operationTime: 120_000,
};

const LARGEST_LIMIT = 0x7fffffff;

/** The default limits, some of them replaced. @throws {GdbRemoteError} `invalid-argument` */
export function limitsFrom(changes: Partial<GdbRemoteLimits> = {}): GdbRemoteLimits {
  const limits = { ...defaultLimits };
  for (const [name, value] of Object.entries(changes)) {
    if (!Object.hasOwn(defaultLimits, name)) {
      throw invalidArgument(`there is no limit "${name}"`, `there are: ${Object.keys(defaultLimits).join(" ")}`);
    }
    if (value === undefined) continue;
    if (!(Number.isInteger(value) && value >= 1 && value <= LARGEST_LIMIT)) {
      throw invalidArgument(`the limit ${name} is ${String(value)}`, `give a whole number from 1 to ${LARGEST_LIMIT}`);
    }
    limits[name as keyof GdbRemoteLimits] = value;
  }
  return limits;
}

/**
 * The error where a stub goes beyond a limit.
 * @param what - the thing that is too large, and its size
 */
export function limitExceeded(limits: GdbRemoteLimits, limit: keyof GdbRemoteLimits, what: string): GdbRemoteError {
  return new GdbRemoteError({
    code: "limit-exceeded",
    message: `${what}: the limit ${limit} is ${limits[limit]}`,
    hint: `if the stub means it, connect with a larger { limits: { ${limit} } }`,
  });
}
