// What each concern offers to the addon's table (addon.cc).
#pragma once
#include <vector>

#include "javascript.h"

namespace native_os {

class Arguments;

using Implementation = Value (*)(const Arguments& arguments);

struct Entry {
  /// What JavaScript calls it.
  const char* name;
  /// What its errors call it: the system call, where it is one.
  const char* call;
  Implementation implementation;
};

std::vector<Entry> ChildFunctions();
std::vector<Entry> MemoryFunctions();
std::vector<Entry> NotifierFunctions();
std::vector<Entry> ProcessFunctions();
std::vector<Entry> RegisterFunctions();
std::vector<Entry> SharedMemoryFunctions();
std::vector<Entry> SpawnFunctions();
std::vector<Entry> StreamFunctions();
std::vector<Entry> TraceeMemoryFunctions();
std::vector<Entry> EntryFunctions();
std::vector<Entry> WaitFunctions();
std::vector<Entry> WordWatchFunctions();

}  // namespace native_os
