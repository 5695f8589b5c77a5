/* findings.c - what the officer whose duty it is found about one condition.
 *
 * A finding is an event of the application: one that changes after the check sends it back. */
#include "api/application_json.h"
#include "api/attached_body.h"
#include "api/body.h"
#include "api/handlers.h"
#include "store/files.h"
#include "store/workflow.h"

#include <cJSON.h>
#include <string.h>

enum { RESULT_MOST = 20, EVIDENCE_MOST = 4000 };

static const struct rule *find_rule(enum title_kind track, const char *name)
{
    size_t n;
    const struct rule *rules = rules_of(track, &n);

    for (size_t i = 0; i < n; i++) {
        if (rules[i].attested && strcmp(condition_name(rules[i].id), name) == 0)
            return &rules[i];
    }
    return NULL;
}

/* The newest finding of the condition in the path; id 0 where there is none. */
static bool find_finding(struct write *w, struct asked *asked, struct finding_row *f,
                         struct err *err)
{
    const struct rule *rule;
    struct finding_row *all;
    size_t n;

    if (!application_ask_to(w, ACTION_EDIT_FINDINGS, asked, err) ||
        !application_seen(w->rq, &asked->app, err))
        return false;
    rule = find_rule(asked->app.track, w->rq->parts[1]);
    if (!rule)
        return err_say(err, ERR_NOT_FOUND, NULL,
                       "the track %s has no condition '%.40s' that a person judges",
                       "类别 %s 没有须由人认定的条件“%.40s”", title_kind_name(asked->app.track),
                       w->rq->parts[1]);
    if (!store_findings(w->s, w->arena, asked->app.id, &all, &n, err))
        return false;
    *f = (struct finding_row){.condition = rule->id};
    for (size_t i = 0; i < n; i++) {
        if (all[i].condition == rule->id)
            *f = all[i];
    }
    return true;
}

static bool read_finding(const struct request *rq, struct finding_row *f, struct err *err)
{
    static const char *const members[] = {"result", "evidence", "file", NULL};
    cJSON *body = write_body(rq, members, err);
    const char *result = NULL;
    const cJSON *file;
    bool ok;

    if (!body)
        return false;
    ok = body_text(rq, body, "result", BODY_MUST, RESULT_MOST, &result, err) &&
         body_text(rq, body, "evidence", BODY_MUST, EVIDENCE_MOST, &f->evidence, err);
    file = cJSON_GetObjectItemCaseSensitive(body, "file");
    if (ok && file && !cJSON_IsNull(file))
        ok = err_say(err, ERR_BAD_BODY, "file",
                     "null takes the file off; a new one is sent to …/file as it is",
                     "null 表示去掉附件；新附件请直接发送到 …/file");
    if (ok && file)
        f->file = (struct attached){.there = false};
    if (ok && (!result_parse(result, &f->result) || f->result == RESULT_NOT_APPLICABLE))
        ok = err_say(err, ERR_BAD_BODY, "result", "a result is met, not_met or unknown",
                     "result 只能是 met、not_met 或 unknown");
    cJSON_Delete(body);
    return ok;
}

static bool is_same(const struct finding_row *a, const struct finding_row *b)
{
    return a->id && a->person == b->person && a->result == b->result &&
           strcmp(a->evidence, b->evidence) == 0 && a->file.there == b->file.there &&
           (!a->file.there || memcmp(&a->file.sha256, &b->file.sha256, sizeof a->file.sha256) == 0);
}

/* For the chain: the evidence by its digest, since it may speak of people. */
static bool note(struct write *w, const struct finding_row *f, struct err *err)
{
    struct sha256 digest = sha256_of(f->evidence, strlen(f->evidence));
    char evidence[SHA256_HEX], file[SHA256_HEX] = "";

    if (f->file.there)
        sha256_hex(&f->file.sha256, file);
    return write_done(w, w->object, NULL,
                      arena_printf(w->arena,
                                   "{\"condition\":\"%s\",\"result\":\"%s\",\"evidence\":\"%s\","
                                   "\"file\":\"%s\"}",
                                   condition_name(f->condition), result_name(f->result),
                                   sha256_hex(&digest, evidence), file),
                      err);
}

static bool change(struct write *w, struct asked *asked, const struct finding_row *f,
                   struct reply *rp, struct err *err)
{
    const struct step step = {.application = asked->app.id,
                              .event = EVENT_FINDING_CHANGED,
                              .who = &w->who,
                              .by = w->by,
                              .today = w->rq->today,
                              .seen_version = -1,
                              .reason = condition_name(f->condition),
                              .since = DATE_NONE,
                              .until = DATE_NONE,
                              .bar_until = DATE_NONE};

    return workflow_step(w->s, w->arena, &step, &asked->app, err) &&
           store_finding_add(w->s, asked->app.id, f, &w->by, err) && note(w, f, err) &&
           application_answer(w, rp, 200, asked, err);
}

/* Said again by the same person, nothing has changed. */
static bool finding_job(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    struct finding_row before = {0}, f;
    struct asked asked;

    (void)arg;
    if (!find_finding(w, &asked, &before, err))
        return false;
    f = before;
    if (!read_finding(w->rq, &f, err))
        return false;
    f.person = w->who.id;
    return is_same(&before, &f) ? application_answer(w, rp, 200, &asked, err)
                                : change(w, &asked, &f, rp, err);
}

static bool finding_file_job(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    const struct attached *file = arg;
    struct finding_row f = {0};
    struct asked asked;

    if (!find_finding(w, &asked, &f, err))
        return false;
    if (f.id == 0)
        return err_say(err, ERR_CONFLICT, NULL,
                       "there is no finding yet that the file could belong to",
                       "尚无认定可附该文件，请先作出认定");
    if (!store_file_put(w->s, asked.app.id, file, w->rq->body, &w->by, err))
        return false;
    f.file = *file;
    return change(w, &asked, &f, rp, err);
}

bool api_finding(const struct request *rq, struct reply *rp, struct err *err)
{
    return write_signed_in(rq, rp, "put-finding", finding_job, err);
}

bool api_finding_file(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {"name", NULL};
    struct attached file;
    struct caller caller;

    return request_allow_json(rq, allowed, err) && caller_need(rq, &caller, err) &&
           attached_read(rq, &file, err) &&
           write_answer(rq, rp, WRITE_SIGNED_IN, "put-finding", finding_file_job, &file, err);
}
