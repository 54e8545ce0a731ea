#include "memory.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <map>
#include <mutex>

#include "arguments.h"
#include "descriptor.h"
#include "errors.h"
#include "modules.h"

#ifndef MAP_FIXED_NOREPLACE
#define MAP_FIXED_NOREPLACE 0x100000
#endif

namespace native_os {

namespace {

/// What `map` gave out and nobody freed yet. Only this may be freed or re-protected: unmapping Node's own memory is a crash.
class Allocations {
 public:
  void Add(uintptr_t address, size_t size) {
    const std::lock_guard<std::mutex> lock(mutex_);
    sizes_[address] = size;
  }
  /// False where it is no allocation. Unmapped under the lock: from then on the system may give its address to another.
  bool Unmap(uintptr_t address, size_t size) {
    const std::lock_guard<std::mutex> lock(mutex_);
    const auto found = sizes_.find(address);
    if (found == sizes_.end() || found->second != size) return false;
    if (munmap(reinterpret_cast<void*>(address), size) != 0) ThrowErrno("munmap", errno, Hex(address));
    sizes_.erase(found);
    return true;
  }
  /// False where it is not within one allocation.
  bool Protect(uintptr_t address, size_t size, int protection) {
    const std::lock_guard<std::mutex> lock(mutex_);
    auto above = sizes_.upper_bound(address);
    if (above == sizes_.begin()) return false;
    --above;
    const size_t offset = address - above->first;
    if (offset >= above->second || size > above->second - offset) return false;
    if (mprotect(reinterpret_cast<void*>(address), size, protection) != 0) {
      ThrowErrno("mprotect", errno, Hex(address), "where RWX is refused, write first and make it executable after");
    }
    return true;
  }

 private:
  std::mutex mutex_;
  std::map<uintptr_t, size_t> sizes_;
};

Allocations& TheAllocations() {
  static auto* allocations = new Allocations;  // outlives every thread
  return *allocations;
}

size_t PageSize() { return static_cast<size_t>(sysconf(_SC_PAGESIZE)); }

/// A pair of descriptors that the kernel copies through: it reports a bad address where the processor would fault.
class Pipe {
 public:
  Pipe() {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) ThrowErrno("pipe2", errno, "no pipe for a guarded copy");
    read_.Reset(ends[0]);
    write_.Reset(ends[1]);
  }
  /// Both ends move at most `size` bytes, which fit into an empty pipe.
  size_t Copy(const void* from, void* to, size_t size) {
    const ssize_t in = RetryWrite(from, size);
    if (in <= 0) return 0;
    const ssize_t out = RetryRead(to, static_cast<size_t>(in));
    return out <= 0 ? 0 : static_cast<size_t>(out);
  }

 private:
  ssize_t RetryWrite(const void* from, size_t size) {
    ssize_t n;
    do n = write(write_.get(), from, size);
    while (n < 0 && errno == EINTR);
    return n;
  }
  ssize_t RetryRead(void* to, size_t size) {
    ssize_t n;
    do n = read(read_.get(), to, size);
    while (n < 0 && errno == EINTR);
    return n;
  }
  Descriptor read_;
  Descriptor write_;
};

/// Set once the kernel (qemu-user, a container's filter) has refused process_vm_readv on ourselves.
std::atomic<bool> through_pipe{false};

size_t CopyThroughPipe(uintptr_t from, uintptr_t to, size_t size) {
  Pipe pipe;
  const size_t page = PageSize();
  size_t done = 0;
  while (done < size) {
    // No chunk crosses a page on either side, so that a short copy is a fault and not half of a chunk.
    const size_t left_from = page - (from + done) % page;
    const size_t left_to = page - (to + done) % page;
    const size_t chunk = std::min({size - done, left_from, left_to});
    const size_t n = pipe.Copy(reinterpret_cast<const void*>(from + done), reinterpret_cast<void*>(to + done), chunk);
    done += n;
    if (n < chunk) break;
  }
  return done;
}

template <typename Transfer>
size_t CopyGuarded(uintptr_t from, uintptr_t to, size_t size, uintptr_t remote, uintptr_t local, Transfer transfer) {
  if (size == 0) return 0;
  if (!through_pipe) {
    size_t done = 0;
    while (done < size) {
      iovec here{reinterpret_cast<void*>(local + done), size - done};
      iovec there{reinterpret_cast<void*>(remote + done), size - done};
      const ssize_t n = transfer(getpid(), &here, 1, &there, 1, 0);
      if (n < 0 && (errno == ENOSYS || errno == EPERM)) {
        through_pipe = true;
        break;
      }
      if (n <= 0) return done;
      done += static_cast<size_t>(n);
    }
    if (done == size) return done;
  }
  return CopyThroughPipe(from, to, size);
}

}  // namespace

size_t CopyFromSelf(uintptr_t address, void* to, size_t size) {
  const auto local = reinterpret_cast<uintptr_t>(to);
  return CopyGuarded(address, local, size, address, local, process_vm_readv);
}

size_t CopyToSelf(uintptr_t address, const void* from, size_t size) {
  const auto local = reinterpret_cast<uintptr_t>(from);
  return CopyGuarded(local, address, size, address, local, process_vm_writev);
}

bool ClearCache(uintptr_t address, size_t size) {
#if defined(__arm__)
  // __ARM_NR_cacheflush: the kernel checks the range, which the compiler's builtin does not report.
  return syscall(0xf0002, address, address + size, 0) == 0;
#else
#if defined(__aarch64__)
  // DC CVAU and IC IVAU fault where the page cannot be read.
  const size_t page = PageSize();
  uint8_t byte;
  for (uintptr_t at = address; at < address + size; at = (at / page + 1) * page) {
    if (CopyFromSelf(at, &byte, 1) != 1) return false;
  }
#endif
  auto* start = reinterpret_cast<char*>(address);
  __builtin___clear_cache(start, start + size);
  return true;
#endif
}

namespace {

Value GetPageSize(const Arguments&) { return PageSize(); }

int Protection(const Arguments& arguments, size_t index) {
  return static_cast<int>(arguments.Integer(index, "protection", 0, PROT_READ | PROT_WRITE | PROT_EXEC));
}

/// Any size that the address space may have: the system maps it without touching it.
size_t MappedSize(const Arguments& arguments, uintptr_t address) {
  constexpr uint64_t kLargest = SIZE_MAX / 2 < kMaxSafeInteger ? SIZE_MAX / 2 : kMaxSafeInteger;
  return arguments.SizeAt(1, "size", address, 1, static_cast<size_t>(kLargest));
}

/// map(address, size, protection): the address; 0 lets the system choose, any other must be free.
Value Map(const Arguments& arguments) {
  const uintptr_t address = arguments.LocalAddress(0, "address");
  const size_t size = MappedSize(arguments, address);
  const int protection = Protection(arguments, 2);
  if (address % PageSize() != 0) ThrowInvalid("mmap", "address " + Hex(address) + " is not at a page");
  const int flags = MAP_PRIVATE | MAP_ANONYMOUS | (address != 0 ? MAP_FIXED_NOREPLACE : 0);
  void* const got = mmap(reinterpret_cast<void*>(address), size, protection, flags, -1, 0);
  if (got == MAP_FAILED) ThrowErrno("mmap", errno, std::to_string(size) + " bytes at " + Hex(address));
  if (address != 0 && got != reinterpret_cast<void*>(address)) {
    // A kernel before 4.17 takes the flag for a hint.
    munmap(got, size);
    ThrowErrno("mmap", EEXIST, std::to_string(size) + " bytes at " + Hex(address));
  }
  try {
    TheAllocations().Add(reinterpret_cast<uintptr_t>(got), size);
  } catch (...) {
    munmap(got, size);
    throw;
  }
  return reinterpret_cast<uintptr_t>(got);
}

constexpr const char* kOnlyAllocated = "only memory from allocate() that has not been freed can be given here";

Value Unmap(const Arguments& arguments) {
  const uintptr_t address = arguments.LocalAddress(0, "address");
  const size_t size = MappedSize(arguments, address);
  if (!TheAllocations().Unmap(address, size)) {
    Throw("not-allocated", "munmap", std::to_string(size) + " bytes at " + Hex(address) + " are no allocation",
          kOnlyAllocated);
  }
  return {};
}

Value Protect(const Arguments& arguments) {
  const uintptr_t address = arguments.LocalAddress(0, "address");
  const size_t size = MappedSize(arguments, address);
  const int protection = Protection(arguments, 2);
  if (address % PageSize() != 0) ThrowInvalid("mprotect", "address " + Hex(address) + " is not at a page");
  if (!TheAllocations().Protect(address, size, protection)) {
    Throw("not-allocated", "mprotect", std::to_string(size) + " bytes at " + Hex(address) + " are no allocation",
          kOnlyAllocated);
  }
  return {};
}

[[noreturn]] void ThrowUnmapped(const char* call, uintptr_t address, size_t done, size_t size, const char* what) {
  ThrowErrno(call, EFAULT,
             std::to_string(size) + " bytes at " + Hex(address) + ", not " + what + " from " + Hex(address + done));
}

Value Read(const Arguments& arguments) {
  const uintptr_t address = arguments.LocalAddress(0, "address");
  const Bytes bytes = arguments.Buffer(1, "bytes");
  const size_t done = CopyFromSelf(address, bytes.data, bytes.length);
  if (done < bytes.length) ThrowUnmapped("read", address, done, bytes.length, "readable");
  return {};
}

Value Write(const Arguments& arguments) {
  const uintptr_t address = arguments.LocalAddress(0, "address");
  const Bytes bytes = arguments.Buffer(1, "bytes");
  const size_t done = CopyToSelf(address, bytes.data, bytes.length);
  if (done < bytes.length) ThrowUnmapped("write", address, done, bytes.length, "writable");
  return {};
}

Value ClearInstructionCache(const Arguments& arguments) {
  const uintptr_t address = arguments.LocalAddress(0, "address");
  const size_t size = arguments.SizeAt(1, "size", address, 0, kMostCopied);
  if (!ClearCache(address, size)) ThrowUnmapped("clearInstructionCache", address, 0, size, "readable");
  return {};
}

Value IsRwxAllowed(const Arguments&) {
  const size_t size = PageSize();
  void* const got = mmap(nullptr, size, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (got != MAP_FAILED) munmap(got, size);
  return got != MAP_FAILED;
}

}  // namespace

std::vector<Entry> MemoryFunctions() {
  return {{"pageSize", "pageSize", GetPageSize},
          {"map", "mmap", Map},
          {"unmap", "munmap", Unmap},
          {"protect", "mprotect", Protect},
          {"read", "read", Read},
          {"write", "write", Write},
          {"clearInstructionCache", "clearInstructionCache", ClearInstructionCache},
          {"isRwxAllowed", "isRwxAllowed", IsRwxAllowed}};
}

}  // namespace native_os
