import { constants } from "node:os";
import type { Readable } from "node:stream";
import { Modules } from "@armstalker/modules";
import {
  type FollowOptions,
  type GdbTarget,
  type LifeEvent,
  Stalker,
  type TargetStop,
  type ThreadId,
} from "@armstalker/stalker";
import type { EndRequests } from "./end-requests.js";
import { isExplained } from "./errors.js";
import { openTarget } from "./open-target.js";
import { NOT_RUN, pass, say } from "./output.js";
import { Progress } from "./progress.js";
import type { RunSettings } from "./run-settings.js";

/** Milliseconds that a program has to stop when it shall end. */
const PATIENCE = 2000;
/** Milliseconds after a thread has asked for another one, until that is there. */
const THREAD_DELAY = 5;

/** A program that is followed, and what is known of it. */
export interface Session {
  readonly target: GdbTarget;
  readonly stalker: Stalker;
  readonly modules: Modules;
  /** Shows progress if it is time to: for work that lets no timer run. */
  update(): void;
  /** Stops the program, as at Ctrl-C: what was observed so far counts. */
  end(): void;
}

/** What a command observes. */
export interface Observer {
  /** Called before the program's first instruction; modules are known. */
  begin?(session: Session): void | Promise<void>;
  /** What a thread is followed for. */
  follow(session: Session, thread: ThreadId): FollowOptions;
  /** Called at each event of a followed thread's life, before it happens. */
  onLifeEvent?(session: Session, event: LifeEvent): void;
  /** How far it is, in one line. */
  progress?(session: Session): string;
}

/** How a followed program came to its end. */
export interface Followed {
  readonly session: Session;
  readonly end: TargetStop;
  /** What the stalker met that it could not follow. */
  readonly failures: readonly Error[];
  /** Why the program's output could not be passed on. */
  readonly failure: Error | undefined;
  readonly threads: number;
  /** Milliseconds. */
  readonly time: number;
  /** True if `--duration` has ended it. */
  readonly isTimedOut: boolean;
}

/** Starts or reaches a program and follows it to its end. Every end leaves nothing running. */
export async function followProgram(settings: RunSettings, observer: Observer, ends: EndRequests): Promise<Followed> {
  const started = performance.now();
  ends.firstControlC = settings.program === undefined ? "this process" : "program";
  const opened = await openTarget(settings);
  const { target } = opened;
  let progress: Progress | undefined;
  const timers: NodeJS.Timeout[] = [];
  try {
    const modules = new Modules(target, {
      ...(settings.sysroot === undefined ? {} : { sysroot: settings.sysroot }),
      ...(opened.readFile === undefined ? {} : { readFile: opened.readFile }),
    });
    const failures: Error[] = [];
    let wantsThreads = false;
    const stalker = new Stalker(target, {
      onError: (error) => failures.push(error),
      // Events come when their buffer is full, and when the program is stopped for another reason: its mappings can be read then.
      queueDrainInterval: 0,
      onLifeEvent(event) {
        if (event.kind === "unmap") modules.remove(event.base, event.size);
        if (event.kind === "thread" && settings.threads === "all") lookForThreads();
        observer.onLifeEvent?.(session, event);
      },
    });
    let patience: NodeJS.Timeout | undefined;
    const session: Session = {
      target,
      stalker,
      modules,
      update: () => progress?.update(),
      // A program that is stopped gives away its last events first. One that cannot be stopped is killed.
      end() {
        if (patience !== undefined || target.state !== "running") {
          if (target.state !== "ended") target.kill();
          return;
        }
        patience = setTimeout(() => target.kill(), PATIENCE);
        timers.push(patience);
        try {
          target.interrupt();
        } catch {
          // A stub that cannot interrupt.
          target.kill();
        }
      },
    };
    const lookForThreads = (): void => {
      wantsThreads = true;
      timers.push(setTimeout(() => target.state === "running" && target.interrupt(), THREAD_DELAY));
    };
    modules.watch(stalker);
    await observer.begin?.(session);
    if (!settings.isQuiet && observer.progress !== undefined) {
      const begun = performance.now();
      progress = new Progress(process.stderr, () => {
        const time = ((performance.now() - begun) / 1000).toFixed(1);
        return `${time} s: ${observer.progress!(session)}`;
      });
    }
    const relayed = relay(opened, progress);
    const threads = new Set<ThreadId>();
    const followNew = (): void => {
      for (const thread of target.threads()) {
        if (threads.has(thread)) continue;
        threads.add(thread);
        try {
          stalker.follow(thread, observer.follow(session, thread));
        } catch (error) {
          failures.push(error as Error);
        }
      }
    };
    if (settings.threads === "all") followNew();
    else {
      threads.add(target.mainThread);
      stalker.follow(target.mainThread, observer.follow(session, target.mainThread));
    }
    let isTimedOut = false;
    if (settings.duration !== undefined) {
      timers.push(
        setTimeout(() => {
          isTimedOut = true;
          session.end();
        }, settings.duration),
      );
    }
    ends.listener = () => session.end();
    let end: TargetStop;
    for (;;) {
      end = await target.resume();
      const mayGoOn = end.kind === "interrupted" && wantsThreads && patience === undefined;
      if (!mayGoOn) break;
      wantsThreads = false;
      followNew();
    }
    ends.listener = undefined;
    if (target.state !== "ended") target.kill();
    const failure = await relayed;
    const time = performance.now() - started;
    return { session, end, failures, failure, threads: threads.size, time, isTimedOut };
  } finally {
    ends.listener = undefined;
    ends.firstControlC = "this process";
    for (const timer of timers) clearTimeout(timer);
    progress?.stop();
    if (target.state !== "ended") target.kill();
  }
}

/** Passes the program's output on; done when all of it has come. Resolves with the error if it cannot be written. */
async function relay(
  { stdout, stderr }: { readonly stdout: Readable | null; readonly stderr: Readable | null },
  progress: Progress | undefined,
): Promise<Error | undefined> {
  const clear = (): void => progress?.clear();
  const failures = await Promise.all([pass(stdout, process.stdout, clear), pass(stderr, process.stderr, clear)]);
  // A reader that has read enough is no failure.
  return failures.find((failure) => failure !== undefined && (failure as NodeJS.ErrnoException).code !== "EPIPE");
}

/** The end of a program in words. */
export function describeEnd(end: TargetStop): string {
  switch (end.kind) {
    case "exited":
      return `exit status ${end.status}`;
    case "terminated":
      return `ended by ${signalName(end.signal)}`;
    case "lost":
      return `lost: ${end.cause.message}`;
    default:
      return `stopped: ${end.kind}`;
  }
}

/** The exit status of a command that has followed a program: the program's own, as a shell reports it. */
export function exitStatus({ end, isTimedOut }: Followed, ends: EndRequests): number {
  if (ends.signal !== undefined) return 128 + constants.signals[ends.signal];
  if (isTimedOut) return 0;
  if (end.kind === "exited") return end.status;
  return end.kind === "terminated" ? 128 + end.signal : NOT_RUN;
}

/** Lines about what went wrong on the way. */
export function remarks({ failures, failure, isTimedOut }: Followed, ends: EndRequests): string[] {
  const lines = [...new Set(failures.map((each) => (isExplained(each) ? each.message : String(each.stack))))].map(
    (text) => `Not all was followed: ${text}`,
  );
  if (failure !== undefined) lines.push(`${isExplained(failure) ? failure.code : "cannot-write"}: ${failure.message}`);
  if (isTimedOut) lines.push("Ended by --duration: this is what ran until then.");
  if (ends.signal !== undefined)
    lines.push(`Ended by ${ends.signal}: the program was stopped, and this is what ran until then.`);
  return lines;
}

function signalName(signal: number): string {
  return Object.entries(constants.signals).find(([, number]) => number === signal)?.[0] ?? `signal ${signal}`;
}

/** Writes remarks for commands without a report. */
export function sayRemarks(followed: Followed, ends: EndRequests): void {
  for (const line of remarks(followed, ends)) say(line);
}
