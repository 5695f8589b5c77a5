/* draws_write.c - POST /api/v1/draws, …/{id}/seed and PUT …/{id}/outcome.
 *
 * Institutions are listed from the directory as it stands that day; inspectors come as digests, so
 * that no name of theirs is ever published. */
#include "api/body.h"
#include "api/draw_json.h"
#include "api/handlers.h"
#include "api/institution_write.h"
#include "api/path_number.h"
#include "api/round_track.h"
#include "store/draws.h"
#include "store/zones.h"

#include <assert.h>
#include <cJSON.h>
#include <string.h>

enum { ZONE_MOST = 64 };

/* ---- who stands in a directory today ---- */

struct standing {
    struct institution_records all;
    date_t today;
};

static bool stands(const struct standing *d, int64_t id)
{
    for (size_t i = 0; i < d->all.n_stays; i++) {
        if (d->all.stays[i].institution == id &&
            stay_holds(&d->all.stays[i], d->today, MOMENT_NONE))
            return true;
    }
    return false;
}

static const struct institution *row_today(const struct standing *d, int64_t id)
{
    for (size_t i = 0; i < d->all.n_rows; i++) {
        if (d->all.rows[i].id == id &&
            institution_row_shown(&d->all.rows[i], d->today, MOMENT_NONE))
            return &d->all.rows[i];
    }
    return NULL;
}

static void add_target(struct draw_list *l, const struct institution *i)
{
    if (l->n_targets <= DRAW_TARGETS_MOST) /* one more than there may be is refused by name */
        l->targets[l->n_targets++] = (struct draw_target){i->id, i->uscc, i->name};
}

static void list_zone(const struct standing *d, const char *zone, struct draw_list *l)
{
    for (size_t i = 0; i < d->all.n_rows; i++) {
        const struct institution *row = &d->all.rows[i];

        if (strcmp(row->zone, zone) == 0 && institution_row_shown(row, d->today, MOMENT_NONE) &&
            stands(d, row->id))
            add_target(l, row);
    }
}

static bool list_named(const struct standing *d, const cJSON *ids, const char *zone,
                       struct draw_list *l, struct err *err)
{
    const cJSON *item;
    size_t n = 0;

    cJSON_ArrayForEach (item, ids) {
        const int64_t id = cJSON_IsNumber(item) && item->valuedouble >= 1 &&
                                   item->valuedouble <= 9007199254740992.0
                               ? (int64_t)item->valuedouble
                               : 0;
        const struct institution *row = id ? row_today(d, id) : NULL;

        if (!row || !stands(d, id) || (zone && strcmp(row->zone, zone) != 0)) {
            err_say(err, ERR_BAD_BODY, "number",
                    "%lld is the number of no institution in this directory today",
                    "编号 %lld 的机构今日不在该名录中", (long long)id);
            item_field(err, "institutions", n);
            return false;
        }
        add_target(l, row);
        n++;
    }
    return true;
}

static bool list_targets(struct write *w, const cJSON *body, struct standing *d, const char *zone,
                         struct draw_list *l, struct err *err)
{
    const cJSON *ids = cJSON_GetObjectItemCaseSensitive(body, "institutions");

    if (!store_institution_records(w->s, w->arena, 0, &d->all, err))
        return false;
    d->today = w->rq->today;
    l->targets = arena_alloc(w->arena, DRAW_TARGETS_MOST + 1, sizeof *l->targets);
    if (cJSON_IsArray(ids))
        return list_named(d, ids, zone, l, err);
    if ((ids && !cJSON_IsNull(ids)) || !zone)
        return err_say(err, ERR_BAD_BODY, "institutions",
                       "name a zone, or institutions by their numbers in the directory",
                       "须指明 zone，或以名录编号列出 institutions");
    list_zone(d, zone, l);
    return true;
}

/* ---- inspectors and exclusions ---- */

static bool read_inspectors(const struct request *rq, const cJSON *body, struct draw_list *l,
                            struct err *err)
{
    const cJSON *list = cJSON_GetObjectItemCaseSensitive(body, "inspectors"), *item;

    const int n = cJSON_IsArray(list) ? cJSON_GetArraySize(list) : 0;

    if (n < 1 || n > DRAW_INSPECTORS_MOST)
        return err_say(err, ERR_BAD_BODY, "inspectors",
                       "inspectors is a list of 1 to %d digests of 64 digits 0-9 and a-f",
                       "inspectors 应为列表，含 1 至 %d 个 64 位十六进制摘要",
                       (int)DRAW_INSPECTORS_MOST);
    l->inspectors = arena_alloc(rq->arena, DRAW_INSPECTORS_MOST, sizeof *l->inspectors);
    cJSON_ArrayForEach (item, list)
        l->inspectors[l->n_inspectors++] =
            cJSON_IsString(item) ? arena_strdup(rq->arena, item->valuestring) : "";
    return true;
}

static int target_number(const struct draw_list *l, int64_t id)
{
    for (int t = 0; t < l->n_targets; t++) {
        if (l->targets[t].id == id)
            return t + 1;
    }
    return 0;
}

static bool read_exclusion(const struct request *rq, const cJSON *item, struct draw_list *l,
                           struct err *err)
{
    static const char *const members[] = {"inspector", "institution", "reason", NULL};
    struct draw_exclusion *e = &l->exclusions[l->n_exclusions];
    int64_t inspector = 0, institution = 0;

    if (!cJSON_IsObject(item))
        return err_say(err, ERR_BAD_BODY, "exclusion",
                       "an exclusion has inspector, institution and reason",
                       "回避关系应含 inspector、institution 与 reason");
    if (!item_members(item, members, err) ||
        !body_int(item, "inspector", BODY_MUST, 1, l->n_inspectors, &inspector, err) ||
        !body_int(item, "institution", BODY_MUST, 1, 9007199254740991, &institution, err) ||
        !body_text(rq, item, "reason", BODY_MUST, DRAW_TEXT_MOST, &e->reason, err))
        return false;
    e->inspector = (int)inspector;
    e->target = target_number(l, institution);
    return e->target || err_say(err, ERR_BAD_BODY, "institution",
                                "institution %lld is not on the list of this draw",
                                "机构 %lld 不在本次抽查名单中", (long long)institution);
}

static bool read_exclusions(const struct request *rq, const cJSON *body, struct draw_list *l,
                            struct err *err)
{
    const cJSON *list = cJSON_GetObjectItemCaseSensitive(body, "exclusions"), *item;

    if (!list || cJSON_IsNull(list))
        return true;
    if (!cJSON_IsArray(list) || cJSON_GetArraySize(list) > DRAW_EXCLUSIONS_MOST)
        return err_say(err, ERR_BAD_BODY, "exclusions", "exclusions is a list of at most %d",
                       "exclusions 应为列表，最多 %d 项", (int)DRAW_EXCLUSIONS_MOST);
    l->exclusions = arena_alloc(rq->arena, DRAW_EXCLUSIONS_MOST, sizeof *l->exclusions);
    cJSON_ArrayForEach (item, list) {
        if (!read_exclusion(rq, item, l, err)) {
            item_field(err, "exclusions", (size_t)l->n_exclusions);
            return false;
        }
        l->n_exclusions++;
    }
    return true;
}

/* ---- publishing ---- */

static bool read_head(const struct request *rq, const cJSON *body, struct draw_list *l,
                      const char **zone, struct err *err)
{
    int64_t draw = 0, each = 0;

    l->not_before = MOMENT_NONE;
    if (!body_text(rq, body, "title", BODY_MUST, DRAW_TEXT_MOST, &l->title, err) ||
        !body_text(rq, body, "zone", BODY_MAY, ZONE_MOST, zone, err) ||
        !body_text(rq, body, "seed_from", BODY_MUST, DRAW_TEXT_MOST, &l->seed_from, err) ||
        !body_moment(rq, body, "seed_not_before", &l->not_before, err) ||
        !body_int(body, "draw", BODY_MUST, 1, DRAW_TARGETS_MOST, &draw, err) ||
        !body_int(body, "each", BODY_MUST, 1, DRAW_EACH_MOST, &each, err))
        return false;
    l->n_drawn = (int)draw;
    l->n_each = (int)each;
    return l->not_before != MOMENT_NONE ||
           err_say(err, ERR_BAD_BODY, "seed_not_before", "the body needs a member '%s'",
                   "请求体缺少“%s”", "seed_not_before");
}

/* A province draws among what is its own. */
static bool may_draw(struct write *w, const struct standing *d, const struct draw_list *l,
                     struct err *err)
{
    const char *asked = NULL;

    for (int t = 0; t < l->n_targets; t++) {
        const struct institution *row = row_today(d, l->targets[t].id);

        assert(row && row->zone); /* it was listed from there */
        if (asked && strcmp(asked, row->zone) == 0)
            continue;
        asked = row->zone;
        if (!directory_may(w->s, w->arena, &w->who, w->rq->today, asked, ACTION_DRAW, err))
            return false;
    }
    return true;
}

static bool read_draw(struct write *w, const cJSON *body, struct draw_list *l, struct draw_row *d,
                      struct err *err)
{
    struct standing directory = {.all = {0}};

    return read_head(w->rq, body, l, &d->zone, err) &&
           (!d->zone ||
            directory_may(w->s, w->arena, &w->who, w->rq->today, d->zone, ACTION_DRAW, err)) &&
           list_targets(w, body, &directory, d->zone, l, err) && may_draw(w, &directory, l, err) &&
           read_inspectors(w->rq, body, l, err) && read_exclusions(w->rq, body, l, err);
}

static bool settle(struct write *w, const struct draw_row *d, const struct draw_list *l,
                   const struct draw_result *r, unsigned status, struct reply *rp, struct err *err)
{
    struct written t = {0};
    struct json_writer after = json_writer_to(&t.after), out = json_writer_to(&t.out);

    w->object = arena_printf(w->arena, "draw/%lld", (long long)d->id);
    json_object(&after);
    put_draw_head(&after, w->rq, d, l);
    json_end(&after);
    json_object(&out);
    put_draw(&out, w->rq, d, l, r, NULL, NULL);
    json_end(&out);
    return written_change(w, rp, status, &t, err);
}

static bool publish_job(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    static const char *const members[] = {
        "title", "zone",       "institutions", "inspectors",      "draw",
        "each",  "exclusions", "seed_from",    "seed_not_before", NULL};
    const bool province = w->who.role == ROLE_PROVINCE && w->who.unit;
    struct draw_row d = {.unit = province ? w->who.unit : "national"};
    struct draw_list l = {0};
    cJSON *body;
    bool ok;

    (void)arg;
    w->object = "draw";
    if (!written_may(w, NULL, ACTION_DRAW, &(struct subject){.unit = w->who.unit}, err))
        return false;
    body = write_body(w->rq, members, err);
    if (!body)
        return false;
    ok = read_draw(w, body, &l, &d, err) && store_draw_publish(w->s, w->arena, &l, &d, &w->by, err);
    cJSON_Delete(body);
    if (!ok || !settle(w, &d, &l, NULL, 201, rp, err))
        return false;
    reply_header(rp, "Location",
                 arena_printf(w->arena, "%s/api/v1/draws/%lld", w->rq->base_url, (long long)d.id));
    return true;
}

bool api_draw_publish(const struct request *rq, struct reply *rp, struct err *err)
{
    return write_signed_in(rq, rp, "publish-draw", publish_job, err);
}

/* ---- the seed ---- */

/* The draw that the path names, if it is one's own. */
static bool find_own(struct write *w, struct draw_row *d, struct err *err)
{
    int64_t id;
    struct subject what = {0};

    if (!path_id(w->rq, &id, err) || !store_draw(w->s, w->arena, id, d, err))
        return false;
    w->object = arena_printf(w->arena, "draw/%lld", (long long)id);
    what.unit = d->unit;
    return written_may(w, NULL, ACTION_DRAW, &what, err) &&
           (d->id || err_say(err, ERR_NOT_FOUND, NULL, "there is no draw '%.40s'",
                             "没有编号为“%.40s”的抽查", w->rq->parts[0]));
}

static bool seed_job(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    static const char *const members[] = {"value", "source", NULL};
    struct draw_row d;
    struct draw_list l;
    struct draw_result r;
    const char *value = NULL, *source = NULL;
    cJSON *body;
    bool ok;

    (void)arg;
    if (!find_own(w, &d, err))
        return false;
    body = write_body(w->rq, members, err);
    if (!body)
        return false;
    ok = body_text(w->rq, body, "value", BODY_MUST, DRAW_TEXT_MOST, &value, err) &&
         body_text(w->rq, body, "source", BODY_MUST, DRAW_TEXT_MOST, &source, err);
    cJSON_Delete(body);
    if (!ok || !store_draw_seed(w->s, w->arena, &d, value, source, &w->by, err) ||
        !draw_list_read(w->arena, d.list, strlen(d.list), &l, err))
        return false;
    ok = draw_run(&l, &d.commitment, d.seed, w->arena, &r);
    return settle(w, &d, &l, ok ? &r : NULL, 200, rp, err);
}

bool api_draw_seed(const struct request *rq, struct reply *rp, struct err *err)
{
    return write_signed_in(rq, rp, "seed-draw", seed_job, err);
}

/* ---- what came of it ---- */

static bool read_outcome(const struct request *rq, struct draw_outcome *o, struct err *err)
{
    static const char *const members[] = {"institution", "inspected", "outcome", "document", NULL};
    cJSON *body = write_body(rq, members, err);
    bool ok;

    if (!body)
        return false;
    o->inspected = DATE_NONE;
    ok = body_int(body, "institution", BODY_MUST, 1, 9007199254740991, &o->institution, err) &&
         body_date(body, "inspected", BODY_MAY, &o->inspected, err) &&
         body_text(rq, body, "outcome", BODY_MUST, INSTITUTION_WORDS_MOST, &o->words, err) &&
         body_text(rq, body, "document", BODY_MAY, INSTITUTION_WORDS_MOST, &o->document, err);
    cJSON_Delete(body);
    return ok && (o->inspected == DATE_NONE || o->inspected <= rq->today ||
                  err_say(err, ERR_BAD_BODY, "inspected", "the day lies ahead", "日期晚于今日"));
}

static bool outcome_job(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    struct draw_row d;
    struct draw_outcome o = {0};
    struct written t = {0};

    (void)arg;
    if (!find_own(w, &d, err) || !read_outcome(w->rq, &o, err) ||
        !store_draw_tell(w->s, w->arena, &d, &o, &w->by, err))
        return false;
    struct json_writer out = json_writer_to(&t.out);
    json_object(&out);
    json_put_int(&out, "draw", d.id);
    json_put_int(&out, "institution", o.institution);
    put_draw_outcome(&out, &o);
    json_end(&out);
    return written_change(w, rp, 200, &t, err);
}

bool api_draw_outcome(const struct request *rq, struct reply *rp, struct err *err)
{
    return write_signed_in(rq, rp, "draw-outcome", outcome_job, err);
}
