/* zone_json.c - what is not published is null here, and said so in words beside it. */
#include "api/zone_json.h"

#include "api/place_json.h"
#include "api/title_json.h"

#include <math.h>
#include <string.h>

struct zone_asked zone_asked_of(const struct request *rq, const struct atlas *a,
                                const struct when *when, size_t i)
{
    const struct zone *z = atlas_zone(a, i, when->on, when->as_of);

    if (!z) /* not on that day: what is known of it all the same */
        z = atlas_zone(a, i, DATE_NONE, when->as_of);
    return (struct zone_asked){.rq = rq,
                               .atlas = a,
                               .zone = z,
                               .view = atlas_view(a, when->as_of, rq->arena),
                               .on = when->on,
                               .as_of = when->as_of,
                               .english = rq->lang == LANG_EN};
}

const struct title *zone_title(const struct zone_asked *q)
{
    enum title_kind kind = atlas_zone_kind(q->atlas, q->zone, &q->view, q->on, q->rq->arena);
    const struct title **titles, *found = NULL;
    size_t n = atlas_zone_titles(q->atlas, q->zone, q->as_of, q->rq->arena, &titles);

    for (size_t i = 0; i < n; i++) {
        if (titles[i]->kind == kind)
            found = titles[i]; /* the newest of them */
    }
    return found;
}

bool zone_may_hold(const struct zone_asked *q)
{
    const struct title **titles;
    size_t n = atlas_zone_titles(q->atlas, q->zone, q->as_of, q->rq->arena, &titles);

    if (!zone_row_shown(q->zone->since, q->zone->until, q->zone->recorded, q->zone->retracted,
                        q->on, q->as_of))
        return false;
    for (size_t i = 0; i < n; i++) {
        enum title_status s = title_status(&q->view, NULL, 0, titles[i], q->on);

        if (title_status_counts(s) || s == STATUS_TERM_UNKNOWN)
            return true;
    }
    return false;
}

bool zone_is_of_kind(const struct zone_asked *q, enum title_kind kind)
{
    const struct title **titles;
    size_t n = atlas_zone_titles(q->atlas, q->zone, q->as_of, q->rq->arena, &titles);

    for (size_t i = 0; i < n; i++) {
        if (titles[i]->kind == kind)
            return true;
    }
    return n == 0 && q->zone->kind == kind;
}

double zone_area(const struct zone_asked *q, size_t *n_parts)
{
    const struct atlas_part **parts;
    size_t n = atlas_zone_parts(q->atlas, q->zone->id, q->on, q->as_of, q->rq->arena, &parts);
    double sum = n ? 0 : NAN;

    for (size_t i = 0; i < n; i++)
        sum += parts[i]->part.area_m2;
    *n_parts = n;
    return sum;
}

const char *zone_shape_note(const struct zone_drawn *drawn, bool english)
{
    if (drawn->shape == ZONE_SHAPE_PUBLISHED)
        return NULL;
    if (drawn->shape == ZONE_SHAPE_HOST_AREA && drawn->host_verified)
        return english ? "limits not published; the division it lies in is shown"
                       : "四至未公布；所示为其所在行政区";
    if (drawn->shape == ZONE_SHAPE_HOST_AREA)
        return english ? "limits not published; location unverified"
                       : "四至未公布；所在地（未核实）";
    return english ? "limits and location not published" : "四至及所在地未公布";
}

struct zone_marker zone_marker(const struct zone_asked *q, const struct zone_drawn *drawn)
{
    struct zone_marker m = {.there = false};
    int place = drawn->place;

    if (drawn->shape == ZONE_SHAPE_PUBLISHED) {
        m.there = true;
        multipolygon_label_point(drawn->area, &m.lon, &m.lat);
        return m;
    }
    if (place < 0 && q->zone->unit)
        place = atlas_find_code(q->atlas, q->zone->unit);
    if (place >= 0) {
        const struct place *p = atlas_place(q->atlas, place);

        m = (struct zone_marker){true, p->label_x, p->label_y, p->code};
    }
    return m;
}

static void put_place(struct json_writer *w, const struct atlas *a, const char *key,
                      const char *code)
{
    int place = code ? atlas_find_code(a, code) : -1;

    json_key(w, key);
    if (place >= 0)
        put_place_ref(w, a, place);
    else
        json_string(w, code);
}

static void put_host(struct json_writer *w, const struct zone_asked *q)
{
    const struct zone *z = q->zone;

    json_put_object(w, "host");
    json_put_string(w, "kind", host_kind_name(z->host_kind));
    json_put_string(w, "kind_label", host_kind_label(z->host_kind, q->english));
    json_put_string(w, "name", z->host_name);
    put_place(w, q->atlas, "place", z->host_code);
    if (z->host_guess && !z->host_code) {
        put_place(w, q->atlas, "guess", z->host_guess);
        json_put_string(w, "guess_note", q->english ? "location (unverified)" : "所在地（未核实）");
    }
    json_end(w);
}

static void put_shape(struct json_writer *w, const struct zone_asked *q)
{
    struct zone_drawn drawn = atlas_zone_drawn(q->atlas, q->zone, q->on, q->as_of);
    struct zone_marker m = zone_marker(q, &drawn);

    json_put_string(w, "shape", zone_shape_name(drawn.shape));
    if (drawn.shape == ZONE_SHAPE_HOST_AREA)
        json_put_bool(w, "host_verified", drawn.host_verified);
    json_put_string(w, "shape_note", zone_shape_note(&drawn, q->english));
    json_key(w, "marker");
    if (!m.there) {
        json_null(w);
        return;
    }
    json_object(w);
    json_put_number(w, "lon", m.lon, 6);
    json_put_number(w, "lat", m.lat, 6);
    json_put_string(w, "of", m.of);
    json_end(w);
}

/* A copy on somebody's page is no address to give: the document is cited. */
static void put_source(struct json_writer *w, const struct zone *z)
{
    bool address = z->source && strncmp(z->source, "http", 4) == 0;

    json_put_object(w, "source");
    json_put_string(w, "number", z->document);
    json_put_string(w, "text", address ? NULL : z->source);
    json_end(w);
}

void put_zone_summary(struct json_writer *w, const struct zone_asked *q)
{
    const struct zone *z = q->zone;
    const struct title *t = zone_title(q);
    enum title_kind kind = t ? t->kind : z->kind;
    size_t n_parts;
    double area = zone_area(q, &n_parts);

    json_put_string(w, "id", z->id);
    json_put_string(w, "name", z->name);
    json_put_string(w, "kind", title_kind_name(kind));
    json_put_string(w, "kind_label", title_kind_label(kind, q->english));
    json_key(w, "status");
    if (t)
        json_string(w, title_status_name(title_status(&q->view, NULL, 0, t, q->on)));
    else
        json_null(w);
    json_key(w, "status_label");
    if (t)
        json_string(w, title_status_label(title_status(&q->view, NULL, 0, t, q->on), q->english));
    else
        json_null(w);
    if (t) {
        json_key(w, "title");
        put_title(w, q->rq, q->atlas, &q->view, t, q->on);
    }
    put_host(w, q);
    json_put_string(w, "province", z->unit);
    put_place(w, q->atlas, "applicant", z->applicant);
    json_put_number(w, "declared_m2", z->declared_m2, 2);
    json_put_number(w, "area_m2", area, 2);
    json_put_int(w, "n_parts", (int64_t)n_parts);
    put_shape(w, q);
    json_put_date(w, "since", z->since);
    json_put_date(w, "until", z->until);
    put_source(w, z);
    json_put_moment(w, "recorded", z->recorded);
}

void zone_put_titles(struct json_writer *w, const struct zone_asked *q)
{
    const struct title **titles;
    size_t n = atlas_zone_titles(q->atlas, q->zone, q->as_of, q->rq->arena, &titles);

    json_put_array(w, "titles");
    for (size_t i = 0; i < n; i++)
        put_title(w, q->rq, q->atlas, &q->view, titles[i], q->on);
    json_end(w);
}
