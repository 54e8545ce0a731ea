// Futexes that other processes see as well: the calls are made without FUTEX_PRIVATE_FLAG.
#pragma once
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdint>

namespace native_os {

/// The word as it is at this moment; what the other side wrote before it is visible afterwards.
inline uint32_t LoadWord(const uint32_t* word) { return __atomic_load_n(word, __ATOMIC_SEQ_CST); }

/// Wakes at most `count` waiters: how many, or -1 with errno.
inline long FutexWake(uint32_t* word, int count) { return syscall(SYS_futex, word, FUTEX_WAKE, count, nullptr, nullptr, 0); }

/// Blocks while `word` has `expected`, until a wake, a signal, or the time is over: 0 for a wake, else errno (EAGAIN where the word differs,
/// EINTR, ETIMEDOUT, or what the system refuses).
inline int FutexWait(uint32_t* word, uint32_t expected, int64_t microseconds) {
#if !defined(__LP64__) && defined(SYS_futex_time64)
  // A 32-bit system may have this call alone, or, before Linux 5.1, the other one alone.
  static std::atomic<bool> has_time64{true};
  if (has_time64) {
    const int64_t time[2] = {microseconds / 1000000, microseconds % 1000000 * 1000};
    if (syscall(SYS_futex_time64, word, FUTEX_WAIT, expected, time, nullptr, 0) == 0) return 0;
    if (errno != ENOSYS) return errno;
    has_time64 = false;
  }
#endif
  // The kernel's structure for this call. That of libc may be wider.
  const long time[2] = {static_cast<long>(microseconds / 1000000), static_cast<long>(microseconds % 1000000 * 1000)};
  return syscall(SYS_futex, word, FUTEX_WAIT, expected, time, nullptr, 0) == 0 ? 0 : errno;
}

}  // namespace native_os
