import type { Family } from "../row.js";

// biome-ignore format: one encoding a line, in the manual's columns
/** Multiplication and division in 32 bits (A6.3.16 and A6.3.17). */
export const t32Multiply: readonly Family[] = [
  { class: "multiply", rows: [
    "MLA_T1 | 111110110000 Rn Ra Rd 0000 Rm | mla{c} W:Rd, Rn, Rm, Ra | where:Ra!=15 pc:Rd,Rn,Rm +thumb2",
    "MUL_T2 | 111110110000 Rn 1111 Rd 0000 Rm | mul{c}.w W:Rd, Rn, Rm | pc:Rd,Rn,Rm +thumb2",
    "MLS_T1 | 111110110000 Rn Ra Rd 0001 Rm | mls{c} W:Rd, Rn, Rm, Ra | pc:Rd,Rn,Rm,Ra +thumb2",
    "SMLABB_T1 | 111110110001 Rn Ra Rd 00 N M Rm | smlabb{c} W:Rd, Rn, Rm, Ra if N:M=0 / smlabt{c} W:Rd, Rn, Rm, Ra if N:M=1 / smlatb{c} W:Rd, Rn, Rm, Ra if N:M=2 / smlatt{c} W:Rd, Rn, Rm, Ra if N:M=3 | f:q where:Ra!=15 pc:Rd,Rn,Rm +thumb2",
    "SMULBB_T1 | 111110110001 Rn 1111 Rd 00 N M Rm | smulbb{c} W:Rd, Rn, Rm if N:M=0 / smulbt{c} W:Rd, Rn, Rm if N:M=1 / smultb{c} W:Rd, Rn, Rm if N:M=2 / smultt{c} W:Rd, Rn, Rm if N:M=3 | pc:Rd,Rn,Rm +thumb2",
    "SMLAD_T1 | 111110110010 Rn Ra Rd 000 M Rm | smlad{c} W:Rd, Rn, Rm, Ra if M=0 / smladx{c} W:Rd, Rn, Rm, Ra if M=1 | f:q where:Ra!=15 pc:Rd,Rn,Rm +thumb2",
    "SMUAD_T1 | 111110110010 Rn 1111 Rd 000 M Rm | smuad{c} W:Rd, Rn, Rm if M=0 / smuadx{c} W:Rd, Rn, Rm if M=1 | f:q pc:Rd,Rn,Rm +thumb2",
    "SMLAWB_T1 | 111110110011 Rn Ra Rd 000 M Rm | smlawb{c} W:Rd, Rn, Rm, Ra if M=0 / smlawt{c} W:Rd, Rn, Rm, Ra if M=1 | f:q where:Ra!=15 pc:Rd,Rn,Rm +thumb2",
    "SMULWB_T1 | 111110110011 Rn 1111 Rd 000 M Rm | smulwb{c} W:Rd, Rn, Rm if M=0 / smulwt{c} W:Rd, Rn, Rm if M=1 | pc:Rd,Rn,Rm +thumb2",
    "SMLSD_T1 | 111110110100 Rn Ra Rd 000 M Rm | smlsd{c} W:Rd, Rn, Rm, Ra if M=0 / smlsdx{c} W:Rd, Rn, Rm, Ra if M=1 | f:q where:Ra!=15 pc:Rd,Rn,Rm +thumb2",
    "SMUSD_T1 | 111110110100 Rn 1111 Rd 000 M Rm | smusd{c} W:Rd, Rn, Rm if M=0 / smusdx{c} W:Rd, Rn, Rm if M=1 | pc:Rd,Rn,Rm +thumb2",
    "SMMLA_T1 | 111110110101 Rn Ra Rd 000 R:1 Rm | smmla{c} W:Rd, Rn, Rm, Ra if R=0 / smmlar{c} W:Rd, Rn, Rm, Ra if R=1 | where:Ra!=15 pc:Rd,Rn,Rm +thumb2",
    "SMMUL_T1 | 111110110101 Rn 1111 Rd 000 R:1 Rm | smmul{c} W:Rd, Rn, Rm if R=0 / smmulr{c} W:Rd, Rn, Rm if R=1 | pc:Rd,Rn,Rm +thumb2",
    "SMMLS_T1 | 111110110110 Rn Ra Rd 000 R:1 Rm | smmls{c} W:Rd, Rn, Rm, Ra if R=0 / smmlsr{c} W:Rd, Rn, Rm, Ra if R=1 | pc:Rd,Rn,Rm,Ra +thumb2",
    "USADA8_T1 | 111110110111 Rn Ra Rd 0000 Rm | usada8{c} W:Rd, Rn, Rm, Ra | where:Ra!=15 pc:Rd,Rn,Rm +thumb2",
    "USAD8_T1 | 111110110111 Rn 1111 Rd 0000 Rm | usad8{c} W:Rd, Rn, Rm | pc:Rd,Rn,Rm +thumb2",
    "SMULL_T1 | 111110111000 Rn RdLo RdHi 0000 Rm | smull{c} W:RdLo, W:RdHi, Rn, Rm | unp:RdLo=15,RdHi=15,Rn=15,Rm=15,RdHi=RdLo +thumb2",
    "UMULL_T1 | 111110111010 Rn RdLo RdHi 0000 Rm | umull{c} W:RdLo, W:RdHi, Rn, Rm | unp:RdLo=15,RdHi=15,Rn=15,Rm=15,RdHi=RdLo +thumb2",
    "SMLAL_T1 | 111110111100 Rn RdLo RdHi 0000 Rm | smlal{c} X:RdLo, X:RdHi, Rn, Rm | unp:RdLo=15,RdHi=15,Rn=15,Rm=15,RdHi=RdLo +thumb2",
    "SMLALBB_T1 | 111110111100 Rn RdLo RdHi 10 N M Rm | smlalbb{c} X:RdLo, X:RdHi, Rn, Rm if N:M=0 / smlalbt{c} X:RdLo, X:RdHi, Rn, Rm if N:M=1 / smlaltb{c} X:RdLo, X:RdHi, Rn, Rm if N:M=2 / smlaltt{c} X:RdLo, X:RdHi, Rn, Rm if N:M=3 | unp:RdLo=15,RdHi=15,Rn=15,Rm=15,RdHi=RdLo +thumb2",
    "SMLALD_T1 | 111110111100 Rn RdLo RdHi 110 M Rm | smlald{c} X:RdLo, X:RdHi, Rn, Rm if M=0 / smlaldx{c} X:RdLo, X:RdHi, Rn, Rm if M=1 | unp:RdLo=15,RdHi=15,Rn=15,Rm=15,RdHi=RdLo +thumb2",
    "SMLSLD_T1 | 111110111101 Rn RdLo RdHi 110 M Rm | smlsld{c} X:RdLo, X:RdHi, Rn, Rm if M=0 / smlsldx{c} X:RdLo, X:RdHi, Rn, Rm if M=1 | unp:RdLo=15,RdHi=15,Rn=15,Rm=15,RdHi=RdLo +thumb2",
    "UMLAL_T1 | 111110111110 Rn RdLo RdHi 0000 Rm | umlal{c} X:RdLo, X:RdHi, Rn, Rm | unp:RdLo=15,RdHi=15,Rn=15,Rm=15,RdHi=RdLo +thumb2",
    "UMAAL_T1 | 111110111110 Rn RdLo RdHi 0110 Rm | umaal{c} X:RdLo, X:RdHi, Rn, Rm | unp:RdLo=15,RdHi=15,Rn=15,Rm=15,RdHi=RdLo +thumb2",
  ] },
  { class: "divide", rows: [
    "SDIV_T1 | 111110111001 Rn (1)(1)(1)(1) Rd 1111 Rm | sdiv{c} W:Rd, Rn, Rm | pc:Rd,Rn,Rm +idiv",
    "UDIV_T1 | 111110111011 Rn (1)(1)(1)(1) Rd 1111 Rm | udiv{c} W:Rd, Rn, Rm | pc:Rd,Rn,Rm +idiv",
  ] },
];
