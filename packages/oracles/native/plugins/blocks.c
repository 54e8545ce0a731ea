/* Records which code a program executes. When the program ends, a line for each block with its address and its size in bytes goes to the file. */
#include "plugin.h"

struct block {
  struct block *next;
  uint64_t address;
  size_t size;
  int executed;
};

static struct block *blocks;
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
