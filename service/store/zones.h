/* zones.h - zones and their parts as the register holds them, in two times.
 *
 * Reading gives every row that was ever recorded; what a day and a moment see is for the caller
 * (domain/zone.h).  Shapes come as the well-known binary that was written here (geo/wkb.h reads
 * it): this room knows no geometry.  Writing never changes a row but to end it. */
#ifndef STORE_ZONES_H
#define STORE_ZONES_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/hash.h"
#include "domain/extent.h"
#include "domain/zone.h"
#include "store/people.h"
#include "store/store.h"

#include <stddef.h>

struct zone_row {
    int64_t row;
    struct zone zone;
    const char *origin; /* "facts", "operator", "register" */
};

struct zone_part_row {
    int64_t row;
    struct zone_part part;
    struct bytes shape; /* size 0: none */
    bool has_original;
    struct sha256 original;     /* of the bytes the shape was read from */
    double given[EXTENT_SIDES]; /* limit coordinates handed in, degrees; NAN: none */
    const char *origin;
};

/* All rows, in order of recording. */
bool store_zones(struct store *s, struct arena *a, struct zone_row **out, size_t *n,
                 struct err *err);
bool store_zone_parts(struct store *s, struct arena *a, struct zone_part_row **out, size_t *n,
                      struct err *err);

/* Those of one zone that are on record now, whatever day they hold on. */
bool store_zone_rows(struct store *s, struct arena *a, const char *id, struct zone_row **out,
                     size_t *n, struct err *err);
bool store_zone_part_rows(struct store *s, struct arena *a, const char *id,
                          struct zone_part_row **out, size_t *n, struct err *err);
/* The row on record now that holds on the day, or else the newest on record now; *there false: no
 * such zone. */
bool store_zone(struct store *s, struct arena *a, const char *id, date_t on, struct zone *out,
                bool *there, struct err *err);
/* By its published name, as title rows call it. */
bool store_zone_of_name(struct store *s, struct arena *a, const char *name, date_t on,
                        struct zone *out, bool *there, struct err *err);
/* The parts of one zone on record now that hold on the day, with their shapes. */
bool store_zone_parts_of(struct store *s, struct arena *a, const char *id, date_t on,
                         struct zone_part_row **out, size_t *n, struct err *err);

/* Who may do something to a published zone: unit, place (the applicant) and its prefecture.
 * Borrows from z and the arena. */
bool store_zone_subject(struct store *s, struct arena *a, const struct zone *z, struct subject *out,
                        struct err *err);

/* Digests that change whenever a row of either table does, as one text. */
bool store_zones_key(struct store *s, struct arena *a, const char **key, struct err *err);

/* ---- changes: inside a transaction ---- */

/* What an application proposes becomes what is published, under revision r (already taken, so that
 * title and zone bear the same one): a new zone gets an id of its own, one that is continued keeps
 * its id, and what stood before is closed the day before `since`.  title: the row of the title it
 * was granted, for the record.  until may be DATE_NONE.  ERR_WRONG_STATE where nothing is
 * proposed. */
struct zone_grant {
    int64_t application, title;
    enum title_kind kind;
    const char *unit, *applicant; /* of the application */
    const char *document;         /* NULL: none was named */
    date_t since;
};
bool store_zone_publish(struct store *s, struct arena *a, const struct zone_grant *g,
                        const struct revision *r, const char **zone, struct err *err);

/* A published part as it should have been: the row on record (row id `was`; 0: the part is new) is
 * ended and *p recorded. */
bool store_zone_part_correct(struct store *s, int64_t was, const struct zone_part_row *p,
                             const struct revision *r, int64_t *revision, struct err *err);

#endif
