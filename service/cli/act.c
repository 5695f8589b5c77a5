/* act.c - from a word to its function, here or over there. */
#include "cli/act.h"

#include "base/mem.h"
#include "cli/acts.h"
#include "cli/commands.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const struct act {
    const char *word;
    size_t n_args;
    act_run *run;
} acts[] = {
    {ACT_TITLE_ADD, ADD_ARGS, act_title_add},
    {ACT_TITLE_RETRACT, RETRACT_ARGS, act_title_retract},
    {ACT_TITLE_SUPERSEDE, SUPERSEDE_ARGS, act_title_supersede},
    {ACT_QUOTA_SET, QUOTA_ARGS, act_quota_set},
    {ACT_ROUND_ADD, ROUND_ARGS, act_round_add},
    {ACT_USER_ADD, USER_ADD_ARGS, act_user_add},
    {ACT_USER_PASSWORD, USER_PASSWORD_ARGS, act_user_password},
    {ACT_USER_CLOSE, USER_CLOSE_ARGS, act_user_close},
    {ACT_TOKEN_ADD, TOKEN_ADD_ARGS, act_token_add},
    {ACT_TOKEN_REVOKE, TOKEN_REVOKE_ARGS, act_token_revoke},
    {ACT_SETTING_SET, SETTING_ARGS, act_setting_set},
    {ACT_PURGE, PURGE_ARGS, act_purge},
};

static const struct act *find(const char *word)
{
    for (size_t i = 0; i < COUNT(acts); i++) {
        if (strcmp(acts[i].word, word) == 0)
            return &acts[i];
    }
    return NULL;
}

struct act_job {
    const struct act *act;
    const char *const *args;
    moment_t now;
    struct buf said;
};

static bool run_job(struct store *s, void *arg, struct err *err)
{
    struct act_job *job = arg;

    return job->act->run(s, job->args, job->now, &job->said, err);
}

static int code_of(const struct err *err)
{
    return err->kind == ERR_BAD_PARAMETER ? CLI_ASKED_WRONGLY : CLI_FAILED;
}

/* ---- in the service ---- */

int act_request(struct writer *w, const struct control_request *rq, struct control_answer *answer,
                moment_t now)
{
    struct act_job job = {.act = find(rq->command), .args = rq->args, .now = now};
    struct err err = {0};
    int code = CLI_DONE;

    if (!job.act || rq->n_args != job.act->n_args) {
        control_say(answer, "the running service understands '%s' differently; is it an older one?",
                    rq->command);
        return CLI_ASKED_WRONGLY;
    }
    if (!writer_submit(w, run_job, &job, &err)) {
        control_say(answer, "%s", err.text);
        code = code_of(&err);
    } else {
        control_say(answer, "%s", job.said.data);
    }
    buf_free(&job.said);
    return code;
}

/* ---- in the command ---- */

static moment_t now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_REALTIME, &t);
    return (moment_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void keep_line(void *arg, const char *line)
{
    buf_printf(arg, "%s\n", line);
}

/* A complaint is printed; what was done is kept. */
static bool ask_service(const char *db, struct act_job *job, int *code, struct err *err)
{
    const struct control_request rq = {
        .command = job->act->word, .args = job->args, .n_args = job->act->n_args};
    struct buf lines = {0};
    bool ok = control_call(db, &rq, keep_line, &lines, code, err);

    if (ok && lines.data && *code == CLI_DONE)
        buf_put(&job->said, lines.data, lines.len);
    else if (ok && lines.data)
        fprintf(stderr, "sizhi: %s", lines.data);
    buf_free(&lines);
    return ok;
}

/* *code is set when the service answered, whatever it was. */
static bool do_somewhere(const char *db, struct act_job *job, int *code, struct err *err)
{
    struct err why = {0}, unheard = {0};
    struct store *s;
    bool ok;

    if (access(db, F_OK) != 0)
        return err_set(err, ERR_NOT_FOUND,
                       "%s: there is no register; make one with: sizhi load --db '%s'", db, db);
    if (!store_open(&s, db, STORE_WRITE, &why)) {
        if (why.kind == ERR_BUSY && ask_service(db, job, code, &unheard))
            return true;
        return err_set(err, why.kind, "%s%s%s", why.text, unheard.text[0] ? "; " : "",
                       unheard.text);
    }
    ok = store_change(s, run_job, job, err);
    store_close(s);
    if (ok)
        buf_putc(&job->said, '\n');
    return ok;
}

int act_do_quietly(const char *db, const char *word, const char *const *args, struct buf *said)
{
    const char *texts[ACT_MOST_ARGS];
    struct act_job job = {.act = find(word), .args = texts, .now = now()};
    struct err err = {0};
    int code = CLI_DONE;

    for (size_t i = 0; i < job.act->n_args; i++)
        texts[i] = args[i] ? args[i] : "";
    if (!do_somewhere(db, &job, &code, &err)) {
        fprintf(stderr, "sizhi: %s\n", err.text);
        code = code_of(&err);
    }
    *said = job.said;
    return code;
}

int act_do(const char *db, const char *word, const char *const *args)
{
    struct buf said;
    int code = act_do_quietly(db, word, args, &said);

    if (code == CLI_DONE && said.data)
        fputs(said.data, stdout);
    buf_free(&said);
    return code;
}

bool act_revision(const char *const *args, moment_t at, struct revision *out, struct err *err)
{
    if (!args[ARG_SOURCE][0])
        return err_set(err, ERR_BAD_PARAMETER, "--source: name the document that decided this");
    if (!args[ARG_BY][0])
        return err_set(err, ERR_BAD_PARAMETER, "--by: name the person who does this");
    *out = (struct revision){.recorded = at,
                             .source = args[ARG_SOURCE],
                             .who = args[ARG_BY],
                             .why = args[ARG_WHY][0] ? args[ARG_WHY] : NULL};
    return true;
}
