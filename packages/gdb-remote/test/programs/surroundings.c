/* Prints its surroundings. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int main(int count, char **arguments) {
  char folder[4096], line[4096];
  for (int index = 1; index < count; index++) printf("argument %s\n", arguments[index]);
  printf("PLAIN=%s\n", getenv("PLAIN"));
  printf("LD_PRELOAD=%s\n", getenv("LD_PRELOAD") == NULL ? "(none)" : getenv("LD_PRELOAD"));
  printf("folder %s\n", getcwd(folder, sizeof folder));
  if (fgets(line, sizeof line, stdin) != NULL) printf("input %s", line);
  fprintf(stderr, "to standard error\n");
  return 3;
}
