/* eligibility_zone.h - the conditions of zones, for eligibility.c alone. */
#ifndef DOMAIN_ELIGIBILITY_ZONE_H
#define DOMAIN_ELIGIBILITY_ZONE_H

#include "domain/eligibility.h"

/* One condition of a zone's track but for bars.  f: what a person found, NULL: nothing; it counts
 * where the register is silent. */
void zone_condition(const struct view *v, const struct question *q, const struct eligibility *e,
                    const struct finding *f, struct condition *c);

#endif
