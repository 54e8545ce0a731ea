// ptrace, one request a function. Which thread may ask, and in which order, is for src/tracer.ts.
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstring>

#include "arguments.h"
#include "errors.h"
#include "modules.h"

namespace native_os {

namespace {

constexpr const char* kNotStopped =
    "the thread is gone, is not stopped, or is traced by another thread: ptrace requests must come from the thread that attached";

/// `data` and `address` as the request wants them.
void Ptrace(const char* name, int request, pid_t tid, uintptr_t address, uintptr_t data) {
  errno = 0;
  if (ptrace(static_cast<__ptrace_request>(request), tid, reinterpret_cast<void*>(address),
             reinterpret_cast<void*>(data)) == -1 &&
      errno != 0) {
    const int number = errno;
    const char* hint = number == ESRCH ? kNotStopped
                       : number == EPERM
                           ? "another tracer has it, or the system forbids it: see kernel.yama.ptrace_scope and CAP_SYS_PTRACE"
                           : "";
    ThrowErrno(name, number, "thread " + std::to_string(tid), hint);
  }
}

Value Seize(const Arguments& arguments) {
  const pid_t tid = arguments.ThreadId(0, "threadId");
  const auto options = static_cast<uintptr_t>(arguments.Integer(1, "options", 0, INT_MAX));
  Ptrace("PTRACE_SEIZE", PTRACE_SEIZE, tid, 0, options);
  return {};
}

Value Interrupt(const Arguments& arguments) {
  Ptrace("PTRACE_INTERRUPT", PTRACE_INTERRUPT, arguments.ThreadId(0, "threadId"), 0, 0);
  return {};
}

Value Listen(const Arguments& arguments) {
  Ptrace("PTRACE_LISTEN", PTRACE_LISTEN, arguments.ThreadId(0, "threadId"), 0, 0);
  return {};
}

/// Requests that let the thread go, with a signal for it.
template <int request>
Value Resume(const Arguments& arguments) {
  const pid_t tid = arguments.ThreadId(0, "threadId");
  const auto signal = static_cast<uintptr_t>(arguments.Signal(1, "signal"));
  Ptrace(arguments.call(), request, tid, 0, signal);
  return {};
}

Value SetOptions(const Arguments& arguments) {
  const pid_t tid = arguments.ThreadId(0, "threadId");
  Ptrace("PTRACE_SETOPTIONS", PTRACE_SETOPTIONS, tid, 0,
         static_cast<uintptr_t>(arguments.Integer(1, "options", 0, INT_MAX)));
  return {};
}

Value EventMessage(const Arguments& arguments) {
  unsigned long message = 0;
  Ptrace("PTRACE_GETEVENTMSG", PTRACE_GETEVENTMSG, arguments.ThreadId(0, "threadId"), 0,
         reinterpret_cast<uintptr_t>(&message));
  return message;
}

/// signalInfo(tid, raw): fills `raw` (128 bytes, in this tracer's layout).
Value SignalInfo(const Arguments& arguments) {
  const pid_t tid = arguments.ThreadId(0, "threadId");
  const Bytes raw = arguments.Buffer(1, "raw");
  if (raw.length != sizeof(siginfo_t)) ThrowInvalid("PTRACE_GETSIGINFO", "raw must have 128 bytes");
  siginfo_t signal;
  std::memset(&signal, 0, sizeof signal);
  Ptrace("PTRACE_GETSIGINFO", PTRACE_GETSIGINFO, tid, 0, reinterpret_cast<uintptr_t>(&signal));
  std::memcpy(raw.data, &signal, sizeof signal);
  return {};
}

Value SetSignalInfo(const Arguments& arguments) {
  const pid_t tid = arguments.ThreadId(0, "threadId");
  const Bytes raw = arguments.Buffer(1, "raw");
  if (raw.length != sizeof(siginfo_t)) ThrowInvalid("PTRACE_SETSIGINFO", "raw must have 128 bytes");
  siginfo_t signal;
  std::memcpy(&signal, raw.data, sizeof signal);
  Ptrace("PTRACE_SETSIGINFO", PTRACE_SETSIGINFO, tid, 0, reinterpret_cast<uintptr_t>(&signal));
  return {};
}

Value Tgkill(const Arguments& arguments) {
  const pid_t pid = arguments.ThreadId(0, "processId");
  const pid_t tid = arguments.ThreadId(1, "threadId");
  const int signal = arguments.Signal(2, "signal");
  if (syscall(SYS_tgkill, pid, tid, signal) != 0) {
    ThrowErrno("tgkill", errno, "signal " + std::to_string(signal) + " to thread " + std::to_string(tid));
  }
  return {};
}

Value ThreadId(const Arguments&) {
  return syscall(SYS_gettid);
}

}  // namespace

std::vector<Entry> ProcessFunctions() {
  return {{"seize", "PTRACE_SEIZE", Seize},
          {"detach", "PTRACE_DETACH", Resume<PTRACE_DETACH>},
          {"interrupt", "PTRACE_INTERRUPT", Interrupt},
          {"listen", "PTRACE_LISTEN", Listen},
          {"continue", "PTRACE_CONT", Resume<PTRACE_CONT>},
          {"continueToSystemCall", "PTRACE_SYSCALL", Resume<PTRACE_SYSCALL>},
          {"singleStep", "PTRACE_SINGLESTEP", Resume<PTRACE_SINGLESTEP>},
          {"setOptions", "PTRACE_SETOPTIONS", SetOptions},
          {"eventMessage", "PTRACE_GETEVENTMSG", EventMessage},
          {"signalInfo", "PTRACE_GETSIGINFO", SignalInfo},
          {"setSignalInfo", "PTRACE_SETSIGINFO", SetSignalInfo},
          {"tgkill", "tgkill", Tgkill},
          {"threadId", "gettid", ThreadId}};
}

}  // namespace native_os
