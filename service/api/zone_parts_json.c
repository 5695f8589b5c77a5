/* zone_parts_json.c - parts on the sheet of a zone. */
#include "api/zone_parts_json.h"

#include "api/zone_sections.h"
#include "base/err.h"

#include <math.h>

/* ---- limits ---- */

static void put_piece(struct json_writer *w, const struct limit_piece *p, bool english)
{
    json_object(w);
    json_put_string(w, "name", p->name);
    json_put_string(w, "alias", p->alias);
    json_put_string(w, "kind", limit_kind_name(p->kind));
    json_put_string(w, "kind_label", limit_kind_label(p->kind, english));
    if (p->offset.given) {
        json_put_object(w, "offset");
        json_put_string(w, "towards", extent_side_name(p->offset.towards));
        json_put_number(w, "metres", p->offset.metres, 3);
        json_end(w);
    }
    json_end(w);
}

static void put_side(struct json_writer *w, enum extent_side side, const struct extent_limit *l,
                     bool english)
{
    json_put_object(w, extent_side_name(side));
    json_put_string(w, "label", extent_side_label(side, english));
    json_put_bool(w, "present", l->present);
    json_put_string(w, "text", l->present ? l->text : NULL);
    json_put_array(w, "pieces");
    for (size_t i = 0; l->present && i < l->n_pieces; i++)
        put_piece(w, &l->pieces[i], english);
    json_end(w);
    json_end(w);
}

void put_extent_blocks(struct json_writer *w, const struct extent *e, bool english)
{
    json_put_array(w, "blocks");
    for (size_t i = 0; i < e->n_blocks; i++) {
        json_object(w);
        json_put_string(w, "label", e->blocks[i].label);
        json_put_object(w, "sides");
        for (int side = 0; side < EXTENT_SIDES; side++)
            put_side(w, (enum extent_side)side, &e->blocks[i].sides[side], english);
        json_end(w);
        json_end(w);
    }
    json_end(w);
}

void put_extent(struct json_writer *w, struct arena *a, const char *text, bool proposed,
                bool english)
{
    struct err err = {0};
    struct extent e;

    json_put_object(w, "extent");
    json_put_string(w, "text", text);
    if (!text) {
        json_put_string(w, "note",
                        proposed  ? english ? "limits not given" : "四至未填写"
                        : english ? "limits not published"
                                  : "四至未公布");
    } else if (extent_parse(a, text, &e, &err)) {
        put_extent_blocks(w, &e, english);
    } else {
        json_put_string(w, "fault", english ? err.text : err.zh);
    }
    json_end(w);
}

/* ---- numbers ---- */

void put_areas(struct json_writer *w, double declared_m2, double area_m2)
{
    json_put_number(w, "declared_m2", declared_m2, 2);
    json_put_number(w, "area_m2", area_m2, 2);
    json_put_number(w, "difference_m2", area_m2 - declared_m2, 2);
    json_put_number(w, "difference_share", (area_m2 - declared_m2) / declared_m2, 6);
}

void put_shape_origin(struct json_writer *w, enum shape_method method, const char *crs,
                      const char *original, const double given[EXTENT_SIDES])
{
    bool any = false;

    json_put_string(w, "method", shape_method_name(method));
    json_put_string(w, "crs", crs);
    json_put_string(w, "original", original);
    for (int side = 0; side < EXTENT_SIDES; side++)
        any = any || !isnan(given[side]);
    json_key(w, "given_limits");
    if (!any) {
        json_null(w);
        return;
    }
    json_object(w);
    for (int side = 0; side < EXTENT_SIDES; side++)
        json_put_number(w, extent_side_name((enum extent_side)side), given[side], PART_DECIMALS);
    json_end(w);
}

void put_box(struct json_writer *w, const struct multipolygon *shape)
{
    json_key(w, "bbox");
    if (!shape) {
        json_null(w);
        return;
    }
    json_array(w);
    json_number(w, shape->box.min_x, PART_DECIMALS);
    json_number(w, shape->box.min_y, PART_DECIMALS);
    json_number(w, shape->box.max_x, PART_DECIMALS);
    json_number(w, shape->box.max_y, PART_DECIMALS);
    json_end(w);
}

/* ---- the sections ---- */

static void put_part(struct json_writer *w, const struct zone_asked *q, const struct atlas_part *p)
{
    json_object(w);
    json_put_int(w, "number", p->part.number);
    json_put_string(w, "name", p->part.name);
    json_put_string(w, "function", p->part.function);
    json_put_string(w, "stage", p->part.stage);
    put_extent(w, q->rq->arena, p->part.extent_text, false, q->english);
    put_areas(w, p->part.declared_m2, p->part.area_m2);
    json_put_string(w, "shape", p->shape ? "published" : "none");
    put_shape_origin(w, p->part.method, p->part.datum, p->original, p->given);
    put_box(w, p->shape);
    json_put_date(w, "since", p->part.since);
    json_put_date(w, "until", p->part.until);
    json_put_object(w, "source");
    json_put_string(w, "number", p->part.document);
    json_put_string(w, "text", p->part.source);
    json_end(w);
    json_put_moment(w, "recorded", p->part.recorded);
    json_end(w);
}

void zone_put_parts(struct json_writer *w, const struct zone_asked *q)
{
    const struct atlas_part **parts;
    size_t n = atlas_zone_parts(q->atlas, q->zone->id, q->on, q->as_of, q->rq->arena, &parts);

    json_put_array(w, "parts");
    for (size_t i = 0; i < n; i++)
        put_part(w, q, parts[i]);
    json_end(w);
}

/* A sum of which one part is not known is not known. */
void zone_put_area(struct json_writer *w, const struct zone_asked *q)
{
    const struct atlas_part **parts;
    size_t n = atlas_zone_parts(q->atlas, q->zone->id, q->on, q->as_of, q->rq->arena, &parts);
    double declared = n ? 0 : NAN, computed = n ? 0 : NAN;

    for (size_t i = 0; i < n; i++) {
        declared += parts[i]->part.declared_m2;
        computed += parts[i]->part.area_m2;
    }
    json_put_object(w, "area");
    json_put_number(w, "declared_m2", q->zone->declared_m2, 2);
    json_put_number(w, "parts_declared_m2", declared, 2);
    json_put_number(w, "computed_m2", computed, 2);
    json_put_number(w, "difference_m2", computed - q->zone->declared_m2, 2);
    json_put_number(w, "difference_share", (computed - q->zone->declared_m2) / q->zone->declared_m2,
                    6);
    json_end(w);
}
