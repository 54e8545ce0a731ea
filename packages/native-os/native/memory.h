// Memory of this process.
#pragma once
#include <cstddef>
#include <cstdint>

namespace native_os {

/// Copies from or to this process without ever faulting: bytes that were copied; fewer than `size` where memory is not accessible.
size_t CopyFromSelf(uintptr_t address, void* to, size_t size);
size_t CopyToSelf(uintptr_t address, const void* from, size_t size);

/// Makes code that was written visible to the instruction fetch. False where the range is not mapped.
bool ClearCache(uintptr_t address, size_t size);

}  // namespace native_os
