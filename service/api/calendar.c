/* calendar.c - the days on which terms end, for people (JSON) and their calendars (RFC 5545). */
#include "api/handlers.h"
#include "api/place_json.h"
#include "api/service.h"
#include "api/title_json.h"
#include "domain/term.h"

#include <string.h>

struct calendar {
    const struct title *titles;
    size_t n_titles;
    struct term_end *ends;
    size_t n_ends;
};

struct calendar_filter {
    bool any_kind;
    enum title_kind kind;
    const char *unit;
    date_t since, until; /* DATE_NONE: open */
    struct when when;    /* only its asOf: the days are told, not asked about */
};

static bool read_filter(const struct request *rq, struct calendar_filter *f, struct err *err)
{
    const char *kind = request_query(rq, "kind");

    *f = (struct calendar_filter){.any_kind = kind == NULL, .since = DATE_NONE, .until = DATE_NONE};
    if (kind && !title_kind_parse(kind, &f->kind))
        return err_say(err, ERR_BAD_PARAMETER, "kind",
                       "'%s' is no kind of title, such as demo-city or pilot-county",
                       "“%s”不是称号类别，例如 demo-city、pilot-county", kind);
    return unit_read(rq, &f->unit, err) && request_date(rq, "since", &f->since, err) &&
           request_date(rq, "until", &f->until, err) && when_read(rq, &f->when, err);
}

static bool wanted(const struct calendar_filter *f, const struct title *t)
{
    return (f->any_kind || t->kind == f->kind) &&
           (!f->unit || (t->unit && strcmp(t->unit, f->unit) == 0));
}

static struct calendar find_ends(const struct request *rq, const struct atlas *a,
                                 const struct view *v, const struct calendar_filter *f)
{
    struct calendar c;

    c.titles = atlas_titles(a, &c.n_titles);
    c.ends = arena_alloc(rq->arena, c.n_titles, sizeof *c.ends);
    size_t n = term_ends(v, c.titles, c.n_titles, f->since, f->until, c.ends, c.n_titles);
    c.n_ends = 0;
    for (size_t i = 0; i < n; i++) {
        if (wanted(f, &c.titles[c.ends[i].title]))
            c.ends[c.n_ends++] = c.ends[i];
    }
    return c;
}

static const char *holder_name(const struct atlas *a, const struct title *t)
{
    int place = atlas_title_place(a, t);
    return place >= 0 ? atlas_place(a, place)->name : t->name;
}

bool api_calendar_json(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {"kind", "province", "since", "until", "asOf", NULL};
    static const enum format formats[] = {FORMAT_JSON, FORMATS};
    struct calendar_filter f;
    enum format format;

    if (!request_allow(rq, allowed, err) || !request_format(rq, formats, &format, err) ||
        !read_filter(rq, &f, err))
        return false;
    const struct atlas *a = atlas_for(rq, rp, err);
    if (!a || !when_check(a, &f.when, err))
        return false;
    struct view v = atlas_view(a, f.when.as_of, rq->arena);
    struct calendar c = find_ends(rq, a, &v, &f);
    struct buf out = {0};
    struct json_writer w = json_writer_to(&out);
    json_object(&w);
    json_put_int(&w, "revision", atlas_revision(a));
    put_as_of(&w, a, v.as_of);
    json_put_array(&w, "events");
    for (size_t i = 0; i < c.n_ends; i++) {
        json_object(&w);
        json_put_date(&w, "date", c.ends[i].day);
        json_put_string(&w, "event", "term_ends");
        json_put_bool(&w, "unless_superseded", c.ends[i].unless_superseded);
        json_key(&w, "title");
        put_title(&w, rq, a, &v, &c.titles[c.ends[i].title], c.ends[i].day);
        json_end(&w);
    }
    json_end(&w);
    json_end(&w);
    answer_atlas(rp, a, TYPE_JSON, &out, NULL);
    return true;
}

/* RFC 5545: a line has at most 75 bytes, is continued by CRLF and a space, and is never cut inside
 * a character; within a text a new line is written as \n. */
static void put_line(struct buf *out, const char *name, const char *value)
{
    size_t used = strlen(name) + 1;

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

static void put_event(struct buf *out, const struct request *rq, const struct atlas *a,
                      const struct title *t, const struct term_end *end)
{
    bool english = rq->lang == LANG_EN;
    const char *label = title_kind_label(t->kind, english), *name = holder_name(a, t);
    char stamp[MOMENT_TEXT];

    buf_puts(out, "BEGIN:VEVENT\r\n");
    put_line(out, "UID", arena_printf(rq->arena, "title-%lld-term-end@sizhi", (long long)t->id));
    /* "2026-11-21T02:12:14Z" without its dashes and colons; the moment the row was recorded, so
     * that the bytes of a revision stay the same */
    moment_format_utc(t->recorded - t->recorded % 1000, stamp);
    buf_printf(out, "DTSTAMP:%.4s%.2s%.2sT%.2s%.2s%.2sZ\r\n", stamp, stamp + 5, stamp + 8,
               stamp + 11, stamp + 14, stamp + 17);
    put_day(out, "DTSTART", end->day);
    put_day(out, "DTEND", end->day + 1);
    put_line(out, "SUMMARY",
             english ? arena_printf(rq->arena, "%s: last day as %s", name, label)
                     : arena_printf(rq->arena, "%s：%s到期", name, label));
    put_line(out, "DESCRIPTION",
             end->unless_superseded
                 ? (english ? "unless a later list raised it" : "除非已被后续名单取代")
                 : (t->document ? t->document : ""));
    buf_puts(out, "TRANSP:TRANSPARENT\r\nEND:VEVENT\r\n");
}

/* A calendar of an earlier moment says so, as the JSON does. */
static void put_moment(struct buf *out, const struct request *rq, moment_t as_of)
{
    char text[MOMENT_TEXT];

    if (as_of != MOMENT_NONE)
        put_line(
            out, "X-WR-CALDESC",
            arena_printf(rq->arena,
                         rq->lang == LANG_EN ? "as the register stood at %s" : "登记簿于 %s 的记载",
                         moment_format(as_of, text)));
}

bool api_calendar_ics(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {"kind", "province", "since", "until", "asOf", NULL};
    static const enum format formats[] = {FORMAT_ICS, FORMATS};
    struct calendar_filter f;
    enum format format;
    struct buf out = {0};

    if (!request_allow(rq, allowed, err) || !request_format(rq, formats, &format, err) ||
        !read_filter(rq, &f, err))
        return false;
    const struct atlas *a = atlas_for(rq, rp, err);
    if (!a || !when_check(a, &f.when, err))
        return false;
    struct view v = atlas_view(a, f.when.as_of, rq->arena);
    struct calendar c = find_ends(rq, a, &v, &f);
    buf_puts(&out, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Sizhi//" SIZHI_VERSION
                   "//ZH\r\nCALSCALE:GREGORIAN\r\n");
    put_line(&out, "X-WR-CALNAME", rq->lang == LANG_EN ? "Terms of titles that end" : "称号到期日");
    put_moment(&out, rq, v.as_of);
    for (size_t i = 0; i < c.n_ends; i++)
        put_event(&out, rq, a, &c.titles[c.ends[i].title], &c.ends[i]);
    buf_puts(&out, "END:VCALENDAR\r\n");
    answer_atlas(rp, a, TYPE_ICS, &out, NULL);
    return true;
}
