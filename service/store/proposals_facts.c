/* proposals_facts.c - members in a fixed order, nothing that a later purge could take out. */
#include "store/proposals_facts.h"

#include "store/audit_says.h"

void proposal_facts(struct buf *out, const struct proposal *p)
{
    struct json_writer w = json_writer_to(out);

    json_object(&w);
    json_put_string(&w, "unit", p->unit);
    json_put_string(&w, "what", proposal_what_name(p->what));
    json_put_id(&w, "title", p->title);
    json_put_string(&w, "kind", title_kind_name(p->kind));
    json_put_string(&w, "holder", p->holder);
    json_put_string(&w, "name", p->name);
    json_put_string(&w, "batch", p->batch);
    json_put_date(&w, "since", p->since);
    json_put_date(&w, "until", p->until);
    json_put_string(&w, "document", p->document);
    json_put_string(&w, "url", p->url);
    put_text_digest(&w, "evidence", p->evidence);
    json_put_int(&w, "person", p->person);
    json_end(&w);
}

void proposal_decision_facts(struct buf *out, const struct proposal *p)
{
    struct json_writer w = json_writer_to(out);

    json_object(&w);
    json_put_string(&w, "state", proposal_state_name(p->state));
    put_text_digest(&w, "reason", p->reason);
    json_put_id(&w, "made", p->made);
    json_put_int(&w, "person", p->decided_by);
    json_end(&w);
}

void entry_report_facts(struct buf *out, const struct entry_report *r, const char *contact_hex)
{
    struct json_writer w = json_writer_to(out);

    json_object(&w);
    json_put_string(&w, "about", r->about);
    put_text_digest(&w, "text", r->text);
    json_put_string(&w, "contact", contact_hex);
    json_end(&w);
}

void entry_report_answer_facts(struct buf *out, const struct entry_report *r)
{
    struct json_writer w = json_writer_to(out);

    json_object(&w);
    put_text_digest(&w, "answer", r->answer);
    json_put_int(&w, "person", r->seen_by);
    json_end(&w);
}
