/* title_table.c - one function per kind of cell, found by the name of its column. */
#include "domain/title_table.h"

#include "base/csv.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "domain/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum column {
    COLUMN_DO,
    COLUMN_TITLE,
    COLUMN_KIND,
    COLUMN_CODE,
    COLUMN_NAME,
    COLUMN_PROVINCE,
    COLUMN_BATCH,
    COLUMN_SINCE,
    COLUMN_UNTIL,
    COLUMN_DOCUMENT,
    COLUMN_DATED,
    COLUMN_PAGE,
    COLUMN_NUMBER,
    COLUMN_CONFIDENCE,
    COLUMN_SOURCE_KIND,
    COLUMN_SOURCE,
    COLUMN_NOTE,
    COLUMNS,
};

/* The first two names are those that faults are told by. */
static const struct column_row {
    const char *name, *zh;
    const char *others[4];
} columns[COLUMNS] = {
    [COLUMN_DO] = {"do", "处理", {"action", "操作"}},
    [COLUMN_TITLE] = {"title", "称号编号", {"id", "编号"}},
    [COLUMN_KIND] = {"kind", "称号类别", {"类别", "称号", "称号类型"}},
    [COLUMN_CODE] = {"code", "行政区划代码", {"holder", "holder_code", "代码", "区划代码"}},
    [COLUMN_NAME] = {"name", "名称", {"地区", "地区名称", "place", "城市"}},
    [COLUMN_PROVINCE] = {"province", "省份", {"推荐单位", "unit", "省", "省（区、市）"}},
    [COLUMN_BATCH] = {"batch", "批次", {"roster", "list", "名单", "轮次"}},
    [COLUMN_SINCE] = {"since", "起始日期", {"from", "自", "起", "开始日期"}},
    [COLUMN_UNTIL] = {"until", "终止日期", {"to", "至", "止", "结束日期"}},
    [COLUMN_DOCUMENT] = {"document", "文号", {"文件", "文件号", "发文字号", "依据文件"}},
    [COLUMN_DATED] = {"dated", "成文日期", {"发文日期", "印发日期", "文件日期"}},
    [COLUMN_PAGE] = {"page", "页码", {"页"}},
    [COLUMN_NUMBER] = {"number", "序号", {"no", "row", "行号"}},
    [COLUMN_CONFIDENCE] = {"confidence", "可信程度", {NULL}},
    [COLUMN_SOURCE_KIND] = {"source_kind", "来源类别", {NULL}},
    [COLUMN_SOURCE] = {"source", "来源", {"url", "网址", "出处"}},
    [COLUMN_NOTE] = {"note", "备注", {"说明"}},
};

struct reading {
    struct csv_reader csv;
    struct arena *arena;
    int at[COLUMNS]; /* place of a column in each row; -1: it is not there */
    size_t n_columns;
    struct title_draft *row;
};

/* ---- faults ---- */

void title_draft_fault(struct title_draft *d, struct arena *a, const char *field, const char *en,
                       const char *zh)
{
    if (!d->field)
        d->field = field;
    d->en = d->en ? arena_printf(a, "%s; %s", d->en, en) : arena_strdup(a, en);
    d->zh = d->zh ? arena_printf(a, "%s；%s", d->zh, zh) : arena_strdup(a, zh);
}

/* Told with the name of its column, which is what a person looks for. */
static void fault(struct reading *r, enum column c, const char *en, const char *zh)
{
    title_draft_fault(r->row, r->arena, columns[c].name,
                      arena_printf(r->arena, "%s: %s", columns[c].name, en),
                      arena_printf(r->arena, "“%s”%s", columns[c].zh, zh));
}

/* ---- the names of the columns ---- */

static bool is_called(const struct column_row *c, const char *name)
{
    if (strcmp(name, c->name) == 0 || strcmp(name, c->zh) == 0)
        return true;
    for (size_t i = 0; i < COUNT(c->others) && c->others[i]; i++) {
        if (strcmp(name, c->others[i]) == 0)
            return true;
    }
    return false;
}

static const char *trimmed(struct arena *a, const char *s)
{
    size_t len;

    s += strspn(s, " \t\r\n");
    len = strlen(s);
    while (len > 0 && strchr(" \t\r\n", s[len - 1]))
        len--;
    return len > 0 ? arena_strndup(a, s, len) : NULL;
}

/* Without a name and without cells: what spreadsheets leave behind the last column. */
static bool place_column(struct reading *r, size_t i, struct err *err)
{
    const char *name = trimmed(r->arena, r->csv.fields[i]);

    if (!name)
        return true;
    for (int c = 0; c < COLUMNS; c++) {
        if (!is_called(&columns[c], name))
            continue;
        if (r->at[c] >= 0)
            return err_say(err, ERR_BAD_BODY, "line 1", "the column '%.60s' is there twice",
                           "“%.60s”列重复", name);
        r->at[c] = (int)i;
        return true;
    }
    return err_say(err, ERR_BAD_BODY, "line 1",
                   "there is no column '%.60s' in a list of titles: rename it or leave it out",
                   "称号名单没有“%.60s”这一列：请改名或删去", name);
}

static bool read_columns(struct reading *r, struct err *err)
{
    int rc = csv_next(&r->csv, err);

    if (rc <= 0)
        return rc < 0 ? false : err_say(err, ERR_BAD_BODY, NULL, "the table is empty", "表格为空");
    for (int c = 0; c < COLUMNS; c++)
        r->at[c] = -1;
    for (size_t i = 0; i < r->csv.n_fields; i++) {
        if (!place_column(r, i, err))
            return false;
    }
    r->n_columns = r->csv.n_fields;
    return r->at[COLUMN_KIND] >= 0 || r->at[COLUMN_TITLE] >= 0 ||
           err_say(err, ERR_BAD_BODY, "line 1",
                   "the first row must name the columns, among them 'kind' (or 'title')",
                   "首行应为列名，且须有“称号类别”（或“称号编号”）列");
}

/* ---- cells ---- */

static const char *cell(const struct reading *r, enum column c)
{
    return r->at[c] >= 0 && (size_t)r->at[c] < r->csv.n_fields
               ? trimmed(r->arena, r->csv.fields[r->at[c]])
               : NULL;
}

/* Controls, and what turns the text round or hides where a line ends. */
static bool is_plain(const char *s, size_t *n_characters)
{
    size_t len = strlen(s);
    uint32_t cp = 0;

    *n_characters = 0;
    for (size_t at = 0, step; at < len; at += step) {
        step = utf8_next(s + at, len - at, &cp);
        if (step == 0 || cp < ' ' || (cp >= 0x7F && cp <= 0x9F) || (cp >= 0x2028 && cp <= 0x202E) ||
            (cp >= 0x2066 && cp <= 0x2069) || cp == 0xFEFF || cp == 0xFFFD)
            return false;
        ++*n_characters;
    }
    return true;
}

static const char *text_cell(struct reading *r, enum column c, size_t most)
{
    const char *s = cell(r, c);
    size_t n;

    if (!s)
        return NULL;
    if (!is_plain(s, &n))
        fault(r, c, "it holds a control character", "含有控制字符");
    else if (n > most)
        fault(r, c, arena_printf(r->arena, "at most %zu characters", most),
              arena_printf(r->arena, "最多 %zu 个字符", most));
    else
        return s;
    return NULL;
}

/* The start of what a cell holds, for a sentence: never cut inside a character. */
static const char *shown(const struct reading *r, const char *s)
{
    size_t len = strlen(s), at = 0, step;
    uint32_t cp;

    while (at < len && at < 40 && (step = utf8_next(s + at, len - at, &cp)) > 0 && cp >= ' ')
        at += step;
    return arena_strndup(r->arena, s, at);
}

static bool is_one_of(const char *s, const char *const *words)
{
    while (*words && strcmp(*words, s) != 0)
        words++;
    return *words != NULL;
}

static bool do_cell(struct reading *r)
{
    static const char *const record[] = {"record", "登记", "更正", "新增", NULL};
    static const char *const retract[] = {"retract", "撤回", "删除", NULL};
    const char *s = cell(r, COLUMN_DO);

    if (!s || is_one_of(s, record))
        return false;
    if (is_one_of(s, retract))
        return true;
    fault(r, COLUMN_DO,
          arena_printf(r->arena, "'%s' is neither 'record' nor 'retract'", shown(r, s)),
          arena_printf(r->arena, "“%s”应为“登记”或“撤回”", shown(r, s)));
    return false;
}

static int64_t title_cell(struct reading *r)
{
    const char *s = cell(r, COLUMN_TITLE);

    if (!s)
        return 0;
    if (*s >= '1' && *s <= '9' && strlen(s) <= 12 && s[strspn(s, "0123456789")] == '\0')
        return strtoll(s, NULL, 10);
    fault(r, COLUMN_TITLE, "the number of a title on record is meant", "应为已登记称号的编号");
    return 0;
}

static bool kind_named(const char *s, enum title_kind *out)
{
    if (title_kind_parse(s, out))
        return true;
    for (int k = 0; k < TITLE_KINDS; k++) {
        *out = (enum title_kind)k;
        for (int en = 0; en < 2; en++) {
            if (strcmp(s, title_kind_label(*out, en)) == 0 ||
                strcmp(s, title_kind_short(*out, en)) == 0)
                return true;
        }
    }
    return false;
}

static int kind_cell(struct reading *r)
{
    const char *s = cell(r, COLUMN_KIND);
    enum title_kind kind;

    if (!s) {
        if (r->row->title == 0)
            fault(r, COLUMN_KIND, "it must not be empty", "不能为空");
        return -1;
    }
    if (kind_named(s, &kind))
        return (int)kind;
    fault(r, COLUMN_KIND, arena_printf(r->arena, "'%s' is no kind of title", shown(r, s)),
          arena_printf(r->arena, "没有“%s”这一类别", shown(r, s)));
    return -1;
}

static const char *code_cell(struct reading *r)
{
    const char *s = cell(r, COLUMN_CODE);

    if (!s || place_code_valid(s))
        return s;
    fault(r, COLUMN_CODE, arena_printf(r->arena, "'%s' is no code of six digits", shown(r, s)),
          arena_printf(r->arena, "“%s”不是六位代码", shown(r, s)));
    return NULL;
}

static const char *unit_cell(struct reading *r)
{
    const char *s = cell(r, COLUMN_PROVINCE);
    const struct unit *unit = NULL;

    if (!s)
        return NULL;
    if ((unit = unit_find(s)) || (unit = unit_find_name(s)))
        return unit->code;
    fault(r, COLUMN_PROVINCE,
          arena_printf(r->arena, "'%s' is none of the 32 recommending units", shown(r, s)),
          arena_printf(r->arena, "“%s”不是推荐单位（省级名称、代码或兵团）", shown(r, s)));
    return NULL;
}

bool title_table_day(const char *s, date_t *out)
{
    static const char *const forms[] = {"%4d-%2d-%2d%n", "%4d/%2d/%2d%n", "%4d.%2d.%2d%n",
                                        "%4d年%2d月%2d日%n"};

    for (size_t i = 0; *s >= '1' && *s <= '9' && i < COUNT(forms); i++) {
        int year, month, day, end = 0;

        if (sscanf(s, forms[i], &year, &month, &day, &end) == 3 && end > 0 && s[end] == '\0' &&
            !strpbrk(s, " \t+") && !strstr(s, "--")) {
            *out = date_from_civil(year, month, day);
            return *out != DATE_NONE;
        }
    }
    return false;
}

static date_t day_cell(struct reading *r, enum column c, bool *said)
{
    static const char *const unknown[] = {"unknown", "不详", "未知", NULL};
    const char *s = cell(r, c);
    date_t d = DATE_NONE;

    *said = s != NULL;
    if (!s || is_one_of(s, unknown) || title_table_day(s, &d))
        return d;
    fault(r, c, "a day such as 2022-07-01; empty where it is not known",
          "应为日期，如 2022-07-01；不详则留空");
    return DATE_NONE;
}

static int confidence_cell(struct reading *r)
{
    const char *s = cell(r, COLUMN_CONFIDENCE);
    enum confidence c;

    if (!s)
        return -1;
    if (confidence_parse(s, &c))
        return (int)c;
    fault(r, COLUMN_CONFIDENCE,
          arena_printf(r->arena, "there is no such word as '%s'", shown(r, s)),
          arena_printf(r->arena, "没有“%s”这一取值", shown(r, s)));
    return -1;
}

static int source_kind_cell(struct reading *r)
{
    static const char *const zh[SOURCE_KINDS] = {"官方", "政策", "转载", "登记"};
    const char *s = cell(r, COLUMN_SOURCE_KIND);
    enum source_kind kind;

    if (!s)
        return -1;
    if (source_kind_parse(s, &kind))
        return (int)kind;
    for (int k = 0; k < SOURCE_KINDS; k++) {
        if (strcmp(s, zh[k]) == 0)
            return k;
    }
    fault(r, COLUMN_SOURCE_KIND, "official, policy, repost or register is meant",
          "应为官方、政策、转载或登记");
    return -1;
}

/* Where in its source a row stands, as the published lists here have it: "no. 3 of the list". */
static const char *note_cells(struct reading *r)
{
    const char *note = text_cell(r, COLUMN_NOTE, TITLE_WORDS_MOST);
    const char *number = text_cell(r, COLUMN_NUMBER, TITLE_WORD_MOST);
    const char *page = text_cell(r, COLUMN_PAGE, TITLE_WORD_MOST);
    char day[DATE_TEXT];
    bool said;
    const date_t dated = day_cell(r, COLUMN_DATED, &said);
    const char *out = dated == DATE_NONE
                          ? NULL
                          : arena_printf(r->arena, "document of %s", date_format(dated, day));

    if (page)
        out = arena_printf(r->arena, "%s%spage %s", out ? out : "", out ? ", " : "", page);
    if (number)
        out = arena_printf(r->arena, "%s%sno. %s of the list", out ? out : "", out ? ", " : "",
                           number);
    if (note)
        out = arena_printf(r->arena, "%s%s%s", out ? out : "", out ? "; " : "", note);
    return out;
}

static void find_holder_missing(struct reading *r)
{
    const struct title_draft *d = r->row;

    if (d->title == 0 && !d->code && !d->name && r->row->field == NULL)
        fault(r, COLUMN_CODE, "a code or a name must be there", "与“名称”至少填一项");
    if (d->retract && d->title == 0)
        fault(r, COLUMN_TITLE, "say which title on record is taken back",
              "不能为空：请写明撤回哪一条已登记的称号");
}

static void read_row(struct reading *r, struct title_draft *d)
{
    *d = (struct title_draft){.line = r->csv.line};
    r->row = d;
    d->kind = d->confidence = d->source_kind = -1;
    d->since = d->until = DATE_NONE;
    if (r->csv.n_fields != r->n_columns) {
        title_draft_fault(d, r->arena, "line",
                          arena_printf(r->arena, "the row has %zu fields, the first one %zu",
                                       r->csv.n_fields, r->n_columns),
                          arena_printf(r->arena, "本行有 %zu 个字段，首行有 %zu 个",
                                       r->csv.n_fields, r->n_columns));
        return;
    }
    d->retract = do_cell(r);
    d->title = title_cell(r);
    d->kind = kind_cell(r);
    d->code = code_cell(r);
    d->name = text_cell(r, COLUMN_NAME, TITLE_NAME_MOST);
    d->unit = unit_cell(r);
    d->batch = text_cell(r, COLUMN_BATCH, TITLE_WORD_MOST);
    d->since = day_cell(r, COLUMN_SINCE, &d->says_since);
    d->until = day_cell(r, COLUMN_UNTIL, &d->says_until);
    d->document = text_cell(r, COLUMN_DOCUMENT, TITLE_NAME_MOST);
    d->confidence = confidence_cell(r);
    d->source_kind = source_kind_cell(r);
    d->source = text_cell(r, COLUMN_SOURCE, TITLE_WORDS_MOST);
    d->note = note_cells(r);
    find_holder_missing(r);
}

/* ---- the table ---- */

static bool is_blank_row(const struct reading *r)
{
    for (size_t i = 0; i < r->csv.n_fields; i++) {
        if (trimmed(r->arena, r->csv.fields[i]))
            return false;
    }
    return true;
}

bool title_table_read(struct arena *a, const char *text, size_t len, struct title_table *out,
                      struct err *err)
{
    struct reading r = {.arena = a};
    struct title_table t = {0};
    int rc;

    csv_reader_init(&r.csv, text, len, a);
    if (!read_columns(&r, err))
        return false;
    t.rows = arena_alloc(a, TITLE_ROWS_MOST, sizeof *t.rows);
    while ((rc = csv_next(&r.csv, err)) == 1) {
        if (is_blank_row(&r))
            continue;
        if (t.n_rows == TITLE_ROWS_MOST)
            return err_say(err, ERR_TOO_LARGE, NULL, "at most %d rows at once: split the file",
                           "一次最多 %d 行，请拆分文件", (int)TITLE_ROWS_MOST);
        read_row(&r, &t.rows[t.n_rows++]);
    }
    if (rc == 0 && t.n_rows == 0)
        return err_say(err, ERR_BAD_BODY, NULL, "the table names no title", "表中没有称号");
    *out = t;
    return rc == 0;
}
