/* in_place.h - a folder with room for a register, for the tests of the store.
 *
 * In memory where that is possible: a kill does not need a real disk, and syncs cost nothing. */
#ifndef TESTS_IN_PLACE_H
#define TESTS_IN_PLACE_H

#include "base/mem.h"
#include "store/check.h"
#include "store/internal.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define IN_PLACE(test) cmocka_unit_test_setup_teardown(test, make_place, remove_place)

/* A change in a transaction of its own; it says what is wrong in `err`. */
#define IN_A_CHANGE(s, call)                                                                       \
    do {                                                                                           \
        struct err err = {0};                                                                      \
        assert_true(store_begin(s, &err));                                                         \
        if (!(call) || !store_commit(s, &err)) {                                                   \
            store_rollback(s);                                                                     \
            fail_msg("%s", err.text);                                                              \
        }                                                                                          \
    } while (0)

/* A folder of its own for every test; the names in it are short. */
struct place {
    char folder[64], file[96], other[96];
};

static inline int make_place(void **state)
{
    struct place *p = mem_alloc(1, sizeof *p);

    snprintf(p->folder, sizeof p->folder, "%s/sizhi-register-XXXXXX",
             access("/dev/shm", W_OK) == 0 ? "/dev/shm" : P_tmpdir);
    if (!mkdtemp(p->folder))
        return -1;
    snprintf(p->file, sizeof p->file, "%s/a register.sqlite", p->folder);
    snprintf(p->other, sizeof p->other, "%s/other.sqlite", p->folder);
    *state = p;
    return 0;
}

static inline int remove_place(void **state)
{
    struct place *p = *state;
    char command[128];

    snprintf(command, sizeof command, "rm -rf '%s'", p->folder);
    free(p);
    return system(command);
}

static inline struct store *opened(const char *path, enum store_mode mode)
{
    struct err err = {0};
    struct store *s;

    if (!store_open(&s, path, mode, &err))
        fail_msg("%s", err.text);
    return s;
}

/* By somebody who does not keep the rules. */
static inline void harm(const char *path, const char *text)
{
    struct err err = {0};
    struct db *db;

    if (!db_open(&db, path, DB_SCRATCH, &err) || !db_exec(db, "PRAGMA foreign_keys = OFF", &err) ||
        !db_exec(db, text, &err))
        fail_msg("%s: %s", text, err.text);
    db_close(db);
}

static inline int64_t revision_of(struct store *s)
{
    struct arena *a = arena_new();
    struct err err = {0};
    struct revision r;

    if (!store_revision(s, a, &r, &err))
        fail_msg("%s", err.text);
    arena_free(a);
    return r.number;
}

static inline void add_revision(struct store *s, const char *what, moment_t recorded)
{
    struct revision r = {.recorded = recorded, .what = what, .who = "a test"};
    struct err err = {0};
    int64_t number;

    if (!store_begin(s, &err) || !store_next_revision(s, &r, &number, &err) ||
        !store_commit(s, &err))
        fail_msg("%s", err.text);
}

static inline void zero_root_page_of(const char *path, const char *name)
{
    static const char SQL[] = "SELECT rootpage FROM sqlite_schema WHERE name = $1";
    static const char zeroes[4096];
    struct err err = {0};
    struct stmt *q;
    struct db *db;
    off_t page;
    int fd;

    assert_true(db_open(&db, path, DB_READ, &err));
    q = stmt_get(db, SQL, &err);
    bind_text(q, 1, name);
    assert_int_equal(stmt_step(q, &err), 1);
    page = column_int(q, 0);
    stmt_done(q);
    db_close(db);
    fd = open(path, O_WRONLY);
    assert_int_equal(pwrite(fd, zeroes, sizeof zeroes, (page - 1) * 4096), sizeof zeroes);
    close(fd);
}

struct said {
    char text[4096];
};

static inline void collect(void *arg, const char *line)
{
    struct said *said = arg;

    size_t at = strlen(said->text);

    assert_null(strchr(line, '\n'));
    snprintf(said->text + at, sizeof said->text - at, "%s\n", line);
}

/* What `sizhi check` would say. */
static inline size_t findings_of(struct store *s, struct said *said)
{
    struct err err = {0};
    size_t n = 0;

    said->text[0] = '\0';
    if (!store_check(s, collect, said, &n, &err))
        fail_msg("%s", err.text);
    return n;
}

static inline void assert_nothing_found(struct store *s)
{
    struct said said;
    size_t n = findings_of(s, &said);

    if (n != 0)
        fail_msg("%zu findings:\n%s", n, said.text);
}

/* ---- what was done behind the register's back ---- */

struct harm {
    const char *sql, *said; /* said: part of what the check then finds */
};

static inline size_t looked_at(const char *path, check_look *check, struct said *said)
{
    struct store *s = opened(path, STORE_READ);
    struct report r = {collect, said, 0};
    struct err err = {0};

    said->text[0] = '\0';
    if (!check(s, &r, &err))
        fail_msg("%s", err.text);
    store_close(s);
    return r.n;
}

/* Nothing is found in the register as it is, and each harm in a copy of it.  first: what has to be
 * undone before anything can be. */
static inline void assert_check_sees(const struct place *at, check_look *check, const char *first,
                                     const struct harm *rows, size_t n)
{
    struct said said;
    char command[256];

    if (looked_at(at->file, check, &said) != 0)
        fail_msg("%s", said.text);
    for (size_t i = 0; i < n; i++) {
        snprintf(command, sizeof command, "cp '%s' '%s'", at->file, at->other);
        assert_int_equal(system(command), 0);
        if (first)
            harm(at->other, first);
        harm(at->other, rows[i].sql);
        if (looked_at(at->other, check, &said) == 0 || !strstr(said.text, rows[i].said))
            fail_msg("%s: %s", rows[i].sql, said.text);
    }
}

static inline void make_sample(const char *path)
{
    struct store *s = opened(path, STORE_WRITE);
    struct err err = {0};

    add_revision(s, "first", 1000);
    add_revision(s, "second", 2000);
    add_revision(s, "third", 3000);
    if (!db_script(s->db,
                   "CREATE TABLE spot (id INTEGER PRIMARY KEY, of TEXT REFERENCES meta (key));"
                   "SELECT AddGeometryColumn('spot', 'shape', 4490, 'POINT', 'XY');"
                   "SELECT CreateSpatialIndex('spot', 'shape');"
                   "INSERT INTO spot (id, shape) VALUES (1, MakePoint(116, 39, 4490)),"
                   " (2, MakePoint(117, 39, 4490));",
                   NULL, NULL, &err))
        fail_msg("%s", err.text);
    store_close(s);
}

#endif
