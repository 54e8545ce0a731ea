#include "errors.h"

#include <cerrno>
#include <cinttypes>
#include <cstdio>
#include <cstring>

namespace native_os {

const char* CodeOf(int number) {
  switch (number) {
    case ESRCH:
    case ECHILD:
      return "no-such-thread";
    case EPERM:
    case EACCES:
      return "not-permitted";
    case EFAULT:
      return "unmapped";
    case ENOMEM:
      return "out-of-memory";
    case EEXIST:
      return "in-use";
    case ENOENT:
    case ENOTDIR:
      return "not-found";
    case ENOSYS:
    case EOPNOTSUPP:
      return "unsupported";
    case ECONNREFUSED:
      return "connection-refused";
    case ETIMEDOUT:
      return "timeout";
    default:
      return "system-error";
  }
}

void ThrowInvalid(const std::string& call, const std::string& message) {
  throw OsError{"invalid-argument", call, 0, call + ": " + message, ""};
}

void Throw(const std::string& code, const std::string& call, const std::string& message, const std::string& hint) {
  throw OsError{code, call, 0, call + ": " + message, hint};
}

void ThrowErrno(const std::string& call, int number, const std::string& what, const std::string& hint,
                const char* code) {
  char buffer[128] = "";
  // The GNU variant returns the text, which need not be in the buffer.
  const char* text = strerror_r(number, buffer, sizeof buffer);
  throw OsError{code != nullptr ? code : CodeOf(number), call, number, call + ": " + what + ": " + text, hint};
}

std::string Hex(uint64_t value) {
  char text[20];
  std::snprintf(text, sizeof text, "0x%" PRIx64, value);
  return text;
}

}  // namespace native_os
