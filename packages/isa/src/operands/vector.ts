import { elementMemoryCodec } from "./element-memory.js";
import type { CodecFactory, CodecRequest } from "./index.js";
import { fixedOptionCodec, optionCodec } from "./option.js";
import { laneListCodec, type Sum, vectorListCodec } from "./vector-list.js";
import { laneCodec, nextSingleCodec, type VectorFile, vectorRegisterCodec } from "./vector-register.js";

/** `2`, `imm7`, `T+1`: a constant, a field, a field plus a constant; `missing` if there is no text. */
function sumOf(text: string | undefined, missing: number, request: CodecRequest): Sum {
  if (text === undefined || text === "") return { bits: null, plus: missing };
  if (/^\d+$/.test(text)) return { bits: null, plus: Number(text) };
  const [field = "", plus = "0"] = text.split("+");
  return { bits: request.bits(field), plus: Number(plus) };
}

/** `S(Vd:D)`: the register's name in messages is that of the manual, `Sd`. */
const register =
  (file: VectorFile): CodecFactory =>
  ({ args: [fields = ""], access, bits }) => {
    const letter = /V([dnm])/.exec(fields)?.[1] ?? "d";
    return vectorRegisterCodec(file.toUpperCase() + letter, bits(fields), file, access);
  };

const list =
  (file: "s" | "d"): CodecFactory =>
  (request) => {
    const [first = "", count, step] = request.args;
    return vectorListCodec(
      request.bits(first),
      file,
      sumOf(count, 1, request),
      sumOf(step, 1, request),
      request.access,
    );
  };

/** By number; an empty name is a number that no register has. */
const systemRegisters = ["fpsid", "fpscr", "", "", "", "mvfr2", "mvfr1", "mvfr0", "fpexc", "fpinst", "fpinst2"];

/** @internal The operands of VFP and Advanced SIMD; docs/rows.md explains each. */
export const vectorFactories: Readonly<Record<string, CodecFactory>> = {
  S: /* @__PURE__ */ register("s"),
  D: /* @__PURE__ */ register("d"),
  Q: /* @__PURE__ */ register("q"),
  Snext: ({ args: [fields = ""], access, bits }) => nextSingleCodec(bits(fields), access),
  lane: ({ args: [fields = "", index = ""], access, bits }) => laneCodec(bits(fields), bits(index), access),
  slist: /* @__PURE__ */ list("s"),
  dlist: /* @__PURE__ */ list("d"),
  lanes: (request) => {
    const [first = "", count, step, index] = request.args;
    return laneListCodec(
      request.bits(first),
      sumOf(count, 1, request),
      sumOf(step, 1, request),
      index === undefined ? null : request.bits(index),
      request.access,
    );
  },
  elements: ({ args: [base = "", index = "", size = "", field = "=", alignments = "0"], access, bits, row }) =>
    elementMemoryCodec(
      bits(base),
      bits(index),
      Number(size),
      {
        field: field === "=" ? null : bits(field),
        bits: alignments.split("/").map((each) => (each === "" ? Number.NaN : Number(each))),
      },
      row.memoryAccess === "write" ? "write" : access,
    ),
  fpreg: ({ args: [field = ""], bits, access }) => ({
    ...optionCodec("spec_reg", bits(field), systemRegisters, (value) => `<impl def 0x${value.toString(16)}>`),
    access,
  }),
  APSR_nzcv: ({ access }) => fixedOptionCodec("APSR_nzcv", access),
  fpscr: ({ access }) => fixedOptionCodec("fpscr", access),
};
