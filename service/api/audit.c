/* audit.c - the chain of what was done and refused, for those who watch over it. */
#include "store/audit.h"
#include "api/caller.h"
#include "api/handlers.h"
#include "base/csv.h"
#include "base/json_read.h"
#include "base/json_write.h"
#include "store/audit_line.h"
#include "store/readers.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { LIMIT = 100, LIMIT_MOST = 1000, EXPORT_MOST = 100000 };

static const char TYPE_LINES[] = "application/jsonl";

struct question {
    long since, limit;
    const char *object; /* NULL: all */
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
static bool allowed(const struct request *rq, struct err *err)
{
    static const struct subject everything = {0};
    struct caller c;

    if (!caller_need(rq, &c, err))
        return false;
    const struct actor who = {.role = c.in.person.role};
    return caller_may(&who, ACTION_READ_AUDIT, &everything, err);
}

static const char *name_of(const struct page *p, int64_t person)
{
    for (size_t i = 0; i < p->n_people; i++) {
        if (p->people[i].id == person)
            return p->people[i].name;
    }
    return NULL;
}

/* Those of one object come all at once; the window is laid over them here. */
static bool read_entries(struct store *s, struct arena *a, const struct question *q,
                         struct page *out, struct err *err)
{
    struct audit_entry *all;
    size_t n, first = 0;

    if (!q->object)
        return audit_since(s, a, q->since, (size_t)q->limit, &out->entries, &out->n, err);
    if (!audit_of(s, a, q->object, &all, &n, err))
        return false;
    while (first < n && all[first].seq <= q->since)
        first++;
    out->entries = all + first;
    out->n = n - first < (size_t)q->limit ? n - first : (size_t)q->limit;
    return true;
}

static bool read_page(const struct request *rq, const struct question *q, struct page *out,
                      struct err *err)
{
    struct readers *readers = service_of(rq)->readers;
    struct store *s = readers_take(readers);
    struct audit_entry newest;
    bool ok = read_entries(s, rq->arena, q, out, err) &&
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

/* ---- the handlers ---- */

bool api_audit(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const names[] = {"since", "limit", "object", NULL};
    static const enum format formats[] = {FORMAT_JSON, FORMAT_CSV, FORMATS};
    struct question q = {.limit = LIMIT, .object = request_query(rq, "object")};
    struct buf out = {0};
    struct page page;

    if (!allowed(rq, err) || !request_allow(rq, names, err) ||
        !request_format(rq, formats, &q.format, err) ||
        !request_int(rq, "since", 0, INT32_MAX, &q.since, err) ||
        !request_int(rq, "limit", 1, LIMIT_MOST, &q.limit, err) || !read_page(rq, &q, &page, err))
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

    if (!allowed(rq, err) || !request_allow(rq, names, err) ||
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
