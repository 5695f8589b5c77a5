/* metrics.c - counters and the latency histogram, in Prometheus text form. */
#include "http/metrics.h"

#include "base/mem.h"

#include <inttypes.h>
#include <stdatomic.h>
#include <stdlib.h>

enum { CLASSES = 6, ALIGN = 64 }; /* 0 (cut), 1xx … 5xx */

static const uint64_t bounds_us[] = {100,   250,    500,    1000,   2500,    5000,    10000,  25000,
                                     50000, 100000, 250000, 500000, 1000000, 2500000, 5000000};
enum { BUCKETS = COUNT(bounds_us) + 1 };

typedef _Atomic uint64_t cell;

struct worker_cells {
    _Alignas(ALIGN) cell buckets[BUCKETS];
    cell microseconds, bytes;
    cell *requests; /* [route][class], the last row for no route */
};

struct metrics {
    unsigned n_workers;
    const struct route *routes;
    size_t n_routes;
    struct worker_cells *workers;
};

struct metrics *metrics_new(unsigned n_workers, const struct route *routes, size_t n_routes)
{
    struct metrics *m = mem_alloc(1, sizeof *m);

    m->n_workers = n_workers;
    m->routes = routes;
    m->n_routes = n_routes;
    m->workers = aligned_alloc(ALIGN, n_workers * sizeof *m->workers);
    if (!m->workers)
        abort();
    for (unsigned w = 0; w < n_workers; w++) {
        m->workers[w] = (struct worker_cells){0};
        m->workers[w].requests = mem_alloc((n_routes + 1) * CLASSES + ALIGN, sizeof(cell));
    }
    return m;
}

void metrics_free(struct metrics *m)
{
    if (!m)
        return;
    for (unsigned w = 0; w < m->n_workers; w++)
        free(m->workers[w].requests);
    free(m->workers);
    free(m);
}

static void add(cell *c, uint64_t n)
{
    atomic_fetch_add_explicit(c, n, memory_order_relaxed);
}

static uint64_t read_cell(const cell *c)
{
    return atomic_load_explicit(c, memory_order_relaxed);
}

void metrics_count(struct metrics *m, unsigned worker, const struct route *route, unsigned status,
                   uint64_t microseconds, uint64_t bytes)
{
    struct worker_cells *w = &m->workers[worker];
    size_t row = route ? (size_t)(route - m->routes) : m->n_routes;
    unsigned class = status / 100 < CLASSES ? status / 100 : 0;
    size_t bucket = 0;

    while (bucket < COUNT(bounds_us) && microseconds > bounds_us[bucket])
        bucket++;
    add(&w->requests[row * CLASSES + class], 1);
    add(&w->buckets[bucket], 1);
    add(&w->microseconds, microseconds);
    add(&w->bytes, bytes);
}

static void write_requests(const struct metrics *m, struct buf *out)
{
    static const char *const methods[] = {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "-"};

    buf_puts(out, "# HELP sizhi_http_requests_total Requests by route, method and class of status "
                  "(cut: no answer was sent).\n# TYPE sizhi_http_requests_total counter\n");
    for (size_t row = 0; row <= m->n_routes; row++) {
        for (unsigned class = 0; class < CLASSES; class ++) {
            uint64_t n = 0;
            for (unsigned w = 0; w < m->n_workers; w++)
                n += read_cell(&m->workers[w].requests[row * CLASSES + class]);
            if (n == 0)
                continue;
            bool none = row == m->n_routes;
            buf_printf(out, "sizhi_http_requests_total{route=\"%s\",method=\"%s\",status=\"",
                       none ? "-" : m->routes[row].path,
                       none ? "-" : methods[m->routes[row].method]);
            if (class == 0)
                buf_puts(out, "cut");
            else
                buf_printf(out, "%uxx", class);
            buf_printf(out, "\"} %" PRIu64 "\n", n);
        }
    }
}

static void write_latency(const struct metrics *m, struct buf *out)
{
    static const char name[] = "sizhi_http_request_seconds";
    uint64_t total = 0, microseconds = 0, bytes = 0;

    buf_printf(out, "# HELP %s From the request line to the last byte handed over.\n", name);
    buf_printf(out, "# TYPE %s histogram\n", name);
    for (size_t b = 0; b < BUCKETS; b++) {
        for (unsigned w = 0; w < m->n_workers; w++)
            total += read_cell(&m->workers[w].buckets[b]);
        if (b < COUNT(bounds_us))
            buf_printf(out, "%s_bucket{le=\"%g\"} %" PRIu64 "\n", name, (double)bounds_us[b] / 1e6,
                       total);
    }
    for (unsigned w = 0; w < m->n_workers; w++) {
        microseconds += read_cell(&m->workers[w].microseconds);
        bytes += read_cell(&m->workers[w].bytes);
    }
    buf_printf(out, "%s_bucket{le=\"+Inf\"} %" PRIu64 "\n", name, total);
    buf_printf(out, "%s_sum %.6f\n%s_count %" PRIu64 "\n", name, (double)microseconds / 1e6, name,
               total);
    buf_printf(out,
               "# HELP sizhi_http_body_bytes_total Bytes of bodies sent.\n"
               "# TYPE sizhi_http_body_bytes_total counter\n"
               "sizhi_http_body_bytes_total %" PRIu64 "\n",
               bytes);
}

void metrics_write(const struct metrics *m, struct buf *out)
{
    write_requests(m, out);
    write_latency(m, out);
}
