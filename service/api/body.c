/* body.c - see body.h.  The bytes were scanned before cJSON saw them (write_body). */
#include "api/body.h"

#include "base/date.h"
#include "base/utf8.h"

#include <cJSON.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

enum { MOMENT_CHARACTERS = 40 };

static const moment_t DAY_MS = 24 * 60 * 60 * 1000, SHANGHAI_MS = 8 * 60 * 60 * 1000;

/* NULL when it is not there; with err where it is needed. */
static const cJSON *member(const cJSON *body, const char *name, enum body_wish wish, bool *ok,
                           struct err *err)
{
    const cJSON *m = cJSON_GetObjectItemCaseSensitive(body, name);

    if (cJSON_IsNull(m))
        m = NULL;
    *ok = m || wish == BODY_MAY ||
          err_say(err, ERR_BAD_BODY, name, "the body needs a member '%s'", "请求体缺少“%s”", name);
    return m;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static size_t characters(const char *s, size_t len)
{
    size_t n = 0;

    for (size_t i = 0; i < len; i++)
        n += ((unsigned char)s[i] & 0xC0) != 0x80;
    return n;
}

/* Controls of both sets, and what turns the text after it round or hides where a line ends: what is
 * read must be what was written. */
static bool is_control(uint32_t cp)
{
    return (cp < ' ' && !is_blank((char)cp)) || (cp >= 0x7F && cp <= 0x9F) ||
           (cp >= 0x2028 && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069) || cp == 0xFEFF;
}

static bool check_text(const char *name, const char *s, size_t len, size_t most, struct err *err)
{
    uint32_t cp = 0;

    if (characters(s, len) > most)
        return err_say(err, ERR_BAD_BODY, name, "'%s' may have at most %zu characters",
                       "“%s”最多 %zu 个字符", name, most);
    for (size_t at = 0, step; at < len; at += step) {
        step = utf8_next(s + at, len - at, &cp);
        if (step == 0 || is_control(cp))
            return err_say(err, ERR_BAD_BODY, name, "'%s' holds a control character",
                           "“%s”含有控制字符", name);
    }
    return true;
}

bool body_text(const struct request *rq, const struct cJSON *body, const char *name,
               enum body_wish wish, size_t most, const char **out, struct err *err)
{
    bool ok;
    const cJSON *m = member(body, name, wish, &ok, err);

    if (!m)
        return ok;
    if (!cJSON_IsString(m))
        return err_say(err, ERR_BAD_BODY, name, "'%s' must be a text", "“%s”应为文本", name);
    const char *s = m->valuestring;
    size_t len = strlen(s);
    while (len > 0 && is_blank(s[len - 1]))
        len--;
    while (len > 0 && is_blank(*s)) {
        s++;
        len--;
    }
    if (len == 0)
        return wish == BODY_MAY ||
               err_say(err, ERR_BAD_BODY, name, "'%s' must not be empty", "“%s”不能为空", name);
    if (!check_text(name, s, len, most, err))
        return false;
    *out = arena_strndup(rq->arena, s, len);
    return true;
}

bool body_int(const struct cJSON *body, const char *name, enum body_wish wish, int64_t min,
              int64_t max, int64_t *out, struct err *err)
{
    bool ok;
    const cJSON *m = member(body, name, wish, &ok, err);

    if (!m)
        return ok;
    double v = cJSON_IsNumber(m) ? m->valuedouble : NAN;
    if (!(v >= (double)min && v <= (double)max) || v != floor(v) || fabs(v) > 9007199254740992.0)
        return err_say(err, ERR_BAD_BODY, name,
                       "'%s' must be a whole number from %" PRId64 " to %" PRId64,
                       "“%s”应为 %" PRId64 " 至 %" PRId64 " 之间的整数", name, min, max);
    *out = (int64_t)v;
    return true;
}

bool body_number(const struct cJSON *body, const char *name, enum body_wish wish, double min,
                 double max, double *out, struct err *err)
{
    bool ok;
    const cJSON *m = member(body, name, wish, &ok, err);

    if (!m)
        return ok;
    double v = cJSON_IsNumber(m) ? m->valuedouble : NAN;
    if (!(v >= min && v <= max))
        return err_say(err, ERR_BAD_BODY, name, "'%s' must be a number from %.15g to %.15g",
                       "“%s”应为 %.15g 至 %.15g 之间的数", name, min, max);
    *out = v;
    return true;
}

bool body_bool(const struct cJSON *body, const char *name, enum body_wish wish, bool *out,
               struct err *err)
{
    bool ok;
    const cJSON *m = member(body, name, wish, &ok, err);

    if (!m)
        return ok;
    if (!cJSON_IsBool(m))
        return err_say(err, ERR_BAD_BODY, name, "'%s' must be true or false",
                       "“%s”应为 true 或 false", name);
    *out = cJSON_IsTrue(m);
    return true;
}

bool body_date(const struct cJSON *body, const char *name, enum body_wish wish, date_t *out,
               struct err *err)
{
    bool ok;
    const cJSON *m = member(body, name, wish, &ok, err);

    if (!m)
        return ok;
    if (!cJSON_IsString(m) || !date_parse(m->valuestring, out))
        return err_say(err, ERR_BAD_BODY, name, "'%s' must be a date such as 2026-05-01",
                       "“%s”应为日期，如 2026-05-01", name);
    return true;
}

bool body_moment(const struct request *rq, const struct cJSON *body, const char *name,
                 moment_t *out, struct err *err)
{
    const char *text = NULL;
    date_t day;

    if (!body_text(rq, body, name, BODY_MAY, MOMENT_CHARACTERS, &text, err))
        return false;
    if (!text || moment_parse(text, out))
        return true;
    if (!date_parse(text, &day))
        return err_say(err, ERR_BAD_BODY, name,
                       "'%s' is a date or a moment, such as 2027-01-31 or "
                       "2027-01-31T18:00:00+08:00",
                       "“%s”应为日期或时刻，如 2027-01-31 或 2027-01-31T18:00:00+08:00", name);
    *out = ((moment_t)day + 1) * DAY_MS - SHANGHAI_MS - 1;
    return true;
}
