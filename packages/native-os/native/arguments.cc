#include "arguments.h"

#include <unistd.h>

#include <climits>
#include <cmath>

#include "errors.h"

namespace native_os {

namespace {

/// Linux lets one text of a new program have so many bytes with its NUL (MAX_ARG_STRLEN), in pages. No path is longer.
constexpr long kLongestTextPages = 32;
/// Linux lets all texts of a new program have so many bytes with their NULs and pointers (three quarters of _STK_LIM).
constexpr size_t kMostTextBytes = size_t{6} << 20;

/// The handles that are made within it are released at its end, also when an exception ends it: Node checks that. Napi::HandleScope
/// ends Node where a scope is not closed, and so where it was not opened.
class HandleScope {
 public:
  explicit HandleScope(napi_env env) : env_(env) { Check(napi_open_handle_scope(env, &scope_)); }
  // It fails only for a scope that is not open.
  ~HandleScope() { static_cast<void>(napi_close_handle_scope(env_, scope_)); }
  HandleScope(const HandleScope&) = delete;
  HandleScope& operator=(const HandleScope&) = delete;

 private:
  napi_env env_;
  napi_handle_scope scope_ = nullptr;
};

}  // namespace

void Arguments::Refuse(const char* name, const std::string& wanted) const {
  ThrowInvalid(call_, std::string(name) + " must be " + wanted);
}

int64_t Arguments::Integer(size_t index, const char* name, int64_t minimum, int64_t maximum) const {
  const auto refuse = [&] {
    Refuse(name, "an integer from " + std::to_string(minimum) + " to " + std::to_string(maximum));
  };
  const Napi::Value value = info_[index];
  if (!value.IsNumber()) refuse();
  const double number = value.As<Napi::Number>().DoubleValue();
  // Compared as doubles first: converting a double that does not fit is undefined behaviour.
  if (!(std::fabs(number) <= static_cast<double>(kMaxSafeInteger)) || number != std::trunc(number)) refuse();
  const auto integer = static_cast<int64_t>(number);
  if (integer < minimum || integer > maximum) refuse();
  return integer;
}

uintptr_t Arguments::LocalAddress(size_t index, const char* name) const {
  const uint64_t last = UINTPTR_MAX < kMaxSafeInteger ? UINTPTR_MAX : kMaxSafeInteger;
  return static_cast<uintptr_t>(Integer(index, name, 0, static_cast<int64_t>(last)));
}

uint64_t Arguments::RemoteAddress(size_t index, const char* name) const {
  return static_cast<uint64_t>(Integer(index, name, 0, static_cast<int64_t>(kMaxSafeInteger)));
}

size_t Arguments::SizeAt(size_t index, const char* name, uintptr_t address, size_t minimum, size_t maximum) const {
  const auto size =
      static_cast<size_t>(Integer(index, name, static_cast<int64_t>(minimum), static_cast<int64_t>(maximum)));
  if (size != 0 && address + (size - 1) < address) {
    Refuse(name, "small enough for the range to end within the address space");
  }
  return size;
}

pid_t Arguments::ThreadId(size_t index, const char* name) const {
  return static_cast<pid_t>(Integer(index, name, 1, INT_MAX));
}

int Arguments::Signal(size_t index, const char* name) const { return static_cast<int>(Integer(index, name, 0, 64)); }

int Arguments::Descriptor(size_t index, const char* name) const {
  return static_cast<int>(Integer(index, name, 0, INT_MAX));
}

int64_t Arguments::Milliseconds(size_t index, const char* name) const { return Integer(index, name, -1, INT_MAX); }

bool Arguments::Boolean(size_t index, const char* name) const {
  const Napi::Value value = info_[index];
  if (!value.IsBoolean()) Refuse(name, "a boolean");
  return value.As<Napi::Boolean>().Value();
}

std::string Arguments::TextOf(Napi::Value value, const char* name) const {
  if (!value.IsString()) Refuse(name, "a string");
  // The length comes first: a text that is too long is not copied.
  size_t length = 0;
  Check(napi_get_value_string_utf8(env(), value, nullptr, 0, &length));
  const auto longest = static_cast<size_t>(kLongestTextPages * sysconf(_SC_PAGESIZE) - 1);
  if (length > longest) Refuse(name, "a string of at most " + std::to_string(longest) + " bytes");
  std::string text = value.As<Napi::String>().Utf8Value();
  // The system would silently stop reading there.
  if (text.find('\0') != std::string::npos) Refuse(name, "a string without NUL characters");
  return text;
}

std::string Arguments::Text(size_t index, const char* name) const { return TextOf(info_[index], name); }

std::vector<std::string> Arguments::Texts(size_t index, const char* name) const {
  const Napi::Value array = info_[index];
  if (!array.IsArray()) Refuse(name, "an array of strings");
  uint32_t count = 0;
  Check(napi_get_array_length(env(), array, &count));
  const auto refuse = [&] {
    Refuse(name, "strings of at most " + std::to_string(kMostTextBytes) + " bytes with their NULs and pointers");
  };
  constexpr size_t kEach = 1 + sizeof(char*);
  if (count > kMostTextBytes / kEach) refuse();
  std::vector<std::string> texts;
  size_t bytes = 0;
  for (uint32_t i = 0; i < count; i++) {
    // An element may be a getter, which may change the array.
    const HandleScope scope(env());
    napi_value element = nullptr;
    Check(napi_get_element(env(), array, i, &element));
    texts.push_back(TextOf(Napi::Value(env(), element), name));
    bytes += texts.back().size() + kEach;
    if (bytes > kMostTextBytes) refuse();
  }
  return texts;
}

template <typename Element>
std::pair<Element*, size_t> Arguments::Elements(size_t index, const char* name, napi_typedarray_type kind,
                                                const char* wanted) const {
  const Napi::Value value = info_[index];
  if (!value.IsTypedArray()) Refuse(name, wanted);
  // For kinds of array that N-API has no number for, Node leaves the kind as node-addon-api sets it: napi_int8_array.
  const auto array = value.As<Napi::TypedArrayOf<Element>>();
  if (array.TypedArrayType() != kind) Refuse(name, wanted);
  // Data() is for an array that may be changed.
  return {const_cast<Element*>(array.Data()), array.ElementLength()};
}

Bytes Arguments::Buffer(size_t index, const char* name) const {
  const auto [data, length] = Elements<uint8_t>(index, name, napi_uint8_array, "a Uint8Array");
  if (length > kMostCopied) Refuse(name, "a Uint8Array of at most " + std::to_string(kMostCopied) + " bytes");
  return {data, length};
}

std::pair<int32_t*, size_t> Arguments::Integers(size_t index, const char* name) const {
  return Elements<int32_t>(index, name, napi_int32_array, "an Int32Array");
}

std::vector<int32_t> Arguments::ThreadIds(size_t index, const char* name) const {
  const auto [data, length] = Integers(index, name);
  std::vector<int32_t> ids(data, data + length);
  for (const int32_t id : ids) {
    // To the system 0 and negative numbers mean groups of processes.
    if (id <= 0) Refuse(name, "thread ids, which are greater than zero");
  }
  return ids;
}

Napi::Function Arguments::Function(size_t index, const char* name) const {
  const Napi::Value value = info_[index];
  if (!value.IsFunction()) Refuse(name, "a function");
  return value.As<Napi::Function>();
}

void Arguments::Detach(size_t index, const char* name) const {
  const Napi::Value value = info_[index];
  if (!value.IsArrayBuffer()) Refuse(name, "an ArrayBuffer");
  Check(napi_detach_arraybuffer(env(), value));
}

void Arguments::Breathe() const {
  napi_value function = nullptr;
  Check(napi_get_reference_value(env(), binding_.breathe, &function));
  Check(napi_call_function(env(), Check(env().Undefined()), function, 0, nullptr, nullptr));
}

}  // namespace native_os
