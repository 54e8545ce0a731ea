// Native objects that JavaScript knows by a number.
#pragma once
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "arguments.h"
#include "errors.h"
#include "waker.h"

namespace native_os {

/// Each object belongs to one environment, which its member `env` names, and is found on that one's thread only. Threads of the object's own
/// may hold it longer than it is here. A Numbered lives for ever: threads may use it while the process ends.
template <typename Object>
class Numbered {
 public:
  uint32_t Add(std::shared_ptr<Object> object) {
    const std::lock_guard<std::mutex> lock(mutex_);
    const uint32_t number = last_ + 1;
    all_[number] = std::move(object);
    last_ = number;
    return number;
  }

  /// Adds an object whose member `waker` calls `callback`. Once that is closed, or the environment ends, `close` is called and the object removed.
  uint32_t AddWithWaker(std::shared_ptr<Object> object, Napi::Function callback, const char* resource,
                        void (*close)(Object&) noexcept) {
    const uint32_t number = Add(object);
    const auto forget = [this, number, object, close] {
      close(*object);
      Remove(number);
    };
    try {
      object->waker = Waker::Create(object->env, callback, resource, forget);
    } catch (...) {
      forget();
      throw;
    }
    return number;
  }

  /// The object whose number is arguments[index]. `name` is what refusals call it.
  std::shared_ptr<Object> Find(const Arguments& arguments, size_t index, const char* name) const {
    const auto number = static_cast<uint32_t>(arguments.Integer(index, name, 0, UINT32_MAX));
    const std::lock_guard<std::mutex> lock(mutex_);
    const auto found = all_.find(number);
    if (found == all_.end() || found->second->env != arguments.env()) {
      ThrowInvalid(arguments.call(),
                   std::string("there is no ") + name + " " + std::to_string(number) + " on this JavaScript thread");
    }
    return found->second;
  }

  /// What had the number, if anything.
  std::shared_ptr<Object> Remove(uint32_t number) noexcept {
    const std::lock_guard<std::mutex> lock(mutex_);
    const auto found = all_.find(number);
    if (found == all_.end()) return nullptr;
    const std::shared_ptr<Object> object = std::move(found->second);
    all_.erase(found);
    return object;
  }

  /// Removes those for which `predicate` is true.
  template <typename Predicate>
  void RemoveIf(Predicate predicate) noexcept {
    const std::lock_guard<std::mutex> lock(mutex_);
    for (auto one = all_.begin(); one != all_.end();) one = predicate(*one->second) ? all_.erase(one) : std::next(one);
  }

 private:
  mutable std::mutex mutex_;
  uint32_t last_ = 0;
  std::map<uint32_t, std::shared_ptr<Object>> all_;
};

}  // namespace native_os
