/* Runs commands for whoever connects: a line for the shell, whose output goes back, and at last "\nGUEST-EXIT:n\n". Its standard input is empty; if the
   line begins with '<', it is what follows the line. A command whose caller hangs up is killed. Commands begin with the signal dispositions that a login gives, which busybox's own servers do not leave alone. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static char line[65536];

static int read_line(int caller) {
  size_t length = 0;
  for (; length < sizeof line - 1; length++) {
    if (read(caller, line + length, 1) != 1) return -1;
    if (line[length] == '\n') break;
  }
  line[length] = 0;
  return 0;
}

static void serve(int caller) {
  if (read_line(caller) != 0) _exit(0);
  pid_t command = fork();
  if (command == 0) {
    setsid();
    int nothing = open("/dev/null", O_RDONLY);
    dup2(line[0] == '<' ? caller : nothing, 0);
    dup2(caller, 1);
    dup2(caller, 2);
    if (nothing > 2) close(nothing);
    close(caller);
    execl("/bin/sh", "sh", "-c", line[0] == '<' ? line + 1 : line, (char *)NULL);
    _exit(127);
  }
  int status = 0;
  while (waitpid(command, &status, WNOHANG) != command) {
    struct pollfd poll_caller = {.fd = caller, .events = POLLRDHUP};
    if (poll(&poll_caller, 1, 10) > 0) {
      kill(-command, SIGKILL);
      _exit(0);
    }
  }
  dprintf(caller, "\nGUEST-EXIT:%d\n", WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
  _exit(0);
}

int main(int count, char **arguments) {
  int port = count > 1 ? atoi(arguments[1]) : 7;
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  int yes = 1;
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
  if (bind(listener, (struct sockaddr *)&address, sizeof address) != 0 || listen(listener, 16) != 0) {
    perror("agent");
    return 1;
  }
  printf("GUEST-READY\n");
  fflush(stdout);
  for (;;) {
    int caller = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
    if (caller < 0) continue;
    if (fork() == 0) serve(caller);
    close(caller);
    while (waitpid(-1, NULL, WNOHANG) > 0) {
    }
  }
}
