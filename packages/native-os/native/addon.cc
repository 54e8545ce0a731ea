// The addon is one function, `bind(NativeOsError)`: it returns the table of native functions, whose errors are made by that class.
#include <napi.h>

#include "arguments.h"
#include "errors.h"
#include "modules.h"

namespace native_os {
namespace {

/// One per call of `bind`: both the ESM and the CommonJS build of the package may be loaded, each with its own error class.
struct Binding {
  Napi::FunctionReference error_class;
};

struct Bound {
  Implementation implementation;
  Binding* binding;
};

/// Calls the implementation; an OsError becomes an instance of the JavaScript class.
Napi::Value Guarded(const Napi::CallbackInfo& info) {
  const auto* bound = static_cast<Bound*>(info.Data());
  try {
    return bound->implementation(info);
  } catch (const OsError& error) {
    const Napi::Env env = info.Env();
    auto fields = Napi::Object::New(env);
    fields.Set("code", error.code);
    fields.Set("call", error.call);
    fields.Set("message", error.message);
    if (error.number != 0) fields.Set("errno", error.number);
    if (!error.hint.empty()) fields.Set("hint", error.hint);
    throw Napi::Error(env, bound->binding->error_class.New({fields}));
  }
}

Napi::Value Bind(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  if (!info[0].IsFunction()) throw Napi::TypeError::New(env, "bind: the error class must be a function");
  auto* binding = new Binding{Napi::Persistent(info[0].As<Napi::Function>())};
  env.AddCleanupHook([](Binding* b) { delete b; }, binding);
  auto table = Napi::Object::New(env);
  for (const auto& functions :
       {MemoryFunctions(), NotifierFunctions(), ProcessFunctions(), RegisterFunctions(), SpawnFunctions(),
        StreamFunctions(), TraceeMemoryFunctions(), EntryFunctions()}) {
    for (const Entry& entry : functions) {
      auto* bound = new Bound{entry.implementation, binding};
      env.AddCleanupHook([](Bound* b) { delete b; }, bound);
      table.Set(entry.name, Napi::Function::New(env, Guarded, entry.name, bound));
    }
  }
  return table;
}

Napi::Object Initialise(Napi::Env env, Napi::Object exports) {
  exports.Set("bind", Napi::Function::New(env, Bind, "bind"));
  return exports;
}

}  // namespace
}  // namespace native_os

static Napi::Object InitialiseModule(Napi::Env env, Napi::Object exports) {
  return native_os::Initialise(env, exports);
}

NODE_API_MODULE(native_os, InitialiseModule)
