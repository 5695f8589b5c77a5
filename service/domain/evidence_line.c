/* evidence_line.c - the buffer of a sentence, and phrases that several sentences have. */
#include "domain/evidence_line.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Ends a text that did not fit: back to the start of a character, then "…". */
static void cut(struct line *l)
{
    static const char more[] = "…";
    size_t at = EVIDENCE_TEXT - sizeof more;

    while (at > 0 && ((unsigned char)l->out[at] & 0xC0) == 0x80)
        at--;
    memcpy(l->out + at, more, sizeof more);
    l->len = at + sizeof more - 1;
    l->full = true;
}

void line_say(struct line *l, const char *zh, const char *en, ...)
{
    va_list args;
    int n;

    if (l->full)
        return;
    va_start(args, en);
    n = vsnprintf(l->out + l->len, EVIDENCE_TEXT - l->len, l->english ? en : zh, args);
    va_end(args);
    assert(n >= 0);
    if ((size_t)n >= EVIDENCE_TEXT - l->len)
        cut(l);
    else
        l->len += (size_t)n;
}

static const char *document_of(const struct title *t, bool english)
{
    return t->document ? t->document : english ? "document not known" : "文号未知";
}

const char *line_day(date_t d, bool english, char text[DATE_TEXT])
{
    return d == DATE_NONE ? (english ? "?" : "？") : date_format(d, text);
}

void line_title(struct line *l, const struct title *t)
{
    char since[DATE_TEXT], until[DATE_TEXT];

    line_say(l, "%s，%s至%s，%s", "%s, %s to %s, %s", title_kind_label(t->kind, l->english),
             line_day(t->since, l->english, since), line_day(t->until, l->english, until),
             document_of(t, l->english));
}

void line_finding(struct line *l, const struct finding *f)
{
    char text[DATE_TEXT];

    if (!f) {
        line_say(l, "须由人认定；没有可以出示的认定。",
                 "A person judges this; no finding to show.");
        return;
    }
    line_say(l, "%s于%s认定：", "%s found on %s: ", f->by ? f->by : "?",
             line_day(f->on, l->english, text));
    line_say(l, "%s", "%s", f->evidence ? f->evidence : "");
}
