extern void *malloc(unsigned);
extern void free(void *);
unsigned length(const char *s) {
  const char *p = s;
  while (*p) p++;
  return p - s;
}

char *find(const char *text, const char *part) {
  for (; *text; text++) {
    const char *a = text, *b = part;
    while (*b && *a == *b) a++, b++;
    if (!*b) return (char *)text;
  }
  return 0;
}

int to_number(const char *s, int base) {
  int sign = 1, n = 0;
  while (*s == ' ' || (*s >= '\t' && *s <= '\r')) s++;
  if (*s == '-') sign = -1, s++;
  for (;; s++) {
    int digit = *s >= '0' && *s <= '9' ? *s - '0' : *s >= 'a' && *s <= 'z' ? *s - 'a' + 10 : *s >= 'A' && *s <= 'Z' ? *s - 'A' + 10 : 99;
    if (digit >= base) return sign * n;
    n = n * base + digit;
  }
}

char *reverse(const char *s) {
  unsigned n = length(s);
  char *r = malloc(n + 1);
  if (!r) return 0;
  for (unsigned i = 0; i < n; i++) r[i] = s[n - 1 - i];
  r[n] = 0;
  return r;
}

static char buffer[100];
char *const words[] = {"alpha", "beta", "gamma\n", "", buffer, buffer + 7};
short counts[5] = {1, -2, 3};

char *format(unsigned n) {
  char *p = buffer + sizeof buffer;
  *--p = 0;
  do *--p = '0' + n % 10;
  while (n /= 10);
  for (int i = 0; i < 6; i++) counts[i % 5] += words[i][0];
  return p;
}
