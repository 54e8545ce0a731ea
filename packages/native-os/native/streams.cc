// Blocking connections, for debugger protocols that are spoken with fs.readSync and fs.writeSync.
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstring>
#include <ctime>

#include "arguments.h"
#include "errors.h"
#include "modules.h"

namespace native_os {

namespace {

int64_t NowMilliseconds() {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<int64_t>(now.tv_sec) * 1000 + now.tv_nsec / 1000000;
}

class Deadline {
 public:
  explicit Deadline(int64_t milliseconds) : end_(milliseconds < 0 ? -1 : NowMilliseconds() + milliseconds) {}
  /// What poll wants: -1 for ever.
  int Left() const {
    if (end_ < 0) return -1;
    const int64_t left = end_ - NowMilliseconds();
    return left < 0 ? 0 : left > INT_MAX ? INT_MAX : static_cast<int>(left);
  }

 private:
  int64_t end_;
};

/// True once `events` can be had; false after the deadline.
bool Poll(int descriptor, short events, const Deadline& deadline) {
  pollfd one{descriptor, events, 0};
  for (;;) {
    const int count = poll(&one, 1, deadline.Left());
    if (count > 0) return true;
    if (count == 0) return false;
    if (errno != EINTR) ThrowErrno("poll", errno, "descriptor " + std::to_string(descriptor));
  }
}

/// Connects within the deadline. 0, or an errno with the socket closed.
int TryConnect(const sockaddr* address, socklen_t length, int family, const Deadline& deadline, int* descriptor) {
  const int made = socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (made < 0) return errno;
  int number = 0;
  if (connect(made, address, length) != 0) {
    number = errno;
    // A unix socket whose backlog is full answers EAGAIN and cannot be polled: it is asked again until the deadline.
    while (number == EAGAIN && deadline.Left() != 0) {
      const timespec nap{0, 1000000};
      nanosleep(&nap, nullptr);
      number = connect(made, address, length) == 0 ? 0 : errno;
    }
    if (number == EAGAIN) number = ETIMEDOUT;
    if (number == EINPROGRESS || number == EINTR) {
      socklen_t size = sizeof number;
      if (!Poll(made, POLLOUT, deadline)) {
        number = ETIMEDOUT;
      } else if (getsockopt(made, SOL_SOCKET, SO_ERROR, &number, &size) != 0) {
        number = errno;
      }
    }
  }
  if (number == 0 && fcntl(made, F_SETFL, fcntl(made, F_GETFL) & ~O_NONBLOCK) != 0) number = errno;
  if (number != 0) {
    close(made);
    return number;
  }
  *descriptor = made;
  return 0;
}

Napi::Value ConnectTcp(const Napi::CallbackInfo& info) {
  const Arguments arguments(info, "connect");
  const std::string host = arguments.Text(0, "host");
  const std::string port = std::to_string(arguments.Integer(1, "port", 1, 65535));
  const Deadline deadline(arguments.Milliseconds(2, "timeout"));
  addrinfo wanted;
  std::memset(&wanted, 0, sizeof wanted);
  wanted.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  const int resolved = getaddrinfo(host.c_str(), port.c_str(), &wanted, &found);
  if (resolved != 0) {
    Throw("not-found", "getaddrinfo", host + ": " + gai_strerror(resolved), "check the name, or give a numeric address");
  }
  int number = ECONNREFUSED;
  int descriptor = -1;
  for (const addrinfo* one = found; one != nullptr; one = one->ai_next) {
    number = TryConnect(one->ai_addr, one->ai_addrlen, one->ai_family, deadline, &descriptor);
    if (number == 0) break;
  }
  freeaddrinfo(found);
  if (number != 0) ThrowErrno("connect", number, host + ":" + port, "is the server running, and listening there?");
  const int on = 1;
  // Debugger packets are small and each waits for its answer.
  setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return Napi::Number::New(info.Env(), descriptor);
}

Napi::Value ConnectUnix(const Napi::CallbackInfo& info) {
  const Arguments arguments(info, "connect");
  const std::string path = arguments.Text(0, "path");
  const Deadline deadline(arguments.Milliseconds(1, "timeout"));
  sockaddr_un address;
  std::memset(&address, 0, sizeof address);
  address.sun_family = AF_UNIX;
  if (path.empty() || path.size() >= sizeof address.sun_path) {
    ThrowInvalid("connect", "path must have 1 to " + std::to_string(sizeof address.sun_path - 1) + " bytes");
  }
  std::memcpy(address.sun_path, path.data(), path.size());
  int descriptor = -1;
  const int number =
      TryConnect(reinterpret_cast<sockaddr*>(&address), sizeof address, AF_UNIX, deadline, &descriptor);
  if (number != 0) ThrowErrno("connect", number, path, "is the server running, and listening there?");
  return Napi::Number::New(info.Env(), descriptor);
}

/// waitReadable(descriptor, timeout): true once a read would not block (data, end or error).
Napi::Value WaitReadable(const Napi::CallbackInfo& info) {
  const Arguments arguments(info, "poll");
  const int descriptor = arguments.Descriptor(0, "descriptor");
  const Deadline deadline(arguments.Milliseconds(1, "timeout"));
  if (fcntl(descriptor, F_GETFD) == -1) ThrowErrno("poll", errno, "descriptor " + std::to_string(descriptor));
  return Napi::Boolean::New(info.Env(), Poll(descriptor, POLLIN, deadline));
}

}  // namespace

std::vector<Entry> StreamFunctions() {
  return {{"connectTcp", ConnectTcp}, {"connectUnix", ConnectUnix}, {"waitReadable", WaitReadable}};
}

}  // namespace native_os
