# Blocks, exceptions, big numbers, regular expressions, fibers, threads of the interpreter, and garbage.
squares = (1..20).map { |x| x * x }
puts squares.inspect, squares.sum, 7**100
words = {}
text = File.read("text.txt")
text.scan(/\w+/) { |word| words[word.downcase] = words.fetch(word.downcase, 0) + 1 }
puts words.sort_by { |word, count| [-count, word] }.first(5).inspect
def deep(level) = level.zero? ? raise(ArgumentError, "far down") : deep(level - 1)
begin
  deep(50)
rescue ArgumentError => error
  puts error.message
ensure
  puts "unwound"
end
numbers = Fiber.new { 5.times { |x| Fiber.yield x }; nil }
while (number = numbers.resume) do print number, " " end
puts
puts Thread.new { Array.new(2000) { |x| x.to_s }.join.size }.value
20.times { Array.new(1000) { "garbage" * 3 } }
puts format("%.10f", Math.sin(1) ** 2 + Math.cos(1) ** 2)
exit 3
