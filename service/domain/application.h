/* application.h - the path of an application: what may happen to it next, and what comes of it.
 *
 * The path itself is a table (application_table.h); this is the question asked of it.  A step is
 * judged from the facts as they stand at that moment, in the order of enum refusal, and the first
 * thing that is wrong is the answer: who asks comes before where the application stands, so a
 * stranger learns nothing of its state, and the quota comes last, so that "no places left" means
 * that nothing else was in the way.  Total: every state, event and set of facts has an answer. */
#ifndef DOMAIN_APPLICATION_H
#define DOMAIN_APPLICATION_H

#include "base/date.h"
#include "domain/authority.h"
#include "domain/eligibility.h"
#include "domain/quota.h"
#include "domain/track.h"

#include <stdbool.h>

enum application_state {
    STATE_DRAFT,
    STATE_FILED,
    STATE_CHECKED,
    STATE_IN_PROVINCIAL_NOTICE, /* pilot tracks only */
    STATE_RECOMMENDED,
    STATE_IN_REVIEW, /* this and the next: demonstration tracks only */
    STATE_IN_NOTICE,
    STATE_DESIGNATED,
    STATE_DECLINED,
    STATE_REJECTED,
    STATE_WITHDRAWN,
    STATE_CANCELLED,
    STATE_ENDORSED, /* this and the next: zones of Jiangsu only */
    STATE_VISITED,
    APPLICATION_STATES,
};

enum application_event {
    EVENT_FILE,
    EVENT_RETURN,
    EVENT_REJECT,
    EVENT_CHECK,
    EVENT_RECOMMEND,
    EVENT_RECALL,
    EVENT_SEND_BACK,
    EVENT_ACCEPT,
    EVENT_SCORE,
    EVENT_PUBLISH,
    EVENT_OBJECT,
    EVENT_ANSWER,
    EVENT_DESIGNATE,
    EVENT_DECLINE,
    EVENT_WITHDRAW,
    EVENT_CANCEL_FRAUD,
    EVENT_ENDORSE, /* by the office of the prefecture */
    EVENT_VISIT,   /* the province was there; the reason is its report */
    EVENTS_TOLD,   /* those above are told by name; what follows happens by another act */
    EVENT_FINDING_CHANGED = EVENTS_TOLD,
    APPLICATION_EVENTS,
};

/* Why not, in the order in which it is asked. */
enum refusal {
    REFUSAL_NONE,
    REFUSAL_FORBIDDEN, /* no role of the actor tells this event, or not in this state */
    REFUSAL_NOT_YOUR_PROVINCE,
    REFUSAL_NOT_YOUR_PLACE,
    REFUSAL_CONFLICT_OF_INTEREST,
    REFUSAL_WRONG_STATE,
    REFUSAL_STALE,
    REFUSAL_REASON_MISSING,
    REFUSAL_MATERIAL_MISSING,
    REFUSAL_DEADLINE_PASSED,
    REFUSAL_BARRED,
    REFUSAL_NOT_ELIGIBLE,
    REFUSAL_UNDETERMINED,
    REFUSAL_RANK_TAKEN,
    REFUSAL_CALENDAR_UNKNOWN, /* the last day of the notice cannot be named */
    REFUSAL_NOTICE_CLOSED,    /* it does not run on that day, or may not be entered any more */
    REFUSAL_NOTHING_TO_ANSWER,
    REFUSAL_NOTICE_RUNNING,
    REFUSAL_OBJECTION_OPEN,
    REFUSAL_QUOTA_UNKNOWN,
    REFUSAL_QUOTA_EXHAUSTED,
    REFUSALS,
};

/* Everything a step may depend on.  What does not concern the event is not looked at. */
struct application_facts {
    struct actor who;
    struct subject what; /* the place, its unit and its prefecture */
    bool stale;          /* the actor saw an older version than the one read here */
    bool reason_given;   /* of an answer: its text */
    bool government_consent;
    unsigned materials; /* on file, 1 << enum material_kind */
    bool zone_proposed; /* it says what zone it is about */
    date_t today;
    date_t deadline; /* of this event in this round, its last day; DATE_NONE: not known */
    bool late_excused;
    bool barred;
    enum verdict verdict;
    bool rank_taken;                   /* by another application of the unit and track */
    date_t notice_since, notice_until; /* day of publication and last day of the notice it is to
                                        * enter, or stands in */
    int open_objections;
    const struct quota *quota; /* of the round, track and unit; NULL: no such row */
};

enum quota_effect { QUOTA_STAYS, QUOTA_TAKES, QUOTA_GIVES };
enum title_effect { TITLE_STAYS, TITLE_GRANTED, TITLE_REVOKED };

struct transition; /* application_table.h */

struct application_outcome {
    enum refusal refusal;
    enum application_state to; /* the state it stands in afterwards; unchanged when refused */
    enum quota_effect quota;
    bool freezes; /* what was recommended is kept as it stands */
    enum title_effect title;
    bool bars;                    /* the place is barred for the round from now on */
    const struct transition *row; /* NULL: none was reached; never to be freed */
};

/* track: one that is applied for. */
struct application_outcome application_step(enum title_kind track, enum application_state state,
                                            enum application_event event,
                                            const struct application_facts *facts);

const char *application_state_name(enum application_state s); /* "in_review" … */
bool application_state_parse(const char *s, enum application_state *out);
const char *application_state_label(enum application_state s, bool english);
const char *application_event_name(enum application_event e); /* "cancel_fraud" … */
/* Events that are told by name only. */
bool application_event_parse(const char *s, enum application_event *out);
const char *application_event_label(enum application_event e, bool english);
const char *refusal_slug(enum refusal r); /* "wrong-state" …; NULL for REFUSAL_NONE */
const char *refusal_text(enum refusal r, bool english);

#endif
