/* test_api_kept.c - what is kept and what a copy is recognised by: bodies that serve many, and the
 * words that make an entity tag. */
#include "answers.h"

#include "atlas/recent.h"

static size_t memory_of(struct house *h)
{
    const struct atlas *a = atlas_take(h->service.holder);
    size_t n = atlas_memory(a);

    atlas_give(a);
    return n;
}

static const void *body_of(struct house *h, const char *target, const struct how *how)
{
    struct asked q;
    const void *at;

    ask_how(&q, h, target, how);
    assert_int_equal(q.rp.status, 200);
    at = q.rp.body[ENC_IDENTITY].at;
    asked_done(&q);
    return at;
}

/* ---- whole layers ---- */

#define WHOLE "/ogc/collections/counties/items?limit=10000"

static void a_whole_layer_is_made_once(void **state)
{
    struct house h = house_open(state);
    struct asked q;

    ask(&q, &h, WHOLE);
    assert_true(q.rp.owned == NULL && house_holders(&h) == 1); /* held until it is sent */
    assert_non_null(q.rp.body[ENC_GZIP].at);
    assert_non_null(q.rp.body[ENC_BR].at);
    assert_ptr_equal(body_of(&h, WHOLE, &(struct how){0}), q.rp.body[ENC_IDENTITY].at);
    assert_ptr_equal(body_of(&h, WHOLE "0", &(struct how){0}), q.rp.body[ENC_IDENTITY].at);
    asked_done(&q);
    assert_int_equal(house_holders(&h), 0);
    house_close(&h);
}

static void a_revision_that_leaves_the_divisions_alone_keeps_it(void **state)
{
    struct house h = house_open(state);
    struct asked before, same, other;

    ask(&before, &h, WHOLE);
    small_put_titles(h.store, 1, MORE_TITLES_AT);
    house_publish(&h);
    ask(&same, &h, WHOLE);
    assert_ptr_equal(same.rp.body[ENC_BR].at, before.rp.body[ENC_BR].at);
    assert_int_equal(same.rp.revision, before.rp.revision + 1);
    small_rename(h.store, *state, 'b', "海甸区", MORE_TITLES_AT + 1);
    house_publish(&h);
    ask(&other, &h, WHOLE);
    assert_true(says(&other, "海甸区") && !says(&other, "海淀区"));
    assert_true(says(&before, "海淀区")); /* still whole, while somebody sends it */
    asked_done(&other);
    asked_done(&same);
    asked_done(&before);
    house_close(&h);
}

static const char *header_of(const struct asked *q, const char *name)
{
    for (size_t i = 0; i < q->rp.n_headers; i++) {
        if (strcmp(q->rp.headers[i].name, name) == 0)
            return q->rp.headers[i].value;
    }
    return "";
}

static void outlines_of_a_revision_are_kept_for_good(void **state)
{
    struct house h = house_open(state);
    struct asked old, now;

    ask(&old, &h, "/geo/2/counties/110000?detail=3");
    assert_int_equal(old.rp.status, 200);
    assert_non_null(strstr(old.rp.cache_control, "immutable"));
    assert_true(says(&old, "海淀区") && !says(&old, "440"));
    small_put_titles(h.store, 1, MORE_TITLES_AT);
    house_publish(&h);
    ask(&now, &h, "/geo/2/counties/110000?detail=3");
    assert_int_equal(now.rp.status, 307);
    assert_false(now.rp.cacheable);
    assert_string_equal(header_of(&now, "Location"), "/geo/3/counties/110000?detail=3");
    asked_done(&now);
    ask(&now, &h, "/geo/3/counties/110000?detail=3");
    assert_ptr_equal(now.rp.body[ENC_BR].at, old.rp.body[ENC_BR].at); /* made once */
    asked_done(&now);
    asked_done(&old);
    assert_int_equal(house_holders(&h), 0);
    house_close(&h);
}

/* Whatever a stranger may write differently must not be one more body to keep. */
static void strangers_cannot_fill_the_memory(void **state)
{
    static const char *const never[] = {
        "/ogc/collections/counties/items?limit=%d&province=440000&simplify=0.05",
        "/ogc/collections/counties/items?limit=1%d&lang=zh",
        "/ogc/collections/counties/items?limit=10000&offset=%d",
        "/ogc/collections/counties/items?limit=10000&bbox=110,30,112.%d,32",
        "/ogc/collections/counties/items?limit=10000&datetime=2%d-01-01",
        "/ogc/collections/counties/items?limit=10000&province=11%d8", /* one is a district */
        "/ogc/collections/titled-places/items?limit=10000&holder=44%d0",
    };
    struct house h = house_open(state);
    size_t before;

    body_of(&h, WHOLE, &(struct how){0});
    before = memory_of(&h);
    for (size_t i = 0; i < COUNT(never); i++) {
        for (int k = 100; k < 130; k++) {
            char target[128], *at;

            snprintf(target, sizeof target, "%.*s%03d%s", (int)(strchr(never[i], '%') - never[i]),
                     never[i], k % 1000, strchr(never[i], '%') + 2);
            at = strstr(target, "holder=44");
            if (at)
                memcpy(at, "holder=44010", 12);
            struct asked q;
            ask(&q, &h, target);
            asked_done(&q);
        }
    }
    for (int i = 0; i < 30; i++) {
        char host[64];

        snprintf(host, sizeof host, "http://host%d.example", i);
        body_of(&h, WHOLE, &(struct how){.host = host});
    }
    body_of(&h, WHOLE, &(struct how){.lang = LANG_EN});
    body_of(&h, "/ogc/collections/counties/items?limit=10000&f=html", &(struct how){0});
    assert_int_equal(memory_of(&h), before);
    house_close(&h);
}

static void a_public_address_is_kept_as_well(void **state)
{
    struct house h = house_open(state);
    const struct how from_outside = {.host = "https://sizhi.example"};
    struct asked q;

    h.service.public_url = "https://sizhi.example";
    ask_how(&q, &h, WHOLE, &from_outside);
    assert_null(q.rp.owned);
    assert_true(says(&q, "https://sizhi.example/ogc/collections/counties"));
    assert_true(!says(&q, OWN_URL));
    asked_done(&q);
    house_close(&h);
}

/* ---- the titles of a day ---- */

#define TITLED "/ogc/collections/titled-places/items?limit=10000"

static void the_titles_of_a_day_are_made_once_a_revision(void **state)
{
    struct house h = house_open(state);
    struct asked first, same, next;

    ask(&first, &h, TITLED "&datetime=2023-06-01");
    assert_true(first.rp.owned == NULL && house_holders(&h) == 1); /* held until it is sent */
    ask(&same, &h, TITLED "&datetime=2023-06-01&f=json");
    assert_ptr_equal(same.rp.body[ENC_IDENTITY].at, first.rp.body[ENC_IDENTITY].at);
    assert_string_equal(same.rp.etag_key, first.rp.etag_key);
    small_put_titles(h.store, 1, MORE_TITLES_AT);
    house_publish(&h);
    ask(&next, &h, TITLED "&datetime=2023-06-01");
    assert_int_equal(next.rp.revision, first.rp.revision + 1);
    assert_ptr_not_equal(next.rp.body[ENC_IDENTITY].at, first.rp.body[ENC_IDENTITY].at);
    assert_ptr_equal(body_of(&h, TITLED "&datetime=2023-06-01", &(struct how){0}),
                     next.rp.body[ENC_IDENTITY].at);
    asked_done(&next);
    asked_done(&same);
    assert_true(says(&first, "FeatureCollection")); /* of the old revision, still whole */
    asked_done(&first);
    assert_int_equal(house_holders(&h), 0);
    house_close(&h);
}

/* What is kept has the bytes of what is made anew: lang= says nothing that was not meant. */
static void what_is_kept_is_what_would_be_made(void **state)
{
    static const char *const questions[] = {TITLED, TITLED "&datetime=2023-06-01",
                                            TITLED "&datetime=2021-01-01",
                                            TITLED "&simplify=0.05&datetime=2024-02-01"};
    struct house h = house_open(state);

    for (size_t i = 0; i < COUNT(questions); i++) {
        struct asked kept, made;
        char target[128];
        struct buf text = {0};

        snprintf(target, sizeof target, "%s&lang=zh", questions[i]);
        ask(&kept, &h, questions[i]);
        ask(&made, &h, target);
        assert_true(kept.rp.owned == NULL && made.rp.owned != NULL);
        assert_string_equal(kept.rp.etag_key, made.rp.etag_key);
        assert_string_equal(kept.rp.type, made.rp.type);
        assert_int_equal(kept.rp.revision, made.rp.revision);
        for (const char *s = made.rp.owned; s && *s;) {
            bool said = strncmp(s, "&lang=zh", 8) == 0;
            if (!said)
                buf_putc(&text, *s);
            s += said ? 8 : 1;
        }
        assert_int_equal(kept.rp.body[ENC_IDENTITY].size, text.len);
        assert_memory_equal(kept.rp.body[ENC_IDENTITY].at, text.data, text.len);
        buf_free(&text);
        asked_done(&made);
        asked_done(&kept);
    }
    house_close(&h);
}

/* Without a day, status and days left are today's. */
static void tomorrow_is_another_body(void **state)
{
    struct house h = house_open(state);
    struct asked today, tomorrow;

    ask_how(&today, &h, TITLED, &(struct how){.today = TODAY});
    ask_how(&tomorrow, &h, TITLED, &(struct how){.today = TODAY + 1});
    assert_true(!today.rp.owned && !tomorrow.rp.owned);
    assert_ptr_not_equal(today.rp.body[0].at, tomorrow.rp.body[0].at);
    assert_string_not_equal(today.rp.etag_key, tomorrow.rp.etag_key);
    asked_done(&tomorrow);
    asked_done(&today);
    house_close(&h);
}

/* Days can be asked about without end, pages and filters too: they are answered all the same. */
static void no_number_of_days_takes_more_than_a_few(void **state)
{
    static const char *const never[] = {TITLED "&datetime=2023-06-01T00:00:00Z",
                                        TITLED "&datetime=2023-06-01/2023-06-01",
                                        TITLED "&datetime=2023-06-01/..",
                                        TITLED "&kind=demo-city",
                                        TITLED "&bbox=73,3,136,54",
                                        TITLED "&offset=1",
                                        TITLED "&f=html",
                                        "/ogc/collections/titled-places/items?limit=9999"};
    struct house h = house_open(state);
    size_t one, all;

    body_of(&h, WHOLE, &(struct how){0});
    one = memory_of(&h);
    body_of(&h, TITLED "&datetime=2023-06-01", &(struct how){0});
    one = memory_of(&h) - one;
    all = memory_of(&h) + 20 * one;
    for (int i = 0; i < 300; i++) {
        char target[128];

        snprintf(target, sizeof target, TITLED "&datetime=2023-%02d-%02d", 1 + i % 12, 1 + i % 28);
        body_of(&h, target, &(struct how){0});
    }
    assert_true(one > 0 && memory_of(&h) < all);
    all = memory_of(&h);
    for (size_t i = 0; i < COUNT(never); i++) {
        struct asked q;

        ask(&q, &h, never[i]);
        assert_true(q.rp.status == 200 && q.rp.owned != NULL);
        asked_done(&q);
    }
    assert_int_equal(memory_of(&h), all);
    house_close(&h);
}

/* Slow readers of many days: whoever finds all places taken is answered as before. */
static void with_all_on_loan_answers_are_made_anew(void **state)
{
    enum { DAYS = 12 };
    struct house h = house_open(state);
    struct asked asked[DAYS];
    int n_made = 0;

    for (int i = 0; i < DAYS; i++) {
        char target[128];

        snprintf(target, sizeof target, TITLED "&datetime=2023-%02d-01", 1 + i);
        ask(&asked[i], &h, target);
        assert_int_equal(asked[i].rp.status, 200);
        assert_true(says(&asked[i], target));
        n_made += asked[i].rp.owned != NULL;
    }
    assert_int_equal(n_made, DAYS - RECENT_MAX);
    for (int i = 0; i < DAYS; i++)
        asked_done(&asked[i]);
    assert_int_equal(house_holders(&h), 0);
    house_close(&h);
}

/* ---- entity tags ---- */

/* What the tag would be made of; answer.c adds the encoding. */
static void tag_of(struct house *h, const char *target, const struct how *how, char out[128])
{
    struct asked q;

    ask_how(&q, h, target, how);
    assert_int_equal(q.rp.status, 200);
    assert_true(q.rp.cacheable);
    assert_true(q.rp.etag_key || q.rp.revision >= 0);
    if (q.rp.etag_key)
        snprintf(out, 128, "%s", q.rp.etag_key);
    else
        snprintf(out, 128, "%lld-%d-%s", (long long)q.rp.revision, q.rq.lang, q.rp.type);
    asked_done(&q);
}

static const char *const tagged[] = {
    "/api/v1/lookup?lon=110.5&lat=30.5",
    "/api/v1/places?q=hd",
    "/api/v1/places/110108",
    "/api/v1/places/110108/eligibility",
    "/api/v1/eligibility?place=110108&track=demo-city",
    "/api/v1/eligible?track=demo-city",
    "/api/v1/titles",
    "/api/v1/rosters",
    "/api/v1/rounds",
    "/api/v1/rounds/2023/quotas",
    "/api/v1/calendar.json",
    "/api/v1/calendar.ics",
    "/ogc/collections",
    "/ogc/collections/titled-places",
    "/ogc/collections/counties/items?limit=1",
    "/ogc/collections/titled-places/items",
    "/ogc/collections/titled-places/items?limit=10000",
    "/ogc/collections/titled-places/items/1",
};

/* The same address may have other bytes on another day, in another language, in another form, of
 * another revision: then the tag is another one too. */
static void other_bytes_have_another_tag(void **state)
{
    static const struct how hows[] = {
        {.today = TODAY},
        {.today = TODAY + 1},
        {.lang = LANG_EN},
        {.accept = "text/html"},
        {.accept = "text/html", .today = TODAY + 1},
        {.accept = "text/html", .lang = LANG_EN},
        {.accept = "text/csv"},
    };
    struct house h = house_open(state);

    for (size_t i = 0; i < COUNT(tagged); i++) {
        struct asked asked[COUNT(hows)];
        char tags[COUNT(hows)][128];

        for (size_t k = 0; k < COUNT(hows); k++) {
            ask_how(&asked[k], &h, tagged[i], &hows[k]);
            tag_of(&h, tagged[i], &hows[k], tags[k]);
            for (size_t j = 0; j < k; j++) {
                struct bytes p = asked[j].rp.body[ENC_IDENTITY], q = asked[k].rp.body[ENC_IDENTITY];
                bool same = p.size == q.size && memcmp(p.at, q.at, p.size) == 0;
                if (!same && strcmp(tags[j], tags[k]) == 0)
                    fail_msg("%s: other bytes (%zu, %zu) under the same tag %s", tagged[i], j, k,
                             tags[k]);
            }
        }
        for (size_t k = 0; k < COUNT(hows); k++)
            asked_done(&asked[k]);
    }
    house_close(&h);
}

static void another_revision_has_another_tag(void **state)
{
    struct house h = house_open(state);
    char before[COUNT(tagged)][128], after[128];

    for (size_t i = 0; i < COUNT(tagged); i++)
        tag_of(&h, tagged[i], &(struct how){0}, before[i]);
    /* The same question of the same revision has the same tag. */
    for (size_t i = 0; i < COUNT(tagged); i++) {
        tag_of(&h, tagged[i], &(struct how){0}, after);
        assert_string_equal(before[i], after);
    }
    small_put_titles(h.store, 2, MORE_TITLES_AT);
    house_publish(&h);
    for (size_t i = 0; i < COUNT(tagged); i++) {
        tag_of(&h, tagged[i], &(struct how){0}, after);
        if (strcmp(before[i], after) == 0)
            fail_msg("%s: the tag %s stays though the revision moved", tagged[i], after);
    }
    house_close(&h);
}

static void the_same_question_has_the_same_bytes(void **state)
{
    struct house h = house_open(state);

    for (size_t i = 0; i < COUNT(tagged); i++) {
        struct asked a, b;

        ask(&a, &h, tagged[i]);
        ask(&b, &h, tagged[i]);
        assert_int_equal(a.rp.body[0].size, b.rp.body[0].size);
        assert_memory_equal(a.rp.body[0].at, b.rp.body[0].at, a.rp.body[0].size);
        asked_done(&b);
        asked_done(&a);
    }
    house_close(&h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_SMALL(a_whole_layer_is_made_once),
        WITH_SMALL(a_revision_that_leaves_the_divisions_alone_keeps_it),
        WITH_SMALL(outlines_of_a_revision_are_kept_for_good),
        WITH_SMALL(strangers_cannot_fill_the_memory),
        WITH_SMALL(a_public_address_is_kept_as_well),
        WITH_SMALL(the_titles_of_a_day_are_made_once_a_revision),
        WITH_SMALL(what_is_kept_is_what_would_be_made),
        WITH_SMALL(tomorrow_is_another_body),
        WITH_SMALL(no_number_of_days_takes_more_than_a_few),
        WITH_SMALL(with_all_on_loan_answers_are_made_anew),
        WITH_SMALL(other_bytes_have_another_tag),
        WITH_SMALL(another_revision_has_another_tag),
        WITH_SMALL(the_same_question_has_the_same_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
