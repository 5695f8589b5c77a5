/* test_store_register.c - the file itself: opened, refused, migrated, revised, locked. */
#include "base/mem.h"
#include "store/internal.h"
#include "store/migrate.h"
#include "store/store.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

/* A folder of its own for every test; the names in it are short. */
struct place {
    char folder[64], file[96], other[96];
};

static int make_place(void **state)
{
    struct place *p = mem_alloc(1, sizeof *p);

    snprintf(p->folder, sizeof p->folder, "%s/sizhi-register-XXXXXX", P_tmpdir);
    if (!mkdtemp(p->folder))
        return -1;
    snprintf(p->file, sizeof p->file, "%s/a register.sqlite", p->folder);
    snprintf(p->other, sizeof p->other, "%s/other.sqlite", p->folder);
    *state = p;
    return 0;
}

static int remove_place(void **state)
{
    struct place *p = *state;
    char command[128];

    snprintf(command, sizeof command, "rm -rf '%s'", p->folder);
    free(p);
    return system(command);
}

static struct store *opened(const char *path, enum store_mode mode)
{
    struct err err = {0};
    struct store *s;

    if (!store_open(&s, path, mode, &err))
        fail_msg("%s", err.text);
    return s;
}

static void refused(const char *path, enum store_mode mode, const char *words)
{
    struct err err = {0};
    struct store *s;

    if (store_open(&s, path, mode, &err)) {
        store_close(s);
        fail_msg("%s was opened, want \"%s\"", path, words);
    }
    assert_null(s);
    if (!strstr(err.text, words))
        fail_msg("refused with \"%s\", want \"%s\"", err.text, words);
}

static void sql(const char *path, const char *text)
{
    struct err err = {0};
    struct db *db;

    if (!db_open(&db, path, DB_SCRATCH, &err) || !db_exec(db, text, &err))
        fail_msg("%s", err.text);
    db_close(db);
}

static void add_revision(struct store *s, const char *what, moment_t recorded)
{
    struct revision r = {.recorded = recorded, .what = what, .who = "a test"};
    struct err err = {0};
    int64_t number;

    if (!store_begin(s, &err) || !store_next_revision(s, &r, &number, &err) ||
        !store_commit(s, &err))
        fail_msg("%s", err.text);
}

static void a_new_register_is_made_and_opens_again(void **state)
{
    struct place *p = *state;
    struct arena *a = arena_new();
    struct revision r;
    struct err err = {0};
    struct store *s = opened(p->file, STORE_WRITE);

    assert_true(store_revision(s, a, &r, &err));
    assert_int_equal(r.number, 0);
    add_revision(s, "first", 1000);
    add_revision(s, "second", 500); /* the clock went back */
    store_close(s);
    s = opened(p->file, STORE_READ);
    assert_true(store_revision(s, a, &r, &err));
    assert_int_equal(r.number, 2);
    assert_int_equal(r.recorded, 1000);
    assert_string_equal(r.what, "second");
    assert_string_equal(r.who, "a test");
    assert_null(r.why);
    store_close(s);
    arena_free(a);
}

static void files_that_cannot_be_used_are_refused_with_a_sentence(void **state)
{
    static const struct {
        const char *prepare; /* run on the file of a good register; NULL: see how */
        enum { AS_IT_IS, MISSING, FOLDER, TEXT, TRUNCATED, ZEROED, EMPTY, NO_FOLDER } how;
        bool when_reading, when_writing;
        const char *words;
    } rows[] = {
        {"PRAGMA user_version = 999", AS_IT_IS, true, true,
         "newer Sizhi (schema 999, this program"},
        {"PRAGMA application_id = 7", AS_IT_IS, true, true, "not a register of Sizhi"},
        {"PRAGMA user_version = 0", AS_IT_IS, true, false, "older Sizhi (schema 0)"},
        {NULL, MISSING, true, false, "No such file"},
        {NULL, FOLDER, true, true, "not a file"},
        {NULL, TEXT, true, true, "no SQLite file"},
        {NULL, TRUNCATED, true, true, "is damaged"},
        {NULL, ZEROED, true, true, "is damaged"},
        {NULL, EMPTY, true, false, "is empty"},
        {NULL, NO_FOLDER, false, true, "No such file"},
    };
    struct place *p = *state;

    for (size_t i = 0; i < COUNT(rows); i++) {
        char path[128];
        struct stat st;
        int fd;

        snprintf(path, sizeof path, "%s/row-%zu.sqlite", p->folder, i);
        store_close(opened(path, STORE_WRITE));
        if (rows[i].prepare)
            sql(path, rows[i].prepare);
        assert_int_equal(stat(path, &st), 0);
        fd = open(path, O_RDWR);
        assert_true(fd >= 0);
        switch (rows[i].how) {
        case TEXT:
            assert_int_equal(pwrite(fd, "code,name\n", 10, 0), 10);
            break;
        case TRUNCATED:
            assert_int_equal(ftruncate(fd, st.st_size / 2), 0);
            break;
        case ZEROED: {
            static const char zeroes[4096];
            struct err err = {0};
            struct db *db;
            struct stmt *s;

            assert_true(db_open(&db, path, DB_READ, &err));
            s = stmt_get(db, "SELECT rootpage FROM sqlite_schema WHERE name = 'revision'", &err);
            assert_int_equal(stmt_step(s, &err), 1);
            assert_int_equal(pwrite(fd, zeroes, 4096, (column_int(s, 0) - 1) * 4096), 4096);
            stmt_done(s);
            db_close(db);
            break;
        }
        case EMPTY:
            assert_int_equal(ftruncate(fd, 0), 0);
            break;
        case MISSING:
        case FOLDER:
            assert_int_equal(unlink(path), 0);
            if (rows[i].how == FOLDER)
                assert_int_equal(mkdir(path, 0700), 0);
            break;
        case NO_FOLDER:
            snprintf(path, sizeof path, "%s/nowhere/row.sqlite", p->folder);
            break;
        case AS_IT_IS:
            break;
        }
        close(fd);
        if (rows[i].when_reading)
            refused(path, STORE_READ, rows[i].words);
        if (rows[i].when_writing)
            refused(path, STORE_WRITE, rows[i].words);
    }
}

static void a_foreign_database_is_left_as_it_is(void **state)
{
    struct place *p = *state;
    struct err err = {0};
    struct db *db;
    struct stmt *q;

    sql(p->other, "CREATE TABLE theirs (a); INSERT INTO theirs VALUES (1)");
    refused(p->other, STORE_WRITE, "not a register of Sizhi");
    assert_true(db_open(&db, p->other, DB_READ, &err));
    q = stmt_get(db, "PRAGMA journal_mode", &err);
    assert_int_equal(stmt_step(q, &err), 1);
    assert_memory_equal(column_peek(q, 0).at, "delete", 6);
    stmt_done(q);
    db_close(db);
}

static void a_second_writer_is_told_who_holds_the_file(void **state)
{
    struct place *p = *state;
    struct store *s = opened(p->file, STORE_WRITE);
    char words[64];

    snprintf(words, sizeof words, "process %ld is writing", (long)getpid());
    refused(p->file, STORE_WRITE, words);
    store_close(opened(p->file, STORE_READ)); /* readers are welcome */
    store_close(s);
    store_close(opened(p->file, STORE_WRITE));
}

int main(void)
{
#define IN_PLACE(test) cmocka_unit_test_setup_teardown(test, make_place, remove_place)
    const struct CMUnitTest tests[] = {
        IN_PLACE(a_new_register_is_made_and_opens_again),
        IN_PLACE(files_that_cannot_be_used_are_refused_with_a_sentence),
        IN_PLACE(a_foreign_database_is_left_as_it_is),
        IN_PLACE(a_second_writer_is_told_who_holds_the_file),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
