#include "shared_memory.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdlib>

#include "deadline.h"
#include "descriptor.h"
#include "errors.h"
#include "futex.h"
#include "modules.h"
#include "numbered.h"

#ifndef MFD_NOEXEC_SEAL
#define MFD_NOEXEC_SEAL 0x0008U
#endif

namespace native_os {

namespace {

/// The largest memory in bytes. src/shared-memory.ts says the same.
constexpr int64_t kMostShared = sizeof(void*) == 8 ? int64_t{1} << 32 : int64_t{1} << 29;
/// The longest look at a word without a system call, in microseconds: it blocks JavaScript and cannot be ended.
constexpr int64_t kLongestSpin = 10000;
/// How often a word is looked at between two looks at the clock.
constexpr int kLooksPerClock = 32;
/// Bytes of the longest name that memfd_create takes.
constexpr size_t kLongestName = 249;
/// Numbers of JavaScript that native code takes for a word.
constexpr int64_t kLowestWord = INT32_MIN;
constexpr int64_t kHighestWord = UINT32_MAX;

/// One file, as JavaScript knows it. Only its environment's thread uses it. One that is closed keeps its number until its ArrayBuffer's memory is released.
struct SharedMemory {
  napi_env env;
  Descriptor file;
  /// Which file the descriptor was opened for: somebody may have closed it since, and opened another.
  dev_t device;
  ino_t inode;
  std::shared_ptr<const Mapping> mapping;
  bool has_buffer = false;
  bool closed = false;

  void CloseFile() noexcept {
    const int descriptor = file.Release();
    struct stat now;
    if (descriptor >= 0 && fstat(descriptor, &now) == 0 && now.st_dev == device && now.st_ino == inode) close(descriptor);
  }
};

Numbered<SharedMemory>& TheSharedMemories() {
  static auto* memories = new Numbered<SharedMemory>;
  return *memories;
}

/// The memory that arguments[index] is the number of.
std::shared_ptr<SharedMemory> Find(const Arguments& arguments, size_t index) {
  auto memory = TheSharedMemories().Find(arguments, index, "shared memory");
  if (memory->closed) Throw("closed", arguments.call(), "the shared memory is closed");
  return memory;
}

/// Nothing reaches the memory any more. Also called for one that is gone already.
void Release(uint32_t number) noexcept {
  const auto memory = TheSharedMemories().Remove(number);
  if (memory != nullptr) memory->CloseFile();
}

/// True where this process or its container has no such call, and another kind of file may do.
bool IsMissing(int number) { return number == ENOSYS || number == EPERM || number == EACCES || number == EINVAL; }

/// A file system or the limit of a file's size has no room for it: that is memory here.
const char* CodeOfRoom(int number) { return number == ENOSPC || number == EFBIG ? "out-of-memory" : nullptr; }

/// A file in memory; -1 with errno where there is none.
int MemoryFile(const std::string& name) {
  constexpr unsigned kFlags = MFD_CLOEXEC | MFD_ALLOW_SEALING;
  // Programs are not started from this file. Some systems refuse a file that does not say so; older ones do not know the flag.
  const int file = memfd_create(name.c_str(), kFlags | MFD_NOEXEC_SEAL);
  return file >= 0 || errno != EINVAL ? file : memfd_create(name.c_str(), kFlags);
}

/// A file in a folder, without a name; -1 with errno where there is none.
int FileIn(const std::string& folder) {
  const int file = open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (file >= 0) return file;
  // File systems without such files: it has a name for a moment, and a process that is killed in it leaves an empty file.
  std::string path = folder + "/native-os-XXXXXX";
  const int named = mkostemp(&path[0], O_CLOEXEC);
  if (named >= 0) unlink(path.c_str());
  return named;
}

/// A file of `size` zeros that no name leads to, and that cannot become shorter while it is mapped: an access behind its end would end Node.
void MakeFile(const Arguments& arguments, const std::string& name, off_t size, const std::string& folder, Descriptor* made) {
  made->Reset(MemoryFile(name));
  if (made->get() >= 0) {
    if (ftruncate(made->get(), size) != 0) ThrowErrno("ftruncate", errno, std::to_string(size) + " bytes", "", CodeOfRoom(errno));
    // Without seals (an emulator may have none) the other process is trusted not to shorten it.
    static_cast<void>(fcntl(made->get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL));
    return;
  }
  int number = errno;
  if (!IsMissing(number)) ThrowErrno(arguments.call(), number, name);
  for (const std::string& place : {std::string("/dev/shm"), folder}) {
    made->Reset(FileIn(place));
    if (made->get() < 0) {
      number = errno;
      continue;
    }
    // Such a file system can be full: the memory is taken at once, since a page that cannot be had later would end Node.
    number = posix_fallocate(made->get(), 0, size);
    if (number == 0) return;
  }
  ThrowErrno(arguments.call(), number, std::to_string(size) + " bytes in /dev/shm or " + folder,
             "allow memfd_create, or make room in one of these folders", CodeOfRoom(number));
}

/// Maps the file, and gives it a number.
uint32_t Add(const Arguments& arguments, Descriptor* file, const struct stat& status) {
  const auto size = static_cast<size_t>(status.st_size);
  void* const address = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, file->get(), 0);
  if (address == MAP_FAILED) ThrowErrno("mmap", errno, std::to_string(size) + " bytes");
  std::shared_ptr<const Mapping> mapping;
  try {
    mapping = std::make_shared<const Mapping>(address, size);
  } catch (...) {
    munmap(address, size);
    throw;
  }
  auto memory = std::make_shared<SharedMemory>();
  memory->env = arguments.env();
  memory->file.Reset(file->Release());
  memory->device = status.st_dev;
  memory->inode = status.st_ino;
  memory->mapping = std::move(mapping);
  return TheSharedMemories().Add(std::move(memory));
}

struct stat StatusOf(const Descriptor& file, const std::string& what) {
  struct stat status;
  if (fstat(file.get(), &status) != 0) ThrowErrno("fstat", errno, what);
  return status;
}

/// createSharedMemory(name, size, folder): its number. `folder` is for a system without memfd_create that has no /dev/shm either.
Value Create(const Arguments& arguments) {
  const std::string name = arguments.Text(0, "name");
  if (name.size() > kLongestName) arguments.Refuse("name", "at most " + std::to_string(kLongestName) + " bytes");
  const int64_t size = arguments.Integer(1, "size", 1, kMostShared);
  const std::string folder = arguments.Text(2, "folder");
  if (size % sysconf(_SC_PAGESIZE) != 0) arguments.Refuse("size", "whole pages");
  Descriptor file;
  MakeFile(arguments, name, static_cast<off_t>(size), folder, &file);
  return Add(arguments, &file, StatusOf(file, name));
}

/// openSharedMemory(path): its number.
Value Open(const Arguments& arguments) {
  const std::string path = arguments.Text(0, "path");
  // Does not wait for the other end of a named pipe.
  Descriptor file(open(path.c_str(), O_RDWR | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));
  const char* hint = "is the process that made it alive, of the same user, and in the same namespaces?";
  if (file.get() < 0) {
    ThrowErrno(arguments.call(), errno, path, hint, errno == EISDIR || errno == ENXIO ? "invalid-argument" : nullptr);
  }
  // Before the size is asked for: whoever has the file cannot shorten it any more. Only files of memfd_create can be sealed.
  static_cast<void>(fcntl(file.get(), F_ADD_SEALS, F_SEAL_SHRINK));
  const struct stat status = StatusOf(file, path);
  if (!S_ISREG(status.st_mode) || status.st_size < 1 || status.st_size > kMostShared) {
    arguments.Refuse("path", "that of a regular file of 1 to " + std::to_string(kMostShared) + " bytes");
  }
  return Add(arguments, &file, status);
}

Value SizeOf(const Arguments& arguments) { return Find(arguments, 0)->mapping->size(); }

Value DescriptorOf(const Arguments& arguments) { return Find(arguments, 0)->file.get(); }

/// sharedMemoryBuffer(memory): an ArrayBuffer over it, once.
Value BufferOf(const Arguments& arguments) {
  const auto memory = Find(arguments, 0);
  if (memory->has_buffer) ThrowInvalid(arguments.call(), "it has its ArrayBuffer already");
  memory->has_buffer = true;
  const auto number = static_cast<uint32_t>(arguments.Integer(0, "shared memory", 0, UINT32_MAX));
  return ExternalMemory{memory->mapping->address(), memory->mapping->size(), Release, number};
}

/// closeSharedMemory(memory, buffer): closes the file and detaches its ArrayBuffer. Node releases the mapping soon after.
Value Close(const Arguments& arguments) {
  const auto memory = Find(arguments, 0);
  arguments.Detach(1, "buffer");
  memory->closed = true;
  memory->CloseFile();
  return {};
}

/// futexWake(memory, offset, count): how many were woken.
Value Wake(const Arguments& arguments) {
  const SharedWord word = SharedWordAt(arguments, 0);
  const long woken = FutexWake(word.address, static_cast<int>(arguments.Integer(2, "count", 1, INT_MAX)));
  if (woken < 0) ThrowErrno("futex", errno, "wake");
  return woken;
}

enum Outcome { kWoken, kChanged, kTimedOut };

/// Waits for a wake, for another value, or for the deadline.
Outcome WaitFor(const Arguments& arguments, const SharedWord& word, uint32_t expected, const Deadline& deadline) {
  for (;;) {
    const int number = FutexWait(word.address, expected, deadline.Slice());
    if (number == 0) return kWoken;
    if (number == EAGAIN) return kChanged;
    if (number != EINTR && number != ETIMEDOUT) ThrowErrno("futex", number, "wait");
    if (deadline.IsOver()) return kTimedOut;
    if (number == ETIMEDOUT) arguments.Breathe();
  }
}

/// futexWait(memory, offset, expected, microseconds): 0 woken, 1 changed, 2 timed out.
Value Wait(const Arguments& arguments) {
  const SharedWord word = SharedWordAt(arguments, 0);
  const uint32_t expected = WordValue(arguments, 2, "expected");
  const auto deadline = Deadline::Microseconds(arguments.Integer(3, "microseconds", 0, int64_t{INT_MAX} * 1000));
  return static_cast<int>(WaitFor(arguments, word, expected, deadline));
}

/// Lets the other thread of the core run, where there is one.
void Relax() {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__arm__) || defined(__aarch64__)
  __asm__ volatile("yield" ::: "memory");
#endif
}

/// Looks at the word until it differs or the time is over.
bool LookFor(const SharedWord& word, uint32_t expected, const Deadline& deadline) {
  do {
    for (int looks = 0; looks < kLooksPerClock; looks++) {
      if (LoadWord(word.address) != expected) return true;
      Relax();
    }
  } while (!deadline.IsOver());
  return false;
}

/// waitForChange(memory, offset, expected, spin, microseconds): whether the word differs.
Value WaitForChange(const Arguments& arguments) {
  const SharedWord word = SharedWordAt(arguments, 0);
  const uint32_t expected = WordValue(arguments, 2, "expected");
  const int64_t spin = arguments.Integer(3, "spin", 0, kLongestSpin);
  const int64_t limit = arguments.Integer(4, "microseconds", 0, int64_t{INT_MAX} * 1000);
  if (LoadWord(word.address) != expected) return true;
  const auto deadline = Deadline::Microseconds(limit);
  if (spin > 0 && LookFor(word, expected, Deadline::Microseconds(std::min(spin, limit)))) return true;
  while (LoadWord(word.address) == expected) {
    if (WaitFor(arguments, word, expected, deadline) == kTimedOut) return LoadWord(word.address) != expected;
  }
  return true;
}

}  // namespace

Mapping::~Mapping() { munmap(address_, size_); }

uint32_t WordValue(const Arguments& arguments, size_t index, const char* name) {
  return static_cast<uint32_t>(arguments.Integer(index, name, kLowestWord, kHighestWord));
}

SharedWord SharedWordAt(const Arguments& arguments, size_t index) {
  const auto mapping = Find(arguments, index)->mapping;
  constexpr int64_t kWord = sizeof(uint32_t);
  const int64_t last = static_cast<int64_t>(mapping->size()) - kWord;
  const int64_t offset = arguments.Integer(index + 1, "offset", 0, std::max<int64_t>(last, 0));
  if (offset % kWord != 0 || last < 0) arguments.Refuse("offset", "that of a word within the memory, a multiple of 4");
  auto* const bytes = static_cast<uint8_t*>(mapping->address());
  return {mapping, reinterpret_cast<uint32_t*>(bytes + offset)};
}

void AbandonSharedMemoryOf(napi_env env) noexcept {
  TheSharedMemories().RemoveIf([env](SharedMemory& memory) {
    if (memory.env != env) return false;
    memory.CloseFile();
    // One with an ArrayBuffer goes with that.
    return !memory.has_buffer;
  });
}

std::vector<Entry> SharedMemoryFunctions() {
  return {{"createSharedMemory", "memfd_create", Create},
          {"openSharedMemory", "open", Open},
          {"sharedMemorySize", "sharedMemorySize", SizeOf},
          {"sharedMemoryDescriptor", "sharedMemoryDescriptor", DescriptorOf},
          {"sharedMemoryBuffer", "sharedMemoryBuffer", BufferOf},
          {"closeSharedMemory", "close", Close},
          {"futexWake", "futexWake", Wake},
          {"futexWait", "futexWait", Wait},
          {"waitForChange", "waitForChange", WaitForChange}};
}

}  // namespace native_os
