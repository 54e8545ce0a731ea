// Calls a JavaScript function from any thread.
#pragma once
#include <functional>
#include <memory>
#include <mutex>

#include "javascript.h"

namespace native_os {

class Waker {
 public:
  /// `function` is called on its own thread, once or more after each Wake. `on_close` is called on that thread too, once: after
  /// Close, or when the environment ends. It must not throw.
  static std::shared_ptr<Waker> Create(Napi::Env env, Napi::Function function, const char* name,
                                       std::function<void()> on_close);

  /// From any thread. Nothing happens after the end.
  void Wake() noexcept;
  /// On the function's thread: whether the event loop has a reason to go on while this waits.
  enum class Loop { kGoesOn, kMayEnd };
  void Keep(Loop loop);
  /// On the function's thread. The function is not called any more.
  void Close() noexcept;

  Waker(const Waker&) = delete;
  Waker& operator=(const Waker&) = delete;

 private:
  Waker(napi_env env, std::function<void()> on_close) : env_(env), on_close_(std::move(on_close)) {}
  static void CallJavaScript(napi_env env, napi_value function, void* context, void* data) noexcept;
  static void Finalize(napi_env env, void* data, void* hint) noexcept;

  std::mutex mutex_;
  napi_env env_;
  std::function<void()> on_close_;
  /// Null from the end on: Node frees it then.
  napi_threadsafe_function function_ = nullptr;
};

}  // namespace native_os
