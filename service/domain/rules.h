/* rules.h - the conditions of all that is applied for, as a table: what, by which clause, in whose
 * words.
 *
 * The texts are ours; the clause says where to read the notice itself.  A change of a table is a
 * change of its version, because answers carry it. */
#ifndef DOMAIN_RULES_H
#define DOMAIN_RULES_H

#include "domain/track.h"

#include <stdbool.h>
#include <stddef.h>

#define RULES_VERSION "n23-1" /* of the four tracks */

enum condition_id {
    CONDITION_PLACE_KIND,
    CONDITION_PILOT_IN_FORCE,
    CONDITION_NOT_ALREADY_TITLED,
    CONDITION_NOT_BARRED,
    CONDITION_LEADERSHIP,
    CONDITION_LAWFUL_POLICY,
    CONDITION_STRENGTH,
    CONDITION_INDUSTRY,
    CONDITION_HERITAGE,
    CONDITION_PROVINCIAL_STANDARD,
    CONDITION_QUOTA_OPEN,
    /* of zones */
    CONDITION_HOST,
    CONDITION_FORMER_ZONE,
    CONDITION_OUTSTANDING,
    CONDITION_GOVERNMENT_SUPPORT,
    CONDITION_FOUNDATION,
    CONDITION_EXTENT_CLEAR,
    CONDITION_PLAN_FEASIBLE,
    CONDITION_SAFEGUARDS,
    CONDITION_PROVINCIAL_EXCELLENCE,
    CONDITION_INDUSTRY_BASE,
    CONDITION_INSTITUTIONS,
    CONDITION_SERVICE_RANGE,
    CONDITION_IN_SEASON,
    CONDITION_IDS,
};

struct rule {
    enum condition_id id;
    const char *clause;
    bool decides;  /* false: told, but without weight in the verdict */
    bool attested; /* a person finds it, with evidence; of zones, also where the register is silent
                    */
    int either;    /* rules of one track with the same number: one of them is enough; 0: needed */
    const char *zh, *en;
};

enum { RULES_MOST = 11 };

/* The rules of what is applied for, in the order of the text; never more than RULES_MOST. */
const struct rule *rules_of(enum title_kind track, size_t *n);
const char *rules_version(enum title_kind track); /* "n23-1" … */

const char *condition_name(enum condition_id id); /* "place-kind" … */
bool condition_parse(const char *s, enum condition_id *out);

#endif
