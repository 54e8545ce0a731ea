// Blocking connections, for debugger protocols that are spoken with fs.readSync and fs.writeSync.
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstring>
#include <ctime>
#include <memory>

#include "arguments.h"
#include "deadline.h"
#include "descriptor.h"
#include "errors.h"
#include "modules.h"

namespace native_os {

namespace {

/// True once the descriptor is ready for `events`; false after the deadline.
bool Poll(const Arguments& arguments, int descriptor, short events, const Deadline& deadline) {
  pollfd one{descriptor, events, 0};
  for (;;) {
    const int count = poll(&one, 1, deadline.SliceMilliseconds());
    if (count > 0) return true;
    if (count == 0) {
      if (deadline.IsOver()) return false;
      arguments.Breathe();
    } else if (errno != EINTR) ThrowErrno("poll", errno, "descriptor " + std::to_string(descriptor));
  }
}

/// Connects within the deadline. 0, or an errno.
int TryConnect(const Arguments& arguments, const sockaddr* address, socklen_t length, int family,
               const Deadline& deadline, Descriptor* connection) {
  Descriptor made(socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (made.get() < 0) return errno;
  int number = connect(made.get(), address, length) == 0 ? 0 : errno;
  // A unix socket whose backlog is full answers EAGAIN and cannot be polled: it is asked again until the deadline.
  for (int naps = 1; number == EAGAIN && !deadline.IsOver(); naps++) {
    const timespec nap{0, 1000000};
    nanosleep(&nap, nullptr);
    if (naps % kBreathMilliseconds == 0) arguments.Breathe();
    number = connect(made.get(), address, length) == 0 ? 0 : errno;
  }
  if (number == EAGAIN) return ETIMEDOUT;
  if (number == EINPROGRESS || number == EINTR) {
    if (!Poll(arguments, made.get(), POLLOUT, deadline)) return ETIMEDOUT;
    socklen_t size = sizeof number;
    if (getsockopt(made.get(), SOL_SOCKET, SO_ERROR, &number, &size) != 0) return errno;
  }
  if (number != 0) return number;
  const int flags = fcntl(made.get(), F_GETFL);
  if (flags == -1 || fcntl(made.get(), F_SETFL, flags & ~O_NONBLOCK) != 0) return errno;
  connection->Reset(made.Release());
  return 0;
}

Value ConnectTcp(const Arguments& arguments) {
  const std::string host = arguments.Text(0, "host");
  const std::string port = std::to_string(arguments.Integer(1, "port", 1, 65535));
  const auto deadline = Deadline::Milliseconds(arguments.Milliseconds(2, "timeout"));
  addrinfo wanted;
  std::memset(&wanted, 0, sizeof wanted);
  wanted.ai_socktype = SOCK_STREAM;
  addrinfo* list = nullptr;
  const int resolved = getaddrinfo(host.c_str(), port.c_str(), &wanted, &list);
  const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> found(list, freeaddrinfo);
  if (resolved == EAI_SYSTEM || resolved == EAI_MEMORY) {
    ThrowErrno("getaddrinfo", resolved == EAI_MEMORY ? ENOMEM : errno, host);
  }
  if (resolved != 0) {
    Throw("not-found", "getaddrinfo", host + ": " + gai_strerror(resolved), "check the name, or give a numeric address");
  }
  int number = ECONNREFUSED;
  Descriptor connection;
  for (const addrinfo* one = found.get(); one != nullptr; one = one->ai_next) {
    number = TryConnect(arguments, one->ai_addr, one->ai_addrlen, one->ai_family, deadline, &connection);
    if (number == 0) break;
  }
  if (number != 0) ThrowErrno("connect", number, host + ":" + port, "is the server running, and listening there?");
  const int on = 1;
  // Debugger packets are small and each waits for its answer.
  setsockopt(connection.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return connection.Release();
}

Value ConnectUnix(const Arguments& arguments) {
  const std::string path = arguments.Text(0, "path");
  const auto deadline = Deadline::Milliseconds(arguments.Milliseconds(1, "timeout"));
  sockaddr_un address;
  std::memset(&address, 0, sizeof address);
  address.sun_family = AF_UNIX;
  if (path.empty() || path.size() >= sizeof address.sun_path) {
    ThrowInvalid("connect", "path must have 1 to " + std::to_string(sizeof address.sun_path - 1) + " bytes");
  }
  std::memcpy(address.sun_path, path.data(), path.size());
  Descriptor connection;
  const int number = TryConnect(arguments, reinterpret_cast<sockaddr*>(&address), sizeof address, AF_UNIX, deadline,
                                &connection);
  if (number != 0) ThrowErrno("connect", number, path, "is the server running, and listening there?");
  return connection.Release();
}

/// waitReadable(descriptor, timeout): true once a read would not block (data, end or error).
Value WaitReadable(const Arguments& arguments) {
  const int descriptor = arguments.Descriptor(0, "descriptor");
  const auto deadline = Deadline::Milliseconds(arguments.Milliseconds(1, "timeout"));
  if (fcntl(descriptor, F_GETFD) == -1) ThrowErrno("poll", errno, "descriptor " + std::to_string(descriptor));
  return Poll(arguments, descriptor, POLLIN, deadline);
}

}  // namespace

std::vector<Entry> StreamFunctions() {
  return {{"connectTcp", "connect", ConnectTcp},
          {"connectUnix", "connect", ConnectUnix},
          {"waitReadable", "poll", WaitReadable}};
}

}  // namespace native_os
