struct node {
  struct node *next, *previous;
  int key;
  void (*visit)(struct node *);
};
extern struct node *allocate(void);
struct node *head, *tail;
int total;

void append(int key) {
  struct node *n = allocate();
  n->key = key;
  n->next = 0;
  n->previous = tail;
  if (tail) tail->next = n;
  else head = n;
  tail = n;
}

void remove_all(int key) {
  for (struct node *n = head; n;) {
    struct node *next = n->next;
    if (n->key == key) {
      *(n->previous ? &n->previous->next : &head) = next;
      *(next ? &next->previous : &tail) = n->previous;
    }
    n = next;
  }
}

static void count(struct node *n) { total += n->key; }

void each(void) {
  for (struct node *n = head; n; n = n->next) (n->visit ? n->visit : count)(n);
}

struct node *merge(struct node *a, struct node *b) {
  struct node first, *last = &first;
  while (a && b) {
    struct node **less = a->key <= b->key ? &a : &b;
    last->next = *less;
    last = *less;
    *less = (*less)->next;
  }
  last->next = a ? a : b;
  return first.next;
}

int depth(struct node *n) { return n ? 1 + (depth(n->next) > depth(n->previous) ? depth(n->next) : depth(n->previous)) : 0; }
