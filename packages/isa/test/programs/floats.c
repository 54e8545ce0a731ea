double horner(const double *c, int n, double x) {
  double r = 0;
  for (int i = n - 1; i >= 0; i--) r = r * x + c[i];
  return r;
}
float average(const float *v, int n) {
  float sum = 0;
  for (int i = 0; i < n; i++) sum += v[i];
  return n ? sum / n : -1.5f;
}
int round_to(double x) { return x < 0 ? (int)(x - 0.5) : (int)(x + 0.5); }
const double table[4] = {1.0, 3.141592653589793, -2.5e10, 1e-300};
float series[3] = {0.1f, 1e30f, -0.0f};
double root(double x) {
  double r = x / 2;
  for (int i = 0; i < 20; i++) r = (r + x / r) / 2;
  return r + table[(int)x & 3] * series[1];
}
