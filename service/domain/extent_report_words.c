/* extent_report_words.c - findings in words: what is off, by how much, what to do about it.
 *
 * A sentence is a row; words in braces are filled in by fill().  "{(share)}" and "{(given)}" bring
 * their own brackets and vanish where there is no number, so a sentence never says nan. */
#include "domain/extent_report_words.h"

#include "base/buf.h"
#include "base/mem.h"

#include <assert.h>
#include <math.h>
#include <string.h>

static const struct {
    const char *name, *en, *zh;
} checks[EXTENT_CHECKS] = {
    [CHECK_SHAPE_MISSING] = {"shape-missing", "No shape", "四至未公布或未提交"},
    [CHECK_SHAPE_INVALID] = {"shape-invalid", "Shape refused", "图形无效"},
    [CHECK_OUTSIDE_HOST] = {"outside-host", "Outside the host", "超出依托载体"},
    [CHECK_OUTSIDE_APPLICANT] = {"outside-applicant", "Outside the applicant's territory",
                                 "超出申报地区"},
    [CHECK_SIDE_MISSING] = {"side-missing", "Side missing from the text", "四至缺少方向"},
    [CHECK_TEXT_MISSING] = {"text-missing", "No four-limit text", "没有四至文字"},
    [CHECK_TEXT_UNREAD] = {"text-unread", "Four-limit text not readable", "四至文字读不懂"},
    [CHECK_LIMIT_OFF] = {"limit-off", "Limit differs from the shape", "四至坐标与图形不符"},
    [CHECK_AREA_OFF] = {"area-off", "Declared area differs", "申报面积不符"},
    [CHECK_PARTS_OVERLAP] = {"parts-overlap", "Parts overlap", "片区重叠"},
    [CHECK_PARTS_GAP] = {"parts-gap", "Gap between parts", "片区之间有缝隙"},
    [CHECK_SUM_OFF] = {"sum-off", "Parts do not add up", "片区合计不符"},
    [CHECK_ZONES_OVERLAP] = {"zones-overlap", "Overlaps another zone", "与其他集聚区重叠"},
    [CHECK_DATUM_SUSPECT] = {"datum-suspect", "Datum suspect", "坐标系存疑"},
};

static const char *const severities[SEVERITIES] = {
    [SEVERITY_NOTE] = "note",
    [SEVERITY_WARNING] = "warning",
    [SEVERITY_ERROR] = "error",
};

static const struct {
    const char *en, *zh;
} sentences[FINDING_SENTENCES] = {
    [SAY_NO_PARTS] = {"No part of the zone is on record: its four limits are not published or not "
                      "handed in. Add the parts with their shapes.",
                      "没有片区记录：四至未公布或未提交。请补充各片区及其范围图形。"},
    [SAY_NO_SHAPE] = {"{part} has no shape: its four limits are not published or not handed in, "
                      "and nothing can be measured. Hand in a shape or four boundary lines.",
                      "{part}没有图形：四至未公布或未提交，各项无法量算。请提交范围图形或四条边界线"
                      "。"},
    [SAY_SHAPE_REFUSED] = {"The shape given for {part} was refused: {why}. Correct it and hand it "
                           "in again.",
                           "{part}提交的图形未被接受：{why}。请改正后重新提交。"},
    [SAY_OUTSIDE_HOST] = {"{b%} of {part}{(area)} lies outside the host. Draw the line back to the "
                          "host's border, or say why it goes beyond.",
                          "{part}有{b%}{(area)}在依托载体之外。请把边界退回载体范围内，或说明超出的"
                          "理由。"},
    [SAY_HOST_UNKNOWN] = {"Whether {part} lies inside its host could not be checked: no border of "
                          "the host is on record here. Compare it with the approved border.",
                          "无法核对{part}是否在依托载体之内：本系统没有载体的边界。请对照批准的边界"
                          "核对。"},
    [SAY_OUTSIDE_APPLICANT] = {"{b%} of {part}{(area)} lies outside the applicant's territory. "
                               "Draw the line back to its border.",
                               "{part}有{b%}{(area)}在申报地区之外。请把边界退回申报地区范围内。"},
    [SAY_APPLICANT_UNKNOWN] =
        {"Whether {part} lies inside the applicant's territory could not be "
         "checked: no border of it is on record here. Check it by hand.",
         "无法核对{part}是否在申报地区之内：本系统没有该地区的边界。请人工核对"
         "。"},
    [SAY_NO_SIDE] = {"The four-limit text of {part}{block} does not say what the {side} limit is. "
                     "Add it to the text.",
                     "{part}{block}的四至文字没有写明{side}界。请在文字中补充。"},
    [SAY_NO_TEXT] = {"{part} has no four-limit text. Write what bounds it in the east, south, west "
                     "and north.",
                     "{part}没有四至文字。请写明东、南、西、北各以何为界。"},
    [SAY_TEXT_UNREAD] = {"The four-limit text of {part} cannot be read: {why}. Correct the text "
                         "there.",
                         "{part}的四至文字读不懂：{why}。请改正该处文字。"},
    [SAY_LIMIT_OFF] =
        {"The {side} limit given for {part}{(given)} is {am} off the shape's own "
         "{side} end. Correct whichever of the two is wrong.",
         "{part}所报{side}界坐标{(given)}与图形最{side}端相差{am}。请核对并改正有误的一"
         "项。"},
    [SAY_AREA_OFF] = {"{part} measures {aha}, {dha}{(share)} {more} than the {bha} declared. "
                      "Correct the shape or the declared area.",
                      "{part}实测{aha}，比申报的{bha}{more}{dha}{(share)}。请改正图形或申报面积。"},
    [SAY_PARTS_OVERLAP] = {"{part} and {other} overlap by {aha}{(share)}. Decide which of the two "
                           "the ground belongs to.",
                           "{part}与{other}重叠{aha}{(share)}。请确定重叠部分归哪一片区。"},
    [SAY_PARTS_GAP] = {"{part} and {other} nearly touch, {am} apart. If they are to join, draw one "
                       "line for both.",
                       "{part}与{other}相距仅{am}。如应相接，请共用一条边界线。"},
    [SAY_SUM_DECLARED] =
        {"The areas declared for the parts add up to {aha}, {dha}{(share)} {more} "
         "than the {bha} stated for the zone. Correct the parts or the total.",
         "各片区申报面积合计{aha}，比总面积{bha}{more}{dha}{(share)}。请改正片区面积"
         "或总面积。"},
    [SAY_SUM_COMPUTED] =
        {"The shapes of the parts measure {aha} together, {dha}{(share)} {more} "
         "than the {bha} stated for the zone. Correct the shapes or the total.",
         "各片区图形实测合计{aha}，比总面积{bha}{more}{dha}{(share)}。请改正图形或总"
         "面积。"},
    [SAY_ZONES_OVERLAP] =
        {"{part} overlaps {other} by {aha}{(share)}. Take the shared ground out, "
         "or say why it belongs to both.",
         "{part}与{other}重叠{aha}{(share)}。请去掉重叠部分，或说明为何同属两者。"},
    [SAY_DATUM] =
        {"As handed in, {a%} of {part} lies inside its host or county; after undoing the "
         "GCJ-02 shift, {b%}. Hand it in again as GCJ-02, or confirm the datum.",
         "按提交的坐标，{part}有{a%}在载体或所在县区之内；还原GCJ-02偏移后为{b%}。请按GCJ-"
         "02重新提交，或确认坐标系。"},
};

static void put_area(struct buf *b, double m2, bool english)
{
    m2 = fabs(m2);
    if (isnan(m2))
        buf_puts(b, english ? "an unknown area" : "面积不详");
    else if (m2 < 100)
        buf_printf(b, english ? "%.0f m²" : "%.0f平方米", m2);
    else
        buf_printf(b, english ? "%.2f ha" : "%.2f公顷", m2 / 10000);
}

static void put_metres(struct buf *b, double m, bool english)
{
    buf_printf(b, m < 10 ? "%.1f" : "%.0f", m);
    buf_puts(b, english ? " m" : "米");
}

static void put_share(struct buf *b, double share, bool english)
{
    double percent = share * 100;

    if (isnan(share))
        buf_puts(b, english ? "an unknown share" : "不详比例");
    else if (percent > 0 && percent < 0.01)
        buf_puts(b, english ? "less than 0.01 %" : "不到0.01%");
    else
        buf_printf(b, english ? "%.*f %%" : "%.*f%%", percent < 1 ? 2 : 1, percent);
}

/* One word in braces. */
struct filling {
    struct buf *b;
    const struct extent_finding *f;
    const struct finding_words *w;
    bool english;
};

static void open_bracket(const struct filling *f)
{
    buf_puts(f->b, f->english ? " (" : "（");
}

static void close_bracket(const struct filling *f)
{
    buf_puts(f->b, f->english ? ")" : "）");
}

static void put_part(const struct filling *f, int number, const char *name)
{
    buf_printf(f->b, f->english ? "part %d" : "第%d片区", number);
    if (name)
        buf_printf(f->b, f->english ? " (“%s”)" : "“%s”", name);
}

static void fill_part(const struct filling *f)
{
    put_part(f, f->w->part->number, f->w->part->name);
}

static void fill_other(const struct filling *f)
{
    const struct extent_other *o = f->w->other;
    const char *name = o->name ? o->name : o->id;

    if (o->number)
        put_part(f, o->number, o->name);
    else if (name)
        buf_printf(f->b, f->english ? "the zone “%s”" : "集聚区“%s”", name);
    else
        buf_puts(f->b, f->english ? "another zone" : "另一集聚区");
}

static void fill_block(const struct filling *f)
{
    if (f->w->label)
        buf_printf(f->b, f->english ? " (block “%s”)" : "“%s”", f->w->label);
    else if (f->w->block)
        buf_printf(f->b, f->english ? " (block %zu)" : "第%zu区块", f->w->block);
}

static void fill_side(const struct filling *f)
{
    buf_puts(f->b, extent_side_label(f->f->side, f->english));
}

/* The reason's own full stop would stand before that of the sentence. */
static void fill_why(const struct filling *f)
{
    const char *why = f->english ? f->w->en : f->w->zh;
    const char *stop = f->english ? "." : "。";
    size_t len, k = strlen(stop);

    if (!why)
        why = f->english ? "no reason is on record" : "未记录原因";
    len = strlen(why);
    if (len > k && strcmp(why + len - k, stop) == 0)
        len -= k;
    buf_put(f->b, why, len);
}

static void fill_area(const struct filling *f)
{
    if (isnan(f->f->m2))
        return;
    open_bracket(f);
    put_area(f->b, f->f->m2, f->english);
    close_bracket(f);
}

static void fill_share(const struct filling *f)
{
    if (isnan(f->f->share))
        return;
    open_bracket(f);
    put_share(f->b, f->f->share, f->english);
    close_bracket(f);
}

static void fill_given(const struct filling *f)
{
    if (isnan(f->w->b))
        return;
    open_bracket(f);
    buf_printf(f->b, "%.6f°", f->w->b);
    close_bracket(f);
}

static void fill_more(const struct filling *f)
{
    bool more = f->w->a > f->w->b;
    buf_puts(f->b, f->english ? (more ? "more" : "less") : (more ? "多" : "少"));
}

static void fill_a_area(const struct filling *f)
{
    put_area(f->b, f->w->a, f->english);
}

static void fill_b_area(const struct filling *f)
{
    put_area(f->b, f->w->b, f->english);
}

static void fill_difference(const struct filling *f)
{
    put_area(f->b, f->w->a - f->w->b, f->english);
}

static void fill_a_metres(const struct filling *f)
{
    put_metres(f->b, f->w->a, f->english);
}

static void fill_a_share(const struct filling *f)
{
    put_share(f->b, f->w->a, f->english);
}

static void fill_b_share(const struct filling *f)
{
    put_share(f->b, f->w->b, f->english);
}

static const struct {
    const char *key;
    void (*fill)(const struct filling *f);
} fillings[] = {
    {"part", fill_part},   {"other", fill_other}, {"block", fill_block},   {"side", fill_side},
    {"why", fill_why},     {"(area)", fill_area}, {"(share)", fill_share}, {"(given)", fill_given},
    {"more", fill_more},   {"aha", fill_a_area},  {"bha", fill_b_area},    {"dha", fill_difference},
    {"am", fill_a_metres}, {"a%", fill_a_share},  {"b%", fill_b_share},
};

static void fill(const struct filling *f, const char *key, size_t len)
{
    size_t i = 0;

    while (strlen(fillings[i].key) != len || memcmp(fillings[i].key, key, len) != 0) {
        i++;
        assert(i < COUNT(fillings)); /* a sentence asks for a word that is not in the table */
    }
    fillings[i].fill(f);
}

static const char *spell(struct arena *a, const char *sentence, const struct extent_finding *f,
                         const struct finding_words *w, bool english)
{
    struct buf b = {.data = NULL};
    char *said;
    struct filling filling = {&b, f, w, english};

    while (*sentence) {
        size_t plain = strcspn(sentence, "{"), key;
        buf_put(&b, sentence, plain);
        sentence += plain;
        if (!*sentence)
            break;
        key = strcspn(sentence, "}");
        fill(&filling, sentence + 1, key - 1);
        sentence += key + 1;
    }
    said = arena_strndup(a, b.data, b.len);
    buf_free(&b);
    if (said[0] >= 'a' && said[0] <= 'z')
        said[0] = (char)(said[0] - 'a' + 'A');
    return said;
}

void extent_say(struct arena *a, struct extent_finding *f, const struct finding_words *w)
{
    assert(w->sentence >= 0 && w->sentence < FINDING_SENTENCES);
    f->en = spell(a, sentences[w->sentence].en, f, w, true);
    f->zh = spell(a, sentences[w->sentence].zh, f, w, false);
}

const char *extent_check_name(enum extent_check c)
{
    assert(c >= 0 && c < EXTENT_CHECKS);
    return checks[c].name;
}

const char *extent_check_label(enum extent_check c, bool english)
{
    assert(c >= 0 && c < EXTENT_CHECKS);
    return english ? checks[c].en : checks[c].zh;
}

const char *severity_name(enum finding_severity s)
{
    assert(s >= 0 && s < SEVERITIES);
    return severities[s];
}
