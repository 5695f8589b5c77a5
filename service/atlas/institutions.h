/* institutions.h - the directories of institutions and the draws, as one revision has them.
 *
 * An entry keeps every row it ever had: which of them speaks depends on the day and the moment
 * (domain/institution.h).  Where an institution lies follows from the parts of its zone with a
 * published shape; all of it is borrowed from the atlas. */
#ifndef ATLAS_INSTITUTIONS_H
#define ATLAS_INSTITUTIONS_H

#include "atlas/zones.h"
#include "domain/draw.h"
#include "domain/institution.h"
#include "store/draws.h"

/* Everything on record of one institution in one directory, in order of recording. */
struct directory_entry {
    int64_t id;
    const char *zone;
    const struct institution *rows;
    const struct institution_stay *stays;
    const struct institution_misconduct *misconduct;
    const struct institution_assessment *assessments;
    size_t n_rows, n_stays, n_misconduct, n_assessments;
};

/* In order of id. */
const struct directory_entry *atlas_institutions(const struct atlas *a, size_t *n);
const struct directory_entry *atlas_institution(const struct atlas *a, int64_t id); /* NULL: none */

/* What it is on the day; NULL: the register has nothing for that day and moment.  on DATE_NONE: the
 * newest row that the moment shows. */
const struct institution *entry_row(const struct directory_entry *e, date_t on, moment_t as_of);
/* Its stay that holds on the day; NULL: it does not stand in the directory then. */
const struct institution_stay *entry_stay(const struct directory_entry *e, date_t on,
                                          moment_t as_of);
bool entry_stands(const struct directory_entry *e, date_t on, moment_t as_of);
/* How many stand in the directory of a zone on the day. */
size_t atlas_count_institutions(const struct atlas *a, const char *zone, date_t on, moment_t as_of);

/* Where a point lies in a zone, by the parts published for the day. */
enum placement {
    PLACED_NO_POINT, /* no point is on record */
    PLACED_UNKNOWN,  /* outside the published shapes, but not all parts have one; or none has */
    PLACED_INSIDE,
    PLACED_OUTSIDE, /* every part has a shape, and none covers it */
    PLACEMENTS,
};
struct placed {
    enum placement where;
    const struct atlas_part *part; /* that covers it, the lowest number; else NULL */
    double metres; /* to the nearest published shape; NAN: inside, or there is none */
};
struct placed atlas_placed(const struct atlas *a, const struct institution *i, date_t on,
                           moment_t as_of);
const char *placement_name(enum placement p); /* "inside" … */
const char *placement_label(enum placement p, bool english);

/* A draw with what its bytes say. */
struct atlas_draw {
    struct draw_row row;
    struct draw_list list;
    bool drawn;
    struct draw_result result; /* where drawn */
};
/* In order of publication. */
const struct atlas_draw *atlas_draws(const struct atlas *a, size_t *n);
const struct atlas_draw *atlas_draw(const struct atlas *a, int64_t id); /* NULL: none */
/* The newest of that draw and institution; NULL: none was told. */
const struct draw_outcome *atlas_draw_outcome(const struct atlas *a, int64_t draw,
                                              int64_t institution);

#endif
