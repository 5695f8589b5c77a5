/* zone_case.h - what the rules look at of the zone that an application proposes, as the register
 * stands. */
#ifndef STORE_ZONE_CASE_H
#define STORE_ZONE_CASE_H

#include "domain/eligibility.h"
#include "store/applications.h"

/* *out NULL: the application is not one for a zone, or names none yet. */
bool store_zone_case(struct store *s, struct arena *a, const struct application *app, date_t on,
                     const struct zone_case **out, struct err *err);

#endif
