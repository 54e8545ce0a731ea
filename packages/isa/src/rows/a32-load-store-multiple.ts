import type { Family } from "../row.js";

// biome-ignore format: one encoding a line, in the manual's columns
/** A5.5 loads of several registers, B9.3.5 and B9.3.6 with registers of User mode or as exception return. */
const loadMultiple: Family = { class: "load-multiple", rows: [
  "LDMDA_A1 | cond 100000 W 1 Rn register_list:16 | ldmda{c} Rn{!}, W:list(register_list) / >ldmfa{c} Rn{!}, W:list(register_list) | mem:r4 unp:Rn=15,count(register_list)<1,W=1&register_list@Rn=1",
  "LDM_A1 | cond 100010 W 1 Rn register_list:16 | pop{c} W:list(register_list) if Rn=13&W=1&count(register_list)>1 / ldmfd{c} Rn{!}, W:list(register_list) if Rn=13&W=1 / ldm{c} Rn{!}, W:list(register_list) / >ldmia{c} Rn{!}, W:list(register_list) / >ldmfd{c} Rn{!}, W:list(register_list) | mem:r4 unp:Rn=15,count(register_list)<1,W=1&register_list@Rn=1",
  "LDMDB_A1 | cond 100100 W 1 Rn register_list:16 | ldmdb{c} Rn{!}, W:list(register_list) / >ldmea{c} Rn{!}, W:list(register_list) | mem:r4 unp:Rn=15,count(register_list)<1,W=1&register_list@Rn=1",
  "LDMIB_A1 | cond 100110 W 1 Rn register_list:16 | ldmib{c} Rn{!}, W:list(register_list) / >ldmed{c} Rn{!}, W:list(register_list) | mem:r4 unp:Rn=15,count(register_list)<1,W=1&register_list@Rn=1",
  "LDM_u_A1 | cond 100 P U 1 W 1 Rn 0 register_list:15 | ldmda{c} Rn{!}, W:userlist(register_list) if P=0&U=0 / ldm{c} Rn{!}, W:userlist(register_list) if P=0&U=1 / ldmdb{c} Rn{!}, W:userlist(register_list) if P=1&U=0 / ldmib{c} Rn{!}, W:userlist(register_list) if P=1&U=1 | mem:r4 unp:W=1,Rn=15,count(register_list)<1 privileged",
  "LDM_e_A1 | cond 100 P U 1 W 1 Rn one:1 register_list:15 | ldmda{c} Rn{!}, W:userlist(one:register_list) if P=0&U=0 / ldm{c} Rn{!}, W:userlist(one:register_list) if P=0&U=1 / ldmdb{c} Rn{!}, W:userlist(one:register_list) if P=1&U=0 / ldmib{c} Rn{!}, W:userlist(one:register_list) if P=1&U=1 | mem:r4 where:one=1 f:nzcvqg br:return unp:Rn=15,W=1&one:register_list@Rn=1 privileged",
] };

// biome-ignore format: one encoding a line, in the manual's columns
/** A5.5 stores of several registers, B9.3.17 registers of User mode. */
const storeMultiple: Family = { class: "store-multiple", rows: [
  "STMDA_A1 | cond 100000 W 0 Rn register_list:16 | stmda{c} Rn{!}, list(register_list) / >stmed{c} Rn{!}, list(register_list) | mem:w4 unp:Rn=15,count(register_list)<1",
  "STM_A1 | cond 100010 W 0 Rn register_list:16 | stmia{c} Rn{!}, list(register_list) if W=1 / stm{c} Rn{!}, list(register_list) / >stmia{c} Rn{!}, list(register_list) / >stmea{c} Rn{!}, list(register_list) | mem:w4 unp:Rn=15,count(register_list)<1",
  "STMDB_A1 | cond 100100 W 0 Rn register_list:16 | push{c} list(register_list) if Rn=13&W=1&count(register_list)>1 / stmfd{c} Rn{!}, list(register_list) if Rn=13&W=1 / stmdb{c} Rn{!}, list(register_list) / >stmfd{c} Rn{!}, list(register_list) | mem:w4 unp:Rn=15,count(register_list)<1",
  "STMIB_A1 | cond 100110 W 0 Rn register_list:16 | stmib{c} Rn{!}, list(register_list) / >stmfa{c} Rn{!}, list(register_list) | mem:w4 unp:Rn=15,count(register_list)<1",
  "STM_u_A1 | cond 100 P U 1 W 0 Rn register_list:16 | stmda{c} Rn{!}, userlist(register_list) if P=0&U=0 / stmia{c} Rn{!}, userlist(register_list) if P=0&U=1 / stmdb{c} Rn{!}, userlist(register_list) if P=1&U=0 / stmib{c} Rn{!}, userlist(register_list) if P=1&U=1 | mem:w4 unp:W=1,Rn=15,count(register_list)<1 privileged",
] };

/** The multiple transfers of A32. */
export const a32LoadStoreMultiple: readonly Family[] = [loadMultiple, storeMultiple];
