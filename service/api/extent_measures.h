/* extent_measures.h - everything that geo can measure about a zone and its parts, proposed or
 * published, for domain/extent_report.h to judge; and what there is to draw of it. */
#ifndef API_EXTENT_MEASURES_H
#define API_EXTENT_MEASURES_H

#include "atlas/zones.h"
#include "domain/extent_report.h"
#include "geo/valid.h"

struct extent_part {
    int number;
    const char *name, *extent_text;   /* text NULL: none */
    const struct multipolygon *shape; /* NULL: none */
    double declared_m2, area_m2;
    double given[EXTENT_SIDES];
};

struct extent_subject {
    const char *id; /* of the zone that is continued or published, which is no other; NULL: none */
    const char *name;
    const char *host, *applicant; /* codes; NULL: not known */
    double declared_m2;
    const struct extent_part *parts;
    size_t n_parts;
};

/* A published zone as it is on a day. */
struct extent_subject extent_published(const struct atlas *a, struct arena *arena,
                                       const struct zone *z, date_t on);

/* What a finding speaks of, as a shape: told apart as findings are. */
struct extent_drawing {
    enum extent_check check;
    int part, other_part;
    const char *other_zone;
    struct multipolygon area;
};

struct extent_measured {
    struct zone_measures zone;
    struct extent_drawing *drawings;
    size_t n_drawings, room;
    const char **faults_en, **faults_zh; /* what could not be measured, and why */
    size_t n_faults;
};

/* Never fails: what cannot be measured is NAN and named among the faults. */
void extent_measure(const struct atlas *a, struct geos *g, struct arena *arena, date_t today,
                    const struct extent_subject *z, struct extent_measured *out);

/* Another zone that may hold a title on that day and has a published shape; the i-th of all, NULL:
 * it is none of them. */
const struct zone *extent_other_zone(const struct atlas *a, struct arena *arena, date_t today,
                                     const char *id, size_t i, struct zone_drawn *drawn);

#endif
