/* audit_line.c - see audit_line.h. */
#include "store/audit_line.h"

#include "base/json_read.h"
#include "base/json_write.h"
#include "base/mem.h"

#include <string.h>

enum { DEPTH = 4, AT_A_TIME = 500 };

/* ---- writing ---- */

static void put_hashes(struct json_writer *w, const struct audit_entry *e)
{
    char hex[SHA256_HEX];

    json_put_string(w, "sha256", sha256_hex(&e->sha256, hex));
    json_put_string(w, "sm3", sha256_hex(&e->sm3, hex));
}

static void put_end(struct json_writer *w, const char *key, const struct audit_entry *e)
{
    json_put_object(w, key);
    json_put_int(w, "seq", e->seq);
    put_hashes(w, e);
    json_end(w);
}

void audit_head_write(struct buf *out, const struct audit_head *h)
{
    struct json_writer w = json_writer_to(out);

    json_object(&w);
    json_put_string(&w, "format", AUDIT_FORMAT);
    put_end(&w, "before", &h->before);
    put_end(&w, "newest", &h->newest);
    json_end(&w);
}

void audit_line_write(struct buf *out, const struct audit_entry *e)
{
    struct json_writer w = json_writer_to(out);
    char at[MOMENT_TEXT];

    json_object(&w);
    json_put_int(&w, "seq", e->seq);
    json_put_string(&w, "at", moment_format(e->at, at));
    json_put_int(&w, "person", e->person);
    json_put_string(&w, "action", e->action);
    json_put_string(&w, "object", e->object);
    json_put_string(&w, "outcome", e->outcome);
    json_put_int(&w, "revision", e->revision);
    json_put_string(&w, "detail", e->detail);
    put_hashes(&w, e);
    json_end(&w);
}

/* ---- reading ---- */

static bool is_whole(double v)
{
    return v >= 0 && v < 9007199254740992.0 && (double)(int64_t)v == v;
}

/* One member of an entry; false: it is none, or not of its type. */
static bool set_member(struct audit_entry *e, const char *key, enum json_token t,
                       const struct json_reader *r)
{
    const struct {
        const char *name;
        int64_t *number;
        const char **text;
        struct sha256 *hash;
    } members[] = {
        {"seq", &e->seq, NULL, NULL},           {"person", &e->person, NULL, NULL},
        {"revision", &e->revision, NULL, NULL}, {"action", NULL, &e->action, NULL},
        {"object", NULL, &e->object, NULL},     {"outcome", NULL, &e->outcome, NULL},
        {"detail", NULL, &e->detail, NULL},     {"sha256", NULL, NULL, &e->sha256},
        {"sm3", NULL, NULL, &e->sm3},
    };

    if (strcmp(key, "at") == 0)
        return t == JSON_STRING && moment_parse(r->string, &e->at);
    for (size_t i = 0; i < COUNT(members); i++) {
        if (strcmp(members[i].name, key) != 0)
            continue;
        if (members[i].number) {
            if (t == JSON_NUMBER && is_whole(r->number))
                *members[i].number = (int64_t)r->number;
            return t == JSON_NUMBER && is_whole(r->number);
        }
        if (t != JSON_STRING)
            return false;
        if (members[i].text)
            *members[i].text = r->string;
        return members[i].text || sha256_from_hex(r->string, members[i].hash);
    }
    return false;
}

/* The reader stands behind the brace. */
static bool read_members(struct json_reader *r, struct audit_entry *e)
{
    enum json_token t;

    while ((t = json_next(r)) == JSON_KEY) {
        const char *key = r->string;

        t = json_next(r);
        if (!set_member(e, key, t, r))
            return false;
    }
    return t == JSON_OBJECT_END;
}

static bool same_text(const struct buf *again, const char *line, size_t len)
{
    return again->len == len && memcmp(again->data, line, len) == 0;
}

bool audit_line_read(const char *line, size_t len, struct arena *a, struct audit_entry *out,
                     struct err *err)
{
    struct err ignored = {0};
    struct buf again = {0};
    struct json_reader r;
    bool ok;

    *out = (struct audit_entry){.action = "", .object = "", .outcome = "", .detail = ""};
    json_reader_init(&r, line, len, DEPTH, a, &ignored);
    ok = json_next(&r) == JSON_OBJECT_BEGIN && read_members(&r, out) && json_next(&r) == JSON_END;
    if (ok) {
        audit_line_write(&again, out);
        ok = same_text(&again, line, len);
        buf_free(&again);
    }
    return ok || err_set(err, ERR_BAD_BODY, "the line is not an entry as it was written");
}

static bool read_head(struct json_reader *r, struct audit_head *h)
{
    enum json_token t;

    if (json_next(r) != JSON_OBJECT_BEGIN)
        return false;
    while ((t = json_next(r)) == JSON_KEY) {
        struct audit_entry *end = strcmp(r->string, "before") == 0   ? &h->before
                                  : strcmp(r->string, "newest") == 0 ? &h->newest
                                                                     : NULL;

        t = json_next(r);
        if (end ? t != JSON_OBJECT_BEGIN || !read_members(r, end) : t != JSON_STRING)
            return false;
    }
    return t == JSON_OBJECT_END;
}

bool audit_head_read(const char *line, size_t len, struct audit_head *out, struct err *err)
{
    struct arena *a = arena_new();
    struct err ignored = {0};
    struct buf again = {0};
    struct json_reader r;
    bool ok;

    *out = (struct audit_head){.before = {.seq = 0}};
    json_reader_init(&r, line, len, DEPTH, a, &ignored);
    ok = read_head(&r, out);
    if (ok) {
        audit_head_write(&again, out);
        ok = same_text(&again, line, len);
        buf_free(&again);
    }
    arena_free(a);
    return ok || err_set(err, ERR_BAD_BODY,
                         "this is neither a register nor an export of one: its first line does not "
                         "say " AUDIT_FORMAT);
}

/* ---- a whole export ---- */

static bool find_before(struct store *s, struct arena *a, int64_t since, struct audit_entry *out,
                        struct err *err)
{
    struct audit_entry *e;
    size_t n;

    *out = (struct audit_entry){.seq = 0};
    if (since == 0)
        return true;
    if (!audit_since(s, a, since - 1, 1, &e, &n, err))
        return false;
    if (n == 0 || e->seq != since)
        return err_say(err, ERR_BAD_PARAMETER, "since", "the chain has no entry %lld yet",
                       "审计链中还没有第 %lld 条", (long long)since);
    *out = *e;
    return true;
}

/* The head stands first but is known last: so the lines are made beside it. */
bool audit_lines(struct store *s, int64_t since, size_t limit, struct buf *out, struct err *err)
{
    struct arena *a = arena_new();
    struct audit_head head;
    struct buf lines = {0};
    size_t n = AT_A_TIME;
    bool ok = find_before(s, a, since, &head.before, err);

    head.newest = head.before;
    while (ok && limit > 0 && n > 0) {
        struct audit_entry *e;

        arena_reset(a);
        ok = audit_since(s, a, head.newest.seq, limit < AT_A_TIME ? limit : AT_A_TIME, &e, &n, err);
        for (size_t i = 0; ok && i < n; i++) {
            audit_line_write(&lines, &e[i]);
            buf_putc(&lines, '\n');
            head.newest = e[i];
        }
        limit -= n;
    }
    if (ok) {
        audit_head_write(out, &head);
        buf_putc(out, '\n');
        if (lines.len > 0)
            buf_put(out, lines.data, lines.len);
    }
    buf_free(&lines);
    arena_free(a);
    return ok;
}

bool audit_lines_on(struct audit_lines_walk *w, const char *line, size_t len, struct err *err)
{
    struct err unread = {0};
    struct audit_entry e;
    struct arena *a;

    if (!w->begun) {
        w->begun = true;
        if (!audit_head_read(line, len, &w->head, err))
            return false;
        w->walk.last = w->head.before;
        return true;
    }
    a = arena_new();
    if (audit_line_read(line, len, a, &e, &unread))
        audit_walk_on(&w->walk, &e);
    else
        audit_walk_unread(&w->walk);
    arena_free(a);
    return true;
}

bool audit_lines_end(struct audit_lines_walk *w, struct err *err)
{
    if (!w->begun)
        return audit_head_read("", 0, &w->head, err);
    audit_walk_end(&w->walk, &w->head.newest);
    return true;
}
