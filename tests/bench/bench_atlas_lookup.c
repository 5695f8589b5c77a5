/* bench_atlas_lookup.c - lookups a second in this process, no HTTP: bench_atlas_lookup REGISTER.
 *
 * The points lie inside the country, drawn with a fixed seed.  A lookup is what the service does
 * for one: the chain of divisions and the geodesic distance to the nearest edge. */
#include "atlas/atlas.h"
#include "atlas/build.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { POINTS = 20000, SECONDS = 2, MOST_THREADS = 2 };

struct point {
    double lon, lat;
};

struct job {
    const struct atlas *atlas;
    const struct point *points;
    double per_second;
    size_t found; /* keeps the work from being thrown away, and says that it was real */
};

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* xorshift64: the same points on every machine. */
static double unit(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return (double)(*state >> 11) / 9007199254740992.0;
}

static void draw(const struct atlas *a, struct point *points)
{
    const struct box box = atlas_layer_box(a, LAYER_PROVINCES);
    uint64_t state = 20231231;

    for (size_t n = 0; n < POINTS;) {
        points[n].lon = box.min_x + unit(&state) * (box.max_x - box.min_x);
        points[n].lat = box.min_y + unit(&state) * (box.max_y - box.min_y);
        if (atlas_locate(a, points[n].lon, points[n].lat).n > 0)
            n++;
    }
}

static void *look_up(void *arg)
{
    struct job *job = arg;
    double start = now(), passed;
    size_t done = 0;

    do {
        for (size_t i = 0; i < POINTS; i++) {
            struct chain c = atlas_locate(job->atlas, job->points[i].lon, job->points[i].lat);
            job->found += c.n > 0 && c.edge_metres >= 0;
        }
        done += POINTS;
        passed = now() - start;
    } while (passed < SECONDS);
    job->per_second = (double)done / passed;
    return NULL;
}

static bool measure(const struct atlas *a, const struct point *points, size_t n_threads)
{
    struct job jobs[MOST_THREADS];
    pthread_t threads[MOST_THREADS];
    double sum = 0;

    for (size_t i = 0; i < n_threads; i++) {
        jobs[i] = (struct job){.atlas = a, .points = points};
        if (pthread_create(&threads[i], NULL, look_up, &jobs[i]) != 0)
            abort();
    }
    for (size_t i = 0; i < n_threads; i++) {
        pthread_join(threads[i], NULL);
        sum += jobs[i].per_second;
        if (jobs[i].found == 0 || jobs[i].found % POINTS != 0)
            return false;
    }
    printf("lookups per second and thread, %zu at once %8.0f\n", n_threads,
           sum / (double)n_threads);
    return true;
}

int main(int argc, char **argv)
{
    struct store *store = NULL;
    const struct atlas *a = NULL;
    struct point *points = calloc(POINTS, sizeof *points);
    struct err err = {0};
    bool ok = false;

    if (argc != 2 || !points) {
        fprintf(stderr, "usage: bench_atlas_lookup REGISTER\n");
        free(points);
        return 2;
    }
    if (store_open(&store, argv[1], STORE_READ, &err) && atlas_build(store, NULL, &a, &err)) {
        draw(a, points);
        ok = measure(a, points, 1) && measure(a, points, MOST_THREADS);
    } else {
        fprintf(stderr, "bench_atlas_lookup: %s\n", err.text);
    }
    atlas_give(a);
    store_close(store);
    free(points);
    return ok ? 0 : 1;
}
