/* query.c - parameters of /items.  Each reader refuses what it does not understand, by name. */
#include "api/ogc/query.h"

#include "api/ogc/links.h"
#include "api/title_json.h"
#include "base/mem.h"
#include "domain/zone.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *text;
    enum detail detail;
} details[] = {
    {"0", DETAIL_FULL}, {"0.003", DETAIL_003}, {"0.015", DETAIL_015}, {"0.05", DETAIL_05}};

static bool read_detail(const struct request *rq, enum detail *out, struct err *err)
{
    const char *text = request_query(rq, "simplify");

    for (size_t i = 0; text && i < COUNT(details); i++) {
        if (strcmp(details[i].text, text) == 0) {
            *out = details[i].detail;
            return true;
        }
    }
    return !text || err_say(err, ERR_BAD_PARAMETER, "simplify",
                            "simplify is one of 0, 0.003, 0.015, 0.05 (degrees)",
                            "simplify 只能是 0、0.003、0.015 或 0.05（度）");
}

static bool read_crs(const struct request *rq, const char *name, enum crs *out, struct err *err)
{
    const char *uri = request_query(rq, name);

    if (!uri || crs_parse(uri, out))
        return true;
    return err_say(err, ERR_BAD_PARAMETER, name,
                   "%s is not a reference system of this collection; it lists those it has in crs",
                   "%s 不是该集合支持的坐标参考系；集合的 crs 成员列出了全部可用值", name);
}

/* Four or six numbers with commas between. */
static int read_numbers(const char *text, double out[6])
{
    int n = 0;

    for (;;) {
        char *end;
        size_t len = strspn(text, "0123456789+-.eE");
        double v = strtod(text, &end);
        if (n == 6 || len == 0 || end != text + len || !isfinite(v))
            return -1;
        out[n++] = v;
        if (*end == '\0')
            return n;
        if (*end != ',')
            return -1;
        text = end + 1;
    }
}

static bool bad_box(struct err *err)
{
    return err_say(err, ERR_BAD_PARAMETER, "bbox",
                   "bbox is four or six numbers with commas: the lower corner, then the upper one",
                   "bbox 应为四个或六个以逗号分隔的数：先下角，后上角");
}

static bool read_box(const struct request *rq, struct items_query *q, struct err *err)
{
    const char *text = request_query(rq, "bbox");
    enum crs crs = CRS_84;
    double v[6], lower[2], upper[2];

    if (!read_crs(rq, "bbox-crs", &crs, err))
        return false;
    if (!text)
        return true;
    int n = read_numbers(text, v);
    if (n != 4 && n != 6)
        return bad_box(err);
    int second = n / 2;
    crs_to_lonlat(crs, v[0], v[1], &lower[0], &lower[1]);
    crs_to_lonlat(crs, v[second], v[second + 1], &upper[0], &upper[1]);
    if (lower[1] > upper[1] || (n == 6 && v[2] > v[5]))
        return err_say(err, ERR_BAD_PARAMETER, "bbox",
                       "the lower corner of bbox lies above the upper one", "bbox 的下角高于上角");
    if (lower[0] <= upper[0]) {
        q->boxes[q->n_boxes++] = (struct box){lower[0], lower[1], upper[0], upper[1]};
        return true;
    }
    q->boxes[q->n_boxes++] = (struct box){lower[0], lower[1], 180, upper[1]};
    q->boxes[q->n_boxes++] = (struct box){-180, lower[1], upper[0], upper[1]};
    return true;
}

/* One end of an interval: a day, a moment, or open. */
static bool read_end(const char *s, size_t len, date_t *out)
{
    moment_t m;

    if (len == 0 || (len == 2 && memcmp(s, "..", 2) == 0)) {
        *out = DATE_NONE;
        return true;
    }
    if (date_parse_n(s, len, out))
        return true;
    if (!moment_parse_n(s, len, &m))
        return false;
    *out = moment_shanghai_date(m);
    return true;
}

static bool read_datetime(const struct request *rq, struct items_query *q, struct err *err)
{
    const char *text = request_query(rq, "datetime");

    q->first_day = q->last_day = DATE_NONE;
    if (!text)
        return true;
    const char *slash = strchr(text, '/');
    bool good;
    if (slash) {
        good = read_end(text, (size_t)(slash - text), &q->first_day) &&
               read_end(slash + 1, strlen(slash + 1), &q->last_day);
        good = good && (q->first_day == DATE_NONE || q->last_day == DATE_NONE ||
                        q->first_day <= q->last_day);
    } else {
        good = read_end(text, strlen(text), &q->first_day) && q->first_day != DATE_NONE;
        q->last_day = q->first_day;
    }
    q->has_datetime = true;
    return good || err_say(err, ERR_BAD_PARAMETER, "datetime",
                           "datetime is a day or moment (RFC 3339), or an interval such as "
                           "2023-01-01/.. whose start is not after its end",
                           "datetime 应为日期或时刻（RFC 3339），或起点不晚于终点的区间，"
                           "例如 2023-01-01/..");
}

static bool value_fits(enum value_kind kind, const char *value)
{
    date_t day;

    switch (kind) {
    case VALUE_CODE:
        return place_code_valid(value);
    case VALUE_DATE:
        return date_parse(value, &day);
    case VALUE_DECIMAL:
        return *value && strspn(value, "0123456789.") == strlen(value);
    case VALUE_ZONE_ID:
        return zone_id_valid(value);
    case VALUE_NUMBER:
        return *value && strspn(value, "0123456789") == strlen(value);
    default:
        return true;
    }
}

static bool is_choice(enum value_kind kind, const char *value)
{
    for (int i = 0; value_choice(kind, i); i++) {
        if (strcmp(value_choice(kind, i), value) == 0)
            return true;
    }
    return false;
}

static bool refuse_choice(const struct request *rq, const struct queryable *k, struct err *err)
{
    struct buf list = {0};

    for (int i = 0; value_choice(k->kind, i); i++)
        buf_printf(&list, "%s%s", i ? ", " : "", value_choice(k->kind, i));
    const char *choices = arena_strndup(rq->arena, list.data, list.len);
    buf_free(&list);
    return err_say(err, ERR_BAD_PARAMETER, k->name, "%s is one of %s", "%s 只能是下列之一：%s",
                   k->name, choices);
}

static bool check_value(const struct request *rq, const struct queryable *k, const char *value,
                        struct err *err)
{
    if (value_choice(k->kind, 0))
        return is_choice(k->kind, value) || refuse_choice(rq, k, err);
    return value_fits(k->kind, value) ||
           err_say(err, ERR_BAD_PARAMETER, k->name,
                   "'%s' is no value that %s can have; see the collection's queryables",
                   "“%s”不是 %s 可取的值；请参见该集合的 queryables", value, k->name);
}

static bool read_values(const struct request *rq, const struct collection *c, struct items_query *q,
                        struct err *err)
{
    for (size_t i = 0; i < c->n_queryables; i++) {
        const char *value = request_query(rq, c->queryables[i].name);
        if (value && !check_value(rq, &c->queryables[i], value, err))
            return false;
        q->values[i] = value;
    }
    return true;
}

/* Any whole number above zero, however long: what is over the most is taken as the most. */
static bool read_limit(const struct request *rq, size_t *out, struct err *err)
{
    const char *text = request_query(rq, "limit");
    long limit = ITEMS_DEFAULT;

    if (text && strlen(text) > 9 && strspn(text, "0123456789") == strlen(text) && *text != '0')
        limit = ITEMS_MOST;
    else if (!request_int(rq, "limit", 1, INT_MAX, &limit, err))
        return false;
    *out = limit > ITEMS_MOST ? ITEMS_MOST : (size_t)limit;
    return true;
}

bool items_query_read(const struct request *rq, const struct collection *c, struct items_query *q,
                      struct err *err)
{
    static const char *const common[] = {"limit",    "offset", "bbox",    "bbox-crs",
                                         "datetime", "crs",    "simplify"};
    static const enum format formats[] = {FORMAT_GEOJSON, FORMAT_HTML, FORMATS};
    const char *allowed[COUNT(common) + MAX_QUERYABLES + 2] = {NULL};
    long offset = 0;
    size_t n = 0;

    for (size_t i = 0; i < COUNT(common); i++)
        allowed[n++] = common[i];
    for (size_t i = 0; i < c->n_queryables; i++)
        allowed[n++] = c->queryables[i].name;
    if (!c->timeless)
        allowed[n++] = "asOf";
    *q = (struct items_query){.has_crs = request_query(rq, "crs") != NULL, .as_of = MOMENT_NONE};
    if (!request_allow(rq, allowed, err) || !request_format(rq, formats, &q->format, err) ||
        !read_limit(rq, &q->limit, err) || !request_int(rq, "offset", 0, INT_MAX, &offset, err) ||
        !read_detail(rq, &q->detail, err) || !read_crs(rq, "crs", &q->crs, err) ||
        !read_box(rq, q, err) || !read_datetime(rq, q, err) ||
        !request_moment(rq, "asOf", &q->as_of, err) || !read_values(rq, c, q, err))
        return false;
    q->offset = (size_t)offset;
    return true;
}

bool item_query_read(const struct request *rq, const struct collection *c, struct items_query *q,
                     struct err *err)
{
    const char *const allowed[] = {"crs", "simplify", c->timeless ? NULL : "asOf", NULL};
    static const enum format formats[] = {FORMAT_GEOJSON, FORMAT_HTML, FORMATS};

    *q = (struct items_query){.has_crs = request_query(rq, "crs") != NULL,
                              .first_day = DATE_NONE,
                              .last_day = DATE_NONE,
                              .as_of = MOMENT_NONE};
    return request_allow(rq, allowed, err) && request_format(rq, formats, &q->format, err) &&
           read_detail(rq, &q->detail, err) && read_crs(rq, "crs", &q->crs, err) &&
           request_moment(rq, "asOf", &q->as_of, err);
}

bool items_query_check(const struct atlas *a, const struct items_query *q, struct err *err)
{
    return when_check(a, &(struct when){.on = DATE_NONE, .as_of = q->as_of}, err);
}

struct source items_query_source(const struct request *rq, const struct atlas *a,
                                 const struct collection *c, const struct items_query *q)
{
    struct source s = source_of(rq, a, c);

    s.view = atlas_view(a, q->as_of, rq->arena);
    s.any_day = !q->has_datetime;
    s.first_day = q->first_day;
    s.last_day = q->last_day;
    /* A status speaks of the asked day; of an interval, of its last day, or its first. */
    if (q->last_day != DATE_NONE)
        s.on = q->last_day;
    else if (q->first_day != DATE_NONE)
        s.on = q->first_day;
    return s;
}

/* Where the feature is a point, the point; else its shape. */
static bool meets_box(const struct source *s, size_t i, const struct box *box)
{
    const struct multipolygon *shape;
    double at[2];

    if (s->c->point)
        return s->c->point(s, i, at) && boxes_meet(&(struct box){at[0], at[1], at[0], at[1]}, box);
    shape = source_area(s, i);
    return shape && boxes_meet(&shape->box, box) && multipolygon_meets_box(shape, box);
}

bool items_query_matches(const struct items_query *q, const struct source *s, size_t i)
{
    if (!s->c->present(s, i))
        return false;
    for (size_t k = 0; k < s->c->n_queryables; k++) {
        if (!q->values[k])
            continue;
        const char *value = s->c->value(s, i, k);
        if (!value || strcmp(value, q->values[k]) != 0)
            return false;
    }
    if (q->n_boxes == 0)
        return true;
    for (size_t b = 0; b < q->n_boxes; b++) {
        if (meets_box(s, i, &q->boxes[b]))
            return true;
    }
    return false;
}

static void put_parameter(struct buf *out, const struct request *rq, const char *name)
{
    const char *value = request_query(rq, name);
    if (value)
        buf_printf(out, "&%s=%s", name, encode_query_value(rq->arena, value));
}

const char *items_query_path(const struct request *rq, const struct collection *c,
                             const struct items_query *q, size_t offset)
{
    static const char *const echoed[] = {"bbox", "bbox-crs", "datetime", "asOf", "crs"};
    struct buf out = {0};

    buf_printf(&out, "/ogc/collections/%s/items?limit=%zu", c->id, q->limit);
    if (offset > 0)
        buf_printf(&out, "&offset=%zu", offset);
    if (q->detail != DETAIL_FULL)
        buf_printf(&out, "&simplify=%g", detail_degrees[q->detail]);
    for (size_t i = 0; i < COUNT(echoed); i++)
        put_parameter(&out, rq, echoed[i]);
    for (size_t i = 0; i < c->n_queryables; i++)
        put_parameter(&out, rq, c->queryables[i].name);
    put_parameter(&out, rq, "lang");
    const char *path = arena_strndup(rq->arena, out.data, out.len);
    buf_free(&out);
    return path;
}
