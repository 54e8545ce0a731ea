/** Pieces with branches: choices, loops, tables, calls, ways out. */
import { flagSetter, instruction } from "./instructions.js";
import { type Piece, piece } from "./program.js";
import { BASE, type Callee, CONDITIONS, DEPTH, lowRegister, registers, type Scope } from "./scope.js";
import { itBlock } from "./sequences.js";

/** Makes the pieces within a piece. */
export type Inner = (scope: Scope, size: number) => Piece[];

const deeper = (scope: Scope, changes: Partial<Scope> = {}): Scope => ({
  ...scope,
  nesting: scope.nesting + 1,
  ...changes,
});

/** One side or the other, or one that may be passed over. */
export function choice(scope: Scope, inner: Inner): Piece {
  const { random, instructionSet } = scope;
  const [other, end] = [scope.label(), scope.label()];
  const setter = random.chance(0.6) ? [flagSetter(scope)] : [];
  const body = inner(deeper(scope), 3);
  const condition = random.pick(CONDITIONS);
  const kind = random.below(instructionSet === "t32" ? 5 : 2);
  switch (kind) {
    case 0:
      return piece(...setter, `b${condition} ${end}`, body, `${end}:`);
    case 1:
      return piece(
        ...setter,
        `b${condition} ${other}`,
        body,
        `b ${end}`,
        `${other}:`,
        inner(deeper(scope), 3),
        `${end}:`,
      );
    case 2: {
      const compare = `${random.pick(["cbz", "cbnz"])} ${lowRegister(scope)}, ${other}`;
      return piece(compare, `b ${end}`, `${other}:`, body, `${end}:`);
    }
    case 3: {
      const compare = `${random.pick(["cbz", "cbnz"])} ${lowRegister(scope)}, ${end}`;
      return piece(compare, ...Array.from({ length: random.below(4) }, () => instruction(scope)), `${end}:`);
    }
    default: {
      // The last of an IT block.
      const { it, conditions } = itBlock(scope);
      const members = conditions.slice(0, -1).map((one) => instruction(scope, one));
      return piece(...setter, it, ...members, `b${conditions.at(-1)} ${end}`, body, `${end}:`);
    }
  }
}

/** A loop of a few turns. */
export function loop(scope: Scope, inner: Inner): Piece {
  const { random, instructionSet } = scope;
  const [again, out] = [scope.label(), scope.label()];
  const [counter, ...counters] = scope.counters as [string, ...string[]];
  const turns = random.between(1, 4);
  const body = inner(deeper(scope, { counters, weight: scope.weight * turns }), 3);
  const start = [`mov ${counter}, #${turns}`, `${again}:`];
  switch (random.below(instructionSet === "t32" ? 6 : 4)) {
    case 0:
      return piece(...start, body, `subs ${counter}, ${counter}, #1`, `bne ${again}`);
    case 1:
      return piece(...start, body, `sub ${counter}, ${counter}, #1`, `cmp ${counter}, #0`, `bgt ${again}`);
    case 2: {
      const condition = random.pick(CONDITIONS);
      return piece(
        ...start,
        body,
        `b${condition} ${out}`,
        `subs ${counter}, ${counter}, #1`,
        `bhi ${again}`,
        `${out}:`,
      );
    }
    case 3:
      return piece(...start, `subs ${counter}, ${counter}, #1`, `bmi ${out}`, body, `b ${again}`, `${out}:`);
    case 4:
      return piece(...start, body, `subs ${counter}, ${counter}, #1`, "it ne", `bne ${again}`);
    default:
      return piece(
        ...start,
        body,
        `subs ${counter}, ${counter}, #1`,
        "ittee ne",
        instruction(scope, "ne"),
        "nopne",
        "nopeq",
        `beq ${out}`,
        `b ${again}`,
        `${out}:`,
      );
  }
}

/** A branch to one of several places. */
export function table(scope: Scope, inner: Inner): Piece {
  const { random, instructionSet } = scope;
  const [index, address] = registers(scope, 2) as [string, string];
  const count = random.between(2, 4);
  const cases = Array.from({ length: count }, () => scope.label());
  const [start, end] = [scope.label(), scope.label()];
  const select = [`and ${index}, ${index}, #${count === 4 ? 3 : 1}`];
  const head =
    instructionSet === "a32"
      ? armTable(scope, index, address, cases, start)
      : thumbTable(scope, index, address, cases, start);
  const parts: (string | Piece[])[] = [...select, ...head];
  for (const label of cases) parts.push(`${label}:`, inner(deeper(scope), 2), `b ${end}`);
  parts.push(`${end}:`);
  return piece(...parts);
}

function armTable({ random }: Scope, index: string, address: string, cases: string[], start: string): string[] {
  const words = `${start}: .word ${cases.join(", ")}`;
  const branches = cases.map((label) => `b ${label}`);
  switch (random.below(8)) {
    case 0:
      return [`ldr pc, [pc, ${index}, lsl #2]`, "nop", words];
    case 1:
      return [
        `cmp ${index}, #${random.below(cases.length)}`,
        `ldrls pc, [pc, ${index}, lsl #2]`,
        `b ${cases[0]}`,
        words,
      ];
    case 2:
      return [`add pc, pc, ${index}, lsl #2`, "nop", ...branches];
    case 3:
      return [`adr ${address}, ${start}`, `ldr ${address}, [${address}, ${index}, lsl #2]`, `bx ${address}`, words];
    case 4:
      return [
        `adr ${address}, ${start}`,
        `ldr ${address}, [${address}, ${index}, lsl #2]`,
        `mov pc, ${address}`,
        words,
      ];
    case 5:
      return [`add ${address}, pc, ${index}, lsl #2`, `add pc, ${address}, #4`, "nop", ...branches];
    case 6:
      return [
        `adr ${address}, ${start}`,
        `add ${address}, ${address}, ${index}, lsl #2`,
        `ldr pc, [${address}], #4`,
        words,
      ];
    default:
      return [
        `adr ${address}, ${start} - 4`,
        `add ${address}, ${address}, ${index}, lsl #2`,
        `ldr pc, [${address}, #4]!`,
        words,
      ];
  }
}

function thumbTable({ random }: Scope, index: string, address: string, cases: string[], start: string): string[] {
  const words = [".p2align 2", `${start}: .word ${cases.map((label) => `${label} + 1`).join(", ")}`];
  const near = cases.map((label) => `${label}_near`);
  const branches = cases.map((label, at) => `${near[at]}: b.w ${label}`);
  const bytes = `${start}: .byte ${near.map((label) => `(${label} - ${start}) / 2`).join(", ")}`;
  const halves = `${start}: .hword ${cases.map((label) => `(${label} - ${start}) / 2`).join(", ")}`;
  switch (random.below(9)) {
    case 0:
      return [`tbb [pc, ${index}]`, bytes, ".p2align 1", ...branches];
    case 1:
      return [`tbh [pc, ${index}, lsl #1]`, halves];
    case 2:
    case 3: {
      // The table is elsewhere: its offsets still count from behind the branch.
      const after = `${start}_after`;
      const entries = near.map((label) => `(${label} - ${after}) / 2`).join(", ");
      const away = [...branches, `${start}_away: .byte ${entries}`, ".p2align 1"];
      const condition = random.pick(CONDITIONS);
      const branch = random.chance(0.5)
        ? [`tbb [${address}, ${index}]`, `${after}:`]
        : [`it ${condition}`, `tbb${condition} [${address}, ${index}]`, `${after}:`, `b.w ${cases[0]}`];
      return [`adr.w ${address}, ${start}_away`, ...branch, ...away];
    }
    case 4:
      return [
        `adr.w ${address}, ${start}`,
        `ldr ${address}, [${address}, ${index}, lsl #2]`,
        `bx ${address}`,
        ...words,
      ];
    case 5:
      return [`adr.w ${address}, ${start}`, `ldr.w pc, [${address}, ${index}, lsl #2]`, ...words];
    case 6:
      return [
        `adr.w ${address}, ${start}`,
        `ldr ${address}, [${address}, ${index}, lsl #2]`,
        `mov pc, ${address}`,
        ...words,
      ];
    case 7:
      return [`lsl ${index}, ${index}, #2`, ".p2align 2", `add pc, ${index}`, "nop", ...branches];
    default:
      return [
        `cmp ${index}, #1`,
        `adr.w ${address}, ${start}`,
        `ldr ${address}, [${address}, ${index}, lsl #2]`,
        "ite eq",
        `addeq ${index}, ${index}, #1`,
        `bxne ${address}`,
        `b.w ${cases[1]}`,
        ...words,
      ];
  }
}

/** A call of another function. */
export function call(scope: Scope, { name, isRecursive }: Callee): Piece {
  const { random, instructionSet } = scope;
  const [address] = registers({ ...scope, lrIsFree: false }, 1) as [string];
  const prepare = isRecursive ? ["mov r0, #3", `str r0, [${BASE}, #${DEPTH}]`] : [];
  const load = `ldr ${address}, =${name}`;
  const condition = random.pick(CONDITIONS);
  const back = scope.label();
  const setter = flagSetter(scope);
  const ways = [[`bl ${name}`], [`bl ${name}`], [load, `blx ${address}`]];
  const arm = [
    [setter, `bl${condition} ${name}`],
    [setter, load, `blx${condition} ${address}`],
    [load, "mov lr, pc", `bx ${address}`],
    [load, "mov lr, pc", `mov pc, ${address}`],
    [load, `str ${address}, [${BASE}, #64]`, "mov lr, pc", `ldr pc, [${BASE}, #64]`],
    [load, `adr lr, ${back}`, `bx ${address}`, `${back}:`],
  ];
  const { it, conditions } = itBlock(scope);
  const last = conditions.at(-1)!;
  const others = conditions.slice(0, -1);
  const thumb = [
    [setter, it, ...others.map((one) => instruction(scope, one)), `bl${last} ${name}`],
    [setter, load, it, ...others.map((one) => `mov${one} r0, ${address}`), `blx${last} ${address}`],
    [load, `ldr lr, =${back} + 1`, `bx ${address}`, `${back}:`],
  ];
  return piece(...prepare, ...random.pick([...ways, ...(instructionSet === "a32" ? arm : thumb)]));
}

/** A call of the next instruction, to know where one is. */
export function callNext(scope: Scope): Piece {
  const next = scope.label();
  const [t] = registers(scope, 1) as [string];
  return piece(`bl ${next}`, `${next}:`, `mov ${t}, lr`);
}

/** A way out of the function before its end. */
export function leaveEarly(scope: Scope, leave: (condition: string) => string[]): Piece {
  const { random, instructionSet } = scope;
  const condition = random.pick(CONDITIONS);
  const setter = random.chance(0.5) ? [flagSetter(scope)] : [];
  const lines = leave(condition);
  if (instructionSet === "a32") return piece(...setter, ...lines);
  if (lines.length === 1) return piece(...setter, `it ${condition}`, ...lines);
  const over = scope.label();
  return piece(...setter, `b${condition} ${over}`, ...leave(""), `${over}:`);
}

/** Registers kept on the stack meanwhile. */
export function kept(scope: Scope, inner: Inner): Piece {
  const { random, instructionSet } = scope;
  const within = deeper(scope, { leave: null });
  const list = random
    .sample(["r0", "r1", "r2", "r3", "r4", "r5", "r9", "r12"], random.between(1, 5))
    .sort((a, b) => Number(a.slice(1)) - Number(b.slice(1)));
  switch (random.below(4)) {
    case 0:
      return piece("vpush {d8-d11}", inner(within, 3), "vpop {d8-d11}");
    case 1:
      return piece(
        "sub sp, sp, #16",
        `str ${lowRegister(scope)}, [sp, #4]`,
        "mov r0, #0",
        "str r0, [sp]",
        "str r0, [sp, #8]",
        "str r0, [sp, #12]",
        inner(within, 3),
        "ldr r1, [sp, #4]",
        "add sp, sp, #16",
      );
    case 2:
      if (instructionSet === "a32")
        return piece(`stmdb sp!, {${list.join(", ")}}`, inner(within, 3), `ldmia sp!, {${list.join(", ")}}`);
      return piece(`push {${list.join(", ")}}`, inner(within, 3), `pop {${list.join(", ")}}`);
    default:
      return piece(`push {${list.join(", ")}}`, inner(within, 3), `add sp, sp, #${4 * list.length}`);
  }
}

/** A part in the other instruction set. */
export function otherSet(scope: Scope, inner: Inner): Piece {
  const { random, instructionSet } = scope;
  const [address] = registers(scope, 1) as [string];
  if (instructionSet === "a32") {
    const within = deeper(scope, { instructionSet: "t32", leave: null });
    const target = scope.label();
    const enter = random.chance(0.5)
      ? [`add ${address}, pc, #1`, `bx ${address}`]
      : [`ldr ${address}, =${target} + 1`, `${random.pick(["bx", "mov pc,"])} ${address}`];
    return piece(...enter, ".thumb", `${target}:`, inner(within, 3), ".p2align 2", "bx pc", "nop", ".arm");
  }
  const within = deeper(scope, { instructionSet: "a32", leave: null });
  const target = scope.label();
  return piece(
    ".p2align 2",
    "bx pc",
    "nop",
    ".arm",
    inner(within, 3),
    random.chance(0.5) ? `ldr pc, ${target}_word` : `ldr ${address}, ${target}_word`,
    `bx ${address}`,
    `${target}_word: .word ${target} + 1`,
    ".thumb",
    `${target}:`,
  );
}
