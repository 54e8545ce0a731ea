// ptrace and wait, one request a function. Which thread may ask, and in which order, is for src/tracer.ts.
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstring>
#include <ctime>

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

Napi::Value Seize(const Napi::CallbackInfo& info) {
  const Arguments arguments(info, "PTRACE_SEIZE");
  const pid_t tid = arguments.ThreadId(0, "threadId");
  const auto options = static_cast<uintptr_t>(arguments.Integer(1, "options", 0, INT_MAX));
  Ptrace("PTRACE_SEIZE", PTRACE_SEIZE, tid, 0, options);
  return info.Env().Undefined();
}

Napi::Value Interrupt(const Napi::CallbackInfo& info) {
  const Arguments arguments(info, "PTRACE_INTERRUPT");
  Ptrace("PTRACE_INTERRUPT", PTRACE_INTERRUPT, arguments.ThreadId(0, "threadId"), 0, 0);
  return info.Env().Undefined();
}

Napi::Value Listen(const Napi::CallbackInfo& info) {
  const Arguments arguments(info, "PTRACE_LISTEN");
  Ptrace("PTRACE_LISTEN", PTRACE_LISTEN, arguments.ThreadId(0, "threadId"), 0, 0);
  return info.Env().Undefined();
}

/// Requests that let the thread go, with a signal for it.
template <int request>
Napi::Value Resume(const Napi::CallbackInfo& info, const char* name) {
  const Arguments arguments(info, name);
  const pid_t tid = arguments.ThreadId(0, "threadId");
  const auto signal = static_cast<uintptr_t>(arguments.Signal(1, "signal"));
  Ptrace(name, request, tid, 0, signal);
  return info.Env().Undefined();
}

Napi::Value Continue(const Napi::CallbackInfo& info) { return Resume<PTRACE_CONT>(info, "PTRACE_CONT"); }
Napi::Value ContinueToSystemCall(const Napi::CallbackInfo& info) {
  return Resume<PTRACE_SYSCALL>(info, "PTRACE_SYSCALL");
}
Napi::Value SingleStep(const Napi::CallbackInfo& info) { return Resume<PTRACE_SINGLESTEP>(info, "PTRACE_SINGLESTEP"); }
Napi::Value Detach(const Napi::CallbackInfo& info) { return Resume<PTRACE_DETACH>(info, "PTRACE_DETACH"); }

Napi::Value SetOptions(const Napi::CallbackInfo& info) {
  const Arguments arguments(info, "PTRACE_SETOPTIONS");
  const pid_t tid = arguments.ThreadId(0, "threadId");
  Ptrace("PTRACE_SETOPTIONS", PTRACE_SETOPTIONS, tid, 0,
         static_cast<uintptr_t>(arguments.Integer(1, "options", 0, INT_MAX)));
  return info.Env().Undefined();
}

Napi::Value EventMessage(const Napi::CallbackInfo& info) {
  const Arguments arguments(info, "PTRACE_GETEVENTMSG");
  unsigned long message = 0;
  Ptrace("PTRACE_GETEVENTMSG", PTRACE_GETEVENTMSG, arguments.ThreadId(0, "threadId"), 0,
         reinterpret_cast<uintptr_t>(&message));
  return Napi::Number::New(info.Env(), static_cast<double>(message));
}

/// signalInfo(tid, raw): fills `raw` (128 bytes, in this tracer's layout) and returns the fields every signal or its kind has.
Napi::Value SignalInfo(const Napi::CallbackInfo& info) {
  const Arguments arguments(info, "PTRACE_GETSIGINFO");
  const pid_t tid = arguments.ThreadId(0, "threadId");
  const Bytes raw = arguments.Buffer(1, "raw");
  if (raw.length != sizeof(siginfo_t)) ThrowInvalid("PTRACE_GETSIGINFO", "raw must have 128 bytes");
  siginfo_t signal;
  std::memset(&signal, 0, sizeof signal);
  Ptrace("PTRACE_GETSIGINFO", PTRACE_GETSIGINFO, tid, 0, reinterpret_cast<uintptr_t>(&signal));
  std::memcpy(raw.data, &signal, sizeof signal);
  auto fields = Napi::Object::New(info.Env());
  fields.Set("signal", signal.si_signo);
  fields.Set("errno", signal.si_errno);
  fields.Set("code", signal.si_code);
  const bool fault = signal.si_signo == SIGSEGV || signal.si_signo == SIGBUS || signal.si_signo == SIGILL ||
                     signal.si_signo == SIGFPE || signal.si_signo == SIGTRAP;
  // Codes from 1 to 0x7f are the kernel's own reasons; with 0 and below somebody sent it; 0x80 says no more (SI_KERNEL).
  if (fault && signal.si_code > 0 && signal.si_code < SI_KERNEL) {
    fields.Set("address", static_cast<double>(reinterpret_cast<uintptr_t>(signal.si_addr)));
  } else if (signal.si_code <= 0 || signal.si_signo == SIGCHLD) {
    fields.Set("pid", signal.si_pid);
    fields.Set("uid", static_cast<double>(signal.si_uid));
  }
  return fields;
}

Napi::Value SetSignalInfo(const Napi::CallbackInfo& info) {
  const Arguments arguments(info, "PTRACE_SETSIGINFO");
  const pid_t tid = arguments.ThreadId(0, "threadId");
  const Bytes raw = arguments.Buffer(1, "raw");
  if (raw.length != sizeof(siginfo_t)) ThrowInvalid("PTRACE_SETSIGINFO", "raw must have 128 bytes");
  siginfo_t signal;
  std::memcpy(&signal, raw.data, sizeof signal);
  Ptrace("PTRACE_SETSIGINFO", PTRACE_SETSIGINFO, tid, 0, reinterpret_cast<uintptr_t>(&signal));
  return info.Env().Undefined();
}

Napi::Value Tgkill(const Napi::CallbackInfo& info) {
  const Arguments arguments(info, "tgkill");
  const pid_t pid = arguments.ThreadId(0, "processId");
  const pid_t tid = arguments.ThreadId(1, "threadId");
  const int signal = arguments.Signal(2, "signal");
  if (syscall(SYS_tgkill, pid, tid, signal) != 0) {
    ThrowErrno("tgkill", errno, "signal " + std::to_string(signal) + " to thread " + std::to_string(tid));
  }
  return info.Env().Undefined();
}

constexpr int kGone = -1;

/// waitpid that neither blocks nor is interrupted: 0 where nothing happened, kGone where the thread is no longer ours.
bool TryWait(pid_t tid, int* status) {
  pid_t got;
  do got = waitpid(tid, status, __WALL | WNOHANG);
  while (got == -1 && errno == EINTR);
  if (got == -1) {
    if (errno != ECHILD) ThrowErrno("waitpid", errno, "thread " + std::to_string(tid));
    *status = kGone;
    return true;
  }
  return got != 0;
}

int64_t Now() {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<int64_t>(now.tv_sec) * 1000000 + now.tv_nsec / 1000;
}

/// How long a wait spins before it blocks: on a real core a stop takes some tens of microseconds.
constexpr int64_t kSpinMicroseconds = 100;
/// Woken for somebody else's child, which stays to be reaped by somebody else, it sleeps for a part of the time that has passed.
constexpr int64_t kNapFraction = 8;
constexpr int64_t kLongestNapMicroseconds = 1000;
/// Should the alarm come just before the thread blocks, the next one ends it.
constexpr long kAlarmAgainNanoseconds = 10000000;

/// A signal that nobody uses, with a handler that does nothing but end a blocking call; 0 where there is none.
int AlarmSignal() {
  static const int signal = [] {
    for (int candidate = SIGRTMAX; candidate >= SIGRTMIN; candidate--) {
      struct sigaction now;
      if (sigaction(candidate, nullptr, &now) != 0 || (now.sa_flags & SA_SIGINFO) != 0 || now.sa_handler != SIG_DFL) continue;
      struct sigaction empty;
      std::memset(&empty, 0, sizeof empty);
      empty.sa_handler = [](int) {};  // without SA_RESTART
      if (sigaction(candidate, &empty, nullptr) == 0) return candidate;
    }
    return 0;
  }();
  return signal;
}

/// Ends this thread's blocking calls after a time, for as long as it lives: wait calls have no time limit of their own.
class Alarm {
 public:
  explicit Alarm(int64_t microseconds) {
    const int signal = AlarmSignal();
    if (signal == 0 || microseconds <= 0) return;
    sigevent event;
    std::memset(&event, 0, sizeof event);
    event.sigev_notify = SIGEV_THREAD_ID;
    event.sigev_signo = signal;
    event._sigev_un._tid = static_cast<pid_t>(syscall(SYS_gettid));
    if (timer_create(CLOCK_MONOTONIC, &event, &timer_) != 0) return;
    set_ = true;
    itimerspec time;
    time.it_value.tv_sec = static_cast<time_t>(microseconds / 1000000);
    time.it_value.tv_nsec = static_cast<long>(microseconds % 1000000 * 1000);
    time.it_interval.tv_sec = 0;
    time.it_interval.tv_nsec = kAlarmAgainNanoseconds;
    timer_settime(timer_, 0, &time, nullptr);
  }
  ~Alarm() {
    if (set_) timer_delete(timer_);
  }
  Alarm(const Alarm&) = delete;
  Alarm& operator=(const Alarm&) = delete;
  bool is_set() const { return set_; }

 private:
  timer_t timer_{};
  bool set_ = false;
};

/// Blocks until some child of this JavaScript thread has news, and leaves it there: its id, or 0 where the time is over.
pid_t BlockForAny() {
  siginfo_t info;
  info.si_pid = 0;
  if (waitid(P_ALL, 0, &info, WEXITED | WSTOPPED | WNOWAIT | __WALL | __WNOTHREAD) != 0) return 0;
  return info.si_pid;
}

void Nap(int64_t microseconds) {
  const timespec nap{0, static_cast<long>(microseconds * 1000)};
  nanosleep(&nap, nullptr);
}

/// The statuses that are there, as pairs in `out`: how many.
uint32_t TakeStatuses(const int32_t* tids, size_t count, int32_t* out) {
  uint32_t found = 0;
  for (size_t i = 0; i < count; i++) {
    int status = 0;
    if (!TryWait(tids[i], &status)) continue;
    out[2 * found] = tids[i];
    out[2 * found + 1] = status;
    found++;
  }
  return found;
}

/// wait(tids, out, milliseconds): fills `out` with (tid, status) pairs of those threads that have news, and returns how many; none after the
/// time. Each is asked for by its id: to ask for any child would take libuv's too.
Napi::Value Wait(const Napi::CallbackInfo& info) {
  const Arguments arguments(info, "waitpid");
  const auto [tids, count] = arguments.Integers(0, "threadIds");
  const auto [out, room] = arguments.Integers(1, "out");
  const int64_t milliseconds = arguments.Integer(2, "milliseconds", 0, INT_MAX);
  if (room < 2 * count) ThrowInvalid("waitpid", "out must have room for two integers a thread");
  for (size_t i = 0; i < count; i++) {
    // 0 and negative ids mean groups, and would take libuv's children too.
    if (tids[i] <= 0) ThrowInvalid("waitpid", "a thread id must be greater than zero");
  }
  uint32_t found = TakeStatuses(tids, count, out);
  const int64_t limit = milliseconds * 1000;
  if (found == 0 && limit > 0 && count > 0) {
    const int64_t start = Now();
    int64_t passed = 0;
    while (found == 0 && passed < std::min(limit, kSpinMicroseconds)) {
      syscall(SYS_sched_yield);
      found = TakeStatuses(tids, count, out);
      passed = Now() - start;
    }
    if (found == 0 && passed < limit) {
      const Alarm alarm(limit - passed);
      while (found == 0 && passed < limit) {
        const pid_t who = alarm.is_set() ? BlockForAny() : 0;
        found = TakeStatuses(tids, count, out);
        passed = Now() - start;
        // Somebody else's, or no way to block with a limit.
        if (found == 0 && (who != 0 || !alarm.is_set())) Nap(std::min(passed / kNapFraction, kLongestNapMicroseconds));
      }
    }
  }
  return Napi::Number::New(info.Env(), found);
}

Napi::Value ThreadId(const Napi::CallbackInfo& info) {
  return Napi::Number::New(info.Env(), static_cast<double>(syscall(SYS_gettid)));
}

}  // namespace

std::vector<Entry> ProcessFunctions() {
  return {{"seize", Seize},
          {"detach", Detach},
          {"interrupt", Interrupt},
          {"listen", Listen},
          {"continue", Continue},
          {"continueToSystemCall", ContinueToSystemCall},
          {"singleStep", SingleStep},
          {"setOptions", SetOptions},
          {"eventMessage", EventMessage},
          {"signalInfo", SignalInfo},
          {"setSignalInfo", SetSignalInfo},
          {"tgkill", Tgkill},
          {"wait", Wait},
          {"threadId", ThreadId}};
}

}  // namespace native_os
