/* test_store_audit.c - the chain: what is hashed, and that nothing can be done to it unseen. */
#include "in_place.h"

#include "store/audit_line.h"
#include "store/settings.h"

enum { ENTRIES = 6, PERSON = 7, DAY = 86400000 };

static void run(struct store *s, const char *sql)
{
    struct err err = {0};

    if (!db_exec(s->db, sql, &err))
        fail_msg("%s: %s", sql, err.text);
}

static void append(struct store *s, const struct audit_entry *e)
{
    IN_A_CHANGE(s, audit_append(s, e, &err));
}

/* A revision, then five acts; 4 and 5 tell of a clock that went back. */
static struct store *chained(const char *path)
{
    static const struct audit_entry acts[ENTRIES - 1] = {
        {0,
         1000,
         PERSON,
         "application-event",
         "application/12",
         "wrong-state",
         0,
         "{\"event\":\"file\"}",
         {{0}},
         {{0}}},
        {0,
         2000,
         0,
         "objection",
         "application/12",
         "done",
         0,
         "{\"after\":\"内容\"}",
         {{0}},
         {{0}}},
        {0, 1500, PERSON, "token-add", "token/1", "done", 0, "{}", {{0}}, {{0}}},
        {0,
         -5,
         0,
         "objection",
         "notice/3",
         "notice-closed",
         0,
         "{\"field\":\"text\"}",
         {{0}},
         {{0}}},
        {0, 3000, PERSON, "x", "y", "z", 0, "{}", {{0}}, {{0}}},
    };
    struct store *s = opened(path, STORE_WRITE);

    run(s, "INSERT INTO person (id, name, role, password, password_ms, made_ms)"
           " VALUES (7, 'wang', 'national', 'x', 0, 0)");
    add_revision(s, "first", 1000);
    for (size_t i = 0; i < COUNT(acts); i++)
        append(s, &acts[i]);
    return s;
}

static struct audit_walk walked(struct store *s, struct report *r)
{
    struct audit_walk w = {.report = r};
    struct err err = {0};

    r->n = 0;
    if (!audit_walk_all(s, &w, &err))
        fail_msg("%s", err.text);
    return w;
}

/* ---- what is hashed ---- */

/* Worked out with other programs: sha256sum, and openssl dgst -sm3. */
static void bytes_and_hashes_are_those_of_the_description(void **state)
{
    static const char bytes[] = "1:2,4:1000,1:7,17:application-event,14:application/12,"
                                "11:wrong-state,1:1,16:{\"event\":\"file\"},";
    static const char *const hashes[2][2] = {
        {"a6b8c01333648deaa65673f57a42fa5514a128c89b7bc3a1c93874ef142ed98a",
         "41dc274eae7a9cb39fdd97adf6ff45bdaf22a28959dfab514a0b9378b351c05c"},
        {"a6f9d12094d819402ec1c801896e3ac9f9d56160e26c7d947d52d1ab48f6057d",
         "3e6eb31a7c11bfa8e61670d7db08f96c2a3b0f1875e78b0249d01a3ac0f385f3"},
    };
    struct place *p = *state;
    struct store *s = chained(p->file);
    struct arena *a = arena_new();
    struct audit_entry *e;
    struct err err = {0};
    struct buf out = {0};
    char hex[SHA256_HEX];
    size_t n;

    assert_true(audit_since(s, a, 0, 100, &e, &n, &err));
    assert_int_equal(n, ENTRIES);
    audit_bytes(&out, &e[1]);
    assert_string_equal(out.data, bytes);
    for (size_t i = 0; i < COUNT(hashes); i++) {
        assert_string_equal(sha256_hex(&e[i].sha256, hex), hashes[i][0]);
        assert_string_equal(sha256_hex(&e[i].sm3, hex), hashes[i][1]);
    }
    buf_free(&out);
    arena_free(a);
    store_close(s);
}

static void numbers_follow_and_time_never_turns_back(void **state)
{
    static const moment_t at[ENTRIES] = {1000, 1000, 2000, 2000, 2000, 3000};
    struct place *p = *state;
    struct store *s = chained(p->file);
    struct arena *a = arena_new();
    struct audit_entry *e, newest;
    struct err err = {0};
    size_t n;

    assert_true(audit_since(s, a, 0, 100, &e, &n, &err));
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(e[i].seq, i + 1);
        assert_int_equal(e[i].at, at[i]);
        assert_int_equal(e[i].revision, 1);
    }
    assert_string_equal(e[0].action, "first");
    assert_string_equal(e[0].detail, "{\"who\":\"a test\",\"why\":null,\"source\":null}");
    assert_true(audit_since(s, a, 2, 2, &e, &n, &err));
    assert_true(n == 2 && e[0].seq == 3 && e[1].seq == 4);
    assert_true(audit_of(s, a, "application/12", &e, &n, &err));
    assert_true(n == 2 && e[0].seq == 2 && e[1].seq == 3);
    assert_true(audit_newest(s, a, &newest, &err));
    assert_int_equal(newest.seq, ENTRIES);
    arena_free(a);
    store_close(s);
}

/* ---- what is done to it ---- */

static const struct column {
    const char *name, *get, *set;
} text_columns[] =
    {
        {"action", "SELECT action FROM audit WHERE seq = $1",
         "UPDATE audit SET action = $2 WHERE seq = $1"},
        {"object", "SELECT object FROM audit WHERE seq = $1",
         "UPDATE audit SET object = $2 WHERE seq = $1"},
        {"outcome", "SELECT outcome FROM audit WHERE seq = $1",
         "UPDATE audit SET outcome = $2 WHERE seq = $1"},
        {"detail", "SELECT detail FROM audit WHERE seq = $1",
         "UPDATE audit SET detail = $2 WHERE seq = $1"},
},
  blob_columns[] = {
      {"sha256", "SELECT sha256 FROM audit WHERE seq = $1",
       "UPDATE audit SET sha256 = $2 WHERE seq = $1"},
      {"sm3", "SELECT sm3 FROM audit WHERE seq = $1", "UPDATE audit SET sm3 = $2 WHERE seq = $1"},
};

static struct bytes value_of(struct store *s, struct arena *a, const struct column *c, int64_t seq)
{
    struct stmt *q = stmt_get(s->db, c->get, NULL);
    struct bytes v;

    bind_int(q, 1, seq);
    assert_int_equal(stmt_step(q, NULL), 1);
    v = column_blob(q, 0, a);
    stmt_done(q);
    return v;
}

static void put_value(struct store *s, const struct column *c, int64_t seq, char *text, size_t size,
                      bool blob)
{
    struct stmt *q = stmt_get(s->db, c->set, NULL);

    bind_int(q, 1, seq);
    if (blob)
        bind_blob(q, 2, (struct bytes){text, size});
    else
        bind_text(q, 2, text);
    assert_true(stmt_run(q, NULL));
}

/* One finding, at the entry that was changed, and nothing about those after it. */
static void expect_found_at(struct store *s, int64_t seq, const char *what)
{
    struct said said = {""};
    struct report r = {collect, &said, 0};
    struct audit_walk w = walked(s, &r);

    if (w.first_broken != seq || r.n != 1)
        fail_msg("%s of entry %lld: %zu findings:\n%s", what, (long long)seq, r.n, said.text);
}

static void change_each_byte(struct store *s, const struct column *c, int64_t seq, bool blob)
{
    struct arena *a = arena_new();
    struct bytes old = value_of(s, a, c, seq);

    for (size_t i = 0; i < old.size; i++) {
        char *text = arena_strndup(a, old.at, old.size);

        text[i] ^= 1;
        put_value(s, c, seq, text, old.size, blob);
        expect_found_at(s, seq, c->name);
    }
    if (!blob)
        put_value(s, c, seq, arena_printf(a, "%s ", old.at), 0, false);
    else
        put_value(s, c, seq, arena_alloc(a, 32, 1), 32, true);
    expect_found_at(s, seq, c->name);
    arena_free(a);
}

static void any_byte_of_any_entry_is_found_where_it_is(void **state)
{
    struct place *p = *state;
    struct store *s = chained(p->file);
    struct report r = {NULL, NULL, 0};

    run(s, "PRAGMA foreign_keys = OFF");
    for (int64_t seq = 1; seq <= ENTRIES; seq++) {
        for (size_t i = 0; i < COUNT(text_columns); i++) {
            run(s, "BEGIN");
            change_each_byte(s, &text_columns[i], seq, false);
            run(s, "ROLLBACK");
        }
        for (size_t i = 0; i < COUNT(blob_columns); i++) {
            run(s, "BEGIN");
            change_each_byte(s, &blob_columns[i], seq, true);
            run(s, "ROLLBACK");
        }
    }
    assert_int_equal(walked(s, &r).first_broken, 0);
    store_close(s);
}

static void everything_else_done_to_it_is_found_too(void **state)
{
    static const struct {
        const char *damage;
        int64_t first; /* 0: it holds */
        size_t findings;
    } rows[] = {
        {"SELECT 1", 0, 0},
        {"UPDATE audit SET at_ms = at_ms + 1 WHERE seq = 3", 3, 1},
        {"UPDATE audit SET at_ms = at_ms - 1 WHERE seq = 1", 1, 1},
        {"UPDATE audit SET person = 8 WHERE seq = 2", 2, 1},
        {"UPDATE audit SET person = NULL WHERE seq = 2", 2, 1},
        {"UPDATE audit SET person = 0 WHERE seq = 3", 3, 1},
        {"UPDATE audit SET person = 7 WHERE seq = 3", 3, 1},
        {"UPDATE audit SET revision = 2 WHERE seq = 6", 6, 1},
        {"UPDATE audit SET detail = detail || char(0) || 'x' WHERE seq = 4", 4, 1},
        {"UPDATE audit SET action = action || object, object = '' WHERE seq = 4", 4, 1},
        {"UPDATE audit SET seq = 60 WHERE seq = 6", 6, 2},
        {"UPDATE audit SET seq = 0 WHERE seq = 1", 1, 2},
        {"DELETE FROM audit WHERE seq = 1", 1, 1},
        {"DELETE FROM audit WHERE seq = 4", 4, 1},
        {"DELETE FROM audit WHERE seq = 6", 6, 1},
        {"DELETE FROM audit WHERE seq >= 3", 3, 1},
        {"DELETE FROM audit", 1, 1},
        {"DELETE FROM meta WHERE key = 'audit:newest'", 1, 1},
        {"UPDATE meta SET value = value || ' ' WHERE key = 'audit:newest'", 6, 1},
        {"UPDATE meta SET value = '5' || substr(value, 2) WHERE key = 'audit:newest'", 6, 1},
        {"UPDATE meta SET value = replace(value, 'a', 'b') WHERE key = 'audit:newest'", 6, 1},
        {"INSERT INTO audit SELECT 7, at_ms, person, action, object, outcome, revision, detail,"
         " sha256, sm3 FROM audit WHERE seq = 6",
         7, 2},
        /* swapped, with their hashes and without */
        {"UPDATE audit SET seq = -3 WHERE seq = 3; UPDATE audit SET seq = 3 WHERE seq = 4;"
         "UPDATE audit SET seq = 4 WHERE seq = -3",
         3, 3},
        {"UPDATE audit SET detail = CASE seq WHEN 2 THEN '{\"after\":\"内容\"}'"
         " ELSE '{\"event\":\"file\"}' END WHERE seq IN (2, 3)",
         2, 2},
    };
    struct place *p = *state;
    struct store *s = chained(p->file);

    run(s, "PRAGMA foreign_keys = OFF");
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct said said = {""};
        struct report r = {collect, &said, 0};
        struct audit_walk w;

        run(s, "BEGIN");
        run(s, rows[i].damage);
        w = walked(s, &r);
        if (w.first_broken != rows[i].first || r.n != rows[i].findings)
            fail_msg("%s: first %lld, %zu findings:\n%s", rows[i].damage, (long long)w.first_broken,
                     r.n, said.text);
        run(s, "ROLLBACK");
    }
    store_close(s);
}

/* Who makes an entry that fits, but does not know of the note. */
static void an_entry_that_fits_but_was_added_outside_is_found(void **state)
{
    struct place *p = *state;
    struct store *s = chained(p->file);
    struct said said = {""};
    struct report r = {collect, &said, 0};

    run(s, "CREATE TEMP TABLE noted AS SELECT value FROM meta WHERE key = 'audit:newest'");
    append(
        s,
        &(struct audit_entry){
            .at = 4000, .action = "forged", .object = "quota", .outcome = "done", .detail = "{}"});
    assert_int_equal(walked(s, &r).first_broken, 0);
    run(s, "UPDATE meta SET value = (SELECT value FROM noted) WHERE key = 'audit:newest'");
    assert_int_equal(walked(s, &r).first_broken, 7);
    assert_non_null(strstr(said.text, "added outside"));
    store_close(s);
}

/* ---- lines ---- */

/* -1: it is none of these at all. */
static int64_t first_broken_line(const char *text, size_t len, struct audit_walk *out)
{
    struct report r = {NULL, NULL, 0};
    struct audit_lines_walk w = {.walk = {.report = &r}};
    const char *end = text + len;
    struct err err = {0};
    bool ok = true;

    while (ok && text < end) {
        const char *newline = memchr(text, '\n', (size_t)(end - text));
        size_t n = (size_t)((newline ? newline : end) - text);

        ok = audit_lines_on(&w, text, n, &err);
        text += n + 1;
    }
    ok = ok && audit_lines_end(&w, &err);
    if (out)
        *out = w.walk;
    return ok ? w.walk.first_broken : -1;
}

static void any_byte_of_an_export_is_found_where_it_is(void **state)
{
    struct place *p = *state;
    struct store *s = chained(p->file);
    struct err err = {0};
    struct buf text = {0};
    struct audit_walk w;

    assert_true(audit_lines(s, 0, SIZE_MAX, &text, &err));
    assert_int_equal(first_broken_line(text.data, text.len, &w), 0);
    assert_int_equal(w.n, ENTRIES);
    int64_t line = 0;
    for (size_t i = 0; i < text.len; i++) {
        int64_t found;

        text.data[i] ^= 1;
        found = first_broken_line(text.data, text.len, NULL);
        /* the first line only says where the others begin and end */
        if (line == 0 ? found == 0 : found != line && !(found == 0 && i == text.len - 1))
            fail_msg("byte %zu in line %lld: found at %lld", i, (long long)line, (long long)found);
        text.data[i] ^= 1;
        line += text.data[i] == '\n';
    }
    buf_free(&text);
    store_close(s);
}

static void parts_of_the_chain_are_exported_and_hold(void **state)
{
    struct place *p = *state;
    struct store *s = chained(p->file);

    for (int64_t since = 0; since <= ENTRIES; since++) {
        for (size_t limit = 1; limit <= ENTRIES; limit++) {
            struct err err = {0};
            struct buf text = {0};
            struct audit_walk w;
            int64_t rest = ENTRIES - since;

            assert_true(audit_lines(s, since, limit, &text, &err));
            assert_int_equal(first_broken_line(text.data, text.len, &w), 0);
            assert_int_equal(w.n, rest < (int64_t)limit ? rest : (int64_t)limit);
            buf_free(&text);
        }
    }
    struct err err = {0};
    struct buf text = {0};
    assert_false(audit_lines(s, ENTRIES + 1, 1, &text, &err));
    assert_int_equal(err.kind, ERR_BAD_PARAMETER);
    buf_free(&text);
    store_close(s);
}

static void lines_taken_out_of_an_export_are_found(void **state)
{
    struct place *p = *state;
    struct store *s = chained(p->file);
    struct err err = {0};
    struct buf text = {0};

    assert_true(audit_lines(s, 0, SIZE_MAX, &text, &err));
    for (int64_t gone = 1; gone <= ENTRIES; gone++) {
        struct buf rest = {0};
        int64_t line = 0;

        for (size_t i = 0; i < text.len; i++) {
            if (line != gone)
                buf_putc(&rest, text.data[i]);
            line += text.data[i] == '\n';
        }
        assert_int_equal(first_broken_line(rest.data, rest.len, NULL), gone);
        buf_free(&rest);
    }
    assert_int_equal(first_broken_line("", 0, NULL), -1);
    assert_int_equal(first_broken_line("{}\n", 3, NULL), -1);
    buf_free(&text);
    store_close(s);
}

/* ---- details about people ---- */

static bool file_holds(const char *path, const char *words)
{
    char command[256];

    snprintf(command, sizeof command, "grep -qF '%s' '%s'*", words, path);
    return system(command) == 0;
}

static void what_is_taken_out_leaves_the_chain_as_it_was(void **state)
{
    static const char telephone[] = "13800138000-only-here";
    const struct act_by by = {.command = "cli:wang", .now = 11 * (moment_t)DAY};
    struct place *p = *state;
    struct store *s = chained(p->file);
    struct arena *a = arena_new();
    char digest[SHA256_HEX], digest_later[SHA256_HEX];
    struct report r = {NULL, NULL, 0};
    struct purged gone = {0};
    int64_t early = 0, late = 0;
    const char *value;
    struct err why = {0};

    IN_A_CHANGE(s, personal_put(s, "objector", telephone, 0, &early, digest, &err));
    IN_A_CHANGE(
        s, personal_put(s, "objector", telephone, 5 * (moment_t)DAY, &late, digest_later, &err));
    assert_string_not_equal(digest, digest_later); /* each has salt of its own */
    append(s, &(struct audit_entry){.at = 5000,
                                    .action = "objection",
                                    .object = "notice/1",
                                    .outcome = "done",
                                    .detail = arena_printf(a, "{\"who\":\"%s\"}", digest)});

    /* without a setting nothing is taken out */
    IN_A_CHANGE(s, store_purge(s, &by, &gone, &err));
    assert_int_equal(gone.objectors, 0);
    IN_A_CHANGE(s, store_setting_set(s, "keep.objector", 10, &by, &err));
    IN_A_CHANGE(s, store_purge(s, &by, &gone, &err));
    assert_int_equal(gone.objectors, 1);
    assert_true(personal_get(s, a, early, &value, &why) && value == NULL);
    assert_true(personal_get(s, a, late, &value, &why));
    assert_string_equal(value, telephone);
    assert_int_equal(walked(s, &r).first_broken, 0);
    assert_true(personal_verify(s, &r, &why) && r.n == 0);

    IN_A_CHANGE(s, store_setting_set(s, "keep.objector", 0, &by, &err));
    IN_A_CHANGE(s, store_purge(s, &by, &gone, &err));
    assert_int_equal(gone.objectors, 1);
    assert_int_equal(walked(s, &r).first_broken, 0);
    store_close(s);
    assert_false(file_holds(p->file, telephone));
    arena_free(a);
}

static void a_changed_detail_is_found(void **state)
{
    static const char *const damage[] = {
        "UPDATE personal SET value = 'b'",
        "UPDATE personal SET kind = 'reporter'",
        "UPDATE personal SET salt = zeroblob(16)",
        "UPDATE personal SET digest = zeroblob(32)",
    };
    struct place *p = *state;
    struct store *s = chained(p->file);
    char digest[SHA256_HEX];
    struct err why = {0};
    int64_t id;

    IN_A_CHANGE(s, personal_put(s, "objector", "a", 0, &id, digest, &err));
    for (size_t i = 0; i < COUNT(damage); i++) {
        struct report r = {NULL, NULL, 0};

        run(s, "BEGIN");
        run(s, damage[i]);
        assert_true(personal_verify(s, &r, &why));
        if (r.n != 1)
            fail_msg("%s: %zu findings", damage[i], r.n);
        run(s, "ROLLBACK");
    }
    store_close(s);
}

static void settings_are_limited_and_leave_an_entry(void **state)
{
    static const struct {
        const char *name;
        int64_t days;
        bool ok;
    } rows[] = {{"keep.objector", 0, true},  {"keep.objector", 36500, true},
                {"keep.liaison", -1, true},  {"keep.reporter", 36501, false},
                {"keep.replays", 7, true},   {"keep.replays", 8, false},
                {"keep.anything", 1, false}, {"", 1, false},
                {"keep.objector", -2, false}};
    const struct act_by by = {.command = "cli:wang", .now = DAY};
    struct place *p = *state;
    struct store *s = chained(p->file);
    struct arena *a = arena_new();
    struct err err = {0};
    struct setting *all;
    struct audit_entry *e;
    size_t n;

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct err why = {0};

        assert_true(store_begin(s, &err));
        if (store_setting_set(s, rows[i].name, rows[i].days, &by, &why) != rows[i].ok)
            fail_msg("%s %lld: %s", rows[i].name, (long long)rows[i].days, why.text);
        assert_true(rows[i].ok || why.kind == ERR_BAD_PARAMETER);
        assert_true(store_commit(s, &err));
    }
    assert_true(store_settings(s, a, &all, &n, &err));
    assert_string_equal(all[0].name, "keep.objector");
    assert_int_equal(all[0].days, 36500);
    assert_int_equal(all[1].days, -1);
    assert_true(audit_of(s, a, "setting/keep.objector", &e, &n, &err));
    assert_int_equal(n, 2);
    assert_string_equal(e[0].detail, "{\"by\":\"cli:wang\",\"before\":null,\"after\":0}");
    assert_string_equal(e[1].detail, "{\"by\":\"cli:wang\",\"before\":0,\"after\":36500}");
    arena_free(a);
    store_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_PLACE(bytes_and_hashes_are_those_of_the_description),
        IN_PLACE(numbers_follow_and_time_never_turns_back),
        IN_PLACE(any_byte_of_any_entry_is_found_where_it_is),
        IN_PLACE(everything_else_done_to_it_is_found_too),
        IN_PLACE(an_entry_that_fits_but_was_added_outside_is_found),
        IN_PLACE(any_byte_of_an_export_is_found_where_it_is),
        IN_PLACE(parts_of_the_chain_are_exported_and_hold),
        IN_PLACE(lines_taken_out_of_an_export_are_found),
        IN_PLACE(what_is_taken_out_leaves_the_chain_as_it_was),
        IN_PLACE(a_changed_detail_is_found),
        IN_PLACE(settings_are_limited_and_leave_an_entry),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
