/* err.c - failures as values; the slugs are part of the interface and never change. */
#include "base/err.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const char *const slugs[ERR_KINDS] = {
    [ERR_NONE] = "none",
    [ERR_BAD_REQUEST] = "bad-request",
    [ERR_UNKNOWN_PARAMETER] = "unknown-parameter",
    [ERR_BAD_PARAMETER] = "bad-parameter",
    [ERR_BAD_BODY] = "bad-body",
    [ERR_NOT_FOUND] = "not-found",
    [ERR_GONE] = "gone",
    [ERR_METHOD] = "method-not-allowed",
    [ERR_NOT_ACCEPTABLE] = "not-acceptable",
    [ERR_TIMEOUT] = "request-timeout",
    [ERR_TOO_LARGE] = "too-large",
    [ERR_URI_TOO_LONG] = "uri-too-long",
    [ERR_MEDIA_TYPE] = "media-type",
    [ERR_HEADERS_TOO_LARGE] = "headers-too-large",
    [ERR_TOO_MANY] = "too-many-requests",
    [ERR_FORBIDDEN] = "forbidden",
    [ERR_QUOTA_EXHAUSTED] = "quota-exhausted",
    [ERR_QUOTA_UNKNOWN] = "quota-unknown",
    [ERR_QUOTA_BELOW_USE] = "quota-below-use",
    [ERR_SIGN_IN] = "sign-in-required",
    [ERR_SIGN_IN_FAILED] = "sign-in-failed",
    [ERR_PASSWORD_DUE] = "password-due",
    [ERR_CSRF] = "csrf",
    [ERR_NOT_YOUR_PROVINCE] = "not-your-province",
    [ERR_NOT_YOUR_PLACE] = "not-your-place",
    [ERR_CONFLICT_OF_INTEREST] = "conflict-of-interest",
    [ERR_WRONG_STATE] = "wrong-state",
    [ERR_STALE] = "stale",
    [ERR_IF_MATCH_REQUIRED] = "if-match-required",
    [ERR_REASON_MISSING] = "reason-missing",
    [ERR_MATERIAL_MISSING] = "material-missing",
    [ERR_DEADLINE_PASSED] = "deadline-passed",
    [ERR_BARRED] = "barred",
    [ERR_NOT_ELIGIBLE] = "not-eligible",
    [ERR_UNDETERMINED] = "undetermined",
    [ERR_RANK_TAKEN] = "rank-taken",
    [ERR_CALENDAR_UNKNOWN] = "calendar-unknown",
    [ERR_NOTICE_CLOSED] = "notice-closed",
    [ERR_NOTHING_TO_ANSWER] = "nothing-to-answer",
    [ERR_NOTICE_RUNNING] = "notice-running",
    [ERR_OBJECTION_OPEN] = "objection-open",
    [ERR_IDEMPOTENCY_MISMATCH] = "idempotency-mismatch",
    [ERR_CONFLICT] = "conflict",
    [ERR_NO_BASEMAP] = "no-basemap",
    [ERR_UPSTREAM] = "upstream",
    [ERR_BUSY] = "busy",
    [ERR_STORAGE_FULL] = "storage-full",
    [ERR_INTERNAL] = "internal",
};

/* A text cut in the middle of a character would make the whole problem document invalid. */
static void trim_broken_tail(char *s)
{
    size_t len = strlen(s), back = 0;

    while (back < len && back < 4 && ((unsigned char)s[len - 1 - back] & 0xC0) == 0x80)
        back++;
    if (back == len)
        return;
    unsigned char lead = (unsigned char)s[len - 1 - back];
    size_t need = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0;
    if (back < need)
        s[len - 1 - back] = '\0';
}

bool err_set(struct err *err, enum err_kind kind, const char *fmt, ...)
{
    va_list args;

    assert(kind > ERR_NONE && kind < ERR_KINDS);
    if (!err || err->kind != ERR_NONE)
        return false;
    err->kind = kind;
    err->field[0] = '\0';
    va_start(args, fmt);
    vsnprintf(err->text, sizeof err->text, fmt, args);
    va_end(args);
    trim_broken_tail(err->text);
    memcpy(err->zh, err->text, sizeof err->zh);
    return false;
}

bool err_say(struct err *err, enum err_kind kind, const char *field, const char *en, const char *zh,
             ...)
{
    va_list args;

    assert(kind > ERR_NONE && kind < ERR_KINDS);
    if (!err || err->kind != ERR_NONE)
        return false;
    err->kind = kind;
    snprintf(err->field, sizeof err->field, "%s", field ? field : "");
    trim_broken_tail(err->field);
    va_start(args, zh);
    vsnprintf(err->text, sizeof err->text, en, args);
    va_end(args);
    va_start(args, zh);
    vsnprintf(err->zh, sizeof err->zh, zh, args);
    va_end(args);
    trim_broken_tail(err->text);
    trim_broken_tail(err->zh);
    return false;
}

void err_clear(struct err *err)
{
    if (err)
        memset(err, 0, sizeof *err);
}

const char *err_kind_slug(enum err_kind kind)
{
    assert(kind >= ERR_NONE && kind < ERR_KINDS);
    return slugs[kind];
}
