#include "children.h"

#include <sys/wait.h>

#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

#include "arguments.h"
#include "modules.h"

namespace native_os {

namespace {

/// The reaper looks often at first, as a killed process ends soon, and then ever less.
constexpr std::chrono::milliseconds kFirstNap{1};
constexpr std::chrono::milliseconds kLongestNap{500};

struct Children {
  std::mutex mutex;
  std::condition_variable abandoned;
  /// By process id; an abandoned one has no owner.
  std::map<pid_t, napi_env> owners;
  bool reaper_runs = false;
  /// Counts, so that the reaper sees that there are new ones.
  unsigned abandonments = 0;
};

Children& TheChildren() {
  static auto* children = new Children;  // outlives every thread
  return *children;
}

/// Whether the process has ended, or was never ours to wait for. Its end is taken only once it is known to be one: a ptrace stop of a
/// process that somebody traces again would be lost.
bool TryReap(pid_t pid) {
  siginfo_t info;
  info.si_pid = 0;
  const auto id = static_cast<id_t>(pid);
  if (waitid(P_PID, id, &info, WEXITED | WNOHANG | WNOWAIT | __WALL) != 0) return errno == ECHILD;
  const bool ended = info.si_code == CLD_EXITED || info.si_code == CLD_KILLED || info.si_code == CLD_DUMPED;
  if (info.si_pid == 0 || !ended) return false;
  return waitid(P_PID, id, &info, WEXITED | WNOHANG | __WALL) == 0;
}

/// With the lock. False once none is left.
bool Reap(Children& children) {
  bool left = false;
  for (auto at = children.owners.begin(); at != children.owners.end();) {
    if (at->second == nullptr && TryReap(at->first)) {
      at = children.owners.erase(at);
    } else {
      left = left || at->second == nullptr;
      ++at;
    }
  }
  return left;
}

/// The thread. It takes no memory, so nothing in it can fail.
void RunReaper() noexcept {
  Children& children = TheChildren();
  std::unique_lock<std::mutex> lock(children.mutex);
  auto nap = kFirstNap;
  while (Reap(children)) {
    const unsigned known = children.abandonments;
    const bool more = children.abandoned.wait_for(lock, nap, [&] { return children.abandonments != known; });
    nap = more ? kFirstNap : std::min(2 * nap, kLongestNap);
  }
  children.reaper_runs = false;
}

/// With the lock. Without a thread to be had, the ends are taken by ReapAbandoned.
void WakeReaper(Children& children) noexcept {
  children.abandonments++;
  children.abandoned.notify_all();
  if (children.reaper_runs) return;
  try {
    std::thread(RunReaper).detach();
    children.reaper_runs = true;
  } catch (...) {
  }
}

}  // namespace

void AddChild(pid_t pid, napi_env owner) {
  Children& children = TheChildren();
  const std::lock_guard<std::mutex> lock(children.mutex);
  children.owners[pid] = owner;
}

bool IsChild(pid_t pid) {
  Children& children = TheChildren();
  const std::lock_guard<std::mutex> lock(children.mutex);
  return children.owners.count(pid) != 0;
}

void RemoveChild(pid_t pid) {
  Children& children = TheChildren();
  const std::lock_guard<std::mutex> lock(children.mutex);
  children.owners.erase(pid);
}

void AbandonChild(pid_t pid) {
  Children& children = TheChildren();
  const std::lock_guard<std::mutex> lock(children.mutex);
  const auto found = children.owners.find(pid);
  if (found == children.owners.end()) return;
  found->second = nullptr;
  WakeReaper(children);
}

void AbandonChildrenOf(napi_env owner) noexcept {
  Children& children = TheChildren();
  const std::lock_guard<std::mutex> lock(children.mutex);
  bool any = false;
  for (auto& [pid, its_owner] : children.owners) {
    if (its_owner != owner) continue;
    its_owner = nullptr;
    any = true;
  }
  if (any) WakeReaper(children);
}

void ClaimChild(pid_t pid, napi_env owner) {
  Children& children = TheChildren();
  const std::lock_guard<std::mutex> lock(children.mutex);
  const auto found = children.owners.find(pid);
  if (found != children.owners.end()) found->second = owner;
}

void ReapAbandoned() noexcept {
  Children& children = TheChildren();
  const std::lock_guard<std::mutex> lock(children.mutex);
  Reap(children);
}

namespace {

Value IsOurChild(const Arguments& arguments) { return IsChild(arguments.ThreadId(0, "processId")); }

/// adoptChild(processId): a traced process has made it, so nobody else waits for it, even if it becomes a child of this process.
Value Adopt(const Arguments& arguments) {
  AddChild(arguments.ThreadId(0, "processId"), arguments.env());
  return {};
}

Value Abandon(const Arguments& arguments) {
  AbandonChild(arguments.ThreadId(0, "processId"));
  return {};
}

Value Claim(const Arguments& arguments) {
  ClaimChild(arguments.ThreadId(0, "processId"), arguments.env());
  return {};
}

}  // namespace

std::vector<Entry> ChildFunctions() {
  return {{"isChild", "isChild", IsOurChild},
          {"adoptChild", "adoptChild", Adopt},
          {"abandonChild", "abandonChild", Abandon},
          {"claimChild", "claimChild", Claim}};
}

}  // namespace native_os
