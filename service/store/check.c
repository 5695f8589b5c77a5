/* check.c - is the register what it says it is?
 *
 * Everything is read in one transaction, so a running service cannot make the check see two moments
 * at once. */
#include "store/check.h"

#include "base/buf.h"
#include "base/mem.h"
#include "store/applications_check.h"
#include "store/audit.h"
#include "store/claims_rows.h"
#include "store/demo.h"
#include "store/digest.h"
#include "store/divisions_rows.h"
#include "store/imports_check.h"
#include "store/institutions_check.h"
#include "store/institutions_rows.h"
#include "store/internal.h"
#include "store/notices_check.h"
#include "store/notices_rows.h"
#include "store/people_check.h"
#include "store/proposals_check.h"
#include "store/quotas_check.h"
#include "store/revision.h"
#include "store/scores_check.h"
#include "store/self_scores.h"
#include "store/terms_check.h"
#include "store/terms_rows.h"
#include "store/titles_check.h"
#include "store/zones_check.h"

#include <string.h>

static const char INTEGRITY[] = "PRAGMA integrity_check(100)";
static const char FOREIGN_KEYS[] = "PRAGMA foreign_key_check";
enum { COL_REF_TABLE, COL_REF_ROW, COL_REF_TO };

/* What was sealed: revision is a chain of its own. */
static const char SEALED[] = "SELECT substr(key, 8) FROM meta"
                             " WHERE key LIKE 'digest:%' AND key <> 'digest:revision' ORDER BY key";

/* Lists of tables whose rows carry digests, each ending in a row without a name. */
static const struct digest_table *const published[] = {
    division_tables, claim_tables, notice_tables, terms_tables, institution_tables, NULL,
};

/* SQLite's own check gives up on pages it cannot walk at all: that is a finding as well. */
static bool look_at_pages(struct store *s, struct report *r, struct err *err)
{
    struct stmt *q = stmt_get(s->db, INTEGRITY, err);
    struct err broken = {0};
    int rc;

    if (!q)
        return false;
    while ((rc = stmt_step(q, &broken)) == 1) {
        struct bytes said = column_peek(q, 0);

        if (said.size != 2 || memcmp(said.at, "ok", 2) != 0)
            report_finding(r, "structure: %s", said.at ? said.at : "?");
    }
    stmt_done(q);
    if (rc == 0)
        return true;
    if (!db_must_stop(s->db)) {
        *err = broken;
        return false;
    }
    report_finding(r, "structure: %s", broken.text);
    return true;
}

static bool look_at_references(struct store *s, struct report *r, struct err *err)
{
    struct stmt *q = stmt_get(s->db, FOREIGN_KEYS, err);
    int rc;

    if (!q)
        return false;
    while ((rc = stmt_step(q, err)) == 1)
        report_finding(r, "%s row %lld: refers to a row of %s that does not exist",
                       column_peek(q, COL_REF_TABLE).at, (long long)column_int(q, COL_REF_ROW),
                       column_peek(q, COL_REF_TO).at);
    stmt_done(q);
    return rc == 0;
}

static void report_index(void *arg, const char *table, const char *column, const char *what)
{
    report_finding(arg, "%s.%s: %s", table, column, what);
}

static bool look_at_spatial_indexes(struct store *s, struct report *r, struct err *err)
{
    return db_check_spatial_indexes(s->db, report_index, r, err);
}

static bool is_published(const char *name)
{
    for (const struct digest_table *const *list = published; *list; list++) {
        for (const struct digest_table *t = *list; t->name; t++) {
            if (strcmp(t->name, name) == 0)
                return true;
        }
    }
    return false;
}

/* A table that seals its rows but is missing from the lists above would never be looked at. */
static bool look_for_unlisted(struct store *s, struct report *r, struct err *err)
{
    struct stmt *q = stmt_get(s->db, SEALED, err);
    int rc;

    if (!q)
        return false;
    while ((rc = stmt_step(q, err)) == 1) {
        if (!is_published(column_peek(q, 0).at))
            report_finding(r, "%s: its rows carry digests that this program does not check",
                           column_peek(q, 0).at);
    }
    stmt_done(q);
    return rc == 0;
}

static bool look_at_digests(struct store *s, struct report *r, struct err *err)
{
    for (const struct digest_table *const *list = published; *list; list++) {
        for (const struct digest_table *t = *list; t->name; t++) {
            if (!digest_verify(s, t, r, err))
                return false;
        }
    }
    return true;
}

/* What makes sense for an older file too, and what needs today's tables. */
static check_look *const structure[] = {look_at_references, look_at_spatial_indexes};
static check_look *const contents[] = {
    revision_verify, audit_verify, personal_verify,  look_at_digests,    check_claims,
    check_zones,     check_quotas, check_notices,    check_applications, check_scores,
    check_proposals, check_people, check_terms,      check_self_scores,  check_institutions,
    check_imports,   check_demo,   look_for_unlisted};

/* With broken pages there is no telling what the other checks would read. */
static bool run_checks(struct store *s, bool any_schema_only, struct report *r, struct err *err)
{
    bool ok = db_begin(s->db, err) && look_at_pages(s, r, err);
    bool whole = ok && r->n == 0;

    for (size_t i = 0; ok && whole && i < COUNT(structure); i++)
        ok = structure[i](s, r, err);
    for (size_t i = 0; ok && whole && !any_schema_only && i < COUNT(contents); i++)
        ok = contents[i](s, r, err);
    db_rollback(s->db);
    return ok;
}

bool check_structure(struct store *s, struct report *r, struct err *err)
{
    return run_checks(s, true, r, err);
}

bool store_check(struct store *s, void (*tell)(void *arg, const char *line), void *arg,
                 size_t *n_findings, struct err *err)
{
    struct report r = {tell, arg, 0};
    bool ok = run_checks(s, false, &r, err);

    *n_findings = r.n;
    return ok;
}
