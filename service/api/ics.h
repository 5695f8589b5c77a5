/* ics.h - calendars as RFC 5545 wants them: lines of at most 75 bytes, days without a time. */
#ifndef API_ICS_H
#define API_ICS_H

#include "base/buf.h"
#include "base/date.h"

void ics_begin(struct buf *out, const char *name);
/* A line whose value is text; NULL is left out. */
void ics_line(struct buf *out, const char *name, const char *value);
/* All day long; recorded: when it came to be known, so that the bytes of a revision stay the same.
 */
void ics_event(struct buf *out, const char *uid, moment_t recorded, date_t day, const char *summary,
               const char *description);
void ics_end(struct buf *out);

#endif
