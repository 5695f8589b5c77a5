/* date.h - civil dates in Asia/Shanghai, and moments in UTC.
 *
 * A date is a number of days since 1970-01-01, a moment milliseconds since then.  Shanghai has kept
 * +08:00 without summer time since 1991, before anything recorded here, so no zone table is needed.
 * Nothing here asks the clock. */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef int32_t date_t;   /* days since 1970-01-01 */
typedef int64_t moment_t; /* milliseconds since 1970-01-01T00:00:00Z */

#define DATE_NONE INT32_MIN /* not known, or not given */
#define MOMENT_NONE INT64_MIN

enum { DATE_TEXT = 11, MOMENT_TEXT = 32 };

date_t date_from_civil(int year, int month, int day); /* DATE_NONE when there is no such day */
void date_to_civil(date_t d, int *year, int *month, int *day);
/* "2024-02-29", years 0001 to 9999, nothing before or after. */
bool date_parse(const char *s, date_t *out);
bool date_parse_n(const char *s, size_t len, date_t *out);
const char *date_format(date_t d, char out[DATE_TEXT]); /* "" for DATE_NONE */
int date_weekday(date_t d);                             /* 1 Monday … 7 Sunday */

/* RFC 3339 with any offset, fraction optional, 'T', 't' or a space, and a space where a '+' was
 * lost in a URL ("2024-01-01T00:00:00 08:00"). */
bool moment_parse(const char *s, moment_t *out);
bool moment_parse_n(const char *s, size_t len, moment_t *out);
/* "2026-11-21T10:12:14.123+08:00", the fraction only where there is one. */
const char *moment_format(moment_t m, char out[MOMENT_TEXT]);
/* "2026-11-21T02:12:14Z" */
const char *moment_format_utc(moment_t m, char out[MOMENT_TEXT]);
date_t moment_shanghai_date(moment_t m);

#endif
