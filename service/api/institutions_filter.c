/* institutions_filter.c - see institutions_filter.h. */
#include "api/institutions_filter.h"

#include <string.h>
#include <strings.h>

/* ---- what is asked ---- */

static const char *given(const struct request *rq, enum asked_by by, const char *name)
{
    const char *text = request_query(rq, name);

    return text && !*text && by == ASKED_BY_FORM ? NULL : text;
}

static bool read_word(const struct request *rq, enum asked_by by, const char *name,
                      enum word_list list, int *out, struct err *err)
{
    const char *text = given(rq, by, name);

    *out = WORD_NONE;
    return !text || word_parse(list, text, strlen(text), out) ||
           err_say(err, ERR_BAD_PARAMETER, name, "'%.40s' is none of its words, such as %s",
                   "“%.40s”不在可选项中，例如 %s", text, word_name(list, 0));
}

const char *directory_standing_name(enum directory_standing s)
{
    static const char *const names[DIRECTORY_STANDINGS] = {"in", "left", "all"};

    return names[s];
}

static bool read_standing(const struct request *rq, enum asked_by by, enum directory_standing *out,
                          struct err *err)
{
    const char *text = given(rq, by, "status");

    *out = DIRECTORY_IN;
    for (int i = 0; text && i < DIRECTORY_STANDINGS; i++) {
        if (strcmp(text, directory_standing_name((enum directory_standing)i)) == 0) {
            *out = (enum directory_standing)i;
            return true;
        }
    }
    return !text || err_say(err, ERR_BAD_PARAMETER, "status", "status is in, left or all",
                            "status 应为 in、left 或 all");
}

bool institutions_filter_read(const struct request *rq, enum asked_by by,
                              struct institutions_filter *f, struct err *err)
{
    *f = (struct institutions_filter){.q = request_query(rq, "q"), .zone = given(rq, by, "zone")};
    return read_word(rq, by, "form", WORDS_FORM, &f->form, err) &&
           read_word(rq, by, "ip_kind", WORDS_IP_KIND, &f->ip_kind, err) &&
           read_word(rq, by, "size", WORDS_SIZE, &f->size, err) &&
           read_standing(rq, by, &f->standing, err) &&
           ((by == ASKED_BY_FORM && !given(rq, by, "province")) || unit_read(rq, &f->unit, err)) &&
           when_read(rq, &f->when, err) && page_read(rq, &f->page, err);
}

/* ---- who is wanted ---- */

/* In its name, or as the beginning of its code. */
static bool is_found(const char *q, const struct institution *i)
{
    return !q || !*q || strstr(i->name, q) || strncasecmp(i->uscc, q, strlen(q)) == 0;
}

static bool is_of_unit(const struct atlas *a, const struct institutions_filter *f, const char *zone)
{
    const long at = f->unit ? atlas_zone_find(a, zone) : -1;
    const struct zone *z;

    if (!f->unit)
        return true;
    z = at < 0 ? NULL : atlas_zone(a, (size_t)at, DATE_NONE, f->when.as_of);
    return z && z->unit && strcmp(z->unit, f->unit) == 0;
}

bool institution_is_wanted(const struct atlas *a, const struct institutions_filter *f,
                           const struct directory_entry *e, struct institution_seen *s)
{
    if ((f->zone && strcmp(e->zone, f->zone) != 0) || !is_of_unit(a, f, e->zone) ||
        !institution_see(e, &f->when, s) || !is_found(f->q, s->row))
        return false;
    if ((f->form != WORD_NONE && !(s->row->forms & 1U << f->form)) ||
        (f->ip_kind != WORD_NONE && !(s->row->ip_kinds & 1U << f->ip_kind)) ||
        (f->size != WORD_NONE && s->row->size != f->size))
        return false;
    return f->standing == DIRECTORY_ALL || (f->standing == DIRECTORY_IN) == s->stands;
}
