/* negotiate.c - Accept, Accept-Language, Accept-Encoding and If-None-Match.
 *
 * A header that cannot be read asks for nothing: these are wishes, and the answer says what it is.
 */
#include "http/negotiate.h"

#include "base/mem.h"

#include <string.h>
#include <strings.h>

struct element {
    const char *name;
    size_t len;
    int quality; /* thousandths */
};

static size_t trimmed(const char *s, size_t len)
{
    while (len > 0 && (s[len - 1] == ' ' || s[len - 1] == '\t'))
        len--;
    return len;
}

/* "0.8" at s; 1000 when it makes no sense. */
static int quality_parse(const char *s)
{
    int q = 0;

    if (*s == '1' || (*s != '0' && *s != '.'))
        return 1000;
    s += *s == '0';
    if (*s != '.')
        return 0;
    for (int scale = 100; scale > 0; scale /= 10) {
        s++;
        if (*s < '0' || *s > '9')
            break;
        q += (*s - '0') * scale;
    }
    return q;
}

/* Reads the next element of a comma-separated list; false at its end. */
static bool element_next(const char **at, struct element *e)
{
    const char *s = *at + strspn(*at, " \t,");
    size_t len = strcspn(s, ",");

    if (len == 0)
        return false;
    *at = s + len;
    e->name = s;
    e->len = trimmed(s, strcspn(s, ",;"));
    e->quality = 1000;
    for (const char *p = memchr(s, ';', len); p; p = memchr(p, ';', (size_t)(s + len - p))) {
        p++;
        p += strspn(p, " \t");
        if ((*p == 'q' || *p == 'Q') && p[1] == '=')
            e->quality = quality_parse(p + 2);
    }
    return true;
}

/* How exactly an element speaks of name: 3 itself, 2 its family, 1 anything, 0 not at all. */
static int exactness(const struct element *e, const char *name)
{
    const char *slash = strchr(name, '/');
    size_t name_len = strlen(name);

    if (e->len == name_len && strncasecmp(e->name, name, name_len) == 0)
        return 3;
    if (!slash)
        return e->len == 1 && *e->name == '*';
    size_t family = (size_t)(slash - name) + 1;
    if (e->len == family + 1 && strncasecmp(e->name, name, family) == 0 && e->name[family] == '*')
        return 2;
    return e->len == 3 && memcmp(e->name, "*/*", 3) == 0;
}

int negotiate_quality(const char *header, const char *name)
{
    struct element e;
    int best = 0, quality = -1;

    while (element_next(&header, &e)) {
        int exact = exactness(&e, name);
        if (exact > best) {
            best = exact;
            quality = e.quality;
        }
    }
    return quality;
}

/* -------- formats -------- */

/* The media types that ask for each format, the exact one first. */
static const struct {
    enum format format;
    const char *parameter; /* f= */
    const char *types[5];
} formats[] = {
    {FORMAT_JSON,
     "json",
     {"application/json", "application/vnd.oai.openapi+json", "application/schema+json",
      "application/problem+json"}},
    {FORMAT_GEOJSON, "geojson", {"application/geo+json", "application/vnd.geo+json"}},
    {FORMAT_HTML, "html", {"text/html", "application/xhtml+xml"}},
    {FORMAT_CSV, "csv", {"text/csv"}},
    {FORMAT_ICS, "ics", {"text/calendar"}},
};
_Static_assert(COUNT(formats) == FORMATS, "every format is named");

static bool is_offered(const enum format *offered, enum format f)
{
    for (; *offered != FORMATS; offered++)
        if (*offered == f)
            return true;
    return false;
}

/* JSON and GeoJSON stand for each other where only one of them is offered. */
static enum format stand_in(const enum format *offered, enum format f)
{
    enum format other = f == FORMAT_JSON ? FORMAT_GEOJSON : f == FORMAT_GEOJSON ? FORMAT_JSON : f;
    return is_offered(offered, f) || !is_offered(offered, other) ? f : other;
}

static bool format_from_parameter(const struct request *rq, const char *f,
                                  const enum format *offered, enum format *out, struct err *err)
{
    struct buf list = {0};

    for (size_t i = 0; i < COUNT(formats); i++) {
        enum format format = stand_in(offered, formats[i].format);
        if (strcmp(f, formats[i].parameter) == 0 && is_offered(offered, format)) {
            *out = format;
            return true;
        }
    }
    for (const enum format *o = offered; *o != FORMATS; o++) {
        buf_puts(&list, o == offered ? "" : ", ");
        buf_puts(&list, formats[*o].parameter);
    }
    const char *choices = arena_strdup(rq->arena, list.data);
    buf_free(&list);
    return err_say(err, ERR_BAD_PARAMETER, "f", "'f' is one of: %s", "“f”可取：%s", choices);
}

/* How much a format is wanted; json_family: its sibling speaks for it, too. */
static int format_quality(const char *accept, enum format f, bool json_family)
{
    int best = negotiate_quality(accept, formats[f].types[0]);

    if (best == 0)
        return 0; /* refused by name */
    for (size_t i = 1; i < COUNT(formats[f].types) && formats[f].types[i]; i++) {
        int q = negotiate_quality(accept, formats[f].types[i]);
        best = q > best ? q : best;
    }
    if (json_family) {
        enum format other = f == FORMAT_JSON ? FORMAT_GEOJSON : FORMAT_JSON;
        int q = format_quality(accept, other, false);
        best = q > best ? q : best;
    }
    return best;
}

bool request_format(const struct request *rq, const enum format *offered, enum format *out,
                    struct err *err)
{
    const char *f = request_query(rq, "f");
    bool both = is_offered(offered, FORMAT_JSON) && is_offered(offered, FORMAT_GEOJSON);
    int best = 0;

    if (f)
        return format_from_parameter(rq, f, offered, out, err);
    *out = offered[0];
    for (const enum format *o = offered; *o != FORMATS; o++) {
        bool alone = !both && (*o == FORMAT_JSON || *o == FORMAT_GEOJSON);
        int q = format_quality(rq->accept, *o, alone);
        if (q > best) {
            best = q;
            *out = *o;
        }
    }
    return true;
}

bool request_allow_json(const struct request *rq, const char *const *names, struct err *err)
{
    static const enum format json[] = {FORMAT_JSON, FORMATS};
    enum format format;

    return request_allow(rq, names, err) && request_format(rq, json, &format, err);
}

/* -------- languages and encodings -------- */

enum lang negotiate_lang(const char *lang_parameter, const char *accept_language)
{
    struct element e;
    int zh = 0, en = 0;

    if (lang_parameter && strncmp(lang_parameter, "en", 2) == 0)
        return LANG_EN;
    if (lang_parameter && strncmp(lang_parameter, "zh", 2) == 0)
        return LANG_ZH;
    /* At equal quality the one named first is meant. */
    for (int rank = 0; element_next(&accept_language, &e); rank++) {
        int quality = e.quality * 64 - (rank < 63 ? rank : 63);
        bool is_zh =
            (e.len == 2 || (e.len > 2 && e.name[2] == '-')) && strncasecmp(e.name, "zh", 2) == 0;
        bool is_en =
            (e.len == 2 || (e.len > 2 && e.name[2] == '-')) && strncasecmp(e.name, "en", 2) == 0;
        if (is_zh && quality > zh)
            zh = quality;
        if (is_en && quality > en)
            en = quality;
    }
    return en > zh ? LANG_EN : LANG_ZH;
}

enum encoding negotiate_encoding(const char *accept_encoding, const bool has[ENCODINGS])
{
    static const struct {
        enum encoding encoding;
        const char *name;
    } order[] = {{ENC_BR, "br"}, {ENC_GZIP, "gzip"}};
    enum encoding best = ENC_IDENTITY;
    int best_quality = 0;

    if (*accept_encoding == '\0')
        return ENC_IDENTITY;
    for (size_t i = 0; i < COUNT(order); i++) {
        if (!has[order[i].encoding])
            continue;
        int q = negotiate_quality(accept_encoding, order[i].name);
        if (q > best_quality) {
            best = order[i].encoding;
            best_quality = q;
        }
    }
    /* Identity asked for by name, and more than the others: so be it. */
    return negotiate_quality(accept_encoding, "identity") > best_quality ? ENC_IDENTITY : best;
}

bool negotiate_etag_matches(const char *if_none_match, const char *etag)
{
    size_t len = strlen(etag);

    for (const char *s = if_none_match; *s;) {
        s += strspn(s, " \t,");
        if (*s == '*')
            return true;
        if (strncmp(s, "W/", 2) == 0)
            s += 2;
        if (*s != '"')
            return false;
        if (strncmp(s, etag, len) == 0)
            return true;
        const char *end = strchr(s + 1, '"');
        if (!end)
            return false;
        s = end + 1;
    }
    return false;
}
