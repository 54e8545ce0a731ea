/*
 * What the plugins of QEMU's here have in common: the interface, and an option `out=FILE` for what they write at the end.
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
enum { INLINE_ADD_U64 };
enum { NO_REGISTERS };

void qemu_plugin_register_vcpu_tb_trans_cb(plugin_id, void (*)(plugin_id, struct qemu_plugin_tb *));
void qemu_plugin_register_vcpu_tb_exec_cb(struct qemu_plugin_tb *, void (*)(unsigned, void *), int, void *);
void qemu_plugin_register_vcpu_insn_exec_inline(struct qemu_plugin_insn *, int, void *, uint64_t);
void qemu_plugin_register_atexit_cb(plugin_id, void (*)(plugin_id, void *), void *);
size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *);
uint64_t qemu_plugin_tb_vaddr(const struct qemu_plugin_tb *);
struct qemu_plugin_insn *qemu_plugin_tb_get_insn(const struct qemu_plugin_tb *, size_t);
size_t qemu_plugin_insn_size(const struct qemu_plugin_insn *);

#define EXPORT __attribute__((visibility("default")))
EXPORT int qemu_plugin_version = 1;

static char path[4096];

/* Each plugin has these two: for a block that is translated, and for the program's end. */
static void translated(plugin_id id, struct qemu_plugin_tb *block);
static void ended(plugin_id id, void *data);

EXPORT int qemu_plugin_install(plugin_id id, const void *info, int count, char **options) {
  if (count != 1 || strncmp(options[0], "out=", 4) != 0 || strlen(options[0]) >= sizeof path) return 1;
  strcpy(path, options[0] + 4);
  qemu_plugin_register_vcpu_tb_trans_cb(id, translated);
  qemu_plugin_register_atexit_cb(id, ended, NULL);
  return 0;
}
