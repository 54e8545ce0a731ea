struct tree {
  struct tree *child[2];
  unsigned short height;
  unsigned key;
};
extern void *malloc(unsigned);
extern void abort(void) __attribute__((noreturn));

static int height(const struct tree *t) { return t ? t->height : 0; }

static struct tree *rotate(struct tree *t, int side) {
  struct tree *up = t->child[!side];
  t->child[!side] = up->child[side];
  up->child[side] = t;
  for (int i = 0; i < 2; i++) {
    struct tree *each = i ? up : t;
    int left = height(each->child[0]), right = height(each->child[1]);
    each->height = 1 + (left > right ? left : right);
  }
  return up;
}

struct tree *insert(struct tree *t, unsigned key) {
  if (!t) {
    t = malloc(sizeof *t);
    if (!t) abort();
    *t = (struct tree){{0, 0}, 1, key};
    return t;
  }
  if (key == t->key) return t;
  int side = key > t->key;
  t->child[side] = insert(t->child[side], key);
  int balance = height(t->child[1]) - height(t->child[0]);
  if (balance > 1 || balance < -1) {
    side = balance > 0;
    struct tree *child = t->child[side];
    if (height(child->child[side]) < height(child->child[!side])) t->child[side] = rotate(child, side);
    return rotate(t, !side);
  }
  int left = height(t->child[0]), right = height(t->child[1]);
  t->height = 1 + (left > right ? left : right);
  return t;
}

unsigned sum(const struct tree *t, unsigned least, unsigned most) {
  if (!t) return 0;
  unsigned r = t->key >= least && t->key <= most ? t->key : 0;
  if (t->key > least) r += sum(t->child[0], least, most);
  if (t->key < most) r += sum(t->child[1], least, most);
  return r;
}

int check(const struct tree *t) {
  if (!t) return 1;
  if (t->child[0] && t->child[0]->key >= t->key) return 0;
  if (t->child[1] && t->child[1]->key <= t->key) return 0;
  return check(t->child[0]) && check(t->child[1]);
}
