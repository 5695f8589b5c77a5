/* indicators.c - the tree of indicators of a round and track: the national office enters it, whole;
 * whoever is signed in may read it. */
#include "api/body.h"
#include "api/handlers.h"
#include "api/round_track.h"
#include "api/scores_json.h"
#include "api/write.h"
#include "store/readers.h"

#include <assert.h>
#include <cJSON.h>
#include <string.h>

enum { MOST_SOURCE = 200, MOST_CODE = 20, MOST_NAME = 200 };

static const struct subject nobody = {0};

/* ---- reading ---- */

static void answer_indicators(const struct request *rq, struct reply *rp,
                              const struct indicators *in)
{
    struct buf out = {0};
    struct json_writer w = json_writer_to(&out);

    json_object(&w);
    put_indicators(&w, rq, in);
    json_end(&w);
    reply_take(rp, 200, TYPE_JSON, &out);
}

bool api_indicators(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {NULL};
    struct readers *readers = service_of(rq)->readers;
    struct indicators in;
    struct caller caller;
    enum title_kind track;

    if (!caller_need(rq, &caller, err) || !request_allow_json(rq, allowed, err))
        return false;
    struct store *s = readers_take(readers);
    bool ok = round_track_read(s, rq, &track, err) &&
              store_indicators(s, rq->arena, rq->parts[0], track, &in, err);
    readers_give(readers, s);
    if (ok)
        answer_indicators(rq, rp, &in);
    return ok;
}

/* ---- entering ---- */

static bool is_code(const char *s)
{
    static const char allowed[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_";

    return s[strspn(s, allowed)] == '\0';
}

static bool read_weight(const cJSON *item, int *weight, struct err *err)
{
    const cJSON *m = cJSON_GetObjectItemCaseSensitive(item, "weight");

    *weight = WEIGHT_UNKNOWN;
    return !m || cJSON_IsNull(m) ||
           (cJSON_IsNumber(m) && hundredths_read(m->valuedouble, weight)) ||
           err_say(err, ERR_BAD_BODY, "weight",
                   "a weight is a percentage from 0 to 100 with at most two decimals, or null "
                   "while it is not known",
                   "权重为 0 至 100 的百分数，最多两位小数；未知时填 null");
}

static bool read_parent(const struct request *rq, const cJSON *item,
                        const struct indicator_tree *before, int *parent, struct err *err)
{
    const char *code = NULL;

    *parent = NO_INDICATOR;
    if (!body_text(rq, item, "parent", BODY_MAY, MOST_CODE, &code, err) || !code)
        return err->kind == ERR_NONE;
    *parent = indicator_find(before, code);
    return *parent != NO_INDICATOR ||
           err_say(err, ERR_BAD_BODY, "parent", "there is no indicator '%s' before this one",
                   "前面没有代码为“%s”的指标", code);
}

static bool read_item(const struct request *rq, const cJSON *item, struct indicator *items,
                      size_t n, struct err *err)
{
    static const char *const members[] = {"code", "parent", "name", "weight", NULL};
    const struct indicator_tree before = {items, n};
    struct indicator *out = &items[n];

    return item_members(item, members, err) &&
           body_text(rq, item, "code", BODY_MUST, MOST_CODE, &out->code, err) &&
           (is_code(out->code) ||
            err_say(err, ERR_BAD_BODY, "code", "a code has letters, digits and . - _ only",
                    "代码只能含字母、数字和 . - _")) &&
           body_text(rq, item, "name", BODY_MUST, MOST_NAME, &out->name, err) &&
           read_parent(rq, item, &before, &out->parent, err) &&
           read_weight(item, &out->weight, err);
}

/* All else was seen while reading. */
static bool say_fault(const struct indicator_tree *t, enum tree_fault fault, size_t at,
                      struct err *err)
{
    const char *code = t->items[at].code;

    if (fault == TREE_TOO_DEEP)
        err_say(err, ERR_BAD_BODY, "parent", "'%s' is on a fourth level: there are three",
                "“%s”为第四级指标，最多三级", code);
    else
        err_say(err, ERR_BAD_BODY, "code", "the code '%s' stands twice", "代码“%s”重复", code);
    item_field(err, "items", at);
    return false;
}

static bool read_tree(const struct request *rq, const cJSON *body, struct indicator_tree *out,
                      struct err *err)
{
    const cJSON *list = cJSON_GetObjectItemCaseSensitive(body, "items"), *item;
    int size = cJSON_IsArray(list) ? cJSON_GetArraySize(list) : 0;
    enum tree_fault fault;
    size_t at, n = 0;

    if (size < 1 || size > INDICATORS_MOST)
        return err_say(err, ERR_BAD_BODY, "items", "'items' lists 1 to %d indicators",
                       "“items”应列出 1 至 %d 个指标", (int)INDICATORS_MOST);
    struct indicator *items = arena_alloc(rq->arena, (size_t)size, sizeof *items);
    cJSON_ArrayForEach (item, list) {
        if (!read_item(rq, item, items, n, err)) {
            item_field(err, "items", n);
            return false;
        }
        n++;
    }
    *out = (struct indicator_tree){items, n};
    fault = indicators_fault(out, &at);
    assert(fault == TREE_SOUND || fault == TREE_TOO_DEEP || fault == TREE_CODE_TWICE);
    return fault == TREE_SOUND || say_fault(out, fault, at, err);
}

static const char *as_json(const struct request *rq, const struct indicators *in)
{
    struct buf out = {0};
    const char *text;

    indicators_facts(&out, in);
    text = arena_strdup(rq->arena, out.data);
    buf_free(&out);
    return text;
}

static bool put_tree(struct write *w, struct indicators *in, struct reply *rp, struct err *err)
{
    const struct request *rq = w->rq;
    struct indicators before;
    bool changed;

    if (!store_indicators(w->s, w->arena, in->round, in->track, &before, err) ||
        !store_indicators_put(w->s, in, &w->by, &changed, err))
        return false;
    if (changed && !write_done(w, w->object, before.tree.n ? as_json(rq, &before) : NULL,
                               as_json(rq, in), err))
        return false;
    if (!store_indicators(w->s, w->arena, in->round, in->track, in, err))
        return false;
    answer_indicators(rq, rp, in);
    return true;
}

static bool put_job(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    static const char *const members[] = {"source", "items", NULL};
    const struct request *rq = w->rq;
    struct indicators in = {.round = rq->parts[0]};
    struct actor actor;
    cJSON *body = NULL;
    bool ok;

    (void)arg;
    ok = store_actor(w->s, w->arena, &w->who, NULL, &actor, err) &&
         caller_may(&actor, ACTION_SET_INDICATORS, &nobody, err) &&
         round_track_read(w->s, rq, &in.track, err);
    if (!ok)
        return false;
    w->object = arena_printf(w->arena, "indicators/%s/%s", in.round, title_kind_name(in.track));
    body = write_body(rq, members, err);
    ok = body && body_text(rq, body, "source", BODY_MUST, MOST_SOURCE, &in.source, err) &&
         read_tree(rq, body, &in.tree, err) && put_tree(w, &in, rp, err);
    cJSON_Delete(body);
    return ok;
}

bool api_indicators_put(const struct request *rq, struct reply *rp, struct err *err)
{
    return write_signed_in(rq, rp, "set-indicators", put_job, err);
}
