/* application_json.c - see application_json.h. */
#include "api/application_json.h"

#include "api/eligibility_json.h"
#include "api/place_json.h"
#include "domain/application_table.h"
#include "domain/unit.h"
#include "store/quotas.h"
#include "store/workflow.h"

#include <string.h>

static void put_place(struct json_writer *w, const struct atlas *a, const char *key,
                      const char *code)
{
    int place = code ? atlas_find_code(a, code) : -1;

    if (!code) {
        json_put_null(w, key);
        return;
    }
    json_put_object(w, key);
    json_put_string(w, "code", code);
    json_put_string(w, "name", place >= 0 ? atlas_place(a, place)->name : NULL);
    json_end(w);
}

void put_application_summary(struct json_writer *w, const struct request *rq, const struct atlas *a,
                             const struct application *app)
{
    const struct unit *unit = unit_find(app->unit);
    bool english = rq->lang == LANG_EN;

    json_put_int(w, "id", app->id);
    json_put_int(w, "version", app->version);
    json_put_string(w, "round", app->round);
    json_put_string(w, "track", title_kind_name(app->track));
    json_put_string(w, "track_label", title_kind_label(app->track, english));
    json_put_string(w, "about", app->about[0] ? app->about : NULL);
    put_place(w, a, "place", app->place);
    put_place(w, a, "prefecture", app->prefecture);
    json_put_string(w, "province", app->unit);
    json_put_string(w, "province_name", !unit ? NULL : english ? unit->en : unit->zh);
    json_put_string(w, "state", application_state_name(app->state));
    json_put_string(w, "state_label", application_state_label(app->state, english));
    json_put_id(w, "rank", app->rank);
    json_put_id(w, "notice", app->notice);
    json_put_id(w, "title", app->title);
    json_put_moment(w, "opened", app->opened);
    json_put_moment(w, "changed", app->changed);
}

void put_application_quota(struct json_writer *w, const struct quota *q)
{
    int left = quota_left(q);

    if (!q->round) {
        json_put_null(w, "quota");
        return;
    }
    json_put_object(w, "quota");
    json_put_string(w, "status", quota_status_name(q->status));
    json_key(w, "places");
    if (q->places == QUOTA_NOT_KNOWN)
        json_null(w);
    else
        json_int(w, q->places);
    json_put_int(w, "recommended", q->used);
    json_put_int(w, "designated", q->designated);
    json_key(w, "left");
    if (left == QUOTA_NOT_KNOWN)
        json_null(w);
    else
        json_int(w, left);
    json_end(w);
}

void put_application_next(struct json_writer *w, const struct request *rq,
                          const struct asked *asked)
{
    json_put_array(w, "next");
    for (int e = 0; e < EVENTS_TOLD; e++) {
        enum application_event event = (enum application_event)e;
        const struct transition *t = workflow_offered(&asked->actor, &asked->app, event);

        if (!t)
            continue;
        json_object(w);
        json_put_string(w, "event", application_event_name(event));
        json_put_string(w, "label", application_event_label(event, rq->lang == LANG_EN));
        json_put_string(w, "to", application_state_name(transition_to(t, asked->app.state)));
        json_put_array(w, "needs");
        for (int n = 0; n < NEEDS; n++) {
            if (t->needs & 1U << n)
                json_string(w, need_name((enum need)n));
        }
        json_end(w);
        json_put_array(w, "materials");
        for (int k = 0; k < MATERIAL_KINDS; k++) {
            if (t->materials & 1U << k)
                json_string(w, material_name((enum material_kind)k));
        }
        json_end(w);
        json_put_array(w, "guards");
        for (int g = 0; g < GUARDS; g++) {
            if (t->guards & 1U << g)
                json_string(w, guard_name((enum guard)g));
        }
        json_end(w);
        json_put_string(w, "clause", t->clause);
        json_end(w);
    }
    json_end(w);
}

/* ---- all of one ---- */

bool application_view_fill(struct store *s, const struct request *rq, const struct asked *asked,
                           struct application_view *v, struct err *err)
{
    const struct application *app = &asked->app;
    struct revision now;

    v->asked = asked;
    v->people =
        authority_decide(&asked->actor, ACTION_READ_PEOPLE, &asked->subject) == AUTHORITY_MAY;
    if (!store_assess(s, rq->arena, app, rq->today, rq->lang == LANG_EN, &v->as, err) ||
        !store_application_events(s, rq->arena, app->id, &v->events, &v->n_events, err) ||
        !store_materials(s, rq->arena, app->id, v->materials, err) ||
        !store_frozen_list(s, rq->arena, app->id, &v->frozen, &v->n_frozen, err) ||
        !store_revision(s, rq->arena, &now, err))
        return false;
    v->revision = now.number;
    return true;
}

static void put_by(struct json_writer *w, const struct application_view *v, const char *name)
{
    json_put_string(w, "by", v->people ? name : NULL);
}

static void put_events(struct json_writer *w, const struct request *rq,
                       const struct application_view *v)
{
    bool english = rq->lang == LANG_EN;

    json_put_array(w, "events");
    for (size_t i = 0; i < v->n_events; i++) {
        const struct event_row *e = &v->events[i];

        json_object(w);
        json_put_int(w, "version", e->version);
        json_put_string(w, "event", e->event);
        json_put_string(w, "label", event_row_label(e, english));
        json_put_string(w, "from", application_state_name(e->from));
        json_put_string(w, "to", application_state_name(e->to));
        json_put_string(w, "reason", e->reason);
        json_put_id(w, "rank", e->rank);
        json_put_int(w, "quota_step", e->quota_step);
        put_by(w, v, e->name);
        json_put_moment(w, "at", e->at);
        json_put_int(w, "revision", e->revision);
        json_end(w);
    }
    json_end(w);
}

static void put_file(struct json_writer *w, const struct attached *f)
{
    char hex[SHA256_HEX];

    if (!f->there) {
        json_put_null(w, "file");
        return;
    }
    json_put_object(w, "file");
    json_put_string(w, "sha256", sha256_hex(&f->sha256, hex));
    json_put_string(w, "name", f->name);
    json_put_string(w, "type", f->type);
    json_put_int(w, "size", f->size);
    json_end(w);
}

static const struct finding_row *finding_of(const struct application_view *v, enum condition_id id)
{
    for (size_t i = 0; i < v->as.n_findings; i++) {
        if (v->as.findings[i].condition == id)
            return &v->as.findings[i];
    }
    return NULL;
}

/* Every condition that a person judges, whether it was judged or not. */
static void put_findings(struct json_writer *w, const struct request *rq,
                         const struct application_view *v)
{
    size_t n;
    const struct rule *rules = rules_of(v->asked->app.track, &n);
    bool english = rq->lang == LANG_EN;

    json_put_array(w, "findings");
    for (size_t i = 0; i < n; i++) {
        const struct finding_row *f = finding_of(v, rules[i].id);

        if (!rules[i].attested)
            continue;
        json_object(w);
        json_put_string(w, "condition", condition_name(rules[i].id));
        json_put_string(w, "clause", rules[i].clause);
        json_put_string(w, "text", english ? rules[i].en : rules[i].zh);
        json_put_string(w, "result", f ? result_name(f->result) : NULL);
        json_put_string(w, "evidence", f ? f->evidence : NULL);
        put_file(w, f ? &f->file : &(struct attached){.there = false});
        put_by(w, v, f ? f->name : NULL);
        json_put_moment(w, "at", f ? f->at : MOMENT_NONE);
        json_end(w);
    }
    json_end(w);
}

static void put_material(struct json_writer *w, const struct request *rq,
                         const struct application_view *v, const struct material_row *m)
{
    bool there = material_there(m);
    moment_t frozen = v->n_frozen ? v->frozen[v->n_frozen - 1].at : MOMENT_NONE;

    json_object(w);
    json_put_string(w, "kind", material_name(m->kind));
    json_put_string(w, "label", material_label(m->kind, rq->lang == LANG_EN));
    json_put_string(w, "clause", material_clause(m->kind));
    json_put_bool(w, "present", there);
    json_put_string(w, "note", there ? m->note : NULL);
    put_file(w, there ? &m->file : &(struct attached){.there = false});
    json_put_bool(w, "withdrawn", m->withdrawn);
    json_put_bool(w, "after_recommendation", frozen != MOMENT_NONE && m->id && m->at > frozen);
    put_by(w, v, m->name);
    json_put_moment(w, "at", m->id ? m->at : MOMENT_NONE);
    json_end(w);
}

static bool is_asked(const struct application_view *v, int kind)
{
    return material_asked(v->asked->app.track, (enum material_kind)kind);
}

static void put_materials(struct json_writer *w, const struct request *rq,
                          const struct application_view *v)
{
    json_put_array(w, "materials");
    for (int k = 0; k < MATERIAL_KINDS; k++) {
        if (is_asked(v, k) || v->materials[k].id)
            put_material(w, rq, v, &v->materials[k]);
    }
    json_end(w);
    json_put_array(w, "materials_missing");
    for (int k = 0; k < MATERIAL_KINDS; k++) {
        if (is_asked(v, k) && !material_there(&v->materials[k]))
            json_string(w, material_name((enum material_kind)k));
    }
    json_end(w);
}

static void put_frozen(struct json_writer *w, const struct application_view *v)
{
    char hex[SHA256_HEX];

    json_put_array(w, "frozen");
    for (size_t i = 0; i < v->n_frozen; i++) {
        json_object(w);
        json_put_int(w, "version", v->frozen[i].version);
        json_put_string(w, "sha256", sha256_hex(&v->frozen[i].sha256, hex));
        json_put_moment(w, "at", v->frozen[i].at);
        json_end(w);
    }
    json_end(w);
}

void put_application(struct json_writer *w, const struct request *rq, const struct atlas *a,
                     const struct application_view *v)
{
    int place = atlas_find_code(a, v->asked->app.place);

    json_object(w);
    put_application_summary(w, rq, a, &v->asked->app);
    put_application_quota(w, &v->as.quota);
    put_application_next(w, rq, v->asked);
    put_events(w, rq, v);
    put_findings(w, rq, v);
    put_materials(w, rq, v);
    json_key(w, "verdict");
    if (place >= 0)
        put_eligibility_at(w, rq, a, place, &v->as.verdict, v->revision);
    else
        json_null(w);
    put_frozen(w, v);
    json_put_int(w, "revision", v->revision);
    json_end(w);
}

/* ---- what a job answers ---- */

bool application_answer(struct write *w, struct reply *rp, unsigned status,
                        const struct asked *asked, struct err *err)
{
    const struct quota_key key = {asked->app.round, asked->app.unit, asked->app.track};
    const struct atlas *a = atlas_for(w->rq, rp, err);
    struct buf out = {0};
    struct json_writer json = json_writer_to(&out);
    struct revision now;
    struct quota quota;

    if (!a || !store_quota(w->s, w->arena, &key, &quota, err) ||
        !store_revision(w->s, w->arena, &now, err))
        return false;
    json_object(&json);
    put_application_summary(&json, w->rq, a, &asked->app);
    put_application_quota(&json, &quota);
    put_application_next(&json, w->rq, asked);
    json_put_int(&json, "revision", now.number);
    json_end(&json);
    reply_take(rp, status, TYPE_JSON, &out);
    rp->revision = now.number;
    write_etag(rp, w->arena, asked->app.version);
    return true;
}
