/** An instruction as GNU objdump shows it. */
export interface Listed {
  readonly address: number;
  readonly size: 2 | 4;
  readonly set: "a32" | "t32";
  /** A32: the word. T32: the halfword, or both, the first one high. */
  readonly word: number;
  /** Mnemonic and operands, separated by one space, without the comment. Inside of IT blocks it has its condition. */
  readonly text: string;
}

/** Instructions by address. */
export type Listing = ReadonlyMap<number, Listed>;

const line = /^\s*([0-9a-f]+):\t([0-9a-f ]+?)\s*\t(.*)$/;

/** Reads the output of `objdump -d`, which tells instruction sets and data apart by the mapping symbols. */
export function parseListing(output: string): Listing {
  const listing = new Map<number, Listed>();
  for (const row of output.split("\n")) {
    const match = line.exec(row);
    if (match === null) continue;
    const [, address, digits, rest] = match as unknown as [string, string, string, string];
    const text = rest
      .replace(/\s*[@;].*$/, "")
      .replace(/\t/, " ")
      .trim();
    if (text.startsWith(".")) continue;
    const hex = digits.replace(/ /g, "");
    const at = Number.parseInt(address, 16);
    const set = digits.length === 8 && !digits.includes(" ") ? "a32" : "t32";
    listing.set(at, { address: at, size: hex.length === 4 ? 2 : 4, set, word: Number.parseInt(hex, 16), text });
  }
  return listing;
}

const conditions = "eq|ne|cs|cc|hs|lo|mi|pl|vs|vc|hi|ls|ge|lt|gt|le|al";
const branch = new RegExp(`^(b|bl|bx|blx|bxj)(?:${conditions})?(?:\\.[nw])? `);
const toPc = new RegExp(
  `^(?:and|eor|sub|rsb|add|adc|sbc|rsc|orr|mov|bic|mvn|lsl|lsr|asr|ror|rrx|ldr|addw|subw|adr)s?(?:${conditions})?(?:\\.[nw])? pc, `,
);
const multipleToPc = new RegExp(
  `^(?:pop|ldm(?:ia|ib|da|db|fd|fa|ed|ea)?)(?:${conditions})?(?:\\.[nw])? [^{]*\\{[^}]*\\bpc\\}`,
);

/** What an instruction does to PC, by its text. */
export type Flow =
  /** The next instruction follows. */
  | "none"
  | "branch"
  /** A branch to an address that is computed. */
  | "indirect"
  /** The same in one of the forms that return: BX LR, MOV PC LR, POP and LDM, and LDR from the stack. */
  | "return"
  | "call"
  | "indirect-call";

/** @throws if it cannot be told */
export function flowOf({ text }: Listed): Flow {
  const [, name] = branch.exec(text) ?? [];
  if (name !== undefined) {
    const isRegister = / (?:r\d+|sl|fp|ip|sp|lr|pc)$/.test(text);
    if (name === "bl" || name === "blx") return isRegister ? "indirect-call" : "call";
    if (name === "b") return "branch";
    return / lr$/.test(text) ? "return" : "indirect";
  }
  if (/^cbn?z /.test(text)) return "branch";
  if (/^tb[bh]\w* /.test(text)) return "indirect";
  if (multipleToPc.test(text)) return "return";
  if (toPc.test(text)) {
    if (/^mov\w* pc, lr$/.test(text)) return "return";
    return /^ldr\S* pc, \[sp\b/.test(text) ? "return" : "indirect";
  }
  return "none";
}

/** LDREX and LDAEX, of all sizes. */
export const isExclusiveLoad = ({ text }: Listed): boolean => /^ld[ra]ex/.test(text);
/** What ends the claim of an exclusive load. */
export const isExclusiveEnd = ({ text }: Listed): boolean => /^(?:st[rl]ex|clrex)/.test(text);
