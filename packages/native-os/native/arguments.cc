#include "arguments.h"

#include <climits>
#include <cmath>

#include "errors.h"

namespace native_os {

void Arguments::Refuse(const char* name, const std::string& wanted) const {
  ThrowInvalid(call_, std::string(name) + " must be " + wanted);
}

int64_t Arguments::Integer(size_t index, const char* name, int64_t minimum, int64_t maximum) const {
  const Napi::Value value = info_[index];
  const std::string wanted = "an integer from " + std::to_string(minimum) + " to " + std::to_string(maximum);
  if (!value.IsNumber()) Refuse(name, wanted);
  const double number = value.As<Napi::Number>().DoubleValue();
  // Compared as doubles first: converting a double that does not fit is undefined behaviour.
  if (!(std::fabs(number) <= static_cast<double>(kMaxSafeInteger)) || number != std::trunc(number)) {
    Refuse(name, wanted);
  }
  const auto integer = static_cast<int64_t>(number);
  if (integer < minimum || integer > maximum) Refuse(name, wanted);
  return integer;
}

uintptr_t Arguments::LocalAddress(size_t index, const char* name) const {
  const uint64_t last = UINTPTR_MAX < kMaxSafeInteger ? UINTPTR_MAX : kMaxSafeInteger;
  return static_cast<uintptr_t>(Integer(index, name, 0, static_cast<int64_t>(last)));
}

uint64_t Arguments::RemoteAddress(size_t index, const char* name) const {
  return static_cast<uint64_t>(Integer(index, name, 0, static_cast<int64_t>(kMaxSafeInteger)));
}

size_t Arguments::Size(size_t index, const char* name) const {
  const uint64_t last = SIZE_MAX / 2 < kMaxSafeInteger ? SIZE_MAX / 2 : kMaxSafeInteger;
  return static_cast<size_t>(Integer(index, name, 0, static_cast<int64_t>(last)));
}

size_t Arguments::SizeAt(size_t index, const char* name, uintptr_t address) const {
  const size_t size = Size(index, name);
  if (size == 0) Refuse(name, "greater than zero");
  if (address + (size - 1) < address) Refuse(name, "small enough for the range to end within the address space");
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

std::string Arguments::TextOf(const Napi::Value& value, const char* name) const {
  if (!value.IsString()) Refuse(name, "a string");
  std::string text = value.As<Napi::String>().Utf8Value();
  // The system would silently stop reading there.
  if (text.find('\0') != std::string::npos) Refuse(name, "a string without NUL characters");
  return text;
}

std::string Arguments::Text(size_t index, const char* name) const { return TextOf(info_[index], name); }

std::vector<std::string> Arguments::Texts(size_t index, const char* name) const {
  const Napi::Value value = info_[index];
  if (!value.IsArray()) Refuse(name, "an array of strings");
  const auto array = value.As<Napi::Array>();
  std::vector<std::string> texts;
  for (uint32_t i = 0; i < array.Length(); i++) texts.push_back(TextOf(array.Get(i), name));
  return texts;
}

Bytes Arguments::Buffer(size_t index, const char* name) const {
  const Napi::Value value = info_[index];
  if (!value.IsTypedArray() || value.As<Napi::TypedArray>().TypedArrayType() != napi_uint8_array) {
    Refuse(name, "a Uint8Array");
  }
  auto array = value.As<Napi::Uint8Array>();
  return {array.Data(), array.ByteLength()};
}

std::pair<int32_t*, size_t> Arguments::Integers(size_t index, const char* name) const {
  const Napi::Value value = info_[index];
  if (!value.IsTypedArray() || value.As<Napi::TypedArray>().TypedArrayType() != napi_int32_array) {
    Refuse(name, "an Int32Array");
  }
  auto array = value.As<Napi::Int32Array>();
  return {array.Data(), array.ElementLength()};
}

Napi::Function Arguments::Function(size_t index, const char* name) const {
  const Napi::Value value = info_[index];
  if (!value.IsFunction()) Refuse(name, "a function");
  return value.As<Napi::Function>();
}

}  // namespace native_os
