// In-process entry: runs generated code in this process, with a full CPU context, until one of its exit sites.
// 32-bit ARM only. The routines themselves are in entry_arm.S.
#include "modules.h"

#include "arguments.h"
#include "errors.h"

#if defined(__arm__)
#include <sys/auxv.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <map>
#include <mutex>

#include "entry_layout.h"
#include "memory.h"

#ifndef MAP_FIXED_NOREPLACE
#define MAP_FIXED_NOREPLACE 0x100000
#endif

extern "C" {
extern const uint8_t native_os_entry_template[];
extern const uint8_t native_os_entry_exit[];
extern const uint8_t native_os_entry_load_high[];
extern const uint8_t native_os_entry_save_high[];
extern const uint8_t native_os_entry_end[];
}
#endif

namespace native_os {

namespace {

#if defined(__arm__)

constexpr uint32_t kNop = 0xe320f000;
constexpr unsigned long kHwcapVfpD32 = 1UL << 19;
constexpr uint32_t kThumb = 1U << 5;
constexpr uint32_t kFlags = 0xf80f0000;     // N Z C V Q, GE
constexpr uint32_t kRefused = 0x0700fe00;   // IT state, J, and the E (big-endian) bit: no user-mode jump can load them
constexpr uint32_t kUserMode = 0x10;

/// Entries that exist, and whether a thread is inside: two threads in one would save over each other.
struct Entries {
  std::mutex mutex;
  std::map<uintptr_t, bool> inside;
};

Entries& TheEntries() {
  static auto* entries = new Entries;  // outlives every thread
  return *entries;
}

size_t PageSize() { return static_cast<size_t>(sysconf(_SC_PAGESIZE)); }

uintptr_t TemplateStart(uintptr_t base) {
  return base + PageSize() - static_cast<size_t>(native_os_entry_end - native_os_entry_template);
}

/// createEntry(address): maps a code page and the data page after it; 0 lets the system choose where.
Value CreateEntry(const Arguments& arguments) {
  const uintptr_t wanted = arguments.LocalAddress(0, "address");
  const size_t page = PageSize();
  if (wanted % page != 0) ThrowInvalid("createEntry", "address " + Hex(wanted) + " is not at a page");
  const int flags = MAP_PRIVATE | MAP_ANONYMOUS | (wanted != 0 ? MAP_FIXED_NOREPLACE : 0);
  void* const got = mmap(reinterpret_cast<void*>(wanted), 2 * page, PROT_READ | PROT_WRITE, flags, -1, 0);
  if (got == MAP_FAILED) ThrowErrno("mmap", errno, "an entry at " + Hex(wanted));
  const auto base = reinterpret_cast<uintptr_t>(got);
  if (wanted != 0 && base != wanted) {
    munmap(got, 2 * page);
    ThrowErrno("mmap", EEXIST, "an entry at " + Hex(wanted));
  }
  const uintptr_t start = TemplateStart(base);
  std::memcpy(reinterpret_cast<void*>(start), native_os_entry_template,
              static_cast<size_t>(native_os_entry_end - native_os_entry_template));
  if ((getauxval(AT_HWCAP) & kHwcapVfpD32) == 0) {
    for (const uint8_t* at : {native_os_entry_load_high, native_os_entry_save_high}) {
      std::memcpy(reinterpret_cast<void*>(start + static_cast<size_t>(at - native_os_entry_template)), &kNop, sizeof kNop);
    }
  }
  if (mprotect(got, page, PROT_READ | PROT_EXEC) != 0 || !ClearCache(base, page)) {
    const int number = errno;
    munmap(got, 2 * page);
    ThrowErrno("mprotect", number, "the code page of an entry");
  }
  try {
    Entries& entries = TheEntries();
    const std::lock_guard<std::mutex> lock(entries.mutex);
    entries.inside[base] = false;
  } catch (...) {
    munmap(got, 2 * page);
    throw;
  }
  return base;
}

std::map<uintptr_t, bool>::iterator Find(Entries& entries, const char* call, uintptr_t base) {
  const auto found = entries.inside.find(base);
  if (found == entries.inside.end()) Throw("freed", call, "no entry at " + Hex(base), "create one; a freed one is gone");
  if (found->second) Throw("in-use", call, "another thread is inside the entry at " + Hex(base), "one entry a thread");
  return found;
}

Value FreeEntry(const Arguments& arguments) {
  const uintptr_t base = arguments.LocalAddress(0, "entry");
  Entries& entries = TheEntries();
  const std::lock_guard<std::mutex> lock(entries.mutex);
  const auto entry = Find(entries, "freeEntry", base);
  if (munmap(reinterpret_cast<void*>(base), 2 * PageSize()) != 0) ThrowErrno("munmap", errno, "the entry at " + Hex(base));
  entries.inside.erase(entry);
  return {};
}

Value ExitAddress(const Arguments& arguments) {
  const uintptr_t base = arguments.LocalAddress(0, "entry");
  const auto offset = static_cast<size_t>(native_os_entry_exit - native_os_entry_template);
  return TemplateStart(base) + offset;
}

uint32_t Word(const uint8_t* bytes, size_t offset) {
  uint32_t word;
  std::memcpy(&word, bytes + offset, sizeof word);
  return word;
}

/// enter(entry, context): loads the context, jumps to its PC, and returns once an exit site is reached, with the context of that moment.
Value EnterGenerated(const Arguments& arguments) {
  const uintptr_t base = arguments.LocalAddress(0, "entry");
  const Bytes context = arguments.Buffer(1, "context");
  if (context.length != CONTEXT_SIZE) ThrowInvalid("enter", "context must have 328 bytes");
  const uint32_t cpsr = Word(context.data, CONTEXT_CPSR);
  const uint32_t pc = Word(context.data, CONTEXT_PC);
  if ((cpsr & kRefused) != 0) {
    ThrowInvalid("enter", "CPSR " + Hex(cpsr) + " has IT, J or E bits, which no jump can load: enter outside of an IT block");
  }
  const bool thumb = (cpsr & kThumb) != 0;
  if (pc % (thumb ? 2 : 4) != 0) {
    ThrowInvalid("enter", "PC " + Hex(pc) + " is misaligned for " + (thumb ? "Thumb" : "ARM") +
                              " code: bit 0 stays clear, CPSR bit 5 chooses Thumb");
  }
  Entries& entries = TheEntries();
  std::map<uintptr_t, bool>::iterator entry;
  {
    const std::lock_guard<std::mutex> lock(entries.mutex);
    entry = Find(entries, "enter", base);
    entry->second = true;
  }
  auto* const data = reinterpret_cast<uint8_t*>(base + PageSize());
  const uint32_t target = pc | (thumb ? 1U : 0U);
  std::memcpy(data, context.data, CONTEXT_SIZE);
  std::memcpy(data + DATA_TARGET, &target, sizeof target);
  reinterpret_cast<void (*)()>(TemplateStart(base))();
  const uint32_t left = Word(data, DATA_EXIT);
  const uint32_t after = (Word(data, CONTEXT_CPSR) & kFlags) | kUserMode | ((left & 1U) != 0 ? kThumb : 0U);
  const uint32_t next = left & ~1U;
  std::memcpy(context.data, data, CONTEXT_SIZE);
  std::memcpy(context.data + CONTEXT_CPSR, &after, sizeof after);
  std::memcpy(context.data + CONTEXT_PC, &next, sizeof next);
  {
    const std::lock_guard<std::mutex> lock(entries.mutex);
    entry->second = false;
  }
  return next;
}

#else

[[noreturn]] void ThrowUnsupported(const char* call) {
  Throw("unsupported", call, "this process is not 32-bit ARM",
        "run a 32-bit ARM Node, on a board or with qemu-arm; from elsewhere, trace a process instead");
}

Value CreateEntry(const Arguments&) { ThrowUnsupported("createEntry"); }
Value FreeEntry(const Arguments&) { ThrowUnsupported("freeEntry"); }
Value ExitAddress(const Arguments&) { ThrowUnsupported("exitAddress"); }
Value EnterGenerated(const Arguments&) { ThrowUnsupported("enter"); }

#endif

}  // namespace

std::vector<Entry> EntryFunctions() {
  return {{"createEntry", "createEntry", CreateEntry},
          {"freeEntry", "freeEntry", FreeEntry},
          {"exitAddress", "exitAddress", ExitAddress},
          {"enter", "enter", EnterGenerated}};
}

}  // namespace native_os
