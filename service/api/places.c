/* places.c - GET /api/v1/places (search) and /api/v1/places/{code} (one place). */
#include "api/handlers.h"
#include "api/place_json.h"
#include "api/service.h"
#include "api/title_json.h"
#include "domain/evidence.h"
#include "domain/lookup.h"

#include <string.h>

enum { DEFAULT_LIMIT = 10, MOST = 100, MAX_QUERY = 100 };

static bool read_filter(const struct request *rq, struct search_filter *f, struct err *err)
{
    const char *level = request_query(rq, "level");
    enum place_level parsed;

    f->level = -1;
    f->province = request_query(rq, "province");
    if (level) {
        if (!place_level_parse(level, &parsed))
            return err_say(err, ERR_BAD_PARAMETER, "level",
                           "level is one of province, prefecture, county",
                           "level 只能是 province、prefecture 或 county");
        f->level = (int)parsed;
    }
    if (f->province && !place_code_valid(f->province))
        return err_say(err, ERR_BAD_PARAMETER, "province",
                       "province is a six-digit code such as 320000",
                       "province 应为六位代码，例如 320000");
    return true;
}

bool api_places(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {"q", "level", "province", "limit", NULL};
    static const enum format formats[] = {FORMAT_JSON, FORMATS};
    struct search_filter filter;
    enum format format;
    long limit = DEFAULT_LIMIT;
    int hits[MOST];

    if (!request_allow(rq, allowed, err) || !request_format(rq, formats, &format, err) ||
        !read_filter(rq, &filter, err) || !request_int(rq, "limit", 1, MOST, &limit, err))
        return false;
    const char *q = request_query(rq, "q");
    if (!q || strspn(q, " ") == strlen(q))
        return err_say(err, ERR_BAD_PARAMETER, "q",
                       "q is missing: a name, pinyin, initials or a code",
                       "缺少 q：请给出名称、拼音、首字母或代码");
    if (strlen(q) > MAX_QUERY)
        return err_say(err, ERR_BAD_PARAMETER, "q", "q has at most %d bytes", "q 最多 %d 字节",
                       MAX_QUERY);
    const struct atlas *a = atlas_for(rq, rp, err);
    if (!a)
        return false;

    size_t n = atlas_search(a, q, &filter, hits, (size_t)limit);
    struct buf out = {0};
    struct json_writer w = json_writer_to(&out);
    json_object(&w);
    put_provenance(&w, a);
    json_put_array(&w, "places");
    for (size_t i = 0; i < n; i++) {
        json_object(&w);
        put_place_summary(&w, a, hits[i], rq->lang);
        json_end(&w);
    }
    json_end(&w);
    json_end(&w);
    answer_atlas(rp, a, TYPE_JSON, &out, NULL);
    return true;
}

/* A code that was replaced is answered with where to go. */
static bool answer_gone(const struct request *rq, struct reply *rp, const char *code,
                        const char *successor, const char *source)
{
    const char *link = arena_printf(rq->arena, "<%s/api/v1/places/%s>; rel=\"successor-version\"",
                                    rq->base_url, successor);
    struct err gone = {0};

    err_say(&gone, ERR_GONE, "code", "%1$s was replaced by %2$s (%3$s)",
            "代码 %1$s 已由 %2$s 取代（%3$s）", code, successor, source);
    reply_problem(rp, rq, &gone);
    reply_header(rp, "Link", link);
    return true;
}

static void put_geometry_facts(struct json_writer *w, const struct atlas *a, int place)
{
    const struct place *p = atlas_place(a, place);
    const struct box *box = &atlas_shape(a, place, DETAIL_FULL, NULL)->box;
    const double corners[] = {box->min_x, box->min_y, box->max_x, box->max_y};

    json_put_number(w, "area_km2", p->area_m2 / 1e6, 3);
    json_put_object(w, "label_point");
    json_put_number(w, "lon", p->label_x, 6);
    json_put_number(w, "lat", p->label_y, 6);
    json_end(w);
    json_put_array(w, "bbox");
    for (size_t i = 0; i < 4; i++)
        json_number(w, corners[i], 6);
    json_end(w);
}

static const char *collection_of(const struct place *p)
{
    static const char *const names[LEVELS] = {"provinces", "cities", "counties"};
    return names[p->level];
}

/* The tracks its kind may stand on; none is an answer too. */
static void put_tracks(struct json_writer *w, const struct place *p)
{
    json_put_array(w, "tracks");
    for (int track = 0; p->unit && track < TRACKS; track++) {
        if (track_admits((enum title_kind)track, p->kind))
            json_string(w, title_kind_name((enum title_kind)track));
    }
    json_end(w);
}

/* Of each kind the place could hold: whether it does, and what that rests on. */
static void put_reasons(struct json_writer *w, const struct request *rq, const struct view *v,
                        const struct holder *holder, date_t on)
{
    static const char *const words[] = {
        [TRUTH_NO] = "no", [TRUTH_UNKNOWN] = "unknown", [TRUTH_YES] = "yes"};
    enum side side = holder->unit ? place_kind_side(holder->kind) : SIDE_NONE;
    bool english = rq->lang == LANG_EN;
    char text[EVIDENCE_TEXT];

    json_put_array(w, "reasons");
    for (int i = 0; side != SIDE_NONE && i < 2; i++) {
        enum title_kind kind = i == 0 ? side_demonstration(side) : side_pilot(side);
        struct holding held = holding_of(v, holder, kind, on);

        json_object(w);
        json_put_string(w, "kind", title_kind_name(kind));
        json_put_string(w, "kind_label", title_kind_label(kind, english));
        json_put_string(w, "held", words[held.held]);
        json_put_string(w, "text", evidence_of_holding(&held, english, text));
        json_end(w);
    }
    json_end(w);
}

/* What is not among the titles may still be on a list that is here in part. */
static void put_leans(struct json_writer *w, const struct request *rq, const struct atlas *a,
                      const struct view *v, int place, date_t on)
{
    struct holder holder = atlas_place_holder(a, place);
    struct lookup found;

    lookup_assess(v, &holder, 1, on, &found);
    json_put_string(w, "answer", answer_name(found.answer));
    put_coverage(w, found.leans, found.n_leans);
    put_reasons(w, rq, v, &holder, on);
    put_not_covered(w, rq, on);
}

static void put_place(struct json_writer *w, const struct request *rq, const struct atlas *a,
                      int place, const struct when *when)
{
    struct view v = atlas_view(a, when->as_of, rq->arena);
    const struct place *p = atlas_place(a, place);

    json_object(w);
    put_place_summary(w, a, place, rq->lang);
    json_key(w, "province");
    put_place_ref(w, a, p->province);
    json_put_string(w, "recommending_unit", p->unit);
    json_put_bool(w, "sub_provincial", p->sub_provincial);
    json_put_date(w, "on", when->on);
    put_as_of(w, a, when->as_of);
    put_titles_of(w, rq, a, &v, &place, 1, when->on, true);
    put_tracks(w, p);
    put_leans(w, rq, a, &v, place, when->on);
    put_geometry_facts(w, a, place);
    json_put_array(w, "neighbours");
    for (size_t i = 0; i < p->n_neighbours; i++)
        put_place_ref(w, a, p->neighbours[i]);
    json_end(w);
    put_provenance(w, a);
    json_put_object(w, "links");
    json_put_string(w, "self",
                    arena_printf(rq->arena, "%s/api/v1/places/%s", rq->base_url, p->code));
    json_put_string(
        w, "eligibility",
        arena_printf(rq->arena, "%s/api/v1/places/%s/eligibility", rq->base_url, p->code));
    json_put_string(w, "feature",
                    arena_printf(rq->arena, "%s/ogc/collections/%s/items/%s", rq->base_url,
                                 collection_of(p), p->code));
    json_end(w);
    json_end(w);
}

bool api_place(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {"on", "asOf", NULL};
    static const enum format formats[] = {FORMAT_JSON, FORMATS};
    const char *code = rq->parts[0], *source = NULL;
    enum format format;
    struct when when;

    if (!request_allow(rq, allowed, err) || !request_format(rq, formats, &format, err) ||
        !when_read(rq, &when, err))
        return false;
    const struct atlas *a = atlas_for(rq, rp, err);
    if (!a || !when_check(a, &when, err))
        return false;
    int place = atlas_find_code(a, code);
    if (place < 0) {
        const char *successor = atlas_successor(a, code, &source);
        if (successor)
            return answer_gone(rq, rp, code, successor, source);
        return err_say(err, ERR_NOT_FOUND, "code", "there is no place with the code %s",
                       "没有代码为 %s 的地方", code);
    }
    struct buf out = {0};
    struct json_writer w = json_writer_to(&out);
    put_place(&w, rq, a, place, &when);
    answer_atlas(rp, a, TYPE_JSON, &out, when_key(rq, a, &when));
    return true;
}
