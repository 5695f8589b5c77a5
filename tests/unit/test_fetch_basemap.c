/* test_fetch_basemap.c - tiles from a server that is a function here, and a clock that is a number:
 * asked once, kept a day, left alone when it fails. */
#include "base/mem.h"
#include "fetch/basemap.h"
#include "fetch/get.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const char png[] = "\x89PNG\r\n\x1a\n and so on";

struct world {
    struct basemap *b;
    int64_t now;
    _Atomic unsigned n_asked;
    unsigned status; /* 0: no answer at all */
    const char *type, *body;
    char url[256];
    useconds_t takes; /* really */
    int64_t lasts;    /* by the clock here */
};

static bool get(void *arg, const char *url, struct got *out, const char **why)
{
    struct world *w = arg;

    *out = (struct got){.status = w->status};
    atomic_fetch_add(&w->n_asked, 1);
    snprintf(w->url, sizeof w->url, "%s", url);
    usleep(w->takes);
    w->now += w->lasts;
    *why = "no answer";
    if (w->status == 0)
        return false;
    *why = NULL;
    snprintf(out->type, sizeof out->type, "%s", w->type);
    buf_puts(&out->body, w->body);
    return true;
}

static int64_t now(void *arg)
{
    return ((const struct world *)arg)->now;
}

static int setup(void **state)
{
    struct world *w = mem_alloc(1, sizeof *w);
    const struct basemap_options options = {.name = "tianditu",
                                            .url = "http://h/{layer}/{z}/{x}/{y}?tk={token}",
                                            .token = "sesame",
                                            .get = get,
                                            .now = now,
                                            .arg = w};

    *w = (struct world){.now = 1000000, .status = 200, .type = "image/png", .body = png};
    *state = w;
    return basemap_open(&w->b, &options, NULL) ? 0 : -1;
}

static int teardown(void **state)
{
    struct world *w = *state;

    basemap_stop(w->b);
    basemap_close(w->b);
    free(w);
    return 0;
}

static void pass(struct world *w, int seconds)
{
    w->now += (int64_t)seconds * 1000000;
}

static enum err_kind ask(struct world *w, unsigned x)
{
    const struct tile_at at = {.layer = TILE_VEC, .z = 10, .x = x, .y = 3};
    const struct tile *t;
    struct err err = {0};
    bool ok = basemap_tile(w->b, &at, &t, &err);

    assert_int_equal(ok, t != NULL);
    if (t)
        assert_memory_equal(t->body.at, png, sizeof png - 1);
    assert_null(strstr(err.text, "sesame"));
    tile_give(t);
    return err.kind;
}

static bool is_kept(struct world *w, unsigned x)
{
    const struct tile_at at = {.layer = TILE_VEC, .z = 10, .x = x, .y = 3};
    const struct tile *t = basemap_kept(w->b, &at);

    tile_give(t);
    return t != NULL;
}

static void a_tile_is_fetched_once_and_kept_a_day(void **state)
{
    struct world *w = *state;

    assert_false(is_kept(w, 1));
    assert_int_equal(ask(w, 1), ERR_NONE);
    assert_string_equal(w->url, "http://h/vec/10/1/3?tk=sesame");
    pass(w, BASEMAP_FRESH_SECONDS - 1);
    assert_true(is_kept(w, 1));
    assert_int_equal(ask(w, 1), ERR_NONE);
    assert_int_equal(w->n_asked, 1);
    pass(w, 1);
    assert_false(is_kept(w, 1));
    assert_int_equal(ask(w, 1), ERR_NONE);
    assert_int_equal(w->n_asked, 2);
}

static void an_old_tile_is_better_than_none(void **state)
{
    struct world *w = *state;

    ask(w, 1);
    pass(w, BASEMAP_FRESH_SECONDS);
    w->status = 0;
    for (int i = 0; i < 10; i++)
        assert_int_equal(ask(w, 1), ERR_NONE);
    assert_int_equal(w->n_asked, 1 + BASEMAP_FAILURES);
}

static void after_three_failures_nobody_asks_for_a_while_and_then_one(void **state)
{
    struct world *w = *state;

    w->status = 0;
    for (unsigned i = 0; i < 50; i++)
        assert_int_equal(ask(w, i), ERR_UPSTREAM);
    assert_int_equal(w->n_asked, BASEMAP_FAILURES);
    assert_int_equal(basemap_pause(w->b), BASEMAP_PAUSE_SECONDS * 1000);
    pass(w, BASEMAP_PAUSE_SECONDS);
    assert_int_equal(basemap_pause(w->b), 0);
    for (unsigned i = 0; i < 50; i++)
        assert_int_equal(ask(w, i), ERR_UPSTREAM);
    assert_int_equal(w->n_asked, BASEMAP_FAILURES + 1);
    pass(w, BASEMAP_PAUSE_SECONDS);
    w->status = 200;
    for (unsigned i = 0; i < 50; i++)
        assert_int_equal(ask(w, i), ERR_NONE);
}

static void one_that_was_waited_for_in_vain_is_enough(void **state)
{
    struct world *w = *state;

    w->status = 0;
    w->lasts = 3000000;
    assert_int_equal(ask(w, 1), ERR_UPSTREAM);
    assert_int_equal(ask(w, 2), ERR_UPSTREAM);
    assert_int_equal(w->n_asked, 1);
}

static void one_success_forgives_the_failures_before(void **state)
{
    struct world *w = *state;

    for (unsigned i = 0; i < 20; i++) {
        w->status = i % 3 == 2 ? 200 : 503;
        assert_int_equal(ask(w, i), i % 3 == 2 ? ERR_NONE : ERR_UPSTREAM);
    }
    assert_int_equal(w->n_asked, 20);
}

static void a_tile_that_is_not_there_is_no_failure(void **state)
{
    struct world *w = *state;

    w->status = 404;
    for (unsigned i = 0; i < 10; i++)
        assert_int_equal(ask(w, i), ERR_NOT_FOUND);
    assert_int_equal(w->n_asked, 10);
}

static void only_pictures_pass(void **state)
{
    static const struct {
        unsigned status;
        const char *type, *body;
        enum err_kind kind;
    } rows[] = {
        {200, "image/png", png, ERR_NONE},
        {200, "text/html", png, ERR_UPSTREAM},
        {200, "image/svg+xml", "<svg/>", ERR_UPSTREAM},
        {200, "image/png", "<html>", ERR_UPSTREAM},
        {200, "image/png", "", ERR_UPSTREAM},
        {200, "", png, ERR_UPSTREAM},
        {302, "image/png", png, ERR_UPSTREAM},
        {403, "image/png", png, ERR_UPSTREAM},
        {418, "image/png", png, ERR_UPSTREAM},
        {500, "image/png", png, ERR_UPSTREAM},
    };
    struct world *w = *state;

    for (unsigned i = 0; i < COUNT(rows); i++) {
        w->status = rows[i].status;
        w->type = rows[i].type;
        w->body = rows[i].body;
        assert_int_equal(ask(w, i), rows[i].kind);
        pass(w, BASEMAP_PAUSE_SECONDS);
    }
    assert_int_equal(w->n_asked, COUNT(rows));
}

static void *ask_one(void *arg)
{
    return (void *)(uintptr_t)ask(arg, 7);
}

static void crowd(struct world *w, enum err_kind wanted)
{
    pthread_t threads[12];

    w->takes = 60000;
    for (size_t i = 0; i < COUNT(threads); i++)
        assert_int_equal(pthread_create(&threads[i], NULL, ask_one, w), 0);
    for (size_t i = 0; i < COUNT(threads); i++) {
        void *kind;
        pthread_join(threads[i], &kind);
        assert_int_equal((uintptr_t)kind, wanted);
    }
}

static void many_who_want_one_tile_ask_for_it_once(void **state)
{
    struct world *w = *state;

    crowd(w, ERR_NONE);
    assert_int_equal(w->n_asked, 1);
}

static void many_who_want_a_tile_share_its_failure(void **state)
{
    struct world *w = *state;

    w->status = 0;
    crowd(w, ERR_UPSTREAM);
    assert_in_range(w->n_asked, 1, BASEMAP_FAILURES); /* who came late may have asked anew */
}

static void what_is_counted_names_no_token(void **state)
{
    struct world *w = *state;
    struct buf out = {0};

    ask(w, 1);
    ask(w, 1);
    w->status = 404;
    ask(w, 2);
    basemap_metrics(w->b, &out);
    assert_non_null(strstr(out.data, "{how=\"fetched\"} 1\n"));
    assert_non_null(strstr(out.data, "{how=\"kept\"} 1\n"));
    assert_non_null(strstr(out.data, "{how=\"missing\"} 1\n"));
    assert_null(strstr(out.data, "sesame"));
    buf_free(&out);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_tile_is_fetched_once_and_kept_a_day),
        CASE(an_old_tile_is_better_than_none),
        CASE(after_three_failures_nobody_asks_for_a_while_and_then_one),
        CASE(one_that_was_waited_for_in_vain_is_enough),
        CASE(one_success_forgives_the_failures_before),
        CASE(a_tile_that_is_not_there_is_no_failure),
        CASE(only_pictures_pass),
        CASE(many_who_want_one_tile_ask_for_it_once),
        CASE(many_who_want_a_tile_share_its_failure),
        CASE(what_is_counted_names_no_token),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
