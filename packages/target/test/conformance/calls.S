@ Traps, then exits with r0. The only system call is A32 if a32 is defined, T32 if t32 is; else there is none.
	.syntax unified
	.arch	armv7-a
	.text
	.arm
	.global	_start
_start:
	udf	#16
.ifdef a32
	mov	r7, #1
	svc	#0
.endif
.ifdef t32
	blx	leave
.endif
	b	.
	.ltorg
	.space	0x3000
	.thumb
	.thumb_func
leave:
.ifdef t32
	movs	r7, #1
	svc	#0
.endif
	b	.
