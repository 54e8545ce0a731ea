@ Never ends; r4 counts.
	.syntax unified
	.arch	armv7-a
	.text
	.thumb
	.thumb_func
	.global	_start
_start:
	movs	r4, #0
1:	adds	r4, r4, #1
	b	1b
