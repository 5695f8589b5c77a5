/* A published draw read back and done again: the whole one holds, and whatever is changed in it is
 * told. */
#include "base/mem.h"
#include "domain/draw_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Three inspectors, four institutions, two drawn, one inspector each; 3 may not inspect 103. */
#define A "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define B "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
#define C "cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
#define USCC "91350100M000100Y43"

static const char LIST[] =
    "12:sizhi-draw-1,6:\xE6\x8A\xBD\xE6\x9F\xA5,5:index,25:2026-12-01T20:00:00+08:00,1:2,1:1,"
    "1:3,64:" A ",64:" B ",64:" C ","
    "1:4,3:100,18:" USCC ",1:w,3:101,18:" USCC ",1:x,3:102,18:" USCC ",1:y,3:103,18:" USCC ",1:z,"
    "1:1,1:3,1:4,3:kin,";

static char *published(struct arena *a)
{
    struct sha256 commitment = draw_commitment(LIST, strlen(LIST));
    struct draw_list l;
    struct draw_result r;
    struct buf result = {0}, out = {0};
    struct err err = {0};
    char hex[SHA256_HEX], *text;
    size_t len;

    if (!draw_list_read(a, LIST, strlen(LIST), &l, &err))
        fail_msg("%s", err.text);
    assert_true(draw_run(&l, &commitment, "3052.1", a, &r));
    draw_result_bytes(&r, &commitment, "3052.1", &result);
    buf_printf(&out,
               "{\"id\": 1, \"title\": \"\xE6\x8A\xBD\xE6\x9F\xA5\", \"commitment\": \"%s\","
               " \"seed_from\": \"index\", \"seed_not_before\": \"2026-12-01T20:00:00+08:00\","
               " \"draw\": 2, \"each\": 1, \"other\": [{\"x\": [1]}], \"inspectors\": ["
               "{\"number\": 1, \"digest\": \"" A "\"}, {\"number\": 2, \"digest\": \"" B
               "\"}, {\"number\": 3, \"digest\": \"" C "\"}], \"institutions\": [",
               sha256_hex(&commitment, hex));
    for (int i = 0; i < 4; i++)
        buf_printf(&out, "%s{\"id\": %d, \"uscc\": \"" USCC "\", \"name\": \"%c\"}", i ? ", " : "",
                   100 + i, 'w' + i);
    buf_printf(&out,
               "], \"exclusions\": [{\"inspector\": 3, \"institution\": 103, \"reason\": \"kin\"}],"
               " \"seed\": {\"value\": \"3052.1\", \"source\": \"x\"}, \"drawn\": [");
    for (int t = 0; t < r.n_drawn; t++)
        buf_printf(&out, "%s{\"id\": %d, \"inspectors\": [%d]}", t ? ", " : "",
                   (int)l.targets[r.targets[t] - 1].id, r.inspectors[t]);
    buf_printf(&out, "], \"list\": \"%s\", \"result\": \"%s\"}", LIST, result.data);
    buf_free(&result);
    text = buf_steal(&out, &len);
    return text;
}

struct said {
    char text[2000];
    int n;
};

static void note(void *arg, const char *line)
{
    struct said *s = arg;

    s->n++;
    const size_t at = strlen(s->text);
    snprintf(s->text + at, sizeof s->text - at, "%s\n", line);
}

static bool holds(const char *text, struct said *said)
{
    struct arena *a = arena_new();
    struct draw_file f;
    struct err err = {0};
    bool ok = draw_file_read(a, text, strlen(text), &f, &err);

    *said = (struct said){.n = 0};
    if (ok)
        ok = draw_file_verify(&f, a, note, said);
    else
        note(said, err.text);
    arena_free(a);
    return ok;
}

static void a_draw_as_it_was_published_holds(void **state)
{
    struct arena *a = arena_new();
    struct said said;
    char *text = published(a);

    (void)state;
    assert_true(draw_file_is_one(text, strlen(text)));
    if (!holds(text, &said))
        fail_msg("%s", said.text);
    assert_int_equal(said.n, 0);
    free(text);
    arena_free(a);
}

/* The first place of `from` becomes `to`, of the same length or not. */
static const struct changed {
    const char *from, *to, *says;
} changed[] = {
    {"\"reason\": \"kin\"", "\"reason\": \"kid\"", "exclusions: number 1 differs"},
    {"\"exclusions\": [{\"inspector\": 3", "\"exclusions\": [{\"inspector\": 2",
     "exclusions: number 1 differs"},
    {"{\"inspector\": 3, \"institution\": 103, \"reason\": \"kin\"}", "",
     "exclusions: 0 in the file, 1 in the committed list"},
    {"\"digest\": \"bb", "\"digest\": \"ab", "inspectors: number 2 is another one"},
    {"\"name\": \"y\"", "\"name\": \"v\"", "institutions: number 3 is 102"},
    {"\"value\": \"3052.1\"", "\"value\": \"3052.2\"", "result: list and seed give other bytes"},
    {"\"seed\": {\"value\": \"3052.1\", \"source\": \"x\"}", "\"seed\": null",
     "drawn: there is a result, but no seed"},
    {"\"drawn\": [{\"id\": 1", "\"drawn\": [{\"id\": 2", "drawn: place 1 goes to institution 1"},
    {"\"inspectors\": [1]", "\"inspectors\": [2]", "drawn: place"},
    {"\"draw\": 2", "\"draw\": 3", "draw, each: the committed list says 2 and 1"},
    {"\"seed_from\": \"index\"", "\"seed_from\": \"other\"", "seed_from: the committed list says"},
    {"12-01T20:00:00+08:00\", \"draw\"", "12-01T21:00:00+08:00\", \"draw\"", "seed_not_before"},
    {"\"title\": \"", "\"title\": \"!", "title: the committed list says"},
    {"1:3,1:4,3:kin", "1:2,1:4,3:kin", "list: its SHA-256 is"},
    {"1:w,3:101", "1:v,3:101", "list: its SHA-256 is"},
    {"12:sizhi-draw-1,", "12:sizhi-draw-2,", "list: the bytes of the list cannot be read"},
    {"\"commitment\"", "\"commitmant\"", "a list and a commitment"},
    {"\"each\": 1", "\"each\": \"1\"", "no published draw"},
};

static void whatever_is_changed_in_it_is_told(void **state)
{
    struct arena *a = arena_new();
    char *text = published(a);

    (void)state;
    for (size_t i = 0; i < COUNT(changed); i++) {
        const char *at = strstr(text, changed[i].from);
        struct buf other = {0};
        struct said said;

        if (!at && strstr(changed[i].from, "[1]"))
            continue; /* inspector 1 was not drawn */
        if (!at)
            fail_msg("%s is not there", changed[i].from);
        buf_put(&other, text, (size_t)(at - text));
        buf_puts(&other, changed[i].to);
        buf_puts(&other, at + strlen(changed[i].from));
        if (holds(other.data, &said) || !strstr(said.text, changed[i].says))
            fail_msg("%s -> %s: %s", changed[i].from, changed[i].to, said.text);
        buf_free(&other);
    }
    free(text);
    arena_free(a);
}

static void other_files_are_not_taken_for_draws(void **state)
{
    static const char *const others[] = {
        "",
        "{}",
        "[]",
        "{\"seq\": 1, \"detail\": {\"commitment\": 1}}\n{\"seq\": 2}",
        "SQLite format 3",
    };

    (void)state;
    for (size_t i = 0; i < COUNT(others); i++)
        assert_false(draw_file_is_one(others[i], strlen(others[i])));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_draw_as_it_was_published_holds),
        cmocka_unit_test(whatever_is_changed_in_it_is_told),
        cmocka_unit_test(other_files_are_not_taken_for_draws),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
