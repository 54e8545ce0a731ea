// fork and exec of a traced program, inside the addon: libuv reaps the children it started itself, and with them their ptrace stops.
#include <fcntl.h>
#include <signal.h>
#include <sys/personality.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstring>

#include "arguments.h"
#include "children.h"
#include "descriptor.h"
#include "errors.h"
#include "modules.h"

namespace native_os {

namespace {

struct Command {
  const char* file;
  char* const* arguments;
  char* const* environment;
  const char* directory;  // nullptr: this process's own
  int stdio[3];
  bool randomize;
};

/// What the child sends when it cannot become the program.
struct Failure {
  int number;
  char call[16];
};

[[noreturn]] void Fail(int status, const char* call) {
  Failure failure{errno, {}};
  for (size_t i = 0; call[i] != '\0' && i + 1 < sizeof failure.call; i++) failure.call[i] = call[i];
  ssize_t ignored = write(status, &failure, sizeof failure);
  static_cast<void>(ignored);
  _exit(127);
}

/// Runs in the child. Only async-signal-safe functions: other threads of Node may have held any lock when it forked.
[[noreturn]] void Child(const Command& command, int go, int status) {
  // Before anything that may fail: who is about to exit cannot be seized any more.
  char byte;
  ssize_t got;
  do got = read(go, &byte, 1);
  while (got == -1 && errno == EINTR);
  if (got != 1) _exit(127);  // the tracer could not seize, or died
  // Descriptors that are about to be overwritten by 0, 1 and 2 move out of the way first.
  int stdio[3];
  for (int i = 0; i < 3; i++) {
    stdio[i] = fcntl(command.stdio[i], F_DUPFD_CLOEXEC, 3);
    if (stdio[i] < 0) Fail(status, "fcntl");
  }
  for (int i = 0; i < 3; i++) {
    if (dup2(stdio[i], i) < 0) Fail(status, "dup2");
  }
#ifdef SYS_close_range
  constexpr unsigned kCloseOnExec = 4;
  syscall(SYS_close_range, 3U, ~0U, kCloseOnExec);  // Node opens its own so already; an older kernel may refuse
#endif
  // Node ignores SIGPIPE, and what is ignored or blocked stays so over exec.
  struct sigaction standard;
  std::memset(&standard, 0, sizeof standard);
  standard.sa_handler = SIG_DFL;
  for (int signal = 1; signal <= 64; signal++) sigaction(signal, &standard, nullptr);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  if (command.directory != nullptr && chdir(command.directory) != 0) Fail(status, "chdir");
  if (!command.randomize && personality(static_cast<unsigned long>(personality(0xffffffff)) | ADDR_NO_RANDOMIZE) == -1) {
    Fail(status, "personality");
  }
  execve(command.file, command.arguments, command.environment);
  Fail(status, "execve");
}

/// A pipe between this process and the child.
class Ends {
 public:
  Ends() {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) ThrowErrno("pipe2", errno, "no pipe to the child");
    Descriptor* const owners[2] = {&read_, &write_};
    for (int i = 0; i < 2; i++) owners[i]->Reset(ends[i]);
    // Never 0, 1 or 2, which the child gives away.
    for (Descriptor* owner : owners) {
      if (owner->get() > 2) continue;
      const int moved = fcntl(owner->get(), F_DUPFD_CLOEXEC, 3);
      if (moved < 0) ThrowErrno("fcntl", errno, "no descriptor for the child");
      owner->Reset(moved);
    }
  }
  int read() const { return read_.get(); }
  int write() const { return write_.get(); }
  void CloseRead() { read_.Close(); }
  void CloseWrite() { write_.Close(); }

 private:
  Descriptor read_;
  Descriptor write_;
};

void KillAndReap(pid_t pid) {
  kill(pid, SIGKILL);
  int status;
  for (;;) {
    const pid_t got = waitpid(pid, &status, __WALL);
    if (got == -1 && errno == EINTR) continue;
    if (got == -1 || WIFEXITED(status) || WIFSIGNALED(status)) return;
    ptrace(PTRACE_CONT, pid, nullptr, nullptr);
  }
}

/// A child that is killed with its scope, until somebody else waits for it.
class Fork {
 public:
  explicit Fork(pid_t pid) : pid_(pid) {}
  ~Fork() {
    if (pid_ > 0) KillAndReap(pid_);
  }
  Fork(const Fork&) = delete;
  Fork& operator=(const Fork&) = delete;
  void Release() { pid_ = 0; }

 private:
  pid_t pid_;
};

/// Lets the child run until it has become the program. False where it died before.
bool RunToExec(pid_t pid) {
  for (;;) {
    int status;
    const pid_t got = waitpid(pid, &status, __WALL);
    if (got == -1 && errno == EINTR) continue;
    if (got == -1 || WIFEXITED(status) || WIFSIGNALED(status)) return false;
    if (status >> 8 == (SIGTRAP | PTRACE_EVENT_EXEC << 8)) return true;
    // Any other event is the child's own preparation; a signal is the child's.
    const int event = status >> 16;
    const auto signal = static_cast<uintptr_t>(event != 0 ? 0 : WSTOPSIG(status));
    ptrace(PTRACE_CONT, pid, nullptr, reinterpret_cast<void*>(signal));
  }
}

std::vector<char*> Pointers(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

/// spawn(file, arguments, environment, directory or "", stdin, stdout, stderr, options, randomize): the process id of a child stopped at its exec event.
Value Spawn(const Arguments& arguments) {
  const std::string file = arguments.Text(0, "file");
  auto argument_texts = arguments.Texts(1, "arguments");
  auto environment_texts = arguments.Texts(2, "environment");
  const std::string directory = arguments.Text(3, "directory");
  const auto argument_pointers = Pointers(argument_texts);
  const auto environment_pointers = Pointers(environment_texts);
  Command command{file.c_str(), argument_pointers.data(), environment_pointers.data(),
                  directory.empty() ? nullptr : directory.c_str(), {}, arguments.Boolean(8, "randomize")};
  for (size_t i = 0; i < 3; i++) {
    command.stdio[i] = arguments.Descriptor(4 + i, "stdio");
    if (fcntl(command.stdio[i], F_GETFD) == -1) {
      ThrowErrno("spawn", errno, "stdio descriptor " + std::to_string(command.stdio[i]));
    }
  }
  const auto options = static_cast<uintptr_t>(arguments.Integer(7, "options", 0, INT_MAX));
  if (argument_texts.empty()) ThrowInvalid("spawn", "arguments must have at least the program's name");

  Ends go;
  Ends status;
  ReapAbandoned();
  const pid_t pid = fork();
  if (pid == -1) ThrowErrno("fork", errno, "no process for " + file);
  if (pid == 0) {
    close(go.write());
    Child(command, go.read(), status.write());
  }
  Fork child(pid);
  go.CloseRead();
  status.CloseWrite();
  const uintptr_t with_exec = options | PTRACE_O_TRACEEXEC;
  if (ptrace(PTRACE_SEIZE, pid, nullptr, reinterpret_cast<void*>(with_exec)) != 0) {
    const int number = errno;
    go.CloseWrite();
    ThrowErrno("PTRACE_SEIZE", number, "the child of " + file);
  }
  // MSG_NOSIGNAL is for sockets only; Node ignores SIGPIPE, and a dead child is found below.
  ssize_t ignored = write(go.write(), "", 1);
  static_cast<void>(ignored);

  if (!RunToExec(pid)) {
    child.Release();
    Failure failure;
    ssize_t got;
    do got = read(status.read(), &failure, sizeof failure);
    while (got == -1 && errno == EINTR);
    if (got != static_cast<ssize_t>(sizeof failure)) {
      Throw("died", "spawn", file + " died before it ran", "something else killed the child");
    }
    failure.call[sizeof failure.call - 1] = '\0';
    const bool changing = std::strcmp(failure.call, "chdir") == 0;
    ThrowErrno(failure.call, failure.number, changing ? directory : file);
  }
  // Where the child was killed meanwhile, its end is the next thing that is told of it.
  if (with_exec != options) ptrace(PTRACE_SETOPTIONS, pid, nullptr, reinterpret_cast<void*>(options));
  AddChild(pid, arguments.env());
  child.Release();
  return pid;
}

/// pipe(out): [read end, write end], neither inherited.
Value MakePipe(const Arguments& arguments) {
  const auto [out, room] = arguments.Integers(0, "out");
  if (room != 2) ThrowInvalid("pipe2", "out must have two elements");
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) ThrowErrno("pipe2", errno, "no pipe");
  std::copy_n(ends, 2, out);
  return {};
}

}  // namespace

std::vector<Entry> SpawnFunctions() { return {{"spawn", "spawn", Spawn}, {"pipe", "pipe2", MakePipe}}; }

}  // namespace native_os
