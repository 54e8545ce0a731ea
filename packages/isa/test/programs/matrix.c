#define N 24
static int a[N][N], b[N][N];
int c[N][N];
extern int values[];

void multiply(void) {
  for (int i = 0; i < N; i++)
    for (int j = 0; j < N; j++) {
      int sum = 0;
      for (int k = 0; k < N; k++) sum += a[i][k] * b[k][j];
      c[i][j] = sum;
    }
}

void fill(short *s, unsigned char *u, int n) {
  for (int i = 0; i < n; i++) {
    a[i % N][(i * 7) % N] = s[i] * u[i];
    b[(i * 5) % N][i % N] = s[i] - 1000000 * u[i] + 65535;
    s[i] = u[i] > 200 ? -s[i] : s[i] & 0x0ff0;
    u[i] = (u[i] * 3) >> 1 | 0x81;
  }
}

int many(int p, int q, int r, int s, int t, int u, int v, int w) {
  volatile int local[300];
  for (int i = 0; i < 300; i++) local[i] = p * q + r * i;
  return local[s & 255] + t * u - v / 7 + w % 1000 + values[p & 1023];
}

int variadic(int n, ...) {
  __builtin_va_list list;
  int sum = 0;
  __builtin_va_start(list, n);
  while (n--) sum += __builtin_va_arg(list, int);
  __builtin_va_end(list);
  return sum;
}
