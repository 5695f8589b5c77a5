/* place_json.c - one way to write a place, for search, card, lookup and lists alike. */
#include "api/place_json.h"

#include "api/service.h"

void put_place_ref(struct json_writer *w, const struct atlas *a, int place)
{
    const struct place *p = atlas_place(a, place);

    json_object(w);
    json_put_string(w, "code", p->code);
    json_put_string(w, "name", p->name);
    json_end(w);
}

void put_division(struct json_writer *w, const struct atlas *a, int place)
{
    const struct place *p = atlas_place(a, place);

    json_object(w);
    json_put_string(w, "code", p->code);
    json_put_string(w, "name", p->name);
    json_put_string(w, "level", place_level_name(p->level));
    json_end(w);
}

static void put_ancestors(struct json_writer *w, const struct atlas *a, int place)
{
    if (place < 0)
        return;
    put_ancestors(w, a, atlas_place(a, place)->parent);
    put_division(w, a, place);
}

void put_parents(struct json_writer *w, const struct atlas *a, int place)
{
    json_put_array(w, "parents");
    put_ancestors(w, a, atlas_place(a, place)->parent);
    json_end(w);
}

void put_place_summary(struct json_writer *w, const struct atlas *a, int place, enum lang lang)
{
    const struct place *p = atlas_place(a, place);

    json_put_string(w, "code", p->code);
    json_put_string(w, "name", p->name);
    json_put_string(w, "short_name", p->short_name);
    json_put_string(w, "pinyin", p->pinyin);
    json_put_string(w, "kind", place_kind_name(p->kind));
    json_put_string(w, "kind_label", place_kind_label(p->kind, lang == LANG_EN));
    json_put_string(w, "level", place_level_name(p->level));
    put_parents(w, a, place);
}

void put_provenance(struct json_writer *w, const struct atlas *a)
{
    json_put_int(w, "revision", atlas_revision(a));
    json_put_string(w, "boundary_date", BOUNDARY_DATE);
    json_put_string(w, "boundary_scale", BOUNDARY_SCALE);
}
