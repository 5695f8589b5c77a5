/* title_import.c - see title_import.h. */
#include "domain/title_import.h"

#include "base/mem.h"
#include "domain/title_check.h"

#include <string.h>

static const struct {
    const char *name, *zh, *en;
} results[ROW_RESULTS] = {
    [ROW_NEW] = {"new", "新增", "new"},
    [ROW_SAME] = {"same", "与登记一致", "same as on record"},
    [ROW_CHANGE] = {"change", "将更正", "would change"},
    [ROW_RETRACT] = {"retract", "将撤回", "would be taken back"},
    [ROW_REFUSED] = {"refused", "不能登记", "refused"},
};

const char *row_result_name(enum row_result r)
{
    return results[r].name;
}

const char *row_result_label(enum row_result r, bool english)
{
    return english ? results[r].en : results[r].zh;
}

bool row_result_parse(const char *s, enum row_result *out)
{
    for (int i = 0; i < ROW_RESULTS; i++) {
        if (strcmp(s, results[i].name) == 0) {
            *out = (enum row_result)i;
            return true;
        }
    }
    return false;
}

/* ---- what would stand on record, while the rows go by ---- */

struct standing {
    struct title title;
    size_t line; /* of the row that left it so; 0: it is on record */
    bool gone;
};

struct judge {
    const struct import_ground *g;
    struct arena *a;
    struct standing *at;
    size_t n;
    struct title *near; /* room for those of one holder */
    struct title_row *row;
};

static bool same(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static void refuse(struct judge *j, const char *field, const char *en, const char *zh)
{
    title_draft_fault(&j->row->draft, j->a, field, en, zh);
}

/* ---- which title on record a row means ---- */

/* A place by its code; a park or zone by its name, in its province where both say one. */
static bool same_holder(const struct title *t, const struct title *other)
{
    if (t->holder || other->holder)
        return same(t->holder, other->holder);
    return same(t->name, other->name) && (!t->unit || !other->unit || same(t->unit, other->unit));
}

static bool is_meant(const struct title *t, const struct title *wish)
{
    return t->kind == wish->kind && same_holder(t, wish) && same(t->batch, wish->batch) &&
           (t->batch || t->since == wish->since);
}

static struct standing *find_meant(struct judge *j, const struct title *wish)
{
    const int64_t id = j->row->draft.title;

    for (size_t i = 0; i < j->n; i++) {
        struct standing *s = &j->at[i];

        if (id ? s->title.id == id : !s->gone && is_meant(&s->title, wish))
            return s;
    }
    if (id)
        refuse(j, "title", arena_printf(j->a, "there is no title %lld on record", (long long)id),
               arena_printf(j->a, "登记中没有编号为 %lld 的称号", (long long)id));
    return NULL;
}

/* What other rows of the register lean on is not for a list to move. */
static bool is_free(struct judge *j, const struct title *t)
{
    bool bound = t->superseded_by != 0 || t->revoked != DATE_NONE;

    for (size_t i = 0; !bound && i < j->n; i++)
        bound = j->at[i].title.superseded_by == t->id && !j->at[i].gone;
    if (bound)
        refuse(j, "title",
               arena_printf(j->a,
                            "title %lld was revoked, or stands in the place of another: correct "
                            "it by hand",
                            (long long)t->id),
               arena_printf(j->a, "称号 %lld 已被撤销，或与其他称号有取代关系，须单独更正",
                            (long long)t->id));
    return !bound;
}

/* ---- what it would be ---- */

static struct title wish_of(const struct title_row *row)
{
    const struct title_draft *d = &row->draft;

    return (struct title){
        .kind = d->kind < 0 ? TITLE_DEMO_CITY : (enum title_kind)d->kind,
        .name = d->name,
        .holder = row->place ? row->place->code : NULL,
        .unit = d->unit,
        .batch = d->batch,
        .document = d->document,
        .source = d->source,
        .since = d->since,
        .until = d->until,
        .confidence = d->confidence < 0 ? CONFIDENCE_STATED : (enum confidence)d->confidence,
        .source_kind = d->source_kind < 0 ? SOURCE_REGISTER : (enum source_kind)d->source_kind,
        .revoked = DATE_NONE,
        .superseded = DATE_NONE,
        .recorded = MOMENT_NONE,
        .retracted = MOMENT_NONE,
    };
}

static const char *either(const char *said, const char *stands)
{
    return said ? said : stands;
}

/* What the row does not say stays as it stands. */
static struct title merged(const struct title_row *row, const struct title *now)
{
    const struct title_draft *d = &row->draft;
    struct title t = *now, wish = wish_of(row);
    const bool moves = wish.holder && !same(wish.holder, now->holder);

    if (d->kind >= 0)
        t.kind = wish.kind;
    t.holder = either(wish.holder, now->holder);
    if (!row->place || moves)
        t.name = either(d->name, moves ? row->place->name : now->name);
    t.unit = either(d->unit, moves ? NULL : now->unit);
    t.batch = either(d->batch, now->batch);
    t.document = either(d->document, now->document);
    t.source = either(d->source, now->source);
    if (d->says_since)
        t.since = d->since;
    if (d->says_until)
        t.until = d->until;
    if (d->confidence >= 0)
        t.confidence = wish.confidence;
    if (d->source_kind >= 0)
        t.source_kind = wish.source_kind;
    return t;
}

static void complete(const struct judge *j, struct title *t)
{
    const struct place_brief *p = j->row->place;
    char province[7];

    if (p && !t->name)
        t->name = p->name;
    if (p && !t->unit)
        t->unit = arena_strdup(j->a, place_recommending_unit(t->holder, province));
    if (!t->source)
        t->source = j->g->source;
}

/* ---- what differs ---- */

static void tell_change(struct judge *j, const char *en, const char *zh, const char *was,
                        const char *is)
{
    struct title_row *row = j->row;

    was = was && *was ? was : "?";
    is = is && *is ? is : "?";
    row->en = arena_printf(j->a, "%s%s%s: %s → %s", row->en ? row->en : "", row->en ? "; " : "", en,
                           was, is);
    row->zh = arena_printf(j->a, "%s%s%s：%s → %s", row->zh ? row->zh : "", row->zh ? "；" : "", zh,
                           was, is);
}

static void tell_text(struct judge *j, const char *en, const char *zh, const char *was,
                      const char *is)
{
    if (!same(was, is))
        tell_change(j, en, zh, was, is);
}

static void tell_day(struct judge *j, const char *en, const char *zh, date_t was, date_t is)
{
    char a[DATE_TEXT], b[DATE_TEXT];

    if (was != is)
        tell_change(j, en, zh, date_format(was, a), date_format(is, b));
}

static bool tell_differences(struct judge *j, const struct title *was, const struct title *is)
{
    tell_text(j, "kind", "类别", title_kind_name(was->kind), title_kind_name(is->kind));
    tell_text(j, "code", "代码", was->holder, is->holder);
    tell_text(j, "name", "名称", was->name, is->name);
    tell_text(j, "unit", "推荐单位", was->unit, is->unit);
    tell_text(j, "list", "批次", was->batch, is->batch);
    tell_day(j, "since", "起", was->since, is->since);
    tell_day(j, "until", "止", was->until, is->until);
    tell_text(j, "document", "文号", was->document, is->document);
    tell_text(j, "confidence", "可信程度", confidence_name(was->confidence),
              confidence_name(is->confidence));
    tell_text(j, "kind of source", "来源类别", source_kind_name(was->source_kind),
              source_kind_name(is->source_kind));
    tell_text(j, "source", "来源", was->source, is->source);
    return j->row->en != NULL;
}

/* ---- what cannot be ---- */

/* Those of the holder that would stand beside it; the last one is t. */
static size_t gather_near(struct judge *j, const struct title *t, const struct standing *instead)
{
    size_t n = 0;

    for (size_t i = 0; t->holder && i < j->n; i++) {
        const struct standing *s = &j->at[i];

        if (s != instead && !s->gone && same(s->title.holder, t->holder))
            j->near[n++] = s->title;
    }
    j->near[n] = *t;
    return n;
}

static void tell_fault_bits(struct judge *j, unsigned faults)
{
    for (int f = 0; f < TITLE_FAULTS; f++) {
        if (faults & 1U << f)
            refuse(j, "title", title_fault_text((enum title_fault)f, true),
                   title_fault_text((enum title_fault)f, false));
    }
}

/* Said of a row that stands: its list comes on record with it. */
static void tell_new_list(struct judge *j, const struct title *t)
{
    struct title_row *row = j->row;

    row->en = arena_printf(j->a, "%s%sthe list %s/%s is not on record yet and is recorded with it",
                           row->en ? row->en : "", row->en ? "; " : "", title_kind_name(t->kind),
                           t->batch);
    row->zh = arena_printf(j->a, "%s%s名单 %s/%s 尚未登记，将一并登记", row->zh ? row->zh : "",
                           row->zh ? "；" : "", title_kind_name(t->kind), t->batch);
}

static void look_for_faults(struct judge *j, const struct title *t, const struct standing *instead)
{
    const size_t n = gather_near(j, t, instead);
    const struct place_brief *p = j->row->place;
    char province[7];

    unsigned faults = title_faults(&j->g->view, j->near, n + 1, n, p ? &p->kind : NULL);

    if (j->g->new_lists && t->batch && faults & 1U << FAULT_NO_ROSTER) {
        faults &= ~(1U << FAULT_NO_ROSTER);
        tell_new_list(j, t);
    }
    tell_fault_bits(j, faults);
    if (p && t->unit && strcmp(t->unit, place_recommending_unit(p->code, province)) != 0)
        refuse(j, "province",
               arena_printf(j->a, "%s is recommended by %s, not by %s", p->code, province, t->unit),
               arena_printf(j->a, "%s 的推荐单位是 %s，不是 %s", p->code, province, t->unit));
    for (size_t i = 0; i < n && !j->row->draft.field; i++) {
        const unsigned without = title_faults(&j->g->view, j->near, n, i, NULL);
        const unsigned with = title_faults(&j->g->view, j->near, n + 1, i, NULL);

        tell_fault_bits(j, with & ~without);
    }
    if (!t->name)
        refuse(j, "name", "the name is missing", "缺少名称");
    if (!t->source)
        refuse(j, "source", "say where it was read: in a column, or of the whole file",
               "缺少来源：请在“来源”列或为整个文件注明");
}

/* ---- one row ---- */

static void take_back(struct judge *j, struct standing *meant)
{
    j->row->title = meant->title;
    j->row->stands = meant->title.id;
    if (!is_free(j, &meant->title))
        return;
    j->row->result = ROW_RETRACT;
    meant->gone = true;
    meant->line = j->row->draft.line;
}

static void replace(struct judge *j, struct standing *meant)
{
    struct title_row *row = j->row;
    struct title t = merged(row, &meant->title);

    complete(j, &t);
    row->title = t;
    row->stands = meant->title.id;
    row->result = ROW_SAME;
    if (tell_differences(j, &meant->title, &t)) {
        row->result = ROW_CHANGE;
        if (is_free(j, &meant->title))
            look_for_faults(j, &t, meant);
    }
    if (row->draft.field)
        return;
    meant->title = t;
    meant->line = row->draft.line;
}

static void add(struct judge *j, struct title wish)
{
    complete(j, &wish);
    j->row->title = wish;
    j->row->result = ROW_NEW;
    look_for_faults(j, &wish, NULL);
    if (!j->row->draft.field)
        j->at[j->n++] = (struct standing){.title = wish, .line = j->row->draft.line};
}

static void judge_row(struct judge *j)
{
    struct title_row *row = j->row;
    struct title wish = wish_of(row);
    struct standing *meant;

    row->title = wish;
    row->note = row->draft.note;
    if (row->draft.field)
        return;
    meant = find_meant(j, &wish);
    if (row->draft.field)
        return;
    if (meant && meant->line)
        refuse(j, "line",
               arena_printf(j->a, "line %zu is about the same title already", meant->line),
               arena_printf(j->a, "第 %zu 行已涉及同一称号", meant->line));
    else if (meant)
        (row->draft.retract ? take_back : replace)(j, meant);
    else
        add(j, wish);
}

/* ---- lists that would grow too long ---- */

static int would_be_known(const struct judge *j, const struct roster *r)
{
    int n = 0;

    for (size_t i = 0; i < j->n; i++) {
        const struct title *t = &j->at[i].title;

        n += !j->at[i].gone && t->confidence == CONFIDENCE_STATED && t->kind == r->kind &&
             same(t->batch, r->batch);
    }
    return n;
}

static void refuse_overfull(struct judge *j, const struct roster *r, struct title_row *rows,
                            size_t n)
{
    const int known = would_be_known(j, r);

    if (r->retracted != MOMENT_NONE || r->declared < 0 || known <= r->declared)
        return;
    for (size_t i = 0; i < n; i++) {
        j->row = &rows[i];
        if (!rows[i].draft.field && (rows[i].result == ROW_NEW || rows[i].result == ROW_CHANGE) &&
            rows[i].title.kind == r->kind && same(rows[i].title.batch, r->batch))
            refuse(j, "batch",
                   arena_printf(j->a,
                                "the list would have %d entries, more than the %d it was "
                                "said to have",
                                known, r->declared),
                   arena_printf(j->a, "该名单将有 %d 项，多于所称的 %d 项", known, r->declared));
    }
}

void title_rows_judge(const struct import_ground *g, struct title_row *rows, size_t n,
                      struct arena *a)
{
    struct judge j = {.g = g, .a = a, .n = g->n_now};

    j.at = arena_alloc(a, g->n_now + n + 1, sizeof *j.at);
    j.near = arena_alloc(a, g->n_now + n + 1, sizeof *j.near);
    for (size_t i = 0; i < g->n_now; i++)
        j.at[i] = (struct standing){.title = g->now[i]};
    for (size_t i = 0; i < n; i++) {
        j.row = &rows[i];
        judge_row(&j);
    }
    for (size_t i = 0; i < g->view.n_rosters; i++)
        refuse_overfull(&j, &g->view.rosters[i], rows, n);
    for (size_t i = 0; i < n; i++) {
        if (!rows[i].draft.field)
            continue;
        rows[i].result = ROW_REFUSED;
        rows[i].en = rows[i].draft.en;
        rows[i].zh = rows[i].draft.zh;
    }
}
