// The addon is one function, `bind(raise, breathe)`, which returns the table of native functions.
//
// `Invoke` is the only callback that JavaScript calls. It is noexcept and looks at every status, because a worker can be terminated, and
// a script's time can be over, at any moment: N-API then refuses whatever it is asked, and the only right answer is to return.
#include <cerrno>
#include <memory>
#include <new>
#include <string>
#include <system_error>

#include "arguments.h"
#include "children.h"
#include "errors.h"
#include "javascript.h"
#include "modules.h"

namespace native_os {

napi_value Value::In(napi_env env) const {
  napi_value value = nullptr;
  switch (kind_) {
    case Kind::kUndefined:
      Check(napi_get_undefined(env, &value));
      break;
    case Kind::kBoolean:
      Check(napi_get_boolean(env, number_ != 0, &value));
      break;
    case Kind::kNumber:
      Check(napi_create_double(env, number_, &value));
      break;
  }
  return value;
}

namespace {

/// What a JavaScript function of the table is made of.
struct Bound {
  const Entry* entry;
  const Binding* binding;
};

napi_value Text(napi_env env, const char* text) {
  napi_value value = nullptr;
  return napi_create_string_utf8(env, text, NAPI_AUTO_LENGTH, &value) == napi_ok ? value : nullptr;
}

/// Has JavaScript throw a NativeOsError. Nothing happens where JavaScript may not run any more. Takes no memory of its own.
void Raise(const Binding& binding, const char* code, const char* call, const char* message, int number,
           const char* hint) noexcept {
  const napi_env env = binding.env;
  napi_value raise = nullptr;
  napi_value receiver = nullptr;
  napi_value error_number = nullptr;
  if (napi_get_reference_value(env, binding.raise, &raise) != napi_ok || raise == nullptr) return;
  if (napi_get_undefined(env, &receiver) != napi_ok) return;
  if (napi_create_double(env, number, &error_number) != napi_ok) return;
  const napi_value fields[] = {Text(env, code), Text(env, call), Text(env, message), error_number, Text(env, hint)};
  for (const napi_value field : fields) {
    if (field == nullptr) return;
  }
  // It throws, so the status is never napi_ok; whatever it is, there is nobody left to tell.
  static_cast<void>(napi_call_function(env, receiver, raise, sizeof fields / sizeof *fields, fields, nullptr));
}

/// Tells JavaScript about the exception that is being handled. Every kind of exception is named here, and none leaves.
void RaiseCurrent(const Binding& binding, const Entry& entry) noexcept {
  try {
    try {
      throw;
    } catch (const OsError& error) {
      Raise(binding, error.code.c_str(), error.call.c_str(), error.message.c_str(), error.number, error.hint.c_str());
    } catch (const JavaScriptRefused& refused) {
      bool pending = false;
      // An exception of the caller's own, as a getter throws it, goes on to the caller.
      if (napi_is_exception_pending(binding.env, &pending) != napi_ok || pending) return;
      const std::string message = std::string(entry.call) + ": N-API status " + std::to_string(refused.status);
      Raise(binding, "internal", entry.call, message.c_str(), 0, "");
    } catch (const std::system_error& error) {
      const int number = error.code().category() == std::generic_category() ? error.code().value() : 0;
      const std::string message = std::string(entry.call) + ": " + error.what();
      Raise(binding, CodeOf(number), entry.call, message.c_str(), number, "");
    } catch (const std::bad_alloc&) {
      throw;
    } catch (const std::exception& error) {
      const std::string message = std::string(entry.call) + ": " + error.what();
      Raise(binding, "internal", entry.call, message.c_str(), 0, "");
    }
  } catch (const std::bad_alloc&) {
    // The texts are constant: there is no memory for others.
    Raise(binding, "out-of-memory", entry.call, "the native code got no memory from the system", ENOMEM,
          "free memory, or raise the limit of this process");
  } catch (...) {
    Raise(binding, "internal", entry.call, "an unknown C++ exception", 0, "");
  }
}

napi_value Invoke(napi_env env, napi_callback_info info) noexcept {
  napi_value values[kMostArguments];
  size_t count = kMostArguments;
  void* data = nullptr;
  if (napi_get_cb_info(env, info, &count, values, nullptr, &data) != napi_ok) return nullptr;
  const auto* bound = static_cast<const Bound*>(data);
  try {
    return bound->entry->implementation(Arguments(*bound->binding, values, bound->entry->call)).In(env);
  } catch (...) {
    RaiseCurrent(*bound->binding, *bound->entry);
    return nullptr;
  }
}

/// What one call of `bind` made, until its environment ends.
struct Bindings {
  Binding binding;
  std::vector<std::vector<Entry>> modules;
  std::vector<Bound> functions;
};

/// Runs on the environment's thread, after its last JavaScript.
void Forget(void* data) noexcept {
  auto* bindings = static_cast<Bindings*>(data);
  // Whatever the statuses are, the environment takes its references with it.
  static_cast<void>(napi_delete_reference(bindings->binding.env, bindings->binding.raise));
  static_cast<void>(napi_delete_reference(bindings->binding.env, bindings->binding.breathe));
  AbandonChildrenOf(bindings->binding.env);
  delete bindings;
}

/// Null with an exception pending, or because the environment is ending.
napi_value MakeTable(napi_env env, const napi_value (&functions)[2]) {
  auto bindings = std::make_unique<Bindings>();
  bindings->binding.env = env;
  bindings->modules = {ChildFunctions(), MemoryFunctions(), NotifierFunctions(),     ProcessFunctions(), RegisterFunctions(),
                       SpawnFunctions(), StreamFunctions(), TraceeMemoryFunctions(), EntryFunctions(),   WaitFunctions()};
  size_t count = 0;
  for (const auto& module : bindings->modules) count += module.size();
  bindings->functions.reserve(count);  // JavaScript functions point into it
  Check(napi_create_reference(env, functions[0], 1, &bindings->binding.raise));
  Check(napi_create_reference(env, functions[1], 1, &bindings->binding.breathe));
  Check(napi_add_env_cleanup_hook(env, Forget, bindings.get()));
  auto* kept = bindings.release();
  napi_value table = nullptr;
  Check(napi_create_object(env, &table));
  for (const auto& module : kept->modules) {
    for (const Entry& entry : module) {
      kept->functions.push_back({&entry, &kept->binding});
      napi_value function = nullptr;
      Check(napi_create_function(env, entry.name, NAPI_AUTO_LENGTH, Invoke, &kept->functions.back(), &function));
      Check(napi_set_named_property(env, table, entry.name, function));
    }
  }
  return table;
}

napi_value Bind(napi_env env, napi_callback_info info) noexcept {
  napi_value functions[2];
  size_t count = 2;
  if (napi_get_cb_info(env, info, &count, functions, nullptr, nullptr) != napi_ok) return nullptr;
  const char* problem = "bind: there is no memory";
  for (const napi_value function : functions) {
    napi_valuetype type = napi_undefined;
    if (napi_typeof(env, function, &type) != napi_ok) return nullptr;
    if (type == napi_function) continue;
    static_cast<void>(napi_throw_type_error(env, nullptr, "bind: two functions are wanted"));
    return nullptr;
  }
  try {
    return MakeTable(env, functions);
  } catch (const JavaScriptRefused&) {
    problem = "bind: N-API refused";
  } catch (...) {
  }
  // Refused as well where the environment is ending, or where an exception is pending already.
  static_cast<void>(napi_throw_error(env, nullptr, problem));
  return nullptr;
}

napi_value Initialise(napi_env env, napi_value exports) noexcept {
  napi_value bind = nullptr;
  if (napi_create_function(env, "bind", NAPI_AUTO_LENGTH, Bind, nullptr, &bind) != napi_ok) return nullptr;
  if (napi_set_named_property(env, exports, "bind", bind) != napi_ok) return nullptr;
  return exports;
}

}  // namespace
}  // namespace native_os

NAPI_MODULE_INIT() { return native_os::Initialise(env, exports); }
