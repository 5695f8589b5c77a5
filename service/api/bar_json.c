/* bar_json.c - see bar_json.h. */
#include "api/bar_json.h"

#include "api/title_json.h"
#include "domain/unit.h"

/* Both offices are named in the record: that of the place and that of its province (N23/五(二)). */
void put_bar(struct json_writer *w, const struct request *rq, const struct atlas *a,
             const struct bar_row *b)
{
    int place = atlas_find_code(a, b->bar.place);
    const struct unit *unit =
        place >= 0 && atlas_place(a, place)->unit ? unit_find(atlas_place(a, place)->unit) : NULL;

    json_object(w);
    json_put_int(w, "id", b->id);
    json_put_object(w, "place");
    json_put_string(w, "code", b->bar.place);
    json_put_string(w, "name", place >= 0 ? atlas_place(a, place)->name : NULL);
    json_end(w);
    json_put_object(w, "province");
    json_put_string(w, "code", unit ? unit->code : NULL);
    json_put_string(w, "name", !unit ? NULL : rq->lang == LANG_EN ? unit->en : unit->zh);
    json_end(w);
    json_put_string(w, "round", b->bar.round);
    json_put_date(w, "since", b->bar.since);
    json_put_date(w, "until", b->bar.until);
    json_put_string(w, "document", b->bar.document);
    json_put_string(w, "criticism", b->criticism);
    json_put_string(w, "clause", "N23/五(二)");
    json_put_moment(w, "recorded", b->bar.recorded);
    json_end(w);
}
