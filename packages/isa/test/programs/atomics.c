static int lock;
int counter;
long long total;
void acquire(void) {
  while (__atomic_exchange_n(&lock, 1, __ATOMIC_ACQUIRE))
    ;
}
void release(void) { __atomic_store_n(&lock, 0, __ATOMIC_RELEASE); }
int add(int n) { return __atomic_fetch_add(&counter, n, __ATOMIC_SEQ_CST); }
_Bool replace(int *p, int *expected, int desired) {
  return __atomic_compare_exchange_n(p, expected, desired, 0, __ATOMIC_SEQ_CST, __ATOMIC_RELAXED);
}
unsigned char set_bits(unsigned char *p, unsigned char bits) { return __atomic_or_fetch(p, bits, __ATOMIC_ACQ_REL); }
long long add_wide(long long n) { return __atomic_add_fetch(&total, n, __ATOMIC_SEQ_CST); }
int thread_pointer(void) {
  int r;
  __asm__("mrc p15, 0, %0, c13, c0, 3" : "=r"(r));
  return r;
}
int saturate(int a, int b) {
  int r;
  __asm__("qadd %0, %1, %2" : "=r"(r) : "r"(a), "r"(b));
  return r;
}
void barriers(void) {
  __asm__ volatile("dmb ish\n\tdsb sy\n\tisb" ::: "memory");
  __builtin_prefetch(&counter);
}
