"""Threads, and code that libffi makes for callbacks from C."""
import ctypes
import threading

compare = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_int), ctypes.POINTER(ctypes.c_int))
numbers = (ctypes.c_int * 20)(*[(number * 37) % 101 for number in range(20)])
ctypes.CDLL("libc.so.6").qsort(numbers, 20, ctypes.sizeof(ctypes.c_int), compare(lambda a, b: a[0] - b[0]))
print(list(numbers))

results = {}


def work(number):
    results[number] = sum(index * number for index in range(50))


threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sorted(results.items()))
