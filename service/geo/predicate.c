/* predicate.c - the exact fallback: the determinant as a sum of doubles without any rounding.
 *
 * A value is kept as parts that do not overlap, smallest first (an "expansion"); the largest part
 * that is not zero tells the sign.  Reached only within a hair's breadth of the line. */
#include "geo/predicate.h"

enum { N_PRODUCTS = 6 };

struct expansion {
    double parts[2 * N_PRODUCTS];
    int n;
};

/* value joins the sum; every rounding error on the way stays as a part of its own. */
static void expansion_add(struct expansion *e, double value)
{
    double carry = value;
    int n = 0;

    for (int i = 0; i < e->n; i++) {
        double sum = carry + e->parts[i];
        double virtual = sum - carry;
        double rest = (carry - (sum - virtual)) + (e->parts[i] - virtual);
        if (rest != 0)
            e->parts[n++] = rest;
        carry = sum;
    }
    if (carry != 0)
        e->parts[n++] = carry;
    e->n = n;
}

static void expansion_add_product(struct expansion *e, double u, double v)
{
    double product = u * v;

    expansion_add(e, fma(u, v, -product));
    expansion_add(e, product);
}

/* Products of smaller numbers would sink below what a double can hold. */
static double without_dust(double v)
{
    return fabs(v) < 1e-140 ? 0 : v;
}

int orient_sign_exact(const double a[2], const double b[2], double x, double y)
{
    double ax = without_dust(a[0]), ay = without_dust(a[1]);
    double bx = without_dust(b[0]), by = without_dust(b[1]);
    double px = without_dust(x), py = without_dust(y);
    struct expansion e = {.n = 0};

    expansion_add_product(&e, ax, by);
    expansion_add_product(&e, -ay, bx);
    expansion_add_product(&e, -ax, py);
    expansion_add_product(&e, ay, px);
    expansion_add_product(&e, -px, by);
    expansion_add_product(&e, py, bx);
    if (e.n == 0)
        return 0;
    return e.parts[e.n - 1] > 0 ? 1 : -1;
}
