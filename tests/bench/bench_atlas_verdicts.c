/* bench_atlas_verdicts.c - verdicts a second in this process, no HTTP: bench_atlas_verdicts
 * REGISTER.
 *
 * Every place that some unit recommends is judged on every track on a day when two lists of a kind
 * run, which is when most is to be looked at.  What is measured is the rules: the place is fetched
 * from the picture, nothing is written down. */
#include "atlas/build.h"
#include "atlas/titles.h"
#include "domain/eligibility.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { SECONDS = 2, MOST_THREADS = 2 };

struct job {
    const struct atlas *atlas;
    date_t on;
    double per_second;
    size_t
        verdicts[VERDICTS]; /* keeps the work from being thrown away, and says that it was real */
};

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* Returns how many there were. */
static size_t judge_all(struct job *job, const struct view *v)
{
    size_t n = atlas_n_places(job->atlas), done = 0;

    for (size_t i = 0; i < n; i++) {
        struct holder holder = atlas_place_holder(job->atlas, (int)i);

        for (int track = 0; holder.unit && track < TRACKS; track++) {
            struct question q = {.track = (enum title_kind)track, .on = job->on};
            struct eligibility e;

            eligibility_assess(v, &holder, &q, &e);
            job->verdicts[e.verdict]++;
            done++;
        }
    }
    return done;
}

static void *judge(void *arg)
{
    struct job *job = arg;
    struct arena *a = arena_new();
    struct view v = atlas_view(job->atlas, MOMENT_NONE, a);
    double start = now(), passed;
    size_t done = 0;

    do {
        done += judge_all(job, &v);
        passed = now() - start;
    } while (passed < SECONDS);
    job->per_second = (double)done / passed;
    arena_free(a);
    return NULL;
}

static bool measure(const struct atlas *a, size_t n_threads)
{
    struct job jobs[MOST_THREADS];
    pthread_t threads[MOST_THREADS];
    double sum = 0;

    for (size_t i = 0; i < n_threads; i++) {
        jobs[i] = (struct job){.atlas = a, .on = date_from_civil(2024, 2, 1)};
        if (pthread_create(&threads[i], NULL, judge, &jobs[i]) != 0)
            abort();
    }
    for (size_t i = 0; i < n_threads; i++) {
        pthread_join(threads[i], NULL);
        sum += jobs[i].per_second;
        if (jobs[i].verdicts[VERDICT_UNDETERMINED] == 0 ||
            jobs[i].verdicts[VERDICT_NOT_ELIGIBLE] == 0)
            return false;
    }
    printf("verdicts per second and thread, %zu at once %8.0f\n", n_threads,
           sum / (double)n_threads);
    return true;
}

int main(int argc, char **argv)
{
    struct store *store = NULL;
    const struct atlas *a = NULL;
    struct err err = {0};
    bool ok = false;

    if (argc != 2) {
        fprintf(stderr, "usage: bench_atlas_verdicts REGISTER\n");
        return 2;
    }
    if (store_open(&store, argv[1], STORE_READ, &err) && atlas_build(store, NULL, &a, &err)) {
        ok = measure(a, 1) && measure(a, MOST_THREADS);
        if (!ok)
            fprintf(stderr, "bench_atlas_verdicts: the register holds no titles\n");
    } else {
        fprintf(stderr, "bench_atlas_verdicts: %s\n", err.text);
    }
    atlas_give(a);
    store_close(store);
    return ok ? 0 : 1;
}
