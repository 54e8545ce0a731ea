// Exceptions through frames of C++ and C, destructors on the way, rethrown, carried between functions, out of constructors.
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <typeinfo>
#include <vector>

namespace {

struct Base {
  virtual ~Base() = default;
  virtual int kind() const { return 1; }
};
struct Derived : Base {
  int kind() const override { return 2; }
};

struct Trace {
  explicit Trace(std::string name) : name(std::move(name)) {}
  ~Trace() { std::printf("  left %s%s\n", name.c_str(), std::uncaught_exceptions() > 0 ? " by an exception" : ""); }
  std::string name;
};

[[gnu::noinline]] int descend(int depth) {
  Trace trace("depth " + std::to_string(depth));
  if (depth == 0) throw std::out_of_range("the bottom");
  return descend(depth - 1) + 1;
}

struct Half {
  Trace first{"first half"};
  explicit Half(bool fails) {
    if (fails) throw Derived();
  }
};

int throwing(const void *left, const void *right) {
  static int calls = 0;
  if (++calls == 25) throw calls;
  return *static_cast<const int *>(left) - *static_cast<const int *>(right);
}

int parse(const std::string &text) {
  try {
    return std::stoi(text);
  } catch (const std::invalid_argument &error) {
    throw std::runtime_error("no number: " + text);
  }
}

}  // namespace

int main(int count, char **arguments) {
  try {
    descend(3);
  } catch (const std::logic_error &error) {
    std::printf("caught %s\n", error.what());
  }

  try {
    Half whole(false), broken(true);
  } catch (Base &base) {
    std::printf("caught kind %d, %s\n", base.kind(), dynamic_cast<Derived *>(&base) != nullptr ? "derived" : "base");
  }

  int numbers[64];
  for (int index = 0; index < 64; index++) numbers[index] = (index * 29) % 67;
  try {
    std::qsort(numbers, 64, sizeof *numbers, throwing);
  } catch (int calls) {
    std::printf("caught %d through qsort\n", calls);
  }

  std::map<std::string, int> results;
  for (const char *text : {"12", "x", "-7", "99999999999", "0x10", ""}) {
    try {
      results[text] = parse(text);
    } catch (const std::runtime_error &error) {
      results[error.what()] = -1;
    } catch (const std::exception &error) {
      results[std::string("other ") + error.what()] = -2;
    }
  }
  for (const auto &[name, value] : results) std::printf("%s = %d\n", name.c_str(), value);

  std::exception_ptr carried;
  try {
    std::function<int(int)> call = [&](int value) -> int { return value > 3 ? throw std::string("too far") : call(value + 1); };
    call(0);
  } catch (...) {
    carried = std::current_exception();
  }
  try {
    std::rethrow_exception(carried);
  } catch (const std::string &text) {
    std::printf("carried %s\n", text.c_str());
  }

  int total = 0;
  for (int round = 0; round < 50; round++) {
    try {
      auto owner = std::make_unique<std::vector<int>>(round);
      if (round % 3 == 0) throw round;
      total += static_cast<int>(owner->size());
      (void)owner->at(static_cast<unsigned>(round % 5 == 0 ? round : 0));
    } catch (int value) {
      total += 100 * value;
    } catch (const std::out_of_range &) {
      total += 10000;
    }
  }
  std::printf("total %d\n", total);
  std::fflush(stdout);

  if (count > 1) {
    Trace never("main");
    throw std::runtime_error(arguments[1]);
  }
  return 6;
}
