// Waiting for traced threads, each by its id. Only what was asked for is taken, and never the end of a child that libuv waits for.
#include <fcntl.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>

#include "arguments.h"
#include "children.h"
#include "deadline.h"
#include "descriptor.h"
#include "errors.h"
#include "modules.h"

namespace native_os {

namespace {

constexpr int kGone = -1;

/// The number that waitpid would have given.
int StatusOf(const siginfo_t& info) {
  switch (info.si_code) {
    case CLD_EXITED:
      return (info.si_status & 0xff) << 8;
    case CLD_KILLED:
      return info.si_status & 0x7f;
    case CLD_DUMPED:
      return (info.si_status & 0x7f) | 0x80;
    default:
      // Stopped: the signal, and above it the ptrace event.
      return static_cast<int>(static_cast<unsigned>(info.si_status) << 8 | 0x7f);
  }
}

bool IsEnd(const siginfo_t& info) {
  return info.si_code == CLD_EXITED || info.si_code == CLD_KILLED || info.si_code == CLD_DUMPED;
}

/// What waitid says of one thread, without blocking: kGone where it is neither a child nor traced.
enum class Look { kNothing, kSomething, kGone };
Look LookAt(pid_t tid, int kinds, siginfo_t* info) {
  info->si_pid = 0;
  int result;
  do result = waitid(P_PID, static_cast<id_t>(tid), info, kinds | WNOHANG | __WALL);
  while (result != 0 && errno == EINTR);
  if (result == 0) return info->si_pid == 0 ? Look::kNothing : Look::kSomething;
  if (errno != ECHILD) ThrowErrno("waitid", errno, "thread " + std::to_string(tid));
  return Look::kGone;
}

/// Whether libuv waits for this process: a child of this one that this addon did not make.
bool IsOfLibuv(pid_t tid) {
  if (IsChild(tid)) return false;
  char path[32];
  std::snprintf(path, sizeof path, "/proc/%d/status", tid);
  const Descriptor file(open(path, O_RDONLY | O_CLOEXEC));
  // The fields stand within the first lines: Name, Umask, State, Tgid, Ngid, Pid, PPid.
  char text[1024];
  const ssize_t length = file.get() < 0 ? -1 : read(file.get(), text, sizeof text - 1);
  if (length <= 0) return false;
  text[length] = '\0';
  const char* group = std::strstr(text, "\nTgid:");
  const char* parent = std::strstr(text, "\nPPid:");
  if (group == nullptr || parent == nullptr) return false;
  return std::atoi(group + 6) == tid && std::atoi(parent + 6) == getpid();
}

/// The status of a thread, if it has one. It is looked at first and taken then: a stop by a call that takes stops only, and an end only
/// where libuv does not wait for it. kGone where the thread is no longer ours.
bool TryWait(pid_t tid, int* status) {
  *status = kGone;
  for (;;) {
    siginfo_t info;
    const Look seen = LookAt(tid, WEXITED | WSTOPPED | WNOWAIT, &info);
    if (seen == Look::kNothing) return false;
    if (seen == Look::kGone) break;
    if (IsEnd(info) && IsOfLibuv(tid)) return true;
    const Look taken = LookAt(tid, IsEnd(info) ? WEXITED : WSTOPPED, &info);
    // Killed since it was looked at: the stop is gone, and the end comes.
    if (taken == Look::kNothing) continue;
    if (taken == Look::kGone) break;
    *status = StatusOf(info);
    if (IsEnd(info)) RemoveChild(tid);
    return true;
  }
  RemoveChild(tid);
  return true;
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
    itimerspec time;
    time.it_value.tv_sec = static_cast<time_t>(microseconds / 1000000);
    time.it_value.tv_nsec = static_cast<long>(microseconds % 1000000 * 1000);
    time.it_interval.tv_sec = 0;
    time.it_interval.tv_nsec = kAlarmAgainNanoseconds;
    set_ = timer_settime(timer_, 0, &time, nullptr) == 0;
    if (!set_) timer_delete(timer_);
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

/// Pairs of a thread id and its status.
using Statuses = std::vector<int32_t>;

/// Adds the statuses that are there. `statuses` has the room: a status that was taken must not be lost.
void TakeStatuses(const std::vector<int32_t>& tids, Statuses* statuses) {
  for (const int32_t tid : tids) {
    int status = 0;
    if (!TryWait(tid, &status)) continue;
    statuses->push_back(tid);
    statuses->push_back(status);
  }
}

/// wait(tids, out, milliseconds): fills `out` with (tid, status) pairs of those threads that have news, and returns how many; none after the
/// time. Each is asked for by its id: to ask for any child would take libuv's too.
Value Wait(const Arguments& arguments) {
  const auto tids = arguments.ThreadIds(0, "threadIds");
  const int64_t milliseconds = arguments.Integer(2, "milliseconds", 0, INT_MAX);
  if (arguments.Integers(1, "out").second < 2 * tids.size()) {
    ThrowInvalid("waitpid", "out must have room for two integers a thread");
  }
  Statuses statuses;
  statuses.reserve(2 * tids.size());
  TakeStatuses(tids, &statuses);
  const int64_t limit = milliseconds * 1000;
  if (statuses.empty() && limit > 0 && !tids.empty()) {
    const int64_t start = NowMicroseconds();
    int64_t passed = 0;
    while (statuses.empty() && passed < std::min(limit, kSpinMicroseconds)) {
      syscall(SYS_sched_yield);
      TakeStatuses(tids, &statuses);
      passed = NowMicroseconds() - start;
    }
    while (statuses.empty() && passed < limit) {
      const int64_t breath = std::min(limit, passed + kBreathMilliseconds * 1000);
      const Alarm alarm(breath - passed);
      while (statuses.empty() && passed < breath) {
        const pid_t who = alarm.is_set() ? BlockForAny() : 0;
        TakeStatuses(tids, &statuses);
        passed = NowMicroseconds() - start;
        // Somebody else's, or no way to block with a limit.
        if (statuses.empty() && (who != 0 || !alarm.is_set())) {
          Nap(std::min(passed / kNapFraction, kLongestNapMicroseconds));
        }
      }
      if (statuses.empty() && passed < limit) arguments.Breathe();
    }
  }
  // Asked for here, as JavaScript may have run since. It may overlap the ids, of which there is a copy.
  const auto [out, room] = arguments.Integers(1, "out");
  std::copy_n(statuses.begin(), std::min(room, statuses.size()), out);
  return statuses.size() / 2;
}

}  // namespace

std::vector<Entry> WaitFunctions() { return {{"wait", "waitpid", Wait}}; }

}  // namespace native_os
