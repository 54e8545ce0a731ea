/*
 * Calls functions of real libraries where the dynamic loader put them, and moved, with the same inputs, and compares what they do.
 *
 * Usage: host LIBRARY REFERENCE SEED ROUNDS. On standard output a line `base ADDRESS` where REFERENCE, an exported function, is. On
 * standard input, words of 32 bits:
 *
 *   count, then for each piece of moved code: address, size, bytes padded to words
 *   count, then for each test: number of the test, address of the function at home, address of the moved function (both with bit 0 for T32)
 *
 * Then a line for each test: `equal NUMBER ROUNDS` or `different NUMBER ROUND`.
 *
 * Built without the C library's headers and start files, so that one compiler does for both float ABIs; see host.ts.
 */
typedef unsigned int uint32_t;
typedef unsigned char uint8_t;
typedef unsigned int size_t;
typedef long ssize_t;

extern void *dlopen(const char *, int);
extern void *dlsym(void *, const char *);
extern char *dlerror(void);
extern int printf(const char *, ...);
extern int fflush(void *);
extern ssize_t read(int, void *, size_t);
extern void *mmap(void *, size_t, int, int, int, long);
extern void *malloc(size_t);
extern void free(void *);
extern void exit(int) __attribute__((noreturn));
extern unsigned long strtoul(const char *, char **, int);
extern int snprintf(char *, size_t, const char *, ...);
extern void *memcpy(void *, const void *, size_t);
extern void *memset(void *, int, size_t);
extern int memcmp(const void *, const void *, size_t);
extern int *__errno_location(void);

/* ---- random inputs, the same for both ---- */

static uint32_t state;
static uint32_t word(void) {
  state = state * 1664525u + 1013904223u;
  uint32_t mixed = state ^ (state >> 15);
  return mixed * 0x2c1b3c6du ^ (mixed >> 13);
}
static uint32_t below(uint32_t limit) { return word() % limit; }

/* What a call did: all of it goes into here, byte by byte. */
static uint8_t trace[1 << 16];
static size_t traced;
static void note(const void *bytes, size_t size) {
  if (traced + size > sizeof trace) size = sizeof trace - traced;
  memcpy(trace + traced, bytes, size);
  traced += size;
}
static void note_word(uint32_t value) { note(&value, sizeof value); }

static uint8_t input[8192], output[8192];
static void fill(uint8_t *bytes, size_t size) {
  for (size_t i = 0; i < size; i++) bytes[i] = word();
}

/* ---- the tests: each calls `function` once, with inputs from word() ---- */

static size_t element;
static int compare(const void *a, const void *b) { return memcmp(a, b, element); }
static int compare_first(const void *a, const void *b) { return *(const uint8_t *)a - *(const uint8_t *)b; }

static void test_qsort(void *function) {
  static const uint8_t sizes[] = {1, 2, 3, 4, 5, 8, 12, 16, 20, 40};
  element = sizes[below(sizeof sizes)];
  size_t count = below(100);
  fill(input, element * count);
  if (below(3) == 0) for (size_t i = 0; i < element * count; i++) input[i] &= 3;
  ((void (*)(void *, size_t, size_t, int (*)(const void *, const void *)))function)(
      input, count, element, below(2) ? compare : compare_first);
  note(input, element * count);
}

/* A hole in sorted bytes, to be found or not. */
static void test_bsearch(void *function) {
  size_t count = 1 + below(200);
  for (size_t i = 0; i < count; i++) input[i] = i;
  uint8_t key = below(256);
  element = 1;
  uint8_t *found = ((void *(*)(const void *, const void *, size_t, size_t, int (*)(const void *, const void *)))function)(
      &key, input, count, 1, compare);
  note_word(found == 0 ? -1 : found - input);
}

static void test_copy(void *function) {
  fill(input, sizeof input);
  fill(output, sizeof output);
  size_t size = below(2) ? below(64) : below(3000);
  uint8_t *to = output + below(64);
  void *got = ((void *(*)(void *, const void *, size_t))function)(to, input + below(64), size);
  note_word((uint8_t *)got - to);
  note(output, 3200);
}

static void test_move(void *function) {
  fill(input, sizeof input);
  size_t size = below(2) ? below(64) : below(2000);
  uint8_t *to = input + below(3000);
  void *got = ((void *(*)(void *, const void *, size_t))function)(to, input + below(3000), size);
  note_word((uint8_t *)got - to);
  note(input, 5100);
}

static void test_set(void *function) {
  fill(output, 3200);
  ((void *(*)(void *, int, size_t))function)(output + below(64), word(), below(2) ? below(40) : below(3000));
  note(output, 3200);
}

/* Text without zeros but at its end. */
static char *text(size_t most) {
  size_t size = below(most);
  char *start = (char *)input + below(16);
  for (size_t i = 0; i < size; i++) start[i] = below(8) ? 'a' + below(3) : 1 + below(255);
  start[size] = 0;
  return start;
}

static void test_length(void *function) { note_word(((size_t(*)(const char *))function)(text(600))); }

static void test_search(void *function) {
  char *start = text(600);
  char *found = ((char *(*)(const char *, int))function)(start, below(8) ? 'a' + below(26) : 0);
  note_word(found == 0 ? -1 : found - start);
}

static void test_compare(void *function) {
  char *a = text(300);
  memcpy(output, a, 400);
  if (below(2)) output[below(300)] = 'a' + below(3);
  int got = ((int (*)(const char *, const char *))function)(a, (char *)output);
  note_word((got > 0) - (got < 0));
}

static void number(char *to) {
  static const char *const odd[] = {"inf", "-nan", "0x1.8p-3", "1e400", "-1e-400", "4.9e-324", "2.2250738585072011e-308", "", ".", "e5", "0x", " +17z"};
  if (below(5) == 0) {
    const char *from = odd[below(sizeof odd / sizeof *odd)];
    while ((*to++ = *from++) != 0);
    return;
  }
  if (below(2)) *to++ = '-';
  for (uint32_t digits = below(25); digits > 0; digits--) *to++ = '0' + below(10);
  if (below(2)) *to++ = '.';
  for (uint32_t digits = below(25); digits > 0; digits--) *to++ = '0' + below(10);
  if (below(2)) {
    *to++ = 'e';
    if (below(2)) *to++ = '-';
    if (below(2)) *to++ = '0' + below(4);
    *to++ = '0' + below(10);
    *to++ = '0' + below(10);
  }
  *to = 0;
}

static void test_strtod(void *function) {
  number((char *)input);
  char *end;
  *__errno_location() = 0;
  double got = ((double (*)(const char *, char **))function)((char *)input, &end);
  note(&got, sizeof got);
  note_word(end - (char *)input);
  note_word(*__errno_location());
}

static void test_strtol(void *function) {
  number((char *)input);
  char *end;
  *__errno_location() = 0;
  note_word(((long (*)(const char *, char **, int))function)((char *)input, &end, below(4) ? 10 : 0));
  note_word(end - (char *)input);
  note_word(*__errno_location());
}

static void test_snprintf(void *function) {
  int (*print)(char *, size_t, const char *, ...) = (int (*)(char *, size_t, const char *, ...))function;
  union { uint32_t words[2]; double value; } any = {{word(), word()}};
  if (below(2)) any.value = (int)word() / 1024.0;
  memset(output, 0x55, 600);
  size_t most = below(4) ? 600 : below(60);
  int got;
  switch (below(5)) {
    case 0: got = print((char *)output, most, "%d %u %x|%-12d|%+08d", word(), word(), word(), below(1000), below(1000)); break;
    case 1: got = print((char *)output, most, "%.17g %e %a", any.value, any.value, any.value); break;
    case 2: got = print((char *)output, most, "%s|%.3s|%10s|%c", text(100), "moved", "code", 'x'); break;
    case 3: got = print((char *)output, most, "%*d %.*f %%", below(20), word(), below(10), any.value); break;
    default: got = print((char *)output, most, "%llx %o %hhd %p", (unsigned long long)word() << below(32), word(), word(), (void *)word()); break;
  }
  note_word(got);
  note(output, 600);
}

static void test_math(void *function) {
  union { uint32_t words[2]; double value; } any = {{word(), word()}};
  if (below(4)) any.value = (int)word() / (double)(1u << below(31));
  double got = ((double (*)(double))function)(any.value);
  note(&got, sizeof got);
}

static void test_math2(void *function) {
  double x = (int)word() / (double)(1u << below(31)), y = (int)word() / (double)(1u << below(31));
  double got = ((double (*)(double, double))function)(x, y);
  note(&got, sizeof got);
}

static void test_digest(void *function) {
  size_t size = below(2) ? below(300) : below(4000);
  fill(input, size);
  memset(output, 0, 64);
  ((uint8_t *(*)(const uint8_t *, size_t, uint8_t *))function)(input, size, output);
  note(output, 64);
}

/* SHA-256 over whole blocks: a state of eight words, then the blocks. */
static void test_sha256_blocks(void *function) {
  uint32_t context[32];
  fill((uint8_t *)context, sizeof context);
  size_t blocks = 1 + below(8);
  fill(input, 64 * blocks);
  ((void (*)(void *, const void *, size_t))function)(context, input, blocks);
  note(context, sizeof context);
}

static void test_checksum(void *function) {
  size_t size = below(3000);
  fill(input, size);
  note_word(((unsigned long (*)(unsigned long, const uint8_t *, unsigned))function)(word(), input, size));
}

/* zlib's compress(to, &size, from, size). */
static void test_compress(void *function) {
  size_t size = below(3000);
  for (size_t i = 0; i < size; i++) input[i] = below(4) ? 'a' + below(4) : below(256);
  unsigned long got = sizeof output;
  note_word(((int (*)(uint8_t *, unsigned long *, const uint8_t *, unsigned long))function)(output, &got, input, size));
  note_word(got);
  note(output, got);
}

static void (*const tests[])(void *) = {
    test_qsort,   test_bsearch, test_copy,   test_move,     test_set,   test_length, test_search,        test_compare,  test_strtod,
    test_strtol,  test_snprintf, test_math,  test_math2,    test_digest, test_sha256_blocks, test_checksum, test_compress,
};

/* ---- what comes in ---- */

static void get(void *to, size_t size) {
  for (size_t done = 0; done < size;) {
    ssize_t got = read(0, (uint8_t *)to + done, size - done);
    if (got <= 0) exit(3);
    done += got;
  }
}
static uint32_t get_word(void) {
  uint32_t value;
  get(&value, sizeof value);
  return value;
}

static void load_code(void) {
  uint32_t address = get_word(), size = get_word();
  uint32_t start = address & -4096u, end = (address + size + 4095) & -4096u;
  /* Private, anonymous and at this address. */
  void *got = mmap((void *)start, end - start, 7, 0x32, -1, 0);
  if (got != (void *)start) {
    printf("cannot map %x\n", start);
    exit(3);
  }
  get((void *)address, (size + 3) & ~3u);
  __builtin___clear_cache((char *)address, (char *)address + size);
}

static void run(uint32_t seed, uint32_t rounds) {
  static uint8_t expected[sizeof trace];
  uint32_t test = get_word();
  void *home = (void *)get_word(), *moved = (void *)get_word();
  for (uint32_t round = 0; round < rounds; round++) {
    state = seed + round;
    traced = 0;
    tests[test](home);
    size_t size = traced;
    memcpy(expected, trace, size);
    state = seed + round;
    traced = 0;
    tests[test](moved);
    if (traced != size || memcmp(expected, trace, size) != 0) {
      printf("different %u %u\n", test, round);
      return;
    }
  }
  printf("equal %u %u\n", test, rounds);
}

int main(int argc, char **argv) {
  if (argc != 5) return 2;
  void *library = dlopen(argv[1], 2);
  void *reference = library == 0 ? 0 : dlsym(library, argv[2]);
  if (reference == 0) {
    printf("%s\n", dlerror());
    return 3;
  }
  printf("base %x\n", (uint32_t)reference);
  fflush(0);
  for (uint32_t count = get_word(); count > 0; count--) load_code();
  uint32_t seed = strtoul(argv[3], 0, 10), rounds = strtoul(argv[4], 0, 10);
  for (uint32_t count = get_word(); count > 0; count--) {
    run(seed, rounds);
    fflush(0);
  }
  return 0;
}
