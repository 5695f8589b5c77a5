/* institutions.c - the directory as it was recorded, every row held against its digest. */
#include "store/institutions.h"

#include "store/institutions_rows.h"
#include "store/internal.h"
#include "store/walk.h"

#include <string.h>

static const char COUNT_IN[] = "SELECT count(DISTINCT t.institution) FROM institution_stay AS t"
                               " JOIN institution AS i ON i.id = t.institution"
                               " WHERE t.retracted_ms IS NULL AND t.admitted <= $2"
                               " AND (t.exited IS NULL OR t.exited > $2)"
                               " AND i.retracted_ms IS NULL AND i.zone = $1 AND i.since <= $2"
                               " AND (i.until IS NULL OR i.until >= $2)";
static const char HOLDER_OF_CODE[] = "SELECT min(id) FROM institution"
                                     " WHERE zone = $1 AND uscc = $2 AND retracted_ms IS NULL";

/* ---- rows ---- */

/* A row that says something the words of the directory do not have. */
static bool unread(struct walk *w, struct arena *a, struct err *err)
{
    return err_set(err, ERR_INTERNAL, "%s %s holds something that cannot be read", w->table->name,
                   column_text(w->row, COL_DIRECTORY_KEY, a));
}

static bool day_of(struct stmt *row, int column, struct arena *a, date_t *out)
{
    *out = DATE_NONE;
    return column_is_null(row, column) || date_parse(column_text(row, column, a), out);
}

static bool set_of(struct stmt *row, int column, enum word_list list, struct arena *a,
                   unsigned *out)
{
    const char *bad;
    size_t len;

    return words_parse(list, column_text(row, column, a), out, &bad, &len);
}

static bool word_of(struct stmt *row, int column, enum word_list list, struct arena *a, int *out)
{
    const char *text = column_text(row, column, a);

    *out = WORD_NONE;
    return !text || word_parse(list, text, strlen(text), out);
}

static bool read_institution(struct walk *w, struct arena *a, void *to, struct err *err)
{
    struct institution *i = to;
    struct stmt *q = w->row;

    *i = (struct institution){
        .row = column_int(q, COL_DIRECTORY_KEY),
        .id = column_int(q, COL_INSTITUTION_ID),
        .zone = column_text(q, COL_INSTITUTION_ZONE, a),
        .name = column_text(q, COL_INSTITUTION_NAME, a),
        .uscc = column_text(q, COL_INSTITUTION_USCC, a),
        .address = column_text(q, COL_INSTITUTION_ADDRESS, a),
        .has_point = !column_is_null(q, COL_INSTITUTION_LON),
        .datum = column_text(q, COL_INSTITUTION_DATUM, a),
        .source = column_text(q, COL_INSTITUTION_SOURCE, a),
        .recorded = column_int(q, COL_INSTITUTION_RECORDED),
        .retracted = column_int_or(q, COL_INSTITUTION_RETRACTED, MOMENT_NONE),
    };
    if (i->has_point) {
        i->lon = column_double(q, COL_INSTITUTION_LON);
        i->lat = column_double(q, COL_INSTITUTION_LAT);
        i->given[0] = column_double(q, COL_INSTITUTION_GIVEN_LON);
        i->given[1] = column_double(q, COL_INSTITUTION_GIVEN_LAT);
    }
    return (set_of(q, COL_INSTITUTION_FORMS, WORDS_FORM, a, &i->forms) &&
            set_of(q, COL_INSTITUTION_IP_KINDS, WORDS_IP_KIND, a, &i->ip_kinds) &&
            word_of(q, COL_INSTITUTION_SIZE, WORDS_SIZE, a, &i->size) &&
            day_of(q, COL_INSTITUTION_SINCE, a, &i->since) &&
            day_of(q, COL_INSTITUTION_UNTIL, a, &i->until)) ||
           unread(w, a, err);
}

static bool read_stay(struct walk *w, struct arena *a, void *to, struct err *err)
{
    struct institution_stay *t = to;
    struct stmt *q = w->row;

    *t = (struct institution_stay){
        .row = column_int(q, COL_DIRECTORY_KEY),
        .institution = column_int(q, COL_STAY_INSTITUTION),
        .admission_reason = column_text(q, COL_STAY_ADMISSION_REASON, a),
        .exit_reason = column_text(q, COL_STAY_EXIT_REASON, a),
        .misconduct = column_int_or(q, COL_STAY_MISCONDUCT, 0),
        .source = column_text(q, COL_STAY_SOURCE, a),
        .recorded = column_int(q, COL_STAY_RECORDED),
        .retracted = column_int_or(q, COL_STAY_RETRACTED, MOMENT_NONE),
    };
    return (word_of(q, COL_STAY_EXIT_KIND, WORDS_EXIT, a, &t->exit_kind) &&
            day_of(q, COL_STAY_ADMITTED, a, &t->admitted) &&
            day_of(q, COL_STAY_EXITED, a, &t->exited)) ||
           unread(w, a, err);
}

static bool read_misconduct(struct walk *w, struct arena *a, void *to, struct err *err)
{
    struct institution_misconduct *m = to;
    struct stmt *q = w->row;

    *m = (struct institution_misconduct){
        .row = column_int(q, COL_DIRECTORY_KEY),
        .id = column_int(q, COL_MISCONDUCT_ID),
        .institution = column_int(q, COL_MISCONDUCT_INSTITUTION),
        .serious = column_int(q, COL_MISCONDUCT_SERIOUS) != 0,
        .words = column_text(q, COL_MISCONDUCT_WORDS, a),
        .document = column_text(q, COL_MISCONDUCT_DOCUMENT, a),
        .lifted_by = column_text(q, COL_MISCONDUCT_LIFTED_BY, a),
        .recorded = column_int(q, COL_MISCONDUCT_RECORDED),
        .retracted = column_int_or(q, COL_MISCONDUCT_RETRACTED, MOMENT_NONE),
    };
    return (word_of(q, COL_MISCONDUCT_KIND, WORDS_MISCONDUCT, a, &m->kind) &&
            day_of(q, COL_MISCONDUCT_DAY, a, &m->day) &&
            day_of(q, COL_MISCONDUCT_LIFTED, a, &m->lifted)) ||
           unread(w, a, err);
}

static bool read_assessment(struct walk *w, struct arena *a, void *to, struct err *err)
{
    struct institution_assessment *as = to;
    struct stmt *q = w->row;

    (void)err;
    *as = (struct institution_assessment){
        .row = column_int(q, COL_DIRECTORY_KEY),
        .institution = column_int(q, COL_ASSESSMENT_INSTITUTION),
        .year = (int)column_int(q, COL_ASSESSMENT_YEAR),
        .grade = column_text(q, COL_ASSESSMENT_GRADE, a),
        .words = column_text(q, COL_ASSESSMENT_WORDS, a),
        .document = column_text(q, COL_ASSESSMENT_DOCUMENT, a),
        .recorded = column_int(q, COL_ASSESSMENT_RECORDED),
        .retracted = column_int_or(q, COL_ASSESSMENT_RETRACTED, MOMENT_NONE),
    };
    return true;
}

typedef bool read_row(struct walk *w, struct arena *a, void *to, struct err *err);

static const struct reader {
    read_row *read;
    size_t size;
} readers[] = {
    [ROWS_INSTITUTION] = {read_institution, sizeof(struct institution)},
    [ROWS_STAY] = {read_stay, sizeof(struct institution_stay)},
    [ROWS_MISCONDUCT] = {read_misconduct, sizeof(struct institution_misconduct)},
    [ROWS_ASSESSMENT] = {read_assessment, sizeof(struct institution_assessment)},
};

/* id 0: all rows. */
static bool read_table(struct store *s, struct arena *a, enum institution_table_row table,
                       int64_t id, void **out, size_t *n, struct err *err)
{
    const struct reader *reader = &readers[table];
    struct walk w;
    char *rows = NULL;
    size_t room = 0;

    *n = 0;
    if (!walk_begin(&w, s, id ? &institution_tables_of[table] : &institution_tables[table], err))
        return false;
    if (id)
        bind_int(w.row, 1, id);
    while (walk_next(&w, a, err)) {
        rows = walk_grow(a, rows, *n, &room, reader->size);
        if (reader->read(&w, a, rows + *n * reader->size, err))
            ++*n;
        else
            walk_fail(&w);
    }
    *out = rows;
    return walk_end(&w);
}

bool store_institution_records(struct store *s, struct arena *a, int64_t id,
                               struct institution_records *out, struct err *err)
{
    void *rows, *stays, *misconduct, *assessments;

    if (!read_table(s, a, ROWS_INSTITUTION, id, &rows, &out->n_rows, err) ||
        !read_table(s, a, ROWS_STAY, id, &stays, &out->n_stays, err) ||
        !read_table(s, a, ROWS_MISCONDUCT, id, &misconduct, &out->n_misconduct, err) ||
        !read_table(s, a, ROWS_ASSESSMENT, id, &assessments, &out->n_assessments, err))
        return false;
    out->rows = rows;
    out->stays = stays;
    out->misconduct = misconduct;
    out->assessments = assessments;
    return true;
}

/* ---- questions ---- */

bool store_institutions_count(struct store *s, const char *zone, date_t on, int64_t *n,
                              struct err *err)
{
    struct stmt *q = stmt_get(s->db, COUNT_IN, err);
    char day[DATE_TEXT];

    if (!q)
        return false;
    bind_text(q, 1, zone);
    bind_text(q, 2, date_format(on, day));
    return stmt_number(q, 0, n, err);
}

static bool holder_of(struct store *s, const char *zone, const char *uscc, int64_t *id,
                      struct err *err)
{
    struct stmt *q = stmt_get(s->db, HOLDER_OF_CODE, err);

    if (!q)
        return false;
    bind_text(q, 1, zone);
    bind_text(q, 2, uscc);
    return stmt_number(q, 0, id, err);
}

bool store_institutions_clash(struct store *s, const char *zone, struct institution_table *t,
                              struct arena *a, struct err *err)
{
    for (size_t i = 0; i < t->n_rows; i++) {
        int64_t id = 0;

        if (!t->rows[i].uscc)
            continue;
        if (!holder_of(s, zone, t->rows[i].uscc, &id, err))
            return false;
        if (id)
            table_faults_add(
                &t->faults, a, t->rows[i].line, "uscc",
                arena_printf(a,
                             "this directory has the code as entry %lld; one that left is admitted "
                             "again there",
                             (long long)id),
                arena_printf(a, "本名录已有该代码（条目 %lld）；已退出的请在该条目重新入驻",
                             (long long)id));
    }
    return true;
}

bool store_institutions_key(struct store *s, struct arena *a, const char **key, struct err *err)
{
    *key = "";
    for (const struct digest_table *t = institution_tables; t->name; t++) {
        const char *digest;

        if (!store_meta(s, a, arena_printf(a, "digest:%s", t->name), &digest, err))
            return false;
        *key = arena_printf(a, "%s/%s", *key, digest ? digest : "");
    }
    return true;
}
