/* intake_draft.h - rings as a reader finds them, before they are one shape.
 *
 * Readers of the formats put rings and vertices in; reference system, range, count and repetition
 * are seen to on the way, so that every refusal can name the place.  What rings have to do with
 * each other is settled at the end, by intake_draft_shape. */
#ifndef GEO_INTAKE_DRAFT_H
#define GEO_INTAKE_DRAFT_H

#include "geo/intake_frame.h"

enum ring_role {
    RING_SHELL,
    RING_HOLE,       /* of the shell before it */
    RING_BY_NESTING, /* a ring in a ring is a hole; direction says nothing (CSV) */
    RING_BY_TURN,    /* the same, but direction must not contradict itself (Shapefile) */
};

struct draft_ring {
    uint32_t first, n_points;
    enum ring_role role;
    struct intake_place place;
};

struct draft {
    const struct intake_options *limits;
    struct intake_frame frame;
    double *xy;
    size_t n_points, room_points;
    struct draft_ring *rings;
    size_t n_rings, room_rings;
    bool open; /* the last ring was begun and not ended */
    bool heights;
    uint32_t n_duplicates, n_closed;
    size_t n_areas; /* features, records or placemarks that gave rings */
};

void intake_draft_free(struct draft *d);
bool intake_draft_begin(struct draft *d, enum ring_role role, struct intake_place place,
                        struct err *err);
/* at: where it stands; only its numbers are looked at later. */
bool intake_draft_point(struct draft *d, double x, double y, const struct intake_place *at,
                        struct err *err);
/* The ring is complete.  When its ends differ: close_it repeats the first vertex and counts that,
 * else the ring is refused. */
bool intake_draft_end(struct draft *d, bool close_it, struct err *err);

/* One valid shape of all the rings, or why there is none. */
bool intake_draft_shape(struct geos *g, struct draft *d, struct arena *a, struct multipolygon *out,
                        struct err *err);

/* The readers, one a format; each opens the frame when it knows the reference system. */
bool intake_geojson(struct bytes body, const struct intake_crs *said, struct draft *d,
                    struct err *err);
bool intake_csv(struct bytes body, const struct intake_crs *said, struct draft *d,
                enum intake_axes *axes, struct err *err);
/* Depth, numbers and rings only; a document type, and with it every entity, is refused. */
bool intake_kml(struct bytes body, const struct intake_crs *said, struct draft *d, struct err *err);
/* A zip with one .shp and its .prj; nothing is written to a disk. */
bool intake_shapefile(struct bytes body, const struct intake_crs *said, struct draft *d,
                      struct err *err);

#endif
