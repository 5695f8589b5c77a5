/* demo.c - `sizhi demo`: a register of its own, made up from a seed on the real boundaries.
 *
 * It is made beside its place and put there when it is whole, so that what is half made is never
 * served.  Days are counted back from today; the same seed on the same day makes the same. */
#include "store/demo.h"
#include "base/mem.h"
#include "base/secret.h"
#include "cli/commands.h"
#include "cli/demo_world.h"
#include "cli/load_apply.h"
#include "cli/load_stage.h"
#include "cli/options.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const char USAGE[] = "usage: sizhi demo --db FILE [--seed N] [--geodata DIR]\n";

enum { PASSWORD_TEXT = 24, BEGINS = 600 /* days ago */ };

struct making {
    const char *db, *seed_text, *geodata, *making;
    struct arena *a;
    struct demo d;
    int64_t seed;
    char password[PASSWORD_TEXT], stored[PASSWORD_STORED];
};

static moment_t now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_REALTIME, &t);
    return (moment_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static bool read_seed(struct making *m, struct err *err)
{
    size_t len = m->seed_text ? strlen(m->seed_text) : 0;

    m->seed = 1;
    if (!m->seed_text)
        return true;
    if (len == 0 || len > 15 || strspn(m->seed_text, "0123456789") != len)
        return err_set(err, ERR_BAD_PARAMETER, "--seed %.40s: a whole number is meant",
                       m->seed_text);
    m->seed = strtoll(m->seed_text, NULL, 10);
    return true;
}

/* One for all accounts, new with every register: the seed must not give it away. */
static bool make_password(struct making *m, struct err *err)
{
    char token[TOKEN_TEXT];

    token_make(token);
    snprintf(m->password, sizeof m->password, "demo-%.14s", token);
    return password_store(m->password, m->stored, err);
}

/* ---- the ground ---- */

static bool mark_job(struct store *s, void *arg, struct err *err)
{
    const struct making *m = arg;
    const struct act_by by = {.command = "cli:demo", .now = m->d.clock};

    return store_demo_begin(s, m->seed, &by, err);
}

static bool mark(struct making *m, struct err *err)
{
    struct store *s;
    bool ok;

    if (!store_open(&s, m->making, STORE_WRITE, err))
        return false;
    ok = store_change(s, mark_job, m, err);
    store_close(s);
    return ok;
}

static bool lay_ground(struct making *m, struct err *err)
{
    const char *staged = arena_printf(m->a, "%s.staged", m->making);
    struct progress progress = progress_new(1 + LOAD_STAGE_STEPS);
    struct load_inputs inputs;
    struct load_summary summary;
    struct load_applied done;
    const struct load_work work = {.staged = staged, .who = "sizhi demo", .for_demo = true};
    bool ok;

    progress_step(&progress, "checking the inputs");
    ok = load_inputs_find(&inputs, m->geodata, m->a, err) &&
         load_stage(&inputs, staged, m->a, &progress, &summary, err) &&
         load_apply(m->making, &work, m->d.clock, &done, err);
    progress_end(&progress);
    unlink(staged);
    return ok;
}

/* ---- what happens on it ---- */

static const struct {
    int days; /* before the end; 0: on the same day as the one before */
    bool (*part)(struct demo *d, struct err *err);
} story[] = {
    {592, demo_rounds},        {560, demo_tracks_begin}, {0, demo_zones_begin},
    {551, demo_tracks_decide}, {0, demo_zones_decide},   {530, demo_directories},
    {480, demo_plans},         {400, demo_plans},        {200, demo_years},
    {12, demo_tracks_lately},  {3, demo_tracks_now},     {0, demo_zones_now},
};

static bool some_more_people(struct demo *d, struct err *err)
{
    const struct person *unused;

    return demo_person(d, ROLE_NATIONAL, NULL, &unused, err) &&
           demo_person(d, ROLE_EXPERT, NULL, &unused, err) &&
           demo_person(d, ROLE_OPERATOR, NULL, &unused, err);
}

static bool story_job(struct store *s, void *arg, struct err *err)
{
    struct making *m = arg;
    struct demo *d = &m->d;
    struct division *places;

    d->s = s;
    d->a = m->a;
    d->password = m->stored;
    d->chance = (uint64_t)m->seed;
    if (!store_divisions(s, m->a, &places, &d->n_places, err))
        return false;
    d->places = places;
    demo_day(d, BEGINS - 4);
    if (!some_more_people(d, err))
        return false;
    for (size_t i = 0; i < COUNT(story); i++) {
        if (story[i].days)
            demo_day(d, story[i].days);
        if (!story[i].part(d, err))
            return false;
    }
    return true;
}

static bool tell_story(struct making *m, struct err *err)
{
    struct store *s;
    bool ok;

    if (!store_open(&s, m->making, STORE_WRITE, err))
        return false;
    ok = store_change(s, story_job, m, err);
    store_close(s);
    return ok;
}

/* ---- all of it ---- */

static void sweep(const char *path)
{
    static const char *const endings[] = {"", "-wal", "-shm", ".lock", ".staged"};
    char name[4200];

    for (size_t i = 0; i < COUNT(endings); i++) {
        snprintf(name, sizeof name, "%s%s", path, endings[i]);
        unlink(name);
    }
}

static bool put_in_place(struct making *m, struct err *err)
{
    char lock[4200];

    if (rename(m->making, m->db) != 0)
        return err_set(err, ERR_INTERNAL, "%s could not be put in its place", m->db);
    snprintf(lock, sizeof lock, "%s.lock", m->making);
    unlink(lock);
    return true;
}

static bool make(struct making *m, struct err *err)
{
    if (access(m->db, F_OK) == 0)
        return err_set(err, ERR_CONFLICT,
                       "%s is there already; take it away first, or name another file", m->db);
    m->making = arena_printf(m->a, "%s.making", m->db);
    sweep(m->making);
    m->d.end = now();
    m->d.clock = m->d.end - (moment_t)BEGINS * 24 * DEMO_HOUR;
    bool ok = make_password(m, err) && mark(m, err) && lay_ground(m, err) && tell_story(m, err) &&
              put_in_place(m, err);
    if (!ok)
        sweep(m->making);
    return ok;
}

static void print_people(const struct making *m)
{
    static const struct {
        enum role role;
        const char *code;
    } shown[] = {{ROLE_NATIONAL, NULL},  {ROLE_PROVINCE, "320000"}, {ROLE_CITY, NULL},
                 {ROLE_APPLICANT, NULL}, {ROLE_EXPERT, NULL},       {ROLE_OPERATOR, NULL}};

    for (size_t i = 0; i < COUNT(shown); i++) {
        for (size_t k = 0; k < m->d.n_people; k++) {
            const struct person *p = &m->d.people[k];

            if (p->role != shown[i].role || (shown[i].code && strcmp(p->unit, shown[i].code) != 0))
                continue;
            printf("  %-24s %s\n", p->name, role_label(p->role, true));
            break;
        }
    }
    printf("The password of all %zu accounts: %s\n", m->d.n_people, m->password);
}

int cli_demo(int argc, char **argv)
{
    struct making *m = mem_alloc(1, sizeof *m);
    const struct cli_option options[] = {{"--db", &m->db, NULL, true},
                                         {"--seed", &m->seed_text, NULL, false},
                                         {"--geodata", &m->geodata, NULL, false}};
    struct err err = {0};
    int code = CLI_ASKED_WRONGLY;

    m->geodata = "geodata";
    m->a = arena_new();
    if (cli_options(argc, argv, options, COUNT(options), USAGE)) {
        code = CLI_FAILED;
        if (read_seed(m, &err) && make(m, &err)) {
            printf("%s: 演示数据 demonstration data, seed %" PRId64 "; sign in as\n", m->db,
                   m->seed);
            print_people(m);
            code = CLI_DONE;
        } else {
            fprintf(stderr, "sizhi demo: %s\n", err.text);
        }
    }
    secret_wipe(m->password, sizeof m->password);
    arena_free(m->a);
    free(m);
    return code;
}
