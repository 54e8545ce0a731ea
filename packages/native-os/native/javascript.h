// What passes between JavaScript and native code. Only addon.cc, arguments.cc and waker.cc call N-API, by node-addon-api or by its C
// functions (addon.cc says which, and why): all other files get checked arguments, return a Value and throw C++ exceptions, and
// addon.cc lets no exception out.
#pragma once
#include <napi.h>

#include <type_traits>

namespace native_os {

/// N-API did not do what it was asked. An exception is pending in JavaScript, or the environment is ending.
struct JavaScriptRefused {
  napi_status status;
};

/// Every C function's status goes through here, or is compared on the spot.
inline void Check(napi_status status) {
  if (status != napi_ok) throw JavaScriptRefused{status};
}

/// What node-addon-api made: an empty value where a status was not napi_ok. An exception is pending then, if JavaScript may run.
template <typename Made>
Made Check(const Made& value) {
  if (value.IsEmpty()) throw JavaScriptRefused{napi_pending_exception};
  return value;
}

/// Native memory that JavaScript gets as an ArrayBuffer. `release` is called with `owner`, once or more, on any JavaScript thread:
/// when nothing in JavaScript can reach the memory, when the environment ends, or when no ArrayBuffer could be made.
struct ExternalMemory {
  void* data;
  size_t size;
  void (*release)(uint32_t owner) noexcept;
  uint32_t owner;
};

/// What a native function returns. It is made without N-API, so that making it cannot fail.
class Value {
 public:
  Value() = default;  // undefined
  template <typename Number, typename = std::enable_if_t<std::is_arithmetic<Number>::value>>
  Value(Number number) : kind_(Kind::kNumber), number_(static_cast<double>(number)) {}
  Value(bool flag) : kind_(Kind::kBoolean), number_(flag ? 1 : 0) {}
  Value(const ExternalMemory& memory) : kind_(Kind::kExternalMemory), memory_(memory) {}

  Napi::Value In(Napi::Env env) const;

 private:
  enum class Kind { kUndefined, kBoolean, kNumber, kExternalMemory };
  Kind kind_ = Kind::kUndefined;
  double number_ = 0;
  ExternalMemory memory_{};
};

/// One call of `bind`. Both the ESM and the CommonJS build of the package may be loaded in one environment.
struct Binding {
  napi_env env;
  /// Makes and throws a NativeOsError: raise(code, call, message, errno, hint).
  napi_ref raise;
  /// Does nothing. To call it is to find out whether JavaScript may still run.
  napi_ref breathe;
};

}  // namespace native_os
