/* eligibility_found.c - see eligibility_found.h. */
#include "api/eligibility_found.h"

#include "api/application_asked.h"
#include "store/assessments.h"
#include "store/readers.h"
#include "store/zone_case.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_DIGITS = 15 };

/* 0, which no application has, where it is no number. */
static int64_t number_of(const char *text)
{
    size_t digits = strspn(text, "0123456789");

    return digits > 0 && digits <= MOST_DIGITS && text[digits] == '\0' ? strtoll(text, NULL, 10)
                                                                       : 0;
}

static bool find_named(struct store *s, const struct request *rq, const struct person *who,
                       const char *place, enum title_kind track, struct application *out,
                       struct err *err)
{
    struct asked asked;

    if (!application_ask(s, rq, who, number_of(request_query(rq, "application")), &asked, err))
        return false;
    *out = asked.app;
    return (asked.app.track == track && strcmp(asked.app.place, place) == 0) ||
           err_say(err, ERR_BAD_PARAMETER, "application",
                   "the application is not one of this place and track",
                   "该申报不属于这一地方和类别");
}

/* Whoever may not see it is answered as if there were none. */
static bool find_live(struct store *s, const struct request *rq, const struct person *who,
                      const char *round, const char *place, enum title_kind track,
                      struct application *out, struct err *err)
{
    struct subject subject;
    struct actor actor;

    if (!store_application_live(s, rq->arena, round, track, place, out, err) ||
        !store_actor(s, rq->arena, who, round, &actor, err))
        return false;
    subject = application_subject(out);
    if (authority_decide(&actor, ACTION_READ_APPLICATION, &subject) != AUTHORITY_MAY)
        out->id = 0;
    return true;
}

static bool take_findings(struct store *s, const struct request *rq, const struct application *app,
                          date_t on, struct found_for *out, struct err *err)
{
    struct finding_row *rows;
    struct finding *all;
    size_t n;

    if (app->id == 0)
        return true;
    if (!store_findings(s, rq->arena, app->id, &rows, &n, err) ||
        !store_zone_case(s, rq->arena, app, on, &out->found.zone, err))
        return false;
    out->found.n =
        findings_for_rules(rows, n, findings_by(app, rq->lang == LANG_EN), rq->arena, &all);
    out->found.all = all;
    out->is_private = true;
    return true;
}

bool found_for_caller(const struct request *rq, const char *place, enum title_kind track,
                      const char *round, date_t on, struct found_for *out, struct err *err)
{
    bool named = request_query(rq, "application") != NULL;
    struct application app = {0};
    struct caller caller;

    *out = (struct found_for){0};
    if (!caller_find(rq, &caller, err))
        return false;
    out->session_is_over = caller.over;
    const struct person *who = &caller.in.person;
    if (who->id == 0 && named)
        return err_say(err, ERR_SIGN_IN, "application", "sign in to ask about an application",
                       "请先登录再查询申报");
    if (who->id == 0 || (!named && !round))
        return true;
    struct store *s = readers_take(service_of(rq)->readers);
    bool ok = (named ? find_named(s, rq, who, place, track, &app, err)
                     : find_live(s, rq, who, round, place, track, &app, err)) &&
              take_findings(s, rq, &app, on, out, err);
    readers_give(service_of(rq)->readers, s);
    return ok;
}
