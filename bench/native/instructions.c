/*
 * A plugin of QEMU's that counts the instructions that a program executes. When it ends, a line with their number is appended to a file.
 *
 * Build: gcc -O2 -fPIC -shared -o instructions.so instructions.c
 * Use:   qemu-arm -plugin ./instructions.so,out=FILE PROGRAM
 *
 * Debian has no header for plugins: what is declared here is of their interface's version 1, of QEMU 7.2.
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

typedef uint64_t plugin_id;
struct qemu_plugin_tb;
struct qemu_plugin_insn;
enum { INLINE_ADD_U64 };

void qemu_plugin_register_vcpu_tb_trans_cb(plugin_id, void (*)(plugin_id, struct qemu_plugin_tb *));
void qemu_plugin_register_atexit_cb(plugin_id, void (*)(plugin_id, void *), void *);
size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *);
struct qemu_plugin_insn *qemu_plugin_tb_get_insn(const struct qemu_plugin_tb *, size_t);
void qemu_plugin_register_vcpu_insn_exec_inline(struct qemu_plugin_insn *, int, void *, uint64_t);

#define EXPORT __attribute__((visibility("default")))
EXPORT int qemu_plugin_version = 1;

static uint64_t executed;
static char path[4096];

static void translated(plugin_id id, struct qemu_plugin_tb *block) {
  size_t count = qemu_plugin_tb_n_insns(block);
  for (size_t i = 0; i < count; i++)
    qemu_plugin_register_vcpu_insn_exec_inline(qemu_plugin_tb_get_insn(block, i), INLINE_ADD_U64, &executed, 1);
}

static void ended(plugin_id id, void *data) {
  char line[32];
  int length = snprintf(line, sizeof line, "%llu\n", (unsigned long long)executed);
  int file = open(path, O_WRONLY | O_CREAT | O_APPEND, 0644);
  if (write(file, line, length) != length) perror(path);
  close(file);
}

EXPORT int qemu_plugin_install(plugin_id id, const void *info, int count, char **options) {
  if (count != 1 || strncmp(options[0], "out=", 4) != 0 || strlen(options[0]) >= sizeof path) return 1;
  strcpy(path, options[0] + 4);
  qemu_plugin_register_vcpu_tb_trans_cb(id, translated);
  qemu_plugin_register_atexit_cb(id, ended, NULL);
  return 0;
}
