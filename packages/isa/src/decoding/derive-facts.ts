import type { Row } from "../row.js";
import { once } from "../table.js";
import { relativeOf } from "./derive-distances.js";
import {
  ByteOrder,
  classNumber,
  Exchange,
  Exclusive,
  type Facts,
  Link,
  MemoryUse,
  Operation,
  Raises,
  Relative,
  Returns,
  Transfer,
} from "./facts.js";

const raised = /* @__PURE__ */ once(
  (): Readonly<Record<string, number>> => ({
    svc: Raises.systemCall,
    bkpt: Raises.breakpoint,
    udf: Raises.undefined,
    hlt: Raises.halt,
    hvc: Raises.hypervisorCall,
    smc: Raises.monitorCall,
    dcps: Raises.debug,
  }),
);

const memoryUseOf = ({ memoryAccess }: Row): number =>
  MemoryUse[memoryAccess === "read-write" ? "readWrite" : memoryAccess];

/** An attribute with one of some values; the first is that of rows that do not have it. */
function chosen(row: Row, name: string, values: Readonly<Record<string, number>>): number {
  const text = row.attributes.get(name);
  if (text === undefined) return 0;
  const value = values[text];
  if (value === undefined) throw new Error(`row ${row.id} has ${name}:${text}`);
  return value;
}

const isConstant = (kind: string): boolean => kind === "#" || kind === "a32const" || kind === "t32const";

/** The operation that the general syntax, the last one, tells. */
function operationOf(row: Row, relative: number): number {
  const { root, operands } = row.syntaxes.at(-1)!;
  const last = operands.at(-1)?.kind ?? "";
  if (operands.some(({ kind }) => kind === "ulabel")) return Operation.compareAndBranch;
  if (relative === Relative.address) return Operation.address;
  if (root === "mrs") return Operation.readStatus;
  if (root === "msr") return Operation.writeStatus;
  if (row.class !== "data-processing") return Operation.other;
  if (/^movw?s?$/.test(root)) {
    if (isConstant(last)) return Operation.moveConstant;
    return last === "R" || last === "shift" ? Operation.moveRegister : Operation.other;
  }
  if (/^addw?$/.test(root) && isConstant(last)) return Operation.addConstant;
  return /^subw?$/.test(root) && isConstant(last) ? Operation.subtractConstant : Operation.other;
}

/** How the words of a row that write PC do it. */
function transferOf({ branch, class: family, memoryAccess, fields }: Row, relative: number, operation: number): number {
  if (branch === "table") return Transfer.table;
  if (branch === "return") return Transfer.exceptionReturn;
  if (branch !== "none") return relative === Relative.branch ? Transfer.direct : Transfer.register;
  if (family === "load-multiple") return fields.has("Rn") ? Transfer.loadMultiple : Transfer.pop;
  if (memoryAccess !== "none") return Transfer.load;
  return operation === Operation.moveRegister ? Transfer.move : Transfer.compute;
}

function exchangeOf(row: Row, transfer: number): number {
  switch (transfer) {
    case Transfer.direct:
      return chosen(row, "to", { other: Exchange.other });
    case Transfer.register:
    case Transfer.load:
    case Transfer.loadMultiple:
    case Transfer.pop:
      return Exchange.bit0;
    case Transfer.move:
    case Transfer.compute:
      return row.set === "a32" ? Exchange.bit0 : Exchange.same;
    case Transfer.exceptionReturn:
      return Exchange.restored;
    default:
      return Exchange.same;
  }
}

function returnsOf({ branch }: Row, transfer: number): number {
  if (branch === "call") return Returns.never;
  switch (transfer) {
    case Transfer.register:
    case Transfer.move:
      return Returns.throughLink;
    case Transfer.load:
    case Transfer.loadMultiple:
    case Transfer.pop:
      return Returns.fromStack;
    case Transfer.exceptionReturn:
      return Returns.always;
    default:
      return Returns.never;
  }
}

/** The bits of the fields that say how an operand is shifted by a constant. */
function shiftBitsOf(row: Row): number {
  let bits = 0;
  for (const operand of row.syntaxes.at(-1)!.operands) {
    if (operand.kind !== "shift") continue;
    const type = operand.scaled(1).bits;
    const amount = operand.bits(2);
    bits |= amount.put(amount.mask) | (type === null ? 0 : type.put(type.mask));
  }
  return bits;
}

function byteOrderBitsOf(row: Row, byteOrder: number): number {
  if (byteOrder === ByteOrder.kept) return 0;
  // Of the mask of MSR, bit 1 is for the extension byte of CPSR, which holds E (B1.3.3).
  return byteOrder === ByteOrder.set ? 1 << row.fields.get("E")!.shift : 2 << row.fields.get("mask")!.shift;
}

function immediateBitsOf(row: Row, raises: number): number {
  if (raises !== Raises.systemCall) return 0;
  const [field] = row.fields.values();
  return 2 ** field!.width - 1;
}

/**
 * @internal The facts of rows, by their numbers.
 *
 * @param writesPc - by row number, 1 if some words write PC
 */
export function deriveFacts(rows: readonly Row[], writesPc: ArrayLike<number>): Facts {
  const bytes = (): Uint8Array => new Uint8Array(rows.length);
  const words = (): Uint32Array => new Uint32Array(rows.length);
  const facts: Facts = {
    size: bytes(),
    class: bytes(),
    transfer: bytes(),
    link: bytes(),
    exchange: bytes(),
    returns: bytes(),
    raises: bytes(),
    exclusive: bytes(),
    byteOrder: bytes(),
    byteOrderBits: words(),
    operation: bytes(),
    shiftBits: words(),
    immediateBits: words(),
    relative: bytes(),
    memoryUse: bytes(),
    memorySize: bytes(),
    signed: bytes(),
    privileged: bytes(),
  };
  for (const row of rows) {
    const { number, set } = row;
    const relative = relativeOf(row);
    const operation = operationOf(row, relative);
    const transfer = writesPc[number] === 1 ? transferOf(row, relative, operation) : Transfer.none;
    const raises = chosen(row, "raises", raised());
    const byteOrder = chosen(row, "order", { set: ByteOrder.set, written: ByteOrder.written });
    facts.size[number] = row.size;
    facts.class[number] = classNumber(row.class);
    facts.transfer[number] = transfer;
    facts.link[number] = row.branch !== "call" ? Link.none : set === "a32" ? Link.address : Link.addressPlusOne;
    facts.exchange[number] = exchangeOf(row, transfer);
    facts.returns[number] = returnsOf(row, transfer);
    facts.raises[number] = raises;
    facts.exclusive[number] = Exclusive[row.exclusive];
    facts.byteOrder[number] = byteOrder;
    facts.byteOrderBits[number] = byteOrderBitsOf(row, byteOrder);
    facts.operation[number] = operation;
    facts.shiftBits[number] = shiftBitsOf(row);
    facts.immediateBits[number] = immediateBitsOf(row, raises);
    facts.relative[number] = relative;
    facts.memoryUse[number] = memoryUseOf(row);
    facts.memorySize[number] = row.memorySize;
    facts.signed[number] = /^s\d/.test(row.attributes.get("mem") ?? "") ? 1 : 0;
    facts.privileged[number] = row.privileged ? 1 : 0;
  }
  return facts;
}
