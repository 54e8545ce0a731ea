@ Known values in every register, an A32 and a T32 place to stop at, and an exit status from r0.
	.syntax unified
	.arch	armv7-a
	.fpu	neon
	.text
	.arm
	.global	_start, arm_ready, thumb_ready, thumb_wide
_start:
	.irp	n, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31
	ldr	r0, =0x10000000 + \n
	ldr	r1, =0xd0000000 + \n
	vmov	d\n, r0, r1
	.endr
	.irp	n, 0,1,2,3,4,5,6,7,8,9,10,11,12
	ldr	r\n, =0xa0000000 + \n * 0x01010101
	.endr
	ldr	lr, =0x12345678
arm_ready:
	nop
	blx	in_thumb
	.ltorg

	.thumb
	.thumb_func
in_thumb:
thumb_ready:
	nop
thumb_wide:
	add.w	r0, r0, #1
	movs	r7, #1
	svc	#0
