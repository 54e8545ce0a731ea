// Every argument is checked here, before it reaches the system. JavaScript wrappers may be bypassed; this may not.
#pragma once
#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

#include "javascript.h"

namespace native_os {

/// The largest integer that a JavaScript number holds exactly.
constexpr uint64_t kMaxSafeInteger = (1ULL << 53) - 1;
/// Bytes that one call copies or flushes at most: it blocks JavaScript meanwhile. src/limits.ts says the same.
constexpr size_t kMostCopied = size_t{1} << 28;
/// Blocking calls let JavaScript breathe after so many milliseconds, so that a worker can be terminated in them.
constexpr int64_t kBreathMilliseconds = 100;

struct Bytes {
  uint8_t* data;
  size_t length;
};

class Arguments {
 public:
  /// `call` is named in every refusal.
  Arguments(const Binding& binding, const Napi::CallbackInfo& info, const char* call)
      : binding_(binding), info_(info), call_(call) {}

  int64_t Integer(size_t index, const char* name, int64_t minimum, int64_t maximum) const;
  /// An address in this process: refused where this process cannot have it.
  uintptr_t LocalAddress(size_t index, const char* name) const;
  /// An address in another process, which may be wider than this one.
  uint64_t RemoteAddress(size_t index, const char* name) const;
  /// A size at an address whose end this process can have.
  size_t SizeAt(size_t index, const char* name, uintptr_t address, size_t minimum, size_t maximum) const;
  pid_t ThreadId(size_t index, const char* name) const;
  int Signal(size_t index, const char* name) const;
  int Descriptor(size_t index, const char* name) const;
  /// -1 means without limit.
  int64_t Milliseconds(size_t index, const char* name) const;
  bool Boolean(size_t index, const char* name) const;
  std::string Text(size_t index, const char* name) const;
  std::vector<std::string> Texts(size_t index, const char* name) const;
  /// A Uint8Array of at most kMostCopied bytes. No JavaScript may run while they are used.
  Bytes Buffer(size_t index, const char* name) const;
  /// An Int32Array, as its elements. Those may be anybody's: read each once, into memory of one's own, before it is checked.
  std::pair<int32_t*, size_t> Integers(size_t index, const char* name) const;
  /// The elements of an Int32Array that are greater than zero, as a copy.
  std::vector<int32_t> ThreadIds(size_t index, const char* name) const;
  Napi::Function Function(size_t index, const char* name) const;
  /// Takes its memory from an ArrayBuffer: it, and every view of it, has a length of 0 afterwards.
  void Detach(size_t index, const char* name) const;

  const char* call() const { return call_; }
  Napi::Env env() const { return info_.Env(); }

  /// Lets JavaScript end this call: throws where the worker is being terminated, or the script's time is over.
  void Breathe() const;

  /// Refuses an argument: "NAME must be WANTED".
  [[noreturn]] void Refuse(const char* name, const std::string& wanted) const;

 private:
  std::string TextOf(Napi::Value value, const char* name) const;
  /// The elements of a typed array of this kind.
  template <typename Element>
  std::pair<Element*, size_t> Elements(size_t index, const char* name, napi_typedarray_type kind, const char* wanted) const;

  const Binding& binding_;
  const Napi::CallbackInfo& info_;
  const char* call_;
};

}  // namespace native_os
