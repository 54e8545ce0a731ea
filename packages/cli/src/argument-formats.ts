import type { CallDetails } from "@armstalker/stalker";
import { badArguments } from "./options.js";

/** How a value is shown. */
export type ArgumentFormat = "str" | "int" | "uint" | "hex" | "ptr" | "oct" | "char" | "buf";

const formats: readonly ArgumentFormat[] = ["str", "int", "uint", "hex", "ptr", "oct", "char", "buf"];
/** Bytes of a text that are shown. */
const LONGEST_TEXT = 200;
const BUFFER_BYTES = 16;

/** What a function takes and returns. */
export interface Signature {
  readonly args: readonly ArgumentFormat[];
  readonly result: ArgumentFormat | undefined;
}

/** Signatures of functions of libc, as `arguments result`. */
const library: Readonly<Record<string, string>> = {
  "open open64": "str,hex,oct int",
  "openat openat64": "int,str,hex,oct int",
  "creat creat64": "str,oct int",
  "close dup fsync": "int int",
  read: "int,ptr,uint int",
  write: "int,buf,uint int",
  "pread pread64": "int,ptr,uint int",
  "lseek lseek64": "int,int,int int",
  "access chmod": "str,oct int",
  "stat stat64 lstat lstat64": "str,ptr int",
  "unlink rmdir chdir": "str int",
  "rename link symlink": "str,str int",
  mkdir: "str,oct int",
  ioctl: "int,hex,ptr int",
  "fopen fopen64": "str,str ptr",
  fclose: "ptr int",
  "fread fwrite": "ptr,uint,uint,ptr uint",
  fgets: "ptr,int,ptr str",
  "fputs puts perror": "str int",
  "putchar putchar_unlocked": "char int",
  "printf system": "str int",
  "fprintf sprintf": "ptr,str int",
  snprintf: "ptr,uint,str int",
  "malloc valloc": "uint ptr",
  calloc: "uint,uint ptr",
  realloc: "ptr,uint ptr",
  free: "ptr",
  strlen: "str uint",
  "strcmp strcasecmp strcoll": "str,str int",
  "strncmp strncasecmp": "str,str,uint int",
  "strcpy strcat": "ptr,str str",
  "strncpy strncat": "ptr,str,uint str",
  "strchr strrchr": "str,char str",
  "strstr strpbrk strtok": "str,str str",
  "strdup __strdup": "str str",
  "atoi atol": "str int",
  "strtol strtoul": "str,ptr,int int",
  "memcpy memmove": "ptr,ptr,uint ptr",
  memset: "ptr,int,uint ptr",
  memcmp: "ptr,ptr,uint int",
  "getenv secure_getenv": "str str",
  setenv: "str,str,int int",
  "exit _exit": "int",
  fork: " int",
  "execve execv execvp": "str,ptr,ptr int",
  "getpid getuid geteuid": " int",
  socket: "int,int,int int",
  "connect bind": "int,ptr,uint int",
  "send recv": "int,ptr,uint,hex int",
  "mmap mmap64": "ptr,uint,hex,hex,int,hex ptr",
  munmap: "ptr,uint int",
  dlopen: "str,hex ptr",
  dlsym: "ptr,str ptr",
  pthread_create: "ptr,ptr,ptr,ptr int",
  qsort: "ptr,uint,uint,ptr",
};

const signatures = new Map(
  Object.entries(library).flatMap(([names, text]) => {
    const [args = "", result] = text.split(" ");
    const signature: Signature = {
      args: args === "" ? [] : (args.split(",") as ArgumentFormat[]),
      result: result as ArgumentFormat | undefined,
    };
    return names.split(" ").map((name) => [name, signature] as const);
  }),
);
/** Of functions that are not known: what r0 to r3 hold. */
const unknown: Signature = { args: ["hex", "hex", "hex", "hex"], result: "hex" };

/** What a function of libc takes and returns; four words for another one. */
export function signatureOf(name: string): Signature {
  return signatures.get(name) ?? unknown;
}

/** Reads `str,int,hex`. @throws {CliError} `bad-arguments` */
export function parseFormats(option: string, text: string): ArgumentFormat[] {
  const parts = text === "none" ? [] : text.split(",");
  for (const part of parts) {
    if (!formats.includes(part as ArgumentFormat)) {
      throw badArguments(`--${option} has formats of ${formats.join(", ")}, not ${part}`, "probe");
    }
  }
  return parts as ArgumentFormat[];
}

/** A value as text. Memory that cannot be read is shown as its address. */
export function show(format: ArgumentFormat, value: number, memory: CallDetails["context"]["memory"]): string {
  switch (format) {
    case "int":
      return String(value | 0);
    case "uint":
      return String(value >>> 0);
    case "oct":
      return `0${(value >>> 0).toString(8)}`;
    case "char":
      return value >= 0x20 && value < 0x7f ? `'${String.fromCharCode(value)}'` : String(value & 0xff);
    case "str":
      return value === 0
        ? "NULL"
        : (tryTo(() => JSON.stringify(memory.readUtf8String(value, LONGEST_TEXT))) ?? hex(value));
    case "buf":
      return (
        tryTo(() => JSON.stringify(Buffer.from(memory.read(value, BUFFER_BYTES)).toString("latin1"))) ?? hex(value)
      );
    case "ptr":
      return value === 0 ? "NULL" : hex(value);
    default:
      return hex(value);
  }
}

const hex = (value: number): string => `0x${(value >>> 0).toString(16)}`;

function tryTo<Result>(read: () => Result): Result | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
