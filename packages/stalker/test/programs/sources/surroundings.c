/* Looks for signs of not being alone: its code, its return addresses, what it knows of PC. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <link.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unwind.h>

extern const char __executable_start[], etext[];

static uint32_t checksum(const char *from, const char *to) {
  uint32_t sum = 2166136261u;
  for (; from < to; from++) sum = (sum ^ (uint8_t)*from) * 16777619u;
  return sum;
}

static int add_library(struct dl_phdr_info *info, size_t size, void *sum) {
  (void)size;
  if (strstr(info->dlpi_name, "libc.so") == NULL && strstr(info->dlpi_name, "ld-linux") == NULL) return 0;
  for (int index = 0; index < info->dlpi_phnum; index++) {
    const ElfW(Phdr) *header = &info->dlpi_phdr[index];
    if (header->p_type != PT_LOAD || !(header->p_flags & PF_X)) continue;
    const char *from = (const char *)info->dlpi_addr + header->p_vaddr;
    *(uint32_t *)sum = *(uint32_t *)sum * 31 + checksum(from, from + header->p_memsz);
  }
  return 0;
}

__attribute__((noinline)) static const char *caller(void) {
  Dl_info info;
  void *address = __builtin_return_address(0);
  return dladdr(address, &info) != 0 && info.dli_sname != NULL ? info.dli_sname : "nobody";
}

__attribute__((noinline)) void ask(void) {
  printf("called by %s", caller());
  puts("");
}

static _Unwind_Reason_Code name(struct _Unwind_Context *context, void *count) {
  Dl_info info;
  uintptr_t address = _Unwind_GetIP(context);
  if (dladdr((void *)(address & ~1u), &info) != 0 && info.dli_sname != NULL) printf(" %s", info.dli_sname);
  return ++*(int *)count < 12 ? _URC_NO_REASON : _URC_END_OF_STACK;
}

__attribute__((noinline)) void walk(int depth) {
  int count = 0;
  if (depth > 0) {
    walk(depth - 1);
  } else {
    _Unwind_Backtrace(name, &count);
    puts("");
  }
  __asm__ volatile("");
}

/* What code knows of its own address. */
__attribute__((noinline)) static int places(void) {
  uint32_t a32, call, flags;
  __asm__ volatile(
      "1: mov %0, pc\n"
      "adr %1, 1b\n"
      "sub %0, %0, %1\n"
      : "=r"(a32), "=r"(call));
  __asm__ volatile("bl 1f\n2: b 3f\n1: adr r4, 2b\n sub %0, lr, r4\n bx lr\n3:" : "=&r"(call)::"r4", "lr", "cc");
  __asm__ volatile("cmp %1, #5\n mrs %0, cpsr\n" : "=r"(flags) : "r"(a32) : "cc");
  printf("pc %u, lr %u, flags %x\n", a32, call, flags >> 28);
  return (int)call;
}

int main(void) {
  uint32_t before = checksum(__executable_start, etext), libraries = 0, again = 0;
  dl_iterate_phdr(add_library, &libraries);
  ask();
  walk(3);
  places();
  dl_iterate_phdr(add_library, &again);
  printf("code unchanged: %d %d, checksum %08x\n", before == checksum(__executable_start, etext), libraries == again, before);
  return 3;
}
