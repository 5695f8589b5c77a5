/* notices.h - what is announced around the titles, as one revision has it: public notices, the
 * calendar their working days come from, deadlines of rounds, and provincial standards.
 *
 * All of it is borrowed from the atlas. */
#ifndef ATLAS_NOTICES_H
#define ATLAS_NOTICES_H

#include "atlas/atlas.h"
#include "store/deadlines.h"
#include "store/notices.h"
#include "store/objections.h"
#include "store/standards.h"
#include "store/workdays.h"

/* The one published last comes first. */
const struct notice *atlas_notices(const struct atlas *a, size_t *n);
const struct notice *atlas_notice(const struct atlas *a, int64_t id); /* NULL: none */
/* In order of place. */
const struct notice_entry *atlas_notice_entries(const struct atlas *a, int64_t notice, size_t *n);
/* To one entry of it, in the order in which they came. */
const struct objection_told *atlas_objections(const struct atlas *a,
                                              const struct notice_entry *entry, size_t *n);
/* In order of round, track and event. */
const struct deadline *atlas_deadlines(const struct atlas *a, size_t *n);
/* In order of unit, track and position. */
const struct standard_item *atlas_standards(const struct atlas *a, size_t *n);
/* In order of day. */
const struct workday *atlas_workdays(const struct atlas *a, size_t *n);

#endif
