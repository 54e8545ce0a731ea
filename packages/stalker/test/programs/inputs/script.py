"""Regular expressions, digests, compression, big numbers, generators, exceptions, signals."""
import hashlib
import re
import signal
import struct
import sys
import zlib

with open("text.txt", encoding="ascii") as file:
    text = file.read()[:1000]

words = re.findall(r"\b[a-z]{4,7}\b", text)
print({word: words.count(word) for word in sorted(set(words))[:10]})
print(hashlib.sha256(text.encode()).hexdigest())
packed = zlib.compress(text.encode(), 9)
print(len(packed), zlib.crc32(packed), zlib.decompress(packed) == text.encode())


def primes():
    found = []
    candidate = 2
    while True:
        if all(candidate % prime for prime in found):
            found.append(candidate)
            yield candidate
        candidate += 1


print([prime for prime, _ in zip(primes(), range(8))][-5:])
print(struct.pack("<hIdq", -2, 7, 0.1, 1 << 40).hex(), pow(3, 1001, 10**30), 2**200 // 7**20, f"{2 / 3:.5e}")


def fails(depth):
    try:
        if depth == 0:
            raise KeyError("bottom")
        fails(depth - 1)
    finally:
        print("left", depth)


try:
    fails(3)
except KeyError as error:
    print("caught", error)

received = []
signal.signal(signal.SIGUSR1, lambda number, frame: received.append(number))
signal.raise_signal(signal.SIGUSR1)
print(received)
print("to standard error", file=sys.stderr)
sys.exit(4)
