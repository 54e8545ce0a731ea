extern int printf(const char *, ...);
extern void *handlers[];
enum operation { ADD, SUB, MUL, DIV, SHIFT, AND, OR, XOR, NOT, JUMP, CALL, RETURN, LOAD, STORE, PRINT, HALT };

struct machine {
  int stack[256];
  unsigned sp, pc;
  unsigned char *code;
  unsigned long steps;
};

int run(struct machine *m) {
  for (;;) {
    int a, b;
    m->steps++;
    switch (m->code[m->pc++]) {
      case ADD: b = m->stack[--m->sp], m->stack[m->sp - 1] += b; break;
      case SUB: b = m->stack[--m->sp], m->stack[m->sp - 1] -= b; break;
      case MUL: b = m->stack[--m->sp], m->stack[m->sp - 1] *= b; break;
      case DIV:
        b = m->stack[--m->sp];
        if (b == 0) return -1;
        m->stack[m->sp - 1] /= b;
        break;
      case SHIFT: b = m->stack[--m->sp], m->stack[m->sp - 1] <<= b; break;
      case AND: b = m->stack[--m->sp], m->stack[m->sp - 1] &= b; break;
      case OR: b = m->stack[--m->sp], m->stack[m->sp - 1] |= b; break;
      case XOR: b = m->stack[--m->sp], m->stack[m->sp - 1] ^= b; break;
      case NOT: m->stack[m->sp - 1] = !m->stack[m->sp - 1]; break;
      case JUMP:
        a = m->stack[--m->sp];
        if (a) m->pc += (signed char)m->code[m->pc];
        m->pc++;
        break;
      case CALL: m->stack[m->sp++] = m->pc + 1, m->pc = m->code[m->pc]; break;
      case RETURN: m->pc = m->stack[--m->sp]; break;
      case LOAD: m->stack[m->sp++] = m->code[m->pc++]; break;
      case STORE: m->code[m->code[m->pc++]] = m->stack[--m->sp]; break;
      case PRINT: printf("%d\n", m->stack[--m->sp]); break;
      case HALT: return m->stack[m->sp - 1];
      default: return -2;
    }
  }
}

const char *name_of(int operation) {
  switch (operation) {
    case 10: return "ten";
    case 11: return "eleven";
    case 12: return "twelve";
    case 13: return "thirteen";
    case 14: return "fourteen";
    case 1000: return "a thousand";
    case 100000: return "a hundred thousand";
    default: return "\"other\"\t\\";
  }
}
