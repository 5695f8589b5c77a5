/* extent_sum.c - counted in units of the last place, so that 60.5329 + 0.0003 + 0.0003 is 60.5335.
 */
#include "domain/extent_sum.h"

#include <assert.h>
#include <math.h>

struct extent_sum extent_sum(const double *values, size_t n, double total, int decimals)
{
    struct extent_sum s = {.sum = NAN, .off = NAN};
    double scale, units = 0;

    assert(decimals >= 0 && decimals <= EXTENT_SUM_DECIMALS_MOST);
    scale = pow(10, decimals);
    for (size_t i = 0; i < n; i++)
        units += round(values[i] * scale); /* NAN and infinity stay what they are */
    if (n == 0 || !isfinite(units) || !isfinite(total))
        return s;
    double off = units - round(total * scale);
    s.sum = units / scale;
    s.off = off / scale;
    s.exact = off == 0;
    s.fits = fabs(off) <= (double)(n + 1) / 2;
    return s;
}

bool extent_sum_fits(const double *values, size_t n, double total, int decimals)
{
    return extent_sum(values, n, total, decimals).fits;
}
