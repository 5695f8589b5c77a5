/* application_paths.h - the path of an application a second time, pair by pair: what the tests hold
 * the table of the rules to. */
#ifndef TESTS_APPLICATION_PATHS_H
#define TESTS_APPLICATION_PATHS_H

#include "base/mem.h"
#include "domain/application_table.h"

/* Who: letters of roles, * for the public.  What comes of it: + a place is taken, - given back,
 * ! the title granted, x revoked, b barred. */
struct pair {
    const char *from, *event, *to, *who, *effect;
};

static const struct pair demonstration[] = {
    {"draft", "file", "filed", "a", ""},
    {"draft", "withdraw", "withdrawn", "a", ""},
    {"draft", "cancel_fraud", "cancelled", "n", "b"},
    {"draft", "finding_changed", "draft", "p", ""},
    {"filed", "return", "draft", "p", ""},
    {"filed", "reject", "rejected", "p", ""},
    {"filed", "check", "checked", "p", ""},
    {"filed", "withdraw", "withdrawn", "a", ""},
    {"filed", "cancel_fraud", "cancelled", "n", "b"},
    {"filed", "finding_changed", "filed", "p", ""},
    {"checked", "return", "draft", "p", ""},
    {"checked", "reject", "rejected", "p", ""},
    {"checked", "recommend", "recommended", "p", "+"},
    {"checked", "withdraw", "withdrawn", "a", ""},
    {"checked", "cancel_fraud", "cancelled", "n", "b"},
    {"checked", "finding_changed", "filed", "p", ""},
    {"recommended", "reject", "rejected", "pn", "-"},
    {"recommended", "recall", "checked", "p", "-"},
    {"recommended", "send_back", "checked", "n", "-"},
    {"recommended", "accept", "in_review", "n", ""},
    {"recommended", "withdraw", "withdrawn", "a", "-"},
    {"recommended", "cancel_fraud", "cancelled", "n", "-b"},
    {"in_review", "send_back", "checked", "n", "-"},
    {"in_review", "score", "in_review", "en", ""},
    {"in_review", "publish", "in_notice", "n", ""},
    {"in_review", "decline", "declined", "n", ""},
    {"in_review", "withdraw", "withdrawn", "a", "-"},
    {"in_review", "cancel_fraud", "cancelled", "n", "-b"},
    {"in_notice", "send_back", "checked", "n", "-"},
    {"in_notice", "object", "in_notice", "*", ""},
    {"in_notice", "answer", "in_notice", "n", ""},
    {"in_notice", "designate", "designated", "n", "!"},
    {"in_notice", "decline", "declined", "n", ""},
    {"in_notice", "withdraw", "withdrawn", "a", "-"},
    {"in_notice", "cancel_fraud", "cancelled", "n", "-b"},
    {"designated", "cancel_fraud", "cancelled", "n", "xb"},
    {"declined", "cancel_fraud", "cancelled", "n", "b"},
    {"rejected", "cancel_fraud", "cancelled", "n", "b"},
    {"withdrawn", "cancel_fraud", "cancelled", "n", "b"},
};

static const struct pair pilot[] = {
    {"draft", "file", "filed", "a", ""},
    {"draft", "withdraw", "withdrawn", "a", ""},
    {"draft", "cancel_fraud", "cancelled", "n", "b"},
    {"draft", "finding_changed", "draft", "p", ""},
    {"filed", "return", "draft", "p", ""},
    {"filed", "reject", "rejected", "p", ""},
    {"filed", "check", "checked", "p", ""},
    {"filed", "withdraw", "withdrawn", "a", ""},
    {"filed", "cancel_fraud", "cancelled", "n", "b"},
    {"filed", "finding_changed", "filed", "p", ""},
    {"checked", "return", "draft", "p", ""},
    {"checked", "reject", "rejected", "p", ""},
    {"checked", "publish", "in_provincial_notice", "p", ""},
    {"checked", "withdraw", "withdrawn", "a", ""},
    {"checked", "cancel_fraud", "cancelled", "n", "b"},
    {"checked", "finding_changed", "filed", "p", ""},
    {"in_provincial_notice", "object", "in_provincial_notice", "*", ""},
    {"in_provincial_notice", "answer", "in_provincial_notice", "p", ""},
    {"in_provincial_notice", "recommend", "recommended", "p", "+"},
    {"in_provincial_notice", "withdraw", "withdrawn", "a", ""},
    {"in_provincial_notice", "cancel_fraud", "cancelled", "n", "b"},
    {"in_provincial_notice", "finding_changed", "filed", "p", ""},
    {"recommended", "reject", "rejected", "pn", "-"},
    {"recommended", "recall", "checked", "p", "-"},
    {"recommended", "send_back", "checked", "n", "-"},
    {"recommended", "designate", "designated", "n", "!"},
    {"recommended", "decline", "declined", "n", ""},
    {"recommended", "withdraw", "withdrawn", "a", "-"},
    {"recommended", "cancel_fraud", "cancelled", "n", "-b"},
    {"designated", "cancel_fraud", "cancelled", "n", "xb"},
    {"declined", "cancel_fraud", "cancelled", "n", "b"},
    {"rejected", "cancel_fraud", "cancelled", "n", "b"},
    {"withdrawn", "cancel_fraud", "cancelled", "n", "b"},
};

static const struct {
    const struct pair *pairs;
    size_t n;
} paths[PROGRAMMES] = {{demonstration, COUNT(demonstration)}, {pilot, COUNT(pilot)}};

#endif
