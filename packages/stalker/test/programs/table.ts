import type { Build, Program } from "./sysroot.js";

/** A program, and what it gets and does. */
export interface ProgramCase {
  /** What it shows; for installed programs the command line tells. */
  readonly name?: string;
  readonly program: Program;
  /** A build is the path of what it makes. */
  readonly args?: readonly (string | Build)[];
  /** A file of the working folder as its standard input. */
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Its exit status, or the signal that ends it. */
  readonly ends: number | NodeJS.Signals;
  /**
   * Another thread ends the program while the first computes. The stub of qemu-arm tells of both at once if the first stops then, so it is
   * followed without events: it does not stop any more once its code is there.
   */
  readonly endsElsewhere?: true;
  /** Threads are signalled in the same moment: followed on one processor. */
  readonly oneProcessor?: true;
  /** It is so short that it has hardly any blocks. */
  readonly few?: true;
  /** Leaves of its output what is the same in each run. */
  readonly stable?: (output: string) => string;
}

/** What every working folder holds from the beginning: text.txt of so many bytes, and the scripts of inputs/. */
export const textSize = 6_000;

const installed = (path: string): Program => ({ installed: path });
const busybox = installed("bin/busybox");
const openssl = installed("usr/bin/openssl");
const python = installed("usr/bin/python3");
const luajit = installed("usr/bin/luajit");
const xz = installed("usr/bin/xz");
const grep = installed("bin/grep");
const tar = installed("bin/tar");
const compiler = installed("usr/lib/gcc/arm-linux-gnueabihf/12/cc1");
const ripgrep: Program = { package: "ripgrep", architecture: "armhf", path: "usr/bin/rg" };
/** These execute their own programs within their own process. */
const staticT32: Program = { package: "busybox-static", architecture: "armhf", path: "bin/busybox" };
const staticA32: Program = { package: "busybox-static", architecture: "armel", path: "bin/busybox" };

const key = ["-K", "0123456789abcdef".repeat(4), "-iv", "0f1e2d3c4b5a6978".repeat(2)];
const reproducible = ["--sort=name", "--owner=0", "--group=0", "--mtime=@0"];
const shell =
  "n=5; while [ $n -gt 0 ]; do echo $n; n=$((n - 1)); done | while read x; do printf '%s,' $x; done; /bin/echo host | /bin/cat; (exit 3) || exit 4";
const wordCount =
  '{ for (i = NF; i > 0; i--) n[$i] += length($i) } END { print n["the"], NR / 7, toupper($1), substr($0, 3) }';
const withoutNumbers = (output: string): string => output.replace(/ *[\d.]+k? */g, "#");
/** OpenSSL's errors begin with the thread's number, which is an address. */
const withoutThread = (output: string): string => output.replace(/^[0-9A-F]{8}:/gm, "");
const sorted = (output: string): string => output.split("\n").sort().join("\n");

/** Programs of Debian. */
// biome-ignore format: a row for each
export const debianPrograms: readonly ProgramCase[] = [
  { program: busybox, args: ["sort", "text.txt"], ends: 0 },
  { program: busybox, args: ["awk", wordCount, "text.txt"], ends: 0 },
  { program: busybox, args: ["md5sum", "text.txt", "missing.txt"], ends: 1 },
  { program: busybox, args: ["sh", "-c", shell], ends: 4 },
  { name: "a shell script of busybox's own programs", program: staticT32, args: ["sh", "script.sh"], ends: 5 },
  { program: installed("bin/bzip2"), args: ["-k", "-9", "text.txt"], ends: 0 },
  { program: installed("bin/bzip2"), args: ["-t", "script.lua"], ends: 2 },
  { program: xz, args: ["-k", "-1", "text.txt"], ends: 0 },
  { program: xz, args: ["-T2", "--block-size=8192", "-0", "-c"], input: "text.txt", ends: 0 },
  { program: installed("bin/gzip"), args: ["-n", "-9", "text.txt"], ends: 0 },
  { program: installed("usr/bin/lua5.4"), args: ["script.lua"], ends: 3 },
  { program: installed("usr/bin/sqlite3"), args: [":memory:"], input: "script.sql", ends: 1 },
  { program: openssl, args: ["dgst", "-sha256", "text.txt"], ends: 0 },
  { program: openssl, args: ["dgst", "-sha3-512", "text.txt", "missing.txt"], ends: 1, stable: withoutThread },
  { program: openssl, args: ["enc", "-aes-256-cbc", ...key, "-in", "text.txt", "-out", "text.enc"], ends: 0 },
  { program: openssl, args: ["speed", "-seconds", "1", "-bytes", "1024", "sha256"], ends: 0, stable: withoutNumbers },
  { program: python, args: ["-I", "-S", "script.py"], ends: 4 },
  { program: python, args: ["-I", "-S", "callbacks.py"], ends: 0 },
  { program: installed("usr/bin/perl"), args: ["script.pl"], ends: 6 },
  { program: installed("bin/bash"), args: ["script.bash"], ends: 7 },
  { program: installed("usr/bin/find"), args: [".", "-name", "*.p[ly]", "-printf", "%p %s %m\\n", "-exec", "/bin/echo", "{}", ";"], ends: 0 },
  { program: grep, args: ["-n", "-o", "-E", "\\b(t|an?)[a-z]*(e|d)\\b", "text.txt"], ends: 0 },
  { program: grep, args: ["-c", "-P", "(?<=[aeiou])([bcdf]+)[aeiou].*\\1", "text.txt"], ends: 0 },
  { program: grep, args: ["-r", "-i", "found [n]owhere", "."], ends: 1 },
  { program: tar, args: [...reproducible, "-cf", "all.tar", "text.txt", "script.lua", "script.py"], ends: 0 },
  { program: tar, args: [...reproducible, "-cf", "-", "--use-compress-program=/bin/cat", "script.sql"], ends: 0 },
  { program: luajit, args: ["jit.lua"], ends: 2 },
  { program: luajit, args: ["-Ohotloop=2", "-Ohotexit=1", "jit.lua"], ends: 2 },
  { program: luajit, args: ["-joff", "jit.lua"], ends: 2 },
  { program: installed("usr/bin/sort"), args: ["--parallel=2", "-S", "64k", "-k2,2", "-k1,1r", "text.txt"], ends: 0 },
  { program: installed("usr/bin/factor"), args: ["18446744073709551615", "1000000007000000063"], ends: 0 },
  { program: installed("usr/bin/ruby3.1"), args: ["--disable-gems", "script.rb"], ends: 3 },
  { program: compiler, args: ["-quiet", "-O0", "-o", "-", "next.c"], ends: 0 },
  { name: "a Rust program, with threads", program: ripgrep, args: ["-j2", "-c", "for|while"], ends: 0, stable: sorted },
  { name: "awk in static A32", program: staticA32, args: ["awk", wordCount, "text.txt"], ends: 0 },
  { name: "a shell script in static A32", program: staticA32, args: ["sh", "script.sh"], ends: 5 },
];

const built = (source: string, ...flags: string[]): Program => ({ build: { source, flags } });
const workload = (name: string, ...flags: string[]): ProgramCase => ({
  name: `ordinary C, ${name}`,
  program: built("workload.c", ...flags),
  ends: 9,
});
const plugin = (number: number, ...flags: string[]): Build => ({
  source: "plugin.c",
  flags: ["-O2", "-shared", "-fPIC", `-DNUMBER=${number}`, ...flags],
});
const plugins = [plugin(1), plugin(2), "./missing.so", plugin(3), plugin(4, "-marm")];

/** Programs of sources/. */
// biome-ignore format: a row for each
export const builtPrograms: readonly ProgramCase[] = [
  workload("-mthumb -O0", "-mthumb", "-O0"),
  workload("-mthumb -Os", "-mthumb", "-Os"),
  workload("-mthumb -O2, static", "-mthumb", "-O2", "-static"),
  workload("-mthumb -O3 with NEON", "-mthumb", "-O3", "-mfpu=neon-vfpv4", "-ffast-math"),
  workload("-mthumb -O2 at a fixed address, without jump tables", "-mthumb", "-O2", "-no-pie", "-fno-jump-tables"),
  workload("-marm -O0", "-marm", "-O0"),
  workload("-marm -O2, static", "-marm", "-O2", "-static"),
  workload("A32 and T32 in turns", "-O1", "-mflip-thumb"),
  { name: "setjmp, longjmp and switched stacks", program: built("longjmp.c", "-mthumb", "-O2"), ends: 4 },
  { name: "setjmp, longjmp and switched stacks in A32", program: built("longjmp.c", "-marm", "-O1"), ends: 4 },
  { name: "C++ exceptions through frames", program: built("exceptions.cc", "-mthumb", "-O2"), ends: 6 },
  { name: "C++ exceptions through frames in static A32", program: built("exceptions.cc", "-marm", "-O1", "-static"), ends: 6 },
  { name: "an exception that nobody catches", program: built("exceptions.cc", "-mthumb", "-O2"), args: ["nobody"], ends: "SIGABRT" },
  { name: "libraries loaded where others were", program: built("libraries.c", "-mthumb", "-O2"), args: plugins, ends: 12 },
  { name: "code that is written, changed, unmapped and moved", program: built("generated.c", "-mthumb", "-O1"), ends: 35 },
  { name: "the kernel's helpers", program: built("helpers.S", "-nostdlib", "-static"), ends: 42, few: true },
  { name: "a program that looks for signs of company", program: built("surroundings.c", "-marm", "-O2", "-funwind-tables", "-rdynamic"), ends: 3 },
];

type End = ProgramCase["ends"];
const threads = (name: string, ends: End, ...args: string[]): ProgramCase => ({
  ...{ name, program: built("threads.c", "-mthumb", "-O2"), args, ends },
});
const computing = (name: string, ends: End, how: string): ProgramCase => ({
  ...threads(name, ends, how, "spin"),
  endsElsewhere: true,
});
const crossfire = (how: string, ends: End): ProgramCase => ({
  ...{
    name: `crossfire: ${how}`,
    program: built("crossfire.c", "-mthumb", "-O2"),
    args: [how],
    ends,
    oneProcessor: true,
  },
});
const ending = (how: string, ends: End): ProgramCase => ({
  ...{ name: `end: ${how}`, program: built("ends.c", "-marm", "-O1"), args: [how], ends },
});
const handling = (name: string, part: string, ends: End): ProgramCase => ({
  ...{ name, program: built("handlers.c", "-marm", "-O1"), args: [part], ends },
});
const inT32 = (name: string, part: string, ends: End): ProgramCase => ({
  ...{ name, program: built("handlers.c", "-mthumb", "-O2", "-Wa,-mimplicit-it=always"), args: [part], ends },
});
const allChildren = "children by fork, vfork, clone, clone3, posix_spawn, system and popen";

/** Threads, children, signals, and ways to end. */
// biome-ignore format: a row for each
export const livesAndDeaths: readonly ProgramCase[] = [
  threads("threads that share a queue", 5),
  { name: "threads that come and go", program: built("churn.c", "-mthumb", "-O2"), ends: 19 },
  { name: "threads that come and go, in static A32", program: built("churn.c", "-marm", "-O1", "-static"), ends: 19 },
  threads("exit from a second thread", 33, "exit"),
  computing("exit from a second thread while the first computes", 33, "exit"),
  threads("abort from a second thread", "SIGABRT", "abort"),
  computing("abort from a second thread while the first computes", "SIGABRT", "abort"),
  threads("a fault in a second thread", "SIGSEGV", "fault"),
  computing("a fault in a second thread while the first computes", "SIGSEGV", "fault"),
  threads("a second thread that outlives the first", 0, "outlive"),
  crossfire("cancel", 52),
  crossfire("timer", 53),
  crossfire("timer elsewhere", 53),
  crossfire("fault", "SIGSEGV"),
  crossfire("handled fault", 21),
  { name: allChildren, program: built("children.c", "-mthumb", "-O1"), ends: 18 },
  { name: `${allChildren}, in static A32`, program: built("children.c", "-marm", "-O1", "-static"), ends: 18 },
  ending("return", 44),
  ending("exit", 7),
  ending("_exit", 8),
  ending("exit of the thread", 9),
  ending("read of null", "SIGSEGV"),
  ending("write to code", "SIGSEGV"),
  ending("jump to null", "SIGSEGV"),
  ending("jump to nowhere", "SIGSEGV"),
  ending("jump to data", "SIGSEGV"),
  ending("jump to an unmapped page", "SIGSEGV"),
  ending("stack overflow", "SIGSEGV"),
  ending("abort", "SIGABRT"),
  ending("undefined", "SIGILL"),
  ending("breakpoint", "SIGTRAP"),
  ending("debugger's breakpoint", "SIGTRAP"),
  ending("terminate", "SIGTERM"),
  ending("kill", "SIGKILL"),
  ending("raise user signal", "SIGUSR1"),
  ending("alarm", "SIGALRM"),
  ending("broken pipe", "SIGPIPE"),
  ending("exec", 10),
  ending("failing exec", 11),
  handling("a handler while the program computes", "ticking", 30),
  handling("system calls that a handler interrupts", "interrupted", 31),
  handling("a handler for the death of children", "children", 32),
  handling("a handler of faults that jumps out", "faulting", 33),
  handling("a handler of faults that repairs their cause", "repaired", 34),
  handling("a handler that changes PC and flags", "skipped", 35),
  handling("handlers within handlers, on a stack of their own", "nesting", "SIGUSR1"),
  handling("signals that are waited for", "waiting", 37),
  handling("a handler that gives itself up", "dying", "SIGSEGV"),
  handling("signals that are blocked", "masked", 38),
  handling("many signals all over the C library", "storm", 39),
  handling("handlers that jump out of computing", "leaping", 40),
  handling("system calls that go on after a handler", "restarted", 41),
  handling("system calls that wait", "undisturbed", 42),
  handling("a timer that leaves no time", "starved", 43),
  inT32("a handler while the program computes, in T32", "ticking", 30),
  inT32("a handler of faults that repairs their cause, in T32", "repaired", 34),
  inT32("a handler that changes PC and flags, in T32", "skipped", 35),
  inT32("many signals all over the C library, in T32", "storm", 39),
  inT32("handlers that jump out of computing, in T32", "leaping", 40),
  inT32("a timer that leaves no time, in T32", "starved", 43),
];
