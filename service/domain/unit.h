/* unit.h - the 32 recommending units: 31 provincial offices and that of the Xinjiang corps.
 *
 * A unit is a province code or "XPCC", which is no division code.  Hong Kong, Macau and Taiwan have
 * none.  place_recommending_unit() (place.h) says which unit a place belongs to. */
#ifndef DOMAIN_UNIT_H
#define DOMAIN_UNIT_H

#include <stdbool.h>
#include <stddef.h>

enum { UNITS = 32 };

struct unit {
    const char *code;
    const char *zh, *en;
    const char *short_zh; /* as the lists write it: 北京, 内蒙古 */
};

const struct unit *unit_at(size_t i);              /* i < UNITS, in order of code, XPCC last */
const struct unit *unit_find(const char *code);    /* NULL: not a recommending unit */
const struct unit *unit_find_name(const char *zh); /* by full or short Chinese name, or NULL */

#endif
