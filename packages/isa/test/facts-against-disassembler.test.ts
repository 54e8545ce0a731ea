import { type Disassembled, forEachDisassembly } from "@armstalker/oracles";
import { describe, expect, it } from "vitest";
import {
  a32Decoder,
  ByteOrder,
  type Decoder,
  Exchange,
  Exclusive,
  type Instruction,
  type InstructionSet,
  instructionClasses,
  Link,
  MemoryUse,
  Operation,
  Raises,
  Relative,
  Returns,
  Transfer,
  t32Decoder,
} from "../src/index.js";
import { Random } from "./support/random.js";
import { stratifiedWords } from "./support/stratified-words.js";

// What the columns say of valid instructions is read off objdump's text.
// Not covered here: the column `privileged`; UNPREDICTABLE words, which the columns describe as if they were valid; conditions in IT blocks.

const seed = Number(process.env.ARMSTALKER_SEED ?? Date.now() % 2 ** 31);
const wordCount = Number(process.env.ARMSTALKER_FACT_WORDS ?? 40_000);

const condition = "(?:eq|ne|cs|cc|mi|pl|vs|vc|hi|ls|ge|lt|gt|le)?";
const mnemonic = (pattern: string): RegExp => new RegExp(`^(?:${pattern})${condition}(?:\\.[nw])?$`);

const branches = mnemonic("b");
const calls = mnemonic("bl");
const registerCalls = mnemonic("blx");
const registerBranches = mnemonic("bxj?");
const moves = mnemonic("movs?");
const shifts = mnemonic("(?:lsl|lsr|asr|ror|rrx)s?");
const constantMoves = mnemonic("movs?|movw");
const additions = mnemonic("adds?|addw");
const subtractions = mnemonic("subs?|subw");
const pcRelative = mnemonic("addw?|subw?");
/** Their first operand is not written. */
const readers = /^(cmp|cmn|tst|teq|str|push|pld|pli|mcr|msr|stl|v(ld|st)m|f(ld|st)m)/;

/** PC, exclusive monitors, status registers and the state of the processor, exceptions, IT. */
const notPlain =
  /\bpc\b|^(ldrex|ldaex|strex|stlex|clrex|mrs|msr|setend|cps|setpan|srs|it[te]*\b|svc|bkpt|udf|hlt|hvc|smc|dcps)/;

const decoderOf = (set: InstructionSet): Decoder => (set === "a32" ? a32Decoder() : t32Decoder());

const coprocessors = /^(cdp|mcr|mrc|ldc|stc)/;

/** What a text tells of an instruction, by the columns' names. */
interface Told {
  transfer: number;
  link: number;
  exchange: number;
  raises: number;
  exclusive: number;
  relative: number;
  operation: number;
}

const nothing: Told = {
  transfer: Transfer.none,
  link: Link.none,
  exchange: Exchange.same,
  raises: Raises.none,
  exclusive: Exclusive.none,
  relative: Relative.none,
  operation: Operation.other,
};

const raising: Readonly<Record<string, number>> = {
  svc: Raises.systemCall,
  bkpt: Raises.breakpoint,
  udf: Raises.undefined,
  hlt: Raises.halt,
  hvc: Raises.hypervisorCall,
  smc: Raises.monitorCall,
  dcps1: Raises.debug,
  dcps2: Raises.debug,
  dcps3: Raises.debug,
};

/** How PC is written; null if it is not. */
function transferIn(set: InstructionSet, size: number, name: string, operands: string): Partial<Told> | null {
  const link = set === "a32" ? Link.address : Link.addressPlusOne;
  const isNumber = /^0x/.test(operands);
  const direct = { transfer: Transfer.direct, relative: Relative.branch };
  if (/^cbn?z$/.test(name)) return { ...direct, operation: Operation.compareAndBranch };
  if (branches.test(name)) return direct;
  if (calls.test(name)) return { ...direct, link };
  if (registerCalls.test(name)) {
    return isNumber
      ? { ...direct, link, exchange: Exchange.other }
      : { transfer: Transfer.register, link, exchange: Exchange.bit0 };
  }
  if (registerBranches.test(name)) return { transfer: Transfer.register, exchange: Exchange.bit0 };
  if (/^tb[bh]/.test(name)) return { transfer: Transfer.table };
  if (/^(rfe|eret)/.test(name)) return { transfer: Transfer.exceptionReturn, exchange: Exchange.restored };
  if (/^ldm/.test(name) && /\{.*pc.*\}\^/.test(operands))
    return { transfer: Transfer.exceptionReturn, exchange: Exchange.restored };
  if (/^(ldm|pop)/.test(name) && /\{.*pc\}/.test(operands)) {
    const isSingle = name.startsWith("pop") && operands === "{pc}" && set === "a32";
    const transfer = isSingle ? Transfer.load : set === "t32" && size === 2 ? Transfer.pop : Transfer.loadMultiple;
    return { transfer, exchange: Exchange.bit0 };
  }
  if (!/^pc\b/.test(operands) || readers.test(name)) return null;
  if (/^ldr/.test(name)) return { transfer: Transfer.load, exchange: Exchange.bit0 };
  if (/^(\w{3})s(eq|ne|cs|cc|mi|pl|vs|vc|hi|ls|ge|lt|gt|le)?$/.test(name)) {
    return { transfer: Transfer.exceptionReturn, exchange: Exchange.restored };
  }
  const exchange = set === "a32" ? Exchange.bit0 : Exchange.same;
  const isMove = moves.test(name) ? !/#/.test(operands) : shifts.test(name);
  return { transfer: isMove ? Transfer.move : Transfer.compute, exchange };
}

function operationIn(name: string, operands: string): Partial<Told> {
  const ends = /, #-?\d+(, \d+)?$/.test(operands);
  if (pcRelative.test(name) && /^\w+, pc, #-?\d+(, \d+)?$/.test(operands)) {
    return { operation: Operation.address, relative: Relative.address };
  }
  if (constantMoves.test(name) && ends) return { operation: Operation.moveConstant };
  if (moves.test(name)) return { operation: Operation.moveRegister };
  if (additions.test(name) && ends) return { operation: Operation.addConstant };
  if (subtractions.test(name) && ends) return { operation: Operation.subtractConstant };
  if (/^mrs/.test(name)) return { operation: Operation.readStatus };
  return /^msr/.test(name) ? { operation: Operation.writeStatus } : {};
}

/** All that objdump's text tells. */
function told(set: InstructionSet, { text, size }: Disassembled): Told {
  const [, name = "", operands = ""] = /^(\S+)\s*(.*)$/.exec(text) ?? [];
  const bare = name.replace(new RegExp(`(?<=^(svc|bkpt|hlt|hvc|smc|udf))${condition}(\\.w)?$`), "");
  const written = transferIn(set, size, name, operands);
  const isReturn = written?.transfer === Transfer.exceptionReturn;
  const exclusive = /^(ldrex|ldaex)/.test(name)
    ? Exclusive.load
    : /^(strex|stlex)/.test(name)
      ? Exclusive.store
      : /^clrex/.test(name)
        ? Exclusive.clear
        : Exclusive.none;
  const isLiteral = /\[pc(, #-?\d+)?\]/.test(operands) && !/^(v?st|stc)/.test(name);
  return {
    ...nothing,
    raises: raising[bare] ?? Raises.none,
    exclusive,
    ...(isLiteral ? { relative: Relative.memory } : {}),
    ...(isReturn ? {} : operationIn(name, operands)),
    ...written,
  };
}

const PC = 1 << 15;

/** The differences between what is said of an instruction and its text. */
function differences(set: InstructionSet, instruction: Instruction, theirs: Disassembled): string[] {
  const { facts, number, word } = instruction;
  const { text } = theirs;
  const expected = told(set, theirs);
  const found: string[] = [];
  const compare = (what: string, ours: unknown, wanted: unknown): void => {
    if (ours !== wanted) found.push(`${what} is ${ours}, not ${wanted}`);
  };
  const writesPc = (instruction.writtenMask & PC) !== 0;
  compare("writing PC", writesPc, expected.transfer !== Transfer.none);
  if (writesPc) {
    compare("transfer", facts.transfer[number], expected.transfer);
    compare("exchange", facts.exchange[number], expected.exchange);
  }
  compare("link", facts.link[number], expected.link);
  compare("raises", facts.raises[number], expected.raises);
  compare("exclusive", facts.exclusive[number], expected.exclusive);
  compare("relative", facts.relative[number], expected.relative);
  compare("relative address", instruction.relativeAddress, relativeAddressIn(set, expected, theirs));
  const isShifted = (word & facts.shiftBits[number]!) !== 0;
  const operation = facts.operation[number];
  const isMove = operation === Operation.moveRegister;
  // Of a MOV that is shifted, the text is that of a shift; a NOP is a MOV that does nothing.
  if (!(isMove && isShifted) && !text.startsWith("nop")) compare("operation", operation, expected.operation);
  compare("byte order", facts.byteOrder[number], byteOrderIn(text));
  const bits = (word & facts.byteOrderBits[number]!) !== 0;
  compare("byte order of this word", bits, /^setend\s+be|^msr\w*\s+CPSR_[fs]*x/.test(text));
  const access = /^(ldr|str)(s?[bhd])?t?(?=$|[ .]|eq|ne|cs|cc|mi|pl|vs|vc|hi|ls|ge|lt|gt|le)/.exec(text);
  if (access !== null && !/^(ldr|str)ex/.test(text)) {
    const [, direction = "", kind = ""] = access;
    compare("memory size", facts.memorySize[number], { b: 1, h: 2, d: 8 }[kind.at(-1) ?? ""] ?? 4);
    compare("memory use", facts.memoryUse[number], direction === "ldr" ? MemoryUse.read : MemoryUse.write);
    compare("signed", facts.signed[number], kind.startsWith("s") ? 1 : 0);
  } else compare("signed", facts.signed[number], 0);
  if (facts.raises[number] === Raises.systemCall) {
    compare("constant", word & facts.immediateBits[number]!, Number(/\S+$/.exec(text)![0]));
  } else compare("constant", facts.immediateBits[number], 0);
  compare("size", facts.size[number], theirs.size);
  compare("class", instructionClasses[facts.class[number]!], instruction.row.class);
  if (facts.privileged[number] === 0) {
    // MRC with PC as its destination writes flags.
    const uses = text.replace(/^(mrc.*), pc,/, "$1, APSR_nzcv,");
    compare("plain", decoderOf(set).isPlain(number, word), !notPlain.test(uses) && expected.transfer === Transfer.none);
  }
  compare("return", instruction.branch?.kind === "return", isReturnText(text));
  return found;
}

/** Where a constant distance from PC leads, worked out from the text; -1 if there is none. */
function relativeAddressIn(set: InstructionSet, { relative }: Told, { text, address }: Disassembled): number {
  if (relative === Relative.none) return -1;
  if (relative === Relative.branch) return Number(/0x[0-9a-f]+$/.exec(text)![0]);
  // `[pc], {5}` of LDC: the number is an option of the coprocessor.
  const [, digits = "0", rotation = "0"] = /pc, #(-?\d+)(?:, (\d+))?/.exec(text) ?? [];
  const constant = Number(digits);
  // A rotation that is not the least possible one is shown.
  const rotated = rotation === "0" ? constant : (constant >>> Number(rotation)) | (constant << (32 - Number(rotation)));
  const distance = text.startsWith("sub") ? -rotated : rotated;
  // A2.3.1: what PC reads as; literals and ADR take it word-aligned.
  return (((address + (set === "a32" ? 8 : 4)) & ~3) + distance) >>> 0;
}

const byteOrderIn = (text: string): number =>
  text.startsWith("setend") ? ByteOrder.set : /^msr\w*\s+CPSR_/.test(text) ? ByteOrder.written : ByteOrder.kept;

/** The ways in which compilers return from functions, and returns from exceptions. */
const isReturnText = (text: string): boolean =>
  /^bxj?\w*\s+lr$|^mov\w*\s+pc, lr$|^(rfe|eret)|^ldm.*\{.*pc.*\}\^/.test(text) ||
  /^(pop\S*\s+\{.*pc\}|ldm\S*\s+sp!?, \{.*pc\}|ldr\S*\s+pc, \[(sp|.*, -?sp))/.test(text) ||
  /^[a-z]{3}s(eq|ne|cs|cc|mi|pl|vs|vc|hi|ls|ge|lt|gt|le)?\s+pc, /.test(text);

async function check(set: InstructionSet, words: Uint32Array): Promise<{ wrong: string[]; checked: number }> {
  const decoder = decoderOf(set);
  const wrong = new Map<string, string>();
  let checked = 0;
  await forEachDisassembly("gnu", set, words, {}, (theirs, word) => {
    const instruction = decoder.instruction(word, theirs.size, theirs.address);
    if (theirs.validity !== "valid" || instruction.validity !== "valid") return;
    // Hints that are not allocated have no text of their own, and objdump shows coprocessors of other makers.
    if (instruction.class === "hint" || (instruction.class === "coprocessor" && !coprocessors.test(theirs.text)))
      return;
    checked++;
    expect(decoder.row(instruction.number)).toBe(instruction.row);
    const found = differences(set, instruction, theirs);
    const { id } = instruction.row;
    if (found.length > 0 && !wrong.has(id))
      wrong.set(id, `${word.toString(16)} ${theirs.text} (${id}): ${found.join("; ")}`);
  });
  return { wrong: [...wrong.values()], checked };
}

describe(`facts about rows, seed ${seed}`, () => {
  it.each<InstructionSet>(["a32", "t32"])("are what objdump shows of 32-bit words of %s", async (set) => {
    const { rows } = decoderOf(set);
    const { wrong, checked } = await check(set, stratifiedWords(new Random(seed), set, rows, wordCount));
    expect(wrong.slice(0, 40), `seed ${seed}`).toEqual([]);
    expect(checked).toBeGreaterThan(wordCount / 4);
  });

  it("are what objdump shows of all halfwords", async () => {
    const { wrong, checked } = await check(
      "t32",
      Uint32Array.from({ length: 0xe800 }, (_, halfword) => halfword),
    );
    expect(wrong.slice(0, 40)).toEqual([]);
    expect(checked).toBeGreaterThan(0xd000);
  });

  it("number rows from 0 on, and UNDEFINED encodings after them", () => {
    for (const decoder of [a32Decoder(), t32Decoder()]) {
      const { rows, undefinedNumber, facts } = decoder;
      expect(rows.map(({ number }) => number)).toEqual(rows.map((_, index) => index));
      expect(undefinedNumber).toBe(rows.length);
      expect(facts.class.length).toBe(rows.length + 1);
      expect(facts.raises[undefinedNumber]).toBe(Raises.undefined);
      expect(decoder.row(undefinedNumber).id).toBe("UNDEFINED");
    }
    // f7f0a000 is UDF; f9300000 with Rt=15 a hint; ff00ffff and 0000b800 are not allocated.
    expect(t32Decoder().findNumber(0xb800, 2)).toBe(t32Decoder().undefinedNumber);
    expect(a32Decoder().findNumber(0xf7ffffff, 4)).toBe(a32Decoder().undefinedNumber);
  });

  it("say what is done with return addresses", () => {
    const { facts } = t32Decoder();
    expect(facts.returns[t32Decoder().findNumber(0x4770, 2)]).toBe(Returns.throughLink); // bx lr
    expect(facts.returns[t32Decoder().findNumber(0xbd00, 2)]).toBe(Returns.fromStack); // pop {pc}
    expect(facts.returns[t32Decoder().findNumber(0x4780, 2)]).toBe(Returns.never); // blx r0
    expect(a32Decoder().facts.returns[a32Decoder().findNumber(0xe1b0f00e, 4)]).toBe(Returns.always); // movs pc, lr
  });

  it("tell the halfwords that begin 32-bit instructions", () => {
    const { narrow, rows } = t32Decoder();
    for (let halfword = 0; halfword < 0x10000; halfword++) {
      // A6.1: 0b11101, 0b11110 and 0b11111 in the five highest bits.
      const isWide = [0b11101, 0b11110, 0b11111].includes(halfword >>> 11);
      if (((narrow[halfword]! & 0x4000) !== 0) !== isWide) expect(halfword.toString(16)).toBe("told rightly");
      if (!isWide && (narrow[halfword]! & 0xfff) < rows.length) {
        const row = rows[narrow[halfword]! & 0xfff]!;
        if ((halfword & row.mask) !== row.value) expect(halfword.toString(16)).toBe(row.id);
      }
    }
    expect(a32Decoder().narrow.length).toBe(0);
  });
});
