// Tells JavaScript, without blocking it, that a traced thread has something to report.
//
// A thread of our own blocks in waitid with WNOWAIT: it sees that something happened and leaves it there. JavaScript then collects it on
// the thread that traces, as ptrace demands. Nothing is ever reaped here, so neither libuv's children nor ours can be lost.
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "arguments.h"
#include "errors.h"
#include "modules.h"
#include "numbered.h"
#include "waker.h"

namespace native_os {

namespace {

using ThreadIds = std::vector<int32_t>;

struct Notifier {
  napi_env env = nullptr;
  std::shared_ptr<Waker> waker;
  std::mutex mutex;
  std::condition_variable changed;
  /// What JavaScript waits for. Shared and not copied: the thread must not need memory.
  std::shared_ptr<const ThreadIds> interest;
  bool armed = false;
  bool closed = false;
  bool running = false;
};

Numbered<Notifier>& TheNotifiers() {
  static auto* notifiers = new Numbered<Notifier>;
  return *notifiers;
}

constexpr int kAnything = WEXITED | WSTOPPED | WNOWAIT | __WALL;
/// Pause after being woken by a child that is not of interest, and that stays to be reaped by somebody else.
constexpr long kNapNanoseconds = 1000000;
/// After so many of these pauses JavaScript is told all the same: it may be a traced thread that nobody could announce.
constexpr int kNapsUntilStranger = 100;

bool HasNews(pid_t tid) {
  siginfo_t info;
  info.si_pid = 0;
  if (waitid(P_PID, static_cast<id_t>(tid), &info, kAnything | WNOHANG) == -1) return errno == ECHILD;
  return info.si_pid != 0;
}

/// The thread. It may sit in waitid when the environment goes: it then only ever touches `notifier`, which it shares.
/// It takes no memory, so nothing in it can fail.
void Run(const std::shared_ptr<Notifier>& notifier) noexcept {
  int strangers = 0;
  for (;;) {
    std::shared_ptr<const ThreadIds> interest;
    {
      std::unique_lock<std::mutex> lock(notifier->mutex);
      notifier->changed.wait(lock, [&] { return notifier->armed || notifier->closed; });
      if (notifier->closed) return;
      interest = notifier->interest;
    }
    const bool stranger = strangers >= kNapsUntilStranger;
    if (stranger || std::any_of(interest->begin(), interest->end(), HasNews)) {
      strangers = 0;
      const std::lock_guard<std::mutex> lock(notifier->mutex);
      if (notifier->closed) return;
      // What was armed meanwhile may be more than what was looked at; JavaScript arms again for what is left.
      notifier->armed = false;
      notifier->waker->Wake();
      continue;
    }
    siginfo_t info;
    info.si_pid = 0;
    // Blocks until any child of this process has news. It is news of `interest`, or else a nap and another look.
    const int result = waitid(P_ALL, 0, &info, kAnything);
    if (result == 0 && std::find(interest->begin(), interest->end(), info.si_pid) == interest->end()) {
      const timespec nap{0, kNapNanoseconds};
      nanosleep(&nap, nullptr);
      strangers++;
    }
  }
}

void Close(Notifier& notifier) noexcept {
  const std::lock_guard<std::mutex> lock(notifier.mutex);
  notifier.closed = true;
  notifier.changed.notify_all();
}

std::shared_ptr<Notifier> Find(const Arguments& arguments) { return TheNotifiers().Find(arguments, 0, "notifier"); }

/// createNotifier(callback): its number. After armNotifier the callback comes once.
Value Create(const Arguments& arguments) {
  const Napi::Function callback = arguments.Function(0, "callback");
  auto notifier = std::make_shared<Notifier>();
  notifier->env = arguments.env();
  return TheNotifiers().AddWithWaker(std::move(notifier), callback, "native-os wait", Close);
}

/// armNotifier(notifier, threadIds)
Value Arm(const Arguments& arguments) {
  const auto notifier = Find(arguments);
  auto interest = std::make_shared<const ThreadIds>(arguments.ThreadIds(1, "threadIds"));
  const std::lock_guard<std::mutex> lock(notifier->mutex);
  if (notifier->closed) Throw("closed", arguments.call(), "the notifier is closed");
  if (!notifier->running) {
    std::thread(Run, notifier).detach();
    notifier->running = true;
  }
  notifier->waker->Keep(Waker::Loop::kGoesOn);
  notifier->interest = std::move(interest);
  notifier->armed = true;
  notifier->changed.notify_all();
  return {};
}

Value Disarm(const Arguments& arguments) {
  const auto notifier = Find(arguments);
  const std::lock_guard<std::mutex> lock(notifier->mutex);
  notifier->armed = false;
  if (!notifier->closed) notifier->waker->Keep(Waker::Loop::kMayEnd);
  return {};
}

Value CloseNotifier(const Arguments& arguments) {
  const auto notifier = Find(arguments);
  Close(*notifier);
  notifier->waker->Close();
  return {};
}

}  // namespace

std::vector<Entry> NotifierFunctions() {
  return {{"createNotifier", "createNotifier", Create},
          {"armNotifier", "armNotifier", Arm},
          {"disarmNotifier", "disarmNotifier", Disarm},
          {"closeNotifier", "closeNotifier", CloseNotifier}};
}

}  // namespace native_os
