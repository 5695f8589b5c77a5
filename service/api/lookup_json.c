/* lookup_json.c - the point is moved to CGCS2000 and found; its chain, what is held there, and how
 * far that can be relied on are written. */
#include "api/lookup_json.h"

#include "api/lookup_zones.h"
#include "api/place_json.h"
#include "atlas/near.h"
#include "domain/lookup.h"

#include <string.h>

static void assess_chain(const struct lookup_view *l, const struct chain *chain, struct lookup *out)
{
    struct holder holders[3];

    for (size_t i = 0; i < chain->n; i++)
        holders[i] = atlas_place_holder(l->a, chain->places[i]);
    lookup_assess(&l->view, holders, chain->n, l->on, out);
}

/* Only a point that says how far off it may be can be too near an edge. */
static enum answer near_answer(const struct lookup_view *l, const struct lookup_point *p,
                               double lon, double lat, enum answer here)
{
    size_t n;

    if (!(p->accuracy > 0))
        return here;
    struct nearby *near = atlas_near(l->a, lon, lat, p->accuracy, l->rq->arena, &n);
    struct beyond *beyond = arena_alloc(l->rq->arena, n, sizeof *beyond);
    for (size_t i = 0; i < n; i++) {
        struct chain chain = atlas_chain(l->a, near[i].place);
        struct lookup there;
        assess_chain(l, &chain, &there);
        beyond[i] = (struct beyond){there.answer, near[i].metres};
    }
    return lookup_near(here, beyond, n, p->accuracy);
}

const char *lookup_word(const struct lookup_view *l, const struct lookup_point *p,
                        const struct chain *chain)
{
    double lon = p->lon, lat = p->lat;
    struct lookup found;

    datum_to_cgcs2000(p->datum, &lon, &lat);
    assess_chain(l, chain, &found);
    return answer_name(near_answer(l, p, lon, lat, found.answer));
}

static void put_point(struct json_writer *w, const struct lookup_point *p, double lon, double lat)
{
    json_put_object(w, "point");
    json_put_number(w, "lon", lon, 8);
    json_put_number(w, "lat", lat, 8);
    json_end(w);
    if (p->datum == DATUM_CGCS2000)
        return;
    json_put_object(w, "given");
    json_put_number(w, "lon", p->lon, 8);
    json_put_number(w, "lat", p->lat, 8);
    json_put_string(w, "datum", datum_name(p->datum));
    json_end(w);
}

void put_lookup(struct json_writer *w, const struct lookup_view *l, const struct lookup_point *p)
{
    double lon = p->lon, lat = p->lat;
    struct lookup found;

    datum_to_cgcs2000(p->datum, &lon, &lat);
    struct chain chain = atlas_locate(l->a, lon, lat);
    assess_chain(l, &chain, &found);

    json_object(w);
    put_provenance(w, l->a);
    if (p->id)
        json_put_string(w, "id", p->id);
    json_put_date(w, "on", l->on);
    put_as_of(w, l->a, l->view.as_of);
    put_point(w, p, lon, lat);
    json_put_string(w, "answer", answer_name(near_answer(l, p, lon, lat, found.answer)));
    json_put_array(w, "divisions");
    for (size_t i = 0; i < chain.n; i++)
        put_division(w, l->a, chain.places[i]);
    json_end(w);
    put_titles_of(w, l->rq, l->a, &l->view, chain.places, chain.n, l->on, false);
    put_lookup_zones(w, l, &chain, lon, lat);
    json_put_bool(w, "on_edge", chain.on_edge);
    json_put_number(w, "edge_metres", chain.edge_metres, 1);
    put_coverage(w, found.leans, found.n_leans);
    put_not_covered(w, l->rq, l->on);
    json_end(w);
}
