/* reading.h - a published row while it becomes a value.
 *
 * A word or a date that this program does not know is noted, and the whole row refused at its end
 * by reading_whole(): no caller asks after every column. */
#ifndef STORE_READING_H
#define STORE_READING_H

#include "base/arena.h"
#include "base/date.h"
#include "domain/title.h"
#include "store/walk.h"

struct reading {
    struct stmt *row;
    struct arena *a;
    bool bad; /* a column holds what this program cannot read */
};

const char *reading_text(struct reading *r, int column); /* NULL: none */
date_t reading_date(struct reading *r, int column);      /* DATE_NONE: none */
moment_t reading_moment(struct reading *r, int column);  /* MOMENT_NONE: none */
double reading_number(struct reading *r, int column);    /* NAN: none */
enum title_kind reading_kind(struct reading *r, int column);
bool reading_whole(const struct reading *r, const struct walk *w, struct err *err);

#endif
