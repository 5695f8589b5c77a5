/* write.c - see write.h.
 *
 * Two layers of taking back: the job runs in a part of the writer's transaction, so what it refuses
 * leaves nothing but the entry that says so; and when the whole transaction fails, neither the
 * change nor the entry nor the kept answer is there, and the caller hears of the failure. */
#include "api/write.h"

#include "base/json_read.h"
#include "base/json_write.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/throttle.h"
#include "domain/application.h"
#include "http/problem.h"
#include "store/audit_done.h"
#include "store/readers.h"
#include "store/replay.h"
#include "store/writer.h"

#include <cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BODY_DEPTH = 16, MINUTE = 60 * 1000 };

static const moment_t REPLAY_MS = (moment_t)REPLAY_DAYS * 24 * 60 * 60 * 1000;

struct order {
    const struct request *rq;
    struct reply *rp;
    struct caller caller; /* as found before the queue */
    const char *action;
    write_job *job;
    void *arg;
    const char *key; /* NULL: no replay is asked for */
    struct replay_owner owner;
    struct sha256 request, without_body;
};

/* ---- the key ---- */

static bool read_key(const struct request *rq, const char **key, struct err *err)
{
    const char *text = rq->idempotency_key;

    *key = NULL;
    if (*text == '\0')
        return true;
    for (size_t i = 0; text[i]; i++) {
        if (i == REPLAY_KEY || text[i] < ' ' || text[i] > '~')
            return err_say(err, ERR_BAD_REQUEST, "Idempotency-Key",
                           "Idempotency-Key is at most %d printable ASCII characters",
                           "Idempotency-Key 最多 %d 个可打印 ASCII 字符", REPLAY_KEY);
    }
    *key = text;
    return true;
}

static struct sha256 digest_request(const struct request *rq, const char *if_match,
                                    struct bytes body)
{
    const int method = (int)rq->method;
    struct hasher *h = hasher_new();

    hasher_add(h, &method, sizeof method);
    hasher_add_text(h, rq->path);
    hasher_add_text(h, rq->query_text);
    hasher_add_text(h, if_match);
    if (body.size > 0)
        hasher_add(h, body.at, body.size);
    return hasher_done(h);
}

/* ---- who, once more ---- */

static bool same_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

/* Between the first look and this moment an account may have been closed, or got another role. */
static bool read_again(struct order *o, struct write *w, struct err *err)
{
    const struct person *was = &o->caller.in.person;
    struct signed_in now;

    if (was->id == 0)
        return true;
    if (!(o->caller.in.by_session ? store_session : store_token)(w->s, w->arena, &o->caller.digest,
                                                                 o->rq->now, &now, err))
        return false;
    if (now.person.id != was->id || now.person.role != was->role ||
        !same_text(now.person.unit, was->unit) || !same_text(now.person.place, was->place))
        return err_say(err, ERR_SIGN_IN, NULL, "sign in again: your account has changed",
                       "账户已变更，请重新登录");
    w->who = now.person;
    return true;
}

/* ---- answers kept ---- */

static const char *header_of(const struct reply *rp, const char *name)
{
    for (size_t i = 0; i < rp->n_headers; i++) {
        if (strcmp(rp->headers[i].name, name) == 0)
            return rp->headers[i].value;
    }
    return NULL;
}

static void give_again(struct order *o, const struct replay *r)
{
    reply_borrow(o->rp, r->status, *r->type ? r->type : NULL, r->body, NULL, NULL);
    o->rp->revision = r->revision;
    if (r->etag)
        reply_header(o->rp, "ETag", r->etag);
    if (r->location)
        reply_header(o->rp, "Location", r->location);
}

/* What stands in place of an answer that holds a secret. */
static void say_done_before(struct order *o, struct reply *rp)
{
    struct err err = {0};

    err_say(&err, ERR_CONFLICT, NULL,
            "this was carried out before; what was answered is not kept, because it was secret",
            "该请求此前已执行；因答复含有保密内容，不予保留");
    *rp = (struct reply){.revision = -1};
    reply_problem(rp, o->rq, &err);
}

static bool keep_answer(struct order *o, const struct write *w, const struct reply *rp,
                        struct err *err)
{
    int64_t n;
    const struct replay r = {
        .request = w->secret ? o->without_body : o->request,
        .status = rp->status,
        .type = rp->type ? rp->type : "",
        .etag = header_of(rp, "ETag"),
        .location = header_of(rp, "Location"),
        .revision = rp->revision,
        .body = rp->body[ENC_IDENTITY],
    };

    return replay_keep(w->s, &o->owner, o->key, &r, o->rq->now, err) &&
           replay_forget(w->s, o->rq->now - REPLAY_MS, &n, err);
}

static bool keep(struct order *o, const struct write *w, bool done, struct err *err)
{
    struct reply instead;
    bool ok;

    if (!o->key)
        return true;
    if (!w->secret || !done)
        return keep_answer(o, w, o->rp, err);
    say_done_before(o, &instead);
    ok = keep_answer(o, w, &instead, err);
    reply_clear(&instead);
    return ok;
}

/* ---- refusals ---- */

/* The name of an event is one of ours, so it may stand in the chain; nothing else of a body may. */
static const char *event_asked(const struct request *rq)
{
    struct err ignored = {0};
    enum application_event event;
    struct json_reader r;

    if (rq->body.size == 0 || strcmp(rq->content_type, TYPE_JSON) != 0)
        return NULL;
    json_reader_init(&r, rq->body.at, rq->body.size, BODY_DEPTH, rq->arena, &ignored);
    if (json_next(&r) != JSON_OBJECT_BEGIN)
        return NULL;
    while (json_next(&r) == JSON_KEY) {
        bool is_event = strcmp(r.string, "event") == 0;

        if (is_event && json_next(&r) == JSON_STRING && application_event_parse(r.string, &event))
            return application_event_name(event);
        if (is_event || !json_skip_value(&r))
            return NULL;
    }
    return NULL;
}

/* A member that does not belong there bears whatever name its sender gave it. */
static bool is_plain(const char *field)
{
    static const char plain[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-.[]0123456789";

    return *field && strspn(field, plain) == strlen(field);
}

static bool record_refusal(const struct order *o, const struct write *w, const struct err *why,
                           struct err *err)
{
    const char *event = event_asked(o->rq);
    struct buf detail = {0};
    struct json_writer json = json_writer_to(&detail);
    bool ok;

    json_object(&json);
    if (event)
        json_put_string(&json, "event", event);
    if (is_plain(why->field))
        json_put_string(&json, "field", why->field);
    json_end(&json);
    const struct audit_entry entry = {
        .at = o->rq->now,
        .person = w->who.id,
        .action = o->action,
        .object = w->object ? w->object : o->rq->path,
        .outcome = err_kind_slug(why->kind),
        .detail = detail.data,
    };
    ok = audit_append(w->s, &entry, err);
    buf_free(&detail);
    return ok;
}

/* The public's are kept only where they got as far as naming something, and nobody's that came too
 * early: nobody is to fill the chain with nonsense, and what came too early may come again. */
static bool is_recorded(const struct write *w, const struct err *why)
{
    return why->kind != ERR_TOO_MANY && (w->who.id != 0 || w->object);
}

static bool refuse(struct order *o, const struct write *w, const struct err *why, struct err *err)
{
    if (problem_status(why->kind) >= 500 || !is_recorded(w, why)) {
        *err = *why;
        return false;
    }
    if (!record_refusal(o, w, why, err))
        return false;
    reply_clear(o->rp);
    reply_problem(o->rp, o->rq, why);
    return true;
}

/* ---- on the writer's thread ---- */

static bool run_part(struct order *o, struct write *w, struct err *err)
{
    if (!store_part_begin(w->s, err))
        return false;
    if (o->job(w, o->arg, o->rp, err) && store_part_keep(w->s, err))
        return true;
    if (err->kind == ERR_NONE)
        err_set(err, ERR_INTERNAL, "the job '%s' failed without a reason", o->action);
    store_part_take_back(w->s);
    return false;
}

/* *answered: the answer on record was given. */
static bool replay(struct order *o, const struct write *w, bool *answered, struct err *why,
                   struct err *err)
{
    struct replay kept;

    *answered = false;
    if (!o->key)
        return true;
    if (!replay_find(w->s, w->arena, &o->owner, o->key, &kept, err))
        return false;
    if (kept.status == 0)
        return true;
    if (memcmp(&kept.request, &o->request, sizeof kept.request) == 0 ||
        memcmp(&kept.request, &o->without_body, sizeof kept.request) == 0) {
        give_again(o, &kept);
        *answered = true;
        return true;
    }
    err_say(why, ERR_IDEMPOTENCY_MISMATCH, "Idempotency-Key",
            "this key came before with another request; take a new one for a new request",
            "该幂等键已用于另一请求；新的请求请使用新的键");
    return true;
}

static bool carry_out(struct store *s, void *arg, struct err *err)
{
    struct order *o = arg;
    const int64_t person = o->caller.in.person.id;
    struct write w = {
        .s = s,
        .rq = o->rq,
        .arena = o->rq->arena,
        .by = {.person = person, .command = person ? NULL : "public", .now = o->rq->now},
        .action = o->action,
    };
    struct err why = {0};
    bool answered;

    if (!read_again(o, &w, err) || !replay(o, &w, &answered, &why, err))
        return false;
    if (answered)
        return true;
    if (why.kind != ERR_NONE) /* what is on record under the key stays */
        return refuse(o, &w, &why, err);
    if (run_part(o, &w, &why))
        return keep(o, &w, true, err);
    return refuse(o, &w, &why, err) && keep(o, &w, false, err);
}

/* ---- before the queue ---- */

/* By person and action. */
static const struct throttle_rule refused = {"refused", 1, MINUTE, MINUTE, 2 * MINUTE};

struct early_refusal {
    struct order order;
    const struct err *why;
};

static bool refused_job(struct store *s, void *arg, struct err *err)
{
    const struct early_refusal *r = arg;
    const struct write w = {.s = s, .who = r->order.caller.in.person};

    return record_refusal(&r->order, &w, r->why, err);
}

void write_refused(const struct request *rq, const struct caller *c, const char *action,
                   const struct err *why)
{
    struct early_refusal r = {{.rq = rq, .caller = *c, .action = action}, why};
    const int64_t person = c->in.person.id;
    struct err err = {0};

    if (person == 0 ||
        throttle_try(service_of(rq)->throttle, &refused,
                     arena_printf(rq->arena, "%lld", (long long)person), action, rq->now) > 0)
        return;
    if (!writer_submit(service_of(rq)->writer, refused_job, &r, &err))
        log_error("audit", "a refusal (%s, %s) cannot be recorded: %s", action,
                  err_kind_slug(why->kind), err.text);
}

bool write_caller(const struct request *rq, enum write_by by, const char *action,
                  struct caller *out, struct err *err)
{
    if (!(by == WRITE_SIGNED_IN ? caller_need : caller_find)(rq, out, err))
        return false;
    if (caller_wrote(rq, out, err))
        return true;
    write_refused(rq, out, action, err);
    return false;
}

bool write_answer(const struct request *rq, struct reply *rp, enum write_by by, const char *action,
                  write_job *job, void *arg, struct err *err)
{
    struct order o = {.rq = rq, .rp = rp, .action = action, .job = job, .arg = arg};
    const struct bytes nothing = {NULL, 0};

    if (!write_caller(rq, by, action, &o.caller, err) || !read_key(rq, &o.key, err))
        return false;
    o.owner = replay_owner(o.caller.in.person.id, rq->client);
    o.request = digest_request(rq, rq->if_match, rq->body);
    o.without_body = digest_request(rq, "the body is not told", nothing);
    if (!writer_submit(service_of(rq)->writer, carry_out, &o, err))
        return false;
    if (o.caller.over)
        reply_forget_session(rp, rq);
    return true;
}

bool write_is_known(const struct request *rq, bool *known, struct err *err)
{
    struct readers *readers = service_of(rq)->readers;
    struct replay_owner owner;
    struct replay kept;
    struct caller caller;
    const char *key;
    bool ok;

    *known = false;
    if (!caller_find(rq, &caller, err) || !read_key(rq, &key, err))
        return false;
    if (!key)
        return true;
    owner = replay_owner(caller.in.person.id, rq->client);
    struct store *s = readers_take(readers);
    ok = replay_find(s, rq->arena, &owner, key, &kept, err);
    readers_give(readers, s);
    *known = ok && kept.status != 0;
    return ok;
}

bool write_signed_in(const struct request *rq, struct reply *rp, const char *action, write_job *job,
                     struct err *err)
{
    static const char *const allowed[] = {NULL};

    return request_allow_json(rq, allowed, err) &&
           write_answer(rq, rp, WRITE_SIGNED_IN, action, job, NULL, err);
}

/* ---- for the jobs ---- */

bool write_done(struct write *w, const char *object, const char *before, const char *after,
                struct err *err)
{
    /* the public is no command */
    const struct act_by by = {.person = w->who.id, .now = w->by.now};

    return audit_done(w->s, &by, w->action, object, before, after, err);
}

/* Only what write_etag wrote can be the present version; any other tag is that of no version. */
bool write_if_match(const struct request *rq, int64_t *version, struct err *err)
{
    const char *text = rq->if_match;
    size_t digits;

    if (*text == '\0')
        return err_say(err, ERR_IF_MATCH_REQUIRED, "If-Match",
                       "send the ETag you saw as If-Match, such as \"v3\"",
                       "请在 If-Match 中附上所见版本的 ETag，如 \"v3\"");
    if (strncmp(text, "\"v", 2) == 0) {
        digits = strspn(text + 2, "0123456789");
        if (digits > 0 && digits <= 15 && strcmp(text + 2 + digits, "\"") == 0) {
            *version = strtoll(text + 2, NULL, 10);
            return true;
        }
    }
    return err_say(err, ERR_STALE, "If-Match", "If-Match names no version of it; read it again",
                   "If-Match 不是任何版本的 ETag，请重新读取");
}

void write_etag(struct reply *rp, struct arena *a, int64_t version)
{
    reply_header(rp, "ETag", arena_printf(a, "\"v%lld\"", (long long)version));
}

static bool is_member(const char *const *members, const char *name)
{
    while (*members && strcmp(*members, name) != 0)
        members++;
    return *members != NULL;
}

struct cJSON *write_body(const struct request *rq, const char *const *members, struct err *err)
{
    cJSON *body;

    if (strcmp(rq->content_type, TYPE_JSON) != 0) {
        err_say(err, ERR_MEDIA_TYPE, NULL, "the body must be application/json",
                "请求体类型应为 application/json");
        return NULL;
    }
    if (!json_check(rq->body.at, rq->body.size, BODY_DEPTH, err))
        return NULL;
    body = cJSON_ParseWithLength(rq->body.at, rq->body.size);
    if (!cJSON_IsObject(body)) {
        err_say(err, ERR_BAD_BODY, NULL, "the body must be one JSON object",
                "请求体应为一个 JSON 对象");
        cJSON_Delete(body);
        return NULL;
    }
    for (const cJSON *m = body->child; m; m = m->next) {
        if (is_member(members, m->string))
            continue;
        err_say(err, ERR_BAD_BODY, m->string, "'%.60s' is no member of this body",
                "请求体没有“%.60s”这一项", m->string);
        cJSON_Delete(body);
        return NULL;
    }
    return body;
}
