// Time limits of blocking calls.
#pragma once
#include <time.h>

#include <algorithm>
#include <cstdint>

#include "arguments.h"

namespace native_os {

inline int64_t NowMicroseconds() {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<int64_t>(now.tv_sec) * 1000000 + now.tv_nsec / 1000;
}

/// The end of a blocking call, which blocks in slices: after each slice JavaScript breathes (Arguments::Breathe).
class Deadline {
 public:
  /// A negative number means without limit.
  static Deadline Milliseconds(int64_t milliseconds) { return Deadline(milliseconds < 0 ? -1 : milliseconds * 1000); }
  static Deadline Microseconds(int64_t microseconds) { return Deadline(microseconds); }

  bool IsOver() const { return end_ >= 0 && NowMicroseconds() >= end_; }
  /// Microseconds until the end or the next breath, whichever comes first; 0 after the end.
  int64_t Slice() const {
    constexpr int64_t kBreath = kBreathMilliseconds * 1000;
    const int64_t left = end_ < 0 ? kBreath : end_ - NowMicroseconds();
    return std::max<int64_t>(0, std::min(left, kBreath));
  }
  /// The same in milliseconds, rounded up.
  int SliceMilliseconds() const { return static_cast<int>((Slice() + 999) / 1000); }

 private:
  explicit Deadline(int64_t microseconds) : end_(microseconds < 0 ? -1 : NowMicroseconds() + microseconds) {}
  int64_t end_;
};

}  // namespace native_os
