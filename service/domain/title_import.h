/* title_import.h - what the rows of a list come to, held against the titles on record.
 *
 * Rows are taken in their order: each sees what those before it would leave on record.  What could
 * not stand as a row of the register is refused here, in words; nothing is recorded. */
#ifndef DOMAIN_TITLE_IMPORT_H
#define DOMAIN_TITLE_IMPORT_H

#include "domain/title_place.h"

enum row_result {
    ROW_NEW,     /* would be recorded */
    ROW_SAME,    /* is on record, as it stands in the file */
    ROW_CHANGE,  /* would be recorded in the place of one on record */
    ROW_RETRACT, /* would take one on record back */
    ROW_REFUSED,
    ROW_RESULTS,
};

struct title_row {
    struct title_draft draft;        /* with its faults */
    const struct place_brief *place; /* NULL: of none */
    enum row_result result;
    struct title title; /* as it would stand */
    const char *note;
    int64_t stands;      /* the title on record that is the same, replaced or taken back; 0: none */
    const char *en, *zh; /* why it is refused, or what differs; NULL: nothing to say */
};

/* What there is to hold the rows against. */
struct import_ground {
    struct view view;        /* the lists on record now */
    const struct title *now; /* titles on record now, and no others */
    size_t n_now;
    const char *source; /* said of the whole file; NULL: not said */
    bool new_lists;     /* a list that is not on record is recorded with its first titles */
};

/* rows: draft and place filled in, the rest is filled here. */
void title_rows_judge(const struct import_ground *g, struct title_row *rows, size_t n,
                      struct arena *a);

const char *row_result_name(enum row_result r); /* "new", "same", "change", "retract", "refused" */
bool row_result_parse(const char *s, enum row_result *out);
const char *row_result_label(enum row_result r, bool english);

#endif
