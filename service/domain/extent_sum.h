/* extent_sum.h - do published areas of blocks add up to the published total?
 *
 * Published figures are rounded.  To a given number of decimals each may be half a unit of the last
 * place off, the total too; a difference that rounding alone can make is no contradiction. */
#ifndef DOMAIN_EXTENT_SUM_H
#define DOMAIN_EXTENT_SUM_H

#include <stdbool.h>
#include <stddef.h>

enum { EXTENT_SUM_DECIMALS_MOST = 6 };

struct extent_sum {
    double sum, off; /* off: sum less total; NAN when a value is unknown */
    bool exact;      /* the same to the last place */
    bool fits;       /* the same but for rounding */
};

/* decimals (0 to EXTENT_SUM_DECIMALS_MOST) is how exactly the figures were published.  With no
 * values, or with one that is NAN, nothing fits. */
struct extent_sum extent_sum(const double *values, size_t n, double total, int decimals);
bool extent_sum_fits(const double *values, size_t n, double total, int decimals);

#endif
