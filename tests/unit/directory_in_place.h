/* directory_in_place.h - a register with one zone and institutions in its directory, for the tests
 * of the directory and of draws. */
#ifndef TESTS_DIRECTORY_IN_PLACE_H
#define TESTS_DIRECTORY_IN_PLACE_H

#include "claims_in_place.h"
#include "domain/uscc.h"
#include "store/draws.h"
#include "store/institutions.h"
#include "store/institutions_check.h"
#include "store/institutions_rows.h"

#define ZONE "nanjing-jiangning"

static const char PUT_ZONE[] =
    "INSERT INTO zone (id, name, kind, host_kind, unit, applicant, source, origin, recorded_ms,"
    " recorded_in) VALUES ('" ZONE "', '江宁集聚区', 'trial-zone', 'unknown', '320000', '320100',"
    " 'a test', 'register', 1000, 1)";

static inline bool put_zone(struct store *s, void *arg, struct err *err)
{
    (void)arg;
    return db_exec(s->db, PUT_ZONE, err) && digest_seal(s, &claim_tables[ROWS_ZONE], err);
}

static inline struct store *zoned(const char *path)
{
    struct store *s = made(path, 1000);

    if (!store_change(s, put_zone, NULL, NULL))
        fail_msg("the zone cannot be put in");
    return s;
}

/* A code of its own for every number. */
static inline const char *code_of(int i, char out[USCC_TEXT])
{
    snprintf(out, USCC_TEXT, "91320115MA%07uX", (unsigned)i % 10000000U);
    out[USCC_LENGTH - 1] = uscc_check_character(out);
    return out;
}

static inline struct act_by officer_at(moment_t now)
{
    return (struct act_by){.command = "a test", .now = now};
}

/* In a change of its own; ERR_NONE, or how it was refused. */
#define TRY(s, call)                                                                               \
    __extension__({                                                                                \
        struct err err = {0};                                                                      \
        assert_true(store_begin(s, NULL));                                                         \
        if (call)                                                                                  \
            assert_true(store_commit(s, &err));                                                    \
        else                                                                                       \
            store_rollback(s);                                                                     \
        err.kind;                                                                                  \
    })

static inline enum err_kind admit(struct store *s, int i, const char *admitted, moment_t now,
                                  int64_t *id)
{
    static const double nowhere[2] = {0, 0};
    const struct act_by by = officer_at(now);
    char code[USCC_TEXT], name[32];

    snprintf(name, sizeof name, "第%d所", i);
    const struct institution_draft d = {.name = name,
                                        .uscc = code_of(i, code),
                                        .forms = 1,
                                        .size = WORD_NONE,
                                        .admitted = day(admitted),
                                        .reason = "申请",
                                        .source = "函"};

    return TRY(s, store_institutions_admit(s, ZONE, &d, 1, nowhere, &by, id, &err));
}

static inline int64_t standing_on(struct store *s, const char *on)
{
    int64_t n;

    assert_true(store_institutions_count(s, ZONE, day(on), &n, NULL));
    return n;
}

#endif
