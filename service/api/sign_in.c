/* sign_in.c - the rules of guessing, and a person as JSON. */
#include "api/sign_in.h"

#include "base/throttle.h"
#include "domain/unit.h"
#include "store/place_known.h"

#include <cJSON.h>
#include <limits.h>

enum { SECOND = 1000, MINUTE = 60 * SECOND };

/* One officer's typing mistakes; a network of many officers; and who was right before. */
static const struct throttle_rule by_pair = {"sign-in", 5, 2 * SECOND, 15 * MINUTE, 60 * MINUTE};
static const struct throttle_rule by_network = {"sign-in-network", 30, SECOND, MINUTE, 15 * MINUTE};
static const struct throttle_rule was_right = {"signed-in", UINT_MAX, 0, 0, 12 * 60 * MINUTE};

static struct throttle *throttle_of(const struct request *rq)
{
    return service_of(rq)->throttle;
}

static bool say_wait(const struct request *rq, struct reply *rp, int64_t ms)
{
    struct err err = {0};

    err_say(&err, ERR_TOO_MANY, NULL, "too many attempts from here: try again in %lld s",
            "尝试次数过多，请在 %lld 秒后重试", (long long)(ms + 999) / 1000);
    reply_problem(rp, rq, &err);
    reply_retry_after(rp, rq->arena, ms);
    return false;
}

bool sign_in_try(const struct request *rq, const char *account, struct reply *rp)
{
    struct throttle *t = throttle_of(rq);
    int64_t wait = throttle_try(t, &by_pair, account, rq->client, rq->now);

    if (wait > 0)
        return say_wait(rq, rp, wait);
    if (throttle_knows(t, &was_right, account, rq->client, rq->now))
        return true;
    wait = throttle_try(t, &by_network, "", rq->client, rq->now);
    if (wait == 0)
        return true;
    throttle_forgive(t, &by_pair, account, rq->client, false, rq->now);
    return say_wait(rq, rp, wait);
}

static void forgive(const struct request *rq, const char *account, bool all)
{
    struct throttle *t = throttle_of(rq);

    throttle_forgive(t, &by_pair, account, rq->client, all, rq->now);
    if (!throttle_knows(t, &was_right, account, rq->client, rq->now))
        throttle_forgive(t, &by_network, "", rq->client, false, rq->now);
}

void sign_in_was_right(const struct request *rq, const char *account)
{
    forgive(rq, account, true);
    throttle_try(throttle_of(rq), &was_right, account, rq->client, rq->now);
}

void sign_in_was_none(const struct request *rq, const char *account)
{
    forgive(rq, account, false);
}

bool body_secret(const struct request *rq, const struct cJSON *body, const char *name,
                 const char **out, struct err *err)
{
    const cJSON *m = cJSON_GetObjectItemCaseSensitive(body, name);

    if (!cJSON_IsString(m) || *m->valuestring == '\0')
        return err_say(err, ERR_BAD_BODY, name, "the body needs a text '%s'", "请求体须有文本“%s”",
                       name);
    *out = arena_strdup(rq->arena, m->valuestring);
    return true;
}

bool person_place_name(struct store *s, struct arena *a, const struct person *p, const char **name,
                       struct err *err)
{
    struct place_known known;

    *name = NULL;
    if (!p->place)
        return true;
    if (!store_place_known(s, a, p->place, &known, err))
        return false;
    *name = known.name;
    return true;
}

void put_person(struct json_writer *w, const struct request *rq, const struct person *p,
                const char *place_name)
{
    const struct unit *unit = p->unit ? unit_find(p->unit) : NULL;
    bool english = rq->lang == LANG_EN;

    json_put_string(w, "name", p->name);
    json_put_string(w, "role", role_name(p->role));
    json_put_string(w, "role_label", role_label(p->role, english));
    json_put_string(w, "unit", p->unit);
    json_put_string(w, "unit_name", !unit ? NULL : english ? unit->en : unit->zh);
    json_put_string(w, "place", p->place);
    json_put_string(w, "place_name", place_name);
}
