/* intake_shp.c - the geometry member of a Shapefile, with every count held against the bytes left.
 *
 * Big-endian: the file code, lengths, and the head of each record.  Little-endian: all the rest.
 * Lengths are in 16-bit words.  Only x and y are read; of what stands behind them it is enough that
 * it cannot do harm. */
#include "geo/intake_shapefile.h"

#include <string.h>

enum { FILE_HEAD = 100, RECORD_HEAD = 8, FILE_CODE = 9994, VERSION = 1000 };
enum { SHAPE_NULL = 0, SHAPE_POLYGON = 5, SHAPE_POLYGON_Z = 15, SHAPE_POLYGON_M = 25 };
/* of a polygon record: where its box, its counts and its parts begin */
enum { AT_COUNTS = 36, AT_PARTS = 44 };

static const struct type_row {
    uint32_t type;
    const char *name;
} types[] = {
    {1, "points"},  {3, "lines"},   {8, "points"}, {11, "points"}, {13, "lines"},
    {18, "points"}, {21, "points"}, {23, "lines"}, {28, "points"}, {31, "patches"},
};

/* What is left to read; takers have seen to it that it is enough. */
struct span {
    const unsigned char *at;
    size_t size;
};

static uint32_t big(const unsigned char *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static uint32_t little(const unsigned char *p)
{
    return (uint32_t)p[3] << 24 | (uint32_t)p[2] << 16 | (uint32_t)p[1] << 8 | p[0];
}

static double number(const unsigned char *p)
{
    uint64_t bits = (uint64_t)little(p + 4) << 32 | little(p);
    double v;

    memcpy(&v, &bits, sizeof v);
    return v;
}

static bool refuse(struct err *err, const char *en, const char *zh)
{
    return err_say(err, ERR_BAD_BODY, "shape", "the .shp is damaged: %s%.0s", ".shp 已损坏：%.0s%s",
                   en, zh);
}

static bool check_type(uint32_t type, struct err *err)
{
    const char *name = NULL;

    if (type == SHAPE_POLYGON || type == SHAPE_POLYGON_Z || type == SHAPE_POLYGON_M)
        return true;
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        if (types[i].type == type)
            name = types[i].name;
    }
    if (!name)
        return refuse(err, "a shape type that does not exist", "图形类型不存在");
    return err_say(err, ERR_BAD_BODY, "shape",
                   "the Shapefile holds %1$s (type %2$u); only polygons are taken",
                   "Shapefile 中是 %1$s（类型 %2$u）；只接受面", name, type);
}

/* Rings of one record; parts is the list of their first points. */
static bool take_rings(const unsigned char *parts, uint32_t n_parts, const unsigned char *points,
                       uint32_t n_points, struct intake_place at, struct draft *d, struct err *err)
{
    for (uint32_t i = 0; i < n_parts; i++) {
        uint32_t first = little(parts + 4 * (size_t)i);
        uint32_t end = i + 1 < n_parts ? little(parts + 4 * (size_t)(i + 1)) : n_points;

        at.ring = i + 1;
        at.vertex = 0;
        if (end > n_points || first >= end || (i == 0 && first != 0))
            return intake_refuse(&at, err, "the .shp is damaged: rings are not in order",
                                 ".shp 已损坏：环的次序有误");
        if (!intake_draft_begin(d, RING_BY_TURN, at, err))
            return false;
        for (uint32_t k = first; k < end; k++) {
            const unsigned char *p = points + 16 * (size_t)k;
            at.vertex = k - first + 1;
            if (!intake_draft_point(d, number(p), number(p + 8), &at, err))
                return false;
        }
        if (!intake_draft_end(d, false, err))
            return false;
    }
    return true;
}

static bool take_record(struct span content, struct intake_place at, struct draft *d,
                        struct err *err)
{
    if (content.size < 4)
        return refuse(err, "a record is too short", "记录过短");
    uint32_t type = little(content.at);
    if (type == SHAPE_NULL)
        return true; /* a record without a shape */
    if (!check_type(type, err))
        return false;
    if (content.size < AT_PARTS)
        return refuse(err, "a record is too short", "记录过短");
    uint32_t n_parts = little(content.at + AT_COUNTS);
    uint32_t n_points = little(content.at + AT_COUNTS + 4);
    size_t left = content.size - AT_PARTS;
    if (n_parts > left / 4 || n_points > (left - 4 * (size_t)n_parts) / 16)
        return refuse(err, "a record counts more than it holds", "记录中的计数超出其长度");
    if (n_parts == 0 || n_points == 0)
        return intake_refuse(&at, err, "the record has no rings", "记录没有环");
    d->n_areas++;
    d->heights |= type == SHAPE_POLYGON_Z;
    const unsigned char *parts = content.at + AT_PARTS;
    return take_rings(parts, n_parts, parts + 4 * (size_t)n_parts, n_points, at, d, err);
}

bool intake_shp(struct bytes shp, struct draft *d, struct err *err)
{
    struct span rest = {(const unsigned char *)shp.at, shp.size};
    struct intake_place at = {.unit = "record", .unit_zh = "条记录"};

    if (rest.size < FILE_HEAD || big(rest.at) != FILE_CODE || little(rest.at + 28) != VERSION)
        return refuse(err, "it does not begin as a Shapefile does", "文件头不是 Shapefile");
    size_t said = 2 * (size_t)big(rest.at + 24);
    if (said > rest.size || said < FILE_HEAD)
        return refuse(err, "it is not as long as it says", "长度与文件头不符");
    if (little(rest.at + 32) != SHAPE_NULL && !check_type(little(rest.at + 32), err))
        return false;
    rest.size = said - FILE_HEAD;
    rest.at += FILE_HEAD;
    while (rest.size > 0) {
        if (rest.size < RECORD_HEAD)
            return refuse(err, "the last record is cut off", "最后一条记录不完整");
        size_t size = 2 * (size_t)big(rest.at + 4);
        if (size > rest.size - RECORD_HEAD)
            return refuse(err, "a record reaches beyond the end", "记录超出文件末尾");
        at.at++;
        if (!take_record((struct span){rest.at + RECORD_HEAD, size}, at, d, err))
            return false;
        rest.at += RECORD_HEAD + size;
        rest.size -= RECORD_HEAD + size;
    }
    return true;
}
