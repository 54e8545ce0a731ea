/* Leaves and re-enters stack frames: setjmp, out of a callback of the C library, cleanup of nested frames, switched stacks. */
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <ucontext.h>

static jmp_buf outer, inner;
static int comparisons;

static void descend(int depth) {
  volatile int here = depth;
  if (depth == 0) longjmp(outer, 17);
  descend(depth - 1);
  printf("not reached %d\n", here);
}

static int tired(const void *left, const void *right) {
  if (++comparisons == 40) longjmp(inner, comparisons);
  return *(const int *)left - *(const int *)right;
}

static ucontext_t main_context, generator_context;
static int produced;

static void generate(int from, int step) {
  for (produced = from;; produced += step) swapcontext(&generator_context, &main_context);
}

int main(void) {
  for (volatile int round = 0; round < 5; round++) {
    int value = setjmp(outer);
    if (value == 0) descend(round * 10);
    printf("round %d: %d\n", round, value);
  }

  int numbers[100];
  for (int index = 0; index < 100; index++) numbers[index] = (index * 37) % 101;
  int value = setjmp(inner);
  if (value == 0) qsort(numbers, 100, sizeof *numbers, tired);
  printf("left qsort after %d\n", value);

  double kept = 1.25;
  volatile int rounds = 0;
  sigjmp_buf again;
  if (sigsetjmp(again, 1) < 3) {
    rounds++;
    siglongjmp(again, rounds);
  }
  printf("kept %.2f after %d\n", kept, rounds);

  getcontext(&generator_context);
  static char stack[16384];
  generator_context.uc_stack.ss_sp = stack;
  generator_context.uc_stack.ss_size = sizeof stack;
  makecontext(&generator_context, (void (*)(void))generate, 2, 100, 7);
  for (int index = 0; index < 6; index++) {
    swapcontext(&main_context, &generator_context);
    printf("generated %d\n", produced);
  }
  return 4;
}
