import { instruction } from "./instructions.js";
import { type Piece, piece } from "./program.js";
import { BASE, CONDITIONS, type Condition, registers, type Scope } from "./scope.js";
import { itBlock } from "./sequences.js";

/** Where in the area the address is kept that is loaded into PC. */
const WORD = 72;

/** A way to branch to an address. */
interface Form {
  readonly before: readonly string[];
  /** The branch, under a condition or an empty one. */
  readonly go: (condition: string) => string;
  /** What makes up for it where it was not executed. */
  readonly otherwise?: string;
}

/** A jump to an address that is computed: always, or else by a plain branch to the same place. */
export function jump(scope: Scope): Piece {
  const { random, instructionSet } = scope;
  const target = scope.label();
  const bit = instructionSet === "t32" ? " + 1" : "";
  const { before, go, otherwise } = random.pick([
    ...formsOfBoth(scope, `${target}${bit}`),
    ...(instructionSet === "a32" ? armForms(scope, target) : thumbForms(scope, target)),
  ]);
  const skipped = instruction(scope);
  if (random.chance(0.5)) return piece(...before, go(""), skipped, `${target}:`);
  // The comparison changes nothing but flags.
  const [n, m] = registers(scope, 2) as [string, string];
  const compare = `${random.pick(["cmp", "teq", "cmn"])} ${n}, ${m}`;
  return piece(
    ...before,
    compare,
    ...conditionally(scope, go),
    skipped,
    ...(otherwise === undefined ? [] : [otherwise]),
    `b ${target}`,
    `${target}:`,
  );
}

/** In T32 as the last of an IT block. */
function conditionally(scope: Scope, go: (condition: string) => string): string[] {
  if (scope.instructionSet === "a32") return [go(scope.random.pick(CONDITIONS))];
  const { it, conditions } = itBlock(scope);
  const others = conditions.slice(0, -1).map((condition: Condition) => `cmp${condition} r0, r1`);
  return [it, ...others, go(conditions.at(-1)!)];
}

function formsOfBoth(scope: Scope, target: string): Form[] {
  const { random, instructionSet, lrIsFree } = scope;
  const [address, other, base] = registers({ ...scope, lrIsFree: false }, 3) as [string, string, string];
  const load = `ldr ${address}, =${target}`;
  const store = [load, `str ${address}, [${BASE}, #${WORD}]`];
  const at = (offset: number) => [...store, `add ${base}, ${BASE}, #${WORD + offset}`];
  const multiples =
    instructionSet === "a32" ? ({ ia: -4, ib: -8, da: 0, db: 4 } as const) : ({ ia: -4, db: 4 } as const);
  const [mode, offset] = random.pick(Object.entries(multiples));
  const back = random.chance(0.5) ? "!" : "";
  const list = (name: string) => (Number(name.slice(1)) < 13 ? name : "r0");
  const width = instructionSet === "a32" ? "" : ".w";
  const forms: Form[] = [
    { before: [load], go: (c) => `bx${c} ${address}` },
    { before: [load], go: (c) => `mov${c} pc, ${address}` },
    { before: [], go: (c) => `ldr${c}${width} pc, =${target}` },
    { before: store, go: (c) => `ldr${c}${width} pc, [${BASE}, #${WORD}]` },
    { before: at(-8), go: (c) => `ldr${c}${width} pc, [${base}, #8]!` },
    { before: at(0), go: (c) => `ldr${c}${width} pc, [${base}], #-${4 * random.below(20)}` },
    { before: at(12), go: (c) => `ldr${c}${width} pc, [${base}, #-12]` },
    {
      before: [...store, `mov ${base}, #${WORD / 4}`],
      go: (c) => `ldr${c}${width} pc, [${BASE}, ${base}, lsl #2]`,
    },
    // Of what it loads besides, the lower address is that of the register.
    { before: at(Number(offset)), go: (c) => `ldm${mode}${c} ${base}${back}, {${list(other)}, pc}` },
    {
      before: [load, "push {r0, r1}", `str ${address}, [sp, #4]`],
      go: (c) => `pop${c} {r0, pc}`,
      otherwise: "pop {r0, r1}",
    },
    { before: [load, `str ${address}, [sp, #-4]!`], go: (c) => `ldr${c} pc, [sp], #4`, otherwise: "add sp, sp, #4" },
    { before: [load, `push {${address}}`], go: (c) => `pop${c} {pc}`, otherwise: "pop {r1}" },
    {
      before: [load, "push {r0, r1}", `str ${address}, [sp, #4]`],
      go: (c) => `ldmia${c} sp!, {r2, pc}`,
      otherwise: "add sp, sp, #8",
    },
  ];
  if (lrIsFree) {
    forms.push(
      { before: [`ldr lr, =${target}`], go: (c) => `bx${c} lr` },
      { before: [`ldr lr, =${target}`], go: (c) => `mov${c} pc, lr` },
    );
  }
  return forms;
}

/** Data processing with PC as its destination, and register offsets that only A32 has. */
function armForms(scope: Scope, target: string): Form[] {
  const { random } = scope;
  const [address, other] = registers({ ...scope, lrIsFree: false }, 2) as [string, string];
  const load = `ldr ${address}, =${target}`;
  const memory = [load, `str ${address}, [${BASE}, #${WORD}]`];
  const zero = `mov ${other}, #0`;
  const turn = random.between(1, 31);
  return [
    { before: [`ldr ${address}, =${target} - 8`], go: (c) => `add${c} pc, ${address}, #8` },
    { before: [`ldr ${address}, =${target} + 256`], go: (c) => `sub${c} pc, ${address}, #256` },
    {
      before: [load, `mov ${address}, ${address}, ror #${turn}`],
      go: (c) => `mov${c} pc, ${address}, ror #${32 - turn}`,
    },
    { before: [load, `mvn ${address}, ${address}`], go: (c) => `mvn${c} pc, ${address}` },
    { before: [load, `rsb ${address}, ${address}, #0`], go: (c) => `rsb${c} pc, ${address}, #0` },
    {
      before: [load, zero],
      go: (c) => `${random.pick(["orr", "eor", "add", "sub", "bic"])}${c} pc, ${address}, ${other}`,
    },
    { before: [load], go: (c) => `${random.pick(["and", "orr"])}${c} pc, ${address}, ${address}` },
    {
      before: [`sub ${address}, pc, #4`, `ldr ${other}, =${target}`, `sub ${other}, ${other}, ${address}`],
      go: (c) => `add${c} pc, ${address}, ${other}`,
    },
    { before: [...memory, `mov ${other}, #${WORD * 2}`], go: (c) => `ldr${c} pc, [${BASE}, ${other}, lsr #1]` },
    {
      before: [...memory, `add ${address}, ${BASE}, #${WORD + 32}`, `mov ${other}, #32`],
      go: (c) => `ldr${c} pc, [${address}, -${other}]!`,
    },
    {
      before: [...memory, `add ${address}, ${BASE}, #${WORD}`, `mov ${other}, #16`],
      go: (c) => `ldr${c} pc, [${address}], ${other}, lsl #1`,
    },
  ];
}

/** MOV stays in T32, whatever bit 0 of the address. */
function thumbForms(scope: Scope, target: string): Form[] {
  const [address] = registers({ ...scope, lrIsFree: false }, 1) as [string];
  return [{ before: [`ldr ${address}, =${target}`], go: (c) => `mov${c} pc, ${address}` }];
}
