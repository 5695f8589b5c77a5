/* intake_frame.h - numbers as they were handed in, turned into CGCS2000 degrees one by one. */
#ifndef GEO_INTAKE_FRAME_H
#define GEO_INTAKE_FRAME_H

#include "geo/intake.h"
#include "geo/plane.h"

/* Where in what was handed in something stands: "record 2, ring 1, vertex 5", "line 12". */
struct intake_place {
    const char *unit, *unit_zh; /* "record" … */
    size_t at, ring, vertex;    /* counted from 1; 0: not told */
};
enum { INTAKE_PLACE = 96 };
void intake_place_text(const struct intake_place *p, bool english, char out[INTAKE_PLACE]);
/* Refuses with ERR_BAD_BODY, the place in front; always false. */
bool intake_refuse(const struct intake_place *p, struct err *err, const char *en, const char *zh);

/* What was said and what the file itself says as one; false: they contradict each other.  A file
 * cannot say GCJ-02 or BD-09, so whoever says so is believed; CGCS2000 and WGS 84 agree. */
bool intake_crs_agree(const struct intake_crs *said, const struct intake_crs *in_file,
                      struct intake_crs *out);

struct intake_frame {
    struct intake_crs crs; /* filled in as the numbers tell: central meridian, zone width */
    struct plane *plane;
    int prefix; /* of the eastings so far; 0: none seen */
    bool bare;  /* an easting without a prefix was seen */
};

/* crs is settled: not UNSAID.  intake_frame_close is to be called whatever this says. */
bool intake_frame_open(struct intake_frame *f, const struct intake_crs *crs, struct err *err);
void intake_frame_close(struct intake_frame *f);
/* x: longitude or easting; y: latitude or northing.  What does not come out in or near China is
 * refused: a zone lies nowhere else, and it is what columns that were swapped look like. */
bool intake_frame_point(struct intake_frame *f, double x, double y, const struct intake_place *at,
                        double *lon, double *lat, struct err *err);

#endif
