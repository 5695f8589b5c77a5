/* notice_json.c - one way to write a notice, for lists, cards and the answer to whoever opened it.
 */
#include "api/notice_json.h"

#include "api/place_json.h"
#include "api/title_json.h"
#include "base/mem.h"
#include "domain/unit.h"

#include <string.h>

static const struct {
    const char *name, *zh, *en;
} states[] = {
    [NOTICE_RUNNING] = {"running", "正在公示", "running"},
    [NOTICE_COMING] = {"coming", "即将公示", "coming"},
    [NOTICE_PAST] = {"past", "已经结束", "past"},
    [NOTICE_WITHDRAWN] = {"withdrawn", "已经撤回", "withdrawn"},
};

enum notice_state notice_state_on(const struct notice *n, date_t on)
{
    return n->withdrawn_why              ? NOTICE_WITHDRAWN
           : on < n->window.published    ? NOTICE_COMING
           : notice_runs(&n->window, on) ? NOTICE_RUNNING
                                         : NOTICE_PAST;
}

const char *notice_state_name(enum notice_state s)
{
    return states[s].name;
}

const char *notice_state_label(enum notice_state s, bool english)
{
    return english ? states[s].en : states[s].zh;
}

bool notice_state_parse(const char *s, enum notice_state *out)
{
    for (size_t i = 0; i < COUNT(states); i++) {
        if (strcmp(states[i].name, s) == 0) {
            *out = (enum notice_state)i;
            return true;
        }
    }
    return false;
}

const char *notice_level_label(const struct notice *n, bool english)
{
    const struct unit *unit = unit_find(n->level);

    if (unit)
        return english ? unit->en : unit->zh;
    return english ? "China National Intellectual Property Administration" : "国家知识产权局";
}

void notice_count(const struct notice_entry *entries, size_t n, int *open, int *answered)
{
    *open = *answered = 0;
    for (size_t i = 0; i < n; i++) {
        *open += entries[i].open;
        *answered += entries[i].answered;
    }
}

static void put_objections(struct json_writer *w, int open, int answered)
{
    json_put_object(w, "objections");
    json_put_int(w, "open", open);
    json_put_int(w, "answered", answered);
    json_end(w);
}

static void put_window(struct json_writer *w, const struct notice *n)
{
    json_put_date(w, "published", n->window.published);
    json_put_int(w, "length", n->terms.length);
    json_put_string(w, "unit", day_unit_name(n->terms.unit));
    json_put_bool(w, "counts_publication", n->terms.counts_publication);
    json_put_object(w, "window");
    json_put_date(w, "published", n->window.published);
    json_put_date(w, "first", n->window.first);
    json_put_date(w, "last", n->window.last);
    json_end(w);
}

static void put_withdrawn(struct json_writer *w, const struct notice *n)
{
    json_key(w, "withdrawn");
    if (!n->withdrawn_why) {
        json_null(w);
        return;
    }
    json_object(w);
    json_put_moment(w, "at", n->withdrawn);
    json_put_string(w, "reason", n->withdrawn_why);
    json_end(w);
}

void put_notice(struct json_writer *w, const struct request *rq, const struct notice *n,
                const struct notice_entry *entries, size_t n_entries)
{
    bool english = rq->lang == LANG_EN;
    enum notice_state state = notice_state_on(n, rq->today);
    int open, answered;

    json_put_int(w, "id", n->id);
    json_put_string(w, "round", n->round);
    json_put_string(w, "track", title_kind_name(n->track));
    json_put_string(w, "track_label", title_kind_label(n->track, english));
    json_put_string(w, "level", n->level);
    json_put_string(w, "level_name", notice_level_label(n, english));
    json_put_string(w, "title", n->title);
    json_put_string(w, "document", n->document);
    put_window(w, n);
    json_put_string(w, "state", notice_state_name(state));
    json_put_string(w, "state_label", notice_state_label(state, english));
    json_put_moment(w, "recorded", n->recorded);
    put_withdrawn(w, n);
    json_put_int(w, "entry_count", (int64_t)n_entries);
    notice_count(entries, n_entries, &open, &answered);
    put_objections(w, open, answered);
    json_put_string(
        w, "href",
        arena_printf(rq->arena, "%s/api/v1/notices/%lld", rq->base_url, (long long)n->id));
}

static void put_entry(struct json_writer *w, const struct request *rq, const struct atlas *a,
                      const struct notice *n, const struct notice_entry *e)
{
    const struct unit *unit = unit_find(e->unit);
    int place = atlas_find_code(a, e->place);

    json_object(w);
    json_put_int(w, "application", e->application);
    json_put_object(w, "place");
    json_put_string(w, "code", e->place);
    json_put_string(w, "name", place >= 0 ? atlas_place(a, place)->name : NULL);
    json_end(w);
    json_put_string(w, "province", e->unit);
    json_put_string(w, "province_name", !unit ? NULL : rq->lang == LANG_EN ? unit->en : unit->zh);
    json_put_string(w, "track", title_kind_name(n->track));
    json_put_moment(w, "entered", e->entered);
    json_put_moment(w, "left", e->left);
    put_objections(w, e->open, e->answered);
    json_end(w);
}

void put_notice_entries(struct json_writer *w, const struct request *rq, const struct atlas *a,
                        const struct notice *n, const struct notice_entry *entries,
                        size_t n_entries)
{
    json_put_array(w, "entries");
    for (size_t i = 0; i < n_entries; i++)
        put_entry(w, rq, a, n, &entries[i]);
    json_end(w);
}

static void put_told(struct json_writer *w, const struct objection_told *o)
{
    json_object(w);
    json_put_int(w, "id", o->id);
    json_put_int(w, "application", o->application);
    json_put_moment(w, "at", o->at);
    json_put_string(w, "state", o->answer ? "answered" : "open");
    json_put_string(w, "answer", o->answer);
    json_put_moment(w, "answered", o->answered);
    json_end(w);
}

void put_objection_log(struct json_writer *w, const struct atlas *a,
                       const struct notice_entry *entries, size_t n_entries)
{
    json_put_array(w, "objection_log");
    for (size_t i = 0; i < n_entries; i++) {
        size_t n;
        const struct objection_told *told = atlas_objections(a, &entries[i], &n);

        for (size_t k = 0; k < n; k++)
            put_told(w, &told[k]);
    }
    json_end(w);
}

bool say_no_notice(const struct request *rq, size_t part, struct err *err)
{
    return err_say(err, ERR_NOT_FOUND, NULL, "there is no notice %.40s", "没有公示 %.40s",
                   rq->parts[part]);
}
