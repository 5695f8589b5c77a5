/* audit.c - the chain of what was done and refused, for those who watch over it. */
#include "api/caller.h"
#include "api/handlers.h"
#include "base/csv.h"
#include "base/json_read.h"
#include "base/json_write.h"
#include "store/audit_find.h"
#include "store/audit_line.h"
#include "store/readers.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { LIMIT = 100, LIMIT_MOST = 1000, EXPORT_MOST = 100000 };

static const char TYPE_LINES[] = "application/jsonl";

static const moment_t DAY_MS = 24 * 60 * 60 * 1000, SHANGHAI_MS = 8 * 60 * 60 * 1000;

struct question {
    long since, limit;
    struct audit_wish wish;
    enum format format;
};

struct page {
    int64_t newest;
    struct audit_entry *entries;
    size_t n;
    struct person *people;
    size_t n_people;
};

/* Who may not read it learns nothing else of what was wrong. */
static const char *name_of(const struct page *p, int64_t person)
{
    for (size_t i = 0; i < p->n_people; i++) {
        if (p->people[i].id == person)
            return p->people[i].name;
    }
    return NULL;
}

static bool read_page(const struct request *rq, const struct question *q, struct page *out,
                      struct err *err)
{
    struct readers *readers = service_of(rq)->readers;
    struct store *s = readers_take(readers);
    struct audit_entry newest;
    bool ok = audit_find(s, rq->arena, &q->wish, &out->entries, &out->n, err) &&
              store_people(s, rq->arena, &out->people, &out->n_people, err) &&
              audit_newest(s, rq->arena, &newest, err);

    readers_give(readers, s);
    if (ok)
        out->newest = newest.seq;
    return ok;
}

/* ---- JSON ---- */

static void put_person(struct json_writer *w, const struct page *p, int64_t person)
{
    json_key(w, "person");
    if (person == 0) {
        json_null(w);
        return;
    }
    json_object(w);
    json_put_int(w, "id", person);
    json_put_string(w, "name", name_of(p, person));
    json_end(w);
}

/* Somebody may have changed it behind our back; the page stays readable. */
static void put_detail(struct json_writer *w, const char *detail)
{
    size_t len = strlen(detail);

    if (json_check(detail, len, JSON_READ_DEPTH, NULL))
        json_raw(w, detail, len);
    else
        json_string(w, detail);
}

static void put_entry(struct json_writer *w, const struct page *p, const struct audit_entry *e)
{
    char hex[SHA256_HEX];

    json_object(w);
    json_put_int(w, "seq", e->seq);
    json_put_moment(w, "at", e->at);
    put_person(w, p, e->person);
    json_put_string(w, "action", e->action);
    json_put_string(w, "object", e->object);
    json_put_string(w, "outcome", e->outcome);
    json_put_int(w, "revision", e->revision);
    json_key(w, "detail");
    put_detail(w, e->detail);
    json_put_string(w, "sha256", sha256_hex(&e->sha256, hex));
    json_put_string(w, "sm3", sha256_hex(&e->sm3, hex));
    json_end(w);
}

static void write_json(struct buf *out, const struct question *q, const struct page *p)
{
    struct json_writer w = json_writer_to(out);

    json_object(&w);
    json_put_int(&w, "since", q->since);
    json_put_int(&w, "newest", p->newest);
    json_put_array(&w, "entries");
    for (size_t i = 0; i < p->n; i++)
        put_entry(&w, p, &p->entries[i]);
    json_end(&w);
    json_end(&w);
}

/* ---- CSV ---- */

static void put_number(struct buf *out, bool first, int64_t number)
{
    char text[24];

    snprintf(text, sizeof text, "%" PRId64, number);
    csv_put(out, first, text);
}

static void write_csv(struct buf *out, const struct page *p)
{
    static const char *const titles[] = {"seq",    "at",     "person",  "name",
                                         "action", "object", "outcome", "revision",
                                         "detail", "sha256", "sm3"};
    char at[MOMENT_TEXT], hex[SHA256_HEX];

    for (size_t i = 0; i < sizeof titles / sizeof titles[0]; i++)
        csv_put(out, i == 0, titles[i]);
    csv_end_row(out);
    for (size_t i = 0; i < p->n; i++) {
        const struct audit_entry *e = &p->entries[i];
        const char *name = name_of(p, e->person);

        put_number(out, true, e->seq);
        csv_put(out, false, moment_format(e->at, at));
        put_number(out, false, e->person);
        csv_put(out, false, name ? name : "");
        csv_put(out, false, e->action);
        csv_put(out, false, e->object);
        csv_put(out, false, e->outcome);
        put_number(out, false, e->revision);
        csv_put(out, false, e->detail);
        csv_put(out, false, sha256_hex(&e->sha256, hex));
        csv_put(out, false, sha256_hex(&e->sm3, hex));
        csv_end_row(out);
    }
}

/* ---- the questions ---- */

/* One of a few words; *which stays where it was not given. */
static bool read_word(const struct request *rq, const char *name, const char *const words[2],
                      int *which, struct err *err)
{
    const char *text = request_query(rq, name);

    for (int i = 0; text && i < 2; i++) {
        if (strcmp(text, words[i]) == 0) {
            *which = i;
            return true;
        }
    }
    return !text || err_say(err, ERR_BAD_PARAMETER, name, "'%s' is %s or %s", "“%s”应为 %s 或 %s",
                            name, words[0], words[1]);
}

static bool read_days(const struct request *rq, struct audit_wish *w, struct err *err)
{
    date_t from = DATE_NONE, to = DATE_NONE;

    if (!request_date(rq, "from", &from, err) || !request_date(rq, "to", &to, err))
        return false;
    if (from != DATE_NONE)
        w->from = (moment_t)from * DAY_MS - SHANGHAI_MS;
    if (to != DATE_NONE)
        w->until = ((moment_t)to + 1) * DAY_MS - SHANGHAI_MS;
    return true;
}

static bool read_question(const struct request *rq, struct question *q, struct err *err)
{
    static const char *const names[] = {"since",   "before", "limit", "object", "person", "action",
                                        "outcome", "from",   "to",    "order",  NULL};
    static const char *const outcomes[] = {"done", "refused"}, *const orders[] = {"oldest",
                                                                                  "newest"};
    static const enum format formats[] = {FORMAT_JSON, FORMAT_CSV, FORMATS};
    long before = 0, person = -1;
    int outcome = -1, order = 0;

    if (!request_allow(rq, names, err) || !request_format(rq, formats, &q->format, err) ||
        !request_int(rq, "since", 0, INT32_MAX, &q->since, err) ||
        !request_int(rq, "before", 1, INT32_MAX, &before, err) ||
        !request_int(rq, "limit", 1, LIMIT_MOST, &q->limit, err) ||
        !request_int(rq, "person", 0, INT32_MAX, &person, err) ||
        !read_word(rq, "outcome", outcomes, &outcome, err) ||
        !read_word(rq, "order", orders, &order, err) || !read_days(rq, &q->wish, err))
        return false;
    q->wish.since = q->since;
    q->wish.limit = (size_t)q->limit;
    q->wish.person = person;
    q->wish.object = request_query(rq, "object");
    q->wish.action = request_query(rq, "action");
    q->wish.newest_first = order == 1;
    if (before > 0)
        q->wish.before = before;
    if (outcome >= 0)
        q->wish.outcome = outcome == 0 ? AUDIT_DONE : AUDIT_REFUSED;
    return true;
}

bool api_audit(const struct request *rq, struct reply *rp, struct err *err)
{
    struct question q = {.limit = LIMIT, .wish = AUDIT_WISH_ALL};
    struct buf out = {0};
    struct page page;

    if (!caller_need_role(rq, ACTION_READ_AUDIT, err) || !read_question(rq, &q, err) ||
        !read_page(rq, &q, &page, err))
        return false;
    if (q.format == FORMAT_CSV)
        write_csv(&out, &page);
    else
        write_json(&out, &q, &page);
    reply_take(rp, 200, q.format == FORMAT_CSV ? TYPE_CSV : TYPE_JSON, &out);
    return true;
}

bool api_audit_export(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const names[] = {"since", "limit", NULL};
    static const enum format formats[] = {FORMAT_JSON, FORMATS};
    struct readers *readers = service_of(rq)->readers;
    long since = 0, limit = EXPORT_MOST;
    enum format format;
    struct buf out = {0};

    if (!caller_need_role(rq, ACTION_READ_AUDIT, err) || !request_allow(rq, names, err) ||
        !request_format(rq, formats, &format, err) ||
        !request_int(rq, "since", 0, INT32_MAX, &since, err) ||
        !request_int(rq, "limit", 1, EXPORT_MOST, &limit, err))
        return false;
    struct store *s = readers_take(readers);
    bool ok = audit_lines(s, since, (size_t)limit, &out, err);
    readers_give(readers, s);
    if (!ok) {
        buf_free(&out);
        return false;
    }
    reply_take(rp, 200, TYPE_LINES, &out);
    reply_header(rp, "Content-Disposition", "attachment; filename=\"sizhi-audit.jsonl\"");
    return true;
}
