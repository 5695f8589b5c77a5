/* institutions.h - the directory of institutions (服务机构名录) of every zone, in two times.
 *
 * Whether a zone is there and who may change its directory is for the caller; that a code stands
 * once in a directory, that stays do not overlap and that nobody comes back while a serious record
 * stands is seen to here. */
#ifndef STORE_INSTITUTIONS_H
#define STORE_INSTITUTIONS_H

#include "base/arena.h"
#include "domain/institution.h"
#include "domain/institution_table.h"
#include "store/people.h"
#include "store/store.h"

/* Every row ever recorded, in order of recording. */
struct institution_records {
    struct institution *rows;
    struct institution_stay *stays;
    struct institution_misconduct *misconduct;
    struct institution_assessment *assessments;
    size_t n_rows, n_stays, n_misconduct, n_assessments;
};

/* Of one entry; id 0: of all. */
bool store_institution_records(struct store *s, struct arena *a, int64_t id,
                               struct institution_records *out, struct err *err);
/* How many stand in the directory of a zone on a day, as the register has it now. */
bool store_institutions_count(struct store *s, const char *zone, date_t on, int64_t *n,
                              struct err *err);
/* Notes a fault for each draft that cannot be admitted, because its code stands in this directory
 * already. */
bool store_institutions_clash(struct store *s, const char *zone, struct institution_table *t,
                              struct arena *a, struct err *err);

/* Digests that change whenever a row of the directory or of a draw does, as one text. */
bool store_institutions_key(struct store *s, struct arena *a, const char **key, struct err *err);

/* ---- changes: inside a transaction, a revision of its own each ---- */

/* New entries; draft points have been read: lon_lat holds them in CGCS2000, two numbers a draft. */
bool store_institutions_admit(struct store *s, const char *zone,
                              const struct institution_draft *drafts, size_t n,
                              const double *lon_lat, const struct act_by *by, int64_t *first_id,
                              struct err *err);
/* What it is from i->since on, until the row on record for that day ends; the row for that very day
 * is put right. */
bool store_institution_change(struct store *s, const struct institution *i, const struct act_by *by,
                              struct err *err);
/* id of st->institution; st->admitted, admission_reason and source: back after an exit. */
bool store_institution_return(struct store *s, const struct institution_stay *st,
                              const struct act_by *by, struct err *err);
/* st->exited, exit_kind and exit_reason; also in place of an exit that lies ahead. */
bool store_institution_exit(struct store *s, const struct institution_stay *st, date_t today,
                            const struct act_by *by, struct err *err);
/* Fills in m->id.  A serious one ends the stay on `from`, in the same revision; *exited says
 * whether there was one to end. */
bool store_institution_sanction(struct store *s, struct institution_misconduct *m, date_t from,
                                const struct act_by *by, bool *exited, struct err *err);
/* m->id, institution, lifted and lifted_by. */
bool store_institution_lift(struct store *s, const struct institution_misconduct *m,
                            const struct act_by *by, struct err *err);
/* In place of what is on record for that year. */
bool store_institution_assess(struct store *s, const struct institution_assessment *as,
                              const struct act_by *by, struct err *err);

#endif
