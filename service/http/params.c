/* params.c - query parameters with a type.  Every refusal names the parameter and says what would
 * have been right. */
#include "http/request.h"

#include "base/mem.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const everywhere[] = {"lang", "f"};

static bool name_is_allowed(const char *name, const char *const *names)
{
    for (size_t i = 0; i < COUNT(everywhere); i++)
        if (strcmp(name, everywhere[i]) == 0)
            return true;
    for (; *names; names++)
        if (strcmp(name, *names) == 0)
            return true;
    return false;
}

static bool refuse_name(const struct request *rq, const char *name, const char *const *names,
                        struct err *err)
{
    struct buf list = {0};

    for (const char *const *n = names; *n; n++) {
        buf_puts(&list, *n);
        buf_puts(&list, ", ");
    }
    buf_puts(&list, "lang, f");
    const char *allowed = arena_strdup(rq->arena, list.data);
    buf_free(&list);
    return err_say(err, ERR_UNKNOWN_PARAMETER, name, "the parameters here are %s; there is no '%s'",
                   "此处可用参数：%s；没有参数“%s”", allowed, name);
}

bool request_allow(const struct request *rq, const char *const *names, struct err *err)
{
    for (size_t i = 0; i < rq->n_query; i++) {
        const char *name = rq->query[i].name;
        if (!name_is_allowed(name, names))
            return refuse_name(rq, name, names, err);
        for (size_t k = 0; k < i; k++)
            if (strcmp(rq->query[k].name, name) == 0)
                return err_say(err, ERR_BAD_PARAMETER, name,
                               "the parameter '%s' is given more than once", "参数“%s”重复出现",
                               name);
    }
    const char *lang = request_query(rq, "lang");
    if (lang && strncmp(lang, "zh", 2) != 0 && strncmp(lang, "en", 2) != 0)
        return err_say(err, ERR_BAD_PARAMETER, "lang", "'lang' is zh or en",
                       "“lang”只能是 zh 或 en");
    return true;
}

/* -12, 3.25, 1e-3: no blanks, no hexadecimal, no nan or inf, which strtod would all take. */
static bool looks_like_number(const char *s)
{
    static const char digits[] = "0123456789";
    size_t whole, fraction = 0;

    s += *s == '-' || *s == '+';
    whole = strspn(s, digits);
    s += whole;
    if (*s == '.') {
        fraction = strspn(s + 1, digits);
        s += 1 + fraction;
    }
    if (whole + fraction == 0)
        return false;
    if (*s == 'e' || *s == 'E') {
        s++;
        s += *s == '-' || *s == '+';
        size_t exponent = strspn(s, digits);
        if (exponent == 0)
            return false;
        s += exponent;
    }
    return *s == '\0';
}

bool request_number(const struct request *rq, const char *name, double min, double max, double *out,
                    struct err *err)
{
    const char *text = request_query(rq, name);

    if (!text)
        return true;
    double value = looks_like_number(text) ? strtod(text, NULL) : NAN;
    if (!(value >= min && value <= max))
        return err_say(err, ERR_BAD_PARAMETER, name, "'%s' is a number from %.10g to %.10g",
                       "“%s”应为 %.10g 至 %.10g 之间的数", name, min, max);
    *out = value;
    return true;
}

bool request_int(const struct request *rq, const char *name, long min, long max, long *out,
                 struct err *err)
{
    const char *text = request_query(rq, name);

    if (!text)
        return true;
    const char *digits = text + (*text == '-');
    errno = 0;
    long value = strtol(text, NULL, 10);
    if (*digits == '\0' || digits[strspn(digits, "0123456789")] != '\0' || errno == ERANGE ||
        value < min || value > max)
        return err_say(err, ERR_BAD_PARAMETER, name, "'%s' is a whole number from %ld to %ld",
                       "“%s”应为 %ld 至 %ld 之间的整数", name, min, max);
    *out = value;
    return true;
}

bool request_date(const struct request *rq, const char *name, date_t *out, struct err *err)
{
    const char *text = request_query(rq, name);

    if (text && !date_parse(text, out))
        return err_say(err, ERR_BAD_PARAMETER, name, "'%s' is a date like 2023-06-01",
                       "“%s”应为日期，例如 2023-06-01", name);
    return true;
}

bool request_day(const struct request *rq, const char *name, date_t *out, struct err *err)
{
    const char *text = request_query(rq, name);
    moment_t moment;

    if (!text || date_parse(text, out))
        return true;
    if (!moment_parse(text, &moment))
        return err_say(err, ERR_BAD_PARAMETER, name,
                       "'%s' is a date like 2023-06-01 or a moment like 2023-06-01T08:00:00+08:00",
                       "“%s”应为日期（如 2023-06-01）或时刻（如 2023-06-01T08:00:00+08:00）", name);
    *out = moment_shanghai_date(moment);
    return true;
}

bool request_moment(const struct request *rq, const char *name, moment_t *out, struct err *err)
{
    const char *text = request_query(rq, name);

    if (text && !moment_parse(text, out))
        return err_say(err, ERR_BAD_PARAMETER, name,
                       "'%s' is a moment like 2023-06-01T08:00:00+08:00",
                       "“%s”应为带时区的时刻，例如 2023-06-01T08:00:00+08:00", name);
    return true;
}
