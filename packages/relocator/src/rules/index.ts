import type { RewritingKind } from "../kinds.js";
import { address } from "./address.js";
import { branch } from "./branch.js";
import { call } from "./call.js";
import { jump } from "./jump.js";
import { literal } from "./literal.js";
import { operand } from "./operand.js";
import type { Rule } from "./rule.js";
import { stored } from "./stored.js";
import { table } from "./table.js";

/** The rule of each kind. */
export const rules: Readonly<Record<RewritingKind, Rule>> = {
  branch,
  call,
  literal,
  address,
  operand,
  jump,
  table,
  stored,
};
