import type { Family } from "../row.js";

// biome-ignore format: one encoding a line, in the manual's columns
/** A5.2.5 multiplies, A5.2.7 halfword multiplies, A5.4.4 signed multiplies. */
const multiply: Family = { class: "multiply", rows: [
  "MUL_A1 | cond 0000000 S Rd (0)(0)(0)(0) Rm 1001 Rn | mul{s}{c} W:Rd, Rn, Rm | s:nz pc:Rd,Rn,Rm",
  "MLA_A1 | cond 0000001 S Rd Ra Rm 1001 Rn | mla{s}{c} W:Rd, Rn, Rm, Ra | s:nz pc:Rd,Rn,Rm,Ra",
  "UMAAL_A1 | cond 00000100 RdHi RdLo Rm 1001 Rn | umaal{c} X:RdLo, X:RdHi, Rn, Rm | +v6 pc:RdHi,RdLo,Rn,Rm unp:RdHi=RdLo",
  "MLS_A1 | cond 00000110 Rd Ra Rm 1001 Rn | mls{c} W:Rd, Rn, Rm, Ra | +thumb2 pc:Rd,Rn,Rm,Ra",
  "UMULL_A1 | cond 0000100 S RdHi RdLo Rm 1001 Rn | umull{s}{c} W:RdLo, W:RdHi, Rn, Rm | s:nz pc:RdHi,RdLo,Rn,Rm unp:RdHi=RdLo",
  "UMLAL_A1 | cond 0000101 S RdHi RdLo Rm 1001 Rn | umlal{s}{c} X:RdLo, X:RdHi, Rn, Rm | s:nz pc:RdHi,RdLo,Rn,Rm unp:RdHi=RdLo",
  "SMULL_A1 | cond 0000110 S RdHi RdLo Rm 1001 Rn | smull{s}{c} W:RdLo, W:RdHi, Rn, Rm | s:nz pc:RdHi,RdLo,Rn,Rm unp:RdHi=RdLo",
  "SMLAL_A1 | cond 0000111 S RdHi RdLo Rm 1001 Rn | smlal{s}{c} X:RdLo, X:RdHi, Rn, Rm | s:nz pc:RdHi,RdLo,Rn,Rm unp:RdHi=RdLo",
  "SMLABB_A1 | cond 00010000 Rd Ra Rm 1 M N 0 Rn | smlabb{c} W:Rd, Rn, Rm, Ra if N=0&M=0 / smlatb{c} W:Rd, Rn, Rm, Ra if N=1&M=0 / smlabt{c} W:Rd, Rn, Rm, Ra if N=0&M=1 / smlatt{c} W:Rd, Rn, Rm, Ra if N=1&M=1 | +v5 f:q pc:Rd,Rn,Rm,Ra",
  "SMLAWB_A1 | cond 00010010 Rd Ra Rm 1 M 00 Rn | smlawb{c} W:Rd, Rn, Rm, Ra if M=0 / smlawt{c} W:Rd, Rn, Rm, Ra if M=1 | +v5 f:q pc:Rd,Rn,Rm,Ra",
  "SMULWB_A1 | cond 00010010 Rd (0)(0)(0)(0) Rm 1 M 10 Rn | smulwb{c} W:Rd, Rn, Rm if M=0 / smulwt{c} W:Rd, Rn, Rm if M=1 | +v5 pc:Rd,Rn,Rm",
  "SMLALBB_A1 | cond 00010100 RdHi RdLo Rm 1 M N 0 Rn | smlalbb{c} X:RdLo, X:RdHi, Rn, Rm if N=0&M=0 / smlaltb{c} X:RdLo, X:RdHi, Rn, Rm if N=1&M=0 / smlalbt{c} X:RdLo, X:RdHi, Rn, Rm if N=0&M=1 / smlaltt{c} X:RdLo, X:RdHi, Rn, Rm if N=1&M=1 | +v5 pc:RdHi,RdLo,Rn,Rm unp:RdHi=RdLo",
  "SMULBB_A1 | cond 00010110 Rd (0)(0)(0)(0) Rm 1 M N 0 Rn | smulbb{c} W:Rd, Rn, Rm if N=0&M=0 / smultb{c} W:Rd, Rn, Rm if N=1&M=0 / smulbt{c} W:Rd, Rn, Rm if N=0&M=1 / smultt{c} W:Rd, Rn, Rm if N=1&M=1 | +v5 pc:Rd,Rn,Rm",
  "SMLAD_A1 | cond 01110000 Rd Ra Rm 00 M 1 Rn | smlad{c} W:Rd, Rn, Rm, Ra if M=0 / smladx{c} W:Rd, Rn, Rm, Ra if M=1 | +v6 f:q where:Ra!=15 pc:Rd,Rn,Rm",
  "SMUAD_A1 | cond 01110000 Rd 1111 Rm 00 M 1 Rn | smuad{c} W:Rd, Rn, Rm if M=0 / smuadx{c} W:Rd, Rn, Rm if M=1 | +v6 f:q pc:Rd,Rn,Rm",
  "SMLSD_A1 | cond 01110000 Rd Ra Rm 01 M 1 Rn | smlsd{c} W:Rd, Rn, Rm, Ra if M=0 / smlsdx{c} W:Rd, Rn, Rm, Ra if M=1 | +v6 f:q where:Ra!=15 pc:Rd,Rn,Rm",
  "SMUSD_A1 | cond 01110000 Rd 1111 Rm 01 M 1 Rn | smusd{c} W:Rd, Rn, Rm if M=0 / smusdx{c} W:Rd, Rn, Rm if M=1 | +v6 pc:Rd,Rn,Rm",
  "SMLALD_A1 | cond 01110100 RdHi RdLo Rm 00 M 1 Rn | smlald{c} X:RdLo, X:RdHi, Rn, Rm if M=0 / smlaldx{c} X:RdLo, X:RdHi, Rn, Rm if M=1 | +v6 pc:RdHi,RdLo,Rn,Rm unp:RdHi=RdLo",
  "SMLSLD_A1 | cond 01110100 RdHi RdLo Rm 01 M 1 Rn | smlsld{c} X:RdLo, X:RdHi, Rn, Rm if M=0 / smlsldx{c} X:RdLo, X:RdHi, Rn, Rm if M=1 | +v6 pc:RdHi,RdLo,Rn,Rm unp:RdHi=RdLo",
  "SMMLA_A1 | cond 01110101 Rd Ra Rm 00 R:1 1 Rn | smmla{c} W:Rd, Rn, Rm, Ra if R=0 / smmlar{c} W:Rd, Rn, Rm, Ra if R=1 | +v6 where:Ra!=15 pc:Rd,Rn,Rm",
  "SMMUL_A1 | cond 01110101 Rd 1111 Rm 00 R:1 1 Rn | smmul{c} W:Rd, Rn, Rm if R=0 / smmulr{c} W:Rd, Rn, Rm if R=1 | +v6 pc:Rd,Rn,Rm",
  "SMMLS_A1 | cond 01110101 Rd Ra Rm 11 R:1 1 Rn | smmls{c} W:Rd, Rn, Rm, Ra if R=0 / smmlsr{c} W:Rd, Rn, Rm, Ra if R=1 | +v6 pc:Rd,Rn,Rm,Ra",
] };

// biome-ignore format: one encoding a line, in the manual's columns
/** A8.8.165 SDIV, A8.8.248 UDIV. */
const divide: Family = { class: "divide", rows: [
  "SDIV_A1 | cond 01110001 Rd (1)(1)(1)(1) Rm 0001 Rn | sdiv{c} W:Rd, Rn, Rm | +idiv pc:Rd,Rn,Rm",
  "UDIV_A1 | cond 01110011 Rd (1)(1)(1)(1) Rm 0001 Rn | udiv{c} W:Rd, Rn, Rm | +idiv pc:Rd,Rn,Rm",
] };

/** The multiplies and divides of A32. */
export const a32Multiply: readonly Family[] = [multiply, divide];
