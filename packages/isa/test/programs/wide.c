typedef long long i64;
typedef unsigned long long u64;
i64 multiply(i64 a, i64 b) { return a * b; }
u64 shift(u64 a, int n) { return (a << n) ^ (a >> (n & 31)); }
i64 divide(i64 a, i64 b) { return a / b + a % b; }
u64 gcd(u64 a, u64 b) {
  while (b) {
    u64 t = a % b;
    a = b;
    b = t;
  }
  return a;
}
int compare(i64 a, i64 b) { return (a > b) - (a < b); }
u64 power(u64 base, unsigned e, u64 m) {
  u64 r = 1;
  for (; e; e >>= 1) {
    if (e & 1) r = r * base % m;
    base = base * base % m;
  }
  return r;
}
u64 pieces(unsigned char *p) {
  u64 r = 0;
  for (int i = 7; i >= 0; i--) r = r << 8 | p[i];
  return __builtin_bswap64(r) + __builtin_clz((unsigned)r | 1) + __builtin_popcount(p[0]);
}
static u64 seed = 0x9e3779b97f4a7c15ULL;
u64 random64(void) {
  seed ^= seed << 13;
  seed ^= seed >> 7;
  seed ^= seed << 17;
  return seed;
}
struct packed {
  unsigned a : 3, b : 7, c : 22;
  int d : 5, e : 27;
} __attribute__((packed));
int fields(struct packed *p, int v) {
  p->b = v;
  p->d += 3;
  return p->c + p->e - p->a;
}
