/* notices_write.c - POST /api/v1/notices: the nation opens those of the demonstration tracks, a
 * province its own of the pilot tracks; DELETE takes one back that was opened by mistake. */
#include "api/body.h"
#include "api/handlers.h"
#include "api/notice_json.h"
#include "api/path_number.h"
#include "api/title_json.h"
#include "api/written.h"

#include <cJSON.h>
#include <string.h>

enum { TITLE_MOST = 200, DOCUMENT_MOST = 200, ROUND_MOST = 20 };

static bool read_words(const struct request *rq, const cJSON *body, struct notice *n,
                       struct err *err)
{
    const char *track = NULL, *unit = NULL;

    if (!body_text(rq, body, "round", BODY_MUST, ROUND_MOST, &n->round, err) ||
        !body_text(rq, body, "track", BODY_MUST, ROUND_MOST, &track, err) ||
        !body_text(rq, body, "title", BODY_MUST, TITLE_MOST, &n->title, err) ||
        !body_text(rq, body, "document", BODY_MAY, DOCUMENT_MOST, &n->document, err) ||
        !body_text(rq, body, "unit", BODY_MUST, ROUND_MOST, &unit, err))
        return false;
    if (!applied_parse(track, &n->track))
        return err_say(err, ERR_BAD_BODY, "track",
                       "'%.20s' is no track: demo-city, demo-county, pilot-city, pilot-county, "
                       "demo-zone or trial-zone",
                       "“%.20s”不是申报类别：应为 demo-city、demo-county、pilot-city、"
                       "pilot-county、demo-zone 或 trial-zone",
                       track);
    return day_unit_parse(unit, &n->terms.unit) ||
           err_say(err, ERR_BAD_BODY, "unit", "'%.20s' is no unit of days: working or calendar",
                   "“%.20s”不是日期单位：应为 working（工作日）或 calendar（自然日）", unit);
}

static bool read_notice(const struct request *rq, struct notice *n, struct err *err)
{
    static const char *const members[] = {"round",     "track",  "title", "document",
                                          "published", "length", "unit",  "counts_publication",
                                          NULL};
    cJSON *body = write_body(rq, members, err);
    int64_t length = 0;
    bool ok;

    if (!body)
        return false;
    n->window.published = DATE_NONE;
    ok = read_words(rq, body, n, err) &&
         body_date(body, "published", BODY_MUST, &n->window.published, err) &&
         body_int(body, "length", BODY_MUST, 1, NOTICE_LONGEST, &length, err) &&
         body_bool(body, "counts_publication", BODY_MUST, &n->terms.counts_publication, err);
    n->terms.length = (int)length;
    cJSON_Delete(body);
    return ok;
}

static void write_notice(struct buf *out, const struct request *rq, const struct notice *n)
{
    struct json_writer w = json_writer_to(out);

    json_object(&w);
    put_notice(&w, rq, n, NULL, 0);
    json_put_array(&w, "entries");
    json_end(&w);
    json_end(&w);
}

/* For the chain: what was decided, and the window that came of it. */
static void write_decided(struct buf *out, const struct notice *n)
{
    struct json_writer w = json_writer_to(out);

    json_object(&w);
    json_put_string(&w, "round", n->round);
    json_put_string(&w, "track", title_kind_name(n->track));
    json_put_string(&w, "level", n->level);
    json_put_string(&w, "title", n->title);
    json_put_string(&w, "document", n->document);
    json_put_int(&w, "length", n->terms.length);
    json_put_string(&w, "unit", day_unit_name(n->terms.unit));
    json_put_bool(&w, "counts_publication", n->terms.counts_publication);
    json_put_date(&w, "published", n->window.published);
    json_put_date(&w, "first", n->window.first);
    json_put_date(&w, "last", n->window.last);
    json_end(&w);
}

static bool open_job(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    const char *unit = w->who.unit;
    struct notice n = {.level = unit && w->who.role == ROLE_PROVINCE ? unit : "national"};
    struct written t = {0};

    (void)arg;
    w->object = "notice";
    if (!written_may(w, NULL, ACTION_OPEN_NOTICE, &(struct subject){.unit = unit}, err) ||
        !read_notice(w->rq, &n, err) || !store_notice_open(w->s, &n, &w->by, err))
        return false;
    w->object = arena_printf(w->arena, "notice/%lld", (long long)n.id);
    write_decided(&t.after, &n);
    write_notice(&t.out, w->rq, &n);
    if (!written_change(w, rp, 201, &t, err))
        return false;
    reply_header(
        rp, "Location",
        arena_printf(w->arena, "%s/api/v1/notices/%lld", w->rq->base_url, (long long)n.id));
    return true;
}

bool api_notice_open(const struct request *rq, struct reply *rp, struct err *err)
{
    return write_signed_in(rq, rp, "open-notice", open_job, err);
}

/* ---- taking one back ---- */

/* Of whoever might have opened it: a province its own, the nation its own. */
static bool may_withdraw(struct write *w, const struct notice *n, struct err *err)
{
    bool national = n->id && strcmp(n->level, "national") == 0;
    const char *unit = n->id ? n->level : w->who.unit;

    if (!written_may(w, NULL, ACTION_OPEN_NOTICE, &(struct subject){.unit = unit}, err))
        return false;
    if (n->id == 0)
        return say_no_notice(w->rq, 0, err);
    return (w->who.role == ROLE_NATIONAL) == national ||
           err_say(err, ERR_FORBIDDEN, NULL, "a notice is withdrawn by the office that opened it",
                   "公示由发布单位撤回");
}

static void write_withdrawn(struct buf *out, const struct notice *n)
{
    struct json_writer w = json_writer_to(out);

    json_object(&w);
    json_put_moment(&w, "withdrawn", n->withdrawn);
    json_put_string(&w, "reason", n->withdrawn_why);
    json_end(&w);
}

static bool withdraw_job(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    const int64_t id = path_row(w->rq, 0);
    struct written t = {0};
    const char *why = NULL;
    struct notice n;

    (void)arg;
    w->object = arena_printf(w->arena, "notice/%lld", (long long)id);
    if (!store_notice(w->s, w->arena, id, &n, err) || !may_withdraw(w, &n, err) ||
        !written_reason(w->rq, &why, err) || !store_notice_withdraw(w->s, id, why, &w->by, err))
        return false;
    write_decided(&t.before, &n);
    if (!store_notice(w->s, w->arena, id, &n, err)) {
        buf_free(&t.before);
        return false;
    }
    write_withdrawn(&t.after, &n);
    write_notice(&t.out, w->rq, &n);
    return written_change(w, rp, 200, &t, err);
}

bool api_notice_withdraw(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {"reason", NULL};

    return request_allow_json(rq, allowed, err) &&
           write_answer(rq, rp, WRITE_SIGNED_IN, "withdraw-notice", withdraw_job, NULL, err);
}
