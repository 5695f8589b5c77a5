/* intake_csv.c - a table of vertices, one a line, in the order of the border.
 *
 * Columns are known by their names in the first line.  lon/lat, 经度/纬度, easting/northing and
 * 东坐标/北坐标 leave no doubt.  x and y do: to a surveyor X points north, to everybody else east.
 * There the numbers decide, and where they could be either way the table is refused.  A column ring
 * or part (环, 地块 …) starts a new ring whenever its value changes; rings inside rings are holes.
 */
#include "geo/intake_draft.h"

#include "base/csv.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum column { LON, LAT, EAST, NORTH, X, Y, HEIGHT, RING, PART, COLUMNS };

static const struct name_row {
    const char *name;
    enum column column;
} names[] = {
    {"lon", LON},
    {"lng", LON},
    {"long", LON},
    {"longitude", LON},
    {"经度", LON},
    {"东经", LON},
    {"lat", LAT},
    {"latitude", LAT},
    {"纬度", LAT},
    {"北纬", LAT},
    {"easting", EAST},
    {"east", EAST},
    {"东坐标", EAST},
    {"横坐标", EAST},
    {"northing", NORTH},
    {"north", NORTH},
    {"北坐标", NORTH},
    {"纵坐标", NORTH},
    {"x", X},
    {"x坐标", X},
    {"坐标x", X},
    {"y", Y},
    {"y坐标", Y},
    {"坐标y", Y},
    {"z", HEIGHT},
    {"h", HEIGHT},
    {"height", HEIGHT},
    {"elevation", HEIGHT},
    {"高程", HEIGHT},
    {"高度", HEIGHT},
    {"ring", RING},
    {"环", RING},
    {"环号", RING},
    {"圈", RING},
    {"圈号", RING},
    {"part", PART},
    {"polygon", PART},
    {"地块", PART},
    {"地块号", PART},
    {"地块编号", PART},
    {"片区", PART},
    {"区块", PART},
};

struct vertex {
    double x, y; /* longitude or easting; latitude or northing; or as columns x and y stand */
    size_t line;
    bool starts; /* a new ring */
};

struct table {
    struct csv_reader csv;
    int at[COLUMNS]; /* of each column; -1: there is none */
    enum column first, second;
    struct vertex *rows;
    size_t n, room, most;
    const char **labels; /* of the rings so far */
    size_t n_labels, room_labels;
    struct arena *kept;
};

/* Without what stands in brackets ("经度(°)"), spaces and capitals. */
static void plain_name(const char *field, char out[32])
{
    static const char wide_bracket[] = "（";
    size_t n = 0;

    for (; *field && n < 31; field++) {
        if (*field == '(' || strncmp(field, wide_bracket, sizeof wide_bracket - 1) == 0)
            break;
        if (*field != ' ')
            out[n++] = (char)tolower((unsigned char)*field);
    }
    out[n] = '\0';
}

static bool find_columns(struct table *t, struct err *err)
{
    char name[32];

    for (int c = 0; c < COLUMNS; c++)
        t->at[c] = -1;
    for (size_t i = 0; i < t->csv.n_fields; i++) {
        plain_name(t->csv.fields[i], name);
        for (size_t k = 0; k < COUNT(names); k++) {
            if (strcmp(name, names[k].name) != 0)
                continue;
            if (t->at[names[k].column] >= 0)
                return err_say(err, ERR_BAD_BODY, "shape",
                               "two columns of the CSV mean the same: \"%1$s\" and \"%2$s\"",
                               "CSV 有两列含义相同：“%1$s”与“%2$s”",
                               t->csv.fields[t->at[names[k].column]], t->csv.fields[i]);
            t->at[names[k].column] = (int)i;
        }
    }
    return true;
}

static bool choose_columns(struct table *t, struct err *err)
{
    int pairs = 0;

    for (enum column c = LON; c <= X; c += 2) {
        if ((t->at[c] >= 0) != (t->at[c + 1] >= 0))
            return err_say(err, ERR_BAD_BODY, "shape",
                           "the CSV has one coordinate column without the other that belongs to it",
                           "CSV 只有一列坐标，缺少与之对应的另一列");
        if (t->at[c] >= 0) {
            t->first = c;
            t->second = c + 1;
            pairs++;
        }
    }
    if (pairs == 1)
        return true;
    if (pairs > 1)
        return err_say(err, ERR_BAD_BODY, "shape",
                       "the CSV has more than one pair of coordinate columns; leave one pair",
                       "CSV 有多组坐标列，请只保留一组");
    return err_say(err, ERR_BAD_BODY, "shape",
                   "the first line of the CSV names no coordinate columns; use lon,lat or "
                   "easting,northing or x,y, separated by commas",
                   "CSV 首行没有坐标列名；请用“经度,纬度”“东坐标,北坐标”或“x,y”，以逗号分隔");
}

static bool read_number(const char *s, double *out)
{
    char *end;

    while (*s == ' ')
        s++;
    if (!isdigit((unsigned char)s[*s == '-' || *s == '+']) ||
        strspn(s, "+-0123456789.eE ") != strlen(s))
        return false;
    *out = strtod(s, &end);
    while (*end == ' ')
        end++;
    return *end == '\0' && isfinite(*out);
}

static bool refuse_line(const struct table *t, struct err *err, const char *en, const char *zh)
{
    const struct intake_place at = {.unit = "line", .unit_zh = "行", .at = t->csv.line};

    return intake_refuse(&at, err, en, zh);
}

static const char *label_field(const struct table *t, enum column c)
{
    return t->at[c] >= 0 && (size_t)t->at[c] < t->csv.n_fields ? t->csv.fields[t->at[c]] : "";
}

/* Does this row begin a ring?  A value that was left may not come again: the order of the vertices
 * would not be known. */
static bool take_label(struct table *t, bool *starts, struct err *err)
{
    const char *label = "";

    if (t->at[RING] >= 0 || t->at[PART] >= 0)
        label = arena_printf(t->csv.arena, "%s\x1f%s", label_field(t, PART), label_field(t, RING));
    *starts = t->n_labels == 0 || strcmp(t->labels[t->n_labels - 1], label) != 0;
    if (!*starts)
        return true;
    for (size_t i = 0; i < t->n_labels; i++) {
        if (strcmp(t->labels[i], label) == 0)
            return refuse_line(t, err,
                               "this ring was left before; its vertices must stand together",
                               "该环前面已结束；同一环的顶点须连续排列");
    }
    if (t->n_labels == t->room_labels) {
        t->room_labels = t->room_labels ? 2 * t->room_labels : 16;
        t->labels = mem_resize(t->labels, t->room_labels, sizeof *t->labels);
    }
    t->labels[t->n_labels++] = arena_strdup(t->kept, label);
    return true;
}

static bool take_row(struct table *t, const struct intake_options *limits, struct err *err)
{
    struct vertex v = {.line = t->csv.line};
    size_t first = (size_t)t->at[t->first], second = (size_t)t->at[t->second];

    if (t->csv.n_fields == 1 && t->csv.fields[0][0] == '\0')
        return true; /* an empty line */
    if (t->csv.n_fields <= first || t->csv.n_fields <= second)
        return refuse_line(t, err, "a coordinate is missing", "缺少坐标");
    if (!read_number(t->csv.fields[first], &v.x) || !read_number(t->csv.fields[second], &v.y))
        return refuse_line(t, err, "a coordinate is not a decimal number", "坐标不是十进制数");
    if (t->n == limits->max_points)
        return err_say(err, ERR_TOO_LARGE, "shape", "the CSV has more than %u vertices",
                       "CSV 超过 %u 个点", limits->max_points);
    if (!take_label(t, &v.starts, err))
        return false;
    if (t->n_labels > limits->max_rings)
        return err_say(err, ERR_TOO_LARGE, "shape", "the CSV has more than %u rings",
                       "CSV 超过 %u 个环", limits->max_rings);
    if (t->n == t->room) {
        t->room = t->room ? 2 * t->room : 256;
        t->rows = mem_resize(t->rows, t->room, sizeof *t->rows);
    }
    t->rows[t->n++] = v;
    return true;
}

static bool read_rows(struct table *t, const struct intake_options *limits, struct err *err)
{
    int got = csv_next(&t->csv, err);

    if (got < 0)
        return false;
    if (got == 0)
        return err_say(err, ERR_BAD_BODY, "shape", "the CSV is empty", "CSV 为空");
    if (!find_columns(t, err) || !choose_columns(t, err))
        return false;
    do {
        arena_reset(t->csv.arena);
        got = csv_next(&t->csv, err);
    } while (got > 0 && take_row(t, limits, err));
    return got == 0;
}

/* Could all numbers of a column be eastings (longitudes) or northings (latitudes)? */
static bool all_within(const struct table *t, bool second, double least, double most)
{
    for (size_t i = 0; i < t->n; i++) {
        double v = second ? t->rows[i].y : t->rows[i].x;
        if (!(v >= least && v <= most))
            return false;
    }
    return true;
}

static bool all_eastings(const struct table *t, bool second, bool degrees)
{
    if (degrees)
        return all_within(t, second, 70, 140);
    return all_within(t, second, 50000, 950000) || all_within(t, second, 13e6, 46e6);
}

static bool all_northings(const struct table *t, bool second, bool degrees)
{
    return degrees ? all_within(t, second, 0, 58) : all_within(t, second, 0, 6.5e6);
}

static bool choose_axes(struct table *t, enum intake_crs_kind kind, enum intake_axes *axes,
                        struct err *err)
{
    bool degrees = kind == INTAKE_CRS_DEGREES;

    *axes = INTAKE_AXES_NAMED;
    if (t->first != X)
        return true;
    *axes = INTAKE_AXES_X_EAST;
    if (kind == INTAKE_CRS_MERCATOR)
        return true; /* no surveyor writes that */
    bool east = all_eastings(t, false, degrees) && all_northings(t, true, degrees);
    bool north = all_eastings(t, true, degrees) && all_northings(t, false, degrees);
    if (east && north)
        return err_say(err, ERR_BAD_BODY, "shape",
                       "x and y of the CSV could both be the easting; name the columns easting and "
                       "northing",
                       "CSV 的 x、y 哪一列是东坐标无法判定；请将列名改为“东坐标”“北坐标”");
    if (!east && !north)
        return err_say(err, ERR_BAD_BODY, "shape",
                       "x and y of the CSV are not coordinates in China in the reference system "
                       "that was given",
                       "按所给坐标系，CSV 的 x、y 不是中国境内的坐标");
    if (north) {
        *axes = INTAKE_AXES_X_NORTH;
        for (size_t i = 0; i < t->n; i++) {
            double x = t->rows[i].x;
            t->rows[i].x = t->rows[i].y;
            t->rows[i].y = x;
        }
    }
    return true;
}

static bool check_said(const struct table *t, const struct intake_crs *said, struct err *err)
{
    if (said->kind == INTAKE_CRS_UNSAID)
        return err_say(err, ERR_BAD_BODY, "crs",
                       "a CSV does not tell its reference system; say which it is",
                       "CSV 不含坐标系信息，请指明坐标系");
    if (t->first != X && (t->first == LON) != (said->kind == INTAKE_CRS_DEGREES))
        return err_say(err, ERR_BAD_BODY, "crs",
                       "the CSV's columns are %1$s, which contradicts the reference system given"
                       "%2$.0s",
                       "CSV 的列为%2$s，与所给坐标系不符%1$.0s",
                       t->first == LON ? "longitude and latitude" : "easting and northing",
                       t->first == LON ? "经纬度" : "东、北坐标");
    return true;
}

static bool fill_draft(const struct table *t, struct draft *d, struct err *err)
{
    struct intake_place at = {.unit = "line", .unit_zh = "行"};

    for (size_t i = 0; i < t->n; i++) {
        at.at = t->rows[i].line;
        if (t->rows[i].starts) {
            if (i > 0 && !intake_draft_end(d, true, err))
                return false;
            if (!intake_draft_begin(d, RING_BY_NESTING, at, err))
                return false;
        }
        if (!intake_draft_point(d, t->rows[i].x, t->rows[i].y, &at, err))
            return false;
    }
    return t->n == 0 || intake_draft_end(d, true, err);
}

bool intake_csv(struct bytes body, const struct intake_crs *said, struct draft *d,
                enum intake_axes *axes, struct err *err)
{
    struct table t = {.kept = arena_new()};
    struct arena *rows = arena_new();
    bool ok = false;

    csv_reader_init(&t.csv, body.at, body.size, rows);
    if (!utf8_valid(body.at, body.size)) {
        err_say(err, ERR_BAD_BODY, "shape", "the CSV is not UTF-8 text; save it as UTF-8",
                "CSV 不是 UTF-8 文本，请另存为 UTF-8 编码");
        goto done;
    }
    if (!read_rows(&t, d->limits, err) || !check_said(&t, said, err) ||
        !choose_axes(&t, said->kind, axes, err) || !intake_frame_open(&d->frame, said, err))
        goto done;
    d->heights |= t.at[HEIGHT] >= 0;
    d->n_areas = t.n > 0;
    ok = fill_draft(&t, d, err);

done:
    free(t.rows);
    free(t.labels);
    arena_free(t.kept);
    arena_free(rows);
    return ok;
}
