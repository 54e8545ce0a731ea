/** Where a suite runs. One set of cases; the drivers are host.test.ts (vitest) and guest.ts. */
export interface Environment {
  /** `host`: this machine, with native programs. `arm`, `arm64`: guests. `qemu-user`: armhf Node without ptrace. */
  where: "host" | "arm" | "arm64" | "qemu-user";
  /** Path of the program that is traced. */
  tracee: string;
  /** Where the built package is: for programs in processes of their own. */
  builtPackage: string;
  /** Whether the tracee is 32-bit ARM code. */
  isArm: boolean;
  /** Commands that start the other side of a shared memory (fixtures/futex-peer.c), each for another kind of process. */
  peers: string[][];
  /** The program that starts another one with calls refused (fixtures/refusing.c); on the host only. */
  refusing?: string;
  /** A folder of code for the in-process entry; 32-bit ARM only. */
  generatedCode?: string;
}

export interface Case {
  name: string;
  /** Where it makes sense; everywhere by default. */
  in?: (environment: Environment) => boolean;
  /** Seconds until it counts as hung, in the slowest place. Default 60. */
  seconds?: number;
  run(environment: Environment): void | Promise<void>;
}

export const withPtrace = (environment: Environment): boolean => environment.where !== "qemu-user";
export const withArmTracee = (environment: Environment): boolean => withPtrace(environment) && environment.isArm;
export const onHost = ({ where }: Environment): boolean => where === "host";
