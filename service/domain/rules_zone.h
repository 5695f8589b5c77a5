/* rules_zone.h - the tables of zones, for rules.c alone; everybody else asks rules_of(). */
#ifndef DOMAIN_RULES_ZONE_H
#define DOMAIN_RULES_ZONE_H

#include "domain/rules.h"

struct rule_list {
    const struct rule *rules;
    size_t n;
    const char *version;
};

const struct rule_list *rules_of_zone(enum title_kind track);

#endif
