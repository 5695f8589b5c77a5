/* search.c - find a place by what people type: 海淀, haidian, hd, 110108.
 *
 * A few thousand short names are read through each time; an index would cost more than it saves.
 * Every way to match has a rank; the best rank of a place counts, and among equals the larger level
 * comes first, then the code. */
#include "atlas/internal.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_TEXT = 128 };

enum rank {
    RANK_NAME,
    RANK_SHORT_NAME,
    RANK_CODE,
    RANK_INITIALS,
    RANK_PINYIN,
    RANK_NAME_BEGINS,
    RANK_CODE_BEGINS,
    RANK_PINYIN_BEGINS,
    RANK_INITIALS_BEGIN,
    RANK_NAME_CONTAINS,
    RANK_PINYIN_CONTAINS,
    RANK_NONE,
};

/* What was typed, in the shapes it is compared in. */
struct query {
    char text[MAX_TEXT];    /* trimmed, ASCII lower-case */
    char letters[MAX_TEXT]; /* without spaces and apostrophes, for pinyin; "" when not Latin */
    bool digits;
};

/* The one letter of pinyin that no keyboard has, as UTF-8. */
static bool is_u_umlaut(const char *text)
{
    return strncmp(text, "ü", 2) == 0 || strncmp(text, "Ü", 2) == 0;
}

static bool prepare(const char *text, struct query *q)
{
    size_t n = 0, m = 0;
    bool latin = true;

    memset(q, 0, sizeof *q);
    while (*text == ' ')
        text++;
    for (; *text && n + 2 < sizeof q->text; text++) {
        char c = *text;
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        q->text[n++] = c;
        if (is_u_umlaut(text)) {
            q->text[n++] = *++text;
            q->letters[m++] = 'v';
        } else if ((unsigned char)c >= 0x80) {
            latin = false;
        } else if (c != ' ' && c != '\'') {
            q->letters[m++] = c;
        }
    }
    while (n > 0 && q->text[n - 1] == ' ')
        q->text[--n] = '\0';
    if (!latin)
        q->letters[0] = '\0';
    q->digits = n > 0 && strspn(q->text, "0123456789") == n;
    return n > 0;
}

/* How does a pinyin text with a space between syllables meet letters typed without?  0 not at all,
 * 1 somewhere at the start of a syllable, 2 at its start, 3 wholly within the first n_syllables. */
static int pinyin_match(const char *pinyin, const char *letters, size_t n_syllables)
{
    for (const char *start = pinyin; *start; start++) {
        const char *p = start, *l = letters;
        size_t syllables = 1;

        if (start != pinyin && start[-1] != ' ')
            continue;
        while (*l && *p) {
            if (*p == ' ') {
                p++;
                syllables++;
                continue;
            }
            /* lü is kept as lv, and found as lu too */
            if (*p != *l && !(*p == 'v' && *l == 'u'))
                break;
            p++;
            l++;
        }
        if (*l)
            continue;
        bool syllable_ends = *p == '\0' || *p == ' ';
        if (start == pinyin)
            return syllable_ends && (syllables == n_syllables || *p == '\0') ? 3 : 2;
        return 1;
    }
    return 0;
}

static size_t count_characters(const char *s)
{
    size_t n = 0;
    for (; *s; s++)
        n += ((unsigned char)*s & 0xC0) != 0x80;
    return n;
}

static enum rank rank_latin(const struct place *p, const struct query *q)
{
    size_t len = strlen(q->letters), n_short = count_characters(p->short_name);

    if (strncmp(p->initials, q->letters, len) == 0 && (len == n_short || p->initials[len] == '\0'))
        return RANK_INITIALS;
    int m = pinyin_match(p->pinyin, q->letters, n_short);
    if (m == 3)
        return RANK_PINYIN;
    if (m == 2)
        return RANK_PINYIN_BEGINS;
    if (strncmp(p->initials, q->letters, len) == 0)
        return RANK_INITIALS_BEGIN;
    return m == 1 ? RANK_PINYIN_CONTAINS : RANK_NONE;
}

/* 恩施州 for 恩施土家族苗族自治州: the short name with the last character of the full one. */
static bool is_spoken_name(const struct place *p, const char *text)
{
    size_t len = strlen(p->short_name);
    const char *last = p->name + strlen(p->name);

    while (last > p->name && ((unsigned char)*--last & 0xC0) == 0x80)
        continue;
    return strncmp(text, p->short_name, len) == 0 && strcmp(text + len, last) == 0;
}

static enum rank rank_place(const struct place *p, const struct query *q)
{
    size_t len = strlen(q->text);

    if (q->digits) {
        if (strcmp(p->code, q->text) == 0)
            return RANK_CODE;
        return strncmp(p->code, q->text, len) == 0 ? RANK_CODE_BEGINS : RANK_NONE;
    }
    if (q->letters[0])
        return rank_latin(p, q);
    if (strcmp(p->name, q->text) == 0)
        return RANK_NAME;
    if (strcmp(p->short_name, q->text) == 0 || is_spoken_name(p, q->text))
        return RANK_SHORT_NAME;
    if (strncmp(p->name, q->text, len) == 0)
        return RANK_NAME_BEGINS;
    return strstr(p->name, q->text) ? RANK_NAME_CONTAINS : RANK_NONE;
}

static bool wanted(const struct ground *g, const struct place *p, const struct search_filter *f)
{
    if (f->level >= 0 && (int)p->level != f->level)
        return false;
    return !f->province || strcmp(g->places[p->province].code, f->province) == 0;
}

size_t atlas_search(const struct atlas *a, const char *text, const struct search_filter *filter,
                    int *out, size_t max)
{
    const struct ground *g = a->ground;
    struct query q;
    size_t n = 0;

    if (!prepare(text, &q))
        return 0;
    unsigned char *ranks = mem_alloc(g->n_places, 1);
    for (size_t i = 0; i < g->n_places; i++)
        ranks[i] = wanted(g, &g->places[i], filter) ? (unsigned char)rank_place(&g->places[i], &q)
                                                    : RANK_NONE;
    /* A walk per rank and level keeps the order of codes without sorting. */
    for (int rank = 0; rank < RANK_NONE && n < max; rank++) {
        for (int level = 0; level < LEVELS && n < max; level++) {
            for (size_t i = 0; i < g->n_places && n < max; i++) {
                if (ranks[i] == rank && (int)g->places[i].level == level)
                    out[n++] = (int)i;
            }
        }
    }
    free(ranks);
    return n;
}
