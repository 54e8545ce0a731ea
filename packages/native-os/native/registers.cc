// Register sets of a stopped thread, as the bytes that the kernel gives. src/arm-registers.ts reads them.
#include <elf.h>
#include <sys/ptrace.h>
#include <sys/uio.h>

#include <cerrno>
#include <climits>
#include <cstring>

#include "arguments.h"
#include "errors.h"
#include "modules.h"

namespace native_os {

namespace {

constexpr const char* kHint = "the thread must be stopped, and traced by this thread";

std::string Of(pid_t tid, int64_t type) {
  return "register set " + Hex(static_cast<uint64_t>(type)) + " of thread " + std::to_string(tid);
}

/// getRegisterSet(tid, type, bytes): fills `bytes` and returns how many the kernel wrote.
Value GetRegisterSet(const Arguments& arguments) {
  const pid_t tid = arguments.ThreadId(0, "threadId");
  const int64_t type = arguments.Integer(1, "type", 0, INT_MAX);
  const Bytes bytes = arguments.Buffer(2, "bytes");
  iovec io{bytes.data, bytes.length};
  if (ptrace(PTRACE_GETREGSET, tid, reinterpret_cast<void*>(type), &io) != 0) {
    const int number = errno;
    ThrowErrno("PTRACE_GETREGSET", number, Of(tid, type),
               number == EINVAL ? "this kernel or this thread does not have that register set" : kHint);
  }
  return io.iov_len;
}

Value SetRegisterSet(const Arguments& arguments) {
  const pid_t tid = arguments.ThreadId(0, "threadId");
  const int64_t type = arguments.Integer(1, "type", 0, INT_MAX);
  const Bytes bytes = arguments.Buffer(2, "bytes");
  iovec io{bytes.data, bytes.length};
  if (ptrace(PTRACE_SETREGSET, tid, reinterpret_cast<void*>(type), &io) != 0) {
    const int number = errno;
    ThrowErrno("PTRACE_SETREGSET", number, Of(tid, type),
               number == EINVAL ? "the kernel refuses these values: a mode, an alignment or a size that cannot be" : kHint);
  }
  return {};
}

/// The thread pointer (TPIDRURO) of a 32-bit ARM thread.
Value GetThreadPointer(const Arguments& arguments) {
  const pid_t tid = arguments.ThreadId(0, "threadId");
  uint32_t pointer = 0;
#if defined(__arm__)
  constexpr int kGetThreadArea = 22;  // a 32-bit kernel has no NT_ARM_TLS
  if (ptrace(static_cast<__ptrace_request>(kGetThreadArea), tid, nullptr, &pointer) != 0) {
    ThrowErrno("PTRACE_GET_THREAD_AREA", errno, "thread " + std::to_string(tid), kHint);
  }
#elif defined(__aarch64__)
  uint64_t wide = 0;
  iovec io{&wide, sizeof wide};
  if (ptrace(PTRACE_GETREGSET, tid, reinterpret_cast<void*>(NT_ARM_TLS), &io) != 0) {
    ThrowErrno("PTRACE_GETREGSET", errno, "thread pointer of thread " + std::to_string(tid), kHint);
  }
  std::memcpy(&pointer, &wide, sizeof pointer);
#else
  Throw("unsupported", "threadPointer", "thread " + std::to_string(tid) + ": this tracer runs on no ARM system");
#endif
  return pointer;
}

/// Changes the number of the system call that the thread is about to make (-1: none).
Value SetSystemCall(const Arguments& arguments) {
  const pid_t tid = arguments.ThreadId(0, "threadId");
  const int64_t number = arguments.Integer(1, "number", -1, INT_MAX);
#if defined(__arm__)
  constexpr int kSetSystemCall = 23;
  if (ptrace(static_cast<__ptrace_request>(kSetSystemCall), tid, nullptr, reinterpret_cast<void*>(number)) != 0) {
    ThrowErrno("PTRACE_SET_SYSCALL", errno, "thread " + std::to_string(tid), kHint);
  }
#elif defined(__aarch64__)
  auto narrow = static_cast<int32_t>(number);
  iovec io{&narrow, sizeof narrow};
  if (ptrace(PTRACE_SETREGSET, tid, reinterpret_cast<void*>(0x404 /* NT_ARM_SYSTEM_CALL */), &io) != 0) {
    ThrowErrno("PTRACE_SETREGSET", errno, "system call of thread " + std::to_string(tid), kHint);
  }
#else
  Throw("unsupported", "setSystemCall",
        "thread " + std::to_string(tid) + " to " + std::to_string(number) + ": this tracer runs on no ARM system",
        "on x86-64 set orig_rax in register set 1");
#endif
  return {};
}

}  // namespace

std::vector<Entry> RegisterFunctions() {
  return {{"getRegisterSet", "PTRACE_GETREGSET", GetRegisterSet},
          {"setRegisterSet", "PTRACE_SETREGSET", SetRegisterSet},
          {"threadPointer", "threadPointer", GetThreadPointer},
          {"setSystemCall", "setSystemCall", SetSystemCall}};
}

}  // namespace native_os
