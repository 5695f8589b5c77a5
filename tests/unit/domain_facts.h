/* domain_facts.h - the project's own facts as values, for tests of the rules.
 *
 * The tests run in the source root.  Rows of 2024 are recorded a day after all others, so that a
 * question "as of" the day between sees the register before they came. */
#ifndef TESTS_DOMAIN_FACTS_H
#define TESTS_DOMAIN_FACTS_H

#include "base/arena.h"
#include "base/csv.h"
#include "base/file.h"
#include "base/mem.h"
#include "domain/holding.h"
#include "domain/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { RECORDED_FIRST = 1000, AS_OF_BETWEEN = 1500, RECORDED_2024 = 2000, FACTS_MOST = 512 };

struct facts {
    struct arena *arena;
    struct title titles[FACTS_MOST];
    struct roster rosters[64];
    struct completeness complete[64];
    size_t n_titles, n_rosters, n_complete;
};

/* One file with named columns. */
struct sheet {
    struct csv_reader r;
    const char *head[CSV_MAX_FIELDS];
    size_t n_head;
    const char *path;
    char *data;
    struct err err;
};

static inline bool sheet_next(struct sheet *s)
{
    int got = csv_next(&s->r, &s->err);

    if (got < 0)
        fail_msg("%s: %s", s->path, s->err.text);
    if (got > 0 && s->r.n_fields != s->n_head)
        fail_msg("%s line %zu: %zu fields", s->path, s->r.line, s->r.n_fields);
    return got > 0;
}

static inline void sheet_open(struct sheet *s, struct arena *arena, const char *path)
{
    size_t size;

    memset(s, 0, sizeof *s);
    s->path = path;
    if (!file_read(path, 1 << 20, &s->data, &size, &s->err))
        fail_msg("%s", s->err.text);
    csv_reader_init(&s->r, s->data, size, arena);
    assert_int_equal(csv_next(&s->r, &s->err), 1);
    s->n_head = s->r.n_fields;
    memcpy(s->head, s->r.fields, s->n_head * sizeof s->head[0]);
}

/* NULL for an empty field, as the rules want it. */
static inline const char *sheet_get(struct sheet *s, const char *column)
{
    for (size_t i = 0; i < s->n_head; i++) {
        if (strcmp(s->head[i], column) == 0)
            return s->r.fields[i][0] ? s->r.fields[i] : NULL;
    }
    fail_msg("%s: no column %s", s->path, column);
    return NULL;
}

static inline date_t sheet_date(struct sheet *s, const char *column)
{
    const char *text = sheet_get(s, column);
    date_t d = DATE_NONE;

    if (text && !date_parse(text, &d))
        fail_msg("%s line %zu: %s is no date", s->path, s->r.line, text);
    return d;
}

static inline enum title_kind sheet_kind(struct sheet *s)
{
    enum title_kind kind = TITLE_KINDS;

    if (!title_kind_parse(sheet_get(s, "kind"), &kind))
        fail_msg("%s line %zu: no such kind", s->path, s->r.line);
    return kind;
}

static inline moment_t recorded_of(const char *batch)
{
    return strcmp(batch, "2024") == 0 ? RECORDED_2024 : RECORDED_FIRST;
}

static inline void facts_load_titles(struct facts *f)
{
    struct sheet s;

    sheet_open(&s, f->arena, "geodata/facts/titles.csv");
    while (sheet_next(&s)) {
        struct title *t = &f->titles[f->n_titles++];

        assert_true(f->n_titles < FACTS_MOST);
        *t = (struct title){
            .id = (int64_t)f->n_titles,
            .kind = sheet_kind(&s),
            .name = sheet_get(&s, "name"),
            .holder = sheet_get(&s, "holder_code"),
            .host_guess = sheet_get(&s, "host_code_guess"),
            .unit = sheet_get(&s, "province"),
            .batch = sheet_get(&s, "batch"),
            .document = sheet_get(&s, "document"),
            .source = sheet_get(&s, "source"),
            .since = sheet_date(&s, "since"),
            .until = sheet_date(&s, "until"),
            .revoked = DATE_NONE,
            .superseded = DATE_NONE,
            .retracted = MOMENT_NONE,
        };
        t->recorded = recorded_of(t->batch);
        if (!confidence_parse(sheet_get(&s, "confidence"), &t->confidence) ||
            !source_kind_parse(sheet_get(&s, "source_kind"), &t->source_kind))
            fail_msg("%s line %zu: a word that the rules do not have", s.path, s.r.line);
    }
    free(s.data);
}

static inline void facts_load_lists(struct facts *f)
{
    struct sheet s;

    sheet_open(&s, f->arena, "geodata/facts/rosters.csv");
    while (sheet_next(&s)) {
        struct roster *r = &f->rosters[f->n_rosters++];

        *r = (struct roster){
            .kind = sheet_kind(&s),
            .batch = sheet_get(&s, "batch"),
            .document = sheet_get(&s, "document"),
            .source = sheet_get(&s, "source"),
            .since = sheet_date(&s, "since"),
            .until = sheet_date(&s, "until"),
            .declared = atoi(sheet_get(&s, "declared")),
            .recorded = recorded_of(sheet_get(&s, "batch")),
            .retracted = MOMENT_NONE,
        };
        r->known = title_count_known(r, f->titles, f->n_titles, MOMENT_NONE);
    }
    free(s.data);
    sheet_open(&s, f->arena, "geodata/facts/complete.csv");
    while (sheet_next(&s)) {
        const char *unit = sheet_get(&s, "province");

        f->complete[f->n_complete++] = (struct completeness){
            .kind = sheet_kind(&s),
            .batch = sheet_get(&s, "batch"),
            .unit = strcmp(unit, "*") == 0 ? NULL : unit,
            .basis = sheet_get(&s, "basis"),
            .recorded = RECORDED_FIRST,
            .retracted = MOMENT_NONE,
        };
    }
    free(s.data);
}

/* As a group setup of cmocka. */
static inline int facts_setup(void **state)
{
    struct facts *f = mem_alloc(1, sizeof *f);

    f->arena = arena_new();
    facts_load_titles(f);
    facts_load_lists(f);
    *state = f;
    return 0;
}

static inline int facts_teardown(void **state)
{
    struct facts *f = *state;

    arena_free(f->arena);
    free(f);
    return 0;
}

static inline struct view facts_view(const struct facts *f, moment_t as_of)
{
    return (struct view){f->rosters, f->n_rosters, f->complete, f->n_complete, as_of};
}

/* A place with the titles that name it, gathered into room. */
struct place_room {
    char unit[8];
    struct title titles[8];
};

static inline struct holder facts_holder(const struct facts *f, const char *code, const char *name,
                                         enum place_level level, struct place_room *room)
{
    struct holder h = {.code = code, .titles = room->titles};
    char province[7];

    if (!place_kind_derive(code, name, level, &h.kind))
        fail_msg("%s %s: what kind of place is that?", code, name);
    snprintf(room->unit, sizeof room->unit, "%s", place_recommending_unit(code, province));
    h.unit = room->unit;
    for (size_t i = 0; i < f->n_titles; i++) {
        if (f->titles[i].holder && strcmp(f->titles[i].holder, code) == 0) {
            assert_true(h.n_titles < COUNT(room->titles));
            room->titles[h.n_titles++] = f->titles[i];
        }
    }
    return h;
}

static inline date_t day_of(const char *text)
{
    date_t d = DATE_NONE;

    if (!date_parse(text, &d))
        fail_msg("%s is no date", text);
    return d;
}

#endif
