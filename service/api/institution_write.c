/* institution_write.c - see institution_write.h. */
#include "api/institution_write.h"

#include "api/body.h"
#include "api/path_number.h"
#include "api/round_track.h"
#include "geo/crs.h"
#include "store/zones.h"

#include <cJSON.h>
#include <math.h>
#include <string.h>

/* ---- whose it is ---- */

bool directory_may(struct store *s, struct arena *a, const struct person *who, date_t today,
                   const char *zone, enum action action, struct err *err)
{
    struct zone z;
    struct subject what = {0};
    struct actor actor;
    bool there;

    if (!store_actor(s, a, who, NULL, &actor, err) ||
        !store_zone(s, a, zone, today, &z, &there, err))
        return false;
    if (there && !store_zone_subject(s, a, &z, &what, err))
        return false;
    return caller_may(&actor, action, &what, err) &&
           (there || err_say(err, ERR_NOT_FOUND, NULL, "there is no zone '%.70s'",
                             "没有集聚区“%.70s”", zone));
}

bool institution_may(struct write *w, enum action action, struct institution_records *entry,
                     int64_t *id, struct err *err)
{
    if (!path_id(w->rq, id, err) || !store_institution_records(w->s, w->arena, *id, entry, err))
        return false;
    if (entry->n_rows == 0)
        return err_say(err, ERR_NOT_FOUND, NULL, "there is no institution '%.40s'",
                       "没有编号为“%.40s”的机构", w->rq->parts[0]);
    w->object = arena_printf(w->arena, "institution/%lld", (long long)*id);
    return directory_may(w->s, w->arena, &w->who, w->rq->today, entry->rows[0].zone, action, err);
}

/* ---- words ---- */

static bool say_word(const char *name, enum word_list list, const char *bad, size_t len,
                     struct err *err)
{
    const int shown = len < 60 ? (int)len : 60;

    return err_say(err, ERR_BAD_BODY, name, "'%.*s' is none of the words of %s, such as %s",
                   "“%.*s”不是 %s 的可选项，例如 %s", shown, bad, name, word_name(list, 0));
}

bool body_words(const struct cJSON *body, const char *name, enum word_list list, unsigned *out,
                struct err *err)
{
    const cJSON *m = cJSON_GetObjectItemCaseSensitive(body, name), *item;
    const char *bad;
    size_t len;

    *out = 0;
    if (!m || cJSON_IsNull(m))
        return true;
    if (cJSON_IsString(m))
        return words_parse(list, m->valuestring, out, &bad, &len) ||
               say_word(name, list, bad, len, err);
    if (!cJSON_IsArray(m))
        return err_say(err, ERR_BAD_BODY, name, "'%s' is a list of words", "“%s”应为列表", name);
    cJSON_ArrayForEach (item, m) {
        int word;

        if (!cJSON_IsString(item) ||
            !word_parse(list, item->valuestring, strlen(item->valuestring), &word)) {
            const char *text = cJSON_IsString(item) ? item->valuestring : "?";

            return say_word(name, list, text, strlen(text), err);
        }
        *out |= 1U << word;
    }
    return true;
}

bool body_word(const struct request *rq, const struct cJSON *body, const char *name,
               enum word_list list, int *out, struct err *err)
{
    const char *text = NULL;

    *out = WORD_NONE;
    if (!body_text(rq, body, name, BODY_MAY, INSTITUTION_NAME_MOST, &text, err))
        return false;
    return !text || word_parse(list, text, strlen(text), out) ||
           say_word(name, list, text, strlen(text), err);
}

/* ---- points ---- */

static bool degrees(const cJSON *point, const char *name, double most, double *out, struct err *err)
{
    const cJSON *m = cJSON_GetObjectItemCaseSensitive(point, name);

    if (!cJSON_IsNumber(m) || !(fabs(m->valuedouble) <= most))
        return err_say(err, ERR_BAD_BODY, "point", "point needs '%s' in degrees, -%g to %g",
                       "point 需有 %s（度，-%g 至 %g）", name, most, most);
    *out = m->valuedouble;
    return true;
}

static bool body_point(const struct request *rq, const cJSON *body, struct institution_draft *out,
                       struct err *err)
{
    const cJSON *point = cJSON_GetObjectItemCaseSensitive(body, "point");
    static const char *const members[] = {"lon", "lat", "datum", NULL};

    if (!point || cJSON_IsNull(point))
        return true;
    if (!cJSON_IsObject(point))
        return err_say(err, ERR_BAD_BODY, "point", "point has lon, lat and datum",
                       "point 应含 lon、lat 与 datum");
    if (!item_members(point, members, err))
        return false;
    out->has_point = degrees(point, "lon", 180, &out->given[0], err) &&
                     degrees(point, "lat", 90, &out->given[1], err) &&
                     body_text(rq, point, "datum", BODY_MUST, 20, &out->datum, err);
    return out->has_point;
}

bool draft_lon_lat(const struct institution_draft *d, double out[2], struct err *err)
{
    enum datum datum;

    out[0] = d->given[0];
    out[1] = d->given[1];
    if (!d->has_point)
        return true;
    if (!datum_parse(d->datum, &datum))
        return err_say(err, ERR_BAD_BODY, "datum",
                       "'%.20s' is no datum: cgcs2000, wgs84, gcj02 or bd09",
                       "“%.20s”不是坐标系：应为 cgcs2000、wgs84、gcj02 或 bd09", d->datum);
    datum_to_cgcs2000(datum, &out[0], &out[1]);
    return true;
}

/* ---- what it is ---- */

bool body_institution(const struct request *rq, const struct cJSON *body,
                      struct institution_draft *out, struct err *err)
{
    *out = (struct institution_draft){.size = WORD_NONE, .admitted = DATE_NONE};
    return body_text(rq, body, "name", BODY_MUST, INSTITUTION_NAME_MOST, &out->name, err) &&
           body_words(body, "forms", WORDS_FORM, &out->forms, err) &&
           body_words(body, "ip_kinds", WORDS_IP_KIND, &out->ip_kinds, err) &&
           body_word(rq, body, "size", WORDS_SIZE, &out->size, err) &&
           body_text(rq, body, "address", BODY_MAY, INSTITUTION_WORDS_MOST, &out->address, err) &&
           body_point(rq, body, out, err) &&
           body_text(rq, body, "source", BODY_MUST, INSTITUTION_WORDS_MOST, &out->source, err);
}
