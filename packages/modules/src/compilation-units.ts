import type { DataReader } from "./data-reader.js";
import { type DwarfSections, readForm } from "./dwarf-forms.js";
import { malformed } from "./errors.js";

const DW_AT_stmt_list = 0x10;
const DW_AT_comp_dir = 0x1b;
const DW_FORM_implicit_const = 0x21;
/** 64-bit DWARF begins with it: no compiler for 32-bit ARM writes that. */
const LONG_DWARF = 0xffffffff;
/** Bytes between the header's common part and the first entry, by the kind of unit (DWARF 5, 7.5.1). */
const unitExtras: Readonly<Record<number, number>> = { 1: 0, 2: 12, 3: 0, 4: 8, 5: 8, 6: 12 };

/**
 * The folders in which files were compiled, by the offset of the unit's line program: before DWARF 5 line programs do not name them.
 *
 * @throws {ModulesError} `malformed`
 */
export function compilationFolders(dwarf: DwarfSections): Map<number, string> {
  const folders = new Map<number, string>();
  const units = dwarf.reader(dwarf.info);
  while (!units.isAtEnd) {
    const length = units.u32();
    if (length === LONG_DWARF) break;
    const end = units.at + length;
    const unit = dwarf.reader(dwarf.info, units.at, end);
    const attributes = firstEntry(dwarf, unit);
    if (typeof attributes?.program === "number" && typeof attributes.folder === "string") {
      folders.set(attributes.program, attributes.folder);
    }
    units.at = end;
  }
  return folders;
}

/** Where a unit's line program is, and its folder; undefined for a unit of a kind or version that is not known. */
function firstEntry(
  dwarf: DwarfSections,
  unit: DataReader,
): { readonly program: unknown; readonly folder: unknown } | undefined {
  const version = unit.u16();
  if (version < 2 || version > 5) return undefined;
  let abbreviationsAt: number;
  if (version === 5) {
    const extra = unitExtras[unit.u8()];
    unit.u8();
    abbreviationsAt = unit.u32();
    if (extra === undefined) return undefined;
    unit.skip(extra);
  } else {
    abbreviationsAt = unit.u32();
    unit.u8();
  }
  let program: unknown;
  let folder: unknown;
  for (const { name, form } of abbreviation(dwarf, abbreviationsAt, unit.uleb())) {
    const value = form === DW_FORM_implicit_const ? undefined : readForm(dwarf, unit, form);
    if (name === DW_AT_stmt_list) program = value;
    else if (name === DW_AT_comp_dir) folder = value;
  }
  return { program, folder };
}

/** The attributes of the entries of a code. */
function abbreviation(dwarf: DwarfSections, offset: number, code: number): { name: number; form: number }[] {
  const reader = dwarf.reader(dwarf.abbreviations, offset);
  for (let found = reader.uleb(); found !== 0; found = reader.uleb()) {
    reader.uleb();
    reader.u8();
    const attributes: { name: number; form: number }[] = [];
    for (;;) {
      const name = reader.uleb();
      const form = reader.uleb();
      if (form === DW_FORM_implicit_const) reader.sleb();
      if (name === 0 && form === 0) break;
      attributes.push({ name, form });
    }
    if (found === code) return attributes;
  }
  throw malformed(`have no abbreviation ${code}`);
}
