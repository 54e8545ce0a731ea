import { advanceIt, classNumber, type Decoder, Exclusive, type Instruction, inItBlock } from "@armstalker/isa";
import type { Scanner } from "./scan.js";

const IT = classNumber("it");
const EXCEPTION = classNumber("exception");

export const isIt = ({ facts, number }: Instruction): boolean => facts.class[number] === IT;

/**
 * The instructions of the block that an IT instruction begins, if all of it can be put in one piece: none writes PC, raises an exception or has to do with exclusive
 * monitors. Else null.
 */
export function plainMembersOf(it: Instruction, scanner: Scanner, decoder: Decoder): Instruction[] | null {
  const members: Instruction[] = [];
  let address = it.next;
  for (let state = it.nextIt; inItBlock(state); state = advanceIt(state)) {
    if (!scanner.fetch(address)) return null;
    const member = decoder.instruction(scanner.word, scanner.size, address, state);
    const { facts, number, writesPc, validity } = member;
    const isSpecial = facts.class[number] === EXCEPTION || facts.exclusive[number] !== Exclusive.none;
    if (writesPc || isSpecial || validity === "undefined") return null;
    members.push(member);
    address = member.next;
  }
  return members;
}
