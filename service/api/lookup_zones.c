/* lookup_zones.c - zones by their published shapes, by the division that is their host, and parks
 * by our guess at where they lie.
 *
 * Only a published shape says yes, exactly as it is stored, and only while the zone holds a title.
 * A host area says nothing: so inside the country the answer is not known, whatever else stands on
 * record, since most zones published no limits. */
#include "api/lookup_zones.h"

#include "api/zone_json.h"
#include "domain/lookup.h"

#include <string.h>

static bool lies_in(const struct lookup_view *l, const struct chain *chain, const char *code)
{
    for (size_t i = 0; code && i < chain->n; i++) {
        if (strcmp(atlas_place(l->a, chain->places[i])->code, code) == 0)
            return true;
    }
    return false;
}

static bool holds_title(const struct zone_asked *q)
{
    const struct title **titles;
    size_t n = atlas_zone_titles(q->atlas, q->zone, q->as_of, q->rq->arena, &titles);

    for (size_t i = 0; i < n; i++) {
        if (titles[i]->confidence == CONFIDENCE_STATED &&
            title_status_counts(title_status(&q->view, NULL, 0, titles[i], q->on)))
            return true;
    }
    return false;
}

static const struct atlas_part *part_at(const struct zone_asked *q, double lon, double lat)
{
    const struct atlas_part **parts;
    size_t n = atlas_zone_parts(q->atlas, q->zone->id, q->on, q->as_of, q->rq->arena, &parts);

    for (size_t i = 0; i < n; i++) {
        if (atlas_part_covers(q->atlas, parts[i], lon, lat))
            return parts[i];
    }
    return NULL;
}

static void put_zone(struct json_writer *w, const struct zone_asked *q,
                     const struct zone_drawn *drawn, const struct atlas_part *part)
{
    const struct title *t = zone_title(q);

    json_object(w);
    json_put_string(w, "id", q->zone->id);
    json_put_string(w, "name", q->zone->name);
    json_put_string(w, "part", part ? part->part.name : NULL);
    json_key(w, "part_number");
    if (part)
        json_int(w, part->part.number);
    else
        json_null(w);
    json_put_string(w, "kind", title_kind_name(t ? t->kind : q->zone->kind));
    if (t) {
        enum title_status status = title_status(&q->view, NULL, 0, t, q->on);

        json_put_string(w, "status", title_status_name(status));
        json_put_string(w, "status_label", title_status_label(status, q->english));
    }
    json_put_string(w, "shape", zone_shape_name(drawn->shape));
    if (drawn->shape == ZONE_SHAPE_HOST_AREA)
        json_put_bool(w, "host_verified", drawn->host_verified);
    json_put_string(w, "note", zone_shape_note(drawn, q->english));
    json_end(w);
}

/* true: the point lies in it. */
static bool look_at_zone(struct json_writer *w, const struct lookup_view *l,
                         const struct chain *chain, size_t i, double lon, double lat)
{
    struct zone_asked q = {.rq = l->rq,
                           .atlas = l->a,
                           .zone = atlas_zone(l->a, i, l->on, l->view.as_of),
                           .view = l->view,
                           .on = l->on,
                           .as_of = l->view.as_of,
                           .english = l->rq->lang == LANG_EN};

    if (!q.zone)
        return false;
    struct zone_drawn drawn = atlas_zone_drawn(l->a, q.zone, q.on, q.as_of);
    if (drawn.shape == ZONE_SHAPE_PUBLISHED) {
        const struct box point = {lon, lat, lon, lat};
        const struct atlas_part *part =
            boxes_meet(&drawn.area->box, &point) ? part_at(&q, lon, lat) : NULL;

        if (part)
            put_zone(w, &q, &drawn, part);
        return part && holds_title(&q);
    }
    if (lies_in(l, chain, drawn.host))
        put_zone(w, &q, &drawn, NULL);
    return false;
}

static void put_park(struct json_writer *w, const struct lookup_view *l, const struct title *t,
                     enum title_status status)
{
    bool english = l->rq->lang == LANG_EN;

    json_object(w);
    json_put_string(w, "id", arena_printf(l->rq->arena, "%lld", (long long)t->id));
    json_put_string(w, "name", t->name);
    json_put_null(w, "part");
    json_put_null(w, "part_number");
    json_put_string(w, "kind", title_kind_name(t->kind));
    json_put_string(w, "status", title_status_name(status));
    json_put_string(w, "status_label", title_status_label(status, english));
    json_put_string(w, "shape", zone_shape_name(ZONE_SHAPE_NONE));
    json_put_string(w, "note",
                    english ? "limits not published; location unverified"
                            : "四至未公布；所在地（未核实）");
    json_end(w);
}

void put_lookup_zones(struct json_writer *w, const struct lookup_view *l, const struct chain *chain,
                      double lon, double lat)
{
    enum answer answer = chain->n ? ANSWER_UNKNOWN : ANSWER_NOT_IN;
    size_t n;
    const struct title *titles = atlas_titles(l->a, &n);

    json_put_array(w, "zones");
    for (size_t i = 0; i < atlas_n_zones(l->a); i++) {
        if (look_at_zone(w, l, chain, i, lon, lat))
            answer = ANSWER_IN;
    }
    for (size_t i = 0; i < n; i++) {
        const struct title *t = &titles[i];
        enum title_status status;

        if (t->holder || zone_holds(t->kind) || !title_shown(t, l->view.as_of) ||
            !lies_in(l, chain, t->host_guess))
            continue;
        status = title_status(&l->view, NULL, 0, t, l->on);
        if (status != STATUS_NOT_YET)
            put_park(w, l, t, status);
    }
    json_end(w);
    json_put_string(w, "zones_answer", answer_name(answer));
}
