/* extent_read.c - letters and what they do between names, brackets, and how a fault is worded.
 *
 * Brackets hold another name of a limit, unless two or more sides stand in them: "区块1（东至…，
 * 南至…）" is a block with its label before the bracket. */
#include "domain/extent_read.h"

#include "base/mem.h"
#include "base/utf8.h"

#include <assert.h>
#include <string.h>

enum { QUOTED_MOST = 12 };

static const struct {
    const char *letters;
    uint8_t what;
} classes[] = {
    {"\u3001\uFF64\uFE51", LETTER_LISTING},
    {",\uFE50", LETTER_COMMA},
    {";\uFE54", LETTER_SEMICOLON},
    {"\u3002\uFF61", LETTER_STOP},
    {":\uFE55\u2236", LETTER_COLON},
    {"-~\u2010\u2011\u2012\u2013\u2014\u2015\u2500\u2501\u2212\u223C\u301C\u30FC\u2192\uFE58\uFE63",
     LETTER_DASH},
    {" \t\u00A0\u2002\u2003\u2009\u200B\u202F\uFEFF", LETTER_SPACE},
    {"\n\r\v\f\xC2\x85\u2028\u2029", LETTER_LINE},
    {"()[]\u3010\u3011\u3014\u3015", LETTER_BRACKETED},
};

static bool among(uint32_t c, const char *letters)
{
    uint32_t cp;

    for (size_t len = strlen(letters), k; len; letters += k, len -= k) {
        k = utf8_next(letters, len, &cp);
        if (cp == c)
            return true;
    }
    return false;
}

static uint8_t class_of(uint32_t c)
{
    for (size_t i = 0; i < COUNT(classes); i++) {
        if (among(c, classes[i].letters))
            return classes[i].what;
    }
    return LETTER_WORD;
}

static const struct {
    const char *en, *zh;
} faults[EXTENT_FAULTS] = {
    [FAULT_NO_SIDE] = {"no side is named; write for example 东至…，南至…，西至…，北至…",
                       "没有写明任何一个方向；请写成“东至……，南至……，西至……，北至……”"},
    [FAULT_TWICE] = {"the %s limit stands twice in one block; put ； or a new line between blocks, "
                     "or give each block a label",
                     "同一区块中%s界出现两次；不同区块之间请用分号或换行隔开，或各写区块名称"},
    [FAULT_NO_NAME] = {"the %s limit has no name; write what it runs along, or leave the side out",
                       "%s界没有写出名称；请写明以何为界，或不写这一方向"},
    [FAULT_PIECE_NAME] = {"a joined piece of the %s limit has no name",
                          "%s界相连的各段中有一段没有名称"},
    [FAULT_STRAY] = {"these words belong to no side and name no block",
                     "这些文字不属于任何方向，也不是区块名称"},
    [FAULT_AMBIGUOUS] =
        {"it cannot be told whether a side or a label begins here; put a comma "
         "before a side and a colon after a label",
         "无法判断此处是否开始另一方向或区块；请在方向前加逗号，在区块名称后加冒号"},
    [FAULT_SLANTING] = {"a limit is on one of the four sides, not between two of them",
                        "四至只有东、南、西、北四个方向，不能写两个方向之间"},
    [FAULT_BRACKET] = {"a bracket is not closed, or not opened", "括号不成对"},
    [FAULT_CONTROL] = {"a control character stands here", "此处有控制字符"},
    [FAULT_OFFSET_SIDE] = {"the distance has no direction; write for example 曹安公路南150米",
                           "距离没有方向；请写成例如“曹安公路南150米”"},
    [FAULT_OFFSET_SLANTING] = {"a distance lies on one of the four sides, not between two of them",
                               "距离只能朝东、南、西、北之一，不能写两个方向之间"},
    [FAULT_OFFSET_FAR] = {"the distance cannot be read, or is more than 100 km",
                          "距离读不懂，或超过100公里"},
    [FAULT_BLOCKS] = {"more than 100 blocks", "区块超过100个"},
    [FAULT_PIECES] = {"the %s limit has more than 200 pieces", "%s界超过200段"},
    [FAULT_COLON] =
        {"it cannot be told what this colon belongs to; a label stands right before its "
         "colon, after a separator",
         "无法判断这个冒号属于什么；区块名称应在冒号之前，并与前文用标点隔开"},
};

/* The words at letter i, in one line. */
static char *quoted(const struct reading *r, size_t i)
{
    size_t end = i + QUOTED_MOST < r->n ? i + QUOTED_MOST : r->n;
    char *s = letters_copy(r, i, end);

    for (char *p = s; *p; p++) {
        if ((unsigned char)*p < 0x20 || *p == 0x7F)
            *p = ' ';
    }
    return s;
}

bool extent_refuse(const struct reading *r, size_t i, enum extent_fault fault,
                   enum extent_side side)
{
    const char *words, *en, *zh;

    assert(fault < EXTENT_FAULTS);
    if (i >= r->n && r->n)
        i = r->n - 1;
    words = quoted(r, i);
    en = arena_printf(r->arena, faults[fault].en,
                      side < EXTENT_SIDES ? extent_side_label(side, true) : "");
    zh = arena_printf(r->arena, faults[fault].zh,
                      side < EXTENT_SIDES ? extent_side_label(side, false) : "");
    return err_say(r->err, ERR_BAD_BODY, "extent_text", "character %zu (“%s”): %s%.0s",
                   "第%zu个字起（“%s”）：%.0s%s", i + 1, words, en, zh);
}

size_t letters_begin(const struct letter *l, size_t n, const char *word)
{
    uint32_t cp;
    size_t i = 0;

    for (size_t len = strlen(word), k; len; word += k, len -= k) {
        k = utf8_next(word, len, &cp);
        if (i == n || l[i].c != cp || l[i].what == LETTER_BRACKETED)
            return 0;
        i++;
    }
    return i;
}

static size_t word_letters(const char *word)
{
    size_t n = 0;

    for (; *word; word++)
        n += ((unsigned char)*word & 0xC0) != 0x80;
    return n;
}

size_t letters_end(const struct letter *l, size_t n, const char *word)
{
    size_t k = word_letters(word);
    return n >= k ? letters_begin(l + n - k, k, word) : 0;
}

bool letters_are(const struct letter *l, size_t n, const char *word)
{
    return n > 0 && letters_begin(l, n, word) == n;
}

enum extent_side letter_side(uint32_t c)
{
    switch (c) {
    case 0x4E1C:
        return EXTENT_EAST;
    case 0x5357:
        return EXTENT_SOUTH;
    case 0x897F:
        return EXTENT_WEST;
    case 0x5317:
        return EXTENT_NORTH;
    default:
        return EXTENT_SIDES;
    }
}

bool letter_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

size_t letters_skip(const struct reading *r, size_t i, size_t end)
{
    while (i < end && (r->l[i].what == LETTER_SPACE || r->l[i].what == LETTER_LINE ||
                       r->l[i].what == LETTER_WRAP))
        i++;
    return i;
}

char *letters_copy(const struct reading *r, size_t from, size_t to)
{
    if (from >= to)
        return arena_strdup(r->arena, "");
    size_t end = r->l[to - 1].at + r->l[to - 1].len;
    return arena_strndup(r->arena, r->text + r->l[from].at, end - r->l[from].at);
}

static bool decode(struct reading *r)
{
    size_t len = strnlen(r->text, EXTENT_TEXT_MOST + 1);

    if (len > EXTENT_TEXT_MOST)
        return err_say(r->err, ERR_BAD_BODY, "extent_text",
                       "a text of four limits has at most %d bytes", "四至文字最多%d字节",
                       EXTENT_TEXT_MOST);
    r->l = arena_alloc(r->arena, len + 1, sizeof *r->l);
    for (size_t at = 0; at < len; r->n++) {
        struct letter *l = &r->l[r->n];
        size_t k = utf8_next(r->text + at, len - at, &l->c);
        if (k == 0)
            return err_say(r->err, ERR_BAD_BODY, "extent_text",
                           "character %zu (byte %zu) is not UTF-8; send the text as UTF-8",
                           "第%zu个字（第%zu字节）不是UTF-8编码；请用UTF-8编码提交", r->n + 1,
                           at + 1);
        if (l->c > 0xFF00 && l->c < 0xFF5F)
            l->c -= 0xFEE0;
        else if (l->c == 0x3000)
            l->c = ' ';
        l->at = (uint32_t)at;
        l->len = (uint8_t)k;
        l->what = class_of(l->c);
        at += k;
        if (l->what == LETTER_WORD && (l->c < 0x20 || l->c == 0x7F)) {
            r->n++;
            return extent_refuse(r, r->n - 1, FAULT_CONTROL, EXTENT_SIDES);
        }
    }
    return true;
}

static bool digit_at(const struct reading *r, size_t i)
{
    return i < r->n && letter_digit(r->l[i].c);
}

/* What stands between digits is part of a number (2.67, 1,500, lot 1-3); a point elsewhere ends a
 * sentence where nothing, a space or a side follows.  A line break beside a joint is none. */
static void settle_marks(struct reading *r)
{
    for (size_t i = 0; i < r->n; i++) {
        struct letter *l = &r->l[i];
        bool between = i > 0 && digit_at(r, i - 1) && digit_at(r, i + 1);

        bool thousands = l->c == ',' && between && digit_at(r, i + 2) && digit_at(r, i + 3) &&
                         !digit_at(r, i + 4);

        if (thousands || (l->what == LETTER_DASH && between))
            l->what = LETTER_WORD;
        else if (l->c == '.' && !between && i > 0 && !digit_at(r, i - 1) &&
                 (i + 1 == r->n || r->l[i + 1].what == LETTER_SPACE ||
                  r->l[i + 1].what == LETTER_LINE || letter_side(r->l[i + 1].c) < EXTENT_SIDES))
            l->what = LETTER_STOP;
    }
    for (size_t i = 0; i < r->n; i++) {
        size_t end = letters_skip(r, i, r->n);
        bool joint =
            (i > 0 && (r->l[i - 1].what == LETTER_DASH || r->l[i - 1].what == LETTER_LISTING)) ||
            (end < r->n && r->l[end].what == LETTER_DASH);

        for (; i < end; i++) {
            if (joint)
                r->l[i].what = LETTER_WRAP;
        }
    }
}

static uint32_t closing(uint32_t open)
{
    switch (open) {
    case '(':
        return ')';
    case '[':
        return ']';
    case 0x3010:
        return 0x3011;
    case 0x3014:
        return 0x3015;
    default:
        return 0;
    }
}

/* The bracket that closes the one at i; n when there is none. */
static size_t find_close(const struct reading *r, size_t i)
{
    uint32_t open[16];
    size_t depth = 0;

    for (; i < r->n; i++) {
        uint32_t c = r->l[i].c;
        if (r->l[i].what != LETTER_BRACKETED)
            continue;
        if (closing(c)) {
            if (depth == COUNT(open))
                return r->n;
            open[depth++] = closing(c);
        } else if (open[--depth] != c) {
            return r->n;
        } else if (depth == 0) {
            return i;
        }
    }
    return r->n;
}

/* Do two or more sides stand between i and end, the first at the very beginning? */
static bool holds_block(const struct reading *r, size_t i, size_t end)
{
    size_t sides = 0;

    i = letters_skip(r, i, end);
    if (!extent_mark_looks(r, i))
        return false;
    for (; i < end && sides < 2; i++)
        sides += letter_side(r->l[i].c) < EXTENT_SIDES && extent_mark_looks(r, i);
    return sides == 2;
}

static bool settle_brackets(struct reading *r)
{
    size_t group_end = 0; /* while i is before it, brackets stand in a block that is bracketed */

    for (size_t i = 0; i < r->n; i++) {
        if (r->l[i].what != LETTER_BRACKETED)
            continue;
        size_t close = closing(r->l[i].c) ? find_close(r, i) : r->n;
        if (close == r->n)
            return extent_refuse(r, i, FAULT_BRACKET, EXTENT_SIDES);
        if (i >= group_end && holds_block(r, i + 1, close)) {
            r->l[i].what = LETTER_COLON;
            r->l[close].what = LETTER_BLOCK_END;
            group_end = close;
            continue;
        }
        for (; i < close; i++)
            r->l[i].what = LETTER_BRACKETED;
    }
    return true;
}

bool extent_letters(struct reading *r)
{
    if (!decode(r))
        return false;
    settle_marks(r);
    return settle_brackets(r);
}
