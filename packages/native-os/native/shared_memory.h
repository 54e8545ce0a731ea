// Memory that this process shares with others: a file without a name, mapped by each.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>

#include "arguments.h"

namespace native_os {

/// A mapped file. It is unmapped with its last owner: an ArrayBuffer, a call that waits, a thread that watches.
class Mapping {
 public:
  Mapping(void* address, size_t size) : address_(address), size_(size) {}
  ~Mapping();
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;

  void* address() const { return address_; }
  size_t size() const { return size_; }

 private:
  void* address_;
  size_t size_;
};

/// One word of shared memory, which stays mapped while this exists.
struct SharedWord {
  std::shared_ptr<const Mapping> mapping;
  uint32_t* address;
};

/// Arguments (memory, offset) at `index`: refuses a memory that is closed or another thread's, and an offset that is no word's.
SharedWord SharedWordAt(const Arguments& arguments, size_t index);

/// A word's value: both signed and unsigned numbers of 32 bits are taken.
uint32_t WordValue(const Arguments& arguments, size_t index, const char* name);

/// On the environment's thread, after its last JavaScript.
void AbandonSharedMemoryOf(napi_env env) noexcept;

}  // namespace native_os
