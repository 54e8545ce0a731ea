import type { Snippet } from "../bed/snippets.js";

// Forms that are regular: written once, for every operation, condition, register or addressing mode that there is.

const conditions = ["eq", "ne", "cs", "cc", "mi", "pl", "vs", "vc", "hi", "ls", "ge", "lt", "gt", "le"] as const;
const lowRegisters = ["r0", "r1", "r2", "r3", "r4", "r5", "r6", "r7"];
const registers = [...lowRegisters, "r8", "r9", "r10", "r11", "r12"];
/** Bit 20 is set in the addresses of all code of the bed. */
const BIT = 0x100000;

const hex = (value: number): string => `0x${(value >>> 0).toString(16)}`;

/** Runs a body with each value of NZCV: r4 counts them, r5 collects what the body adds. */
function withAllFlags(set: Snippet["set"], body: string): string {
  return `
        push    {r4-r7, lr}
        mov     r4, #0
        mov     r5, #0
1:      lsl     r6, r4, #28
        msr     APSR_nzcvq, r6
        ${body}
        ${set === "a32" ? "" : ".balign 4"}
        add     r4, r4, #1
        cmp     r4, #16
        bne     1b
        pop     {r4-r7, pc}
`;
}

/** Each condition of a direct branch, taken and not. */
function conditionalBranches(): Snippet[] {
  return conditions.flatMap((condition) => [
    {
      set: "a32",
      name: `b${condition} with all flags`,
      text: withAllFlags("a32", `b${condition} 2f\n add r5, r5, #1\n2: add r5, r5, #256`),
    },
    {
      set: "t32",
      name: `b${condition}.n, b${condition}.w and it ${condition} with all flags`,
      text: withAllFlags(
        "t32",
        `b${condition}.n 2f
         add    r5, r5, #1
2:       msr    APSR_nzcvq, r6
         b${condition}.w 3f
         add    r5, r5, #2
3:       msr    APSR_nzcvq, r6
         it     ${condition}
         b${condition}.n 4f
         add    r5, r5, #4
4:       msr    APSR_nzcvq, r6
         ittt   ${condition}
         add${condition} r5, r5, #8
         mrs${condition} r7, APSR
         b${condition}.w 5f
         add    r5, r5, #16
5:       add    r5, r5, #256`,
      ),
    },
  ]);
}

/** Each condition of calls, of branches to registers, and of loads of PC. */
function conditionalTransfers(): Snippet[] {
  return conditions.flatMap((condition) => [
    {
      set: "a32",
      name: `bl, blx, bx, mov, ldr, ldm, pop under ${condition} with all flags`,
      text: `${withAllFlags(
        "a32",
        `bl${condition} ~leaf
         msr    APSR_nzcvq, r6
         ldr    r7, =~thumb + 1
         blx${condition} r7
         msr    APSR_nzcvq, r6
         adr    r7, 2f
         bx${condition} r7
         add    r5, r5, #4
2:       msr    APSR_nzcvq, r6
         adr    r7, 3f
         mov${condition} pc, r7
         add    r5, r5, #8
3:       msr    APSR_nzcvq, r6
         ldr${condition} pc, =4f
         add    r5, r5, #16
4:       msr    APSR_nzcvq, r6
         adr    r0, 5f
         push   {r0, r7}
         mov    r1, sp
         ldm${condition} r1, {pc}
         add    r5, r5, #32
5:       msr    APSR_nzcvq, r6
         adr    r7, 6f
         str    r7, [sp, #4]
         pop${condition} {r0, pc}
         add    sp, sp, #8
6:       add    r5, r5, #0x1000`,
      )}
~leaf:  add     r5, r5, #0x10000
        cmp     r5, r5
        bx      lr
        .thumb
~thumb: add     r5, r5, #0x100000
        bx      lr
`,
    },
    {
      set: "t32",
      name: `bl, blx, bx, mov, ldr, pop, tbb in IT ${condition} with all flags`,
      text: `${withAllFlags(
        "t32",
        `it     ${condition}
         bl${condition} ~leaf
         msr    APSR_nzcvq, r6
         itt    ${condition}
         ldr${condition} r7, =~arm
         blx${condition} r7
         msr    APSR_nzcvq, r6
         adr    r7, 2f
         add    r7, #1
         it     ${condition}
         bx${condition} r7
         add    r5, r5, #4
         .balign 4
2:       msr    APSR_nzcvq, r6
         adr    r7, 3f
         itt    ${condition}
         add${condition} r5, r5, #64
         mov${condition} pc, r7
         add    r5, r5, #8
         .balign 4
3:       msr    APSR_nzcvq, r6
         it     ${condition}
         ldr${condition} pc, =4f + 1
         add    r5, r5, #16
4:       msr    APSR_nzcvq, r6
         ldr    r7, =6f + 1
         push   {r0, r7}
         it     ${condition}
         pop${condition} {r0, pc}
         add    sp, sp, #8
6:       msr    APSR_nzcvq, r6
         mov    r7, #0
         it     ${condition}
         tbb${condition} [pc, r7]
         @ MOV R1, R1, or a table: 18 bytes from here
         .inst.n 0x4609
         .rept  4
         add    r5, r5, #1
         .endr
         add    r5, r5, #0x1000`,
      )}
~leaf:  add     r5, r5, #0x10000
        cmp     r5, r5
        bx      lr
        .balign 4
        .arm
~arm:   add     r5, r5, #0x100000
        bx      lr
`,
    },
  ]);
}

interface Form {
  readonly name: string;
  readonly operand: string;
  /** The value of r2 for the operand to be a value, and the carry that it takes. */
  source(value: number): number;
  readonly carry?: (value: number) => number;
}

const rotateLeft = (value: number, by: number): number => ((value << by) | (value >>> (32 - by))) >>> 0;

const forms: readonly Form[] = [
  { name: "reg", operand: "r2", source: (value) => value },
  { name: "lsl", operand: "r2, lsl #4", source: (value) => value >>> 4 },
  { name: "lsr", operand: "r2, lsr #4", source: (value) => value << 4 },
  { name: "asr", operand: "r2, asr #3", source: (value) => value << 3 },
  { name: "ror", operand: "r2, ror #7", source: (value) => rotateLeft(value, 7) },
  { name: "rrx", operand: "r2, rrx", source: (value) => value << 1, carry: (value) => value >>> 31 },
];

/** What makes r1 such that the operation on it, and on the operand's value in r3, gives what was in r1. */
const inverses: Readonly<Record<string, string>> = {
  eor: "eor r1, r1, r3",
  sub: "add r1, r1, r3",
  rsb: "sub r1, r3, r1",
  add: "sub r1, r1, r3",
  adc: "sub r1, r1, r3; subcs r1, r1, #1",
  sbc: "add r1, r1, r3; addcc r1, r1, #1",
  rsc: "sub r1, r3, r1; subcc r1, r1, #1",
  orr: "bic r1, r1, r3",
  bic: "",
  and: "",
};

/** Computed branches of A32: each operation with each form of its second operand, to A32 and to T32. */
function dataProcessing(): Snippet[] {
  const snippets: Snippet[] = [];
  const add = (operation: string, setup: string): void => {
    for (const condition of ["", "eq", "ne"]) {
      // Both instruction sets for some of each.
      const toThumb = (snippets.length & 1) === 1;
      const instruction = operation.replace(/^\w+/, `$&${condition}`);
      snippets.push({
        set: "a32",
        name: `${instruction}, to ${toThumb ? "T32" : "A32"}`,
        text: `
        ldr     r1, =~there + ${toThumb ? 1 : 0}
        ${setup}
        ${instruction}
        mov     r0, #99
        bx      lr
        ${toThumb ? ".thumb" : ""}
~there: mov     r0, #7
        bx      lr
`,
      });
    }
  };
  for (const [operation, inverse] of Object.entries(inverses)) {
    // AND and BIC leave of r1 what a value with all bits of addresses keeps.
    const value = operation === "and" ? 0x0fffffff : operation === "bic" ? 0x08000000 : BIT;
    for (const { name, operand, source, carry } of forms) {
      const shifted = name === "lsr" && operation === "and" ? 0xffffffff : source(value);
      // LSL loses the low bits of an address: the landing has none.
      const setup = `${operation === "and" && name === "lsl" ? "ldr r1, =landing + 0x10000000" : ""}
        ldr     r2, =${hex(shifted)}
        ldr     r3, =${hex(value)}
        ${carry === undefined ? "" : `movs r12, #${carry(value)}; lsrs r12, r12, #1`}
        ${inverse}`;
      add(`${operation} pc, r1, ${operand}`, setup);
    }
    if (operation !== "and") {
      const immediate = operation === "bic" ? 0x08000000 : BIT;
      add(`${operation} pc, r1, #${immediate}`, `ldr r3, =${immediate}\n${inverse}`);
    }
  }
  for (const { name, operand, carry } of forms) {
    // The address itself, turned so that the operand is it.
    const turns: Readonly<Record<string, string>> = {
      reg: "mov r2, r1",
      lsl: "lsr r2, r1, #4",
      lsr: "lsl r2, r1, #4",
      asr: "lsl r2, r1, #3",
      ror: "ror r2, r1, #25",
      rrx: "lsl r2, r1, #1",
    };
    const clear = carry === undefined ? "" : "movs r12, #0; lsrs r12, r12, #1";
    const target = name === "lsl" ? "ldr r1, =landing" : "";
    add(`mov pc, ${operand}`, `${target}\n${clear}\n${turns[name]}`);
    if (name === "reg" || name === "ror") add(`mvn pc, ${operand}`, `mvn r1, r1\n${turns[name]}`);
    if (name === "asr") add(`mvn pc, ${operand}`, `mvn r1, r1\n${turns[name]}`);
    if (name === "rrx") add(`mvn pc, ${operand}`, `mvn r1, r1\nmovs r12, #1; lsrs r12, r12, #1\nlsl r2, r1, #1`);
  }
  add("mov pc, #0x1c0000", "");
  add("and pc, r1, #0x1c0000", "ldr r1, =landing + 0x10003ff4");
  return snippets;
}

/** Loads of PC with each base, in the addressing modes of A32. */
function loadsOfPc(): Snippet[] {
  const modes: readonly (readonly [mode: string, offset: number, setup: string])[] = [
    ["[B]", 0, ""],
    ["[B, #12]", 12, ""],
    ["[B, #-12]", -12, ""],
    ["[B, #8]!", 8, ""],
    ["[B, #-4092]!", -4092, ""],
    ["[B], #4092", 0, ""],
    ["[B], #-8", 0, ""],
    ["[B, I]", 8, "mov I, #8"],
    ["[B, -I]", -8, "mov I, #8"],
    ["[B, I]!", 8, "mov I, #8"],
    ["[B, -I]!", -8, "mov I, #8"],
    ["[B], I", 0, "mov I, #8"],
    ["[B], -I", 0, "mov I, #8"],
    ["[B, I, lsl #2]", 8, "mov I, #2"],
    ["[B, -I, lsl #2]", -8, "mov I, #2"],
    ["[B, I, lsr #3]!", 8, "mov I, #64"],
    ["[B, -I, asr #1]", 8, "mvn I, #15"],
    ["[B, I, ror #4]", 8, "mov I, #128"],
    ["[B, I, rrx]", 8, "mov I, #16; cmp I, #17"],
    ["[B], I, lsl #2", 0, "mov I, #2"],
    ["[B], -I, rrx", 0, "mov I, #16"],
  ];
  // Each mode once with a register of the usual ones, and each register once with some mode.
  const bases = [...registers, "sp", "lr"];
  const snippets: Snippet[] = [];
  for (let at = 0; at < modes.length + bases.length; at++) {
    const [mode, offset, setup] = modes[at % modes.length]!;
    const base = bases[(at + (at >> 1)) % bases.length]!;
    const index = ["r3", "r12", "r6"].find((name) => name !== base)!;
    const [keptLr, keptSp] = ["r8", "r9", "r10", "r11"].filter((name) => name !== base) as [string, string];
    const toThumb = at % 3 === 1;
    const fill = (text: string): string => text.replaceAll("B", base).replaceAll("I", index);
    // A stack pointer stays in the stack: the word is there.
    const place =
      base === "sp"
        ? `ldr r0, =~there + ${toThumb ? 1 : 0}\n sub sp, sp, #64\n str r0, [sp, #${32 + offset}]\n add sp, sp, #32`
        : `ldr ${base}, =~slot - (${offset})`;
    // Below SP there is nothing that lasts.
    if (base === "sp" && (offset < 0 || offset > 32)) continue;
    snippets.push({
      set: "a32",
      name: `ldr pc, ${fill(mode)}, to ${toThumb ? "T32" : "A32"}${at < modes.length ? "" : ", once more"}`,
      text: `
        mov     ${keptLr}, lr
        mov     ${keptSp}, sp
        ${place}
        ${fill(setup)}
        ldr     pc, ${fill(mode)}
        mov     r0, #99
        .pushsection .slots
~slot:  .word   ~there + ${toThumb ? 1 : 0}
        .popsection
        ${toThumb ? ".thumb" : ""}
~there: mov     r1, sp
        mov     r2, lr
        mov     sp, ${keptSp}
        bx      ${keptLr}
`,
    });
  }
  return snippets;
}

/** Loads of PC with each base, in the addressing modes of T32. */
function loadsOfPcT32(): Snippet[] {
  const modes: readonly (readonly [mode: string, offset: number, setup: string])[] = [
    ["[B]", 0, ""],
    ["[B, #12]", 12, ""],
    ["[B, #-12]", -12, ""],
    ["[B, #4092]", 4092, ""],
    ["[B, #8]!", 8, ""],
    ["[B, #-252]!", -252, ""],
    ["[B], #252", 0, ""],
    ["[B], #-8", 0, ""],
    ["[B, I]", 8, "mov I, #8"],
    ["[B, I, lsl #2]", 8, "mov I, #2"],
    ["[B, I, lsl #3]", 16, "mov I, #2"],
  ];
  const bases = [...registers, "sp", "lr"];
  const snippets: Snippet[] = [];
  for (let at = 0; at < 2 * modes.length + 4; at++) {
    const [mode, offset, setup] = modes[at % modes.length]!;
    const base = bases[at % bases.length]!;
    const index = ["r3", "r12", "r6"].find((name) => name !== base)!;
    const [keptLr, keptSp] = ["r8", "r9", "r10", "r11"].filter((name) => name !== base) as [string, string];
    const toArm = at % 3 === 1;
    const fill = (text: string): string => text.replaceAll("B", base).replaceAll("I", index);
    if (base === "sp" && (offset < 0 || offset > 32)) continue;
    const place =
      base === "sp"
        ? `ldr r0, =~there + ${toArm ? 0 : 1}\n sub sp, sp, #64\n str r0, [sp, #${32 + offset}]\n add sp, sp, #32`
        : `ldr ${base}, =~slot - (${offset})`;
    snippets.push({
      set: "t32",
      name: `ldr pc, ${fill(mode)}, to ${toArm ? "A32" : "T32"}`,
      text: `
        mov     ${keptLr}, lr
        mov     ${keptSp}, sp
        ${place}
        ${fill(setup)}
        ldr     pc, ${fill(mode)}
        mov     r0, #99
        .pushsection .slots
~slot:  .word   ~there + ${toArm ? 0 : 1}
        .popsection
        .balign 4
        ${toArm ? ".arm" : ""}
~there: mov     r1, sp
        mov     r2, lr
        mov     sp, ${keptSp}
        bx      ${keptLr}
`,
    });
  }
  return snippets;
}

/** Loads of several registers and PC: A32 with each order and writeback, T32 with what it has. */
function multipleLoads(): Snippet[] {
  const snippets: Snippet[] = [];
  const add = (set: Snippet["set"], order: string, base: string, mark: string, list: readonly string[]): void => {
    const count = list.length;
    const position = { ia: count - 1, ib: count, da: 0, db: -1 }[order]!;
    const lowest = { ia: 0, ib: 1, da: 1 - count, db: -count }[order]!;
    const [keptLr, keptSp] = ["r8", "r9", "r10", "r11"].filter((name) => name !== base && !list.includes(name)) as [
      string,
      string,
    ];
    const toOther = snippets.length % 3 === 1;
    const bit = (set === "t32") !== toOther ? 1 : 0;
    // The words around the base, the one for PC among them.
    const words = Array.from({ length: 12 }, (_, at) =>
      at === 6 + position ? `~there + ${bit}` : `0x${at}0${at}0${at}0`,
    );
    if (list.includes("sp")) words[6 + lowest + list.indexOf("sp")] = "stack + 0x800";
    const setup =
      base === "sp"
        ? `sub sp, sp, #48
        ldr     r0, =~slot
        ldm     r0!, {r1-r6}
        stmia   sp!, {r1-r6}
        ldm     r0!, {r1-r6}
        stm     sp, {r1-r6}`
        : `ldr     ${base}, =~slot + 24`;
    snippets.push({
      set,
      name: `ldm${order} ${base}${mark}, {${list.join(", ")}}, to ${bit === 1 ? "T32" : "A32"}`,
      text: `
        mov     ${keptLr}, lr
        mov     ${keptSp}, sp
        ${setup.replace("stmia   sp!", set === "a32" ? "stmia   sp!" : "stmia.w sp!")}
        ldm${order}   ${base}${mark}, {${list.join(", ")}}
        mov     r0, #99
        .pushsection .slots
~slot:  .word   ${words.join(", ")}
        .popsection
        .balign 4
        ${toOther ? (set === "a32" ? ".thumb" : ".arm") : ""}
~there: mov     r12, sp
        mov     r1, lr
        mov     sp, ${keptSp}
        bx      ${keptLr}
`,
    });
  };
  for (const order of ["ia", "ib", "da", "db"]) {
    for (const mark of ["", "!"]) {
      add("a32", order, "r3", mark, ["pc"]);
      add("a32", order, "r12", mark, ["r2", "r7", "pc"]);
      add("a32", order, "r0", mark, ["r4", "lr", "pc"]);
      if (order !== "db" && order !== "da") add("a32", order, "sp", mark, ["r2", "r3", "pc"]);
    }
    add("a32", order, "r5", "", ["r1", "r5", "r6", "pc"]);
    add("a32", order, "r1", "", ["r4", "sp", "pc"]);
    add("a32", order, "lr", "", ["r2", "lr", "pc"]);
  }
  add("a32", "ia", "sp", "", ["r4", "sp", "pc"]);
  for (const base of lowRegisters) add("a32", "ia", base, "!", ["r8", "pc"]);
  for (const order of ["ia", "db"]) {
    for (const mark of ["", "!"]) {
      add("t32", order, "r3", mark, ["r2", "r7", "pc"]);
      add("t32", order, "r12", mark, ["r1", "pc"]);
      add("t32", order, "r0", mark, ["r4", "r5", "r6", "pc"]);
      if (order === "ia") add("t32", order, "sp", mark, ["r2", "r3", "pc"]);
    }
    add("t32", order, "r5", "", ["r1", "r5", "r6", "pc"]);
  }
  for (const base of ["r1", "r4", "r6", "r7", "r8", "r11"]) add("t32", "ia", base, "!", ["r3", "r10", "pc"]);
  return snippets;
}

/** BX, BLX, BXJ and MOV to PC of each register, to both sets; BLX of LR too. */
function branchesToRegisters(): Snippet[] {
  const snippets: Snippet[] = [];
  for (const set of ["a32", "t32"] as const) {
    for (const name of ["bx", "blx", "bxj", "mov pc,"]) {
      for (const toOther of name === "mov pc," && set === "t32" ? [false] : [false, true]) {
        const [own, other] = set === "a32" ? [".arm", ".thumb"] : [".thumb", ".arm"];
        const ownBit = set === "a32" ? 0 : 1;
        const bit = toOther ? 1 - ownBit : ownBit;
        // Each register's branch leads to the next one's, by way of the other set's code.
        const links = [...registers, "lr"].map((register, at) => {
          const back = [`ldr r12, =~home${at} + ${ownBit}`, "bx r12", ".balign 4", own, `~home${at}:`];
          const branch = [`ldr ${register}, =~to${at} + ${bit}`, `${name} ${register}`, ".balign 4"];
          return [...branch, ...(toOther ? [other] : []), `~to${at}:`, ...(toOther ? back : [])].join("\n");
        });
        snippets.push({
          set,
          name: `${name} of each register, to ${bit === 1 ? "T32" : "A32"}`,
          text: `
        push    {lr}
${links.join("\n")}
        mov     r0, lr
        pop     {pc}
        .ltorg
`,
        });
      }
    }
  }
  return snippets;
}

/** TBB and TBH by PC and by other bases, with each register as the index. */
function tableBranches(): Snippet[] {
  const snippets: Snippet[] = [];
  for (const index of [...registers, "lr"]) {
    for (const wide of [false, true]) {
      const name = wide ? "tbh" : "tbb";
      const shift = wide ? ", lsl #1" : "";
      const kept = index === "r8" ? "r9" : "r8";
      snippets.push({
        set: "t32",
        name: `${name} [pc, ${index}${shift}]`,
        text: `
        mov     ${kept}, lr
        mov     ${index}, #2
        ${name} [pc, ${index}${shift}]
1:      .${wide ? "hword" : "byte"} 0, (2f - 1b) / 2, (3f - 1b) / 2, 0
2:      movs    r0, #99
        .balign 4
3:      adds    r0, #1
        bx      ${kept}
`,
      });
    }
  }
  for (const base of [...registers, "sp"]) {
    const kept = base === "r8" ? "r9" : "r8";
    const index = base === "r3" ? "r4" : "r3";
    const fromStack = base === "sp";
    snippets.push({
      set: "t32",
      name: `tbb and tbh by ${base}`,
      text: `
        mov     ${kept}, lr
        ${fromStack ? "ldr r0, =~bytes; ldr r0, [r0]; push {r0, r1}" : `ldr ${base}, =~bytes`}
        mov     ${index}, #1
        tbb     [${base}, ${index}]
1:      movs    r7, #99
2:      ${fromStack ? "ldr r0, =~halves; ldr r0, [r0]; str r0, [sp]" : `ldr ${base}, =~halves`}
        mov     ${index}, #1
        tbh     [${base}, ${index}, lsl #1]
3:      movs    r7, #98
4:      ${fromStack ? "pop {r0, r1}" : ""}
        bx      ${kept}
        .pushsection .slots
        .balign 4
~bytes: .byte   0, (2b - 1b) / 2, 0, 0
~halves:
        .hword  0, (4b - 3b) / 2
        .popsection
`,
    });
  }
  return snippets;
}

/** All shapes of IT blocks, of members that set no flags, under two conditions and their opposites. */
function itShapes(): Snippet[] {
  const shapes = ["", "t", "e", "tt", "te", "et", "ee", "ttt", "tte", "tet", "tee", "ett", "ete", "eet", "eee"];
  return ["eq", "gt"].map((condition) => ({
    set: "t32",
    name: `all shapes of IT ${condition} with all flags`,
    text: withAllFlags(
      "t32",
      shapes
        .map((shape) => {
          const inverse = { eq: "ne", gt: "le" }[condition]!;
          const members = [...`t${shape}`].map(
            (letter, at) => `add${letter === "t" ? condition : inverse} r5, r5, #${1 << at}`,
          );
          return `it${shape} ${condition}\n${members.join("\n")}\n ror r5, r5, #29`;
        })
        .join("\n"),
    ),
  }));
}

/** All of them. */
export function families(): Snippet[] {
  return [
    ...conditionalBranches(),
    ...conditionalTransfers(),
    ...dataProcessing(),
    ...loadsOfPc(),
    ...loadsOfPcT32(),
    ...multipleLoads(),
    ...branchesToRegisters(),
    ...tableBranches(),
    ...itShapes(),
  ];
}
