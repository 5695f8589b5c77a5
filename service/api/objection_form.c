/* objection_form.c - see objection_form.h.  A fault stands at its field and, as a link, above all
 * of them, so that it is found by eye, by keyboard and by ear. */
#include "api/objection_form.h"

#include "api/notice_html.h"
#include "api/notice_json.h"
#include "api/objections_json.h"
#include "api/ogc/html.h"
#include "base/secret.h"
#include "domain/unit.h"

#include <stdio.h>
#include <string.h>

const char *const draft_names[DRAFT_FIELDS] = {"entry", "text", "contact"};

static const struct {
    const char *zh, *en;
} labels[DRAFT_FIELDS] = {
    [DRAFT_ENTRY] = {"对哪一项（必填）", "Which entry (needed)"},
    [DRAFT_TEXT] = {"异议的内容和理由（必填）", "What you object, and why (needed)"},
    [DRAFT_CONTACT] = {"姓名和联系方式（可不填）",
                       "Your name and how to reach you (may stay empty)"},
};

static const char *const nothing[DRAFT_FIELDS] = {"", "", ""};

bool notice_takes_objections(const struct request *rq, const struct atlas *a,
                             const struct notice *n)
{
    size_t n_entries;
    const struct notice_entry *entries = atlas_notice_entries(a, n->id, &n_entries);

    if (notice_state_on(n, rq->today) != NOTICE_RUNNING)
        return false;
    for (size_t i = 0; i < n_entries; i++) {
        if (entries[i].left == MOMENT_NONE)
            return true;
    }
    return false;
}

/* ---- what was wrong ---- */

static void put_faults(struct buf *out, const struct request *rq, const struct draft *d)
{
    bool any = d->refusal != NULL;

    for (int f = 0; f < DRAFT_FIELDS; f++)
        any |= d->fault[f] != NULL;
    if (!any)
        return;
    buf_printf(out, "<div class=\"faults\" role=\"alert\"><h3>%s</h3>",
               page_say(rq, "异议没有提交成功", "Your objection was not taken"));
    if (d->refusal) {
        buf_puts(out, "<p>");
        html_escape(out, d->refusal);
        buf_puts(out, "</p>");
    } else {
        buf_puts(out, "<ul>");
        for (int f = 0; f < DRAFT_FIELDS; f++) {
            if (!d->fault[f])
                continue;
            buf_printf(out, "<li><a href=\"#%s\">", draft_names[f]);
            html_escape(out, d->fault[f]);
            buf_puts(out, "</a></li>");
        }
        buf_puts(out, "</ul>");
    }
    buf_puts(out, "</div>");
}

/* The label, the hint, the fault; hint NULL: none. */
static void put_label(struct buf *out, const struct request *rq, const struct draft *d,
                      enum draft_field f, const char *hint)
{
    const char *name = draft_names[f];

    buf_printf(out, "<div class=\"field\"><label for=\"%s\">%s</label>", name,
               page_say(rq, labels[f].zh, labels[f].en));
    if (hint)
        buf_printf(out, "<p class=\"hint\" id=\"%s-hint\">%s</p>", name, hint);
    if (!d->fault[f])
        return;
    buf_printf(out, "<p class=\"fault\" id=\"%s-fault\">", name);
    html_escape(out, d->fault[f]);
    buf_puts(out, "</p>");
}

/* The attributes every field has. */
static void put_named(struct buf *out, const struct draft *d, enum draft_field f, bool has_hint)
{
    const char *name = draft_names[f];

    buf_printf(out, " id=\"%s\" name=\"%s\"", name, name);
    if (d->fault[f])
        buf_printf(out, " aria-invalid=\"true\" aria-describedby=\"%s-fault%s%s%s\"", name,
                   has_hint ? " " : "", has_hint ? name : "", has_hint ? "-hint" : "");
    else if (has_hint)
        buf_printf(out, " aria-describedby=\"%s-hint\"", name);
}

/* ---- the fields ---- */

static void put_option(struct buf *out, const struct request *rq, const struct atlas *a,
                       const struct notice_entry *e, bool chosen)
{
    const struct unit *unit = unit_find(e->unit);

    buf_printf(out, "<option value=\"%lld\"%s>", (long long)e->application,
               chosen ? " selected" : "");
    html_escape(out, entry_place_name(a, e));
    buf_puts(out, page_say(rq, "（", " ("));
    html_escape(out, e->place);
    buf_puts(out, page_say(rq, "，", ", "));
    html_escape(out, unit ? page_say(rq, unit->zh, unit->en) : e->unit);
    buf_puts(out, page_say(rq, "）</option>", ")</option>"));
}

static void put_entries(struct buf *out, const struct request *rq, const struct atlas *a,
                        const struct notice *n, const struct draft *d)
{
    size_t n_entries, open = 0;
    const struct notice_entry *entries = atlas_notice_entries(a, n->id, &n_entries);
    char number[24];

    for (size_t i = 0; i < n_entries; i++)
        open += entries[i].left == MOMENT_NONE;
    put_label(out, rq, d, DRAFT_ENTRY, NULL);
    buf_puts(out, "<select required");
    put_named(out, d, DRAFT_ENTRY, false);
    buf_printf(out, "><option value=\"\">%s</option>", page_say(rq, "请选择", "Choose one"));
    for (size_t i = 0; i < n_entries; i++) {
        snprintf(number, sizeof number, "%lld", (long long)entries[i].application);
        if (entries[i].left == MOMENT_NONE)
            put_option(out, rq, a, &entries[i],
                       open == 1 || strcmp(d->typed[DRAFT_ENTRY], number) == 0);
    }
    buf_puts(out, "</select></div>");
}

/* A line feed behind <textarea> is not part of what is in it; without it, one that was typed first
 * would be lost. */
static void put_text(struct buf *out, const struct request *rq, const struct draft *d)
{
    put_label(out, rq, d, DRAFT_TEXT,
              arena_printf(rq->arena, "%s%d%s", page_say(rq, "最多 ", "At most "), OBJECTION_TEXT,
                           page_say(rq,
                                    " 字。请写事实和依据，不要写与此无关的个人信息。内容只给负责"
                                    "答复的单位看，不公开。",
                                    " characters. Give facts and where they come from, and no "
                                    "personal details beyond need. Only those who answer read it; "
                                    "it is not published.")));
    buf_puts(out, "<textarea rows=\"8\" required");
    put_named(out, d, DRAFT_TEXT, true);
    buf_puts(out, ">\n");
    html_escape(out, d->typed[DRAFT_TEXT]);
    buf_puts(out, "</textarea></div>");
}

static void put_contact(struct buf *out, const struct request *rq, const struct draft *d)
{
    put_label(out, rq, d, DRAFT_CONTACT,
              page_say(rq, "只给负责答复的人看，不公开。不填也会受理。",
                       "Only those who answer see it; it is not published. Your objection counts "
                       "without it."));
    buf_puts(out, "<input type=\"text\" autocomplete=\"off\"");
    put_named(out, d, DRAFT_CONTACT, true);
    buf_puts(out, " value=\"");
    html_escape(out, d->typed[DRAFT_CONTACT]);
    buf_puts(out, "\"></div>");
}

void put_objection_form(struct buf *out, const struct request *rq, const struct atlas *a,
                        const struct notice *n, const struct draft *draft)
{
    struct draft d = draft ? *draft : (struct draft){0};
    char key[TOKEN_TEXT];

    if (!draft)
        memcpy(d.typed, nothing, sizeof d.typed);
    token_make(key);
    buf_printf(out, "<section id=\"objection\"><h2>%s</h2>", page_say(rq, "提出异议", "Object"));
    put_faults(out, rq, &d);
    buf_printf(out,
               "<form method=\"post\" action=\"/notices/%lld/objections%s#objection\" "
               "accept-charset=\"utf-8\"><input type=\"hidden\" name=\"" DRAFT_KEY
               "\" value=\"%s\">",
               (long long)n->id, page_query(rq), key);
    put_entries(out, rq, a, n, &d);
    put_text(out, rq, &d);
    put_contact(out, rq, &d);
    buf_printf(out, "<button type=\"submit\">%s</button></form></section>",
               page_say(rq, "提交异议", "Send the objection"));
}
