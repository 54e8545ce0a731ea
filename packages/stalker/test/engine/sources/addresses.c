// Prints where the kernel puts what the program maps.
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static void *map(size_t size, int protection) { return mmap(0, size, protection, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0); }

int main(void) {
  setvbuf(stdout, 0, _IONBF, 0);
  for (int i = 0; i < 12; i++) {
    void *first = map(4096 << i, PROT_READ | PROT_WRITE);
    void *second = map(4096, PROT_NONE);
    if (i % 3 == 0) munmap(first, 4096 << i);
    printf("%p %p %p %p %p\n", first, second, malloc(100 << i), malloc(200000 << (i % 4)), sbrk(8192));
  }
  void *moved = mremap(map(4096, PROT_READ), 4096, 1 << 20, MREMAP_MAYMOVE);
  printf("%p %p\n", moved, (void *)&moved);
}
