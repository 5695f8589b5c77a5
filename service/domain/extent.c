/* extent.c - blocks out of sides: what stands between two sides is a limit, and perhaps the label
 * of the next block.
 *
 * A text without labels is divided where a stronger separator (； 。 a new line) than those between
 * its sides stands before a side that the block already has.  Words that fit nowhere are refused
 * with their place rather than dropped. */
#include "domain/extent_read.h"

#include "base/mem.h"

#include <assert.h>
#include <string.h>

static const struct {
    const char *name, *en, *zh;
} sides[EXTENT_SIDES] = {
    [EXTENT_EAST] = {"east", "east", "东"},
    [EXTENT_SOUTH] = {"south", "south", "南"},
    [EXTENT_WEST] = {"west", "west", "西"},
    [EXTENT_NORTH] = {"north", "north", "北"},
};

const char *extent_side_name(enum extent_side side)
{
    assert(side >= 0 && side < EXTENT_SIDES);
    return sides[side].name;
}

const char *extent_side_label(enum extent_side side, bool english)
{
    assert(side >= 0 && side < EXTENT_SIDES);
    return english ? sides[side].en : sides[side].zh;
}

bool extent_side_parse(const char *s, enum extent_side *out)
{
    for (int i = 0; i < EXTENT_SIDES; i++) {
        if (strcmp(sides[i].name, s) == 0) {
            *out = (enum extent_side)i;
            return true;
        }
    }
    return false;
}

enum { LABEL_MOST = 200 }; /* letters */

/* What is known while going from side to side. */
struct assembly {
    struct reading *r;
    struct extent_block blocks[EXTENT_BLOCKS_MOST];
    size_t n;
    uint8_t rank;    /* of the strongest separator between sides of the present block */
    bool ended;      /* a bracket around the present block was closed */
    bool label_next; /* the next side begins a block of its own, with this label */
    size_t label_from, label_to;
};

/* What stands between the words of one side and those of the next. */
struct gap {
    size_t limit_to;         /* the limit ends here */
    size_t from, to;         /* what is left: a label or nothing */
    bool colon;              /* the label ends in one */
    uint8_t rank;            /* the strongest separator right before the next side */
    const struct mark *next; /* NULL: none */
};

static bool separates(uint8_t what)
{
    return what == LETTER_SPACE || what == LETTER_WRAP || what >= LETTER_LISTING;
}

static size_t skip_separators(const struct reading *r, size_t i, size_t end)
{
    while (i < end && separates(r->l[i].what))
        i++;
    return i;
}

static size_t trim_separators(const struct reading *r, size_t from, size_t end)
{
    while (end > from && separates(r->l[end - 1].what))
        end--;
    return end;
}

/* The ends of labels that only announce what follows. */
static size_t without_intro(const struct reading *r, size_t from, size_t to)
{
    static const char *const intros[] = {"四至范围", "四至边界", "四至界限", "规划范围", "用地范围",
                                         "具体范围", "四至",     "范围",     "具体",     "边界",
                                         "分别",     "为",       "是",       "的",       "即"};
    bool cut = true;

    while (cut) {
        cut = false;
        while (to > from && (separates(r->l[to - 1].what) || r->l[to - 1].what == LETTER_COLON)) {
            to--;
            cut = true;
        }
        for (size_t i = 0; i < COUNT(intros); i++) {
            size_t k = letters_end(r->l + from, to - from, intros[i]);
            to -= k;
            cut = cut || k > 0;
        }
    }
    return to;
}

static bool is_label(const struct reading *r, size_t from, size_t to)
{
    static const char *const endings[] = {"区",   "园",   "片",   "期",   "基地", "中心",
                                          "部分", "组团", "园区", "地块", "街区"};

    to = trim_separators(r, from, to);
    while (to > from && r->l[to - 1].what == LETTER_BRACKETED)
        to--;
    if (to == from) /* 【西片区】 */
        return r->l[from].what == LETTER_BRACKETED && r->l[from].c == 0x3010;
    if (to > from && limit_kind_of(r->l + from, to - from) == LIMIT_BLOCK)
        return true;
    for (size_t i = 0; i < COUNT(endings); i++) {
        if (letters_end(r->l + from, to - from, endings[i]))
            return true;
    }
    return false;
}

static struct extent_block *present(struct assembly *s)
{
    return s->n ? &s->blocks[s->n - 1] : NULL;
}

static bool has_all(const struct extent_block *b)
{
    return b->sides[0].present && b->sides[1].present && b->sides[2].present && b->sides[3].present;
}

static size_t n_sides(const struct extent_block *b)
{
    size_t n = 0;
    for (int i = 0; i < EXTENT_SIDES; i++)
        n += b->sides[i].present;
    return n;
}

static bool repeats(const struct extent_block *b, const struct mark *m)
{
    for (int i = 0; b && i < EXTENT_SIDES; i++) {
        if (b->sides[i].present && (m->sides & 1u << i))
            return true;
    }
    return false;
}

/* A line break in the middle of a name: neither half says what it is, the whole does. */
static void mend_lines(struct reading *r, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        size_t left = i, right, end;
        if (r->l[i].what != LETTER_LINE)
            continue;
        while (left > from && r->l[left - 1].what == LETTER_WORD)
            left--;
        right = letters_skip(r, i, to);
        for (end = right; end < to && r->l[end].what == LETTER_WORD;)
            end++;
        if (left == i || right == end || end - left > 60 ||
            (end < r->n && r->l[end].what == LETTER_COLON) || is_label(r, right, end) ||
            limit_kind_of(r->l + left, i - left) != LIMIT_OTHER)
            continue;
        struct letter whole[64];
        size_t n = i - left;
        memcpy(whole, r->l + left, n * sizeof *whole);
        memcpy(whole + n, r->l + right, (end - right) * sizeof *whole);
        if (limit_kind_of(whole, n + end - right) == LIMIT_OTHER)
            continue;
        for (size_t k = i; k < right; k++)
            r->l[k].what = LETTER_WRAP;
    }
}

/* First letter behind asides: "，总面积4平方公里。" */
static size_t skip_asides(const struct reading *r, size_t i, size_t end)
{
    for (;;) {
        size_t k;
        i = skip_separators(r, i, end);
        for (k = i; k < end && r->l[k].what < LETTER_COMMA;)
            k++;
        if (k == i || !extent_aside(r->l + i, k - i))
            return i;
        i = k;
    }
}

/* Where the last stretch between commas or spaces begins. */
static size_t last_stretch(const struct reading *r, size_t from, size_t to)
{
    size_t i = to;

    while (i > from && !separates(r->l[i - 1].what))
        i--;
    return i;
}

static void measure(const struct reading *r, size_t from, size_t end, struct gap *g)
{
    g->rank = 0;
    for (size_t i = end;
         i > from && (separates(r->l[i - 1].what) || r->l[i - 1].what == LETTER_COLON); i--) {
        if (r->l[i - 1].what == LETTER_COLON)
            g->colon = true;
        else if (!g->colon && r->l[i - 1].what > g->rank)
            g->rank = r->l[i - 1].what;
    }
}

/* Without a strong separator a label stands behind a comma or a space, if at all. */
static bool weak_label(struct assembly *s, size_t from, size_t end, struct gap *g)
{
    size_t to = end;

    while (to > from && (separates(s->r->l[to - 1].what) || s->r->l[to - 1].what == LETTER_COLON))
        to--;
    size_t last = last_stretch(s->r, from, to);
    bool labelled = is_label(s->r, last, to), comma = false;

    g->limit_to = g->from = g->to = end;
    if (!g->next || last == to)
        return true;
    comma = last > from && s->r->l[last - 1].what != LETTER_LISTING;
    if (g->colon && last <= from)
        return extent_refuse(s->r, to, FAULT_COLON, EXTENT_SIDES);
    if (!g->colon && (!labelled || !comma))
        return true;
    if (!g->colon && !repeats(present(s), g->next)) {
        if (g->next->joined)
            return extent_refuse(s->r, last, FAULT_AMBIGUOUS, EXTENT_SIDES);
        return true; /* a neighbour: 东至规划路，区块二，南至… */
    }
    g->limit_to = g->from = last;
    g->to = to;
    return true;
}

/* Divides [from, end) behind the words of a side. */
static bool divide(struct assembly *s, size_t from, size_t end, struct gap *g)
{
    struct reading *r = s->r;
    size_t strong = from;

    mend_lines(r, from, end);
    while (strong < end && r->l[strong].what < LETTER_SEMICOLON)
        strong++;
    measure(r, from, end, g);
    if (strong == end)
        return weak_label(s, from, end, g);
    g->limit_to = strong;
    g->from = skip_asides(r, strong, end);
    g->to = g->from < end ? trim_separators(r, g->from, end) : end;
    for (size_t i = strong; i < g->from; i++)
        s->ended = s->ended || r->l[i].what == LETTER_BLOCK_END;
    if (g->from >= g->to)
        return true;
    if (g->next && (g->colon || extent_announces(r->l + g->from, g->to - g->from) ||
                    repeats(present(s), g->next)))
        return true;
    return extent_refuse(r, g->from,
                         g->next && is_label(r, g->from, g->to) ? FAULT_AMBIGUOUS : FAULT_STRAY,
                         EXTENT_SIDES);
}

/* Behind 一、 （二） 3. that only count the blocks; from when there is no such number. */
static size_t skip_item_number(const struct reading *r, size_t from, size_t to)
{
    size_t k = from, end;

    while (k < to && k - from < 4 && r->l[k].what == LETTER_WORD && r->l[k].c != '.' &&
           extent_item_number(r, k, k + 1))
        k++;
    if (k > from && k < to &&
        (r->l[k].what == LETTER_LISTING || (r->l[k].c == '.' && !letter_digit(r->l[k + 1].c))))
        return skip_separators(r, k + 1, to);
    for (end = from; end < to && r->l[end].what == LETTER_BRACKETED;)
        end++;
    return end > from && end < to && extent_item_number(r, from, end) ? skip_separators(r, end, to)
                                                                      : from;
}

/* The label in [from, to) will be that of the next block. */
static bool keep_label(struct assembly *s, size_t from, size_t to)
{
    from = skip_separators(s->r, from, to);
    if (from >= to)
        return true;
    s->label_next = true;
    from = skip_item_number(s->r, from, to);
    s->label_from = from;
    s->label_to = without_intro(s->r, from, to);
    if (s->label_to - from > LABEL_MOST)
        return extent_refuse(s->r, from, FAULT_STRAY, EXTENT_SIDES);
    return true;
}

static bool begin_block(struct assembly *s, const struct mark *m)
{
    if (s->n == EXTENT_BLOCKS_MOST)
        return extent_refuse(s->r, m->from, FAULT_BLOCKS, EXTENT_SIDES);
    s->blocks[s->n] = (struct extent_block){.label = NULL};
    if (s->label_next && s->label_to > s->label_from)
        s->blocks[s->n].label = letters_copy(s->r, s->label_from, s->label_to);
    s->n++;
    s->rank = 0;
    s->label_next = s->ended = false;
    return true;
}

static enum extent_side first_repeated(const struct extent_block *b, const struct mark *m)
{
    int i = 0;
    while (!(b->sides[i].present && (m->sides & 1u << i)))
        i++;
    return (enum extent_side)i;
}

/* Which block does this side belong to?  rank is that of the separator before it. */
static bool place(struct assembly *s, const struct mark *m, uint8_t rank)
{
    struct extent_block *b = present(s);

    if (!b || s->label_next || s->ended)
        return begin_block(s, m);
    if (repeats(b, m)) {
        if (rank >= LETTER_SEMICOLON && (has_all(b) || (n_sides(b) >= 2 && rank > s->rank)))
            return begin_block(s, m);
        return extent_refuse(s->r, m->from, FAULT_TWICE, first_repeated(b, m));
    }
    if (rank > s->rank)
        s->rank = rank;
    return true;
}

/* Behind 以…为东界 the limit is over; only what tells how large the block is may follow. */
static bool nothing_between(const struct assembly *s, const struct mark *m, const struct gap *g)
{
    size_t i = m->limit_closed ? skip_asides(s->r, m->rest, g->limit_to) : g->limit_to;

    return i == g->limit_to || extent_refuse(s->r, i, FAULT_STRAY, EXTENT_SIDES);
}

static bool read_sides(struct assembly *s, const struct mark *m, size_t to)
{
    for (int i = 0; i < EXTENT_SIDES; i++) {
        if ((m->sides & 1u << i) &&
            !extent_limit_read(s->r, m, m->to, to, (enum extent_side)i, &present(s)->sides[i]))
            return false;
    }
    return true;
}

static bool assemble(struct assembly *s, const struct mark *marks, size_t n)
{
    struct reading *r = s->r;
    struct gap g = {.limit_to = 0};

    measure(r, 0, marks[0].from, &g);
    if (!keep_label(s, skip_asides(r, 0, marks[0].from), marks[0].from))
        return false;
    for (size_t i = 0; i < n; i++) {
        const struct mark *m = &marks[i];
        size_t end = i + 1 < n ? marks[i + 1].from : r->n;

        if (!place(s, m, g.rank))
            return false;
        /* The sides of the present mark count when the next one is asked whether it repeats. */
        for (int k = 0; k < EXTENT_SIDES; k++) {
            if (m->sides & 1u << k)
                present(s)->sides[k].present = true;
        }
        g = (struct gap){.next = i + 1 < n ? &marks[i + 1] : NULL};
        if (!divide(s, m->limit_closed ? m->rest : m->to, end, &g) || !nothing_between(s, m, &g) ||
            !read_sides(s, m, m->limit_closed ? m->limit_end : g.limit_to) ||
            !keep_label(s, g.from, g.to))
            return false;
    }
    return true;
}

static void without_brackets(const char *label, char *out, size_t room)
{
    size_t n = strcspn(label, "([");
    const char *wide = strstr(label, "（");

    if (wide && (size_t)(wide - label) < n)
        n = (size_t)(wide - label);
    if (n >= room)
        n = 0;
    memcpy(out, label, n);
    out[n] = '\0';
}

/* A limit that bears the name of a block of this text is that block, whatever its ending says. */
static void know_blocks(struct extent_block *blocks, size_t n)
{
    char label[128];

    for (size_t i = 0; i < n; i++) {
        if (!blocks[i].label)
            continue;
        without_brackets(blocks[i].label, label, sizeof label);
        for (size_t k = 0; k < n * EXTENT_SIDES && label[0]; k++) {
            struct extent_limit *limit = &blocks[k / EXTENT_SIDES].sides[k % EXTENT_SIDES];
            for (size_t p = 0; p < limit->n_pieces; p++) {
                if (strcmp(limit->pieces[p].name, label) == 0)
                    limit->pieces[p].kind = LIMIT_BLOCK;
            }
        }
    }
}

bool extent_parse(struct arena *a, const char *text, struct extent *out, struct err *err)
{
    struct reading r = {.arena = a, .text = text, .err = err};
    struct assembly *s = arena_alloc(a, 1, sizeof *s);
    struct mark *marks;
    size_t n;

    s->r = &r;
    if (!extent_letters(&r) || !extent_marks(&r, &marks, &n))
        return false;
    if (n == 0)
        return extent_refuse(&r, 0, FAULT_NO_SIDE, EXTENT_SIDES);
    if (!assemble(s, marks, n))
        return false;
    know_blocks(s->blocks, s->n);
    out->n_blocks = s->n;
    out->blocks = arena_alloc(a, s->n, sizeof *out->blocks);
    memcpy(out->blocks, s->blocks, s->n * sizeof *out->blocks);
    return true;
}
