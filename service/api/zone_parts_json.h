/* zone_parts_json.h - the parts of a zone, published or proposed: their limits as words and as
 * they were read, areas declared and computed, and where the shape comes from. */
#ifndef API_ZONE_PARTS_JSON_H
#define API_ZONE_PARTS_JSON_H

#include "base/arena.h"
#include "base/json_write.h"
#include "domain/extent.h"
#include "domain/zone.h"
#include "geo/multipolygon.h"

/* "extent": {"text", "blocks": [{"label", "sides": {east: …}}]}, or with "fault" where the words
 * cannot be read; without a text, a note that says so. */
void put_extent(struct json_writer *w, struct arena *a, const char *text, bool proposed,
                bool english);
/* One block's sides; also for the answer about a text alone. */
void put_extent_blocks(struct json_writer *w, const struct extent *e, bool english);

/* "declared_m2", "area_m2", and by how much they differ. */
void put_areas(struct json_writer *w, double declared_m2, double area_m2);
/* "method", "crs", "original", "given_limits"; original NULL: none */
void put_shape_origin(struct json_writer *w, enum shape_method method, const char *crs,
                      const char *original, const double given[EXTENT_SIDES]);
/* "bbox": [west, south, east, north]; null without a shape */
void put_box(struct json_writer *w, const struct multipolygon *shape);

enum { PART_DECIMALS = 8 };

#endif
