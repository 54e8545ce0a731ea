#include "waker.h"

namespace native_os {

std::shared_ptr<Waker> Waker::Create(Napi::Env env, Napi::Function function, const char* name,
                                     std::function<void()> on_close) {
  const std::shared_ptr<Waker> waker(new Waker(env, std::move(on_close)));
  auto held = std::make_unique<std::shared_ptr<Waker>>(waker);
  const auto resource = Check(Napi::String::New(env, name));
  Check(napi_create_threadsafe_function(env, function, nullptr, resource, 0, 1, held.get(), Finalize, nullptr,
                                        CallJavaScript, &waker->function_));
  held.release();
  waker->Keep(Loop::kMayEnd);
  return waker;
}

void Waker::CallJavaScript(napi_env env, napi_value function, void*, void*) noexcept {
  if (env == nullptr || function == nullptr) return;  // the environment is ending
  const Napi::Value receiver = Napi::Env(env).Undefined();
  if (receiver.IsEmpty()) return;
  if (napi_call_function(env, receiver, function, 0, nullptr, nullptr) != napi_pending_exception) return;
  napi_value thrown = nullptr;
  bool is_error = false;
  if (napi_get_and_clear_last_exception(env, &thrown) != napi_ok) return;
  // Nothing but an error was thrown by JavaScript: the end of a worker looks like an exception too.
  if (napi_is_error(env, thrown, &is_error) != napi_ok || !is_error) return;
  static_cast<void>(napi_fatal_exception(env, thrown));
}

void Waker::Finalize(napi_env, void* data, void*) noexcept {
  const std::unique_ptr<std::shared_ptr<Waker>> held(static_cast<std::shared_ptr<Waker>*>(data));
  Waker& waker = **held;
  {
    const std::lock_guard<std::mutex> lock(waker.mutex_);
    waker.function_ = nullptr;
  }
  waker.on_close_();
  // It may hold what holds this.
  waker.on_close_ = nullptr;
}

void Waker::Wake() noexcept {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (function_ == nullptr) return;
  const napi_status status = napi_call_threadsafe_function(function_, nullptr, napi_tsfn_nonblocking);
  // After this answer it must not be touched.
  if (status == napi_closing) function_ = nullptr;
}

void Waker::Keep(Loop loop) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (function_ == nullptr) return;
  Check(loop == Loop::kGoesOn ? napi_ref_threadsafe_function(env_, function_)
                              : napi_unref_threadsafe_function(env_, function_));
}

void Waker::Close() noexcept {
  napi_threadsafe_function function = nullptr;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    std::swap(function, function_);
  }
  // Its answer changes nothing: it is closing now, or was before.
  if (function != nullptr) static_cast<void>(napi_release_threadsafe_function(function, napi_tsfn_abort));
}

}  // namespace native_os
