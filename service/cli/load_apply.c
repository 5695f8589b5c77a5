/* load_apply.c - one job, run by whoever has the only connection that writes. */
#include "cli/load_apply.h"

#include "cli/commands.h"
#include "cli/facts_load.h"
#include "store/demo.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

struct apply_job {
    const struct load_work *work;
    moment_t now;
    struct applied rows;
    struct facts_applied facts;
};

static bool apply_divisions(struct store *s, struct apply_job *job, struct err *err)
{
    const struct revision r = {
        .recorded = job->now,
        .what = "divisions",
        .who = job->work->who,
        .why = "sizhi load",
        .source = "国家地理信息公共服务平台（天地图）行政区划边界；民政部行政区划代码",
    };

    return store_apply_staged(s, job->work->staged, &r, &job->rows, err);
}

/* The facts after the divisions: they name their codes. */
static bool run_job(struct store *s, void *arg, struct err *err)
{
    struct apply_job *job = arg;

    return (job->work->for_demo || store_demo_refuse(s, err)) &&
           (!job->work->staged || apply_divisions(s, job, err)) &&
           (!job->work->facts ||
            facts_load(s, job->work->facts, job->work->who, job->now, &job->facts, err));
}

void load_apply_line(const struct applied *rows, char *out, size_t size)
{
    if (rows->changed)
        snprintf(out, size, "revision %" PRId64 ": %zu rows new or changed, %zu removed",
                 rows->revision, rows->put, rows->removed);
    else
        snprintf(out, size, "nothing changed (revision %" PRId64 ")", rows->revision);
}

/* ---- in the service ---- */

static int run_in_service(struct writer *w, const struct load_work *work, moment_t now,
                          struct control_answer *answer, struct err *err)
{
    struct apply_job job = {.work = work, .now = now};
    char line[256];

    if (!writer_submit(w, run_job, &job, err))
        return CLI_FAILED;
    if (work->staged) {
        load_apply_line(&job.rows, line, sizeof line);
        control_say(answer, "%s", line);
    }
    if (work->facts) {
        facts_load_line(&job.facts, line, sizeof line);
        control_say(answer, "%s", line);
    }
    return CLI_DONE;
}

static bool is_path_or_empty(const char *arg)
{
    return arg[0] == '/' || arg[0] == '\0';
}

int load_apply_request(struct writer *w, const struct control_request *rq,
                       struct control_answer *answer, moment_t now)
{
    struct load_work work = {0};
    struct facts_read facts;
    struct err err = {0};
    struct arena *a;
    int code = CLI_FAILED;

    if (rq->n_args != 3 || !is_path_or_empty(rq->args[0]) || !is_path_or_empty(rq->args[1])) {
        control_say(answer, "%s wants two absolute paths and a name", LOAD_APPLY_WORD);
        return CLI_ASKED_WRONGLY;
    }
    a = arena_new();
    work.staged = rq->args[0][0] ? rq->args[0] : NULL;
    work.facts = rq->args[1][0] ? &facts : NULL;
    work.who = rq->args[2];
    if (!work.facts || facts_read(&facts, rq->args[1], a, &err))
        code = run_in_service(w, &work, now, answer, &err);
    if (err.text[0])
        control_say(answer, "%s", err.text);
    arena_free(a);
    return code;
}

/* ---- in the command ---- */

static void print_line(void *arg, const char *line)
{
    fprintf(arg, "%s\n", line);
}

/* The two programs have different working directories. */
static char *absolute(const char *path)
{
    return path ? realpath(path, NULL) : strdup("");
}

static bool ask_service(const char *db_path, const struct load_work *work, struct load_applied *out,
                        struct err *err)
{
    char *staged = absolute(work->staged), *folder = absolute(work->facts_folder);
    const char *const args[] = {staged, folder, work->who};
    const struct control_request rq = {.command = LOAD_APPLY_WORD, .args = args, .n_args = 3};
    bool ok =
        staged && folder && control_call(db_path, &rq, print_line, stdout, &out->exit_code, err);

    out->by_service = ok;
    free(staged);
    free(folder);
    return ok;
}

bool load_apply(const char *db_path, const struct load_work *work, moment_t now,
                struct load_applied *out, struct err *err)
{
    struct apply_job job = {.work = work, .now = now};
    struct err why = {0};
    struct store *s;
    bool ok;

    *out = (struct load_applied){0};
    if (!store_open(&s, db_path, STORE_WRITE, &why)) {
        struct err unheard = {0};

        if (why.kind == ERR_BUSY && ask_service(db_path, work, out, &unheard))
            return true;
        return err_set(err, why.kind, "%s%s%s", why.text, unheard.text[0] ? "; " : "",
                       unheard.text);
    }
    ok = store_change(s, run_job, &job, err);
    store_close(s);
    out->rows = job.rows;
    out->facts = job.facts;
    return ok;
}
