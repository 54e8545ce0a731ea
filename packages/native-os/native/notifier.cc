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

namespace native_os {

namespace {

struct State {
  std::mutex mutex;
  std::condition_variable changed;
  std::vector<int32_t> interest;  // thread ids that JavaScript waits for
  bool armed = false;
  bool closed = false;
  bool running = false;
  Napi::ThreadSafeFunction notify;
};

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

bool AnyNews(const std::vector<int32_t>& interest) {
  return std::any_of(interest.begin(), interest.end(), [](int32_t tid) { return HasNews(tid); });
}

/// The thread. It may sit in waitid when the environment goes: it then only ever touches `state`, which it shares.
void Run(const std::shared_ptr<State>& state) {
  int strangers = 0;
  for (;;) {
    std::vector<int32_t> interest;
    {
      std::unique_lock<std::mutex> lock(state->mutex);
      state->changed.wait(lock, [&] { return state->armed || state->closed; });
      if (state->closed) return;
      interest = state->interest;
    }
    const bool stranger = strangers >= kNapsUntilStranger;
    if (stranger || AnyNews(interest)) {
      strangers = 0;
      const std::lock_guard<std::mutex> lock(state->mutex);
      if (state->closed) return;
      // What was armed meanwhile may be more than what was looked at; JavaScript arms again for what is left.
      state->armed = false;
      state->notify.NonBlockingCall();
      continue;
    }
    siginfo_t info;
    info.si_pid = 0;
    // Blocks until any child of this process has news. It is news of `interest`, or else a nap and another look.
    const int result = waitid(P_ALL, 0, &info, kAnything);
    if (result == 0 && std::find(interest.begin(), interest.end(), info.si_pid) == interest.end()) {
      const timespec nap{0, kNapNanoseconds};
      nanosleep(&nap, nullptr);
      strangers++;
    }
  }
}

/// notifier(callback): { arm(threadIds), disarm(), close() }; after arm() the callback comes once.
Napi::Value MakeNotifier(const Napi::CallbackInfo& info) {
  const Arguments arguments(info, "notifier");
  const Napi::Env env = info.Env();
  auto state = std::make_shared<State>();
  state->notify = Napi::ThreadSafeFunction::New(
      env, arguments.Function(0, "callback"), "native-os wait", 0, 1, [state](Napi::Env) {
        const std::lock_guard<std::mutex> lock(state->mutex);
        state->closed = true;
        state->changed.notify_all();
      });
  state->notify.Unref(env);
  auto object = Napi::Object::New(env);
  object.Set("arm", Napi::Function::New(env, [state](const Napi::CallbackInfo& call) {
               if (!call[0].IsTypedArray() || call[0].As<Napi::TypedArray>().TypedArrayType() != napi_int32_array) {
                 throw Napi::TypeError::New(call.Env(), "arm: threadIds must be an Int32Array");
               }
               auto tids = call[0].As<Napi::Int32Array>();
               const std::lock_guard<std::mutex> lock(state->mutex);
               if (state->closed) throw Napi::Error::New(call.Env(), "arm: the notifier is closed");
               state->interest.assign(tids.Data(), tids.Data() + tids.ElementLength());
               state->armed = true;
               state->notify.Ref(call.Env());
               if (!state->running) {
                 state->running = true;
                 std::thread(Run, state).detach();
               }
               state->changed.notify_all();
             }));
  object.Set("disarm", Napi::Function::New(env, [state](const Napi::CallbackInfo& call) {
               const std::lock_guard<std::mutex> lock(state->mutex);
               state->armed = false;
               state->interest.clear();
               if (!state->closed) state->notify.Unref(call.Env());
             }));
  return object;
}

}  // namespace

std::vector<Entry> NotifierFunctions() { return {{"notifier", MakeNotifier}}; }

}  // namespace native_os
