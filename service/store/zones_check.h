/* zones_check.h - zones, parts and what applications propose, told against each other. */
#ifndef STORE_ZONES_CHECK_H
#define STORE_ZONES_CHECK_H

#include "store/report.h"
#include "store/store.h"

bool check_zones(struct store *s, struct report *r, struct err *err);

#endif
