/* test_store_check.c - what the check and the digests notice. */
#include "in_place.h"
#include "store/digest.h"

static struct said findings(const char *path, size_t *n)
{
    struct said said = {""};
    struct err err = {0};
    struct store *s = opened(path, STORE_READ_MORE);

    if (!store_check(s, collect, &said, n, &err))
        fail_msg("%s", err.text);
    store_close(s);
    return said;
}

static void check_names_what_is_wrong(void **state)
{
    static const struct {
        const char *damage, *words; /* words NULL: nothing to find */
    } rows[] = {
        {"SELECT 1", NULL},
        {"DELETE FROM idx_spot_shape WHERE pkid = 2",
         "spot.shape: the spatial index does not match"},
        {"UPDATE spot SET of = 'nothing'",
         "spot row 1: refers to a row of meta that does not exist"},
        {"UPDATE revision SET what = 'Second' WHERE number = 2",
         "revision 2: it or the one before"},
        {"UPDATE revision SET why = '' WHERE number = 2", "revision 2: it or the one before"},
        {"DELETE FROM revision WHERE number = 1", "revision 2: it or the one before"},
        {"DELETE FROM revision WHERE number = 3", "revision: the newest are missing"},
        {"DELETE FROM revision", "revision: the newest are missing"},
        {"DELETE FROM meta WHERE key = 'digest:revision'", "revision: the newest are missing"},
        {"UPDATE geometry_columns SET spatial_index_enabled = 0",
         "spot.shape: has no spatial index"},
        {"UPDATE spot SET of = NULL; DELETE FROM idx_spot_shape", "spot.shape: the spatial index"},
        {"UPDATE idx_spot_shape SET xmin = 115 WHERE pkid = 1", "spot.shape: the spatial index"},
        {"UPDATE idx_spot_shape SET xmax = 116.5, xmin = 116.25 WHERE pkid = 1", "spot.shape: the"},
        {"DROP TABLE idx_spot_shape", "spot.shape: the spatial index does not match"},
    };
    struct place *p = *state;

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct said said;
        size_t n = 99;

        make_sample(p->file);
        harm(p->file, rows[i].damage);
        said = findings(p->file, &n);
        if (rows[i].words ? n == 0 || !strstr(said.text, rows[i].words) : n != 0)
            fail_msg("%s: %zu findings:\n%s", rows[i].damage, n, said.text);
        remove(p->file);
    }
}

static void check_names_a_page_that_is_lost(void **state)
{
    struct place *p = *state;
    size_t n = 0;

    make_sample(p->file);
    zero_root_page_of(p->file, "revision_recorded");
    assert_non_null(strstr(findings(p->file, &n).text, "structure: "));
    assert_true(n > 0);
}

static void check_reads_beside_a_writer(void **state)
{
    struct place *p = *state;
    struct store *s;
    size_t n = 99;

    make_sample(p->file);
    s = opened(p->file, STORE_WRITE);
    add_revision(s, "while it is served", 4000);
    findings(p->file, &n);
    assert_int_equal(n, 0);
    store_close(s);
}

/* ---- digests ---- */

static const struct digest_table sample = {
    .name = "sample",
    .rows = "SELECT code, digest, name, size, share FROM sample ORDER BY code",
    .put = "UPDATE sample SET digest = $1 WHERE code = $2",
};

static bool seal_sample(struct store *s, void *arg, struct err *err)
{
    (void)arg;
    return db_script(s->db,
                     "CREATE TABLE sample (code TEXT PRIMARY KEY, digest BLOB, name TEXT,"
                     " size INTEGER, share REAL) STRICT;"
                     "INSERT INTO sample (code, name, size, share) VALUES"
                     " ('110108', '海淀区', 1, 0.5), ('320115', '江宁区', 2, 0.25),"
                     " ('500241', NULL, NULL, NULL);",
                     NULL, NULL, err) &&
           digest_seal(s, &sample, err);
}

static void digests_that_nobody_checks_are_a_finding(void **state)
{
    struct place *p = *state;
    struct store *s = opened(p->file, STORE_WRITE);
    size_t n = 0;

    assert_true(store_change(s, seal_sample, NULL, NULL));
    store_close(s);
    assert_non_null(strstr(findings(p->file, &n).text, "sample: its rows carry digests"));
    assert_int_equal(n, 1);
}

static size_t verify_sample(const char *path, struct said *said)
{
    struct report r = {collect, said, 0};
    struct err err = {0};
    struct store *s = opened(path, STORE_READ); /* its pages are in order */

    if (!digest_verify(s, &sample, &r, &err))
        fail_msg("%s", err.text);
    store_close(s);
    return r.n;
}

static void flip_a_bit_of(const char *path, const char *text)
{
    FILE *f = fopen(path, "r+b");
    char *data, *at;
    long size;

    assert_non_null(f);
    fseek(f, 0, SEEK_END);
    size = ftell(f);
    rewind(f);
    data = mem_alloc((size_t)size, 1);
    assert_int_equal(fread(data, 1, (size_t)size, f), size);
    at = memmem(data, (size_t)size, text, strlen(text));
    assert_non_null(at);
    fseek(f, at - data + 2, SEEK_SET);
    fputc(at[2] ^ 1, f);
    assert_int_equal(fclose(f), 0);
    free(data);
}

static void a_flipped_bit_in_a_published_row_is_found(void **state)
{
    struct place *p = *state;
    struct said said = {""};
    struct store *s = opened(p->file, STORE_WRITE);

    assert_true(store_change(s, seal_sample, NULL, NULL));
    store_close(s);
    assert_int_equal(verify_sample(p->file, &said), 0);
    flip_a_bit_of(p->file, "江宁区");
    assert_int_equal(verify_sample(p->file, &said), 1);
    assert_string_equal(said.text, "sample 320115: the row was changed outside the register\n");
}

static void every_change_to_a_published_table_shows(void **state)
{
    static const char *const rows[] = {
        "UPDATE sample SET code = '110109' WHERE code = '110108'",
        "UPDATE sample SET size = 0 WHERE code = '500241'",
        "UPDATE sample SET name = '' WHERE code = '500241'",
        "UPDATE sample SET share = -0.5 WHERE code = '110108'",
        "UPDATE sample SET digest = NULL WHERE code = '110108'",
        "UPDATE sample SET digest = zeroblob(32)",
        "DELETE FROM sample WHERE code = '320115'",
        "DELETE FROM sample",
        "INSERT INTO sample SELECT '1', digest, name, size, share FROM sample LIMIT 1",
        "DELETE FROM meta WHERE key = 'digest:sample'",
    };
    struct place *p = *state;

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct said said = {""};
        struct store *s = opened(p->file, STORE_WRITE);

        assert_true(store_change(s, seal_sample, NULL, NULL));
        store_close(s);
        harm(p->file, rows[i]);
        if (verify_sample(p->file, &said) == 0)
            fail_msg("not noticed: %s", rows[i]);
        remove(p->file);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_PLACE(check_names_what_is_wrong),
        IN_PLACE(check_names_a_page_that_is_lost),
        IN_PLACE(check_reads_beside_a_writer),
        IN_PLACE(digests_that_nobody_checks_are_a_finding),
        IN_PLACE(a_flipped_bit_in_a_published_row_is_found),
        IN_PLACE(every_change_to_a_published_table_shows),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
