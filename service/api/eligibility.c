/* eligibility.c - may this place apply?  For one track, and for all of them at once. */
#include "api/eligibility_found.h"
#include "api/eligibility_json.h"
#include "api/handlers.h"
#include "api/place_json.h"
#include "api/service.h"
#include "domain/lookup.h"

#include <string.h>

static bool find_place(const struct atlas *a, const char *code, const char *field, int *out,
                       struct err *err)
{
    const char *source, *successor;

    *out = atlas_find_code(a, code);
    if (*out >= 0)
        return true;
    successor = atlas_successor(a, code, &source);
    if (successor)
        return err_say(err, ERR_GONE, field, "%1$s was replaced by %2$s (%3$s)",
                       "代码 %1$s 已由 %2$s 取代（%3$s）", code, successor, source);
    return err_say(err, ERR_NOT_FOUND, field, "there is no place with the code %s",
                   "没有代码为 %s 的地方", code);
}

bool track_read(const struct request *rq, enum title_kind *out, struct err *err)
{
    const char *name = request_query(rq, "track");

    if (name && track_parse(name, out))
        return true;
    return err_say(err, ERR_BAD_PARAMETER, "track",
                   "track is one of demo-city, demo-county, pilot-city, pilot-county",
                   "track 只能是 demo-city、demo-county、pilot-city 或 pilot-county");
}

bool applied_read(const struct request *rq, enum title_kind *out, struct err *err)
{
    const char *name = request_query(rq, "track");

    if (name && applied_parse(name, out))
        return true;
    return err_say(err, ERR_BAD_PARAMETER, "track",
                   "track is one of demo-city, demo-county, pilot-city, pilot-county, demo-zone, "
                   "trial-zone, js-zone",
                   "track 只能是 demo-city、demo-county、pilot-city、pilot-county、demo-zone、"
                   "trial-zone 或 js-zone");
}

bool api_eligibility(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {"place", "track",       "on", "asOf",
                                          "round", "application", NULL};
    static const enum format formats[] = {FORMAT_JSON, FORMATS};
    const char *code = request_query(rq, "place");
    const struct round *round;
    struct found_for found = {0};
    struct eligibility e;
    enum title_kind track = TITLE_DEMO_CITY;
    enum format format;
    struct when when;
    int place;

    if (!request_allow(rq, allowed, err) || !request_format(rq, formats, &format, err) ||
        !applied_read(rq, &track, err) || !when_read(rq, &when, err))
        return false;
    if (!code)
        return err_say(err, ERR_BAD_PARAMETER, "place", "place is missing: a six-digit code",
                       "缺少 place：六位代码");
    const struct atlas *a = atlas_for(rq, rp, err);
    if (!a || !when_check(a, &when, err) || !round_read(rq, a, track, when.on, &round, err) ||
        !find_place(a, code, "place", &place, err) ||
        !found_for_caller(rq, code, track, round ? round->id : NULL, when.on, &found, err))
        return false;

    struct view v = atlas_view(a, when.as_of, rq->arena);
    struct buf out = {0};
    struct json_writer w = json_writer_to(&out);
    assess_place_found(rq, a, &v, place, track, when.on, round, &found.found, &e);
    put_eligibility(&w, rq, a, place, &e, when.as_of);
    answer_atlas(rp, a, TYPE_JSON, &out, when_key(rq, a, &when));
    rp->cacheable = !found.is_private;
    if (found.session_is_over)
        reply_forget_session(rp, rq);
    return true;
}

bool api_place_eligibility(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {"on", "asOf", "round", NULL};
    static const enum format formats[] = {FORMAT_JSON, FORMATS};
    const struct round *round;
    enum format format;
    struct when when;
    int place;

    if (!request_allow(rq, allowed, err) || !request_format(rq, formats, &format, err) ||
        !when_read(rq, &when, err))
        return false;
    const struct atlas *a = atlas_for(rq, rp, err);
    if (!a || !when_check(a, &when, err) ||
        !round_read(rq, a, TITLE_DEMO_CITY, when.on, &round, err) ||
        !find_place(a, rq->parts[0], "code", &place, err))
        return false;

    struct view v = atlas_view(a, when.as_of, rq->arena);
    struct buf out = {0};
    struct json_writer w = json_writer_to(&out);
    json_object(&w);
    json_key(&w, "place");
    put_place_ref(&w, a, place);
    json_put_date(&w, "on", when.on);
    put_as_of(&w, a, when.as_of);
    json_put_array(&w, "tracks");
    for (int track = 0; track < TRACKS; track++) {
        struct eligibility e;
        assess_place(rq, a, &v, place, (enum title_kind)track, when.on, round, &e);
        put_eligibility(&w, rq, a, place, &e, when.as_of);
    }
    json_end(&w);
    put_provenance(&w, a);
    json_end(&w);
    answer_atlas(rp, a, TYPE_JSON, &out, when_key(rq, a, &when));
    return true;
}

/* ---- the reverse question ---- */

struct tally {
    const struct request *rq;
    const struct atlas *a;
    const struct view *v;
    enum title_kind track;
    date_t on;
    const struct round *round;
    const char *unit;        /* NULL: every unit */
    unsigned char *verdicts; /* by place; VERDICTS: not of the right kind */
    size_t counts[VERDICTS];
};

/* Places of the right kind that some unit recommends.  Each place is asked once, whatever layers it
 * stands in. */
static void tally_verdicts(struct tally *t)
{
    size_t n = atlas_n_places(t->a);

    t->verdicts = arena_alloc(t->rq->arena, n, 1);
    for (size_t i = 0; i < n; i++) {
        const struct place *p = atlas_place(t->a, (int)i);
        struct eligibility e;

        t->verdicts[i] = VERDICTS;
        if (track_admits_place(t->track, p->code, p->kind) == TRUTH_NO || !p->unit ||
            (t->unit && strcmp(p->unit, t->unit) != 0))
            continue;
        assess_place(t->rq, t->a, t->v, (int)i, t->track, t->on, t->round, &e);
        t->verdicts[i] = (unsigned char)e.verdict;
        t->counts[e.verdict]++;
    }
}

static void put_places_with(struct json_writer *w, const struct tally *t, const char *key,
                            enum verdict verdict)
{
    json_put_array(w, key);
    for (size_t i = 0; i < atlas_n_places(t->a); i++) {
        if (t->verdicts[i] == verdict)
            put_place_ref(w, t->a, (int)i);
    }
    json_end(w);
}

/* The lists that could name a place of this track's side: of the asked unit, or of any. */
static void put_side_coverage(struct json_writer *w, const struct tally *t)
{
    struct holder any = {
        .code = "",
        .kind = title_kind_side(t->track) == SIDE_CITY ? KIND_PREFECTURE_CITY : KIND_COUNTY,
        .unit = t->unit,
    };
    struct lookup found;

    lookup_assess(t->v, &any, 1, t->on, &found);
    put_coverage(w, found.leans, found.n_leans);
}

static void put_tally(struct json_writer *w, const struct tally *t)
{
    json_object(w);
    json_put_string(w, "track", title_kind_name(t->track));
    json_put_string(w, "province", t->unit);
    json_put_date(w, "on", t->on);
    put_as_of(w, t->a, t->v->as_of);
    put_places_with(w, t, "may", VERDICT_ELIGIBLE);
    put_places_with(w, t, "may_not", VERDICT_NOT_ELIGIBLE);
    put_places_with(w, t, "undecided", VERDICT_UNDETERMINED);
    json_put_object(w, "counts");
    json_put_int(w, "may", (int64_t)t->counts[VERDICT_ELIGIBLE]);
    json_put_int(w, "may_not", (int64_t)t->counts[VERDICT_NOT_ELIGIBLE]);
    json_put_int(w, "undecided", (int64_t)t->counts[VERDICT_UNDETERMINED]);
    json_put_int(w, "places", (int64_t)(t->counts[0] + t->counts[1] + t->counts[2]));
    json_end(w);
    if (title_kind_is_track(t->track))
        put_side_coverage(w, t);
    else
        put_coverage(w, NULL, 0);
    put_not_covered(w, t->rq, t->on);
    json_put_string(w, "rules", rules_version(t->track));
    put_provenance(w, t->a);
    json_end(w);
}

bool api_eligible(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {"track", "province", "on", "asOf", "round", NULL};
    static const enum format formats[] = {FORMAT_JSON, FORMATS};
    struct tally t = {.rq = rq};
    enum format format;
    struct when when;

    if (!request_allow(rq, allowed, err) || !request_format(rq, formats, &format, err) ||
        !applied_read(rq, &t.track, err) || !when_read(rq, &when, err) ||
        !unit_read(rq, &t.unit, err))
        return false;
    const struct atlas *a = atlas_for(rq, rp, err);
    if (!a || !when_check(a, &when, err) || !round_read(rq, a, t.track, when.on, &t.round, err))
        return false;

    struct view v = atlas_view(a, when.as_of, rq->arena);
    struct buf out = {0};
    struct json_writer w = json_writer_to(&out);
    t.a = a;
    t.v = &v;
    t.on = when.on;
    tally_verdicts(&t);
    put_tally(&w, &t);
    answer_atlas(rp, a, TYPE_JSON, &out, when_key(rq, a, &when));
    return true;
}
