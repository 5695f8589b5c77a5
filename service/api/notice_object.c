/* notice_object.c - POST /notices/{id}/objections: the form of the page, for people without a tool.
 *
 * It is asked over again as the JSON it stands for (api_object), so limits, rules, tries and
 * records are those of the interface; what that answers, is said here as a page.  A form is always
 * of the public, also where an officer is signed in: it carries no token of a session. */
#include "api/caller.h"
#include "api/handlers.h"
#include "api/notice_html.h"
#include "api/notice_json.h"
#include "api/objection_form.h"
#include "api/objections_json.h"
#include "api/ogc/html.h"
#include "api/path_number.h"
#include "http/form.h"

#include <cJSON.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { KEY_MOST = 64 };

/* ---- reading ---- */

/* Browsers say how the page that sends stands to ours; those too old for that say at least where it
 * is from, and what is no browser says neither. */
static bool comes_from_our_page(const struct request *rq, struct err *err)
{
    bool other = *rq->fetch_site && strcmp(rq->fetch_site, "same-origin") != 0 &&
                 strcmp(rq->fetch_site, "none") != 0;

    if (other)
        return err_say(err, ERR_CSRF, NULL, "this form was sent by a page of another site",
                       "该表单来自其他网站的页面");
    return caller_is_ours(rq, err);
}

static size_t characters(const char *s)
{
    size_t n = 0;

    for (; *s; s++)
        n += ((unsigned char)*s & 0xC0) != 0x80;
    return n;
}

static bool is_blank(const char *s)
{
    return s[strspn(s, " \t\n")] == '\0';
}

static const char *say_too_long(const struct request *rq, const char *what, const char *typed,
                                size_t most)
{
    return arena_printf(rq->arena, "%s%s%zu%s%zu%s", what, page_say(rq, "有 ", " has "),
                        characters(typed), page_say(rq, " 字，最多 ", " characters; at most "),
                        most, page_say(rq, " 字，请缩短", " will do"));
}

/* The entry somebody chose; NULL: none of these. */
static const struct notice_entry *chosen_entry(const struct atlas *a, const struct notice *n,
                                               const char *typed)
{
    size_t n_entries;
    const struct notice_entry *entries = atlas_notice_entries(a, n->id, &n_entries);
    size_t digits = strspn(typed, "0123456789");

    if (digits == 0 || digits > 15 || typed[digits] != '\0')
        return NULL;
    for (size_t i = 0; i < n_entries; i++) {
        if (entries[i].application == strtoll(typed, NULL, 10))
            return &entries[i];
    }
    return NULL;
}

static bool draft_read(const struct request *rq, const struct atlas *a, const struct notice *n,
                       const struct form *form, struct draft *d)
{
    for (int f = 0; f < DRAFT_FIELDS; f++)
        d->typed[f] = form_value(form, draft_names[f]);
    if (!chosen_entry(a, n, d->typed[DRAFT_ENTRY]))
        d->fault[DRAFT_ENTRY] = page_say(rq, "请选择名单中的一项", "Choose an entry of the list");
    if (is_blank(d->typed[DRAFT_TEXT]))
        d->fault[DRAFT_TEXT] =
            page_say(rq, "请写明异议的内容和理由", "Say what you object, and why");
    else if (characters(d->typed[DRAFT_TEXT]) > OBJECTION_TEXT)
        d->fault[DRAFT_TEXT] = say_too_long(rq, page_say(rq, "异议", "The objection"),
                                            d->typed[DRAFT_TEXT], OBJECTION_TEXT);
    if (characters(d->typed[DRAFT_CONTACT]) > OBJECTION_CONTACT)
        d->fault[DRAFT_CONTACT] = say_too_long(rq, page_say(rq, "姓名和联系方式", "The contact"),
                                               d->typed[DRAFT_CONTACT], OBJECTION_CONTACT);
    return !d->fault[DRAFT_ENTRY] && !d->fault[DRAFT_TEXT] && !d->fault[DRAFT_CONTACT];
}

/* ---- asking ---- */

/* Only one of ours: anything else is as if none had come. */
static const char *key_of(const struct form *form)
{
    static const char letters[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
    const char *key = form_value(form, DRAFT_KEY);
    size_t len = strlen(key);

    return len <= KEY_MOST && strspn(key, letters) == len ? key : "";
}

static void write_wish(struct buf *out, const struct draft *d)
{
    struct json_writer w = json_writer_to(out);

    json_object(&w);
    json_put_int(&w, "application", strtoll(d->typed[DRAFT_ENTRY], NULL, 10));
    json_put_string(&w, "text", d->typed[DRAFT_TEXT]);
    if (!is_blank(d->typed[DRAFT_CONTACT]))
        json_put_string(&w, "contact", d->typed[DRAFT_CONTACT]);
    json_end(&w);
}

static void ask(const struct request *rq, const struct form *form, const struct draft *d,
                struct reply *answer)
{
    struct request wish = *rq;
    struct buf body = {0};
    struct err err = {0};

    write_wish(&body, d);
    wish.body = (struct bytes){body.data, body.len};
    wish.content_type = TYPE_JSON;
    wish.path = arena_printf(rq->arena, "/api/v1/notices/%" PRId64 "/objections", path_row(rq, 0));
    wish.query_text = "";
    wish.n_query = 0;
    wish.idempotency_key = key_of(form);
    wish.authorization = wish.cookie = wish.csrf = wish.if_match = "";
    if (!api_object(&wish, answer, &err))
        reply_problem(answer, rq, &err);
    buf_free(&body);
}

/* ---- answering ---- */

static const char *member(const cJSON *body, const char *name)
{
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(body, name));

    return text ? text : "";
}

static const char *slug_of(const cJSON *problem)
{
    const char *colon = strrchr(member(problem, "type"), ':');

    return colon ? colon + 1 : "";
}

/* From the words of the interface to those of the form. */
static void take_problem(const struct request *rq, const cJSON *problem, struct draft *d)
{
    static const char *const names[DRAFT_FIELDS] = {"application", "text", "contact"};
    const cJSON *errors = cJSON_GetObjectItemCaseSensitive(problem, "errors");
    const char *field = member(cJSON_GetArrayItem(errors, 0), "field");
    const char *slug = slug_of(problem);

    d->refusal = arena_strdup(rq->arena, member(problem, "detail"));
    if (strcmp(slug, "idempotency-mismatch") == 0)
        d->refusal = page_say(rq, "这张表单已经提交过一次。如要另提一项异议，请核对后再次提交。",
                              "This form was sent before. To object once more, look it over and "
                              "send it again.");
    if (strcmp(slug, "bad-body") != 0)
        return;
    for (int f = 0; f < DRAFT_FIELDS; f++) {
        if (strcmp(field, names[f]) != 0)
            continue;
        d->refusal = NULL;
        d->fault[f] = f == DRAFT_ENTRY
                          ? page_say(rq, "请选择名单中的一项", "Choose an entry of the list")
                          : page_say(rq, "含有无法显示的控制字符，请删去后重新输入",
                                     "This holds a control character: type it anew");
    }
}

static void give_page(const struct request *rq, struct reply *rp, const struct atlas *a,
                      unsigned status, struct buf *out)
{
    page_end(out, rq, a);
    answer_atlas(rp, a, TYPE_HTML, out, NULL);
    rp->status = status;
    rp->cacheable = false;
}

static struct page_head head_of(const struct request *rq, const struct notice *n, const char *title)
{
    return (struct page_head){
        .title = title,
        .heading = n->title,
        .self = arena_printf(rq->arena, "/notices/%" PRId64, n->id),
    };
}

static void put_way_back(struct buf *out, const struct request *rq, const struct notice *n)
{
    buf_printf(
        out, "<p><a href=\"/notices/%" PRId64 "%s\">%s</a></p>", n->id, page_query(rq),
        page_say(rq, "回到公示，查看名单和答复", "Back to the notice, its entries and answers"));
}

/* Where nothing can be sent any more, what was typed is shown once more to be copied. */
static void put_typed(struct buf *out, const struct request *rq, const struct draft *d)
{
    buf_printf(out, "<h2>%s</h2>",
               page_say(rq, "您写的内容没有提交", "What you wrote was not sent"));
    if (d->refusal) {
        buf_puts(out, "<p role=\"alert\">");
        html_escape(out, d->refusal);
        buf_puts(out, "</p>");
    }
    buf_puts(out, "<blockquote>");
    html_escape(out, d->typed[DRAFT_TEXT]);
    buf_puts(out, "</blockquote>");
}

static void say_again(const struct request *rq, struct reply *rp, const struct atlas *a,
                      const struct notice *n, const struct draft *d, unsigned status)
{
    const struct page_head head = head_of(rq, n, page_say(rq, "没有提交成功", "Not taken"));
    struct buf out = {0};

    page_begin(&out, rq, &head);
    put_notice_state(&out, rq, n);
    if (notice_takes_objections(rq, a, n))
        put_objection_form(&out, rq, a, n, d);
    else
        put_typed(&out, rq, d);
    put_way_back(&out, rq, n);
    give_page(rq, rp, a, status, &out);
}

/* What happens next is what the rules of the path say, and no more: nobody published a time within
 * which an objection is answered. */
static void put_prospect(struct buf *out, const struct request *rq, const struct notice *n)
{
    const char *office = notice_level_label(n, rq->lang == LANG_EN);

    buf_printf(out, "<h2>%s</h2><p>", page_say(rq, "什么时候答复", "When it will be answered"));
    if (rq->lang == LANG_EN)
        buf_printf(out,
                   "%s answers it. No time limit for answers has been published; as long as it is "
                   "open, the entry does not go on. The answer will stand on the page of the "
                   "notice, under the number of your objection, so please note it down.",
                   office);
    else
        buf_printf(out,
                   "由%s答复。答复期限没有公布；在答复之前，该项不会进入下一步。答复将列在公示页的"
                   "“异议和答复”下，可按编号查看，请记下编号。",
                   office);
    buf_puts(out, "</p>");
}

static void say_received(const struct request *rq, struct reply *rp, const struct atlas *a,
                         const struct notice *n, const struct draft *d, const cJSON *taken)
{
    const struct page_head head = head_of(rq, n, page_say(rq, "已收到异议", "Objection received"));
    const struct notice_entry *e = chosen_entry(a, n, d->typed[DRAFT_ENTRY]);
    double id = cJSON_GetNumberValue(cJSON_GetObjectItemCaseSensitive(taken, "id"));
    moment_t at = rq->now;
    struct buf out = {0};

    moment_parse(member(taken, "at"), &at);
    page_begin(&out, rq, &head);
    buf_printf(&out, "<section class=\"received\"><h2>%s</h2><dl class=\"facts\"><dt>%s</dt>",
               page_say(rq, "已收到您的异议", "Your objection was received"),
               page_say(rq, "编号", "Number"));
    buf_printf(&out, "<dd><strong>%.0f</strong></dd><dt>%s</dt><dd>", id,
               page_say(rq, "所异议的项", "Entry"));
    html_escape(&out, entry_place_name(a, e));
    buf_printf(&out, "</dd><dt>%s</dt><dd>", page_say(rq, "收到时间", "Received"));
    put_clock(&out, rq, at);
    buf_printf(&out, "</dd><dt>%s</dt><dd>%s</dd></dl></section>",
               page_say(rq, "联系方式", "Contact"),
               is_blank(d->typed[DRAFT_CONTACT])
                   ? page_say(rq, "没有留下", "none was left")
                   : page_say(rq, "已留下，不公开", "was left, and is not published"));
    put_prospect(&out, rq, n);
    put_way_back(&out, rq, n);
    give_page(rq, rp, a, 201, &out);
}

static void answer(const struct request *rq, struct reply *rp, const struct atlas *a,
                   const struct notice *n, struct draft *d, const struct reply *told)
{
    const struct bytes body = told->body[ENC_IDENTITY];
    cJSON *said = cJSON_ParseWithLength(body.at, body.size);

    if (told->status == 201) {
        say_received(rq, rp, a, n, d, said);
    } else {
        take_problem(rq, said, d);
        say_again(rq, rp, a, n, d, told->status);
    }
    for (size_t i = 0; i < told->n_headers; i++) {
        if (strcmp(told->headers[i].name, "Retry-After") == 0)
            reply_header(rp, told->headers[i].name, told->headers[i].value);
    }
    cJSON_Delete(said);
}

bool api_notice_object(const struct request *rq, struct reply *rp, struct err *err)
{
    struct form form;
    struct draft d = {0};
    struct reply told = {.revision = -1};

    if (!comes_from_our_page(rq, err) || !form_parse(rq->arena, rq->body, &form, err))
        return false;
    const struct atlas *a = atlas_for(rq, rp, err);
    if (!a)
        return false;
    const struct notice *n = atlas_notice(a, path_row(rq, 0));
    if (!n)
        return say_no_notice(rq, 0, err);
    if (!draft_read(rq, a, n, &form, &d) && notice_takes_objections(rq, a, n)) {
        say_again(rq, rp, a, n, &d, 400);
        return true;
    }
    ask(rq, &form, &d, &told);
    answer(rq, rp, a, n, &d, &told);
    reply_clear(&told);
    return true;
}
