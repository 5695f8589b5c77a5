/* zone_duty.h - what a term owes, for zone_term.c alone: duties are added, done, and at the end
 * shown as a day sees them. */
#ifndef DOMAIN_ZONE_DUTY_H
#define DOMAIN_ZONE_DUTY_H

#include "domain/zone_term.h"

/* All that a new term owes from its first day. */
void duties_begin(enum zone_programme p, struct zone_term *term);
void duty_add(struct zone_term *term, struct zone_duty d);

struct zone_duty *duty_find(struct zone_term *term, enum zone_duty_kind k);
/* The last of a kind that is not done; NULL: none. */
const struct zone_duty *duty_find_open(const struct zone_term *term, enum zone_duty_kind k);
/* Of a report about a year. */
struct zone_duty *duty_of_year(struct zone_term *term, int year);
/* The open one of a kind, if there is one. */
void duty_do(struct zone_term *term, enum zone_duty_kind k, date_t day);

void duties_show(struct zone_term *term, enum zone_status status, date_t on);

#endif
