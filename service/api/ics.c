/* ics.c - see ics.h. */
#include "api/ics.h"

#include <string.h>

/* A line is continued by CRLF and a space, and never cut inside a character; within a text a new
 * line is written as \n. */
void ics_line(struct buf *out, const char *name, const char *value)
{
    size_t used = strlen(name) + 1;

    if (!value)
        return;
    buf_printf(out, "%s:", name);
    for (; *value; value++) {
        char c = *value;
        bool starts_character = ((unsigned char)c & 0xC0) != 0x80;
        if (starts_character && used > 70) {
            buf_puts(out, "\r\n ");
            used = 1;
        }
        if (c != '\n' && (unsigned char)c < ' ')
            continue;
        if (strchr(",;\\\n", c)) {
            buf_putc(out, '\\');
            used++;
        }
        if (c == '\n')
            c = 'n';
        buf_putc(out, c);
        used++;
    }
    buf_puts(out, "\r\n");
}

static void put_day(struct buf *out, const char *name, date_t d)
{
    int year, month, day;

    date_to_civil(d, &year, &month, &day);
    buf_printf(out, "%s;VALUE=DATE:%04d%02d%02d\r\n", name, year, month, day);
}

void ics_begin(struct buf *out, const char *name)
{
    buf_puts(out, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Sizhi//" SIZHI_VERSION
                  "//ZH\r\nCALSCALE:GREGORIAN\r\n");
    ics_line(out, "X-WR-CALNAME", name);
}

void ics_event(struct buf *out, const char *uid, moment_t recorded, date_t day, const char *summary,
               const char *description)
{
    char stamp[MOMENT_TEXT];

    buf_puts(out, "BEGIN:VEVENT\r\n");
    ics_line(out, "UID", uid);
    /* "2026-11-21T02:12:14Z" without its dashes and colons */
    moment_format_utc(recorded - recorded % 1000, stamp);
    buf_printf(out, "DTSTAMP:%.4s%.2s%.2sT%.2s%.2s%.2sZ\r\n", stamp, stamp + 5, stamp + 8,
               stamp + 11, stamp + 14, stamp + 17);
    put_day(out, "DTSTART", day);
    put_day(out, "DTEND", day + 1);
    ics_line(out, "SUMMARY", summary);
    ics_line(out, "DESCRIPTION", description);
    buf_puts(out, "TRANSP:TRANSPARENT\r\nEND:VEVENT\r\n");
}

void ics_end(struct buf *out)
{
    buf_puts(out, "END:VCALENDAR\r\n");
}
