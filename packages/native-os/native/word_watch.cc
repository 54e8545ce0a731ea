// Tells JavaScript, without blocking it, that a word of shared memory has another value than it had.
//
// A thread of its own waits on the word's futex for each watch, and only while the watch is armed: whoever wakes one waiter of the word must
// not wake this thread while JavaScript itself waits there. The word is compared, and never the wake: what happens between two waits is seen.
#include <sched.h>
#include <time.h>

#include <atomic>
#include <cerrno>
#include <climits>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "arguments.h"
#include "errors.h"
#include "futex.h"
#include "modules.h"
#include "numbered.h"
#include "shared_memory.h"
#include "waker.h"

namespace native_os {

namespace {

/// The thread looks at the word after so many microseconds without a wake: for a peer that died between its store and its wake.
constexpr int64_t kLookMicroseconds = 1000000;
/// Pause where the system refuses the wait: the word is looked at then.
constexpr long kNapNanoseconds = 1000000;
/// How often a thread that waits by an old order is woken until it has noticed, and the pause between two attempts.
constexpr int kAttempts = 2000;
constexpr long kAttemptNanoseconds = 20000;

struct WordWatch {
  napi_env env = nullptr;
  SharedWord word;
  std::shared_ptr<Waker> waker;

  std::mutex mutex;
  std::condition_variable changed;
  /// Waiting for `expected` to be replaced.
  bool armed = false;
  /// The word differed: JavaScript is to be told.
  bool fired = false;
  bool closed = false;
  bool running = false;
  /// Whether the event loop goes on while this is armed or has fired.
  Waker::Loop loop = Waker::Loop::kGoesOn;
  uint32_t expected = 0;

  /// Counts what JavaScript has ordered: the thread's order is old once this differs. Changed under the mutex, read without it.
  std::atomic<uint32_t> order{1};
  /// The order by which the thread sits in the futex, or is about to; 0 where it does not.
  std::atomic<uint32_t> waits_by{0};
};

Numbered<WordWatch>& TheWordWatches() {
  static auto* watches = new Numbered<WordWatch>;
  return *watches;
}

void Nap(long nanoseconds) noexcept {
  const timespec nap{0, nanoseconds};
  nanosleep(&nap, nullptr);
}

/// Waits until the word differs: false where the order became old first.
bool WaitByOrder(WordWatch& watch, uint32_t expected, uint32_t order) noexcept {
  bool is_current = true;
  while (is_current && LoadWord(watch.word.address) == expected) {
    // Both are sequentially consistent: either this sees the new order, or whoever gave it sees this waiting.
    watch.waits_by = order;
    if (watch.order == order) {
      const int number = FutexWait(watch.word.address, expected, kLookMicroseconds);
      if (number != 0 && number != EAGAIN && number != EINTR && number != ETIMEDOUT) Nap(kNapNanoseconds);
    }
    watch.waits_by = 0;
    is_current = watch.order == order;
  }
  return is_current;
}

/// The thread. It shares `watch`, and so its memory stays mapped while it runs. It takes no memory, so nothing in it can fail.
void Run(const std::shared_ptr<WordWatch>& watch) noexcept {
  std::unique_lock<std::mutex> lock(watch->mutex);
  for (;;) {
    watch->changed.wait(lock, [&] { return watch->armed || watch->closed; });
    if (watch->closed) return;
    const uint32_t expected = watch->expected;
    const uint32_t order = watch->order;
    lock.unlock();
    const bool differs = WaitByOrder(*watch, expected, order);
    lock.lock();
    if (!differs || watch->order != order) continue;
    watch->armed = false;
    watch->fired = true;
    watch->waker->Wake();
  }
}

/// Has the thread leave its futex if it waits by this order, which is old. Other waiters of the word are woken as well: a futex's
/// waiters look at the word again. The attempts have a limit, after which the thread notices at its next look.
void Interrupt(WordWatch& watch, uint32_t old) noexcept {
  for (int attempt = 0; attempt < kAttempts && watch.waits_by == old; attempt++) {
    // It may not have entered the futex yet.
    FutexWake(watch.word.address, INT_MAX);
    if (attempt == 0) {
      sched_yield();
    } else {
      Nap(kAttemptNanoseconds);
    }
  }
}

/// Replaces what the watch waits for, if anything. `change` is called with the mutex held.
template <typename Change>
void Order(WordWatch& watch, Change change) {
  uint32_t old;
  {
    const std::lock_guard<std::mutex> lock(watch.mutex);
    old = watch.order;
    watch.order = old == UINT32_MAX ? 1 : old + 1;
    watch.armed = false;
    watch.fired = false;
    change();
    watch.changed.notify_all();
  }
  Interrupt(watch, old);
}

void Close(WordWatch& watch) noexcept {
  Order(watch, [&] { watch.closed = true; });
}

std::shared_ptr<WordWatch> Find(const Arguments& arguments) { return TheWordWatches().Find(arguments, 0, "watch"); }

/// createWordWatch(memory, offset, callback): its number. The callback may come when there is nothing to report: takeWordReport tells.
Value Create(const Arguments& arguments) {
  auto watch = std::make_shared<WordWatch>();
  watch->env = arguments.env();
  watch->word = SharedWordAt(arguments, 0);
  const Napi::Function callback = arguments.Function(2, "callback");
  return TheWordWatches().AddWithWaker(std::move(watch), callback, "native-os watch", Close);
}

/// armWordWatch(watch, expected): the callback comes once the word has another value.
Value Arm(const Arguments& arguments) {
  const auto watch = Find(arguments);
  const uint32_t expected = WordValue(arguments, 1, "expected");
  {
    const std::lock_guard<std::mutex> lock(watch->mutex);
    if (watch->closed) Throw("closed", arguments.call(), "the watch is closed");
    if (!watch->running) {
      std::thread(Run, watch).detach();
      watch->running = true;
    }
  }
  watch->waker->Keep(watch->loop);
  Order(*watch, [&] {
    if (LoadWord(watch->word.address) == expected) {
      watch->expected = expected;
      watch->armed = true;
    } else {
      // No need of the thread.
      watch->fired = true;
      watch->waker->Wake();
    }
  });
  return {};
}

Value Disarm(const Arguments& arguments) {
  const auto watch = Find(arguments);
  Order(*watch, [] {});
  watch->waker->Keep(Waker::Loop::kMayEnd);
  return {};
}

/// takeWordReport(watch): whether the word has differed from what was expected since the watch was armed. Tells it once.
Value TakeReport(const Arguments& arguments) {
  const auto watch = Find(arguments);
  {
    const std::lock_guard<std::mutex> lock(watch->mutex);
    if (!watch->fired) return false;
    watch->fired = false;
  }
  watch->waker->Keep(Waker::Loop::kMayEnd);
  return true;
}

/// keepLoop(watch, goesOn): whether the event loop goes on while the watch is armed.
Value KeepLoop(const Arguments& arguments) {
  const auto watch = Find(arguments);
  watch->loop = arguments.Boolean(1, "goesOn") ? Waker::Loop::kGoesOn : Waker::Loop::kMayEnd;
  bool is_pending;
  {
    const std::lock_guard<std::mutex> lock(watch->mutex);
    is_pending = watch->armed || watch->fired;
  }
  if (is_pending) watch->waker->Keep(watch->loop);
  return {};
}

Value CloseWatch(const Arguments& arguments) {
  const auto watch = Find(arguments);
  Close(*watch);
  watch->waker->Close();
  return {};
}

}  // namespace

std::vector<Entry> WordWatchFunctions() {
  return {{"createWordWatch", "createWordWatch", Create}, {"armWordWatch", "armWordWatch", Arm},
          {"disarmWordWatch", "disarmWordWatch", Disarm}, {"takeWordReport", "takeWordReport", TakeReport},
          {"keepLoop", "keepLoop", KeepLoop},             {"closeWordWatch", "closeWordWatch", CloseWatch}};
}

}  // namespace native_os
