// The addon is one function, `bind(raise, breathe)`, which returns the table of native functions.
//
// `Invoke` is the only callback that JavaScript calls. It is noexcept and looks at every status, because a worker can be terminated, and
// a script's time can be over, at any moment: N-API then refuses whatever may run JavaScript, and the only right answer is to return.
//
// node-addon-api is the binding layer, without its C++ exceptions. It registers the module, and its types stand for environments, callback
// infos and values. It tells what a value is, and converts values from and to C++. The C functions below these run no JavaScript. They
// fail for a value that is missing or of another kind, and never because the environment is ending; each value's kind is known before
// the value is converted.
//
// Every other C function is called directly, and its status is looked at, since node-addon-api would do one of three things:
// - End Node. Where a C function fails, the wrapper makes an Error of what is pending in JavaScript. At the end of a script's time that is
//   not an object, no Error can be made of it, and Node ends with napi_fatal_error; NODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS does not
//   prevent it. This concerns what may run JavaScript: Function::Call, Object::Get, Object::Set, and ThreadSafeFunction's callback.
//   HandleScope's destructor ends Node wherever its scope was not opened.
// - Drop the status. In an environment that is ending, Function::New, Array::Length and the Error classes give an empty value or 0, and
//   nothing is pending then. Env::IsExceptionPending, GetAndClearPendingException, AddCleanupHook and Reference's destructor drop it always.
// - Throw a plain Error in place of a NativeOsError: ThreadSafeFunction::New, Ref and Unref; ArrayBuffer::New and Detach.
//   The system may have no descriptor for a ThreadSafeFunction, and the JavaScript engine may allow no ArrayBuffer over native memory.
// node-addon-api has no call for napi_is_error, napi_fatal_exception, a text's length alone, and a callback's data alone.
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
#include "shared_memory.h"

namespace native_os {

namespace {

/// Node hands a finalizer one pointer of the addon's choice.
struct Release {
  void (*release)(uint32_t owner) noexcept;
  uint32_t owner;
};

void FinalizeMemory(napi_env, void*, void* hint) noexcept {
  const std::unique_ptr<Release> one(static_cast<Release*>(hint));
  one->release(one->owner);
}

Napi::Value ArrayBufferOver(Napi::Env env, const ExternalMemory& memory) {
  auto hint = std::make_unique<Release>(Release{memory.release, memory.owner});
  napi_value buffer = nullptr;
  const auto [data, size] = std::make_pair(memory.data, memory.size);
  const napi_status status = napi_create_external_arraybuffer(env, data, size, FinalizeMemory, hint.get(), &buffer);
  if (status == napi_ok) {
    hint.release();
    return Napi::Value(env, buffer);
  }
  memory.release(memory.owner);
  if (status == napi_no_external_buffers_allowed) {
    Throw("unsupported", "ArrayBuffer", "this JavaScript engine allows no ArrayBuffer over memory outside of its own",
          "run this in Node: engines with pointer compression or a sandbox, as Electron has, refuse such buffers");
  }
  // Whether Node has kept the finalizer is unknown. The hint stays for it.
  hint.release();
  throw JavaScriptRefused{status};
}

}  // namespace

Napi::Value Value::In(Napi::Env env) const {
  switch (kind_) {
    case Kind::kBoolean:
      return Check(Napi::Boolean::New(env, number_ != 0));
    case Kind::kNumber:
      return Check(Napi::Number::New(env, number_));
    case Kind::kExternalMemory:
      return ArrayBufferOver(env, memory_);
    case Kind::kUndefined:
      break;
  }
  return Check(env.Undefined());
}

namespace {

/// What a JavaScript function of the table is made of.
struct Bound {
  const Entry* entry;
  const Binding* binding;
};

/// Has JavaScript throw a NativeOsError. Nothing happens where JavaScript may not run any more. Takes no memory of its own.
void Raise(const Binding& binding, const char* code, const char* call, const char* message, int number,
           const char* hint) noexcept {
  const Napi::Env env(binding.env);
  napi_value raise = nullptr;
  if (napi_get_reference_value(env, binding.raise, &raise) != napi_ok || raise == nullptr) return;
  const Napi::Value receiver = env.Undefined();
  const napi_value fields[] = {Napi::String::New(env, code), Napi::String::New(env, call), Napi::String::New(env, message),
                               Napi::Number::New(env, number), Napi::String::New(env, hint)};
  if (receiver.IsEmpty()) return;
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
  // The data comes first: CallbackInfo allocates where there are many arguments, and without the binding its failure could not be told.
  void* data = nullptr;
  if (napi_get_cb_info(env, info, nullptr, nullptr, nullptr, &data) != napi_ok) return nullptr;
  const auto* bound = static_cast<const Bound*>(data);
  try {
    const Napi::CallbackInfo arguments(env, info);
    return bound->entry->implementation(Arguments(*bound->binding, arguments, bound->entry->call)).In(arguments.Env());
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
  AbandonSharedMemoryOf(bindings->binding.env);
  delete bindings;
}

/// Throws JavaScriptRefused with an exception pending in JavaScript, or because the environment is ending.
Napi::Object MakeTable(Napi::Env env, Napi::Value raise, Napi::Value breathe) {
  auto bindings = std::make_unique<Bindings>();
  bindings->binding.env = env;
  bindings->modules = {ChildFunctions(),        MemoryFunctions(),       NotifierFunctions(), ProcessFunctions(),
                       RegisterFunctions(),     SharedMemoryFunctions(), SpawnFunctions(),    StreamFunctions(),
                       TraceeMemoryFunctions(), EntryFunctions(),        WaitFunctions(),     WordWatchFunctions()};
  size_t count = 0;
  for (const auto& module : bindings->modules) count += module.size();
  bindings->functions.reserve(count);  // JavaScript functions point into it
  Check(napi_create_reference(env, raise, 1, &bindings->binding.raise));
  Check(napi_create_reference(env, breathe, 1, &bindings->binding.breathe));
  Check(napi_add_env_cleanup_hook(env, Forget, bindings.get()));
  auto* kept = bindings.release();
  const auto table = Check(Napi::Object::New(env));
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
  const char* problem = "bind: there is no memory";
  try {
    const Napi::CallbackInfo arguments(env, info);
    const Napi::Value raise = arguments[0];
    const Napi::Value breathe = arguments[1];
    if (raise.IsFunction() && breathe.IsFunction()) return MakeTable(arguments.Env(), raise, breathe);
    static_cast<void>(napi_throw_type_error(env, nullptr, "bind: two functions are wanted"));
    return nullptr;
  } catch (const JavaScriptRefused&) {
    problem = "bind: N-API refused";
  } catch (...) {
  }
  // Refused as well where the environment is ending, or where an exception is pending already.
  static_cast<void>(napi_throw_error(env, nullptr, problem));
  return nullptr;
}

}  // namespace

/// An empty object with an exception pending, or because the environment is ending.
Napi::Object Initialise(Napi::Env env, Napi::Object exports) noexcept {
  napi_value bind = nullptr;
  if (napi_create_function(env, "bind", NAPI_AUTO_LENGTH, Bind, nullptr, &bind) != napi_ok) return {};
  if (napi_set_named_property(env, exports, "bind", bind) != napi_ok) return {};
  return exports;
}

NODE_API_MODULE(native_os, Initialise)

}  // namespace native_os
