/* eligibility_json.c - see eligibility_json.h.
 *
 * The digest covers the object's own members before it, so the same verdict can be recognised
 * wherever it is quoted. */
#include "api/eligibility_json.h"

#include "api/place_json.h"
#include "base/hash.h"
#include "domain/evidence.h"

#include <stdio.h>

void assess_place(const struct request *rq, const struct atlas *a, const struct view *v, int place,
                  enum title_kind track, date_t on, const struct round *round,
                  struct eligibility *out)
{
    const struct found nothing = {0};

    assess_place_found(rq, a, v, place, track, on, round, &nothing, out);
}

void assess_place_found(const struct request *rq, const struct atlas *a, const struct view *v,
                        int place, enum title_kind track, date_t on, const struct round *round,
                        const struct found *found, struct eligibility *out)
{
    struct holder *holder = arena_alloc(rq->arena, 1, sizeof *holder);
    struct question q = {.track = track,
                         .on = on,
                         .round = round,
                         .findings = found->all,
                         .n_findings = found->n,
                         .zone = found->zone};

    q.bars = atlas_bars(a, &q.n_bars);
    *holder = atlas_place_holder(a, place);
    if (round && holder->unit)
        q.quota = atlas_quota(a, round->id, track, holder->unit);
    eligibility_assess(v, holder, &q, out);
}

bool round_read(const struct request *rq, const struct atlas *a, enum title_kind track, date_t on,
                const struct round **out, struct err *err)
{
    const char *id = request_query(rq, "round");
    size_t n;
    const struct round *rounds = atlas_rounds(a, &n);

    *out = id ? atlas_round(a, id) : round_on(rounds, n, track, on);
    if (id && !*out)
        return err_say(err, ERR_BAD_PARAMETER, "round",
                       "there is no round '%s'; /api/v1/rounds lists them",
                       "没有批次“%s”；见 /api/v1/rounds", id);
    return true;
}

static void put_condition(struct json_writer *w, const struct eligibility *e,
                          const struct condition *c, bool english)
{
    char evidence[EVIDENCE_TEXT];

    json_object(w);
    json_put_string(w, "id", condition_name(c->rule->id));
    json_put_string(w, "clause", c->rule->clause);
    json_put_string(w, "result", result_name(c->result));
    json_put_string(w, "result_label", result_label(c->result, english));
    json_put_string(w, "text", english ? c->rule->en : c->rule->zh);
    json_put_string(w, "evidence", evidence_of(e, c, english, evidence));
    json_put_bool(w, "decides", c->rule->decides);
    json_end(w);
}

/* Each list once, though both kinds of a side may lean on the same ones. */
static void put_leans(struct json_writer *w, const struct eligibility *e)
{
    struct lean leans[2 * ABSENCE_LEANS];
    const struct absence *both[] = {&e->demonstration.absence, &e->pilot.absence};
    size_t n = 0;

    for (size_t i = 0; e->kind_fits && i < 2; i++) {
        for (size_t k = 0; k < both[i]->n_leans; k++)
            leans[n++] = both[i]->leans[k];
    }
    put_coverage(w, leans, n);
}

static void put_verdict(struct json_writer *w, const struct request *rq, const struct atlas *a,
                        int place, const struct eligibility *e, int64_t revision, moment_t as_of)
{
    const struct place *p = atlas_place(a, place);
    bool english = rq->lang == LANG_EN;
    char hex[SHA256_HEX];

    json_object(w);
    size_t start = w->out->len;
    json_put_object(w, "place");
    json_put_string(w, "code", p->code);
    json_put_string(w, "name", p->name);
    json_put_string(w, "kind", place_kind_name(p->kind));
    json_end(w);
    json_put_string(w, "track", title_kind_name(e->track));
    json_put_string(w, "track_label", title_kind_label(e->track, english));
    json_put_date(w, "on", e->on);
    put_as_of(w, a, as_of);
    json_put_string(w, "round", e->round ? e->round->id : NULL);
    json_put_string(w, "verdict", verdict_name(e->verdict));
    json_put_string(w, "verdict_label", verdict_label(e->verdict, english));
    json_put_array(w, "conditions");
    for (size_t i = 0; i < e->n; i++)
        put_condition(w, e, &e->conditions[i], english);
    json_end(w);
    put_leans(w, e);
    put_not_covered(w, rq, e->on);
    json_put_string(w, "rules", rules_version(e->track));
    json_put_int(w, "revision", revision);
    struct sha256 h = sha256_of(w->out->data + start, w->out->len - start);
    json_key(w, "digest");
    json_string(w, arena_printf(rq->arena, "sha256:%s", sha256_hex(&h, hex)));
    json_end(w);
}

void put_eligibility(struct json_writer *w, const struct request *rq, const struct atlas *a,
                     int place, const struct eligibility *e, moment_t as_of)
{
    put_verdict(w, rq, a, place, e, atlas_revision(a), as_of);
}

void put_eligibility_at(struct json_writer *w, const struct request *rq, const struct atlas *a,
                        int place, const struct eligibility *e, int64_t revision)
{
    put_verdict(w, rq, a, place, e, revision, MOMENT_NONE);
}
