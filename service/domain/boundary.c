/* boundary.c - see boundary.h.  Each kind needs its own proof; what is left over has none. */
#include "domain/boundary.h"

enum { DASHES = 10 };

enum boundary_kind boundary_kind_derive(const struct boundary_seen *seen)
{
    if (seen->provinces >= 2)
        return BOUNDARY_BETWEEN;
    if (seen->provinces == 1)
        return seen->along ? BOUNDARY_UNDEFINED : BOUNDARY_OTHER;
    return seen->strokes == DASHES ? BOUNDARY_TEN_DASH_LINE : BOUNDARY_OTHER;
}

const char *boundary_kind_name(enum boundary_kind kind)
{
    static const char *const names[BOUNDARY_KINDS] = {
        [BOUNDARY_TEN_DASH_LINE] = "ten_dash_line",
        [BOUNDARY_UNDEFINED] = "undefined_border",
        [BOUNDARY_BETWEEN] = "province_border",
        [BOUNDARY_OTHER] = "other",
    };
    return names[kind];
}
