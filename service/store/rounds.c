/* rounds.c - what may be said of a round, and saying it. */
#include "store/rounds.h"

#include "base/mem.h"
#include "domain/unit.h"
#include "store/internal.h"
#include "store/rounds_rows.h"
#include "store/titles.h"

#include <string.h>

enum { SHORTEST = 4, LONGEST = 20, FIRST_YEAR = 2000, LAST_YEAR = 2100 };

static const char TRACKS_USED[] = "SELECT DISTINCT track FROM application WHERE round = $1";
static const char JIANGSU[] = "320000";

bool round_id_valid(const char *id)
{
    size_t len = strlen(id);

    return len >= SHORTEST && len <= LONGEST &&
           strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-") == len && id[0] != '-' &&
           id[len - 1] != '-' && !strstr(id, "--");
}

bool store_round(struct store *s, struct arena *a, const char *id, struct round *out, bool *there,
                 struct err *err)
{
    struct round *all;
    size_t n;

    *there = false;
    if (!store_rounds(s, a, &all, &n, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (strcmp(all[i].id, id) == 0) {
            *out = all[i];
            *there = true;
        }
    }
    return true;
}

bool store_round_for(struct store *s, const char *round, enum title_kind track, struct err *err)
{
    struct arena *a = arena_new();
    char tracks[TRACKS_TEXT];
    struct round r;
    bool there, ok = store_round(s, a, round, &r, &there, err);

    if (ok && !there)
        ok = err_say(err, ERR_NOT_FOUND, "round", "there is no round '%s'", "没有批次“%s”", round);
    if (ok && !round_is_for(&r, track))
        ok = err_say(err, ERR_BAD_BODY, "track", "round %s is for %s", "批次 %s 的类别为 %s", round,
                     tracks_text(r.tracks, tracks));
    arena_free(a);
    return ok;
}

/* The zones of Jiangsu are the province's own programme, all else is the nation's. */
static bool tracks_fit(const struct round *r, struct err *err)
{
    bool js = (r->tracks & 1U << TITLE_JS_ZONE) != 0;

    if (js && r->tracks != 1U << TITLE_JS_ZONE)
        return err_say(err, ERR_BAD_BODY, "tracks",
                       "js-zone is a programme of its own province: it stands alone in a round",
                       "js-zone 是省级项目，须单独成批");
    return (js ? r->unit && strcmp(r->unit, JIANGSU) == 0 : r->unit == NULL) ||
           err_say(err, ERR_BAD_BODY, "tracks",
                   "a round of %s is not for these tracks: js-zone is for 320000 alone, all others "
                   "are for the nation",
                   "%s的批次不能有这些类别：js-zone 只属于 320000，其余由国家组织",
                   r->unit ? r->unit : "the nation");
}

static bool round_fits(const struct round *r, struct err *err)
{
    if (!round_id_valid(r->id))
        return err_say(err, ERR_BAD_BODY, "round",
                       "'%.40s': the name of a round has %d to %d of a-z, 0-9 and single hyphens",
                       "“%.40s”：批次名称由 %d 至 %d 个小写字母、数字和连字符组成", r->id,
                       (int)SHORTEST, (int)LONGEST);
    if (r->year < FIRST_YEAR || r->year > LAST_YEAR)
        return err_say(err, ERR_BAD_BODY, "year", "a year is from %d to %d",
                       "年份须在 %d 至 %d 之间", (int)FIRST_YEAR, (int)LAST_YEAR);
    if ((r->window_since == DATE_NONE) != (r->window_until == DATE_NONE) ||
        (r->window_since != DATE_NONE && r->window_until < r->window_since))
        return err_say(err, ERR_BAD_BODY, "window_until",
                       "a window has two days, the first before the last, or none is known",
                       "申报期须同时给出先后两日，或都不写");
    return tracks_fit(r, err);
}

/* Whoever applies in it has to find the track there. */
static bool keeps_used(struct store *s, struct arena *a, const struct round *r, struct err *err)
{
    struct stmt *q = stmt_get(s->db, TRACKS_USED, err);
    const char *gone = NULL;
    enum title_kind kind;
    int rc;

    if (!q)
        return false;
    bind_text(q, 1, r->id);
    while ((rc = stmt_step(q, err)) == 1) {
        const char *name = column_text(q, 0, a);

        if (applied_parse(name, &kind) && !round_is_for(r, kind))
            gone = name;
    }
    stmt_done(q);
    return rc == 0 && (!gone || err_say(err, ERR_CONFLICT, "tracks",
                                        "somebody applies on the track %s in this round",
                                        "本批次已有类别 %s 的申报", gone));
}

bool store_round_put(struct store *s, struct arena *a, const struct round *r,
                     const struct revision *why, struct err *err)
{
    static const enum claim_table sealed[] = {ROWS_ROUND, ROWS_ROUND_SCOPE, ROWS_QUOTA};
    const struct round_row row = {.round = *r, .origin = "operator", .source = why->source};
    struct change c = change_of(s, why, "round opened");
    struct round before;
    bool there, differed;

    if (!round_fits(r, err) || !store_round(s, a, r->id, &before, &there, err))
        return false;
    if (there && !before.by_hand)
        return err_say(err, ERR_CONFLICT, "round",
                       "round %s comes with the published facts; what they say is not changed here",
                       "批次 %s 来自已公布的资料，不能在此修改", r->id);
    if (there && (before.unit != NULL) != (r->unit != NULL))
        return err_say(err, ERR_CONFLICT, "round", "there is a round %s of somebody else already",
                       "已有其他单位的批次 %s", r->id);
    return keeps_used(s, a, r, err) && round_row_put(&c, &row, &differed, err) &&
           change_seal(&c, sealed, COUNT(sealed), err);
}
