/* err.h - how a failure travels up to the person who asked.
 *
 * A function that can fail returns bool and takes a struct err last.  The kind says which problem
 * it is (http/problem.c turns it into a status and a slug); field names the parameter or member at
 * fault; the texts tell a person what to do, in English and in Chinese. */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include <stdbool.h>

enum err_kind {
    ERR_NONE = 0,
    ERR_BAD_REQUEST,       /* the bytes of the request itself are wrong */
    ERR_UNKNOWN_PARAMETER, /* a query parameter that the resource does not have */
    ERR_BAD_PARAMETER,     /* a query parameter with a value that cannot be used */
    ERR_BAD_BODY,          /* a body that cannot be read, or says something impossible */
    ERR_NOT_FOUND,
    ERR_GONE,
    ERR_METHOD,
    ERR_NOT_ACCEPTABLE,
    ERR_TIMEOUT,
    ERR_TOO_LARGE,
    ERR_URI_TOO_LONG,
    ERR_MEDIA_TYPE,
    ERR_HEADERS_TOO_LARGE,
    ERR_TOO_MANY,
    ERR_FORBIDDEN,
    ERR_QUOTA_EXHAUSTED,
    ERR_QUOTA_UNKNOWN,
    ERR_QUOTA_BELOW_USE,
    ERR_SIGN_IN, /* nobody is signed in, or not any more */
    ERR_SIGN_IN_FAILED,
    ERR_PASSWORD_DUE, /* the account has to change its password before anything else */
    ERR_CSRF,         /* a write by cookie without the token that goes with it */
    ERR_NOT_YOUR_PROVINCE,
    ERR_NOT_YOUR_PLACE,
    ERR_CONFLICT_OF_INTEREST,
    ERR_WRONG_STATE,
    ERR_STALE,
    ERR_IF_MATCH_REQUIRED,
    ERR_REASON_MISSING,
    ERR_MATERIAL_MISSING,
    ERR_DEADLINE_PASSED,
    ERR_BARRED,
    ERR_NOT_ELIGIBLE,
    ERR_UNDETERMINED,
    ERR_RANK_TAKEN,
    ERR_CALENDAR_UNKNOWN,
    ERR_NOTICE_CLOSED,
    ERR_NOTHING_TO_ANSWER,
    ERR_NOTICE_RUNNING,
    ERR_OBJECTION_OPEN,
    ERR_IDEMPOTENCY_MISMATCH,
    ERR_CONFLICT,
    ERR_NO_BASEMAP,   /* none is set up */
    ERR_UPSTREAM,     /* a server that we ask in turn does not answer, or wrongly */
    ERR_BUSY,         /* worth trying again */
    ERR_STORAGE_FULL, /* the disk has no room; reads go on */
    ERR_INTERNAL,     /* ours; the text goes to the log only */
    ERR_KINDS,
};

struct err {
    enum err_kind kind;
    char field[64]; /* empty where no field is at fault */
    char text[480]; /* English */
    char zh[480];
};

/* Record a failure and return false, so callers can write `return err_set(...)`.  The first failure
 * wins; a later one is usually only its echo.  err may be NULL. */
bool err_set(struct err *err, enum err_kind kind, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* The same for failures that a client will read: both languages from the same arguments (a piece
 * that exists in both is passed twice and shown once: "%s%.0s" in one, "%.0s%s" in the other).
 * field may be NULL. */
bool err_say(struct err *err, enum err_kind kind, const char *field, const char *en, const char *zh,
             ...) __attribute__((format(printf, 4, 6), format(printf, 5, 6)));

void err_clear(struct err *err);

/* "bad-parameter"; part of the problem's stable URI. */
const char *err_kind_slug(enum err_kind kind);

#endif
