/** Numbers of register sets (`elf.h`). */
export const RegisterSet = { PRSTATUS: 1, ARM_VFP: 0x400, ARM_TLS: 0x401, ARM_SYSTEM_CALL: 0x404 } as const;
