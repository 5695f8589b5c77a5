/* people_fit.h - what an account must be before it is opened. */
#ifndef STORE_PEOPLE_FIT_H
#define STORE_PEOPLE_FIT_H

#include "store/people.h"

/* A name that can be typed and read back; the scope that the role needs, and no other. */
bool person_fits(struct store *s, const struct person *p, struct err *err);

#endif
