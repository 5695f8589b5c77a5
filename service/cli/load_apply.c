/* load_apply.c - one job, run by whoever has the only connection that writes. */
#include "cli/load_apply.h"

#include "cli/commands.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

struct apply_job {
    const char *staged_path;
    struct revision revision;
    struct applied rows;
};

static struct apply_job job_for(const char *staged_path, moment_t now)
{
    return (struct apply_job){
        .staged_path = staged_path,
        .revision = {.recorded = now,
                     .what = "divisions",
                     .why = "sizhi load",
                     .source =
                         "国家地理信息公共服务平台（天地图）行政区划边界；民政部行政区划代码"},
    };
}

static bool run_job(struct store *s, void *arg, struct err *err)
{
    struct apply_job *job = arg;

    return store_apply_staged(s, job->staged_path, &job->revision, &job->rows, err);
}

void load_apply_line(const struct applied *rows, char *out, size_t size)
{
    if (rows->changed)
        snprintf(out, size, "revision %" PRId64 ": %zu rows new or changed, %zu removed",
                 rows->revision, rows->put, rows->removed);
    else
        snprintf(out, size, "nothing changed (revision %" PRId64 ")", rows->revision);
}

int load_apply_request(struct writer *w, const struct control_request *rq,
                       struct control_answer *answer, moment_t now)
{
    struct err err = {0};
    struct apply_job job;
    char line[128];

    if (rq->n_args != 1 || rq->args[0][0] != '/') {
        control_say(answer, "%s wants one absolute path", LOAD_APPLY_WORD);
        return CLI_ASKED_WRONGLY;
    }
    job = job_for(rq->args[0], now);
    if (!writer_submit(w, run_job, &job, &err)) {
        control_say(answer, "%s", err.text);
        return CLI_FAILED;
    }
    load_apply_line(&job.rows, line, sizeof line);
    control_say(answer, "%s", line);
    return CLI_DONE;
}

static void print_line(void *arg, const char *line)
{
    fprintf(arg, "%s\n", line);
}

static bool ask_service(const char *db_path, const char *staged_path, struct load_applied *out,
                        struct err *err)
{
    char *absolute = realpath(staged_path, NULL);
    const char *const args[] = {absolute};
    const struct control_request rq = {.command = LOAD_APPLY_WORD, .args = args, .n_args = 1};
    bool ok = absolute && control_call(db_path, &rq, print_line, stdout, &out->exit_code, err);

    out->by_service = ok;
    free(absolute);
    return ok;
}

bool load_apply(const char *db_path, const char *staged_path, moment_t now,
                struct load_applied *out, struct err *err)
{
    struct apply_job job = job_for(staged_path, now);
    struct err why = {0};
    struct store *s;
    bool ok;

    *out = (struct load_applied){0};
    if (!store_open(&s, db_path, STORE_WRITE, &why)) {
        struct err unheard = {0};

        if (why.kind == ERR_BUSY && ask_service(db_path, staged_path, out, &unheard))
            return true;
        return err_set(err, why.kind, "%s%s%s", why.text, unheard.text[0] ? "; " : "",
                       unheard.text);
    }
    ok = store_change(s, run_job, &job, err);
    store_close(s);
    out->rows = job.rows;
    return ok;
}
