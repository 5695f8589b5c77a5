/* title_act.c - corrections of titles, from texts to the store. */
#include "cli/acts.h"

#include "domain/unit.h"
#include "store/titles.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>

static const char *given(const char *arg)
{
    return *arg ? arg : NULL;
}

static bool read_day(const char *option, const char *arg, date_t *out, struct err *err)
{
    *out = DATE_NONE;
    return !*arg || date_parse(arg, out) ||
           err_set(err, ERR_BAD_PARAMETER, "%s %.40s: a day is written like 2024-01-01", option,
                   arg);
}

static bool read_id(const char *option, const char *arg, int64_t *out, struct err *err)
{
    char *end;

    errno = 0;
    *out = strtoll(arg, &end, 10);
    return (*arg >= '1' && *arg <= '9' && *end == '\0' && errno == 0) ||
           err_set(err, ERR_BAD_PARAMETER,
                   "%s %.40s: a title has a number, which `sizhi title list` tells", option, arg);
}

static bool read_words(const char *const *args, struct title *t, struct err *err)
{
    if (!title_kind_parse(args[ADD_KIND], &t->kind))
        return err_set(err, ERR_BAD_PARAMETER, "--kind %.40s: there is no such kind of title",
                       args[ADD_KIND]);
    if (*args[ADD_CONFIDENCE] && !confidence_parse(args[ADD_CONFIDENCE], &t->confidence))
        return err_set(err, ERR_BAD_PARAMETER, "--confidence %.40s: there is no such word",
                       args[ADD_CONFIDENCE]);
    if (*args[ADD_SOURCE_KIND] && !source_kind_parse(args[ADD_SOURCE_KIND], &t->source_kind))
        return err_set(err, ERR_BAD_PARAMETER,
                       "--source-kind %.40s: official, policy, repost or register is meant",
                       args[ADD_SOURCE_KIND]);
    return true;
}

/* A place says its unit itself. */
static bool read_holder(const char *const *args, struct title *t, struct err *err)
{
    t->holder = given(args[ADD_HOLDER]);
    t->name = given(args[ADD_NAME]);
    t->unit = t->holder ? NULL : given(args[ADD_PROVINCE]);
    if (t->holder && !place_code_valid(t->holder))
        return err_set(err, ERR_BAD_PARAMETER, "--holder %.40s: a six-digit code is meant",
                       t->holder);
    if (!t->holder && !t->name)
        return err_set(err, ERR_BAD_PARAMETER,
                       "--holder CODE is missing (for a park or zone: --name and --province)");
    if (t->unit && !unit_find(t->unit))
        return err_set(err, ERR_BAD_PARAMETER, "--province %.40s: a province code or XPCC is meant",
                       t->unit);
    return true;
}

bool act_title_add(struct store *s, const char *const *args, moment_t now, struct buf *said,
                   struct err *err)
{
    struct title t = {.confidence = CONFIDENCE_STATED,
                      .source_kind = SOURCE_REGISTER,
                      .superseded = DATE_NONE,
                      .recorded = MOMENT_NONE,
                      .retracted = MOMENT_NONE};
    struct revision r;
    int64_t id;

    if (!act_revision(args, now, &r, err) || !read_words(args, &t, err) ||
        !read_holder(args, &t, err) || !read_day("--since", args[ADD_SINCE], &t.since, err) ||
        !read_day("--until", args[ADD_UNTIL], &t.until, err) ||
        !read_day("--revoked", args[ADD_REVOKED], &t.revoked, err))
        return false;
    t.batch = given(args[ADD_BATCH]);
    t.source = args[ARG_SOURCE];
    t.document = *args[ADD_DOCUMENT] ? args[ADD_DOCUMENT] : args[ARG_SOURCE];
    if (!store_title_add(s, &t, &r, &id, err))
        return false;
    buf_printf(said, "title %" PRId64 " is on record", id);
    return true;
}

bool act_title_retract(struct store *s, const char *const *args, moment_t now, struct buf *said,
                       struct err *err)
{
    struct revision r;
    int64_t id;

    if (!act_revision(args, now, &r, err) || !read_id("--id", args[RETRACT_ID], &id, err) ||
        !store_title_retract(s, id, &r, err))
        return false;
    buf_printf(said, "title %" PRId64 " is taken back", id);
    return true;
}

bool act_title_supersede(struct store *s, const char *const *args, moment_t now, struct buf *said,
                         struct err *err)
{
    struct revision r;
    int64_t id, by;
    date_t since;

    if (!act_revision(args, now, &r, err) || !read_id("--id", args[SUPERSEDE_ID], &id, err) ||
        !read_id("--with", args[SUPERSEDE_WITH], &by, err) ||
        !read_day("--since", args[SUPERSEDE_SINCE], &since, err))
        return false;
    if (since == DATE_NONE)
        return err_set(err, ERR_BAD_PARAMETER, "--since: name the first day of the new title");
    if (!store_title_supersede(s, id, by, since, &r, err))
        return false;
    buf_printf(said, "from %s on title %" PRId64 " stands in the place of title %" PRId64,
               args[SUPERSEDE_SINCE], by, id);
    return true;
}
