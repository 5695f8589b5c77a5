/* load.c - `sizhi load`: builds or updates a register from geodata/.
 *
 * First everything that takes long is done into a file beside the register, then that file goes in
 * as one transaction; so a failure leaves the register as it was, and a running service is asked
 * for the short second part only. */
#include "base/mem.h"
#include "cli/commands.h"
#include "cli/facts_load.h"
#include "cli/load_apply.h"
#include "cli/load_leftovers.h"
#include "cli/load_stage.h"
#include "cli/options.h"
#include "cli/person.h"
#include "store/demo.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static const char USAGE[] = "usage: sizhi load --db FILE [--geodata DIR]\n";

enum { STEPS = 1 + LOAD_STAGE_STEPS + 1 };

struct load {
    const char *db, *geodata;
    struct arena *a;
    struct progress progress;
    struct load_inputs inputs;
    struct load_summary sum;
    const char *facts_folder; /* NULL: there is none */
    struct facts_read facts;
};

static moment_t now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_REALTIME, &t);
    return (moment_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* What of the register was made of just these inputs. */
struct current {
    bool divisions, facts;
    int64_t revision;
};

/* A register that cannot be read (none yet, an older schema) was made of nothing; if something is
 * wrong with it, opening it for writing says so. */
static struct current look(struct load *l)
{
    struct staged_input inputs[LOAD_INPUTS + 1];
    struct current c = {0};
    struct revision r = {0};
    struct store *s;
    size_t n;

    if (access(l->db, F_OK) != 0 || !store_open(&s, l->db, STORE_READ_MORE, NULL))
        return c;
    load_stage_inputs(&l->inputs, l->a, inputs, &n);
    if (store_inputs_match(s, inputs, n, &c.divisions, NULL) &&
        (!l->facts_folder || facts_loaded(s, &l->facts, &c.facts, NULL)) &&
        store_revision(s, l->a, &r, NULL))
        c.revision = r.number;
    else
        c = (struct current){0};
    c.facts = c.facts || !l->facts_folder;
    store_close(s);
    return c;
}

/* Read before anything is done, so that a broken row costs nothing. */
static bool find_facts(struct load *l, struct err *err)
{
    const char *folder = arena_printf(l->a, "%s/facts", l->geodata);

    if (access(folder, F_OK) != 0)
        return true;
    l->facts_folder = folder;
    return facts_read(&l->facts, folder, l->a, err);
}

/* Half a minute of work for a file that cannot be written would be wasted.  A register that is in
 * use is fine: whoever uses it is asked later. */
static bool can_be_written(const char *db, struct err *err)
{
    struct err why = {0};
    struct store *s;

    if (access(db, F_OK) != 0)
        return true;
    if (store_open(&s, db, STORE_WRITE, &why)) {
        bool real = store_demo_refuse(s, err);

        store_close(s);
        if (!real)
            return false;
    }
    return why.kind == ERR_NONE || why.kind == ERR_BUSY || err_set(err, why.kind, "%s", why.text);
}

static void print_summary(const struct load *l)
{
    static const char *const scales[] = {"0.003", "0.015", "0.05"};
    const struct load_summary *sum = &l->sum;

    printf("%s", sum->mendings);
    for (size_t i = 0; i < COUNT(scales); i++)
        printf("outlines at %s degrees: %zu, the farthest off %.0f m\n", scales[i],
               sum->n_outlines[i], sum->deviation_m[i]);
    printf("%zu places: %zu provinces, %zu prefectures, %zu in the layer of counties; %zu boundary "
           "lines%s\n",
           sum->n_places, sum->n_provinces, sum->n_cities, sum->n_counties, sum->n_lines,
           sum->counted ? "; all counts are as expected"
                        : "; not counted: there is no expected_counts.csv");
}

static void print_applied(const struct load *l, const struct load_work *work,
                          const struct load_applied *done)
{
    char line[256];

    if (work->staged)
        print_summary(l);
    if (work->staged && !done->by_service) {
        load_apply_line(&done->rows, line, sizeof line);
        printf("%s: %s\n", l->db, line);
    }
    if (work->facts && !done->by_service) {
        facts_load_line(&done->facts, line, sizeof line);
        printf("%s: %s\n", l->db, line);
    }
}

static bool apply(struct load *l, const char *staged, int *exit_code, struct err *err)
{
    const struct load_work work = {.staged = staged,
                                   .facts_folder = l->facts_folder,
                                   .facts = l->facts_folder ? &l->facts : NULL,
                                   .who = person_here()};
    struct load_applied done;

    progress_step(&l->progress, "into the register");
    if (!load_apply(l->db, &work, now(), &done, err))
        return false;
    progress_end(&l->progress);
    *exit_code = done.by_service ? done.exit_code : CLI_DONE;
    if (*exit_code == CLI_DONE)
        print_applied(l, &work, &done);
    return true;
}

static bool stage_and_apply(struct load *l, int *exit_code, struct err *err)
{
    const char *staged = arena_printf(l->a, "%s.staged-%ld", l->db, (long)getpid());
    bool ok = load_stage(&l->inputs, staged, l->a, &l->progress, &l->sum, err) &&
              apply(l, staged, exit_code, err);

    unlink(staged);
    return ok;
}

static bool run(struct load *l, int *exit_code, struct err *err)
{
    struct current c;

    progress_step(&l->progress, "checking the inputs");
    load_leftovers_remove(l->db);
    if (!load_inputs_find(&l->inputs, l->geodata, l->a, err) || !find_facts(l, err))
        return false;
    c = look(l);
    if (c.divisions && c.facts) {
        progress_end(&l->progress);
        printf("%s: nothing changed (revision %" PRId64 ")\n", l->db, c.revision);
        *exit_code = CLI_DONE;
        return true;
    }
    if (!can_be_written(l->db, err))
        return false;
    return c.divisions ? apply(l, NULL, exit_code, err) : stage_and_apply(l, exit_code, err);
}

int cli_load(int argc, char **argv)
{
    struct load l = {.geodata = "geodata"};
    const struct cli_option options[] = {{"--db", &l.db, NULL, true},
                                         {"--geodata", &l.geodata, NULL, false}};
    struct err err = {0};
    int exit_code = CLI_FAILED;

    if (!cli_options(argc, argv, options, COUNT(options), USAGE))
        return CLI_ASKED_WRONGLY;
    l.a = arena_new();
    l.progress = progress_new(STEPS);
    if (!run(&l, &exit_code, &err)) {
        progress_end(&l.progress);
        fprintf(stderr, "sizhi load: %s\n", err.text);
    }
    if (exit_code == CLI_DONE && !l.facts_folder)
        printf("%s has no folder facts: titles and lists stay as they are\n", l.geodata);
    arena_free(l.a);
    return exit_code;
}
