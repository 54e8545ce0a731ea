/** Why events differ from upstream's, where upstream is not right. */
export const reasons = {
  itMembers:
    "each instruction of an IT block that executes has its exec, and its call or ret is at its own address, not at IT's",
  itBlocks: "an IT block without a branch ends no block",
  computedJump: "a computed jump is no return: it does not go to where a call is to return",
  returnForm: "ldr pc, [sp], #4 returns in T32 too",
  exclusive:
    "nothing is put into an exclusive sequence, from the first time on: only the callout behind the store remains",
} as const;

export interface Deviation {
  readonly because: readonly (keyof typeof reasons)[];
  /** All events between the invoker's call and where it goes on, instead of upstream's. */
  readonly events: string;
  /** Counters that differ, by name. */
  readonly counters?: Readonly<Record<string, number>>;
}

// biome-ignore format: one row for each test, its events in the order in which they come
export const deviations: Readonly<Record<string, Deviation>> = {
  thumb_pop_just_pc2_ret_events_generated: { because: ["returnForm"], events: "compile 1 11, block 1 11, exec 1, exec 3, exec 5, exec 7, call 7 13 1, compile 13 21, block 13 21, exec 13, exec 15, exec 17, ret 17 11 1, compile 11 13, block 11 13, exec 11, ret 11 invoker+32 0" },
  thumb2_mov_pc_reg_exec_events_generated: { because: ["computedJump"], events: "compile 1 9, block 1 9, exec 1, exec 3, exec 5, exec 7, compile 17 21, block 17 21, exec 17, exec 19, ret 19 invoker+32 0" },
  thumb2_mov_pc_reg_without_thumb_bit_set: { because: ["computedJump"], events: "compile 1 9, block 1 9, exec 1, exec 3, exec 5, exec 7, compile 17 21, block 17 21, exec 17, exec 19, ret 19 invoker+32 0" },
  thumb2_mov_pc_reg_no_clobber_reg: { because: ["computedJump"], events: "compile 1 11, block 1 11, exec 1, exec 3, exec 5, exec 7, exec 9, compile 17 21, block 17 21, exec 17, exec 19, ret 19 invoker+32 0" },
  thumb_it_eq: { because: ["itMembers", "itBlocks"], events: "compile 1 19, block 1 19, exec 1, exec 3, exec 5, exec 7, exec 9, exec 11, exec 13, exec 17, ret 17 invoker+32 0" },
  thumb_it_al: { because: ["itMembers", "itBlocks"], events: "compile 1 17, block 1 17, exec 1, exec 3, exec 5, exec 7, exec 9, exec 11, exec 13, exec 15, ret 15 invoker+32 0" },
  thumb_it_eq_branch: { because: ["itMembers"], events: "compile 1 11, block 1 11, exec 1, exec 3, exec 5, exec 7, exec 9, compile 13 19, block 13 19, exec 13, exec 15, compile 19 21, block 19 21, exec 19, ret 19 invoker+32 0" },
  thumb_itt_eq_branch: { because: ["itMembers"], events: "compile 1 15, block 1 15, exec 1, exec 3, exec 5, exec 7, exec 9, exec 11, exec 13, compile 17 25, block 17 25, exec 17, exec 19, compile 25 27, block 25 27, exec 25, ret 25 invoker+32 0" },
  thumb_ite_eq_branch: { because: ["itMembers"], events: "compile 1 15, block 1 15, exec 1, exec 3, exec 5, exec 7, exec 9, exec 13, compile 17 25, block 17 25, exec 17, exec 19, exec 21, compile 25 27, block 25 27, exec 25, ret 25 invoker+32 0" },
  thumb_it_eq_branch_link: { because: ["itMembers"], events: "compile 1 17, block 1 17, exec 1, exec 3, exec 5, exec 7, exec 9, exec 11, exec 13, call 13 29 1, compile 29 35, block 29 35, exec 29, exec 31, exec 33, ret 33 17 1, compile 17 27, block 17 27, exec 17, exec 19, exec 21, compile 27 29, block 27 29, exec 27, ret 27 invoker+32 0" },
  thumb_it_eq_branch_link_excluded: { because: ["itMembers"], events: "compile 1 17, block 1 17, exec 1, exec 3, exec 5, exec 7, exec 9, exec 11, exec 13, call 13 29 1, compile 17 27, block 17 27, exec 17, exec 19, exec 21, compile 27 29, block 27 29, exec 27, ret 27 invoker+32 0" },
  thumb_it_eq_pop: { because: ["itMembers"], events: "compile 1 11, block 1 11, exec 1, exec 3, exec 5, exec 7, call 7 17 1, compile 17 25, block 17 25, exec 17, exec 19, exec 21, compile 25 29, block 25 29, exec 25, exec 27, ret 27 11 1, compile 11 15, block 11 15, exec 11, call 11 17 1, block 17 25, exec 17, exec 19, exec 21, exec 23, ret 23 15 1, compile 15 17, block 15 17, exec 15, ret 15 invoker+32 0" },
  thumb_itttt_eq_blx_reg: { because: ["itMembers"], events: "compile 1 23, block 1 23, exec 1, exec 3, exec 5, exec 7, exec 9, exec 11, exec 13, exec 15, exec 17, exec 19, exec 21, call 21 37 1, compile 37 43, block 37 43, exec 37, exec 39, exec 41, ret 41 23 1, compile 23 35, block 23 35, exec 23, exec 25, compile 35 37, block 35 37, exec 35, ret 35 invoker+32 0" },
  thumb_it_flags: { because: ["itMembers", "itBlocks"], events: "compile 1 17, block 1 17, exec 1, exec 3, exec 5, exec 7, exec 9, exec 11, exec 13, exec 15, ret 15 invoker+32 0" },
  thumb_it_flags2: { because: ["itMembers", "itBlocks"], events: "compile 1 17, block 1 17, exec 1, exec 3, exec 5, exec 7, exec 9, exec 11, exec 13, exec 15, ret 15 invoker+32 0" },
  arm_exclusive_load_store_should_not_be_disturbed: { because: ["exclusive"], events: "exec 0, exec 4, exec 48, exec 52, exec 56, exec 60", counters: { cmpCallouts: 1 } },
  thumb_exclusive_load_store_should_not_be_disturbed: { because: ["exclusive"], events: "exec 1, exec 3, exec 31, exec 33, exec 35, exec 39", counters: { cmpCallouts: 1 } },
};
