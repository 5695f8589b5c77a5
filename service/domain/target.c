/* target.c - see target.h. */
#include "domain/target.h"

#include "domain/coverage.h"

#include <assert.h>
#include <math.h>
#include <string.h>

enum { CODE_MOST = 40 };

static const char *const signs[SIGNS] = {
    [SIGN_NONE] = NULL, [SIGN_OVER] = ">",  [SIGN_LEAST] = ">=",
    [SIGN_EQUAL] = "=", [SIGN_MOST] = "<=", [SIGN_UNDER] = "<",
};

static const struct word {
    const char *name, *zh, *en;
} standings[STANDINGS] =
    {
        [STANDING_UNKNOWN] = {"unknown", "未知", "not known"},
        [STANDING_REACHED] = {"reached", "已达到", "reached"},
        [STANDING_ON_LINE] = {"on_line", "达到进度", "on the line"},
        [STANDING_BEHIND] = {"behind", "落后于进度", "behind the line"},
},
  gaps[PROGRESS_GAPS] = {
      [GAP_NONE] = {NULL, NULL, NULL},
      [GAP_NO_NUMBER] = {"no_number", "目标没有公布数值",
                         "the target was published without a number"},
      [GAP_NO_BASE_YEAR] = {"no_base_year", "未确定起始年份", "no year to begin at is on record"},
      [GAP_NO_BASE_VALUE] = {"no_base_value", "起始年份的数值未录入",
                             "nothing is on record for the year to begin at"},
      [GAP_BEFORE_BASE] = {"before_base", "早于起始年份", "it lies before the year to begin at"},
      [GAP_NO_MEASURE] = {"no_measure", "尚无录入的数值", "nothing was measured yet"},
};

bool target_reached(const struct target *t, double value)
{
    switch (t->sign) {
    case SIGN_OVER:
        return value > t->value;
    case SIGN_LEAST:
    case SIGN_EQUAL:
        return value >= t->value;
    case SIGN_MOST:
        return value <= t->value;
    case SIGN_UNDER:
        return value < t->value;
    default:
        return false;
    }
}

static bool keeps_up(const struct target *t, double value, double line)
{
    return t->sign == SIGN_MOST || t->sign == SIGN_UNDER ? value <= line : value >= line;
}

static enum progress_gap gap_of(const struct target *t, double base, int year)
{
    if (isnan(t->value))
        return GAP_NO_NUMBER;
    if (t->base_year == 0)
        return GAP_NO_BASE_YEAR;
    if (isnan(base))
        return GAP_NO_BASE_VALUE;
    return year < t->base_year ? GAP_BEFORE_BASE : GAP_NONE;
}

/* From the target's year on the line stands at the target, wherever it began. */
struct progress target_progress(const struct target *t, double base, int year, double value)
{
    struct progress p = {.gap = gap_of(t, base, year), .line = NAN, .share = NAN};

    if (p.gap == GAP_NONE) {
        int from = t->base_year, to = t->year;

        p.line = year >= to ? t->value : base + (t->value - base) * (year - from) / (to - from);
        if (t->value != base)
            p.share = (value - base) / (t->value - base);
    } else if (p.gap != GAP_NO_NUMBER && year >= t->year) {
        p.line = t->value;
    }
    if (p.gap != GAP_NO_NUMBER && target_reached(t, value))
        p.standing = STANDING_REACHED;
    else if (!isnan(p.line))
        p.standing =
            year < t->year && keeps_up(t, value, p.line) ? STANDING_ON_LINE : STANDING_BEHIND;
    return p;
}

static bool same(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

bool measure_is_of(const struct measure *m, const struct target *t)
{
    return same(m->zone, t->zone) && strcmp(m->target, t->code) == 0;
}

const struct measure *measure_find(const struct measure *all, size_t n, const struct target *t,
                                   int year, moment_t as_of)
{
    for (size_t i = 0; i < n; i++) {
        if (all[i].year == year && measure_is_of(&all[i], t) &&
            view_shows(as_of, all[i].recorded, all[i].retracted))
            return &all[i];
    }
    return NULL;
}

bool target_code_valid(const char *s)
{
    size_t len = strlen(s);

    return len > 0 && len <= CODE_MOST && s[0] != '-' && s[len - 1] != '-' &&
           strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == len && !strstr(s, "--");
}

const char *target_sign_text(enum target_sign s)
{
    assert((int)s >= 0 && s < SIGNS);
    return signs[s];
}

bool target_sign_parse(const char *s, enum target_sign *out)
{
    for (int i = 0; i < SIGNS; i++) {
        if (signs[i] && strcmp(signs[i], s) == 0) {
            *out = (enum target_sign)i;
            return true;
        }
    }
    return false;
}

const char *standing_name(enum standing s)
{
    assert((int)s >= 0 && s < STANDINGS);
    return standings[s].name;
}

const char *standing_label(enum standing s, bool english)
{
    assert((int)s >= 0 && s < STANDINGS);
    return english ? standings[s].en : standings[s].zh;
}

const char *progress_gap_name(enum progress_gap g)
{
    assert((int)g >= 0 && g < PROGRESS_GAPS);
    return gaps[g].name;
}

const char *progress_gap_text(enum progress_gap g, bool english)
{
    assert((int)g >= 0 && g < PROGRESS_GAPS);
    return english ? gaps[g].en : gaps[g].zh;
}
