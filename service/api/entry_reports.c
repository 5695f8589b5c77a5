/* entry_reports.c - "this entry is wrong": anybody may say so, a few times an hour; the national
 * office reads and answers.  Nothing of it is shown to anybody else, least of all who wrote it. */
#include "api/body.h"
#include "api/handlers.h"
#include "api/page.h"
#include "api/path_number.h"
#include "api/public_write.h"
#include "api/scores_json.h"
#include "api/written.h"
#include "store/proposals_facts.h"
#include "store/readers.h"

#include <cJSON.h>
#include <string.h>

enum {
    MOST_ABOUT = 20,
    MOST_TEXT = 4000,
    MOST_CONTACT = 200,
    MOST_ANSWER = 4000,
    MINUTE = 60 * 1000,
};

/* A whole office may sit behind one network; a machine that fills the desk is stopped. */
static const struct throttle_rule by_network = {"report", 10, MINUTE, 60 * MINUTE, 6 * 60 * MINUTE};

/* ---- from anybody ---- */

/* The code of a place is a text; the number of a title may come as a number. */
static bool read_about(const struct request *rq, const cJSON *body, const char **about,
                       struct err *err)
{
    const cJSON *m = cJSON_GetObjectItemCaseSensitive(body, "about");
    int64_t id = 0;

    if (!cJSON_IsNumber(m))
        return body_text(rq, body, "about", BODY_MUST, MOST_ABOUT, about, err);
    if (!body_int(body, "about", BODY_MUST, 1, INT64_C(1) << 50, &id, err))
        return false;
    *about = arena_printf(rq->arena, "title/%lld", (long long)id);
    return true;
}

static bool read_report(const struct request *rq, const char **about, const char **text,
                        const char **contact, struct err *err)
{
    static const char *const members[] = {"about", "text", "contact", NULL};
    cJSON *body = write_body(rq, members, err);
    bool ok = body && read_about(rq, body, about, err) &&
              body_text(rq, body, "text", BODY_MUST, MOST_TEXT, text, err) &&
              body_text(rq, body, "contact", BODY_MAY, MOST_CONTACT, contact, err);

    cJSON_Delete(body);
    return ok;
}

static bool report_job(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    const char *about = NULL, *contact = NULL;
    struct entry_report r = {0};
    char hex[SHA256_HEX];
    struct buf facts = {0}, out = {0};
    bool ok;

    (void)arg;
    if (!written_may(w, NULL, ACTION_REPORT_ENTRY, &(struct subject){0}, err) ||
        !read_report(w->rq, &about, &r.text, &contact, err) ||
        !store_entry_about(w->s, w->arena, about, &r.about, err) ||
        (contact && !personal_put(w->s, "reporter", contact, w->by.now, &r.contact, hex, err)) ||
        !store_entry_report_add(w->s, &r, &w->by, &r.id, err))
        return false;
    w->object = arena_printf(w->arena, "report/%lld", (long long)r.id);
    entry_report_facts(&facts, &r, contact ? hex : NULL);
    ok = write_done(w, w->object, NULL, facts.data, err);
    buf_free(&facts);
    if (!ok)
        return false;
    struct json_writer json = json_writer_to(&out);
    json_object(&json);
    json_put_int(&json, "id", r.id);
    json_put_string(&json, "about", r.about);
    json_put_moment(&json, "at", w->by.now);
    json_end(&json);
    reply_take(rp, 201, TYPE_JSON, &out);
    return true;
}

bool api_report(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {NULL};

    return request_allow_json(rq, allowed, err) &&
           public_write_answer(rq, rp, &by_network, "report-entry", report_job, err);
}

/* ---- the national desk ---- */

/* contact: NULL where there is none, or it is not for the caller. */
static void put_report(struct json_writer *w, const struct entry_report *r, const char *contact)
{
    const char *id = strchr(r->about, '/') + 1;

    json_object(w);
    json_put_int(w, "id", r->id);
    json_put_string(w, "state", r->seen == MOMENT_NONE ? "new" : "seen");
    json_put_object(w, "about");
    json_put_string(w, "kind", *r->about == 'p' ? "place" : "title");
    json_put_string(w, "id", id);
    json_put_string(w, "name", r->about_name);
    json_end(w);
    json_put_string(w, "text", r->text);
    json_put_string(w, "contact", contact);
    json_put_moment(w, "at", r->at);
    json_put_string(w, "answer", r->answer);
    json_put_id(w, "seen_by", r->seen_by);
    json_put_moment(w, "seen", r->seen);
    json_end(w);
}

struct listing {
    enum entry_report_state state;
    struct page page;
    struct entry_report *rows;
    const char **contacts;
    size_t n;
    int64_t total;
};

static bool read_listing(const struct request *rq, struct listing *l, struct err *err)
{
    static const char *const allowed[] = {"state", "limit", "offset", NULL};
    const char *state = request_query(rq, "state");

    *l = (struct listing){0};
    if (!request_allow_json(rq, allowed, err) || !page_read(rq, &l->page, err))
        return false;
    if (state && strcmp(state, "new") == 0)
        l->state = ENTRY_REPORTS_NEW;
    else if (state && strcmp(state, "seen") == 0)
        l->state = ENTRY_REPORTS_SEEN;
    else if (state)
        return err_say(err, ERR_BAD_PARAMETER, "state", "'%.40s' is no state: new or seen",
                       "“%.40s”不是状态：应为 new（未处理）或 seen（已处理）", state);
    return true;
}

static bool contact_for(struct store *s, const struct request *rq, const struct actor *who,
                        const struct entry_report *r, const char **contact, struct err *err)
{
    const struct subject anybody = {0};

    *contact = NULL;
    if (!r->contact || authority_decide(who, ACTION_READ_PEOPLE, &anybody) != AUTHORITY_MAY)
        return true;
    return personal_get(s, rq->arena, r->contact, contact, err);
}

static bool fill_listing(struct store *s, const struct request *rq, const struct person *who,
                         struct listing *l, struct err *err)
{
    const struct subject all = {0};
    struct actor actor;
    bool ok = store_actor(s, rq->arena, who, NULL, &actor, err) &&
              caller_may(&actor, ACTION_READ_REPORTS, &all, err) &&
              store_entry_reports(s, rq->arena, l->state, l->page.limit, l->page.offset, &l->rows,
                                  &l->n, &l->total, err);

    if (ok)
        l->contacts = arena_alloc(rq->arena, l->n + 1, sizeof *l->contacts);
    for (size_t i = 0; ok && i < l->n; i++)
        ok = contact_for(s, rq, &actor, &l->rows[i], &l->contacts[i], err);
    return ok;
}

bool api_reports(const struct request *rq, struct reply *rp, struct err *err)
{
    struct readers *readers = service_of(rq)->readers;
    struct caller caller;
    struct listing l;

    if (!caller_need(rq, &caller, err) || !read_listing(rq, &l, err))
        return false;
    struct store *s = readers_take(readers);
    bool ok = fill_listing(s, rq, &caller.in.person, &l, err);
    readers_give(readers, s);
    if (!ok)
        return false;
    struct buf out = {0};
    struct json_writer w = json_writer_to(&out);
    json_object(&w);
    page_put(&w, &l.page, l.total);
    json_put_array(&w, "reports");
    for (size_t i = 0; i < l.n; i++)
        put_report(&w, &l.rows[i], l.contacts[i]);
    json_end(&w);
    json_end(&w);
    reply_take(rp, 200, TYPE_JSON, &out);
    return true;
}

/* ---- answering ---- */

static bool read_answer(const struct request *rq, const char **answer, struct err *err)
{
    static const char *const members[] = {"answer", NULL};
    cJSON *body = write_body(rq, members, err);
    bool ok = body && body_text(rq, body, "answer", BODY_MUST, MOST_ANSWER, answer, err);

    cJSON_Delete(body);
    return ok;
}

/* The contact is left out: an answer is kept for replays, where no purge would find it. */
static bool answer_job(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    const struct subject all = {0};
    const char *answer;
    int64_t id = path_row(w->rq, 0);
    struct buf facts = {0}, out = {0};
    struct entry_report r;
    struct actor actor;
    bool ok;

    (void)arg;
    w->object = arena_printf(w->arena, "report/%lld", (long long)id);
    if (!store_actor(w->s, w->arena, &w->who, NULL, &actor, err) ||
        !caller_may(&actor, ACTION_READ_REPORTS, &all, err) || !read_answer(w->rq, &answer, err) ||
        !store_entry_report_answer(w->s, id, answer, &w->by, err) ||
        !store_entry_report(w->s, w->arena, id, &r, err))
        return false;
    entry_report_answer_facts(&facts, &r);
    ok = write_done(w, w->object, NULL, facts.data, err);
    buf_free(&facts);
    if (!ok)
        return false;
    struct json_writer json = json_writer_to(&out);
    put_report(&json, &r, NULL);
    reply_take(rp, 200, TYPE_JSON, &out);
    return true;
}

bool api_report_answer(const struct request *rq, struct reply *rp, struct err *err)
{
    return write_signed_in(rq, rp, "answer-report", answer_job, err);
}
