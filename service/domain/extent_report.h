/* extent_report.h - what is to be said about a zone's extent, from numbers that geo measured.
 *
 * Values in, findings out: each with a severity, a sentence in two languages and the numbers it
 * rests on.  The tolerances are data (store/settings or the defaults here), never in the code that
 * measures.  A number that could not be measured is NAN and leads to no finding but, where the rule
 * says so, to one that names what is missing. */
#ifndef DOMAIN_EXTENT_REPORT_H
#define DOMAIN_EXTENT_REPORT_H

#include "base/arena.h"
#include "domain/extent.h"

#include <stdbool.h>
#include <stddef.h>

enum finding_severity { SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR, SEVERITIES };

enum extent_check {
    CHECK_SHAPE_MISSING, /* a note: 四至未公布 / not handed in */
    CHECK_SHAPE_INVALID, /* never stored; told when a given shape was refused */
    CHECK_OUTSIDE_HOST,  /* share outside the host, in % */
    CHECK_OUTSIDE_APPLICANT,
    CHECK_SIDE_MISSING, /* a side the text does not speak of */
    CHECK_TEXT_MISSING,
    CHECK_TEXT_UNREAD,   /* the text cannot be read; the sentence says where */
    CHECK_LIMIT_OFF,     /* given limit coordinate against the shape's own extreme, in metres */
    CHECK_AREA_OFF,      /* declared against geodesic area, in ha and % */
    CHECK_PARTS_OVERLAP, /* two parts of one zone */
    CHECK_PARTS_GAP,     /* parts that nearly touch: a sliver between them */
    CHECK_SUM_OFF,       /* sum of parts against the stated total */
    CHECK_ZONES_OVERLAP, /* with another zone in force */
    CHECK_DATUM_SUSPECT, /* fits markedly better after undoing GCJ-02 */
    EXTENT_CHECKS,
};

struct extent_tolerances {
    double area_share;    /* declared against computed area, 0.02 = 2 % */
    double area_floor_m2; /* and never told below this difference */
    double outside_share; /* of a shape's area outside host or applicant: a warning above … */
    double outside_error; /* … and an error above this */
    double limit_metres;  /* given extreme against the shape's */
    double sliver_metres; /* parts nearer than this that do not touch leave a gap */
    double sum_share;     /* sum of parts against the total */
    double overlap_m2;    /* parts or zones that share no more than this only touch */
};
extern const struct extent_tolerances extent_tolerances_usual;

struct extent_other {      /* another part or zone that overlaps, or leaves a gap */
    int number;            /* of a part; 0: a zone */
    const char *id, *name; /* of a zone; NULL for a part */
    double area_m2;        /* of the overlap */
    double gap_m;          /* NAN: they touch or overlap */
};

/* What was measured of one part. */
struct part_measures {
    int number;
    const char *name;
    bool has_shape, has_text;
    const char *shape_fault_en, *shape_fault_zh; /* why a given shape was refused; NULL: none was */
    const struct extent *text;                   /* NULL: not given or not readable */
    const char *text_fault_en, *text_fault_zh;   /* why it could not be read; NULL: it could */
    double area_m2, declared_m2;                 /* NAN: unknown */
    double outside_host,
        outside_applicant;             /* shares 0–1; NAN: host or applicant has no shape here */
    double given_limits[EXTENT_SIDES]; /* degrees, of the limit coordinates handed in; NAN: none */
    double limit_off_m[EXTENT_SIDES];  /* given against the shape's own, metres; NAN: none */
    bool datum_suspect;
    double datum_share_before, datum_share_after; /* share inside the host or county */
    const struct extent_other *overlaps, *gaps;   /* with other parts: higher numbers only */
    size_t n_overlaps, n_gaps;
    const struct extent_other *zones;
    size_t n_zones;
};

struct zone_measures {
    const char *name;
    double declared_m2,
        sum_m2;             /* sum of the parts' computed areas, overlaps counted once per part */
    double sum_declared_m2; /* of what the parts declare; NAN when one does not */
    const struct part_measures *parts;
    size_t n_parts;
};

struct extent_finding {
    enum extent_check check;
    enum finding_severity severity;
    int part;              /* number; 0: the zone as a whole */
    int other_part;        /* 0: none */
    enum extent_side side; /* of SIDE_MISSING and LIMIT_OFF */
    const char *other_zone;
    const char *en, *zh;      /* the sentence */
    double metres, m2, share; /* NAN where it has none */
};

/* In order of part, then of check.  Zone-wide findings come first. */
void extent_report(struct arena *a, const struct zone_measures *z,
                   const struct extent_tolerances *t, struct extent_finding **out, size_t *n);

const char *extent_check_name(enum extent_check c); /* "outside-host" … */
const char *extent_check_label(enum extent_check c, bool english);
const char *severity_name(enum finding_severity s); /* "error" … */

#endif
