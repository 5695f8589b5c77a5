/* test_domain_extent_random.c - 2,000 extents made up at random, written down in the manners the
 * tables below know, and read again: what was put in comes out, and once more
 * when it is written by us.  SEED=… repeats a run. */
#include "base/mem.h"
#include "extent_spelled.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

enum { TEXTS = 2000, BLOCKS_MOST = 4, PIECES_MOST = 5 };

/* splitmix64 */
static uint64_t draw(uint64_t *seed)
{
    uint64_t z = (*seed += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

static size_t below(uint64_t *seed, size_t n)
{
    return (size_t)(draw(seed) % n);
}

#define ONE_OF(seed, words) (words)[below(seed, COUNT(words))]

static const char *const stems[] = {
    "东大",   "南京", "北京西", "西安",   "龙东",   "东方红",   "申江",  "城北", "Ｙ５", "A9",
    "海洋三", "规划", "浦东南", "西藏北", "小宅",   "徐潘",     "1-3号", "滨江", "曹安", "芦五",
    "三友",   "朝阳", "新元南", "东至县", "南沿江", "东部沿海", "以北",  "为民", "到家", "起凤"};
static const char *const endings[] = {"路",   "大道", "公路", "街",   "高速", "河",      "塘",
                                      "泾",   "浦",   "港",   "湖",   "铁路", "村",      "镇边界",
                                      "地块", "河道", "广场", "大桥", "环线", "路延伸段"};
static const char *const joints[] = {"-", "－", "—", "——", "～", "~", "、", " - ", "→"};
static const char *const commas[] = {",", "，", "， ", " , ", "、", "　"};
static const char *const strongs[] = {"；", ";", "。", "\n", "；\n", "。\r\n"};
static const char *const labels[] = {"核心区", "区块一", "区块２", "徐行区域", "东片区",
                                     "A地块",  "北区",   "起步区", "张江园"};
static const char *const aliases[] = {"申江路", "东段", "规划", "S20，含辅道", "南至乙路段"};

struct piece {
    char name[80];
    const char *alias;
    int towards; /* -1: no offset */
    int metres;
};

struct limit {
    struct piece pieces[PIECES_MOST];
    size_t n;
};

struct block {
    const char *label;
    struct limit sides[EXTENT_SIDES];
    int order[EXTENT_SIDES];
    size_t n;
};

struct made {
    struct block blocks[BLOCKS_MOST];
    size_t n;
};

static const char *side_of(int side)
{
    return extent_side_label((enum extent_side)side, false);
}

static struct piece make_piece(uint64_t *seed)
{
    struct piece p = {.towards = -1};

    snprintf(p.name, sizeof p.name, "%s%s", ONE_OF(seed, stems), ONE_OF(seed, endings));
    if (below(seed, 5) == 0)
        p.alias = ONE_OF(seed, aliases);
    if (below(seed, 5) == 0) {
        p.towards = (int)below(seed, EXTENT_SIDES);
        p.metres = 1 + (int)below(seed, 999);
    }
    return p;
}

/* Without labels a block is told from the one before by a side that it has again: all have all. */
static struct made make(uint64_t *seed)
{
    struct made m = {.n = 1 + below(seed, BLOCKS_MOST)};
    bool labelled = below(seed, 2);

    for (size_t i = 0; i < m.n; i++) {
        struct block *b = &m.blocks[i];
        b->label = labelled ? ONE_OF(seed, labels) : NULL;
        b->n = labelled || m.n == 1 ? 1 + below(seed, EXTENT_SIDES) : EXTENT_SIDES;
        for (int k = 0; k < EXTENT_SIDES; k++)
            b->order[k] = k;
        for (size_t k = EXTENT_SIDES - 1; k > 0; k--) {
            size_t with = below(seed, k + 1);
            int kept = b->order[k];
            b->order[k] = b->order[with];
            b->order[with] = kept;
        }
        for (size_t k = 0; k < b->n; k++) {
            struct limit *limit = &b->sides[b->order[k]];
            limit->n = 1 + below(seed, below(seed, 3) ? 1 : PIECES_MOST);
            for (size_t p = 0; p < limit->n; p++)
                limit->pieces[p] = make_piece(seed);
        }
    }
    return m;
}

static void write_number(struct buf *b, uint64_t *seed, int metres)
{
    char digits[16];

    if (below(seed, 3)) {
        buf_printf(b, "%d", metres);
        return;
    }
    snprintf(digits, sizeof digits, "%d", metres);
    for (const char *d = digits; *d; d++) { /* full width */
        const char wide[] = {'\xEF', '\xBC', (char)(0x90 + (*d - '0')), '\0'};
        buf_puts(b, wide);
    }
}

static void write_piece(struct buf *b, uint64_t *seed, const struct piece *p)
{
    static const char *const befores[] = {"", "以", "向", " "};
    static const char *const afters[] = {"", "侧", "侧约", "面", "方向", " "};
    static const char *const units[] = {"米", "m", "ｍ", " 米", "米处"};

    buf_puts(b, p->name);
    if (p->alias)
        buf_printf(b, below(seed, 2) ? "(%s)" : "（%s）", p->alias);
    if (p->towards < 0)
        return;
    buf_printf(b, "%s%s%s", ONE_OF(seed, befores), side_of(p->towards), ONE_OF(seed, afters));
    write_number(b, seed, p->metres);
    buf_puts(b, ONE_OF(seed, units));
}

static void write_side(struct buf *b, uint64_t *seed, int side, const struct limit *limit)
{
    static const char *const forms[] = {"至",   "到",   "临",     "抵", "起", "：", "至：", "侧至",
                                        "面临", "界为", "边界：", "靠", "邻", "接", " 至 ", "以"};
    const char *form = ONE_OF(seed, forms);

    buf_printf(b, "%s%s", side_of(side), form);
    for (size_t i = 0; i < limit->n; i++) {
        if (i)
            buf_puts(b, ONE_OF(seed, joints));
        write_piece(b, seed, &limit->pieces[i]);
    }
    if (strcmp(form, "以") == 0)
        buf_puts(b, "为界");
}

static void write_sides(struct buf *b, uint64_t *seed, const struct block *block)
{
    for (size_t k = 0; k < block->n; k++) {
        if (k)
            buf_puts(b, ONE_OF(seed, commas));
        write_side(b, seed, block->order[k], &block->sides[block->order[k]]);
    }
}

/* Without a colon a label is known by the side behind it, which the block before has too. */
static const char *write_colon(uint64_t *seed, const struct block *before, const struct block *b)
{
    static const char *const colons[] = {"：",           ":",  ": ", "四至：",
                                         "，四至范围为", "\n", " ",  "，"};
    bool known = !before || before->sides[b->order[0]].n > 0;

    return colons[below(seed, known ? COUNT(colons) : COUNT(colons) - 3)];
}

static char *write_text(uint64_t *seed, const struct made *m)
{
    struct buf b = {.data = NULL};
    bool bracketed = below(seed, 4) == 0;

    for (size_t i = 0; i < m->n; i++) {
        const struct block *block = &m->blocks[i];
        bool group = bracketed && block->label && block->n > 1;
        if (i)
            buf_puts(&b, ONE_OF(seed, strongs));
        if (block->label)
            buf_printf(&b, "%s%s", block->label,
                       group ? "（" : write_colon(seed, i ? &m->blocks[i - 1] : NULL, block));
        write_sides(&b, seed, block);
        if (group)
            buf_puts(&b, "）");
    }
    if (below(seed, 2))
        buf_puts(&b, "。");
    return buf_steal(&b, NULL);
}

static void expect_limit(struct buf *b, const struct limit *limit)
{
    for (size_t i = 0; i < limit->n; i++) {
        const struct piece *p = &limit->pieces[i];
        buf_printf(b, "%s%s", i ? "-" : "", p->name);
        if (p->alias)
            buf_printf(b, "(%s)", p->alias);
        if (p->towards >= 0)
            buf_printf(b, "+%s%d", side_of(p->towards), p->metres);
    }
}

static char *expect(const struct made *m)
{
    struct buf b = {.data = NULL};

    for (size_t i = 0; i < m->n; i++) {
        const char *space = "";
        if (i)
            buf_puts(&b, " | ");
        if (m->blocks[i].label)
            buf_printf(&b, "%s: ", m->blocks[i].label);
        for (int s = 0; s < EXTENT_SIDES; s++) {
            if (!m->blocks[i].sides[s].n)
                continue;
            buf_printf(&b, "%s%s=", space, side_of(s));
            expect_limit(&b, &m->blocks[i].sides[s]);
            space = " ";
        }
    }
    return buf_steal(&b, NULL);
}

static void what_was_put_in_comes_out(void **state)
{
    const char *given = getenv("SEED");
    uint64_t seed = given ? strtoull(given, NULL, 10) : (uint64_t)time(NULL);
    (void)state;

    print_message("SEED=%llu, %d texts\n", (unsigned long long)seed, TEXTS);
    for (int i = 0; i < TEXTS; i++) {
        struct made m = make(&seed);
        char *text = write_text(&seed, &m), *wanted = expect(&m), *spelled;
        struct arena *a = arena_new();
        struct extent e;
        struct err err = {.kind = ERR_NONE};

        if (!extent_parse(a, text, &e, &err))
            fail_msg("text %d: %s\n  is refused: %s", i, text, err.text);
        spelled = spell_extent(&e);
        if (strcmp(spelled, wanted) != 0)
            fail_msg("text %d: %s\n  is read as %s\n  not as     %s", i, text, spelled, wanted);
        free(spelled);
        const char *written = extent_write(a, &e);
        if (!extent_parse(a, written, &e, &err))
            fail_msg("text %d, written as: %s\n  is refused: %s", i, written, err.text);
        spelled = spell_extent(&e);
        if (strcmp(spelled, wanted) != 0)
            fail_msg("text %d, written as: %s\n  is read as %s", i, written, spelled);
        free(spelled);
        free(wanted);
        free(text);
        arena_free(a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_put_in_comes_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
