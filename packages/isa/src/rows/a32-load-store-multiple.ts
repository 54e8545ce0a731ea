import type { Family } from "../row.js";
import { each } from "./each.js";

/** Mode, P and U, the name of the load by the stack that it empties. IA need not be spelt. */
const modes = ["da 00 fa", "db 10 ea", "ib 11 ed"];
const allModes = [...modes, " 01"];
const storeModes = [...modes, "ia 01"];

// biome-ignore format: one encoding a line, in the manual's columns
/** A5.5 transfers of several registers; B9.3.5, B9.3.6 and B9.3.17 with User mode's registers, or as exception return. */
export const a32LoadStoreMultiple = (): Family[] => [
  { class: "load-multiple", rows: [
    "LDM_A1 | cond 100010 W 1 Rn list:16 | pop{c} W:list(list) if Rn=13&W=1&count(list)>1 / ldmfd{c} Rn{!}, W:list(list) if Rn=13&W=1 / ldm{c} Rn{!}, W:list(list) / >ldmia{c} Rn{!}, W:list(list) / >ldmfd{c} Rn{!}, W:list(list) | mem:r4 unp:Rn=15,count(list)<1,W=1&list@Rn=1",
    ...each(modes,
      "LDM$0_A1 | cond 100$10 W 1 Rn list:16 | ldm$0{c} Rn{!}, W:list(list) / >ldm$2{c} Rn{!}, W:list(list) | mem:r4 unp:Rn=15,count(list)<1,W=1&list@Rn=1",
    ),
    ...each(allModes,
      "LDM$0_u_A1 | cond 100$11 W 1 Rn 0 list:15 | ldm$0{c} Rn{!}, W:userlist(list) | mem:r4 unp:W=1,Rn=15,count(list)<1 privileged",
      "LDM$0_e_A1 | cond 100$11 W 1 Rn one:1 list:15 | ldm$0{c} Rn{!}, W:userlist(one:list) | mem:r4 where:one=1 f:nzcvqg br:return unp:Rn=15,W=1&one:list@Rn=1 privileged",
    ),
  ] },
  { class: "store-multiple", rows: [
    "STM_A1 | cond 100010 W 0 Rn list:16 | stmia{c} Rn{!}, list(list) if W=1 / stm{c} Rn{!}, list(list) / >stmia{c} Rn{!}, list(list) / >stmea{c} Rn{!}, list(list) | mem:w4 unp:Rn=15,count(list)<1",
    "STMDB_A1 | cond 100100 W 0 Rn list:16 | push{c} list(list) if Rn=13&W=1&count(list)>1 / stmfd{c} Rn{!}, list(list) if Rn=13&W=1 / stmdb{c} Rn{!}, list(list) / >stmfd{c} Rn{!}, list(list) | mem:w4 unp:Rn=15,count(list)<1",
    ...each(["da 00 ed", "ib 11 fa"],
      "STM$0_A1 | cond 100$10 W 0 Rn list:16 | stm$0{c} Rn{!}, list(list) / >stm$2{c} Rn{!}, list(list) | mem:w4 unp:Rn=15,count(list)<1",
    ),
    ...each(storeModes,
      "STM$0_u_A1 | cond 100$11 W 0 Rn list:16 | stm$0{c} Rn{!}, userlist(list) | mem:w4 unp:W=1,Rn=15,count(list)<1 privileged",
    ),
  ] },
];
