/*
 * A plugin of QEMU's that records which code a program executes. When the program ends, a line for each block with its address and its size in bytes goes to a file.
 *
 * Debian has no header for plugins: what is declared here is of their interface's version 1, of QEMU 7.2.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef uint64_t plugin_id;
struct qemu_plugin_tb;
struct qemu_plugin_insn;
enum { NO_REGISTERS };

void qemu_plugin_register_vcpu_tb_trans_cb(plugin_id, void (*)(plugin_id, struct qemu_plugin_tb *));
void qemu_plugin_register_vcpu_tb_exec_cb(struct qemu_plugin_tb *, void (*)(unsigned, void *), int, void *);
void qemu_plugin_register_atexit_cb(plugin_id, void (*)(plugin_id, void *), void *);
size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *);
uint64_t qemu_plugin_tb_vaddr(const struct qemu_plugin_tb *);
struct qemu_plugin_insn *qemu_plugin_tb_get_insn(const struct qemu_plugin_tb *, size_t);
size_t qemu_plugin_insn_size(const struct qemu_plugin_insn *);

#define EXPORT __attribute__((visibility("default")))
EXPORT int qemu_plugin_version = 1;

struct block {
  struct block *next;
  uint64_t address;
  size_t size;
  int executed;
};

static struct block *blocks;
static char path[4096];

static void executed(unsigned processor, void *data) { ((struct block *)data)->executed = 1; }

static void translated(plugin_id id, struct qemu_plugin_tb *tb) {
  struct block *block = malloc(sizeof *block);
  if (block == NULL) abort();
  *block = (struct block){blocks, qemu_plugin_tb_vaddr(tb), 0, 0};
  for (size_t i = 0; i < qemu_plugin_tb_n_insns(tb); i++) block->size += qemu_plugin_insn_size(qemu_plugin_tb_get_insn(tb, i));
  blocks = block;
  qemu_plugin_register_vcpu_tb_exec_cb(tb, executed, NO_REGISTERS, block);
}

static void ended(plugin_id id, void *data) {
  FILE *file = fopen(path, "w");
  if (file == NULL) abort();
  for (struct block *block = blocks; block != NULL; block = block->next)
    if (block->executed) fprintf(file, "%llx %zu\n", (unsigned long long)block->address, block->size);
  fclose(file);
}

EXPORT int qemu_plugin_install(plugin_id id, const void *info, int count, char **options) {
  if (count != 1 || strncmp(options[0], "out=", 4) != 0 || strlen(options[0]) >= sizeof path) return 1;
  strcpy(path, options[0] + 4);
  qemu_plugin_register_vcpu_tb_trans_cb(id, translated);
  qemu_plugin_register_atexit_cb(id, ended, NULL);
  return 0;
}
