/* institutions_check.c - entries, stays and records of misconduct told against each other, every
 * code checked, and every draw done again. */
#include "store/institutions_check.h"

#include "base/mem.h"
#include "domain/uscc.h"
#include "store/draws.h"
#include "store/institutions.h"
#include "store/internal.h"
#include "store/questions.h"

#include <string.h>

/* Each gives three words or numbers for its text. */
static const struct check_question questions[] = {
    {"SELECT DISTINCT i.id, i.zone, i.name FROM institution AS i WHERE i.retracted_ms IS NULL"
     " AND NOT EXISTS (SELECT 1 FROM zone AS z WHERE z.id = i.zone) ORDER BY i.id",
     "institution %s stands in the directory of a zone that does not exist: %s (%s)"},
    {"SELECT a.id, b.id, a.uscc FROM institution AS a JOIN institution AS b"
     " ON b.zone = a.zone AND b.uscc = a.uscc AND b.id > a.id"
     " WHERE a.retracted_ms IS NULL AND b.retracted_ms IS NULL GROUP BY a.id, b.id, a.uscc"
     " ORDER BY a.id",
     "institutions %s and %s of one directory have the same code, %s"},
    {"SELECT a.id, a.since, b.since FROM institution AS a JOIN institution AS b"
     " ON b.id = a.id AND b.since > a.since"
     " WHERE a.retracted_ms IS NULL AND b.retracted_ms IS NULL"
     " AND (a.until IS NULL OR a.until >= b.since) ORDER BY a.id",
     "institution %s: what it is from %s on runs beyond %s, when something else begins"},
    {"SELECT a.institution, a.admitted, b.admitted FROM institution_stay AS a"
     " JOIN institution_stay AS b ON b.institution = a.institution AND b.admitted > a.admitted"
     " WHERE a.retracted_ms IS NULL AND b.retracted_ms IS NULL"
     " AND (a.exited IS NULL OR a.exited > b.admitted) ORDER BY a.institution",
     "institution %s: its stay from %s on runs into the one from %s on"},
    {"SELECT 'stay ' || t.row, t.institution, NULL FROM institution_stay AS t WHERE NOT EXISTS"
     " (SELECT 1 FROM institution AS i WHERE i.id = t.institution)"
     " UNION ALL SELECT 'misconduct ' || m.row, m.institution, NULL FROM institution_misconduct"
     " AS m WHERE NOT EXISTS (SELECT 1 FROM institution AS i WHERE i.id = m.institution)"
     " UNION ALL SELECT 'assessment ' || s.row, s.institution, NULL FROM institution_assessment"
     " AS s WHERE NOT EXISTS (SELECT 1 FROM institution AS i WHERE i.id = s.institution)",
     "%s is of institution %s, which does not exist"},
    {"SELECT t.institution, t.misconduct, t.exited FROM institution_stay AS t"
     " WHERE t.retracted_ms IS NULL AND t.misconduct IS NOT NULL AND NOT EXISTS"
     " (SELECT 1 FROM institution_misconduct AS m WHERE m.id = t.misconduct"
     " AND m.institution = t.institution AND m.serious = 1 AND m.retracted_ms IS NULL)"
     " ORDER BY t.institution",
     "institution %s lost its place for record %s (%s), which is not there or not serious"},
    {"SELECT m.institution, m.id, t.admitted FROM institution_misconduct AS m"
     " JOIN institution_stay AS t ON t.institution = m.institution"
     " WHERE m.retracted_ms IS NULL AND t.retracted_ms IS NULL AND m.serious = 1"
     " AND m.lifted IS NULL AND t.exited IS NULL ORDER BY m.institution, m.id",
     "institution %s stands in the directory though its serious record %s stands (since %s)"},
    {"SELECT o.draw, o.target, o.id FROM draw_outcome AS o WHERE NOT EXISTS"
     " (SELECT 1 FROM draw_seed AS s WHERE s.draw = o.draw) ORDER BY o.id",
     "draw %s tells what the inspection of %s came to (%s), but has no seed"},
};

static void look_at_codes(const struct institution_records *all, struct report *r)
{
    for (size_t i = 0; i < all->n_rows; i++) {
        if (!uscc_valid(all->rows[i].uscc))
            report_finding(r, "institution %lld: %s is no unified social credit code",
                           (long long)all->rows[i].id, all->rows[i].uscc);
    }
}

static void draw_again(const struct draw_row *d, struct arena *a, struct report *r)
{
    const struct sha256 commitment = draw_commitment(d->list, strlen(d->list));
    struct draw_list l;
    struct draw_result result;
    struct buf bytes = {0};
    struct err err = {0};

    if (memcmp(&commitment, &d->commitment, sizeof commitment) != 0)
        report_finding(r, "draw %lld: its list is not the one that was committed to",
                       (long long)d->id);
    if (!draw_list_read(a, d->list, strlen(d->list), &l, &err)) {
        report_finding(r, "draw %lld: %s", (long long)d->id, err.text);
        return;
    }
    if (l.not_before != d->not_before || strcmp(l.title, d->title) != 0)
        report_finding(r, "draw %lld: its list says another title or moment", (long long)d->id);
    if (!d->seed)
        return;
    if (d->seeded < d->not_before)
        report_finding(r, "draw %lld: its seed was entered before the moment announced",
                       (long long)d->id);
    bool drawn = draw_run(&l, &commitment, d->seed, a, &result);
    if (drawn)
        draw_result_bytes(&result, &commitment, d->seed, &bytes);
    if (drawn != (d->result != NULL) || (drawn && strcmp(bytes.data, d->result) != 0))
        report_finding(r, "draw %lld: list and seed give another result than the one on record",
                       (long long)d->id);
    buf_free(&bytes);
}

static bool look_at_rows(struct store *s, struct arena *a, struct report *r, struct err *err)
{
    struct institution_records all;
    struct draw_row *draws;
    size_t n;

    if (!store_institution_records(s, a, 0, &all, err) || !store_draws(s, a, &draws, &n, err))
        return false;
    look_at_codes(&all, r);
    for (size_t i = 0; i < n; i++)
        draw_again(&draws[i], a, r);
    return true;
}

bool check_institutions(struct store *s, struct report *r, struct err *err)
{
    return questions_ask(s, questions, COUNT(questions), r, err) &&
           questions_look(s, "institutions", look_at_rows, r, err);
}
