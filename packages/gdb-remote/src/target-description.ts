import { DocumentBudget } from "./document-budget.js";
import { excerpt, GdbRemoteError } from "./error.js";
import { defaultLimits, type GdbRemoteLimits, limitExceeded } from "./limits.js";
import { badDocument, type Element, parseDocument, parseDocumentNumber } from "./xml.js";

/** A register as a stub describes it. */
export interface RegisterDescription {
  readonly name: string;
  /** The protocol's number, for `p` and `P` packets and in reports of stops. */
  readonly number: number;
  readonly bits: number;
  /** Bytes that it takes in packets. */
  readonly size: number;
  /** The offset of its first byte in a `g` packet that holds all registers. */
  readonly offset: number;
  /** `int`, `code_ptr`, `ieee_double`, or the name of a type of the stub's. */
  readonly type: string;
  /** The feature it belongs to: `org.gnu.gdb.arm.core`. */
  readonly feature: string;
  readonly group?: string;
}

/** A register, as {@link describeRegisters} takes it. */
export interface RegisterSource {
  name: string;
  number: number;
  bits: number;
  type?: string;
  feature?: string;
  group?: string;
}

/** The registers of a stub, by name. */
export interface TargetDescription {
  /** `arm`, `i386:x86-64`; undefined where the stub does not say. */
  readonly architecture?: string;
  readonly operatingSystem?: string;
  /** By ascending number, as `g` packets hold them. */
  readonly registers: readonly RegisterDescription[];
  readonly byName: ReadonlyMap<string, RegisterDescription>;
  /** Bytes of an address: of the first register that holds a code address; 4 where no register does. */
  readonly addressSize: 4 | 8;
}

const DOCUMENT = "target description";

/**
 * Reads a target description (GDB manual, appendix G) and what it includes.
 * @param read gets a document by its name, as `qXfer:features:read` does.
 * @throws {GdbRemoteError} `malformed-reply`, `limit-exceeded`, and what `read` throws.
 */
export function readTargetDescription(
  read: (name: string, budget: DocumentBudget) => Uint8Array,
  limits: GdbRemoteLimits = defaultLimits,
): TargetDescription {
  const budget = new DocumentBudget(DOCUMENT, limits);
  const load = (name: string, depth: number): Element => {
    budget.addInclude(name, depth);
    const expand = (element: Element): Element => ({
      ...element,
      children: element.children.map((child) => {
        if (child.name !== "xi:include") return expand(child);
        const { href } = child.attributes;
        if (href === undefined || href === "") {
          throw badDocument(DOCUMENT, `an include in "${excerpt(name)}" names no document`);
        }
        return load(href, depth + 1);
      }),
    });
    return expand(parseDocument(read(name, budget), `${DOCUMENT} "${excerpt(name)}"`, budget));
  };
  return interpret(load("target.xml", 0), limits);
}

function interpret(target: Element, limits: GdbRemoteLimits): TargetDescription {
  if (target.name !== "target") throw badDocument(DOCUMENT, `its root is <${excerpt(target.name)}>`);
  const sources: RegisterSource[] = [];
  let architecture: string | undefined;
  let operatingSystem: string | undefined;
  let nextNumber = 0;
  const visit = (parent: Element, feature: string): void => {
    for (const child of parent.children) {
      if (child.name === "architecture") {
        architecture = child.text.trim();
      } else if (child.name === "osabi") {
        operatingSystem = child.text.trim();
      } else if (child.name === "feature") {
        visit(child, child.attributes.name ?? "");
      } else if (child.name === "target") {
        visit(child, feature);
      } else if (child.name === "reg") {
        const { name, regnum, bitsize, type, group } = child.attributes;
        if (name === undefined) throw badDocument(DOCUMENT, "a register has no name");
        const number =
          regnum === undefined ? nextNumber : parseDocumentNumber(regnum, DOCUMENT, `${excerpt(name)}'s regnum`);
        nextNumber = number + 1;
        const source: RegisterSource = {
          name,
          number,
          bits: parseDocumentNumber(bitsize, DOCUMENT, `${excerpt(name)}'s bitsize`),
          type: type ?? "int",
          feature,
        };
        if (group !== undefined) source.group = group;
        sources.push(source);
      }
    }
  };
  visit(target, "");
  return arrange(sources, limits, architecture, operatingSystem);
}

/**
 * A description that does not come from the stub, for `connect(…, { description })`.
 * @throws {GdbRemoteError} `malformed-reply` for two registers of one number, and for a width or a number that none has; `limit-exceeded`
 */
export function describeRegisters(
  sources: readonly RegisterSource[],
  architecture?: string,
  operatingSystem?: string,
): TargetDescription {
  return arrange(sources, defaultLimits, architecture, operatingSystem);
}

function arrange(
  sources: readonly RegisterSource[],
  limits: GdbRemoteLimits,
  architecture: string | undefined,
  operatingSystem: string | undefined,
): TargetDescription {
  if (sources.length > limits.registers) {
    throw limitExceeded(limits, "registers", `the ${DOCUMENT} has ${sources.length} registers`);
  }
  const byName = new Map<string, RegisterDescription>();
  const registers: RegisterDescription[] = [];
  let offset = 0;
  let last = -1;
  for (const source of [...sources].sort((one, other) => one.number - other.number)) {
    const { name, number, bits } = source;
    const shown = excerpt(name);
    if (!(Number.isInteger(bits) && bits >= 1)) throw badDocument(DOCUMENT, `register ${shown} has ${bits} bits`);
    if (bits > limits.registerBits) throw limitExceeded(limits, "registerBits", `register ${shown} has ${bits} bits`);
    if (!(Number.isSafeInteger(number) && number >= 0)) {
      throw badDocument(DOCUMENT, `register ${shown} has the number ${number}`);
    }
    if (number === last) {
      throw badDocument(DOCUMENT, `${excerpt(registers.at(-1)!.name)} and ${shown} are both register ${number}`);
    }
    const size = Math.ceil(bits / 8);
    const register: RegisterDescription = {
      name,
      number,
      bits,
      size,
      offset,
      type: source.type ?? "int",
      feature: source.feature ?? "",
      ...(source.group === undefined ? {} : { group: source.group }),
    };
    registers.push(register);
    // qemu-arm calls q11 by the name of q10, too: the first to have a name keeps it.
    if (!byName.has(name)) byName.set(name, register);
    offset += size;
    last = number;
  }
  const code = registers.find(({ type }) => type === "code_ptr");
  return {
    ...(architecture === undefined ? {} : { architecture }),
    ...(operatingSystem === undefined ? {} : { operatingSystem }),
    registers,
    byName,
    addressSize: code?.bits === 64 ? 8 : 4,
  };
}

/** @throws {GdbRemoteError} `unknown-register`, with the names that there are. */
export function registerNamed(description: TargetDescription, name: string): RegisterDescription {
  const register = description.byName.get(name);
  if (register !== undefined) return register;
  const names = [...description.byName.keys()];
  const shown = names.slice(0, 40).map(excerpt).join(" ") + (names.length > 40 ? " …" : "");
  throw new GdbRemoteError({
    code: "unknown-register",
    message: `the target has no register "${excerpt(String(name))}"`,
    hint: names.length === 0 ? "the stub describes none: connect with { description }" : `it has: ${shown}`,
  });
}

/**
 * The registers of a stub for ARM that describes none, by custom (gdbserver before 7.0, many ROM monitors): r0-r12, sp, lr, pc, the registers
 * of the FPA that no ARMv7 has, and cpsr as number 25.
 */
export const ARM_WITHOUT_DESCRIPTION: TargetDescription = /* @__PURE__ */ describeRegisters(
  [
    ...Array.from({ length: 13 }, (_, number) => ({ name: `r${number}`, number, bits: 32 })),
    { name: "sp", number: 13, bits: 32, type: "data_ptr" },
    { name: "lr", number: 14, bits: 32 },
    { name: "pc", number: 15, bits: 32, type: "code_ptr" },
    ...Array.from({ length: 8 }, (_, index) => ({
      name: `f${index}`,
      number: 16 + index,
      bits: 96,
      type: "arm_fpa_ext",
    })),
    { name: "fps", number: 24, bits: 32 },
    { name: "cpsr", number: 25, bits: 32 },
  ],
  "arm",
);
