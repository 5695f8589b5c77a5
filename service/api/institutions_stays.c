/* institutions_stays.c - POST /api/v1/institutions/{id}/exit, …/admission, …/misconduct and
 * …/misconduct/{record}/lift: who leaves, who comes back, and whose misconduct costs the place. */
#include "api/body.h"
#include "api/handlers.h"
#include "api/institution_json.h"
#include "api/institution_write.h"
#include "api/path_number.h"

#include <cJSON.h>

/* ---- leaving ---- */

static bool exit_kind_fits(int kind, struct err *err)
{
    return (kind != WORD_NONE && kind != EXIT_SANCTION) ||
           err_say(err, ERR_BAD_BODY, "kind",
                   "kind is left, ended or other; a place is lost by recording the misconduct",
                   "kind 应为 left、ended 或 other；取消入驻资格须通过登记不规范行为实现");
}

static bool read_exit(const struct request *rq, struct institution_stay *st, struct err *err)
{
    static const char *const members[] = {"exited", "kind", "reason", "source", NULL};
    cJSON *body = write_body(rq, members, err);
    bool ok;

    if (!body)
        return false;
    ok = body_date(body, "exited", BODY_MUST, &st->exited, err) &&
         body_word(rq, body, "kind", WORDS_EXIT, &st->exit_kind, err) &&
         exit_kind_fits(st->exit_kind, err) &&
         body_text(rq, body, "reason", BODY_MUST, INSTITUTION_WORDS_MOST, &st->exit_reason, err) &&
         body_text(rq, body, "source", BODY_MUST, INSTITUTION_WORDS_MOST, &st->source, err);
    cJSON_Delete(body);
    return ok;
}

static void write_exit(struct buf *out, const struct request *rq, const struct institution_stay *st)
{
    struct json_writer w = json_writer_to(out);

    json_object(&w);
    json_put_int(&w, "institution", st->institution);
    json_put_date(&w, "exited", st->exited);
    put_word(&w, "exit_kind", WORDS_EXIT, st->exit_kind, rq->lang == LANG_EN);
    json_put_string(&w, "exit_reason", st->exit_reason);
    json_put_string(&w, "source", st->source);
    json_end(&w);
}

static bool exit_job(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    struct institution_records entry;
    struct institution_stay st = {0};
    struct written t = {0};

    (void)arg;
    if (!institution_may(w, ACTION_EDIT_INSTITUTIONS, &entry, &st.institution, err) ||
        !read_exit(w->rq, &st, err) ||
        !store_institution_exit(w->s, &st, w->rq->today, &w->by, err))
        return false;
    write_exit(&t.out, w->rq, &st);
    return written_change(w, rp, 200, &t, err);
}

bool api_institution_exit(const struct request *rq, struct reply *rp, struct err *err)
{
    return write_signed_in(rq, rp, "institution-exit", exit_job, err);
}

/* ---- coming back ---- */

static bool read_return(const struct request *rq, struct institution_stay *st, struct err *err)
{
    static const char *const members[] = {"admitted", "reason", "source", NULL};
    cJSON *body = write_body(rq, members, err);
    bool ok;

    if (!body)
        return false;
    ok = body_date(body, "admitted", BODY_MUST, &st->admitted, err) &&
         body_text(rq, body, "reason", BODY_MUST, INSTITUTION_WORDS_MOST, &st->admission_reason,
                   err) &&
         body_text(rq, body, "source", BODY_MUST, INSTITUTION_WORDS_MOST, &st->source, err);
    cJSON_Delete(body);
    return ok;
}

static bool return_job(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    struct institution_records entry;
    struct institution_stay st = {0};
    struct written t = {0};

    (void)arg;
    if (!institution_may(w, ACTION_EDIT_INSTITUTIONS, &entry, &st.institution, err) ||
        !read_return(w->rq, &st, err) || !store_institution_return(w->s, &st, &w->by, err))
        return false;
    struct json_writer out = json_writer_to(&t.out);
    json_object(&out);
    json_put_int(&out, "institution", st.institution);
    json_put_date(&out, "admitted", st.admitted);
    json_put_string(&out, "admission_reason", st.admission_reason);
    json_put_string(&out, "source", st.source);
    json_end(&out);
    return written_change(w, rp, 200, &t, err);
}

bool api_institution_return(const struct request *rq, struct reply *rp, struct err *err)
{
    return write_signed_in(rq, rp, "institution-return", return_job, err);
}

/* ---- misconduct ---- */

static bool kind_fits(const struct institution_misconduct *m, struct err *err)
{
    if (m->kind == WORD_NONE)
        return err_say(err, ERR_BAD_BODY, "kind",
                       "kind is abnormal_filings, malicious_registrations or other",
                       "kind 应为 abnormal_filings、malicious_registrations 或 other");
    return m->kind != MISCONDUCT_OTHER || m->words ||
           err_say(err, ERR_BAD_BODY, "words", "other misconduct is told in words",
                   "其他不规范行为须以文字说明");
}

static bool read_misconduct(const struct request *rq, struct institution_misconduct *m,
                            date_t *exited, struct err *err)
{
    static const char *const members[] = {"kind",     "day",    "serious", "words",
                                          "document", "exited", NULL};
    cJSON *body = write_body(rq, members, err);
    bool ok;

    if (!body)
        return false;
    *exited = rq->today;
    ok = body_word(rq, body, "kind", WORDS_MISCONDUCT, &m->kind, err) &&
         body_date(body, "day", BODY_MUST, &m->day, err) &&
         body_bool(body, "serious", BODY_MUST, &m->serious, err) &&
         body_text(rq, body, "words", BODY_MAY, INSTITUTION_WORDS_MOST, &m->words, err) &&
         body_text(rq, body, "document", BODY_MUST, INSTITUTION_WORDS_MOST, &m->document, err) &&
         body_date(body, "exited", BODY_MAY, exited, err) && kind_fits(m, err);
    cJSON_Delete(body);
    if (!ok)
        return false;
    if (m->day > rq->today)
        return err_say(err, ERR_BAD_BODY, "day", "the day lies ahead", "日期晚于今日");
    return *exited >= m->day ||
           err_say(err, ERR_BAD_BODY, "exited", "it cannot lose its place before it did it",
                   "取消入驻资格之日不得早于行为发生之日");
}

static void write_misconduct(struct buf *out, const struct request *rq,
                             const struct institution_misconduct *m, bool left, date_t exited)
{
    struct json_writer w = json_writer_to(out);

    json_object(&w);
    json_put_int(&w, "institution", m->institution);
    put_misconduct(&w, m, rq->lang == LANG_EN);
    json_put_date(&w, "exited", left ? exited : DATE_NONE);
    json_put_string(&w, "clause", m->serious ? "Z/一(三)" : NULL);
    json_end(&w);
}

static bool misconduct_job(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    struct institution_records entry;
    struct institution_misconduct m = {0};
    struct written t = {0};
    date_t exited;
    bool left;

    (void)arg;
    if (!institution_may(w, ACTION_SANCTION_INSTITUTION, &entry, &m.institution, err) ||
        !read_misconduct(w->rq, &m, &exited, err) ||
        !store_institution_sanction(w->s, &m, exited, &w->by, &left, err))
        return false;
    write_misconduct(&t.out, w->rq, &m, left, exited);
    return written_change(w, rp, 201, &t, err);
}

bool api_institution_misconduct(const struct request *rq, struct reply *rp, struct err *err)
{
    return write_signed_in(rq, rp, "institution-misconduct", misconduct_job, err);
}

static bool read_lift(const struct request *rq, struct institution_misconduct *m, struct err *err)
{
    static const char *const members[] = {"lifted", "document", NULL};
    cJSON *body = write_body(rq, members, err);
    bool ok;

    if (!body)
        return false;
    ok = body_date(body, "lifted", BODY_MUST, &m->lifted, err) &&
         body_text(rq, body, "document", BODY_MUST, INSTITUTION_WORDS_MOST, &m->lifted_by, err);
    cJSON_Delete(body);
    return ok;
}

static bool lift_job(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    struct institution_records entry;
    struct institution_misconduct m = {0};
    struct written t = {0};

    (void)arg;
    m.id = path_row(w->rq, 1);
    if (!institution_may(w, ACTION_SANCTION_INSTITUTION, &entry, &m.institution, err) ||
        !read_lift(w->rq, &m, err) || !store_institution_lift(w->s, &m, &w->by, err))
        return false;
    struct json_writer out = json_writer_to(&t.out);
    json_object(&out);
    json_put_int(&out, "institution", m.institution);
    json_put_int(&out, "record", m.id);
    json_put_date(&out, "lifted", m.lifted);
    json_put_string(&out, "lifted_by", m.lifted_by);
    json_end(&out);
    return written_change(w, rp, 200, &t, err);
}

bool api_institution_lift(const struct request *rq, struct reply *rp, struct err *err)
{
    return write_signed_in(rq, rp, "institution-lift", lift_job, err);
}
