/* targets_write.c - PUT /api/v1/targets and /api/v1/zones/{id}/targets: the list of a zone, or of
 * the nation, whole, by the document that sets it. */
#include "api/body.h"
#include "api/handlers.h"
#include "api/round_track.h"
#include "api/targets.h"
#include "base/mem.h"
#include "store/change.h"
#include "store/targets.h"
#include "store/zones.h"

#include <cJSON.h>
#include <math.h>
#include <string.h>

enum {
    TARGETS_MOST = 200,
    CODE_MOST = 40,
    NAME_MOST = 200,
    UNIT_MOST = 40,
    WORDS_MOST = 400,
    YEAR_LEAST = 1949,
    YEAR_MOST = 2100,
};

static const double VALUE_MOST = 1e15;

bool scope_may(struct write *w, enum action action, const char **zone, struct err *err)
{
    struct subject what = {0};
    struct zone z;
    bool there;

    *zone = NULL;
    if (w->rq->n_parts == 0) {
        w->object = "nation";
        return written_may(w, NULL, action, &what, err);
    }
    w->object = arena_printf(w->arena, "zone/%.64s", w->rq->parts[0]);
    if (!store_zone(w->s, w->arena, w->rq->parts[0], w->rq->today, &z, &there, err))
        return false;
    if (!there)
        return err_say(err, ERR_NOT_FOUND, NULL, "there is no zone '%.70s'", "没有集聚区“%.70s”",
                       w->rq->parts[0]);
    *zone = z.id;
    return store_zone_subject(w->s, w->arena, &z, &what, err) &&
           written_may(w, NULL, action, &what, err);
}

/* ---- one target ---- */

static bool read_number(const struct request *rq, const cJSON *item, struct target *t,
                        struct err *err)
{
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(item, "value");
    const char *sign = NULL;

    t->value = NAN;
    if (value && !cJSON_IsNull(value)) {
        if (!cJSON_IsNumber(value) || !(fabs(value->valuedouble) <= VALUE_MOST))
            return err_say(err, ERR_BAD_BODY, "value", "'value' is a number, or null",
                           "“value”应为数字或 null");
        t->value = value->valuedouble;
    }
    if (!body_text(rq, item, "sign", BODY_MAY, 2, &sign, err) ||
        !body_text(rq, item, "words", BODY_MAY, WORDS_MOST, &t->words, err))
        return false;
    if (sign && !target_sign_parse(sign, &t->sign))
        return err_say(err, ERR_BAD_BODY, "sign", "'sign' is one of > >= = <= <",
                       "“sign”应为 > >= = <= < 之一");
    if ((t->sign == SIGN_NONE) != isnan(t->value))
        return err_say(err, ERR_BAD_BODY, "sign", "a number has a sign, and a sign has a number",
                       "数值与比较符须同时填写或同时留空");
    return !isnan(t->value) || t->words ||
           err_say(err, ERR_BAD_BODY, "words",
                   "a target without a number has the words that were published",
                   "没有数值的目标须写明公布的文字");
}

static bool read_years(const cJSON *item, struct target *t, struct err *err)
{
    int64_t year = 0, base = 0;

    if (!body_int(item, "year", BODY_MUST, YEAR_LEAST, YEAR_MOST, &year, err) ||
        !body_int(item, "base_year", BODY_MAY, YEAR_LEAST, YEAR_MOST, &base, err))
        return false;
    t->year = (int)year;
    t->base_year = (int)base;
    return base < year ||
           err_say(err, ERR_BAD_BODY, "base_year", "the line begins before the year of the target",
                   "起始年份须早于目标年份");
}

static bool code_is_new(const struct target *t, size_t n, struct err *err)
{
    if (!target_code_valid(t[n].code))
        return err_say(err, ERR_BAD_BODY, "code",
                       "a code has small letters, digits and single hyphens",
                       "代码只能含小写字母、数字和单个连字符");
    for (size_t i = 0; i < n; i++) {
        if (strcmp(t[i].code, t[n].code) == 0)
            return err_say(err, ERR_BAD_BODY, "code", "the code '%s' stands twice", "代码“%s”重复",
                           t[n].code);
    }
    return true;
}

static bool read_target(const struct request *rq, const cJSON *item, const char *source,
                        struct target *all, size_t n, struct err *err)
{
    static const char *const members[] = {"code",   "name",     "name_en", "sign", "value",
                                          "unit",   "unit_en",  "words",   "year", "base_year",
                                          "clause", "document", "note",    NULL};
    struct target *t = &all[n];

    *t = (struct target){.position = (int)n + 1, .source = source};
    return item_members(item, members, err) &&
           body_text(rq, item, "code", BODY_MUST, CODE_MOST, &t->code, err) &&
           code_is_new(all, n, err) &&
           body_text(rq, item, "name", BODY_MUST, NAME_MOST, &t->name, err) &&
           body_text(rq, item, "name_en", BODY_MAY, NAME_MOST, &t->name_en, err) &&
           body_text(rq, item, "unit", BODY_MUST, UNIT_MOST, &t->unit, err) &&
           body_text(rq, item, "unit_en", BODY_MAY, UNIT_MOST, &t->unit_en, err) &&
           body_text(rq, item, "clause", BODY_MUST, NAME_MOST, &t->clause, err) &&
           body_text(rq, item, "document", BODY_MAY, NAME_MOST, &t->document, err) &&
           body_text(rq, item, "note", BODY_MAY, WORDS_MOST, &t->note, err) &&
           read_number(rq, item, t, err) && read_years(item, t, err);
}

/* ---- the list ---- */

static bool read_list(const struct request *rq, struct target **out, size_t *n, const char **source,
                      struct err *err)
{
    static const char *const members[] = {"source", "targets", NULL};
    cJSON *body = write_body(rq, members, err);
    const cJSON *list = body ? cJSON_GetObjectItemCaseSensitive(body, "targets") : NULL, *item;
    bool ok = body && body_text(rq, body, "source", BODY_MUST, WORDS_MOST, source, err);

    *n = 0;
    if (ok && (!cJSON_IsArray(list) || cJSON_GetArraySize(list) > TARGETS_MOST))
        ok = err_say(err, ERR_BAD_BODY, "targets", "'targets' lists at most %d targets",
                     "“targets”最多列出 %d 项目标", (int)TARGETS_MOST);
    *out = arena_alloc(rq->arena, TARGETS_MOST, sizeof **out);
    if (!ok)
        list = NULL;
    cJSON_ArrayForEach (item, list) {
        ok = read_target(rq, item, *source, *out, *n, err);
        if (!ok) {
            item_field(err, "targets", *n);
            break;
        }
        ++*n;
    }
    cJSON_Delete(body);
    return ok;
}

static bool targets_job(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    char who[CHANGE_WHO];
    struct revision r = {.recorded = w->by.now, .who = change_who(&w->by, who)};
    struct written t = {0};
    struct target *rows;
    size_t n, changed = 0;
    const char *zone;

    (void)arg;
    if (!scope_may(w, ACTION_SET_TARGETS, &zone, err) ||
        !read_list(w->rq, &rows, &n, &r.source, err) ||
        !store_targets_put(w->s, zone, rows, n, &r, &changed, err))
        return false;
    struct json_writer out = json_writer_to(&t.out);
    json_object(&out);
    json_put_string(&out, "zone", zone);
    json_put_int(&out, "targets", (int64_t)n);
    json_put_int(&out, "changed", (int64_t)changed);
    json_end(&out);
    return written_change(w, rp, 200, &t, err);
}

bool api_targets_put(const struct request *rq, struct reply *rp, struct err *err)
{
    return write_signed_in(rq, rp, "set-targets", targets_job, err);
}
