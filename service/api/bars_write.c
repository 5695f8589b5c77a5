/* bars_write.c - a bar is put right (PUT) or taken back (DELETE) by the national office, with a
 * reason.  What stood there stays on record: who asks about a day before is answered as before. */
#include "api/bar_json.h"
#include "api/body.h"
#include "api/handlers.h"
#include "api/path_number.h"
#include "api/written.h"
#include "store/change.h"

#include <cJSON.h>

enum { TEXT_MOST = 400 };

/* A member that is left out stays as it is; null takes it out. */
static bool is_named(const cJSON *body, const char *name)
{
    return cJSON_GetObjectItemCaseSensitive(body, name) != NULL;
}

static bool change_text(const struct request *rq, const cJSON *body, const char *name,
                        const char **out, struct err *err)
{
    if (!is_named(body, name))
        return true;
    *out = NULL;
    return body_text(rq, body, name, BODY_MAY, TEXT_MOST, out, err);
}

static bool change_day_of(const cJSON *body, const char *name, date_t *out, struct err *err)
{
    if (!is_named(body, name))
        return true;
    *out = DATE_NONE;
    return body_date(body, name, BODY_MAY, out, err);
}

static bool read_change(const struct request *rq, struct bar_row *b, const char **why,
                        struct err *err)
{
    static const char *const members[] = {"until", "document", "criticism", "reason", NULL};
    cJSON *body = write_body(rq, members, err);
    bool ok = body && change_day_of(body, "until", &b->bar.until, err) &&
              change_text(rq, body, "document", &b->bar.document, err) &&
              change_text(rq, body, "criticism", &b->criticism, err) &&
              body_text(rq, body, "reason", BODY_MAY, TEXT_MOST, why, err);

    cJSON_Delete(body);
    return ok && (*why || err_say(err, ERR_REASON_MISSING, "reason", "say why it is changed",
                                  "请说明更正理由"));
}

/* For the chain: all of it is public. */
static void write_entered(struct buf *out, const struct bar_row *b, const char *why)
{
    struct json_writer w = json_writer_to(out);

    json_object(&w);
    json_put_int(&w, "id", b->id);
    json_put_string(&w, "place", b->bar.place);
    json_put_string(&w, "round", b->bar.round);
    json_put_date(&w, "since", b->bar.since);
    json_put_date(&w, "until", b->bar.until);
    json_put_string(&w, "document", b->bar.document);
    json_put_string(&w, "criticism", b->criticism);
    if (why)
        json_put_string(&w, "reason", why);
    json_end(&w);
}

static void write_reason(struct buf *out, const char *why)
{
    struct json_writer w = json_writer_to(out);

    json_object(&w);
    json_put_string(&w, "reason", why);
    json_end(&w);
}

/* Names of places do not differ from one revision to the next but by a load. */
static bool write_bar(struct buf *out, const struct request *rq, const struct bar_row *b,
                      struct err *err)
{
    const struct atlas *a = atlas_take(service_of(rq)->holder);
    struct json_writer w = json_writer_to(out);

    if (!a)
        return err_say(err, ERR_BUSY, NULL,
                       "the register is still being read; try again in a moment",
                       "登记簿正在读取，请稍后再试");
    put_bar(&w, rq, a, b);
    atlas_give(a);
    return true;
}

static bool find_bar(struct write *w, struct bar_row *b, struct err *err)
{
    const int64_t id = path_row(w->rq, 0);

    w->object = arena_printf(w->arena, "bar/%lld", (long long)id);
    if (!written_may(w, NULL, ACTION_SET_BAR, &(struct subject){0}, err) ||
        !store_bar(w->s, w->arena, id, b, err))
        return false;
    return b->id || err_say(err, ERR_NOT_FOUND, NULL, "there is no bar %.40s",
                            "没有取消资格记录 %.40s", w->rq->parts[0]);
}

static struct revision because(const struct write *w, const char *why, const char *document,
                               char who[CHANGE_WHO])
{
    return (struct revision){
        .recorded = w->by.now, .who = change_who(&w->by, who), .why = why, .source = document};
}

static bool correct_job(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    struct written t = {0};
    const char *why = NULL;
    char who[CHANGE_WHO];
    struct bar_row old, b;

    (void)arg;
    if (!find_bar(w, &old, err))
        return false;
    b = old;
    if (!read_change(w->rq, &b, &why, err))
        return false;
    const struct revision r = because(w, why, b.bar.document, who);
    if (!store_bar_correct(w->s, w->arena, &b, &r, err) || !write_bar(&t.out, w->rq, &b, err))
        return false;
    write_entered(&t.before, &old, NULL);
    write_entered(&t.after, &b, why);
    return written_change(w, rp, 200, &t, err);
}

bool api_bar_correct(const struct request *rq, struct reply *rp, struct err *err)
{
    return write_signed_in(rq, rp, "correct-bar", correct_job, err);
}

static bool end_job(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    struct buf before = {0}, after = {0};
    const char *why = NULL;
    char who[CHANGE_WHO];
    struct revision now;
    struct bar_row b;
    bool ok;

    (void)arg;
    if (!find_bar(w, &b, err) || !written_reason(w->rq, &why, err))
        return false;
    const struct revision r = because(w, why, NULL, who);
    if (!store_bar_end(w->s, w->arena, b.id, &r, err) || !store_revision(w->s, w->arena, &now, err))
        return false;
    write_entered(&before, &b, NULL);
    write_reason(&after, why);
    ok = write_done(w, w->object, before.data, after.data, err);
    buf_free(&before);
    buf_free(&after);
    reply_borrow(rp, 204, NULL, (struct bytes){0}, NULL, NULL);
    rp->revision = now.number;
    return ok;
}

bool api_bar_end(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {"reason", NULL};

    return request_allow_json(rq, allowed, err) &&
           write_answer(rq, rp, WRITE_SIGNED_IN, "take-back-bar", end_job, NULL, err);
}
