/* extent_reports.c - what is to be said about the extent of a zone: of an application, kept with it
 * and made anew only when what it looked at has changed; of a published zone, from the picture. */
#include "store/extent_reports.h"
#include "api/application_asked.h"
#include "api/extent_report_json.h"
#include "api/handlers.h"
#include "api/path_number.h"
#include "api/service.h"
#include "api/title_json.h"
#include "atlas/recent.h"
#include "geo/wkb.h"
#include "store/divisions.h"
#include "store/proposed_facts.h"
#include "store/readers.h"
#include "store/writer.h"
#include "store/zones.h"

#include <math.h>
#include <string.h>

/* Of the way it is made: one more whenever a rule or a sentence changes. */
static const char MADE_BY[] = "extent-report-1";

struct proposal {
    struct asked asked;
    struct proposed_zone zone;
    struct proposed_part *parts;
    size_t n_parts;
    struct sha256 made_of;
    struct extent_report_row kept;
    int64_t revision;
};

/* ---- what it looks at ---- */

static void add_others(struct hasher *h, const struct request *rq, const struct atlas *a,
                       const char *id)
{
    for (size_t i = 0; i < atlas_n_zones(a); i++) {
        struct zone_drawn drawn;
        const struct zone *z = extent_other_zone(a, rq->arena, rq->today, id, i, &drawn);

        if (z)
            hasher_add_text(h, z->id);
    }
}

static bool digest_of(struct store *s, const struct request *rq, const struct atlas *a,
                      struct proposal *p, struct err *err)
{
    const char *divisions, *zones;

    if (!store_divisions_key(s, rq->arena, &divisions, err) ||
        !store_zones_key(s, rq->arena, &zones, err))
        return false;
    struct hasher *h = hasher_new();
    struct buf facts = {0};
    hasher_add_text(h, MADE_BY);
    hasher_add_text(h, divisions);
    hasher_add_text(h, zones);
    hasher_add_text(h, p->asked.app.place);
    proposed_zone_facts(&facts, &p->zone);
    for (size_t i = 0; i < p->n_parts; i++)
        proposed_part_facts(&facts, &p->parts[i]);
    hasher_add_text(h, facts.data);
    add_others(h, rq, a, p->zone.zone);
    p->made_of = hasher_done(h);
    buf_free(&facts);
    return true;
}

static bool read_proposal(struct store *s, const struct request *rq, const struct atlas *a,
                          const struct person *who, struct proposal *p, struct err *err)
{
    struct revision now;

    if (!application_ask(s, rq, who, path_row(rq, 0), &p->asked, err) ||
        !store_proposed_zone(s, rq->arena, p->asked.app.id, &p->zone, err) ||
        !store_proposed_parts(s, rq->arena, p->asked.app.id, &p->parts, &p->n_parts, err))
        return false;
    if (p->zone.id == 0)
        return err_say(err, ERR_NOT_FOUND, NULL, "no zone is proposed yet", "尚未提出集聚区");
    if (!digest_of(s, rq, a, p, err) || !store_revision(s, rq->arena, &now, err))
        return false;
    p->revision = now.number;
    return store_extent_report(s, rq->arena, p->asked.app.id, &p->kept, err);
}

/* ---- making it ---- */

static bool subject_of(const struct request *rq, const struct proposal *p,
                       struct extent_subject *out, struct err *err)
{
    struct extent_part *parts = arena_alloc(rq->arena, p->n_parts, sizeof *parts);

    for (size_t i = 0; i < p->n_parts; i++) {
        const struct proposed_part *from = &p->parts[i];
        struct multipolygon *shape = arena_alloc(rq->arena, 1, sizeof *shape);

        parts[i] = (struct extent_part){.number = from->number,
                                        .name = from->name,
                                        .extent_text = from->extent_text,
                                        .declared_m2 = from->declared_m2,
                                        .area_m2 = from->area_m2};
        memcpy(parts[i].given, from->given, sizeof parts[i].given);
        if (from->shape.size == 0)
            continue;
        if (!wkb_read_area(from->shape, rq->arena, shape, err))
            return false;
        multipolygon_measure(shape);
        parts[i].shape = shape;
    }
    *out = (struct extent_subject){.id = p->zone.zone,
                                   .name = p->zone.name,
                                   .host = p->zone.host_code,
                                   .applicant = p->asked.app.place,
                                   .declared_m2 = p->zone.declared_m2,
                                   .parts = parts,
                                   .n_parts = p->n_parts};
    return true;
}

static void write_report(struct buf *out, const struct request *rq, const struct atlas *a,
                         const struct extent_subject *z)
{
    struct json_writer w = json_writer_to(out);
    struct extent_measured measured;
    struct geos *g = geos_new();

    extent_measure(a, g, rq->arena, rq->today, z, &measured);
    geos_free(g);
    json_object(&w);
    put_extent_report(&w, rq->arena, z, &measured);
    json_end(&w);
}

/* Two who ask at once make the same; one of them is kept. */
static bool keep_job(struct store *s, void *arg, struct err *err)
{
    struct proposal *p = arg;
    struct arena *a = arena_new();
    struct extent_report_row newest;
    bool ok = store_extent_report(s, a, p->asked.app.id, &newest, err);

    if (ok && (newest.id == 0 || memcmp(&newest.made_of, &p->made_of, sizeof p->made_of) != 0))
        ok =
            store_extent_report_put(s, p->asked.app.id, &p->made_of, p->kept.body, p->kept.at, err);
    arena_free(a);
    return ok;
}

static bool make_report(const struct request *rq, const struct atlas *a, struct proposal *p,
                        struct err *err)
{
    struct extent_subject z;
    struct buf body = {0};

    if (!subject_of(rq, p, &z, err))
        return false;
    write_report(&body, rq, a, &z);
    p->kept = (struct extent_report_row){.body = arena_strndup(rq->arena, body.data, body.len),
                                         .sha256 = sha256_of(body.data, body.len),
                                         .at = rq->now};
    buf_free(&body);
    /* The picture is a moment behind a change: what was made of the one is not kept as of the
     * other. */
    return atlas_revision(a) != p->revision ||
           writer_submit(service_of(rq)->writer, keep_job, p, err);
}

/* ---- answers ---- */

static void put_kept(struct json_writer *w, const struct proposal *p)
{
    char hex[SHA256_HEX];

    json_put_int(w, "application", p->asked.app.id);
    json_put_int(w, "version", p->asked.app.version);
    json_put_moment(w, "made", p->kept.at);
    json_put_string(w, "sha256", sha256_hex(&p->kept.sha256, hex));
}

bool api_application_extent(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {NULL};
    struct readers *readers = service_of(rq)->readers;
    struct proposal p = {.n_parts = 0};
    struct caller caller;

    if (!caller_need(rq, &caller, err) || !request_allow_json(rq, allowed, err))
        return false;
    const struct atlas *a = atlas_for(rq, rp, err);
    if (!a)
        return false;
    struct store *s = readers_take(readers);
    bool ok = read_proposal(s, rq, a, &caller.in.person, &p, err);
    readers_give(readers, s);
    if (!ok)
        return false;
    if ((p.kept.id == 0 || memcmp(&p.kept.made_of, &p.made_of, sizeof p.made_of) != 0) &&
        !make_report(rq, a, &p, err))
        return false;
    struct buf out = {0};
    struct json_writer w = json_writer_to(&out);
    json_object(&w);
    put_kept(&w, &p);
    ok = put_in_language(&w, rq->arena, p.kept.body, rq->lang == LANG_EN, err);
    if (!ok) {
        buf_free(&out);
        return false;
    }
    json_end(&w);
    reply_take(rp, 200, TYPE_JSON, &out);
    return true;
}

/* ---- of a published zone ---- */

struct published_report {
    const struct request *rq;
    const struct zone *zone;
};

static void make_published(const struct atlas *a, const void *arg, struct buf out[SHELF_ENCODINGS])
{
    const struct published_report *r = arg;
    struct extent_subject z = extent_published(a, r->rq->arena, r->zone, r->rq->today);

    write_report(&out[ENC_IDENTITY], r->rq, a, &z);
}

static bool answer_published(const struct request *rq, struct buf *out, const struct atlas *a,
                             const struct zone *z, const char *body, struct err *err)
{
    struct json_writer w = json_writer_to(out);

    json_object(&w);
    json_put_int(&w, "revision", atlas_revision(a));
    json_put_string(&w, "id", z->id);
    if (!put_in_language(&w, rq->arena, body, rq->lang == LANG_EN, err))
        return false;
    json_end(&w);
    return true;
}

bool api_zone_extent(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {NULL};
    const struct when when = {rq->today, MOMENT_NONE};
    struct buf out = {0};
    char day[DATE_TEXT];

    if (!request_allow_json(rq, allowed, err))
        return false;
    const struct atlas *a = atlas_for(rq, rp, err);
    if (!a)
        return false;
    long at = atlas_zone_find(a, rq->parts[0]);
    const struct zone *z = at < 0 ? NULL : atlas_zone(a, (size_t)at, rq->today, MOMENT_NONE);
    if (!z && at >= 0)
        z = atlas_zone(a, (size_t)at, DATE_NONE, MOMENT_NONE);
    if (!z)
        return err_say(err, ERR_NOT_FOUND, NULL, "there is no zone '%.70s'", "没有集聚区“%.70s”",
                       rq->parts[0]);
    const struct published_report r = {rq, z};
    const char *key =
        arena_printf(rq->arena, "extent-report %s %s", z->id, date_format(rq->today, day));
    struct loan *loan = atlas_recent(a, key, make_published, &r);
    if (!loan)
        return err_say(err, ERR_BUSY, NULL, "too much is being sent at the moment; try again",
                       "当前繁忙，请稍后再试");
    bool ok = answer_published(rq, &out, a, z,
                               arena_strndup(rq->arena, loan_bytes(loan)->body[ENC_IDENTITY].at,
                                             loan_bytes(loan)->body[ENC_IDENTITY].size),
                               err);
    loan_end(loan);
    if (!ok) {
        buf_free(&out);
        return false;
    }
    answer_atlas(rp, a, TYPE_JSON, &out, when_key(rq, a, &when));
    return true;
}
