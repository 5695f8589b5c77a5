/* standards.h - what a province asks of its pilots, item by item, and who speaks for it.
 *
 * Standards are published; a liaison officer is a personal detail (audit.h) for those who need it.
 */
#ifndef STORE_STANDARDS_H
#define STORE_STANDARDS_H

#include "base/arena.h"
#include "domain/track.h"
#include "store/people.h"
#include "store/store.h"

#include <stddef.h>

struct standard_item {
    const char *unit;
    enum title_kind track;
    int position; /* 1, 2, 3 … */
    const char *text, *source;
    moment_t at;
};

/* Those that stand now, in order of unit, track and position. */
bool store_standards(struct store *s, struct arena *a, struct standard_item **out, size_t *n,
                     struct err *err);

struct liaison {
    int64_t id; /* 0: none was named */
    const char *unit;
    int64_t details; /* of personal details */
    int64_t person;  /* who named them */
    moment_t at;
};
bool store_liaison(struct store *s, struct arena *a, const char *unit, struct liaison *out,
                   struct err *err);

/* ---- changes: inside a transaction ---- */

/* These items from now on (texts and sources alone are read); none: there is no standard.  The same
 * again changes nothing.  A revision of its own. */
bool store_standard_set(struct store *s, const char *unit, enum title_kind track,
                        const struct standard_item *items, size_t n, const struct act_by *by,
                        struct err *err);
/* Ends whoever was named before. */
bool store_liaison_set(struct store *s, const char *unit, int64_t details, const struct act_by *by,
                       struct err *err);

#endif
