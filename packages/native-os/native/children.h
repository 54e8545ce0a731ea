// The processes that this addon has to wait for: those that it spawned, and what they forked. libuv waits for all other children.
#pragma once
#include <sys/types.h>

#include "javascript.h"

namespace native_os {

/// `owner` is the environment that waits for the process.
void AddChild(pid_t pid, napi_env owner);
bool IsChild(pid_t pid);
/// Its end has been taken.
void RemoveChild(pid_t pid);
/// Nobody traces it any more. A thread takes its end, whenever that comes, so that it does not stay a zombie.
void AbandonChild(pid_t pid);
/// All that belong to an environment, which is ending.
void AbandonChildrenOf(napi_env owner) noexcept;
/// It is traced again.
void ClaimChild(pid_t pid, napi_env owner);
/// Takes the ends of abandoned children that have come already. For a system that had no thread to give.
void ReapAbandoned() noexcept;

}  // namespace native_os
