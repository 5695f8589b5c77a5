/* audit_proof.c - GET /api/v1/audit/proof: does the chain hold, here and now?
 *
 * It is walked by a thread that may wait, in parts of a moment each, so that no connection is held
 * for long and nothing that is written waits; one walk at a time.  What takes longer than a couple
 * of seconds ends with how far it got, and is gone on with from the hash it ended at. */
#include "api/caller.h"
#include "api/handlers.h"
#include "base/json_write.h"
#include "http/clock.h"
#include "store/audit.h"
#include "store/readers.h"

#include <pthread.h>
#include <string.h>

enum { AT_A_TIME = 2000, ENTRIES_MOST = 1000000, WITHIN_US = 2 * 1000 * 1000, AGAIN_MS = 2000 };

static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;

struct proof {
    const char *since; /* a hash; NULL: from the first entry */
    long limit;
    struct audit_entry from; /* whose it is; seq 0: none */
    struct audit_walk walk;
    int64_t newest;
    bool complete;
    int64_t microseconds;
};

static bool read_question(const struct request *rq, struct proof *p, struct sha256 *hash,
                          struct err *err)
{
    static const char *const names[] = {"since", "limit", NULL};

    if (!request_allow_json(rq, names, err) ||
        !request_int(rq, "limit", 1, ENTRIES_MOST, &p->limit, err))
        return false;
    p->since = request_query(rq, "since");
    return !p->since || (strlen(p->since) == SHA256_HEX - 1 && sha256_from_hex(p->since, hash)) ||
           err_say(err, ERR_BAD_PARAMETER, "since",
                   "'%.80s' is no hash: 64 digits and letters a to f are meant",
                   "“%.80s”不是摘要：应为 64 位数字和字母 a 到 f", p->since);
}

/* ---- walking ---- */

static bool find_from(const struct request *rq, struct proof *p, const struct sha256 *hash,
                      struct err *err)
{
    struct readers *readers = service_of(rq)->readers;
    struct store *s = readers_take(readers);
    bool ok = audit_with_hash(s, rq->arena, hash, &p->from, err);

    readers_give(readers, s);
    if (!ok)
        return false;
    p->walk.last = p->from;
    return p->from.seq != 0 ||
           err_say(err, ERR_NOT_FOUND, "since",
                   "no entry of this chain has the hash %.16s…: it was noted of another register, "
                   "or the chain was made anew",
                   "审计链中没有摘要为 %.16s… 的记录：它不属于本登记册，或审计链已被重做",
                   p->since);
}

static bool walk_part(const struct request *rq, struct proof *p, size_t most, struct err *err)
{
    struct readers *readers = service_of(rq)->readers;
    struct store *s = readers_take(readers);
    struct audit_entry newest;
    bool ok = audit_walk_some(s, &p->walk, most, &p->complete, err) &&
              audit_newest(s, rq->arena, &newest, err);

    readers_give(readers, s);
    if (ok)
        p->newest = newest.seq;
    return ok;
}

static bool walk(const struct request *rq, struct proof *p, struct err *err)
{
    const int64_t began = clock_microseconds();
    bool ok;

    do {
        const int64_t left = p->limit - p->walk.n;

        ok = walk_part(rq, p, left < AT_A_TIME ? (size_t)left : AT_A_TIME, err);
        p->microseconds = clock_microseconds() - began;
    } while (ok && !p->complete && p->walk.n < p->limit && p->microseconds < WITHIN_US);
    return ok;
}

/* ---- the answer ---- */

static void put_hashes(struct json_writer *w, const struct audit_entry *e)
{
    char hex[SHA256_HEX];

    json_put_string(w, "sha256", sha256_hex(&e->sha256, hex));
    json_put_string(w, "sm3", sha256_hex(&e->sm3, hex));
}

static void put_from(struct json_writer *w, const struct audit_entry *from)
{
    json_key(w, "since");
    if (from->seq == 0) {
        json_null(w);
        return;
    }
    json_object(w);
    json_put_int(w, "seq", from->seq);
    json_put_moment(w, "at", from->at);
    put_hashes(w, from);
    json_end(w);
}

static void put_broken(struct json_writer *w, const struct audit_walk *walked, bool english)
{
    json_key(w, "broken");
    if (walked->first_broken == 0) {
        json_null(w);
        return;
    }
    json_object(w);
    json_put_int(w, "seq", walked->first_broken);
    json_put_string(w, "text", audit_break_label(walked->how, english));
    json_put_int(w, "findings", (int64_t)walked->report->n);
    json_end(w);
}

static void put_number_or_null(struct json_writer *w, const char *key, bool there, int64_t number)
{
    json_key(w, key);
    if (there)
        json_int(w, number);
    else
        json_null(w);
}

static void reply_proof(const struct request *rq, struct reply *rp, const struct proof *p)
{
    const struct audit_walk *walked = &p->walk;
    struct buf out = {0};
    struct json_writer w = json_writer_to(&out);

    json_object(&w);
    json_put_bool(&w, "ok", walked->first_broken == 0);
    json_put_bool(&w, "complete", p->complete);
    json_put_int(&w, "entries", walked->n);
    put_number_or_null(&w, "first", walked->n > 0, p->from.seq + 1);
    put_number_or_null(&w, "last", walked->last.seq != 0, walked->last.seq);
    json_put_int(&w, "newest", p->newest);
    put_hashes(&w, &walked->last);
    put_from(&w, &p->from);
    put_broken(&w, walked, rq->lang == LANG_EN);
    json_put_moment(&w, "proved", rq->now);
    json_put_int(&w, "milliseconds", p->microseconds / 1000);
    json_end(&w);
    reply_take(rp, 200, TYPE_JSON, &out);
}

static void reply_busy(const struct request *rq, struct reply *rp)
{
    struct err why = {0};

    err_say(&why, ERR_BUSY, NULL, "the chain is being walked for somebody else just now",
            "正在为他人检查审计链，请稍后再试");
    reply_problem(rp, rq, &why);
    reply_retry_after(rp, rq->arena, AGAIN_MS);
}

bool api_audit_proof(const struct request *rq, struct reply *rp, struct err *err)
{
    struct report counted = {0};
    struct proof p = {.limit = ENTRIES_MOST, .walk = {.report = &counted}};
    struct sha256 hash;
    bool ok;

    if (!caller_need_role(rq, ACTION_READ_AUDIT, err) || !read_question(rq, &p, &hash, err))
        return false;
    if (pthread_mutex_trylock(&one_at_a_time) != 0) {
        reply_busy(rq, rp);
        return true;
    }
    ok = (!p.since || find_from(rq, &p, &hash, err)) && walk(rq, &p, err);
    pthread_mutex_unlock(&one_at_a_time);
    if (ok)
        reply_proof(rq, rp, &p);
    return ok;
}
