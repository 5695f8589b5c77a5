/* lookup_body.c - see lookup_body.h.  Scanned once, without a tree. */
#include "api/lookup_body.h"

#include "base/csv.h"
#include "base/json_read.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DEPTH = 8, MAX_ID = 200 };

static bool too_many(struct err *err)
{
    return err_say(err, ERR_BAD_BODY, "points", "at most %d points can be asked about at once",
                   "一次最多查询 %d 个点", BULK_MOST);
}

static void refuse_point(struct bulk_point *p, const char *en, const char *zh)
{
    if (p->error_en)
        return;
    p->error_en = en;
    p->error_zh = zh;
}

/* Ranges are checked when a point is complete, so that the message does not depend on the order of
 * its members. */
static void check_point(struct bulk_point *p)
{
    const struct lookup_point *at = &p->point;

    if (isnan(at->lon) || isnan(at->lat))
        refuse_point(p, "lon and lat must both be numbers", "lon 和 lat 必须都是数字");
    else if (fabs(at->lon) > 180)
        refuse_point(p, "lon must lie between -180 and 180", "lon 应在 -180 与 180 之间");
    else if (fabs(at->lat) > 90)
        refuse_point(p, "lat must lie between -90 and 90", "lat 应在 -90 与 90 之间");
    if (at->id && strlen(at->id) > MAX_ID)
        refuse_point(p, "id has more than 200 bytes", "id 超过 200 字节");
}

static struct bulk_point *add_point(struct bulk *b, const struct request *rq)
{
    if (!b->points)
        b->points = arena_alloc(rq->arena, BULK_MOST, sizeof *b->points);
    if (b->n_points == BULK_MOST)
        return NULL;
    struct bulk_point *p = &b->points[b->n_points++];
    p->point = (struct lookup_point){.lon = NAN, .lat = NAN, .accuracy = -1};
    return p;
}

static void read_member(struct json_reader *r, const struct request *rq, struct bulk_point *p,
                        const char *key)
{
    enum json_token t = json_next(r);

    if (t == JSON_NUMBER && strcmp(key, "lon") == 0)
        p->point.lon = r->number;
    else if (t == JSON_NUMBER && strcmp(key, "lat") == 0)
        p->point.lat = r->number;
    else if (t == JSON_STRING && strcmp(key, "id") == 0)
        p->point.id = r->string;
    else if (t == JSON_NUMBER && strcmp(key, "id") == 0)
        p->point.id = arena_printf(rq->arena, "%.15g", r->number);
    else if (strcmp(key, "lon") != 0 && strcmp(key, "lat") != 0 && strcmp(key, "id") != 0)
        refuse_point(p, "a point has only lon, lat and id", "点只能含 lon、lat 和 id");
    else if (t != JSON_BROKEN)
        refuse_point(p, "lon and lat must be numbers, id a text",
                     "lon 和 lat 应为数字，id 应为文本");
    if (t == JSON_OBJECT_BEGIN || t == JSON_ARRAY_BEGIN) {
        int depth = r->depth - 1;
        while (r->depth > depth && json_next(r) != JSON_BROKEN)
            continue;
    }
}

static bool read_point(struct json_reader *r, const struct request *rq, struct bulk *b,
                       enum json_token t, struct err *err)
{
    struct bulk_point *p = add_point(b, rq);

    if (!p)
        return too_many(err);
    if (t != JSON_OBJECT_BEGIN) {
        refuse_point(p, "a point is an object with lon and lat", "点应为含 lon 和 lat 的对象");
        if (t == JSON_ARRAY_BEGIN) {
            int depth = r->depth - 1;
            while (r->depth > depth && json_next(r) != JSON_BROKEN)
                continue;
        }
        return !r->broken;
    }
    while ((t = json_next(r)) == JSON_KEY)
        read_member(r, rq, p, r->string);
    check_point(p);
    return t == JSON_OBJECT_END;
}

static bool read_points(struct json_reader *r, const struct request *rq, struct bulk *b,
                        struct err *err)
{
    enum json_token t = json_next(r);

    if (t == JSON_BROKEN)
        return false;
    if (t != JSON_ARRAY_BEGIN)
        return err_say(err, ERR_BAD_BODY, "points", "points is a list of {\"lon\",\"lat\"}",
                       "points 应为 {\"lon\",\"lat\"} 的列表");
    while ((t = json_next(r)) != JSON_ARRAY_END) {
        if (t == JSON_BROKEN || !read_point(r, rq, b, t, err))
            return false;
    }
    return true;
}

/* "on", "asOf" and "datum" of the body say the same as the parameters, and outrank them. */
static bool read_setting(struct json_reader *r, struct bulk *b, const char *key, struct err *err)
{
    enum json_token t = json_next(r);
    moment_t m;

    if (t == JSON_BROKEN)
        return false;
    if (t != JSON_STRING)
        return err_say(err, ERR_BAD_BODY, key, "%s is a text", "%s 应为文本", key);
    if (strcmp(key, "datum") == 0)
        return lookup_read_datum(r->string, &b->datum, err);
    if (strcmp(key, "asOf") == 0)
        return moment_parse(r->string, &b->when.as_of) ||
               err_say(err, ERR_BAD_BODY, key, "asOf is a moment such as 2024-01-01T00:00:00+08:00",
                       "asOf 应为时刻，例如 2024-01-01T00:00:00+08:00");
    if (date_parse(r->string, &b->when.on))
        return true;
    if (moment_parse(r->string, &m)) {
        b->when.on = moment_shanghai_date(m);
        return true;
    }
    return err_say(err, ERR_BAD_BODY, key, "on is a day such as 2024-01-31",
                   "on 应为日期，例如 2024-01-31");
}

bool bulk_read_json(struct bulk *b, const struct request *rq, struct err *err)
{
    struct json_reader r;
    enum json_token t;
    bool seen_points = false;

    json_reader_init(&r, rq->body.at ? rq->body.at : "", rq->body.size, DEPTH, rq->arena, err);
    t = json_next(&r);
    if (t == JSON_BROKEN)
        return false;
    if (t != JSON_OBJECT_BEGIN)
        return err_say(err, ERR_BAD_BODY, NULL, "the body is an object with points",
                       "请求体应为含 points 的对象");
    while ((t = json_next(&r)) == JSON_KEY) {
        const char *key = r.string;
        bool ok;

        if (strcmp(key, "points") == 0) {
            seen_points = true;
            ok = read_points(&r, rq, b, err);
        } else if (strcmp(key, "datum") == 0 || strcmp(key, "on") == 0 ||
                   strcmp(key, "asOf") == 0) {
            ok = read_setting(&r, b, key, err);
        } else {
            ok = err_say(err, ERR_BAD_BODY, key, "unknown member; allowed: points, datum, on, asOf",
                         "无法识别的成员；只能使用 points、datum、on、asOf");
        }
        if (!ok)
            return false;
    }
    if (t != JSON_OBJECT_END || json_next(&r) != JSON_END)
        return false;
    if (!seen_points)
        return err_say(err, ERR_BAD_BODY, "points", "points is missing", "缺少 points");
    for (size_t i = 0; i < b->n_points; i++)
        b->points[i].point.datum = b->datum;
    return true;
}

static double read_csv_number(const char *s)
{
    char *end;
    double v = strtod(s, &end);
    /* strtod takes hexadecimal, "inf" and "nan" too; a coordinate is written with digits. */
    return *s && *end == '\0' && strspn(s, "0123456789+-.eE") == strlen(s) && isfinite(v) ? v : NAN;
}

static bool read_csv_header(struct csv_reader *r, struct err *err)
{
    if (csv_next(r, err) == 1 && (r->n_fields == 2 || r->n_fields == 3) &&
        strcmp(r->fields[0], "lon") == 0 && strcmp(r->fields[1], "lat") == 0 &&
        (r->n_fields == 2 || strcmp(r->fields[2], "id") == 0))
        return true;
    return err_say(err, ERR_BAD_BODY, "line 1",
                   "the first line of the CSV is lon,lat or lon,lat,id",
                   "CSV 第一行应为 lon,lat 或 lon,lat,id");
}

bool bulk_read_csv(struct bulk *b, const struct request *rq, struct err *err)
{
    struct csv_reader r;
    int got;

    csv_reader_init(&r, rq->body.at ? rq->body.at : "", rq->body.size, rq->arena);
    if (!read_csv_header(&r, err))
        return false;
    size_t n_columns = r.n_fields;
    while ((got = csv_next(&r, err)) == 1) {
        struct bulk_point *p = add_point(b, rq);
        if (!p)
            return too_many(err);
        p->point.datum = b->datum;
        if (r.n_fields >= 2) {
            p->point.lon = read_csv_number(r.fields[0]);
            p->point.lat = read_csv_number(r.fields[1]);
        }
        if (n_columns == 3 && r.n_fields == 3)
            p->point.id = r.fields[2];
        if (r.n_fields != n_columns)
            refuse_point(p, "the row has another number of fields than the first line",
                         "该行字段数与首行不同");
        check_point(p);
    }
    return got == 0;
}
