/* date.c - the proleptic Gregorian calendar by whole-number arithmetic. */
#include "base/date.h"

#include <stdio.h>
#include <string.h>

enum { DAY_MS = 86400000, SHANGHAI_MS = 8 * 3600 * 1000 };

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* Counts years from March, so that the leap day is the last of its year and needs no case. */
date_t date_from_civil(int year, int month, int day)
{
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 ||
        day > days_in_month(year, month))
        return DATE_NONE;
    int y = month <= 2 ? year - 1 : year;
    int era = y / 400;
    int year_of_era = y - era * 400;
    int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

void date_to_civil(date_t d, int *year, int *month, int *day)
{
    int64_t z = (int64_t)d + 719468;
    int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    int64_t doe = z - era * 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int64_t mp = (5 * doy + 2) / 153;

    *day = (int)(doy - (153 * mp + 2) / 5 + 1);
    *month = (int)(mp < 10 ? mp + 3 : mp - 9);
    *year = (int)(yoe + era * 400 + (*month <= 2));
}

/* Exactly n digits. */
static bool read_digits(const char *s, int n, int *out)
{
    int v = 0;
    for (int i = 0; i < n; i++) {
        if (s[i] < '0' || s[i] > '9')
            return false;
        v = v * 10 + (s[i] - '0');
    }
    *out = v;
    return true;
}

bool date_parse_n(const char *s, size_t len, date_t *out)
{
    int year, month, day;

    if (len != 10 || s[4] != '-' || s[7] != '-' || !read_digits(s, 4, &year) ||
        !read_digits(s + 5, 2, &month) || !read_digits(s + 8, 2, &day))
        return false;
    date_t d = date_from_civil(year, month, day);
    if (d == DATE_NONE)
        return false;
    *out = d;
    return true;
}

bool date_parse(const char *s, date_t *out)
{
    return date_parse_n(s, strlen(s), out);
}

const char *date_format(date_t d, char out[DATE_TEXT])
{
    int year, month, day;

    if (d == DATE_NONE) {
        out[0] = '\0';
        return out;
    }
    date_to_civil(d, &year, &month, &day);
    snprintf(out, DATE_TEXT, "%04u-%02u-%02u", (unsigned)year % 10000, (unsigned)month % 100,
             (unsigned)day % 100);
    return out;
}

int date_weekday(date_t d)
{
    int w = (int)(((int64_t)d + 3) % 7); /* 1970-01-01 was a Thursday */
    return (w < 0 ? w + 7 : w) + 1;
}

/* The offset at s: "Z", "+08:00", "-0330" is not allowed, " 08:00" is a lost '+'. */
static bool read_offset(const char *s, size_t len, int *minutes)
{
    int hours, mins;

    if (len == 1 && (s[0] == 'Z' || s[0] == 'z')) {
        *minutes = 0;
        return true;
    }
    if (len != 6 || (s[0] != '+' && s[0] != '-' && s[0] != ' ') || s[3] != ':' ||
        !read_digits(s + 1, 2, &hours) || !read_digits(s + 4, 2, &mins) || hours > 23 || mins > 59)
        return false;
    *minutes = (s[0] == '-' ? -1 : 1) * (hours * 60 + mins);
    return true;
}

/* ".123456": milliseconds count, further digits are read and dropped.  Returns the bytes used. */
static size_t read_fraction(const char *s, size_t len, int *ms)
{
    size_t i = 1;
    int scale = 100;

    *ms = 0;
    if (len < 2 || s[0] != '.')
        return 0;
    for (; i < len && s[i] >= '0' && s[i] <= '9'; i++, scale /= 10)
        *ms += (s[i] - '0') * scale;
    return i > 1 ? i : 0;
}

bool moment_parse_n(const char *s, size_t len, moment_t *out)
{
    date_t day;
    int hour, min, sec, ms, offset;

    if (len < 20 || len > 40 || !date_parse_n(s, 10, &day) ||
        (s[10] != 'T' && s[10] != 't' && s[10] != ' ') || s[13] != ':' || s[16] != ':' ||
        !read_digits(s + 11, 2, &hour) || !read_digits(s + 14, 2, &min) ||
        !read_digits(s + 17, 2, &sec) || hour > 23 || min > 59 || sec > 60)
        return false;
    size_t at = 19 + read_fraction(s + 19, len - 19, &ms);
    if (!read_offset(s + at, len - at, &offset))
        return false;
    *out = (moment_t)day * DAY_MS + ((hour * 60 + min - offset) * 60 + sec) * (moment_t)1000 + ms;
    return true;
}

bool moment_parse(const char *s, moment_t *out)
{
    return moment_parse_n(s, strlen(s), out);
}

static date_t split(moment_t m, int *ms_of_day)
{
    moment_t day = m / DAY_MS;
    moment_t rest = m % DAY_MS;
    if (rest < 0) {
        day--;
        rest += DAY_MS;
    }
    *ms_of_day = (int)rest;
    return (date_t)day;
}

static const char *format_shifted(moment_t m, int shift_ms, const char *zone, char out[MOMENT_TEXT])
{
    char day[DATE_TEXT];
    int ms;
    date_t d = split(m + shift_ms, &ms);
    int sec = ms / 1000;

    int n = snprintf(out, MOMENT_TEXT, "%sT%02d:%02d:%02d", date_format(d, day), sec / 3600,
                     sec / 60 % 60, sec % 60);
    if (ms % 1000)
        n += snprintf(out + n, MOMENT_TEXT - (size_t)n, ".%03d", ms % 1000);
    snprintf(out + n, MOMENT_TEXT - (size_t)n, "%s", zone);
    return out;
}

const char *moment_format(moment_t m, char out[MOMENT_TEXT])
{
    return format_shifted(m, SHANGHAI_MS, "+08:00", out);
}

const char *moment_format_utc(moment_t m, char out[MOMENT_TEXT])
{
    return format_shifted(m, 0, "Z", out);
}

date_t moment_shanghai_date(moment_t m)
{
    int ms;
    return split(m + SHANGHAI_MS, &ms);
}
