import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { ModulesError } from "@armstalker/modules";
import type { CallDetails, CpuContext } from "@armstalker/stalker";
import { parseFormats, type Signature, show, signatureOf } from "../argument-formats.js";
import { CliError } from "../errors.js";
import { badArguments } from "../options.js";
import { checkWritable, say } from "../output.js";
import { runOptions, runSettings } from "../run-settings.js";
import { describeEnd, exitStatus, followProgram, type Session, sayRemarks } from "../session.js";
import { FileSink } from "../trace/file-sink.js";
import type { Command } from "./command.js";

/** A call that a probe has seen. */
export interface ProbedCall {
  /** As `libc.so.6!puts`. */
  readonly name: string;
  readonly thread: number;
  /** For anything that a script keeps from `onEnter` to `onLeave`. */
  readonly data: Record<string, unknown>;
}

/** What a script for `armstalker probe --script` exports. */
export interface ProbeScript {
  /** Called at each call of a function that a pattern matches. */
  onEnter?(call: ProbedCall, details: CallDetails): void;
  /** Called when it returns, with the value of r0; `context.r0` changes it. */
  onLeave?(call: ProbedCall, result: number, context: CpuContext): void;
}

interface OpenCall {
  readonly call: ProbedCall;
  readonly signature: Signature;
  /** SP at the call: the return has at least this. */
  readonly sp: number;
  readonly returnAddress: number;
}

/** Calls of functions, with arguments and results. */
export const probe: Command = {
  name: "probe",
  summary: "prints calls of functions with their arguments and what they return",
  usage: "[OPTIONS] PATTERN -- PROGRAM [ARGS]",
  operands: 1,
  options: [
    {
      name: "args",
      value: "FORMATS",
      text: "str,int,uint,hex,ptr,oct,char,buf or none; by default those of libc's common functions, else four words",
    },
    { name: "result", value: "FORMAT", text: "of what the functions return; none: returns are not printed" },
    {
      name: "script",
      value: "FILE",
      text: "a module that exports onEnter(call, details) and onLeave(call, result, context)",
    },
    { name: "output", short: "o", value: "FILE", text: "where lines go; standard error by default" },
    ...runOptions,
  ],
  examples: [
    ["armstalker probe 'libc.so.6!open*' -- ./a.out", "which files it opens"],
    ["armstalker probe 'a.out!0x1234' --args str,int -- ./a.out", "a function without a name, by its offset"],
    ["armstalker probe malloc --script sizes.mjs -- ./a.out", "JavaScript at each call"],
  ],
  async run(options, ends) {
    const [pattern] = options.operands;
    if (pattern === undefined)
      throw badArguments("there is no function to probe: armstalker probe 'libc.so.6!open*' -- PROGRAM", "probe");
    const { values } = options;
    const argText = values.get("args")?.[0];
    const resultText = values.get("result")?.[0];
    const args = argText === undefined ? undefined : parseFormats("args", argText);
    const result = resultText === undefined ? undefined : parseFormats("result", resultText)[0];
    const settings = runSettings("probe", options);
    const output = values.get("output")?.[0];
    if (output !== undefined) checkWritable(output);
    const script = await loadScript(values.get("script")?.[0]);
    const sink = output === undefined ? undefined : new FileSink(output);
    const print = (line: string): void => (sink === undefined ? say(line) : sink.write(`${line}\n`));
    const probes = new Probes(pattern, script, print, (name) => {
      const known = signatureOf(name);
      return { args: args ?? known.args, result: resultText === undefined ? known.result : result };
    });
    const followed = await followProgram(
      settings,
      { begin: (session) => probes.begin(session), follow: () => ({}) },
      ends,
    );
    sink?.close();
    if (!settings.isQuiet) {
      const title = settings.program?.title ?? settings.remote ?? "";
      const none = probes.count === 0 ? ` ${probes.whyNone()}` : "";
      say(
        `${title}: ${describeEnd(followed.end)}, ${probes.calls.toLocaleString("en-US")} calls of ${probes.count} functions.${none}`,
      );
    }
    sayRemarks(followed, ends);
    return exitStatus(followed, ends);
  },
};

/** Probes of the functions that a pattern matches, in all modules that are ever loaded. */
class Probes {
  /** Functions that are probed. */
  count = 0;
  /** Calls so far. */
  calls = 0;
  readonly #pattern: string;
  readonly #script: ProbeScript | undefined;
  readonly #print: (line: string) => void;
  readonly #signatureOf: (name: string) => Signature;
  /** Addresses that are probed, with their probes. */
  readonly #probed = new Map<number, number>();
  readonly #returns = new Set<number>();
  readonly #open = new Map<number, OpenCall[]>();
  #error: string | undefined;

  constructor(
    pattern: string,
    script: ProbeScript | undefined,
    print: (line: string) => void,
    signature: (name: string) => Signature,
  ) {
    this.#pattern = pattern;
    this.#script = script;
    this.#print = print;
    this.#signatureOf = signature;
  }

  begin(session: Session): void {
    const look = (): void => this.#look(session);
    session.modules.on("moduleLoaded", look);
    session.modules.on("moduleUnloaded", ({ base, end }) => {
      for (const [address, id] of this.#probed) {
        if (address < base || address >= end) continue;
        session.stalker.removeCallProbe(id);
        this.#probed.delete(address);
      }
    });
    look();
  }

  /** Why no function is probed. */
  whyNone(): string {
    return this.#error === undefined ? "" : `None is probed: ${this.#error}.`;
  }

  #look(session: Session): void {
    const { modules, stalker } = session;
    let found: ReturnType<typeof modules.match>;
    try {
      found = modules.match(this.#pattern);
    } catch (error) {
      if (!(error instanceof ModulesError)) throw error;
      if (error.code === "bad-name") throw error;
      this.#error = error.message;
      return;
    }
    for (const { name, module, address } of found) {
      if (this.#probed.has(address)) continue;
      const full = `${module.name}!${name}`;
      const signature = this.#signatureOf(name);
      this.#probed.set(
        address,
        stalker.addCallProbe(address, (details) => this.#enter(session, full, signature, details)),
      );
      this.count++;
    }
  }

  #enter(session: Session, name: string, signature: Signature, details: CallDetails): void {
    const { context, returnAddress } = details;
    const { thread } = context;
    this.calls++;
    const call: ProbedCall = { name, thread, data: {} };
    const open = this.#openOf(thread);
    // Calls that longjmp has left have a lower stack.
    while (open.length > 0 && open.at(-1)!.sp < context.sp) open.pop();
    if (this.#script?.onEnter === undefined) {
      const values = signature.args.map((format, index) => show(format, details.argument(index), context.memory));
      this.#print(`${"  ".repeat(open.length)}${name}(${values.join(", ")})`);
    } else {
      this.#script.onEnter(call, details);
    }
    if (signature.result === undefined && this.#script?.onLeave === undefined) return;
    open.push({ call, signature, sp: context.sp, returnAddress });
    if (this.#returns.has(returnAddress)) return;
    this.#returns.add(returnAddress);
    session.stalker.addInstructionProbe(returnAddress, (back) => this.#leave(returnAddress, back));
  }

  #leave(returnAddress: number, context: CpuContext): void {
    const open = this.#openOf(context.thread);
    const last = open.at(-1);
    // Control comes to a return address in other ways as well.
    if (last === undefined || last.returnAddress !== returnAddress || last.sp !== context.sp) return;
    open.pop();
    if (this.#script?.onLeave !== undefined) {
      this.#script.onLeave(last.call, context.r0, context);
      return;
    }
    if (this.#script?.onEnter !== undefined || last.signature.result === undefined) return;
    this.#print(
      `${"  ".repeat(open.length)}${last.call.name} = ${show(last.signature.result, context.r0, context.memory)}`,
    );
  }

  #openOf(thread: number): OpenCall[] {
    let open = this.#open.get(thread);
    if (open === undefined) {
      open = [];
      this.#open.set(thread, open);
    }
    return open;
  }
}

async function loadScript(path: string | undefined): Promise<ProbeScript | undefined> {
  if (path === undefined) return undefined;
  const script = await importScript(path);
  if (typeof script.onEnter !== "function" && typeof script.onLeave !== "function") {
    throw new CliError(
      "bad-script",
      `${path} exports neither onEnter nor onLeave`,
      "export function onEnter(call, details) { … }",
    );
  }
  return script as ProbeScript;
}

/** The exports of a script. @throws {CliError} `bad-script` */
export async function importScript(path: string): Promise<Record<string, unknown>> {
  try {
    return (await import(pathToFileURL(resolve(path)).href)) as Record<string, unknown>;
  } catch (error) {
    const { message } = error as Error;
    throw new CliError(
      "bad-script",
      `${path} cannot be loaded: ${message.split("\n")[0]}`,
      "give the path of an ES module (.mjs)",
      error,
    );
  }
}
