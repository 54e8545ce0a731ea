// Every argument is checked here, before it reaches the system. JavaScript wrappers may be bypassed; this may not.
#pragma once
#include <napi.h>
#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

namespace native_os {

/// The largest integer that a JavaScript number holds exactly.
constexpr uint64_t kMaxSafeInteger = (1ULL << 53) - 1;

struct Bytes {
  uint8_t* data;
  size_t length;
};

class Arguments {
 public:
  /// `call` is named in every refusal.
  Arguments(const Napi::CallbackInfo& info, const char* call) : info_(info), call_(call) {}

  int64_t Integer(size_t index, const char* name, int64_t minimum, int64_t maximum) const;
  /// An address in this process: refused where this process cannot have it.
  uintptr_t LocalAddress(size_t index, const char* name) const;
  /// An address in another process, which may be wider than this one.
  uint64_t RemoteAddress(size_t index, const char* name) const;
  size_t Size(size_t index, const char* name) const;
  /// A size that is not zero, at an address whose end this process can have.
  size_t SizeAt(size_t index, const char* name, uintptr_t address) const;
  pid_t ThreadId(size_t index, const char* name) const;
  int Signal(size_t index, const char* name) const;
  int Descriptor(size_t index, const char* name) const;
  /// -1 means without limit.
  int64_t Milliseconds(size_t index, const char* name) const;
  bool Boolean(size_t index, const char* name) const;
  std::string Text(size_t index, const char* name) const;
  std::vector<std::string> Texts(size_t index, const char* name) const;
  Bytes Buffer(size_t index, const char* name) const;
  /// An Int32Array, as its elements.
  std::pair<int32_t*, size_t> Integers(size_t index, const char* name) const;
  Napi::Function Function(size_t index, const char* name) const;

  const char* call() const { return call_; }

 private:
  [[noreturn]] void Refuse(const char* name, const std::string& wanted) const;
  std::string TextOf(const Napi::Value& value, const char* name) const;

  const Napi::CallbackInfo& info_;
  const char* call_;
};

}  // namespace native_os
