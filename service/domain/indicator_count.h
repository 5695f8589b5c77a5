/* indicator_count.h - which numbers of a zone's directory of institutions an indicator is about.
 *
 * Only institutions in the directory count (Z/附件1, note).  What a directory does not record is
 * unknown, and no other number stands in for it. */
#ifndef DOMAIN_INDICATOR_COUNT_H
#define DOMAIN_INDICATOR_COUNT_H

#include <stdbool.h>

enum indicator_count {
    COUNT_INSTITUTIONS,
    COUNT_ABOVE_SIZE,
    COUNT_FORMS,     /* by form of service */
    COUNT_EXPORTING, /* that export services: no directory records it */
    COUNT_OVERSEAS,  /* that have branches overseas: likewise */
    INDICATOR_COUNTS,
};

/* A set of 1 << these from words with blanks between them; false: one of them is none. */
bool indicator_counts_parse(const char *s, unsigned *out);
const char *indicator_count_name(enum indicator_count c); /* "institutions" … */
const char *indicator_count_label(enum indicator_count c, bool english);
/* Whether a directory holds what it takes to count. */
bool indicator_count_recorded(enum indicator_count c);

#endif
