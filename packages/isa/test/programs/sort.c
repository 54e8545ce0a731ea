typedef int (*compare_function)(const void *, const void *);
extern void *memcpy(void *, const void *, unsigned);

static void swap(char *a, char *b, unsigned size) {
  while (size--) {
    char t = *a;
    *a++ = *b;
    *b++ = t;
  }
}

void quick_sort(void *base, unsigned count, unsigned size, compare_function compare) {
  char *items = base;
  while (count > 1) {
    unsigned store = 0;
    swap(items + (count / 2) * size, items + (count - 1) * size, size);
    for (unsigned i = 0; i + 1 < count; i++)
      if (compare(items + i * size, items + (count - 1) * size) < 0) swap(items + i * size, items + store++ * size, size);
    swap(items + store * size, items + (count - 1) * size, size);
    quick_sort(items, store, size, compare);
    items += (store + 1) * size;
    count -= store + 1;
  }
}

struct entry {
  short key;
  unsigned char flags;
  signed char weight;
  long long value;
};

int compare_entries(const void *a, const void *b) {
  const struct entry *x = a, *y = b;
  if (x->key != y->key) return x->key < y->key ? -1 : 1;
  if (x->value != y->value) return x->value < y->value ? -1 : 1;
  return x->weight - y->weight;
}

struct entry table[64] = {{1, 2, -3, 0x123456789abcLL}, {-4, 5, 6, -1}};

void sort_table(void) { quick_sort(table, 64, sizeof(struct entry), compare_entries); }
