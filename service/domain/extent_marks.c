/* extent_marks.c - where the sides are named.
 *
 * A side is a letter of 东南西北 at the beginning of a stretch, followed by a word such as 至 or a
 * colon; names are full of these letters (北京西路, 东方红河), so nothing else counts.  Within a
 * stretch (东起外环路西至中环路) only 至 counts by itself, other words only behind the name of a
 * road, a river or the like.  Where two readings are left, the text is refused, not guessed at. */
#include "domain/extent_read.h"

#include "base/mem.h"

#include <assert.h>

enum verb_strength {
    VERB_NONE,
    VERB_WEAK,   /* at the beginning of a stretch only */
    VERB_MIDDLE, /* also behind a name that ends as limits do */
    VERB_PLAIN,  /* 至, and a colon at the beginning */
};

static const struct {
    const char *word;
    enum verb_strength strength;
    bool loose; /* also behind 部, 方, 向, which begin many names (东部沿海大道) */
    bool with;
} verbs[] = {
    {"至", VERB_PLAIN, true, false},     {"到", VERB_MIDDLE, true, false},
    {"抵", VERB_MIDDLE, true, false},    {"以", VERB_MIDDLE, true, false},
    {"起于", VERB_MIDDLE, true, false},  {"起自", VERB_MIDDLE, true, false},
    {"起", VERB_MIDDLE, true, false},    {"止于", VERB_MIDDLE, true, false},
    {"止", VERB_WEAK, false, false},     {"临近", VERB_MIDDLE, false, false},
    {"临", VERB_MIDDLE, false, false},   {"邻", VERB_MIDDLE, false, false},
    {"紧邻", VERB_MIDDLE, false, false}, {"紧靠", VERB_MIDDLE, false, false},
    {"靠近", VERB_MIDDLE, false, false}, {"靠", VERB_MIDDLE, false, false},
    {"毗邻", VERB_MIDDLE, false, false}, {"毗连", VERB_MIDDLE, false, false},
    {"接", VERB_MIDDLE, false, false},   {"为", VERB_WEAK, true, false},
    {"是", VERB_WEAK, true, false},      {"与", VERB_WEAK, true, true},
    {"连", VERB_WEAK, false, false},     {"沿", VERB_WEAK, false, false},
    {"达", VERB_WEAK, false, false},     {"濒临", VERB_WEAK, false, false},
    {"濒", VERB_WEAK, false, false},     {"依", VERB_WEAK, false, false},
    {"傍", VERB_WEAK, false, false},
};

static const struct {
    const char *word;
    bool loose_only;
} faces[] = {
    {"侧边界", false}, {"侧界", false}, {"边界线", false}, {"边界", false}, {"界线", false},
    {"面", false},     {"侧", false},   {"边", false},     {"界", false},   {"部", true},
    {"方向", true},    {"方", true},    {"向", true},
};

/* Names that read like sides. */
static const char *const names[] = {
    "东至县",     "南沿江高速", "南沿江城", "南沿江铁",   "南沿江高铁",
    "北沿江高速", "北沿江城",   "北沿江铁", "北沿江高铁",
};

/* What follows a weak word and nothing else is a name again: 东临路, 西连大道. */
static const char *const generics[] = {"路",   "街",   "道",   "大道", "大街", "公路", "村",
                                       "镇",   "乡",   "桥",   "大桥", "站",   "巷",   "弄",
                                       "中路", "东路", "西路", "南路", "北路"};

struct words {
    size_t to; /* behind the verb */
    unsigned sides;
    enum verb_strength strength;
    bool face, with, colon, several;
};

/* 正东, 向东, 其东: at the beginning of a stretch. */
static bool leads(const struct letter *l)
{
    static const char *const words[] = {"正", "向", "往", "其"};

    for (size_t i = 0; i < COUNT(words); i++) {
        if (letters_begin(l, 1, words[i]))
            return true;
    }
    return false;
}

static bool word_follows(const struct reading *r, size_t i, const char *word, size_t *end)
{
    size_t k =
        i < r->n && r->l[i].what == LETTER_WORD ? letters_begin(r->l + i, r->n - i, word) : 0;
    *end = i + k;
    return k > 0;
}

/* The longest verb at i. */
static bool read_verb(const struct reading *r, size_t i, bool loose_only, struct words *w)
{
    size_t best = i, end;

    i = letters_skip(r, i, r->n);
    if (i < r->n && r->l[i].what == LETTER_COLON && r->l[i].c == ':') {
        w->strength = VERB_PLAIN;
        w->colon = true;
        w->to = i + 1;
        return true;
    }
    best = i;
    for (size_t v = 0; v < COUNT(verbs); v++) {
        if ((loose_only && !verbs[v].loose) || !word_follows(r, i, verbs[v].word, &end) ||
            end <= best)
            continue;
        best = end;
        w->strength = verbs[v].strength;
        w->with = verbs[v].with;
    }
    w->to = best;
    return best > i;
}

static bool read_tail(const struct reading *r, size_t i, struct words *w)
{
    size_t end;

    if (read_verb(r, i, false, w))
        return true;
    for (size_t f = 0; f < COUNT(faces); f++) {
        if (word_follows(r, i, faces[f].word, &end) && read_verb(r, end, faces[f].loose_only, w)) {
            w->face = true;
            return true;
        }
    }
    return false;
}

static enum extent_side side_at(const struct reading *r, size_t i)
{
    return i < r->n && r->l[i].what == LETTER_WORD ? letter_side(r->l[i].c) : EXTENT_SIDES;
}

/* 东、南至…: one limit for two sides. */
static bool read_list(const struct reading *r, size_t i, struct words *w)
{
    size_t end;
    enum extent_side side = side_at(r, i);

    while (side < EXTENT_SIDES && !(w->sides & 1u << side)) {
        w->sides |= 1u << side;
        if (read_tail(r, ++i, w))
            return true;
        i = letters_skip(r, i, r->n);
        if (i < r->n && r->l[i].what == LETTER_LISTING)
            i = letters_skip(r, i + 1, r->n);
        else if (word_follows(r, i, "和", &end) || word_follows(r, i, "及", &end))
            i = end;
        else
            return false;
        w->several = true;
        side = side_at(r, i);
    }
    return false;
}

static bool read_words(const struct reading *r, size_t i, struct words *w)
{
    *w = (struct words){.strength = VERB_NONE};
    if (i < r->n && r->l[i].what == LETTER_WORD && leads(&r->l[i]))
        i++;
    return read_list(r, i, w);
}

bool extent_mark_looks(const struct reading *r, size_t i)
{
    struct words w;
    return read_words(r, i, &w);
}

/* End of the stretch that begins at i: the next separator of any kind. */
static size_t stretch_end(const struct reading *r, size_t i)
{
    while (i < r->n && (r->l[i].what == LETTER_WORD || r->l[i].what == LETTER_BRACKETED))
        i++;
    return i;
}

/* 、南沿江… goes on with a name (南沿江高速); behind a comma the south runs along the river. */
static bool along_in_list(const struct reading *r, size_t i, const struct words *w)
{
    size_t end;

    return i > 0 && r->l[i - 1].what == LETTER_LISTING && w->strength == VERB_WEAK &&
           word_follows(r, i + 1, "沿", &end) && stretch_end(r, end) > end + 1;
}

/* directly: another side's words stand right before. */
static bool is_name(const struct reading *r, size_t i, const struct words *w, bool directly)
{
    size_t end;

    for (size_t k = 0; k < COUNT(names); k++) {
        if (word_follows(r, i, names[k], &end))
            return true;
    }
    if (along_in_list(r, i, w))
        return true;
    if ((w->strength == VERB_PLAIN && !directly) || w->face || w->colon)
        return false;
    for (size_t k = 0; k < COUNT(generics); k++) {
        if (letters_are(r->l + w->to, stretch_end(r, w->to) - w->to, generics[k]))
            return true;
    }
    return false;
}

/* 1、 （二） ③ before a side are numbers of items. */
bool extent_item_number(const struct reading *r, size_t from, size_t to)
{
    static const char *const numerals[] = {"一", "二", "三", "四", "五",
                                           "六", "七", "八", "九", "十"};
    size_t i = from;

    if (from == to || to - from > 5)
        return false;
    while (i > 0 && r->l[i - 1].what == LETTER_SPACE)
        i--;
    if (i > 0 && i < from && r->l[i - 1].what <= LETTER_BRACKETED) /* 区块 1 is a name */
        return false;
    for (i = from; i < to; i++) {
        uint32_t c = r->l[i].c;
        bool numeral =
            letter_digit(c) || c == '(' || c == ')' || c == '.' || (c >= 0x2460 && c <= 0x249B);
        for (size_t k = 0; k < COUNT(numerals) && !numeral; k++) {
            struct letter l = r->l[i];
            l.what = LETTER_WORD;
            numeral = letters_begin(&l, 1, numerals[k]) > 0;
        }
        if (!numeral)
            return false;
    }
    return true;
}

/* 以外环路为东界: the side stands behind its limit. */
static bool read_closed(const struct reading *r, size_t i, struct mark *m)
{
    size_t end;

    if (!word_follows(r, i, "以", &end))
        return false;
    m->from = i;
    m->to = end;
    for (i = end; i < r->n; i++) {
        enum extent_side side;
        size_t k;
        if (r->l[i].what >= LETTER_COMMA || r->l[i].what == LETTER_COLON)
            return false;
        if (!word_follows(r, i, "为", &k) || (side = side_at(r, k)) == EXTENT_SIDES)
            continue;
        for (size_t f = 0; f < COUNT(faces); f++) {
            if (!word_follows(r, k + 1, faces[f].word, &end) || faces[f].loose_only ||
                stretch_end(r, end) != end)
                continue;
            m->limit_end = i;
            m->rest = end;
            m->sides = 1u << side;
            m->limit_closed = true;
            return true;
        }
    }
    return false;
}

bool extent_announces(const struct letter *l, size_t n)
{
    static const char *const announcing[] = {"四至",   "四至为", "范围",
                                             "范围为", "分别为", "分别是"};

    for (size_t k = 0; k < COUNT(announcing); k++) {
        if (letters_end(l, n, announcing[k]))
            return true;
    }
    return false;
}

/* What is known while going through the text from left to right. */
struct search {
    struct reading *r;
    struct mark *marks;
    size_t n;
    size_t stretch; /* where the present stretch began */
    size_t number;  /* where the number of an item before it began, else the same */
    bool jointed;   /* a joint stands before the stretch: a piece begins, no side */
};

static void take(struct search *s, struct mark m)
{
    s->marks[s->n++] = m;
}

static size_t taken_to(const struct search *s)
{
    return s->n ? s->marks[s->n - 1].to : 0;
}

/* A side within a stretch, behind a limit's name or a label. */
static bool counts_within(const struct search *s, size_t i, const struct words *w)
{
    const struct letter *l = s->r->l;
    enum limit_kind kind = limit_kind_of(l + s->stretch, i - s->stretch);

    if (w->colon)
        return false;
    if (w->several) /* 核心区东、南至…, but 浦东、南至… */
        return s->n == 0 && kind == LIMIT_BLOCK;
    if (w->strength == VERB_PLAIN)
        return true;
    return w->strength == VERB_MIDDLE && !w->face && i - s->stretch >= 2 && kind != LIMIT_OTHER &&
           (s->n > 0 || kind == LIMIT_BLOCK) && letter_side(l[w->to].c) == EXTENT_SIDES;
}

/* May the words be read in two ways? */
static bool unclear_within(const struct search *s, size_t i, const struct words *w)
{
    return side_at(s->r, i - 1) < EXTENT_SIDES || (w->face && s->n > 0);
}

/* （二） between a limit and the next side counts the sides. */
static size_t item_before(const struct search *s, size_t i)
{
    const struct letter *l = s->r->l;
    size_t k = i;

    while (k > s->stretch && l[k - 1].what == LETTER_BRACKETED)
        k--;
    return s->n && k < i && extent_item_number(s->r, k, i) &&
                   limit_kind_of(l + s->stretch, k - s->stretch) != LIMIT_BLOCK
               ? k
               : i;
}

/* Behind 东至：or 东：至 as behind 东至. */
static size_t limit_begins(const struct reading *r, const struct words *w)
{
    size_t to = letters_skip(r, w->to, r->n), end;

    if (w->colon && word_follows(r, to, "至", &end))
        return letters_skip(r, end, r->n);
    if (!w->colon && to < r->n && r->l[to].what == LETTER_COLON && r->l[to].c == ':')
        return letters_skip(r, to + 1, r->n);
    return to;
}

/* False: refused. */
static bool look(struct search *s, size_t i, size_t *next)
{
    struct reading *r = s->r;
    struct words w, slant;
    bool directly = s->n > 0 && taken_to(s) == i;
    bool begins = i == s->stretch && !directly && !s->jointed;
    struct mark m = {.from = begins ? s->number : i};

    *next = i + 1;
    if (begins && read_closed(r, i, &m)) {
        m.from = s->number;
        take(s, m);
        *next = m.rest;
        return true;
    }
    if (side_at(r, i) == EXTENT_SIDES && !(begins && leads(&r->l[i])))
        return true;
    if (!read_words(r, i, &w)) {
        bool slanting = begins && side_at(r, i) < EXTENT_SIDES && read_words(r, i + 1, &slant) &&
                        slant.strength == VERB_PLAIN && !is_name(r, i + 1, &slant, false);
        return !slanting || extent_refuse(r, i, FAULT_SLANTING, EXTENT_SIDES);
    }
    if (is_name(r, i, &w, directly) || (directly && w.strength != VERB_PLAIN))
        return true;
    m.joined = !begins && !extent_announces(r->l + s->stretch, i - s->stretch);
    if (m.joined && !directly) {
        if (word_follows(r, i - 1, "以", &(size_t){0}) || !counts_within(s, i, &w))
            return true;
        if (unclear_within(s, i, &w))
            return extent_refuse(r, i, FAULT_AMBIGUOUS, EXTENT_SIDES);
    }
    if (m.joined)
        m.from = item_before(s, i);
    m.to = limit_begins(r, &w);
    m.sides = w.sides;
    m.with = w.with;
    take(s, m);
    *next = m.to;
    return true;
}

/* The stretch begins anew behind every separator; the number of an item belongs to what follows. */
static void follow(struct search *s, size_t i)
{
    const struct reading *r = s->r;
    uint8_t what = r->l[i].what;

    if (what == LETTER_WRAP && i == s->stretch)
        s->stretch = i + 1;
    if (what == LETTER_WORD || what == LETTER_BRACKETED || what == LETTER_WRAP)
        return;
    s->jointed = what == LETTER_DASH || (s->jointed && what == LETTER_SPACE && i == s->stretch);
    if (what != LETTER_COLON && extent_item_number(r, s->stretch, i)) {
        s->stretch = i + 1;
        return;
    }
    s->stretch = s->number = i + 1;
}

bool extent_marks(struct reading *r, struct mark **out, size_t *n)
{
    struct search s = {.r = r, .marks = arena_alloc(r->arena, r->n + 1, sizeof(struct mark))};

    for (size_t i = 0, next; i < r->n; i = next) {
        next = i + 1;
        if (i > s.stretch && extent_item_number(r, s.stretch, i) && r->l[i].what == LETTER_WORD)
            s.stretch = i;
        if (r->l[i].what == LETTER_WORD && !look(&s, i, &next))
            return false;
        if (next == i + 1)
            follow(&s, i);
        else
            s = (struct search){r, s.marks, s.n, next, next, false};
    }
    *out = s.marks;
    *n = s.n;
    return true;
}
