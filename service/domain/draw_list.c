/* draw_list.c - is a list one that can be drawn from, and the exact bytes of lists and results.
 *
 * Reading takes what it finds and writes it anew: only bytes that come out the same are taken, so
 * that one list has one commitment. */
#include "base/utf8.h"
#include "domain/draw.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char LIST_NAME[] = "sizhi-draw-1", RESULT_NAME[] = "sizhi-draw-result-1";

enum { DIGEST_HEX = SHA256_HEX - 1, NUMBER_MOST = 18 };

/* ---- soundness ---- */

static bool within(const char *field, int value, int most, struct err *err)
{
    return (value >= 1 && value <= most) ||
           err_say(err, ERR_BAD_BODY, field, "%s must be from 1 to %d here", "%s 应为 1 至 %d",
                   field, most);
}

static bool counts_sound(const struct draw_list *l, struct err *err)
{
    const int most = l->n_targets < DRAW_TARGETS_MOST ? l->n_targets : DRAW_TARGETS_MOST;

    if (!within("inspectors", l->n_inspectors, DRAW_INSPECTORS_MOST, err) ||
        !within("institutions", l->n_targets, DRAW_TARGETS_MOST, err) ||
        !within("draw", l->n_drawn, most, err) ||
        !within("each", l->n_each,
                l->n_inspectors < DRAW_EACH_MOST ? l->n_inspectors : DRAW_EACH_MOST, err))
        return false;
    if (l->n_drawn * l->n_each > DRAW_PLACES_MOST)
        return err_say(err, ERR_BAD_BODY, "draw",
                       "institutions drawn times inspectors of each may be %d at the most",
                       "抽取机构数与每家检查人员数之积最多为 %d", (int)DRAW_PLACES_MOST);
    return l->n_exclusions <= DRAW_EXCLUSIONS_MOST ||
           err_say(err, ERR_BAD_BODY, "exclusions", "at most %d exclusions", "回避关系最多 %d 项",
                   (int)DRAW_EXCLUSIONS_MOST);
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool digests_sound(const struct draw_list *l, struct arena *a, struct err *err)
{
    const char **sorted = arena_alloc(a, (size_t)l->n_inspectors, sizeof *sorted);
    char field[32];

    for (int i = 0; i < l->n_inspectors; i++) {
        snprintf(field, sizeof field, "inspectors[%d]", i);
        if (strlen(l->inspectors[i]) != DIGEST_HEX ||
            strspn(l->inspectors[i], "0123456789abcdef") != DIGEST_HEX)
            return err_say(err, ERR_BAD_BODY, field,
                           "an inspector is listed by a digest of %d digits 0-9 and a-f",
                           "检查人员以 %d 位十六进制（0-9、a-f）摘要列出", (int)DIGEST_HEX);
        sorted[i] = l->inspectors[i];
    }
    qsort(sorted, (size_t)l->n_inspectors, sizeof *sorted, by_text);
    for (int i = 1; i < l->n_inspectors; i++) {
        if (strcmp(sorted[i - 1], sorted[i]) == 0)
            return err_say(err, ERR_BAD_BODY, "inspectors", "one digest is listed twice",
                           "检查人员名单中有重复的摘要");
    }
    return true;
}

static int by_id(const void *a, const void *b)
{
    const int64_t *p = a, *q = b;

    return (*p > *q) - (*p < *q);
}

static bool targets_sound(const struct draw_list *l, struct arena *a, struct err *err)
{
    int64_t *sorted = arena_alloc(a, (size_t)l->n_targets, sizeof *sorted);

    for (int i = 0; i < l->n_targets; i++)
        sorted[i] = l->targets[i].id;
    qsort(sorted, (size_t)l->n_targets, sizeof *sorted, by_id);
    for (int i = 0; i < l->n_targets; i++) {
        if (sorted[i] <= 0 || (i > 0 && sorted[i - 1] == sorted[i]))
            return err_say(err, ERR_BAD_BODY, "institutions",
                           "one institution is listed twice, or has no number",
                           "机构名单中有重复或没有编号的机构");
    }
    return true;
}

/* Also counts who is left for each institution. */
static bool exclusions_sound(const struct draw_list *l, struct arena *a, struct err *err)
{
    const size_t n = (size_t)l->n_inspectors;
    bool *said = arena_alloc(a, n * (size_t)l->n_targets, sizeof *said);
    int *left = arena_alloc(a, (size_t)l->n_targets, sizeof *left);
    char field[32];

    for (int t = 0; t < l->n_targets; t++)
        left[t] = l->n_inspectors;
    for (int i = 0; i < l->n_exclusions; i++) {
        const struct draw_exclusion *e = &l->exclusions[i];
        bool *here;

        snprintf(field, sizeof field, "exclusions[%d]", i);
        if (e->inspector < 1 || e->inspector > l->n_inspectors || e->target < 1 ||
            e->target > l->n_targets || !e->reason || !*e->reason)
            return err_say(err, ERR_BAD_BODY, field,
                           "an exclusion names a listed inspector and institution, and a reason",
                           "回避关系应写明名单内的检查人员、机构及理由");
        here = &said[(size_t)(e->target - 1) * n + (size_t)(e->inspector - 1)];
        if (*here)
            return err_say(err, ERR_BAD_BODY, field, "this exclusion is listed twice",
                           "该回避关系重复");
        *here = true;
        if (--left[e->target - 1] < l->n_each)
            return err_say(err, ERR_BAD_BODY, field,
                           "with this exclusion too few inspectors are left for %.80s: it needs %d",
                           "加上该回避关系后，可检查“%.80s”的人员不足 %d 人",
                           l->targets[e->target - 1].name, l->n_each);
    }
    return true;
}

bool draw_sound(const struct draw_list *l, struct arena *a, struct err *err)
{
    char moment[MOMENT_TEXT];
    moment_t same;

    if (!*l->title || !*l->seed_from)
        return err_say(err, ERR_BAD_BODY, *l->title ? "seed_from" : "title",
                       "a draw has a title and says which later value will be its seed",
                       "抽查须有标题，并写明以后续哪一公开数值为种子");
    if (!moment_parse(moment_format(l->not_before, moment), &same) || same != l->not_before)
        return err_say(err, ERR_BAD_BODY, "seed_not_before",
                       "seed_not_before must be a moment of our days",
                       "seed_not_before 应为有效时刻");
    return counts_sound(l, err) && digests_sound(l, a, err) && targets_sound(l, a, err) &&
           exclusions_sound(l, a, err);
}

/* ---- writing ---- */

static void put_text(struct buf *out, const char *s)
{
    buf_printf(out, "%zu:%s,", strlen(s), s);
}

static void put_number(struct buf *out, int64_t v)
{
    char text[32];

    snprintf(text, sizeof text, "%lld", (long long)v);
    put_text(out, text);
}

void draw_list_bytes(const struct draw_list *l, struct buf *out)
{
    char moment[MOMENT_TEXT];

    put_text(out, LIST_NAME);
    put_text(out, l->title);
    put_text(out, l->seed_from);
    put_text(out, moment_format(l->not_before, moment));
    put_number(out, l->n_drawn);
    put_number(out, l->n_each);
    put_number(out, l->n_inspectors);
    for (int i = 0; i < l->n_inspectors; i++)
        put_text(out, l->inspectors[i]);
    put_number(out, l->n_targets);
    for (int i = 0; i < l->n_targets; i++) {
        put_number(out, l->targets[i].id);
        put_text(out, l->targets[i].uscc);
        put_text(out, l->targets[i].name);
    }
    put_number(out, l->n_exclusions);
    for (int i = 0; i < l->n_exclusions; i++) {
        put_number(out, l->exclusions[i].inspector);
        put_number(out, l->exclusions[i].target);
        put_text(out, l->exclusions[i].reason);
    }
}

void draw_result_bytes(const struct draw_result *r, const struct sha256 *commitment,
                       const char *seed, struct buf *out)
{
    char hex[SHA256_HEX];

    put_text(out, RESULT_NAME);
    put_text(out, sha256_hex(commitment, hex));
    put_text(out, seed);
    put_number(out, r->n_drawn);
    for (int t = 0; t < r->n_drawn; t++) {
        put_number(out, r->targets[t]);
        for (int i = 0; i < r->n_each; i++)
            put_number(out, r->inspectors[t * r->n_each + i]);
    }
}

struct sha256 draw_commitment(const char *bytes, size_t len)
{
    return sha256_of(bytes, len);
}

/* ---- reading ---- */

struct strings {
    const char *text;
    size_t len, at;
    struct arena *arena;
    bool ok;
};

static const char *take_text(struct strings *s)
{
    size_t len = 0, at = s->at, digits = 0;

    while (s->ok && at < s->len && s->text[at] >= '0' && s->text[at] <= '9' && digits < 7) {
        len = len * 10 + (size_t)(s->text[at] - '0');
        at++;
        digits++;
    }
    s->ok = s->ok && digits > 0 && at < s->len && s->text[at] == ':' && len < s->len - at - 1 &&
            s->text[at + 1 + len] == ',' && !memchr(s->text + at + 1, '\0', len) &&
            utf8_valid(s->text + at + 1, len);
    if (!s->ok)
        return "";
    s->at = at + 1 + len + 1;
    return arena_strndup(s->arena, s->text + at + 1, len);
}

static int64_t take_number(struct strings *s, int64_t most)
{
    const char *text = take_text(s);
    size_t len = strlen(text);
    int64_t v = 0;

    s->ok = s->ok && len > 0 && len <= NUMBER_MOST && strspn(text, "0123456789") == len;
    if (s->ok)
        v = strtoll(text, NULL, 10);
    s->ok = s->ok && v <= most;
    return s->ok ? v : 0;
}

static void take_members(struct strings *s, struct draw_list *l)
{
    l->n_inspectors = (int)take_number(s, DRAW_INSPECTORS_MOST);
    l->inspectors = arena_alloc(s->arena, (size_t)l->n_inspectors + 1, sizeof *l->inspectors);
    for (int i = 0; i < l->n_inspectors; i++)
        l->inspectors[i] = take_text(s);
    l->n_targets = (int)take_number(s, DRAW_TARGETS_MOST);
    l->targets = arena_alloc(s->arena, (size_t)l->n_targets + 1, sizeof *l->targets);
    for (int i = 0; i < l->n_targets; i++) {
        l->targets[i].id = take_number(s, INT64_MAX);
        l->targets[i].uscc = take_text(s);
        l->targets[i].name = take_text(s);
    }
    l->n_exclusions = (int)take_number(s, DRAW_EXCLUSIONS_MOST);
    l->exclusions = arena_alloc(s->arena, (size_t)l->n_exclusions + 1, sizeof *l->exclusions);
    for (int i = 0; i < l->n_exclusions; i++) {
        l->exclusions[i].inspector = (int)take_number(s, DRAW_INSPECTORS_MOST);
        l->exclusions[i].target = (int)take_number(s, DRAW_TARGETS_MOST);
        l->exclusions[i].reason = take_text(s);
    }
}

static bool comes_out_the_same(const struct draw_list *l, const char *text, size_t len)
{
    struct buf again = {0};
    bool same;

    draw_list_bytes(l, &again);
    same = again.len == len && memcmp(again.data, text, len) == 0;
    buf_free(&again);
    return same;
}

bool draw_list_read(struct arena *a, const char *text, size_t len, struct draw_list *out,
                    struct err *err)
{
    struct strings s = {.text = text, .len = len, .arena = a, .ok = true};
    struct draw_list l = {0};

    s.ok = strcmp(take_text(&s), LIST_NAME) == 0;
    l.title = take_text(&s);
    l.seed_from = take_text(&s);
    s.ok = s.ok && moment_parse(take_text(&s), &l.not_before);
    l.n_drawn = (int)take_number(&s, DRAW_TARGETS_MOST);
    l.n_each = (int)take_number(&s, DRAW_EACH_MOST);
    take_members(&s, &l);
    if (!s.ok || s.at != len || !comes_out_the_same(&l, text, len))
        return err_say(err, ERR_BAD_BODY, "list",
                       "the bytes of the list cannot be read: something is wrong at byte %zu",
                       "名单的字节无法读取：第 %zu 字节处有误", s.at);
    *out = l;
    return draw_sound(&l, a, err);
}
