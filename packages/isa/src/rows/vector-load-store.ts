import type { Family } from "../row.js";
import { withStores } from "./vector-notation.js";

// biome-ignore format: one encoding a line, in the manual's columns
/** A7.6: loads and stores of VFP registers, in the notation of vector-notation.ts. An odd number of words is FLDMX and FSTMX. */
export const vfpLoadStore: Family = { class: "vfp-load-store", rows: [
  "VLDR_A1 | cond 1101 U D 01 Rn Vd 1011 imm8 | vldr{c} W:Dd, mem(Rn,imm8*4) | mem:r8 +vfp2",
  "VLDR_A2 | cond 1101 U D 01 Rn Vd 1010 imm8 | vldr{c} W:Sd, mem(Rn,imm8*4) | mem:r4 +vfp2",
  "VLDR_l_A1 | cond 1101 U D 01 1111 Vd 1011 imm8 | vldr{c} W:Dd, literal(imm8*4) | mem:r8 +vfp2",
  "VLDR_l_A2 | cond 1101 U D 01 1111 Vd 1010 imm8 | vldr{c} W:Sd, literal(imm8*4) | mem:r4 +vfp2",
  "VSTR_A1 | cond 1101 U D 00 Rn Vd 1011 imm8 | vstr{c} Dd, mem(Rn,imm8*4) | mem:w8 t32:pc:Rn +vfp2",
  "VSTR_A2 | cond 1101 U D 00 Rn Vd 1010 imm8 | vstr{c} Sd, mem(Rn,imm8*4) | mem:w4 t32:pc:Rn +vfp2",
  "VLDM_A1 | cond 11001 D W 1 Rn Vd 1011 imm7 0 | vpop{c} W:dlist(D:Vd,imm7) if Rn=13&W=1 / >vldm{c} Rn{!}, W:dlist(D:Vd,imm7) / vldmia{c} Rn{!}, W:dlist(D:Vd,imm7) | mem:r8 unp:imm7=0,imm7>16,D:Vd+imm7>32,Rn=15&W=1 t32:pc:Rn +vfp2",
  "VLDM_A2 | cond 11001 D W 1 Rn Vd 1010 imm8 | vpop{c} W:slist(Vd:D,imm8) if Rn=13&W=1 / >vldm{c} Rn{!}, W:slist(Vd:D,imm8) / vldmia{c} Rn{!}, W:slist(Vd:D,imm8) | mem:r4 unp:imm8=0,Vd:D+imm8>32,Rn=15&W=1 t32:pc:Rn +vfp2",
  "VLDM_db_A1 | cond 11010 D 11 Rn Vd 1011 imm7 0 | vldmdb{c} Rn!, W:dlist(D:Vd,imm7) | mem:r8 unp:imm7=0,imm7>16,D:Vd+imm7>32 pc:Rn +vfp2",
  "VLDM_db_A2 | cond 11010 D 11 Rn Vd 1010 imm8 | vldmdb{c} Rn!, W:slist(Vd:D,imm8) | mem:r4 unp:imm8=0,Vd:D+imm8>32 pc:Rn +vfp2",
  "VSTM_A1 | cond 11001 D W 0 Rn Vd 1011 imm7 0 | >vstm{c} Rn{!}, dlist(D:Vd,imm7) / vstmia{c} Rn{!}, dlist(D:Vd,imm7) | mem:w8 unp:imm7=0,imm7>16,D:Vd+imm7>32,Rn=15&W=1 t32:pc:Rn +vfp2",
  "VSTM_A2 | cond 11001 D W 0 Rn Vd 1010 imm8 | >vstm{c} Rn{!}, slist(Vd:D,imm8) / vstmia{c} Rn{!}, slist(Vd:D,imm8) | mem:w4 unp:imm8=0,Vd:D+imm8>32,Rn=15&W=1 t32:pc:Rn +vfp2",
  "VSTM_db_A1 | cond 11010 D 10 Rn Vd 1011 imm7 0 | vpush{c} dlist(D:Vd,imm7) if Rn=13 / vstmdb{c} Rn!, dlist(D:Vd,imm7) | mem:w8 unp:imm7=0,imm7>16,D:Vd+imm7>32 pc:Rn +vfp2",
  "VSTM_db_A2 | cond 11010 D 10 Rn Vd 1010 imm8 | vpush{c} slist(Vd:D,imm8) if Rn=13 / vstmdb{c} Rn!, slist(Vd:D,imm8) | mem:w4 unp:imm8=0,Vd:D+imm8>32 pc:Rn +vfp2",
  ...withStores([
    "FLDMX_A1 | cond 11001 D W 1 Rn Vd 1011 imm7 1 | fldmiax{c} Rn{!}, W:dlist(D:Vd,imm7) | mem:r8 unp:imm7=0,D:Vd+imm7>16,Rn=15&W=1 t32:pc:Rn +vfp2",
    "FLDMX_db_A1 | cond 11010 D 11 Rn Vd 1011 imm7 1 | fldmdbx{c} Rn!, W:dlist(D:Vd,imm7) | mem:r8 unp:imm7=0,D:Vd+imm7>16 pc:Rn +vfp2",
  ]),
] };

const types = ".{8,16,32,:size}";
const types64 = ".{8,16,32,64:size}";

// biome-ignore format: one encoding a line, in the manual's columns
/** A7.7: loads and stores of elements and structures: multiple (`m`), single to or from one lane (`1`), single to all lanes (`a`). */
export const simdLoadStore: Family = { class: "simd-load-store", rows: [
  ...withStores([
    `VLD1_m_A1 | 11110100 0 D 10 Rn Vd 0111 size:2 align:2 Rm | vld1{c}${types64} W:dlist(D:Vd,1), elements(Rn,Rm,8,align,0/64) | mem:r8 und:align>1 pc:Rn +neon`,
    `VLD1_m_A2 | 11110100 0 D 10 Rn Vd 1010 size:2 align:2 Rm | vld1{c}${types64} W:dlist(D:Vd,2), elements(Rn,Rm,16,align,0/64/128) | mem:r8 und:align=3 unp:D:Vd>30 pc:Rn +neon`,
    `VLD1_m_A3 | 11110100 0 D 10 Rn Vd 0110 size:2 align:2 Rm | vld1{c}${types64} W:dlist(D:Vd,3), elements(Rn,Rm,24,align,0/64) | mem:r8 und:align>1 unp:D:Vd>29 pc:Rn +neon`,
    `VLD1_m_A4 | 11110100 0 D 10 Rn Vd 0010 size:2 align:2 Rm | vld1{c}${types64} W:dlist(D:Vd,4), elements(Rn,Rm,32,align,0/64/128/256) | mem:r8 unp:D:Vd>28 pc:Rn +neon`,
    `VLD2_m_A1 | 11110100 0 D 10 Rn Vd 100 t size:2 align:2 Rm | vld2{c}${types} W:dlist(D:Vd,2,t+1), elements(Rn,Rm,16,align,0/64/128) | mem:r8 und:align=3 unp:D:Vd>30,D:Vd>29&t=1 pc:Rn +neon`,
    `VLD2_m_A2 | 11110100 0 D 10 Rn Vd 0011 size:2 align:2 Rm | vld2{c}${types} W:dlist(D:Vd,4), elements(Rn,Rm,32,align,0/64/128/256) | mem:r8 unp:D:Vd>28 pc:Rn +neon`,
    `VLD3_m_A1 | 11110100 0 D 10 Rn Vd 010 t size:2 align:2 Rm | vld3{c}${types} W:dlist(D:Vd,3,t+1), elements(Rn,Rm,24,align,0/64) | mem:r8 und:align>1 unp:D:Vd>29,D:Vd>27&t=1 pc:Rn +neon`,
    `VLD4_m_A1 | 11110100 0 D 10 Rn Vd 000 t size:2 align:2 Rm | vld4{c}${types} W:dlist(D:Vd,4,t+1), elements(Rn,Rm,32,align,0/64/128/256) | mem:r8 unp:D:Vd>28,D:Vd>25&t=1 pc:Rn +neon`,
    "VLD1_1_A1 | 11110100 1 D 10 Rn Vd 0000 index3 0 Rm | vld1{c}.8 W:lanes(D:Vd,1,1,index3), elements(Rn,Rm,1) | mem:r1 pc:Rn +neon",
    "VLD1_1_A2 | 11110100 1 D 10 Rn Vd 0100 index2 0 a Rm | vld1{c}.16 W:lanes(D:Vd,1,1,index2), elements(Rn,Rm,2,a,0/16) | mem:r2 pc:Rn +neon",
    "VLD1_1_A3 | 11110100 1 D 10 Rn Vd 1000 index1 0 align:2 Rm | vld1{c}.32 W:lanes(D:Vd,1,1,index1), elements(Rn,Rm,4,align,0///32) | mem:r4 und:align=1,align=2 pc:Rn +neon",
    "VLD2_1_A1 | 11110100 1 D 10 Rn Vd 0001 index3 a Rm | vld2{c}.8 W:lanes(D:Vd,2,1,index3), elements(Rn,Rm,2,a,0/16) | mem:r1 unp:D:Vd>30 pc:Rn +neon",
    "VLD2_1_A2 | 11110100 1 D 10 Rn Vd 0101 index2 t a Rm | vld2{c}.16 W:lanes(D:Vd,2,t+1,index2), elements(Rn,Rm,4,a,0/32) | mem:r2 unp:D:Vd>30,D:Vd>29&t=1 pc:Rn +neon",
    "VLD2_1_A3 | 11110100 1 D 10 Rn Vd 1001 index1 t 0 a Rm | vld2{c}.32 W:lanes(D:Vd,2,t+1,index1), elements(Rn,Rm,8,a,0/64) | mem:r4 unp:D:Vd>30,D:Vd>29&t=1 pc:Rn +neon",
    "VLD3_1_A1 | 11110100 1 D 10 Rn Vd 0010 index3 0 Rm | vld3{c}.8 W:lanes(D:Vd,3,1,index3), elements(Rn,Rm,3) | mem:r1 unp:D:Vd>29 pc:Rn +neon",
    "VLD3_1_A2 | 11110100 1 D 10 Rn Vd 0110 index2 t 0 Rm | vld3{c}.16 W:lanes(D:Vd,3,t+1,index2), elements(Rn,Rm,6) | mem:r2 unp:D:Vd>29,D:Vd>27&t=1 pc:Rn +neon",
    "VLD3_1_A3 | 11110100 1 D 10 Rn Vd 1010 index1 t 00 Rm | vld3{c}.32 W:lanes(D:Vd,3,t+1,index1), elements(Rn,Rm,12) | mem:r4 unp:D:Vd>29,D:Vd>27&t=1 pc:Rn +neon",
    "VLD4_1_A1 | 11110100 1 D 10 Rn Vd 0011 index3 a Rm | vld4{c}.8 W:lanes(D:Vd,4,1,index3), elements(Rn,Rm,4,a,0/32) | mem:r1 unp:D:Vd>28 pc:Rn +neon",
    "VLD4_1_A2 | 11110100 1 D 10 Rn Vd 0111 index2 t a Rm | vld4{c}.16 W:lanes(D:Vd,4,t+1,index2), elements(Rn,Rm,8,a,0/64) | mem:r2 unp:D:Vd>28,D:Vd>25&t=1 pc:Rn +neon",
    "VLD4_1_A3 | 11110100 1 D 10 Rn Vd 1011 index1 t align:2 Rm | vld4{c}.32 W:lanes(D:Vd,4,t+1,index1), elements(Rn,Rm,16,align,0/64/128) | mem:r4 und:align=3 unp:D:Vd>28,D:Vd>25&t=1 pc:Rn +neon",
  ]),
  "VLD1_a_8_A1 | 11110100 1 D 10 Rn Vd 110000 t 0 Rm | vld1{c}.8 W:lanes(D:Vd,t+1,1), elements(Rn,Rm,1) | mem:r1 unp:D:Vd>30&t=1 pc:Rn +neon",
  "VLD1_a_16_A1 | 11110100 1 D 10 Rn Vd 110001 t a Rm | vld1{c}.16 W:lanes(D:Vd,t+1,1), elements(Rn,Rm,2,a,0/16) | mem:r2 unp:D:Vd>30&t=1 pc:Rn +neon",
  "VLD1_a_32_A1 | 11110100 1 D 10 Rn Vd 110010 t a Rm | vld1{c}.32 W:lanes(D:Vd,t+1,1), elements(Rn,Rm,4,a,0/32) | mem:r4 unp:D:Vd>30&t=1 pc:Rn +neon",
  "VLD2_a_8_A1 | 11110100 1 D 10 Rn Vd 110100 t a Rm | vld2{c}.8 W:lanes(D:Vd,2,t+1), elements(Rn,Rm,2,a,0/16) | mem:r1 unp:D:Vd>30,D:Vd>29&t=1 pc:Rn +neon",
  "VLD2_a_16_A1 | 11110100 1 D 10 Rn Vd 110101 t a Rm | vld2{c}.16 W:lanes(D:Vd,2,t+1), elements(Rn,Rm,4,a,0/32) | mem:r2 unp:D:Vd>30,D:Vd>29&t=1 pc:Rn +neon",
  "VLD2_a_32_A1 | 11110100 1 D 10 Rn Vd 110110 t a Rm | vld2{c}.32 W:lanes(D:Vd,2,t+1), elements(Rn,Rm,8,a,0/64) | mem:r4 unp:D:Vd>30,D:Vd>29&t=1 pc:Rn +neon",
  "VLD3_a_8_A1 | 11110100 1 D 10 Rn Vd 111000 t 0 Rm | vld3{c}.8 W:lanes(D:Vd,3,t+1), elements(Rn,Rm,3) | mem:r1 unp:D:Vd>29,D:Vd>27&t=1 pc:Rn +neon",
  "VLD3_a_16_A1 | 11110100 1 D 10 Rn Vd 111001 t 0 Rm | vld3{c}.16 W:lanes(D:Vd,3,t+1), elements(Rn,Rm,6) | mem:r2 unp:D:Vd>29,D:Vd>27&t=1 pc:Rn +neon",
  "VLD3_a_32_A1 | 11110100 1 D 10 Rn Vd 111010 t 0 Rm | vld3{c}.32 W:lanes(D:Vd,3,t+1), elements(Rn,Rm,12) | mem:r4 unp:D:Vd>29,D:Vd>27&t=1 pc:Rn +neon",
  "VLD4_a_8_A1 | 11110100 1 D 10 Rn Vd 111100 t a Rm | vld4{c}.8 W:lanes(D:Vd,4,t+1), elements(Rn,Rm,4,a,0/32) | mem:r1 unp:D:Vd>28,D:Vd>25&t=1 pc:Rn +neon",
  "VLD4_a_16_A1 | 11110100 1 D 10 Rn Vd 111101 t a Rm | vld4{c}.16 W:lanes(D:Vd,4,t+1), elements(Rn,Rm,8,a,0/64) | mem:r2 unp:D:Vd>28,D:Vd>25&t=1 pc:Rn +neon",
  "VLD4_a_32_A1 | 11110100 1 D 10 Rn Vd 111110 t a Rm | vld4{c}.32 W:lanes(D:Vd,4,t+1), elements(Rn,Rm,16,a,0/64) | mem:r4 unp:D:Vd>28,D:Vd>25&t=1 pc:Rn +neon",
  "VLD4_a_32x_A1 | 11110100 1 D 10 Rn Vd 111111 t 1 Rm | vld4{c}.32 W:lanes(D:Vd,4,t+1), elements(Rn,Rm,16,=,128) | mem:r4 unp:D:Vd>28,D:Vd>25&t=1 pc:Rn +neon",
] };
