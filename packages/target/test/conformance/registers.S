@ Traps with known registers in each instruction set, then stores those that the debugger has left.
	.syntax unified
	.arch	armv7-a
	.fpu	neon
	.text
	.arm
	.global	_start, arm_store, thumb_code, stored, stored_vector
_start:
	ldr	r0, =vector
	vldmia	r0!, {d0-d15}
	vldmia	r0, {d16-d31}
	ldr	r0, =0x03400000			@ FPSCR: default NaN, flush to zero, round to plus infinity
	vmsr	fpscr, r0
	ldr	r0, =0x200f0000			@ APSR: C and all of GE
	msr	APSR_nzcvqg, r0
	ldr	r0, =0xa0000000
	ldr	r1, =0xa1010101
	ldr	r2, =0xa2020202
	ldr	r3, =0xa3030303
	ldr	r4, =0xa4040404
	ldr	r5, =0xa5050505
	ldr	r6, =0xa6060606
	ldr	r7, =0xa7070707
	ldr	r8, =0xa8080808
	ldr	r9, =0xa9090909
	ldr	r10, =0xaa0a0a0a
	ldr	r11, =0xab0b0b0b
	ldr	r12, =0xac0c0c0c
	ldr	sp, =0xad0d0d0c
	ldr	lr, =0xae0e0e0e
	udf	#16
	.ltorg

@ The debugger sends control here, with r0 = stored, and to thumb_code.
arm_store:
	stmia	r0, {r0-r12, sp, lr}
	mrs	r1, APSR
	str	r1, [r0, #60]
	ldr	r0, =stored_vector
	vstmia	r0!, {d0-d15}
	vstmia	r0!, {d16-d31}
	vmrs	r1, fpscr
	str	r1, [r0]
	udf	#16
	.ltorg

	.thumb
	.thumb_func
thumb_code:
	adds	r0, r0, #1
	adds	r1, r1, #1
	adds	r2, r2, #1
	udf	#1
	movs	r7, #1
	svc	#0

	.section .data
	.balign 8
vector:
	.set	number, 0
	.rept	32
	.long	0x10000000 + number, 0xd0000000 + number
	.set	number, number + 1
	.endr

	.bss
	.balign 8
stored:
	.space	64
stored_vector:
	.space	260
