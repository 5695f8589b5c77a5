/* authority.h - who may do what, to what is whose.
 *
 * One table, action by role, whose cells say how far the role reaches; a cell that nobody filled is
 * a refusal.  Names are compared, nothing is looked up: what is not known (NULL) is nobody's.  An
 * expert is told by a capability for one round; any account may have it, beside its role. */
#ifndef DOMAIN_AUTHORITY_H
#define DOMAIN_AUTHORITY_H

#include <stdbool.h>

enum role {
    ROLE_ANONYMOUS,
    ROLE_NATIONAL,
    ROLE_PROVINCE,
    ROLE_CITY,
    ROLE_APPLICANT,
    ROLE_EXPERT,
    ROLE_OPERATOR,
    ROLES,
};

enum action {
    ACTION_READ_PUBLIC,
    ACTION_SIGN_IN,
    ACTION_OBJECT,       /* to an entry of a running notice */
    ACTION_REPORT_ENTRY, /* "this entry is wrong" */
    ACTION_USE_ACCOUNT,  /* one's own: password, sessions, tokens */
    ACTION_OPEN_APPLICATION,
    ACTION_READ_APPLICATION, /* with findings, materials and events: none of it public */
    ACTION_READ_PEOPLE,      /* names and telephones of those concerned */
    ACTION_EDIT_MATERIALS,
    ACTION_EDIT_CITY_LETTER, /* the one material that is the city's own */
    ACTION_EDIT_FINDINGS,
    ACTION_TELL_EVENT, /* which one, and when: application_table.h narrows it */
    ACTION_SET_RANK,
    ACTION_EXCUSE_LATE,
    ACTION_SET_STANDARD, /* what a province asks of its pilots */
    ACTION_NAME_LIAISON,
    ACTION_OPEN_NOTICE,
    ACTION_READ_OBJECTIONS,
    ACTION_SET_ROUND,  /* its days, deadlines and materials */
    ACTION_OPEN_ROUND, /* a province opens those of its own programme */
    ACTION_SET_QUOTA,
    ACTION_SET_INDICATORS,
    ACTION_NAME_EXPERTS,
    ACTION_SCORE,
    ACTION_READ_SCORES, /* of others */
    ACTION_CLOSE_SCORES,
    ACTION_SET_BAR,
    ACTION_CHANGE_TITLE,
    ACTION_PROPOSE_TITLE,
    ACTION_READ_PROPOSALS,
    ACTION_DECIDE_PROPOSAL,
    ACTION_READ_REPORTS,
    ACTION_EDIT_ZONE,         /* what an application proposes */
    ACTION_CHANGE_ZONE,       /* what is published; a province, those of its own programme */
    ACTION_EDIT_INSTITUTIONS, /* the directory of a zone */
    ACTION_SANCTION_INSTITUTION,
    ACTION_TELL_ZONE_EVENT, /* a plan or report filed, an acceptance; which, domain/zone_term.h */
    ACTION_RECORD_MEASURES,
    ACTION_SET_TARGETS,
    ACTION_IMPORT, /* published lists, with their source: decides nothing, records what is told */
    ACTION_DRAW,   /* inspectors and institutions, at random */
    ACTION_READ_AUDIT,
    ACTION_MANAGE_USERS,
    ACTION_KEEP_MACHINE, /* backup, purge, maintenance */
    ACTIONS,
};

/* How far a role reaches in one action. */
enum reach {
    REACH_NOTHING,
    REACH_ALL,
    REACH_SELF,        /* one's own account */
    REACH_UNIT,        /* what the actor's recommending unit recommends */
    REACH_PREFECTURE,  /* what lies in the actor's prefecture */
    REACH_PLACE,       /* the actor's own place; of zones, those of its prefecture */
    REACH_OTHER_UNITS, /* anything but what comes from the actor's own unit */
};

/* Who asks.  Codes of divisions, or "XPCC" for a unit; NULL: has none, or it is not known. */
struct actor {
    enum role role;
    const char *unit;  /* of a provincial officer; for an expert, where the expert comes from */
    const char *place; /* of an applicant, or the prefecture of a city's officer */
    bool expert;       /* was made an expert for the round in question */
};

/* What is acted on, and whose it is. */
struct subject {
    const char *unit, *place, *prefecture;
    bool zone; /* a zone or park: held by nobody, applied for by its prefecture */
    bool self; /* an account, and the actor's own */
};

enum authority {
    AUTHORITY_MAY,
    AUTHORITY_FORBIDDEN, /* the role never does this */
    AUTHORITY_NOT_YOUR_PROVINCE,
    AUTHORITY_NOT_YOUR_PLACE,
    AUTHORITY_OWN_PROVINCE, /* an expert does not judge what comes from home */
};

enum reach authority_reach(enum action action, enum role role);
enum authority authority_decide(const struct actor *who, enum action action,
                                const struct subject *what);
/* The same, for those roles only that are in the set (1 << role). */
enum authority authority_decide_as(const struct actor *who, unsigned roles, enum action action,
                                   const struct subject *what);

const char *role_name(enum role r); /* "national" … */
bool role_parse(const char *s, enum role *out);
const char *role_label(enum role r, bool english);
const char *action_name(enum action a);       /* "set-quota" … */
const char *authority_slug(enum authority a); /* "not-your-province" …; NULL for AUTHORITY_MAY */

#endif
