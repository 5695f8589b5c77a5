/* application_table.h - the one table that knows the path of an application, and its drawing.
 *
 * A row speaks of one event in one programme, from any of a set of states.  No two rows speak of
 * the same event from the same state of a programme; what no row speaks of does not happen.  Sets
 * are bits, 1 << the member of the enum. */
#ifndef DOMAIN_APPLICATION_TABLE_H
#define DOMAIN_APPLICATION_TABLE_H

#include "domain/application.h"

#include <stddef.h>

enum programme {
    PROGRAMME_DEMONSTRATION,
    PROGRAMME_PILOT,
    PROGRAMME_ZONE,    /* of the nation */
    PROGRAMME_JIANGSU, /* zones of the province */
    PROGRAMMES,
};

/* What the teller must bring along. */
enum need {
    NEED_REASON,  /* a text: why, or what is answered */
    NEED_CONSENT, /* the material government_consent, on file */
    NEED_ZONE,    /* what zone it is about */
    NEED_MATERIALS,
    NEEDS,
};

/* What must hold.  Asked in this order, after the needs; then the quota, of a row that takes. */
enum guard {
    GUARD_IN_TIME,
    GUARD_NOT_BARRED,
    GUARD_ELIGIBLE,
    GUARD_RANK_FREE,
    GUARD_WINDOW_KNOWN,
    GUARD_NOTICE_AHEAD, /* up to its day of publication: what it lists is seen for all of it */
    GUARD_NOTICE_RUNS,
    GUARD_OBJECTION_THERE,
    GUARD_NOTICE_OVER,
    GUARD_ANSWERED,
    GUARDS,
};

enum { TO_SAME = -1 };

#define ANYBODY ((1U << ROLES) - 1)

struct transition {
    enum programme programme;
    unsigned from;
    enum application_event event;
    int to;       /* a state, or TO_SAME */
    unsigned who; /* roles, each as far as ACTION_TELL_EVENT lets it reach; ANYBODY: the public */
    unsigned needs, guards;
    unsigned materials; /* that NEED_MATERIALS means, 1 << enum material_kind */
    enum quota_effect quota;
    enum title_effect title;
    bool freezes; /* what is recommended by it is kept word for word */
    bool bars;
    bool ours; /* the notice is silent here: our step */
    const char *clause;
};

const struct transition *application_table(size_t *n);
enum programme programme_of(enum title_kind track); /* of what is applied for */
const char *programme_name(enum programme p);       /* "demonstration" … */
/* NULL: this does not happen here. */
const struct transition *transition_find(enum programme programme, enum application_state from,
                                         enum application_event event);
/* Everybody who tells this event in some state of some programme. */
unsigned event_tellers(enum application_event event);
enum application_state transition_to(const struct transition *t, enum application_state from);
/* The state is part of the path of this programme. */
bool programme_knows(enum programme programme, enum application_state state);

const char *need_name(enum need n);   /* "government-consent" … */
const char *guard_name(enum guard g); /* "notice-over" … */

enum diagram { DIAGRAM_MERMAID, DIAGRAM_DOT };

/* The path of a programme as text.  Writes no more than room bytes, the closing NUL among them
 * (room 0: nothing), and returns the bytes the whole needs without it, as snprintf does. */
size_t application_diagram(enum programme programme, enum diagram form, bool english, char *out,
                           size_t room);

#endif
