# Half a second of Python's own work under the emulator.
total = 0
table = {}
for i in range(60000):
    total += i * i % 7
    table[i % 997] = table.get(i % 997, 0) + i
words = sorted(str(n * 7919 % 20011) for n in range(8000))
print(total, sum(table.values()), words[0], words[-1], len(",".join(words)))
