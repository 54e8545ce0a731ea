// The exception that native code throws. addon.cc turns it, and every other C++ exception, into a JavaScript NativeOsError.
#pragma once
#include <cstdint>
#include <string>

namespace native_os {

struct OsError {
  std::string code;     // for programs: "invalid-argument", "no-such-thread", ...
  std::string call;     // the function or system call that was asked for
  int number;           // errno, or 0 where the system was not asked
  std::string message;  // for people
  std::string hint;     // what to do; may be empty
};

/// The code that goes with an errno.
const char* CodeOf(int number);

/// An argument that never reached the system.
[[noreturn]] void ThrowInvalid(const std::string& call, const std::string& message);
/// A refusal that has no errno.
[[noreturn]] void Throw(const std::string& code, const std::string& call, const std::string& message,
                        const std::string& hint = "");
/// A failed system call. The code follows from errno unless `code` names a better one.
[[noreturn]] void ThrowErrno(const std::string& call, int number, const std::string& what,
                             const std::string& hint = "", const char* code = nullptr);

/// Numbers in messages: addresses are read in hexadecimal.
std::string Hex(uint64_t value);

}  // namespace native_os
