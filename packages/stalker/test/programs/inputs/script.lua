-- Closures, coroutines, errors, patterns, sorting, metatables, the collector.
local function generator(limit)
  return coroutine.wrap(function()
    for value = 1, limit do
      coroutine.yield(value * value)
    end
  end)
end

local total = 0
for square in generator(50) do
  total = total + square
end
print("squares", total)

local words, order = {}, {}
for line in io.lines("text.txt") do
  for word in line:gmatch("%a+") do
    if not words[word] then
      words[word] = 0
      order[#order + 1] = word
    end
    words[word] = words[word] + 1
  end
end
table.sort(order, function(a, b)
  if words[a] ~= words[b] then return words[a] > words[b] end
  return a < b
end)
for index = 1, 8 do
  print(order[index], words[order[index]])
end

local Vector = {}
Vector.__index = Vector
Vector.__add = function(a, b) return setmetatable({ a[1] + b[1], a[2] + b[2] }, Vector) end
Vector.__tostring = function(v) return string.format("(%.2f, %.2f)", v[1], v[2]) end
local sum = setmetatable({ 0, 0 }, Vector)
for index = 1, 40 do
  sum = sum + setmetatable({ math.sin(index), index / 3 }, Vector)
end
print(tostring(sum))

print(pcall(function() error({ code = 7 }) end) == false)
print(select(2, pcall(error, "plain", 0)))
print(select("#", pcall(string.rep)), select(2, xpcall(function() local nothing; return nothing.field end, function(text) return (text:gsub("^.-:", "")) end)))
print(("x"):rep(10, "-"), ("%5d|%-5s|%x|%q"):format(42, "ab", 255, "a\nb"))

local junk
for round = 1, 60 do
  junk = { junk and junk[1], ("item"):rep(round % 20), function() return round end }
end
collectgarbage()
print(collectgarbage("count") > 0, junk[3]())
print(string.pack("<i4d", -5, 1.5):byte(1, -1))
io.stderr:write("to standard error\n")
os.exit(3, true)
