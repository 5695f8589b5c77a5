/* extent_offset.c - a distance behind a name: 曹安公路南150米, 以南约一百五十米, 外扩0.2公里.
 *
 * Read from the end, because names hold the same letters and digits (北京西路, 三里河, 150号). */
#include "domain/extent_read.h"

#include "base/mem.h"

#include <stdlib.h>

static const struct {
    const char *word;
    double metres;
} units[] = {
    {"平方公里", 0}, {"平方千米", 0}, {"平方米", 0}, /* areas are no distances */
    {"公里", 1000},  {"千米", 1000},  {"km", 1000},  {"KM", 1000}, {"Km", 1000},
    {"公尺", 1},     {"米", 1},       {"m", 1},      {"M", 1},
};

static const char *const behind[] = {"处", "左右", "范围", "一线", "位置", "以内", "远", "的边线"};

/* Between the direction and the number; out of the block, into it, or neither. */
static const struct {
    const char *word;
    int outwards;
} fillers[] = {
    {"外扩", 1},  {"外延", 1},  {"外移", 1},  {"向外", 1},  {"外推", 1},  {"扩展", 1},
    {"外", 1},    {"内缩", -1}, {"内移", -1}, {"向内", -1}, {"内收", -1}, {"退界", -1},
    {"后退", -1}, {"退让", -1}, {"约", 0},    {"大约", 0},  {"近", 0},    {"各", 0},
    {"延伸", 0},  {"推进", 0},  {"距离", 0},  {"平移", 0},
};

static const char *const faces[] = {"方向", "侧", "面", "边", "方", "部"};
static const char *const before[] = {"以", "往", "向", "偏", "之", "的", "正"};

static size_t cut(const struct letter *l, size_t n, const char *const *words, size_t n_words)
{
    for (size_t i = 0; i < n_words; i++) {
        size_t k = letters_end(l, n, words[i]);
        if (k)
            return n - k;
    }
    return n;
}

static int numeral(const struct letter *l)
{
    static const char *const numerals[] = {"零", "一", "二", "三", "四", "五",
                                           "六", "七", "八", "九", "〇", "两"};
    for (size_t i = 0; i < COUNT(numerals); i++) {
        if (letters_begin(l, 1, numerals[i]))
            return i == 10 ? 0 : i == 11 ? 2 : (int)i;
    }
    return -1;
}

static double power(const struct letter *l)
{
    return letters_begin(l, 1, "十")   ? 10
           : letters_begin(l, 1, "百") ? 100
           : letters_begin(l, 1, "千") ? 1000
                                       : 0;
}

/* 一千二百, 五十, 十五. */
static bool read_words(const struct letter *l, size_t n, double *out)
{
    double sum = 0, digit = -1;

    if (n > 8)
        return false;
    for (size_t i = 0; i < n; i++) {
        int d = numeral(&l[i]);
        double p = power(&l[i]);
        if (d >= 0 && digit > 0)
            return false;
        if (d < 0)
            sum += (digit < 0 ? 1 : digit) * p;
        digit = d < 0 ? 0 : d;
    }
    *out = sum + (digit > 0 ? digit : 0);
    return true;
}

static bool read_digits(const struct letter *l, size_t n, double *out)
{
    char text[24];
    size_t len = 0;
    char *end;

    if (n >= sizeof text)
        return false;
    for (size_t i = 0; i < n; i++) {
        if (l[i].c != ',')
            text[len++] = (char)l[i].c;
    }
    text[len] = '\0';
    if (len == 0)
        return false;
    *out = strtod(text, &end);
    return *end == '\0' && text[0] != '.' && text[len - 1] != '.';
}

static bool is_digit(const struct letter *l)
{
    return letter_digit(l->c) || l->c == '.' || (l->c == ',' && l->what != LETTER_COMMA);
}

static bool is_word(const struct letter *l)
{
    return numeral(l) >= 0 || power(l) > 0;
}

/* Where the number begins that ends at n; n when there is none. */
static size_t number_begins(const struct letter *l, size_t n, bool *digits)
{
    size_t i = n;

    while (i > 0 && is_digit(&l[i - 1]))
        i--;
    *digits = i < n;
    while (!*digits && i > 0 && is_word(&l[i - 1]))
        i--;
    return i;
}

static size_t trim(const struct letter *l, size_t n)
{
    size_t k;

    while ((k = letters_end(l, n, " ")) > 0)
        n -= k;
    return n;
}

/* The direction that stands before the number. */
static bool read_direction(const struct letter *l, size_t *n, enum extent_side side,
                           enum extent_side *out, bool *slanting)
{
    size_t k = *n, faceless;
    int outwards = 0;

    for (bool more = true; more;) {
        more = false;
        k = trim(l, k);
        for (size_t i = 0; i < COUNT(fillers) && !more; i++) {
            size_t len = letters_end(l, k, fillers[i].word);
            more = len > 0;
            k -= len;
            outwards = len && fillers[i].outwards ? fillers[i].outwards : outwards;
        }
    }
    faceless = cut(l, k, faces, COUNT(faces));
    if (faceless > 0 && letter_side(l[faceless - 1].c) < EXTENT_SIDES) {
        *out = letter_side(l[faceless - 1].c);
        k = faceless - 1;
        *slanting = k > 0 && letter_side(l[k - 1].c) < EXTENT_SIDES;
        *n = trim(l, cut(l, k, before, COUNT(before)));
        return true;
    }
    if (outwards == 0)
        return false;
    *out = outwards > 0 ? side : (enum extent_side)((side + 2) % EXTENT_SIDES);
    *n = k;
    return true;
}

bool extent_offset_read(const struct reading *r, size_t at, const struct letter *l, size_t *n,
                        enum extent_side side, struct limit_offset *out)
{
    size_t k = trim(l, cut(l, *n, behind, COUNT(behind))), unit = 0, from;
    double factor = 0, value = 0;
    bool digits, slanting = false;
    enum extent_side towards = side;

    *out = (struct limit_offset){.given = false};
    for (size_t i = 0; i < COUNT(units) && !unit; i++) {
        unit = letters_end(l, k, units[i].word);
        factor = units[i].metres;
    }
    if (!unit || factor <= 0)
        return true;
    k = trim(l, k - unit);
    from = number_begins(l, k, &digits);
    if (from == k)
        return true;
    size_t left = trim(l, from);
    bool directed = read_direction(l, &left, side, &towards, &slanting);
    if (!directed && !digits) /* 八百米 may end a name */
        return true;
    if (!directed)
        return extent_refuse(r, at, FAULT_OFFSET_SIDE, EXTENT_SIDES);
    if (slanting)
        return extent_refuse(r, at, FAULT_OFFSET_SLANTING, EXTENT_SIDES);
    if (!(digits ? read_digits(l + from, k - from, &value)
                 : read_words(l + from, k - from, &value)) ||
        value * factor > EXTENT_OFFSET_METRES_MOST)
        return extent_refuse(r, at, FAULT_OFFSET_FAR, EXTENT_SIDES);
    *out = (struct limit_offset){true, towards, value * factor};
    *n = left;
    return true;
}
