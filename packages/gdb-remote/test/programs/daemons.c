/* Has a child that keeps all of its descriptors, and asks not to be ended with its parent. Both run for half a minute. */
#include <sys/prctl.h>
#include <unistd.h>

int main(void) {
  prctl(PR_SET_PDEATHSIG, 0);
  fork();
  alarm(30);
  for (;;) pause();
}
