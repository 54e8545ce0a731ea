import type { Instruction } from "@armstalker/isa";

/** The number that a field of an instruction holds; `otherwise` if its encoding has no such field. */
export function fieldOf({ row, word }: Pick<Instruction, "row" | "word">, name: string, otherwise = -1): number {
  const field = row.fields.get(name);
  return field === undefined ? otherwise : (word >>> field.shift) & (2 ** field.width - 1);
}
