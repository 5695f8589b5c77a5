/* notice_json.h - public notices as the interface and the pages show them. */
#ifndef API_NOTICE_JSON_H
#define API_NOTICE_JSON_H

#include "atlas/notices.h"
#include "base/json_write.h"
#include "http/request.h"

/* NOTICE_STATES of them follow from the days; of one that was withdrawn no day counts any more. */
enum notice_state {
    NOTICE_RUNNING,
    NOTICE_COMING,
    NOTICE_PAST,
    NOTICE_STATES,
    NOTICE_WITHDRAWN = NOTICE_STATES,
};

enum notice_state notice_state_on(const struct notice *n, date_t on);
const char *notice_state_name(enum notice_state s); /* "running" … */
const char *notice_state_label(enum notice_state s, bool english);
bool notice_state_parse(const char *s, enum notice_state *out);
/* Who publishes it, by name. */
const char *notice_level_label(const struct notice *n, bool english);
/* Of all its entries. */
void notice_count(const struct notice_entry *entries, size_t n, int *open, int *answered);

/* Members of a notice, without the braces; of the entries only how many there are. */
void put_notice(struct json_writer *w, const struct request *rq, const struct notice *n,
                const struct notice_entry *entries, size_t n_entries);
void put_notice_entries(struct json_writer *w, const struct request *rq, const struct atlas *a,
                        const struct notice *n, const struct notice_entry *entries,
                        size_t n_entries);

/* What of the objections to them is published: "objection_log". */
void put_objection_log(struct json_writer *w, const struct atlas *a,
                       const struct notice_entry *entries, size_t n_entries);

bool say_no_notice(const struct request *rq, size_t part, struct err *err);

#endif
