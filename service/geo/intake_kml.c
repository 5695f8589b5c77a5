/* intake_kml.c - the polygons of the placemarks, through expat.
 *
 * The whole text is handed over at once: fed piece by piece, this version of expat reads a long
 * token anew with every piece.  A document type is refused before anything in it is looked at, so
 * there are no entities. */
#include "geo/intake_draft.h"

#include <ctype.h>
#include <expat.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DEEPEST = 64 };

enum element {
    OTHER,
    PLACEMARK,
    POLYGON,
    OUTER,
    INNER,
    LINEAR_RING,
    COORDINATES,
    NO_AREA, /* a geometry that encloses nothing */
};

static const struct element_row {
    const char *name;
    enum element element;
} elements[] = {
    {"Placemark", PLACEMARK},   {"Polygon", POLYGON},        {"outerBoundaryIs", OUTER},
    {"innerBoundaryIs", INNER}, {"LinearRing", LINEAR_RING}, {"coordinates", COORDINATES},
    {"Point", NO_AREA},         {"LineString", NO_AREA},     {"Track", NO_AREA},
    {"MultiTrack", NO_AREA},    {"Model", NO_AREA},
};

struct walk {
    XML_Parser parser;
    struct draft *draft;
    struct err *err;
    int depth;
    enum element path[DEEPEST];
    int in_placemark;
    bool stopped, outer_seen;
    struct buf text; /* of the coordinates being read */
    size_t ring;     /* of the polygon being read */
};

static void stop(struct walk *w)
{
    w->stopped = true;
    XML_StopParser(w->parser, XML_FALSE);
}

static enum element find_element(const char *name)
{
    const char *colon = strrchr(name, ':');

    for (size_t i = 0; i < sizeof elements / sizeof elements[0]; i++) {
        if (strcmp(elements[i].name, colon ? colon + 1 : name) == 0)
            return elements[i].element;
    }
    return OTHER;
}

static enum element parent(const struct walk *w, int above)
{
    return w->depth > above ? w->path[w->depth - 1 - above] : OTHER;
}

static struct intake_place place(const struct walk *w)
{
    return (struct intake_place){
        .unit = "polygon", .unit_zh = "个多边形", .at = w->draft->n_areas, .ring = w->ring};
}

static bool begin_polygon(struct walk *w)
{
    w->draft->n_areas++;
    w->ring = 0;
    w->outer_seen = false;
    for (int i = 0; i < w->depth; i++) {
        struct intake_place at = place(w);
        if (w->path[i] == POLYGON)
            return intake_refuse(&at, w->err, "a Polygon stands in a Polygon",
                                 "Polygon 之内又有 Polygon");
    }
    return true;
}

static bool begin_ring(struct walk *w)
{
    bool outer = parent(w, 0) == OUTER, inner = parent(w, 0) == INNER;
    struct intake_place at;

    w->ring++;
    at = place(w);
    if (parent(w, 1) != POLYGON || (!outer && !inner))
        return intake_refuse(&at, w->err, "a LinearRing stands outside the boundary of a Polygon",
                             "LinearRing 不在 Polygon 的边界之内");
    if (outer && w->outer_seen)
        return intake_refuse(&at, w->err, "a Polygon has two outer boundaries",
                             "一个 Polygon 有两个外边界");
    if (inner && !w->outer_seen)
        return intake_refuse(&at, w->err,
                             "an inner boundary stands before the outer boundary of its Polygon",
                             "内边界出现在外边界之前");
    w->outer_seen = true;
    return intake_draft_begin(w->draft, outer ? RING_SHELL : RING_HOLE, at, w->err);
}

static void forget_text(struct walk *w)
{
    w->text.len = 0;
    if (w->text.data)
        w->text.data[0] = '\0';
}

static void XMLCALL on_start(void *user, const XML_Char *name, const XML_Char **attributes)
{
    struct walk *w = user;
    enum element e = find_element(name);
    bool ok = true;

    (void)attributes;
    if (w->stopped)
        return;
    if (w->depth == DEEPEST)
        ok = err_say(w->err, ERR_BAD_BODY, "shape", "the KML is nested deeper than %d levels",
                     "KML 嵌套超过 %d 层", DEEPEST);
    w->in_placemark += e == PLACEMARK;
    if (ok && e == NO_AREA && w->in_placemark)
        ok = err_say(w->err, ERR_BAD_BODY, "shape",
                     "the KML has a placemark that is no area (%1$.40s); leave only Polygon and "
                     "MultiGeometry of them",
                     "KML 中有地标不是面（%1$.40s）；请只保留 Polygon 及其 MultiGeometry", name);
    if (ok && e == POLYGON && w->in_placemark)
        ok = begin_polygon(w);
    if (ok && e == LINEAR_RING && w->in_placemark)
        ok = begin_ring(w);
    if (!ok) {
        stop(w);
        return;
    }
    forget_text(w);
    w->path[w->depth++] = e;
}

static bool is_ring_text(const struct walk *w)
{
    return w->in_placemark && parent(w, 0) == COORDINATES && parent(w, 1) == LINEAR_RING;
}

static void XMLCALL on_text(void *user, const XML_Char *text, int len)
{
    struct walk *w = user;

    if (!w->stopped && is_ring_text(w))
        buf_put(&w->text, text, (size_t)len);
}

/* One number of a tuple; moves on behind it. */
static bool take_number(const char **at, double *out)
{
    size_t len = strspn(*at, "+-0123456789.eE");
    char *end;

    if (!isdigit((unsigned char)(*at)[**at == '-' || **at == '+']) && (*at)[0] != '.')
        return false;
    *out = strtod(*at, &end);
    if (end != *at + len)
        return false;
    *at = end;
    return true;
}

static bool take_tuples(struct walk *w)
{
    const char *at = w->text.data ? w->text.data : "";
    struct intake_place where = place(w);

    for (where.vertex = 1;; where.vertex++) {
        double lon, lat, height;
        at += strspn(at, " \t\r\n");
        if (!*at)
            return true;
        bool ok = take_number(&at, &lon) && *at++ == ',' && take_number(&at, &lat);
        if (ok && *at == ',') {
            at++;
            ok = take_number(&at, &height);
            w->draft->heights |= ok;
        }
        if (!ok || (*at && !strchr(" \t\r\n", *at)))
            return intake_refuse(&where, w->err,
                                 "what stands there is not longitude,latitude or "
                                 "longitude,latitude,height",
                                 "此处不是“经度,纬度”或“经度,纬度,高程”");
        if (!intake_draft_point(w->draft, lon, lat, &where, w->err))
            return false;
    }
}

static void XMLCALL on_end(void *user, const XML_Char *name)
{
    struct walk *w = user;
    bool ok = true;

    (void)name;
    if (w->stopped)
        return;
    if (is_ring_text(w))
        ok = take_tuples(w);
    enum element e = w->path[--w->depth];
    if (ok && e == LINEAR_RING && w->in_placemark)
        ok = intake_draft_end(w->draft, true, w->err);
    if (ok && e == POLYGON && w->in_placemark && !w->outer_seen) {
        struct intake_place at = place(w);
        ok = intake_refuse(&at, w->err, "the Polygon has no boundary", "Polygon 没有边界");
    }
    w->in_placemark -= e == PLACEMARK;
    forget_text(w);
    if (!ok)
        stop(w);
}

static void XMLCALL on_doctype(void *user, const XML_Char *name, const XML_Char *system,
                               const XML_Char *public, int has_internal)
{
    struct walk *w = user;

    (void)name, (void)system, (void)public, (void)has_internal;
    err_say(w->err, ERR_BAD_BODY, "shape",
            "the KML has a document type (DOCTYPE), which is not taken; remove it",
            "KML 含有 DOCTYPE，不予接受，请删除");
    stop(w);
}

static bool parse(struct walk *w, struct bytes body)
{
    XML_SetUserData(w->parser, w);
    XML_SetElementHandler(w->parser, on_start, on_end);
    XML_SetCharacterDataHandler(w->parser, on_text);
    XML_SetStartDoctypeDeclHandler(w->parser, on_doctype);
    if (XML_Parse(w->parser, body.at, (int)body.size, 1) != XML_STATUS_ERROR)
        return !w->stopped;
    if (w->stopped)
        return false;
    return err_say(w->err, ERR_BAD_BODY, "shape", "the KML cannot be read at line %1$lu: %2$s",
                   "KML 在第 %1$lu 行无法读取：%2$s",
                   (unsigned long)XML_GetCurrentLineNumber(w->parser),
                   XML_ErrorString(XML_GetErrorCode(w->parser)));
}

bool intake_kml(struct bytes body, const struct intake_crs *said, struct draft *d, struct err *err)
{
    const struct intake_crs usual = {.kind = INTAKE_CRS_DEGREES, .datum = DATUM_WGS84};
    struct walk w = {.draft = d, .err = err};
    bool ok = false;

    if (body.size > INT_MAX)
        return err_say(err, ERR_TOO_LARGE, "shape", "the KML is too large", "KML 过大");
    if (body.size >= 2 && memcmp(body.at, "PK", 2) == 0)
        return err_say(err, ERR_BAD_BODY, "shape",
                       "this is a KMZ; unpack it and hand in the KML that is in it",
                       "这是 KMZ，请解压后提交其中的 KML");
    if (said->kind != INTAKE_CRS_UNSAID && said->kind != INTAKE_CRS_DEGREES)
        return err_say(err, ERR_BAD_BODY, "crs", "the numbers of a KML are always degrees",
                       "KML 的坐标只能是经纬度");
    w.parser = XML_ParserCreate(NULL);
    if (w.parser && intake_frame_open(&d->frame, said->kind ? said : &usual, err))
        ok = parse(&w, body);
    if (w.parser)
        XML_ParserFree(w.parser);
    buf_free(&w.text);
    return ok || err_say(err, ERR_BAD_BODY, "shape", "the KML cannot be read", "KML 无法读取");
}
