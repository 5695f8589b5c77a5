/* authority.c - the table behind authority.h.  To let a role do something, fill its cell; the test
 * holds every cell a second time, so that none is filled by accident. */
#include "domain/authority.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

#define EVERYBODY                                                                                  \
    {                                                                                              \
        REACH_ALL, REACH_ALL, REACH_ALL, REACH_ALL, REACH_ALL, REACH_ALL, REACH_ALL                \
    }
#define BY_NATION [ROLE_NATIONAL] = REACH_ALL
#define BY_UNIT [ROLE_PROVINCE] = REACH_UNIT
#define BY_CITY [ROLE_CITY] = REACH_PREFECTURE
#define BY_PLACE [ROLE_APPLICANT] = REACH_PLACE
#define BY_EXPERT [ROLE_EXPERT] = REACH_OTHER_UNITS
#define BY_OPERATOR [ROLE_OPERATOR] = REACH_ALL

static const struct action_row {
    const char *name;
    enum reach reach[ROLES];
} actions[ACTIONS] = {
    [ACTION_READ_PUBLIC] = {"read-public", EVERYBODY},
    [ACTION_SIGN_IN] = {"sign-in", EVERYBODY},
    [ACTION_OBJECT] = {"object", EVERYBODY},
    [ACTION_REPORT_ENTRY] = {"report-entry", EVERYBODY},
    [ACTION_USE_ACCOUNT] = {"use-account",
                            {REACH_NOTHING, REACH_SELF, REACH_SELF, REACH_SELF, REACH_SELF,
                             REACH_SELF, REACH_SELF}},
    [ACTION_OPEN_APPLICATION] = {"open-application", {BY_PLACE}},
    [ACTION_READ_APPLICATION] = {"read-application",
                                 {BY_NATION, BY_UNIT, BY_CITY, BY_PLACE, BY_EXPERT}},
    [ACTION_READ_PEOPLE] = {"read-people", {BY_NATION, BY_UNIT, BY_PLACE}},
    [ACTION_EDIT_MATERIALS] = {"edit-materials", {BY_UNIT, BY_PLACE}},
    [ACTION_EDIT_CITY_LETTER] = {"edit-city-letter", {BY_UNIT, BY_CITY, BY_PLACE}},
    [ACTION_EDIT_FINDINGS] = {"edit-findings", {BY_UNIT}},
    [ACTION_TELL_EVENT] = {"tell-event", {BY_NATION, BY_UNIT, BY_CITY, BY_PLACE, BY_EXPERT}},
    [ACTION_SET_RANK] = {"set-rank", {BY_UNIT}},
    [ACTION_EXCUSE_LATE] = {"excuse-late", {BY_NATION}},
    [ACTION_SET_STANDARD] = {"set-standard", {BY_UNIT}},
    [ACTION_NAME_LIAISON] = {"name-liaison", {BY_UNIT}},
    [ACTION_OPEN_NOTICE] = {"open-notice", {BY_NATION, BY_UNIT}},
    [ACTION_READ_OBJECTIONS] = {"read-objections", {BY_NATION, BY_UNIT}},
    [ACTION_SET_ROUND] = {"set-round", {BY_NATION}},
    [ACTION_OPEN_ROUND] = {"open-round", {BY_NATION, BY_UNIT}},
    [ACTION_SET_QUOTA] = {"set-quota", {BY_NATION}},
    [ACTION_SET_INDICATORS] = {"set-indicators", {BY_NATION}},
    [ACTION_NAME_EXPERTS] = {"name-experts", {BY_NATION}},
    [ACTION_SCORE] = {"score", {BY_EXPERT}},
    [ACTION_READ_SCORES] = {"read-scores", {BY_NATION}},
    [ACTION_CLOSE_SCORES] = {"close-scores", {BY_NATION}},
    [ACTION_SET_BAR] = {"set-bar", {BY_NATION}},
    [ACTION_CHANGE_TITLE] = {"change-title", {BY_NATION}},
    [ACTION_PROPOSE_TITLE] = {"propose-title", {BY_UNIT}},
    [ACTION_READ_PROPOSALS] = {"read-proposals", {BY_NATION, BY_UNIT}},
    [ACTION_DECIDE_PROPOSAL] = {"decide-proposal", {BY_NATION}},
    [ACTION_READ_REPORTS] = {"read-reports", {BY_NATION}},
    [ACTION_EDIT_ZONE] = {"edit-zone", {BY_UNIT, BY_PLACE}},
    [ACTION_CHANGE_ZONE] = {"change-zone", {BY_NATION, BY_UNIT}},
    [ACTION_EDIT_INSTITUTIONS] = {"edit-institutions", {BY_UNIT, BY_CITY, BY_PLACE}},
    [ACTION_SANCTION_INSTITUTION] = {"sanction-institution", {BY_NATION, BY_UNIT}},
    [ACTION_TELL_ZONE_EVENT] = {"tell-zone-event", {BY_NATION, BY_UNIT, BY_PLACE}},
    [ACTION_RECORD_MEASURES] = {"record-measures", {BY_UNIT, BY_PLACE}},
    [ACTION_SET_TARGETS] = {"set-targets", {BY_NATION, BY_UNIT}},
    [ACTION_IMPORT] = {"import-lists", {BY_NATION, BY_OPERATOR}},
    [ACTION_DRAW] = {"draw", {BY_NATION, BY_UNIT}},
    [ACTION_READ_AUDIT] = {"read-audit", {BY_NATION, BY_OPERATOR}},
    [ACTION_MANAGE_USERS] = {"manage-users", {BY_OPERATOR}},
    [ACTION_KEEP_MACHINE] = {"keep-machine", {BY_OPERATOR}},
};

static const struct role_row {
    const char *name, *zh, *en;
} roles_by[ROLES] = {
    [ROLE_ANONYMOUS] = {"anonymous", "公众", "anybody"},
    [ROLE_NATIONAL] = {"national", "国家知识产权局", "the national office"},
    [ROLE_PROVINCE] = {"province", "省级知识产权局", "the provincial office"},
    [ROLE_CITY] = {"city", "设区市知识产权局", "the office of the prefecture"},
    [ROLE_APPLICANT] = {"applicant", "申报地", "the applicant"},
    [ROLE_EXPERT] = {"expert", "评审专家", "an expert"},
    [ROLE_OPERATOR] = {"operator", "系统运维", "the operator"},
};

static const char *const slugs[] = {
    [AUTHORITY_MAY] = NULL,
    [AUTHORITY_FORBIDDEN] = "forbidden",
    [AUTHORITY_NOT_YOUR_PROVINCE] = "not-your-province",
    [AUTHORITY_NOT_YOUR_PLACE] = "not-your-place",
    [AUTHORITY_OWN_PROVINCE] = "conflict-of-interest",
};

static bool same(const char *a, const char *b)
{
    return a && b && strcmp(a, b) == 0;
}

/* Somebody of the national office comes from no province; of everybody else it must be known. */
static bool comes_from(const struct actor *who, const char *unit)
{
    if (!who->unit)
        return who->role != ROLE_NATIONAL;
    return !unit || same(who->unit, unit);
}

static enum authority within(const struct actor *who, enum reach reach, const struct subject *what)
{
    switch (reach) {
    case REACH_NOTHING:
        return AUTHORITY_FORBIDDEN;
    case REACH_ALL:
        return AUTHORITY_MAY;
    case REACH_SELF:
        return what->self ? AUTHORITY_MAY : AUTHORITY_FORBIDDEN;
    case REACH_UNIT:
        return same(who->unit, what->unit) ? AUTHORITY_MAY : AUTHORITY_NOT_YOUR_PROVINCE;
    case REACH_PREFECTURE:
        return same(who->place, what->prefecture) ? AUTHORITY_MAY : AUTHORITY_NOT_YOUR_PLACE;
    case REACH_PLACE:
        return same(who->place, what->zone ? what->prefecture : what->place)
                   ? AUTHORITY_MAY
                   : AUTHORITY_NOT_YOUR_PLACE;
    case REACH_OTHER_UNITS:
        return comes_from(who, what->unit) ? AUTHORITY_OWN_PROVINCE : AUTHORITY_MAY;
    }
    return AUTHORITY_FORBIDDEN;
}

enum reach authority_reach(enum action action, enum role role)
{
    assert((int)action >= 0 && action < ACTIONS && (int)role >= 0 && role < ROLES);
    return actions[action].reach[role];
}

static enum authority as_role(const struct actor *who, enum role role, unsigned roles,
                              enum action action, const struct subject *what)
{
    if (!(roles & 1U << role))
        return AUTHORITY_FORBIDDEN;
    return within(who, authority_reach(action, role), what);
}

/* The role speaks first; what it is refused the capability may still allow. */
enum authority authority_decide_as(const struct actor *who, unsigned roles, enum action action,
                                   const struct subject *what)
{
    enum authority by_role = as_role(who, who->role, roles, action, what);

    if (by_role == AUTHORITY_MAY || !who->expert)
        return by_role;
    enum authority by_capability = as_role(who, ROLE_EXPERT, roles, action, what);
    return by_capability == AUTHORITY_MAY || by_role == AUTHORITY_FORBIDDEN ? by_capability
                                                                            : by_role;
}

enum authority authority_decide(const struct actor *who, enum action action,
                                const struct subject *what)
{
    return authority_decide_as(who, ~0U, action, what);
}

const char *role_name(enum role r)
{
    assert((int)r >= 0 && r < ROLES);
    return roles_by[r].name;
}

bool role_parse(const char *s, enum role *out)
{
    for (int i = 0; i < ROLES; i++) {
        if (strcmp(roles_by[i].name, s) == 0) {
            *out = (enum role)i;
            return true;
        }
    }
    return false;
}

const char *role_label(enum role r, bool english)
{
    assert((int)r >= 0 && r < ROLES);
    return english ? roles_by[r].en : roles_by[r].zh;
}

const char *action_name(enum action a)
{
    assert((int)a >= 0 && a < ACTIONS);
    return actions[a].name;
}

const char *authority_slug(enum authority a)
{
    return slugs[a];
}
