// What each concern offers to the addon's table (addon.cc).
#pragma once
#include <napi.h>

#include <vector>

namespace native_os {

using Implementation = Napi::Value (*)(const Napi::CallbackInfo&);

struct Entry {
  const char* name;
  Implementation implementation;
};

std::vector<Entry> MemoryFunctions();
std::vector<Entry> NotifierFunctions();
std::vector<Entry> ProcessFunctions();
std::vector<Entry> RegisterFunctions();
std::vector<Entry> SpawnFunctions();
std::vector<Entry> StreamFunctions();
std::vector<Entry> TraceeMemoryFunctions();
std::vector<Entry> EntryFunctions();

}  // namespace native_os
