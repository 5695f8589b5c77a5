/* evidence_zone.h - sentences on the conditions of zones, for evidence.c alone. */
#ifndef DOMAIN_EVIDENCE_ZONE_H
#define DOMAIN_EVIDENCE_ZONE_H

#include "domain/evidence_line.h"

void line_zone(struct line *l, const struct eligibility *e, const struct condition *c);

#endif
