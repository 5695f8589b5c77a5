/* facts_read.h - geodata/facts: the project's rows of published facts, read and checked as far as
 * the files alone can say.
 *
 * Every fault is named by file and line.  What the register knows better (which codes there are) is
 * asked by facts_check.h. */
#ifndef CLI_FACTS_READ_H
#define CLI_FACTS_READ_H

#include "cli/load_inputs.h"
#include "store/facts.h"

enum fact_role {
    FACTS_DOCUMENTS,
    FACTS_ROSTERS,
    FACTS_COMPLETE,
    FACTS_TITLES,
    FACTS_ROUNDS,
    FACTS_WORKDAYS,
    FACTS_ZONES,
    FACTS_ZONE_PARTS,
    FACTS_TARGETS,
    FACTS_INDICATORS,
    FACT_ROLES,
};

struct facts_read {
    struct load_input files[FACT_ROLES];
    size_t *lines[FACT_ROLES]; /* where each row stood */
    struct facts facts;
};

/* The folder is there; the texts live in the arena. */
bool facts_read(struct facts_read *out, const char *folder, struct arena *a, struct err *err);

#endif
