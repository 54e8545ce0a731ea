/* Loads and unloads libraries, which may come to where others were. */
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

static int twice(int value) { return value * 2; }

int main(int count, char **arguments) {
  for (int round = 0; round < 3; round++) {
    for (int index = 1; index < count; index++) {
      void *library = dlopen(arguments[index], RTLD_NOW | RTLD_LOCAL);
      if (library == NULL) {
        printf("not there: %s\n", strrchr(arguments[index], '/'));
        continue;
      }
      int (*work)(int, int (*)(int)) = (int (*)(int, int (*)(int)))dlsym(library, "work");
      for (int value = 0; value < 4; value++) printf(" %d", work(value + round, twice));
      printf(" %s\n", dlsym(library, "play") == NULL ? "no play" : "play");
      dlclose(library);
    }
  }
  void *mathematics = dlopen("libm.so.6", RTLD_LAZY);
  double (*cosine)(double) = (double (*)(double))dlsym(mathematics, "cos");
  printf("%.6f\n", cosine(1.0));
  return 12;
}
