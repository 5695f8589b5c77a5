/* institutions_write.c - POST /api/v1/zones/{id}/institutions, PUT /api/v1/institutions/{id} and
 * PUT …/assessments/{year}: who is admitted, what it is, how it was assessed. */
#include "api/body.h"
#include "api/handlers.h"
#include "api/institution_json.h"
#include "api/institution_write.h"
#include "api/path_number.h"

#include <cJSON.h>

enum { GRADE_MOST = 40, YEAR_FIRST = 2000, YEAR_LAST = 2100 };

/* ---- what is told back and kept in the chain ---- */

static void put_what(struct json_writer *w, const struct institution *i)
{
    json_put_int(w, "id", i->id);
    json_put_string(w, "zone", i->zone);
    json_put_string(w, "name", i->name);
    json_put_string(w, "uscc", i->uscc);
    put_words(w, "forms", WORDS_FORM, i->forms);
    put_words(w, "ip_kinds", WORDS_IP_KIND, i->ip_kinds);
    json_put_string(w, "size", word_name(WORDS_SIZE, i->size));
    json_put_string(w, "address", i->address);
    json_key(w, "point");
    if (i->has_point) {
        json_object(w);
        json_put_number(w, "lon", i->given[0], 8);
        json_put_number(w, "lat", i->given[1], 8);
        json_put_string(w, "datum", i->datum);
        json_end(w);
    } else {
        json_null(w);
    }
    json_put_date(w, "since", i->since);
    json_put_string(w, "source", i->source);
}

static void write_what(struct buf *out, const struct institution *i)
{
    struct json_writer w = json_writer_to(out);

    json_object(&w);
    put_what(&w, i);
    json_end(&w);
}

/* ---- admission ---- */

static bool read_draft(const struct request *rq, struct institution_draft *d, struct err *err)
{
    static const char *const members[] = {"name",   "uscc",    "forms", "ip_kinds",
                                          "size",   "address", "point", "admitted",
                                          "reason", "source",  NULL};
    cJSON *body = write_body(rq, members, err);
    const char *uscc = NULL;
    char *code = arena_alloc(rq->arena, USCC_TEXT, 1);
    bool ok;

    if (!body)
        return false;
    ok = body_institution(rq, body, d, err) &&
         body_text(rq, body, "uscc", BODY_MUST, INSTITUTION_NAME_MOST, &uscc, err) &&
         uscc_read(uscc, "uscc", code, err) &&
         body_date(body, "admitted", BODY_MUST, &d->admitted, err) &&
         body_text(rq, body, "reason", BODY_MUST, INSTITUTION_WORDS_MOST, &d->reason, err);
    d->uscc = code;
    cJSON_Delete(body);
    return ok;
}

static bool admit_job(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    const char *zone = w->rq->parts[0];
    struct institution_draft d;
    double lon_lat[2];
    struct written t = {0};
    int64_t id;

    (void)arg;
    w->object = arena_printf(w->arena, "zone/%.64s", zone);
    if (!directory_may(w->s, w->arena, &w->who, w->rq->today, zone, ACTION_EDIT_INSTITUTIONS,
                       err) ||
        !read_draft(w->rq, &d, err) || !draft_lon_lat(&d, lon_lat, err) ||
        !store_institutions_admit(w->s, zone, &d, 1, lon_lat, &w->by, &id, err))
        return false;
    struct institution i = institution_drafted(&d, lon_lat);
    i.id = id;
    i.zone = zone;
    w->object = arena_printf(w->arena, "institution/%lld", (long long)id);
    write_what(&t.out, &i);
    reply_header(
        rp, "Location",
        arena_printf(w->arena, "%s/api/v1/institutions/%lld", w->rq->base_url, (long long)id));
    return written_change(w, rp, 201, &t, err);
}

bool api_institution_admit(const struct request *rq, struct reply *rp, struct err *err)
{
    return write_signed_in(rq, rp, "admit-institution", admit_job, err);
}

/* ---- what it is ---- */

static bool read_change(const struct request *rq, struct institution_draft *d, struct err *err)
{
    static const char *const members[] = {"name",  "forms", "ip_kinds", "size", "address",
                                          "point", "since", "source",   NULL};
    cJSON *body = write_body(rq, members, err);
    bool ok;

    if (!body)
        return false;
    ok = body_institution(rq, body, d, err) &&
         body_date(body, "since", BODY_MUST, &d->admitted, err);
    cJSON_Delete(body);
    return ok;
}

static const struct institution *newest_row(const struct institution_records *entry)
{
    const struct institution *newest = &entry->rows[0];

    for (size_t i = 1; i < entry->n_rows; i++) {
        if (entry->rows[i].retracted == MOMENT_NONE)
            newest = &entry->rows[i];
    }
    return newest;
}

static bool change_job(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    struct institution_records entry;
    struct institution_draft d;
    double lon_lat[2];
    struct written t = {0};
    int64_t id;

    (void)arg;
    if (!institution_may(w, ACTION_EDIT_INSTITUTIONS, &entry, &id, err) ||
        !read_change(w->rq, &d, err) || !draft_lon_lat(&d, lon_lat, err))
        return false;
    struct institution i = institution_drafted(&d, lon_lat);
    i.id = id;
    i.zone = entry.rows[0].zone;
    i.uscc = entry.rows[0].uscc;
    if (!store_institution_change(w->s, &i, &w->by, err))
        return false;
    write_what(&t.before, newest_row(&entry));
    write_what(&t.out, &i);
    return written_change(w, rp, 200, &t, err);
}

bool api_institution_put(const struct request *rq, struct reply *rp, struct err *err)
{
    return write_signed_in(rq, rp, "change-institution", change_job, err);
}

/* ---- assessments ---- */

static bool read_assessment(const struct request *rq, struct institution_assessment *as,
                            struct err *err)
{
    static const char *const members[] = {"grade", "words", "document", NULL};
    cJSON *body = write_body(rq, members, err);
    bool ok;

    if (!body)
        return false;
    ok = body_text(rq, body, "grade", BODY_MAY, GRADE_MOST, &as->grade, err) &&
         body_text(rq, body, "words", BODY_MAY, INSTITUTION_WORDS_MOST, &as->words, err) &&
         body_text(rq, body, "document", BODY_MUST, INSTITUTION_WORDS_MOST, &as->document, err);
    cJSON_Delete(body);
    return ok && (as->grade || as->words ||
                  err_say(err, ERR_BAD_BODY, "grade", "an assessment has a grade, or words",
                          "考核结果须有等级或评语"));
}

static bool path_year(const struct request *rq, int *out, struct err *err)
{
    const int64_t year = path_row(rq, 1);

    *out = (int)year;
    return (year >= YEAR_FIRST && year <= YEAR_LAST) ||
           err_say(err, ERR_NOT_FOUND, NULL, "'%.20s' is no year from %d to %d",
                   "“%.20s”不是 %d 至 %d 之间的年份", rq->parts[1], (int)YEAR_FIRST,
                   (int)YEAR_LAST);
}

static bool assess_job(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    struct institution_records entry;
    struct institution_assessment as = {0};
    struct written t = {0};

    (void)arg;
    if (!institution_may(w, ACTION_EDIT_INSTITUTIONS, &entry, &as.institution, err) ||
        !path_year(w->rq, &as.year, err) || !read_assessment(w->rq, &as, err) ||
        !store_institution_assess(w->s, &as, &w->by, err))
        return false;
    struct json_writer out = json_writer_to(&t.out);
    json_object(&out);
    json_put_int(&out, "institution", as.institution);
    json_put_int(&out, "year", as.year);
    json_put_string(&out, "grade", as.grade);
    json_put_string(&out, "words", as.words);
    json_put_string(&out, "document", as.document);
    json_end(&out);
    return written_change(w, rp, 200, &t, err);
}

bool api_institution_assess(const struct request *rq, struct reply *rp, struct err *err)
{
    return write_signed_in(rq, rp, "assess-institution", assess_job, err);
}
