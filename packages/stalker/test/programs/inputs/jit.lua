-- Loops that LuaJIT compiles to machine code, traces with side exits, calls of and from C.
local ffi = require("ffi")
local bit = require("bit")
ffi.cdef([[
  typedef struct { double x, y; } point;
  int abs(int);
  void qsort(void *, size_t, size_t, int (*)(const int *, const int *));
]])

local total = 0
for index = 1, 20000 do
  total = bit.bxor(bit.rol(total, 3), index)
  if index % 1000 == 0 then total = total + ffi.C.abs(-index) end
end
print("bits", total)

local points = ffi.new("point[100]")
for round = 1, 50 do
  for index = 0, 99 do
    points[index].x = points[index].x + index * 0.5
    points[index].y = points[index].x / (round + 1)
  end
end
print(string.format("points %.6f %.6f", points[99].x, points[50].y))

local function fib(n) return n < 2 and n or fib(n - 1) + fib(n - 2) end
print("fib", fib(14))

local pieces = {}
for index = 1, 500 do
  pieces[#pieces + 1] = (index % 3 == 0) and "fizz" or tostring(index)
end
print("text", #table.concat(pieces), table.concat(pieces):sub(-12))

local numbers = ffi.new("int[64]")
for index = 0, 63 do numbers[index] = (index * 37) % 67 end
local callback = ffi.cast("int (*)(const int *, const int *)", function(a, b) return a[0] - b[0] end)
ffi.C.qsort(numbers, 64, 4, callback)
callback:free()
print("sorted", numbers[0], numbers[1], numbers[62], numbers[63])

local co = coroutine.wrap(function() for index = 1, 200 do coroutine.yield(index * 2) end end)
local sum = 0
for _ = 1, 200 do sum = sum + co() end
print("coroutine", sum, pcall(error, "x"))
print("compiled", jit.status())
os.exit(2)
