/* standards.c - the standards a recommending unit sets for its pilots (N23/三(二)), for anybody to
 * read. */
#include "api/body.h"
#include "api/handlers.h"
#include "api/round_track.h"
#include "api/service.h"
#include "api/title_json.h"
#include "api/written.h"
#include "atlas/notices.h"
#include "domain/unit.h"

#include <cJSON.h>
#include <string.h>

enum { ITEMS_MOST = 100, ITEM_MOST = 1000, SOURCE_MOST = 400 };

static void put_unit(struct json_writer *w, const struct request *rq, const char *code)
{
    const struct unit *unit = unit_find(code);

    json_put_string(w, "unit", code);
    json_put_string(w, "unit_name", rq->lang == LANG_EN ? unit->en : unit->zh);
}

/* ---- standards ---- */

static void put_item(struct json_writer *w, const struct standard_item *item, int position)
{
    json_object(w);
    json_put_int(w, "position", position);
    json_put_string(w, "text", item->text);
    json_put_string(w, "source", item->source);
    json_end(w);
}

bool api_standard(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {NULL};
    static const enum format formats[] = {FORMAT_JSON, FORMATS};
    enum title_kind track;
    enum format format;
    const char *unit;
    struct buf out = {0};
    size_t n, found = 0;

    if (!request_allow(rq, allowed, err) || !request_format(rq, formats, &format, err) ||
        !path_unit(rq, 0, &unit, err) || !path_track(rq, 1, &track, err))
        return false;
    const struct atlas *a = atlas_for(rq, rp, err);
    if (!a)
        return false;
    const struct standard_item *all = atlas_standards(a, &n);
    struct json_writer w = json_writer_to(&out);
    json_object(&w);
    json_put_int(&w, "revision", atlas_revision(a));
    put_unit(&w, rq, unit);
    json_put_string(&w, "track", title_kind_name(track));
    json_put_array(&w, "items");
    for (size_t i = 0; i < n; i++) {
        if (strcmp(all[i].unit, unit) == 0 && all[i].track == track)
            put_item(&w, &all[i], (int)++found);
    }
    json_end(&w);
    json_put_string(&w, "status", found ? "published" : "unknown");
    json_end(&w);
    answer_atlas(rp, a, TYPE_JSON, &out, NULL);
    return true;
}

static bool read_item(const struct request *rq, const cJSON *item, struct standard_item *out,
                      struct err *err)
{
    static const char *const members[] = {"text", "source", NULL};

    return item_members(item, members, err) &&
           body_text(rq, item, "text", BODY_MUST, ITEM_MOST, &out->text, err) &&
           body_text(rq, item, "source", BODY_MUST, SOURCE_MOST, &out->source, err);
}

static bool read_items(const struct request *rq, struct standard_item **out, size_t *n,
                       struct err *err)
{
    static const char *const members[] = {"items", NULL};
    cJSON *body = write_body(rq, members, err);
    const cJSON *list, *item;
    bool ok;

    *n = 0;
    if (!body)
        return false;
    list = cJSON_GetObjectItemCaseSensitive(body, "items");
    ok = (cJSON_IsArray(list) && cJSON_GetArraySize(list) <= ITEMS_MOST) ||
         err_say(err, ERR_BAD_BODY, "items",
                 "items is a list of at most %d objects with text and source",
                 "items 应为列表，最多 %d 项，每项有 text 与 source", (int)ITEMS_MOST);
    *out = arena_alloc(rq->arena, ITEMS_MOST, sizeof **out);
    cJSON_ArrayForEach (item, list) {
        if (!ok)
            break;
        ok = read_item(rq, item, &(*out)[*n], err);
        if (!ok)
            item_field(err, "items", *n);
        ++*n;
    }
    cJSON_Delete(body);
    return ok;
}

static void write_items(struct buf *out, const struct request *rq, const char *unit,
                        enum title_kind track, const struct standard_item *items, size_t n)
{
    struct json_writer w = json_writer_to(out);

    json_object(&w);
    put_unit(&w, rq, unit);
    json_put_string(&w, "track", title_kind_name(track));
    json_put_array(&w, "items");
    for (size_t i = 0; i < n; i++)
        put_item(&w, &items[i], (int)i + 1);
    json_end(&w);
    json_put_string(&w, "status", n ? "published" : "unknown");
    json_end(&w);
}

static bool is_pilot(enum title_kind track, struct err *err)
{
    return title_kind_is_pilot(track) ||
           err_say(err, ERR_NOT_FOUND, NULL,
                   "provinces set standards for pilot-city and pilot-county alone",
                   "省级资格标准仅适用于 pilot-city 与 pilot-county");
}

static bool standard_job(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    const char *unit;
    enum title_kind track;
    struct standard_item *items;
    struct written t = {0};
    size_t n;

    (void)arg;
    w->object = arena_printf(w->arena, "standard/%.20s/%.20s", w->rq->parts[0], w->rq->parts[1]);
    if (!written_may(w, NULL, ACTION_SET_STANDARD, &(struct subject){.unit = w->rq->parts[0]},
                     err) ||
        !path_unit(w->rq, 0, &unit, err) || !path_track(w->rq, 1, &track, err) ||
        !is_pilot(track, err) || !read_items(w->rq, &items, &n, err) ||
        !store_standard_set(w->s, unit, track, items, n, &w->by, err))
        return false;
    write_items(&t.out, w->rq, unit, track, items, n);
    return written_change(w, rp, 200, &t, err);
}

bool api_standard_put(const struct request *rq, struct reply *rp, struct err *err)
{
    return write_signed_in(rq, rp, "set-standard", standard_job, err);
}
