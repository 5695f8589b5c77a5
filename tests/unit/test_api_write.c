/* test_api_write.c - one request, one transaction, one entry: what is kept, given again, taken back
 * and recorded, with jobs of our own. */
#include "small_register.h"

#include "api/body.h"
#include "api/write.h"
#include "store/readers.h"
#include "store/settings.h"
#include "store/writer.h"

#include <pthread.h>
#include <stdatomic.h>

void cJSON_Delete(struct cJSON *item); /* its header is another room's */

enum { AT_ONCE = 50, DAY = 86400000, NOW = 2 * DAY };

static const char TOKEN[] = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
static const struct act_by by_command = {.command = "cli:test", .now = DAY};

struct desk {
    struct store *store; /* the writer's */
    struct service service;
    int64_t officer;
};

/* An officer with a token. */
static struct desk desk_open(void **state)
{
    const struct small *at = *state;
    struct desk d = {.store = small_made(at)};
    const struct person officer = {
        .name = "wang", .role = ROLE_PROVINCE, .unit = "320000", .password = "x"};
    const struct sha256 digest = sha256_of(TOKEN, strlen(TOKEN));
    struct err err = {0};
    int64_t token;

    if (!store_begin(d.store, &err) ||
        !store_person_add(d.store, &officer, &by_command, &d.officer, &err) ||
        !store_token_add(d.store, d.officer, &digest, "a test", MOMENT_NONE, &by_command, &token,
                         &err) ||
        !store_commit(d.store, &err) || !writer_start(&d.service.writer, d.store, NULL, &err) ||
        !readers_open(&d.service.readers, at->file, 4, &err))
        fail_msg("%s", err.text);
    return d;
}

static void desk_close(struct desk *d)
{
    writer_settle(d->service.writer);
    readers_close(d->service.readers);
    writer_stop(d->service.writer);
}

/* ---- asking ---- */

struct asked {
    struct request rq;
    struct reply rp;
    struct err err;
    bool ok;
};

struct how {
    const char *key, *body, *if_match, *client;
    enum write_by by;
    bool nobody;
    moment_t now; /* 0: NOW */
};

static void ask(struct asked *q, struct desk *d, const struct how *how, write_job *job, void *arg)
{
    const char *body = how->body ? how->body : "{}";

    *q = (struct asked){.rp = {.revision = -1}};
    q->rq = (struct request){
        .method = METHOD_POST,
        .path = "/api/v1/things/1",
        .query_text = "",
        .body = {body, strlen(body)},
        .content_type = "application/json",
        .accept = "",
        .accept_language = "",
        .accept_encoding = "",
        .if_none_match = "",
        .if_match = how->if_match ? how->if_match : "",
        .authorization = "",
        .cookie = "",
        .csrf = "",
        .origin = "",
        .client = how->client ? how->client : "192.0.2.0/24",
        .idempotency_key = how->key ? how->key : "",
        .base_url = "http://127.0.0.1:8080",
        .lang = LANG_EN,
        .now = how->now ? how->now : NOW,
        .arena = arena_new(),
        .context = &d->service,
    };
    if (!how->nobody)
        q->rq.authorization = arena_printf(q->rq.arena, "Bearer %s", TOKEN);
    q->ok = write_answer(&q->rq, &q->rp, how->by, "thing-change", job, arg, &q->err);
}

static void asked_done(struct asked *q)
{
    reply_clear(&q->rp);
    arena_free(q->rq.arena);
}

static const char *header_of(const struct reply *rp, const char *name)
{
    for (size_t i = 0; i < rp->n_headers; i++) {
        if (strcmp(rp->headers[i].name, name) == 0)
            return rp->headers[i].value;
    }
    return "";
}

static void expect_status(const struct asked *q, unsigned status, const char *words)
{
    struct bytes b = q->rp.body[ENC_IDENTITY];

    if (!q->ok || q->rp.status != status || !memmem(b.at, b.size, words, strlen(words)))
        fail_msg("status %u, not %u: %.*s %s", q->rp.status, status, (int)b.size, b.at,
                 q->err.text);
}

/* ---- jobs ---- */

/* Changes a setting and says which of its kind it was. */
static bool job_change(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    atomic_int *count = arg;
    int n = atomic_fetch_add(count, 1) + 1;
    struct buf out = {0};

    w->object = "thing/1";
    if (!store_setting_set(w->s, "keep.objector", n, &w->by, err) ||
        !write_done(w, w->object, NULL, "{\"n\":1}", err))
        return false;
    buf_printf(&out, "{\"n\":%d}", n);
    reply_take(rp, 201, TYPE_JSON, &out);
    rp->revision = 9;
    write_etag(rp, w->arena, n);
    reply_header(rp, "Location", arena_printf(w->arena, "/api/v1/things/%d", n));
    return true;
}

static bool job_secret(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    w->secret = true;
    return job_change(w, arg, rp, err);
}

/* Has changed much when it finds that it may not. */
static bool job_refuse(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    struct err ignored = {0};

    if (!job_change(w, arg, rp, &ignored))
        return false;
    return err_say(err, ERR_QUOTA_EXHAUSTED, "places", "none of 3 is left", "3 个名额已用完");
}

static bool job_break(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    struct err ignored = {0};

    return job_change(w, arg, rp, &ignored) && err_set(err, ERR_INTERNAL, "it broke");
}

static bool job_name_nothing(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    (void)w;
    (void)arg;
    (void)rp;
    return err_say(err, ERR_BAD_BODY, "text", "no", "否");
}

static bool job_too_many(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    (void)arg;
    (void)rp;
    w->object = "notice/1";
    return err_say(err, ERR_TOO_MANY, NULL, "no", "否");
}

/* ---- what is on record ---- */

static struct store *look(struct desk *d)
{
    return readers_take(d->service.readers);
}

static void looked(struct desk *d, struct store *s)
{
    readers_give(d->service.readers, s);
}

static int64_t newest(struct desk *d)
{
    struct store *s = look(d);
    struct arena *a = arena_new();
    struct audit_entry e;
    struct err err = {0};

    assert_true(audit_newest(s, a, &e, &err));
    looked(d, s);
    arena_free(a);
    return e.seq;
}

static int64_t objector_days(struct desk *d)
{
    struct store *s = look(d);
    struct arena *a = arena_new();
    struct setting *all;
    struct err err = {0};
    size_t n;
    int64_t days;

    assert_true(store_settings(s, a, &all, &n, &err));
    days = all[0].days;
    looked(d, s);
    arena_free(a);
    return days;
}

/* ---- tests ---- */

struct racer {
    struct desk *desk;
    atomic_int *count;
    struct asked asked;
    pthread_t thread;
};

static void *race(void *arg)
{
    struct racer *r = arg;

    ask(&r->asked, r->desk, &(struct how){.key = "one"}, job_change, r->count);
    return NULL;
}

static void the_same_request_fifty_times_at_once_does_one_thing(void **state)
{
    struct desk d = desk_open(state);
    static struct racer racers[AT_ONCE];
    atomic_int count = 0;
    int64_t before = newest(&d);

    for (size_t i = 0; i < AT_ONCE; i++) {
        racers[i] = (struct racer){.desk = &d, .count = &count};
        assert_int_equal(pthread_create(&racers[i].thread, NULL, race, &racers[i]), 0);
    }
    for (size_t i = 0; i < AT_ONCE; i++)
        pthread_join(racers[i].thread, NULL);
    for (size_t i = 0; i < AT_ONCE; i++) {
        struct asked *q = &racers[i].asked;

        expect_status(q, 201, "{\"n\":1}");
        assert_string_equal(header_of(&q->rp, "ETag"), "\"v1\"");
        assert_string_equal(header_of(&q->rp, "Location"), "/api/v1/things/1");
        assert_string_equal(q->rp.type, TYPE_JSON);
        assert_int_equal(q->rp.revision, 9);
        asked_done(q);
    }
    assert_int_equal(atomic_load(&count), 1);
    assert_int_equal(newest(&d), before + 2); /* the setting's, and the job's */
    desk_close(&d);
}

static void a_key_belongs_to_one_request_and_one_week(void **state)
{
    static const struct {
        struct how how;
        unsigned status;
        const char *words;
        int done;
    } rows[] = {
        {{.key = "k", .body = "{\"a\":1}"}, 201, "{\"n\":1}", 1},
        {{.key = "k", .body = "{\"a\":1}"}, 201, "{\"n\":1}", 1},
        {{.key = "k", .body = "{\"a\":2}"}, 422, "idempotency-mismatch", 1},
        {{.key = "k", .body = "{\"a\":1}", .if_match = "\"v1\""}, 422, "idempotency-mismatch", 1},
        {{.key = "k", .body = "{\"a\":1}"}, 201, "{\"n\":1}", 1},
        {{.key = "l", .body = "{\"a\":1}"}, 201, "{\"n\":2}", 2},
        {{.body = "{\"a\":1}"}, 201, "{\"n\":3}", 3},
        {{.body = "{\"a\":1}"}, 201, "{\"n\":4}", 4},
        /* a later answer to keep sweeps out what is older than a week */
        {{.key = "m", .now = NOW + 8 * (moment_t)DAY}, 201, "{\"n\":5}", 5},
        {{.key = "k", .body = "{\"a\":2}", .now = NOW + 8 * (moment_t)DAY}, 201, "{\"n\":6}", 6},
    };
    struct desk d = desk_open(state);
    atomic_int count = 0;

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct asked q;

        ask(&q, &d, &rows[i].how, job_change, &count);
        expect_status(&q, rows[i].status, rows[i].words);
        assert_int_equal(atomic_load(&count), rows[i].done);
        asked_done(&q);
    }
    desk_close(&d);
}

static void a_key_of_the_public_is_that_of_a_network(void **state)
{
    static const moment_t later = NOW + 8 * (moment_t)DAY;
    static const struct {
        const char *key, *body, *client;
        moment_t now;
        const char *words; /* NULL: it is another request */
        int done;
    } rows[] = {
        {"k", "{\"a\":1}", "192.0.2.0/24", NOW, "{\"n\":1}", 1},
        {"k", "{\"a\":1}", "192.0.2.0/24", NOW, "{\"n\":1}", 1},
        {"k", "{\"a\":2}", "192.0.2.0/24", NOW, NULL, 1},
        {"k", "{\"a\":1}", "192.0.3.0/24", NOW, "{\"n\":2}", 2},
        {"l", "{\"a\":1}", "192.0.2.0/24", NOW, "{\"n\":3}", 3},
        {NULL, "{\"a\":1}", "192.0.2.0/24", NOW, "{\"n\":4}", 4},
        /* a later answer to keep sweeps out what is older than a week */
        {"m", "{\"a\":1}", "192.0.3.0/24", later, "{\"n\":5}", 5},
        {"k", "{\"a\":2}", "192.0.2.0/24", later, "{\"n\":6}", 6},
    };
    struct desk d = desk_open(state);
    atomic_int count = 0;

    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct how how = {.key = rows[i].key,
                                .body = rows[i].body,
                                .client = rows[i].client,
                                .now = rows[i].now,
                                .by = WRITE_ANYBODY,
                                .nobody = true};
        struct asked q;

        ask(&q, &d, &how, job_change, &count);
        if (rows[i].words)
            expect_status(&q, 201, rows[i].words);
        else
            assert_true(!q.ok && q.err.kind == ERR_IDEMPOTENCY_MISMATCH);
        assert_int_equal(atomic_load(&count), rows[i].done);
        asked_done(&q);
    }
    desk_close(&d);
}

static void a_key_is_short_and_printable(void **state)
{
    char longest[REQUEST_MAX_QUERY * 4];
    struct desk d = desk_open(state);
    atomic_int count = 0;

    memset(longest, 'k', 129);
    longest[129] = '\0';
    const struct {
        const char *key;
        bool ok;
    } rows[] = {{longest, false},
                {longest + 1, true},
                {"a b~!", true},
                {"a\tb", false},
                {"a\xe4\xb8\xad", false}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct asked q;

        ask(&q, &d, &(struct how){.key = rows[i].key}, job_change, &count);
        assert_int_equal(q.ok, rows[i].ok);
        assert_true(rows[i].ok ||
                    (q.err.kind == ERR_BAD_REQUEST && strcmp(q.err.field, "Idempotency-Key") == 0));
        asked_done(&q);
    }
    desk_close(&d);
}

static void a_refusal_leaves_nothing_but_its_entry(void **state)
{
    static const struct how how = {
        .key = "k", .body = "{\"name\":\"Zhang San\",\"event\":\"recommend\",\"x\":[{}]}"};
    struct desk d = desk_open(state);
    atomic_int count = 0;
    int64_t before = newest(&d);
    struct arena *a = arena_new();
    struct audit_entry *e;
    struct err err = {0};
    size_t n;

    for (int i = 0; i < 2; i++) { /* the second is the first given again */
        struct asked q;

        ask(&q, &d, &how, job_refuse, &count);
        expect_status(&q, 409, "quota-exhausted");
        expect_status(&q, 409, "none of 3 is left");
        asked_done(&q);
    }
    assert_int_equal(atomic_load(&count), 1);
    assert_int_equal(objector_days(&d), -1);
    struct store *s = look(&d);
    assert_true(audit_since(s, a, before, 10, &e, &n, &err));
    looked(&d, s);
    assert_int_equal(n, 1);
    assert_int_equal(e->person, d.officer);
    assert_string_equal(e->action, "thing-change");
    assert_string_equal(e->object, "thing/1");
    assert_string_equal(e->outcome, "quota-exhausted");
    assert_string_equal(e->detail, "{\"event\":\"recommend\",\"field\":\"places\"}");
    arena_free(a);
    desk_close(&d);
}

/* Whatever stands under "event" that is none of ours may be anything. */
static void no_words_of_a_body_come_into_the_chain(void **state)
{
    static const char *const bodies[] = {"{\"event\":\"Zhang San\"}",
                                         "{\"event\":{\"event\":\"file\"}}",
                                         "{\"a\":{\"event\":\"file\"}}",
                                         "{\"event\":",
                                         "[\"event\"]",
                                         "nothing",
                                         ""};
    struct desk d = desk_open(state);
    struct arena *a = arena_new();

    for (size_t i = 0; i < COUNT(bodies); i++) {
        int64_t before = newest(&d);
        struct audit_entry *e;
        struct err err = {0};
        struct asked q;
        size_t n;

        ask(&q, &d, &(struct how){.body = bodies[i]}, job_name_nothing, NULL);
        expect_status(&q, 400, "bad-body");
        asked_done(&q);
        struct store *s = look(&d);
        assert_true(audit_since(s, a, before, 10, &e, &n, &err));
        looked(&d, s);
        assert_int_equal(n, 1);
        assert_string_equal(e->object, "/api/v1/things/1");
        assert_string_equal(e->detail, "{\"field\":\"text\"}");
    }
    arena_free(a);
    desk_close(&d);
}

static void a_failure_of_ours_leaves_nothing_at_all(void **state)
{
    static const struct how how = {.key = "k"};
    struct desk d = desk_open(state);
    atomic_int count = 0;
    int64_t before = newest(&d);
    struct asked q;

    ask(&q, &d, &how, job_break, &count);
    assert_false(q.ok);
    assert_int_equal(q.err.kind, ERR_INTERNAL);
    asked_done(&q);
    assert_int_equal(newest(&d), before);
    assert_int_equal(objector_days(&d), -1);
    ask(&q, &d, &how, job_change, &count);
    expect_status(&q, 201, "{\"n\":2}");
    asked_done(&q);
    desk_close(&d);
}

static void the_public_fills_the_chain_with_no_nonsense(void **state)
{
    static const struct {
        write_job *job;
        const char *key;
        unsigned status; /* 0: the answer is made from err */
        int64_t entries;
    } rows[] = {{job_change, "a", 201, 2},
                {job_refuse, "b", 409, 1},
                {job_name_nothing, "c", 0, 0},
                {job_too_many, "d", 0, 0}};
    struct desk d = desk_open(state);
    atomic_int count = 0;

    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct how how = {.key = rows[i].key, .by = WRITE_ANYBODY, .nobody = true};
        int64_t before = newest(&d);
        struct asked q;

        ask(&q, &d, &how, rows[i].job, &count);
        assert_int_equal(q.ok, rows[i].status != 0);
        assert_int_equal(q.rp.status, rows[i].status);
        assert_int_equal(newest(&d), before + rows[i].entries);
        asked_done(&q);
    }
    desk_close(&d);
}

static void nobody_and_a_token_that_is_not_known_are_told_to_sign_in(void **state)
{
    struct desk d = desk_open(state);
    int64_t before = newest(&d);
    atomic_int count = 0;
    struct asked q;

    ask(&q, &d, &(struct how){.nobody = true}, job_change, &count);
    assert_false(q.ok);
    assert_int_equal(q.err.kind, ERR_SIGN_IN);
    asked_done(&q);
    assert_int_equal(atomic_load(&count), 0);
    assert_int_equal(newest(&d), before);
    desk_close(&d);
}

/* ---- somebody closed while waiting ---- */

struct gate {
    pthread_mutex_t mutex;
    pthread_cond_t opened;
    bool entered, open;
};

static bool job_wait(struct store *s, void *arg, struct err *err)
{
    struct gate *g = arg;

    (void)s;
    (void)err;
    pthread_mutex_lock(&g->mutex);
    g->entered = true;
    while (!g->open)
        pthread_cond_wait(&g->opened, &g->mutex);
    pthread_mutex_unlock(&g->mutex);
    return true;
}

static bool job_close(struct store *s, void *arg, struct err *err)
{
    return store_person_close(s, *(int64_t *)arg, &by_command, err);
}

static void nothing(void *arg, bool ok, const struct err *err)
{
    (void)arg;
    (void)err;
    assert_true(ok);
}

static void whose_account_was_closed_while_waiting_is_told_so(void **state)
{
    struct desk d = desk_open(state);
    struct gate gate = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, false, false};
    atomic_int count = 0;
    struct racer r = {.desk = &d, .count = &count};

    writer_submit_async(d.service.writer, job_wait, nothing, &gate);
    for (bool entered = false; !entered; usleep(1000)) {
        pthread_mutex_lock(&gate.mutex);
        entered = gate.entered;
        pthread_mutex_unlock(&gate.mutex);
    }
    writer_submit_async(d.service.writer, job_close, nothing, &d.officer);
    assert_int_equal(pthread_create(&r.thread, NULL, race, &r), 0);
    while (writer_counts(d.service.writer).queued < 2)
        usleep(1000);
    pthread_mutex_lock(&gate.mutex);
    gate.open = true;
    pthread_cond_signal(&gate.opened);
    pthread_mutex_unlock(&gate.mutex);
    pthread_join(r.thread, NULL);
    assert_false(r.asked.ok);
    assert_int_equal(r.asked.err.kind, ERR_SIGN_IN);
    assert_int_equal(atomic_load(&count), 0);
    asked_done(&r.asked);
    desk_close(&d);
}

/* ---- secrets ---- */

static void a_secret_answer_is_not_kept(void **state)
{
    static const struct how how = {.key = "k", .body = "{\"password\":\"a b c\"}"};
    struct desk d = desk_open(state);
    atomic_int count = 0;
    struct asked q;

    ask(&q, &d, &how, job_secret, &count);
    expect_status(&q, 201, "{\"n\":1}");
    asked_done(&q);
    ask(&q, &d, &how, job_secret, &count);
    expect_status(&q, 409, "carried out before");
    asked_done(&q);
    assert_int_equal(atomic_load(&count), 1);
    desk_close(&d);
}

/* ---- If-Match and bodies ---- */

static void if_match_names_a_version(void **state)
{
    static const struct {
        const char *text;
        enum err_kind kind;
        int64_t version;
    } rows[] = {{"\"v1\"", ERR_NONE, 1},
                {"\"v123456\"", ERR_NONE, 123456},
                {"", ERR_IF_MATCH_REQUIRED, 0},
                {"*", ERR_STALE, 0},
                {"v1", ERR_STALE, 0},
                {"\"v\"", ERR_STALE, 0},
                {"\"v-1\"", ERR_STALE, 0},
                {"W/\"v1\"", ERR_STALE, 0},
                {"\"v1\", \"v2\"", ERR_STALE, 0},
                {"\"v9999999999999999\"", ERR_STALE, 0}};
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct request rq = {.if_match = rows[i].text};
        struct err err = {0};
        int64_t version = 0;

        assert_int_equal(write_if_match(&rq, &version, &err), rows[i].kind == ERR_NONE);
        if (err.kind != rows[i].kind || version != rows[i].version)
            fail_msg("%s: %d, %lld", rows[i].text, err.kind, (long long)version);
    }
}

static void bodies_are_read_member_by_member(void **state)
{
    static const char *const members[] = {"text", "count", "day", "yes", NULL};
    static const struct {
        const char *body;
        enum err_kind kind;
        const char *field, *want; /* what was read */
    } rows[] = {
        {"{\"text\":\" 中文 \",\"count\":7,\"day\":\"2026-05-01\",\"yes\":true}", ERR_NONE, "",
         "中文 7 2026-05-01 1"},
        {"{\"text\":\"a\"}", ERR_NONE, "", "a -1  0"},
        {"{\"text\":\"a\",\"count\":null,\"day\":null}", ERR_NONE, "", "a -1  0"},
        {"{}", ERR_BAD_BODY, "text", NULL},
        {"{\"text\":\"  \"}", ERR_BAD_BODY, "text", NULL},
        {"{\"text\":5}", ERR_BAD_BODY, "text", NULL},
        {"{\"text\":\"12345678901\"}", ERR_BAD_BODY, "text", NULL},
        {"{\"text\":\"一二三四五六七八九十\"}", ERR_NONE, "", "一二三四五六七八九十 -1  0"},
        {"{\"text\":\"a\\u0007b\"}", ERR_BAD_BODY, "text", NULL},
        {"{\"text\":\"a\\u0085b\"}", ERR_BAD_BODY, "text", NULL},
        {"{\"text\":\"a\\u202Eb\"}", ERR_BAD_BODY, "text", NULL},
        {"{\"text\":\"a\\u2066b\"}", ERR_BAD_BODY, "text", NULL},
        {"{\"text\":\"\\uFEFFab\"}", ERR_BAD_BODY, "text", NULL},
        {"{\"text\":\"a\\nb\\u200Dc\"}", ERR_NONE, "", "a\nb\u200Dc -1  0"},
        {"{\"text\":\"a\",\"count\":10}", ERR_BAD_BODY, "count", NULL},
        {"{\"text\":\"a\",\"count\":1.5}", ERR_BAD_BODY, "count", NULL},
        {"{\"text\":\"a\",\"count\":\"1\"}", ERR_BAD_BODY, "count", NULL},
        {"{\"text\":\"a\",\"day\":\"2026-02-30\"}", ERR_BAD_BODY, "day", NULL},
        {"{\"text\":\"a\",\"yes\":1}", ERR_BAD_BODY, "yes", NULL},
        {"{\"text\":\"a\",\"other\":1}", ERR_BAD_BODY, "other", NULL},
        {"{\"Text\":\"a\"}", ERR_BAD_BODY, "Text", NULL},
        {"{\"text\":\"a\",\"text\":\"b\"}", ERR_BAD_BODY, "", NULL},
        {"[]", ERR_BAD_BODY, "", NULL},
        {"", ERR_BAD_BODY, "", NULL},
        {"{\"text\":\"a\"}x", ERR_BAD_BODY, "", NULL},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct request rq = {.content_type = "application/json",
                                   .body = {rows[i].body, strlen(rows[i].body)},
                                   .arena = arena_new()};
        struct err err = {0};
        const char *text = NULL;
        int64_t count = -1;
        date_t day = DATE_NONE;
        bool yes = false;
        char got[100] = "", date[DATE_TEXT];
        struct cJSON *body = write_body(&rq, members, &err);

        if (body && body_text(&rq, body, "text", BODY_MUST, 10, &text, &err) &&
            body_int(body, "count", BODY_MAY, 0, 9, &count, &err) &&
            body_date(body, "day", BODY_MAY, &day, &err) &&
            body_bool(body, "yes", BODY_MAY, &yes, &err))
            snprintf(got, sizeof got, "%s %lld %s %d", text, (long long)count,
                     date_format(day, date), yes);
        if (err.kind != rows[i].kind || strcmp(got, rows[i].want ? rows[i].want : "") != 0 ||
            (*rows[i].field && strcmp(err.field, rows[i].field) != 0))
            fail_msg("%s: %s %s '%s'", rows[i].body, err.field, err.text, got);
        cJSON_Delete(body);
        arena_free(rq.arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_SMALL(the_same_request_fifty_times_at_once_does_one_thing),
        WITH_SMALL(a_key_belongs_to_one_request_and_one_week),
        WITH_SMALL(a_key_of_the_public_is_that_of_a_network),
        WITH_SMALL(a_key_is_short_and_printable),
        WITH_SMALL(a_refusal_leaves_nothing_but_its_entry),
        WITH_SMALL(no_words_of_a_body_come_into_the_chain),
        WITH_SMALL(a_failure_of_ours_leaves_nothing_at_all),
        WITH_SMALL(the_public_fills_the_chain_with_no_nonsense),
        WITH_SMALL(nobody_and_a_token_that_is_not_known_are_told_to_sign_in),
        WITH_SMALL(whose_account_was_closed_while_waiting_is_told_so),
        WITH_SMALL(a_secret_answer_is_not_kept),
        cmocka_unit_test(if_match_names_a_version),
        cmocka_unit_test(bodies_are_read_member_by_member),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
