// Memory of another process.
#include <fcntl.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "arguments.h"
#include "descriptor.h"
#include "errors.h"
#include "modules.h"

namespace native_os {

namespace {

class MemoryFile {
 public:
  MemoryFile(const char* call, pid_t pid, int flags) {
    char path[32];
    std::snprintf(path, sizeof path, "/proc/%d/mem", pid);
    descriptor_.Reset(open(path, flags | O_CLOEXEC));
    if (descriptor_.get() < 0) {
      const int number = errno;
      ThrowErrno(call, number == ENOENT ? ESRCH : number, path,
                 number == EACCES ? "the process must be traced by this thread, or ours to trace" : "");
    }
  }
  int descriptor() const { return descriptor_.get(); }

 private:
  Descriptor descriptor_;
};

/// Transfers what process_vm_* can, then the rest through the mem file, which ignores page protections.
/// One shape for both directions: `direct` is process_vm_readv or _writev, `forced` is pread or pwrite.
template <typename Direct, typename Forced>
size_t Transfer(const char* call, pid_t pid, uint64_t address, uint8_t* data, size_t length, int flags, Direct direct,
                Forced forced) {
  size_t done = 0;
  while (done < length && address + done <= UINTPTR_MAX) {
    iovec here{data + done, length - done};
    iovec there{reinterpret_cast<void*>(static_cast<uintptr_t>(address + done)), length - done};
    const ssize_t n = direct(pid, &here, 1, &there, 1, 0);
    if (n <= 0) break;
    done += static_cast<size_t>(n);
  }
  if (done == length) return done;
  const MemoryFile file(call, pid, flags);
  while (done < length) {
    const ssize_t n = forced(file.descriptor(), data + done, length - done, static_cast<off_t>(address + done));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) break;
    done += static_cast<size_t>(n);
  }
  return done;
}

[[noreturn]] void ThrowUnmapped(const char* call, pid_t pid, uint64_t address, size_t length, size_t done) {
  ThrowErrno(call, EFAULT,
             std::to_string(length) + " bytes at " + Hex(address) + " of process " + std::to_string(pid) +
                 ", not mapped from " + Hex(address + done),
             "memoryMap(pid) lists what is mapped");
}

uint64_t CheckedAddress(const Arguments& arguments, size_t length) {
  const uint64_t address = arguments.RemoteAddress(1, "address");
  if (length > kMaxSafeInteger - address) ThrowInvalid(arguments.call(), "the range ends beyond 2^53");
  return address;
}

Value ReadProcess(const Arguments& arguments) {
  const pid_t pid = arguments.ThreadId(0, "processId");
  const Bytes bytes = arguments.Buffer(2, "bytes");
  const uint64_t address = CheckedAddress(arguments, bytes.length);
  const size_t done =
      Transfer("readProcess", pid, address, bytes.data, bytes.length, O_RDONLY, process_vm_readv, pread);
  if (done < bytes.length) ThrowUnmapped("readProcess", pid, address, bytes.length, done);
  return {};
}

Value WriteProcess(const Arguments& arguments) {
  const pid_t pid = arguments.ThreadId(0, "processId");
  const Bytes bytes = arguments.Buffer(2, "bytes");
  const uint64_t address = CheckedAddress(arguments, bytes.length);
  const size_t done =
      Transfer("writeProcess", pid, address, bytes.data, bytes.length, O_RDWR, process_vm_writev, pwrite);
  if (done < bytes.length) ThrowUnmapped("writeProcess", pid, address, bytes.length, done);
  return {};
}

}  // namespace

std::vector<Entry> TraceeMemoryFunctions() { return {{"readProcess", "readProcess", ReadProcess}, {"writeProcess", "writeProcess", WriteProcess}}; }

}  // namespace native_os
