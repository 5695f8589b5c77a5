/* people_act.c - accounts and tokens, from texts to the store. */
#include "cli/acts.h"

#include "base/secret.h"
#include "store/people.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { DAYS_MOST = 3650 };

static const moment_t DAY_MS = 24 * 60 * 60 * 1000;

static const char *given(const char *arg)
{
    return *arg ? arg : NULL;
}

static bool who(const char *name, moment_t now, struct arena *a, struct act_by *by, struct err *err)
{
    *by = (struct act_by){.command = arena_printf(a, "cli:%s", name), .now = now};
    return *name != '\0' || err_set(err, ERR_BAD_PARAMETER, "--by: name the person who does this");
}

static bool find(struct store *s, struct arena *a, const char *name, struct person *out,
                 struct err *err)
{
    return store_person_named(s, a, name, out, err) &&
           (out->id != 0 || err_set(err, ERR_NOT_FOUND, "there is no open account '%.100s'", name));
}

/* Only what password_store made is taken for a stored password. */
static bool is_stored(const char *text, struct err *err)
{
    return (strncmp(text, "$argon2id$", 10) == 0 && strlen(text) < PASSWORD_STORED) ||
           err_set(err, ERR_BAD_PARAMETER, "this is no stored password");
}

bool act_user_add(struct store *s, const char *const *args, moment_t now, struct buf *said,
                  struct err *err)
{
    struct person p = {.name = args[ARG_PERSON_NAME],
                       .unit = given(args[USER_UNIT]),
                       .place = given(args[USER_PLACE]),
                       .password = args[USER_STORED]};
    struct arena *a = arena_new();
    struct act_by by;
    int64_t id;
    bool ok = who(args[ARG_PERSON_BY], now, a, &by, err) && is_stored(p.password, err) &&
              (role_parse(args[USER_ROLE], &p.role) ||
               err_set(err, ERR_BAD_PARAMETER,
                       "--role %.40s: national, province, city, applicant, expert or operator is "
                       "meant",
                       args[USER_ROLE])) &&
              store_person_add(s, &p, &by, &id, err);

    if (ok)
        buf_printf(said, "account %" PRId64 " '%s' is open (%s)", id, p.name, role_name(p.role));
    arena_free(a);
    return ok;
}

bool act_user_password(struct store *s, const char *const *args, moment_t now, struct buf *said,
                       struct err *err)
{
    struct arena *a = arena_new();
    struct act_by by;
    struct person p;
    bool ok = who(args[ARG_PERSON_BY], now, a, &by, err) && is_stored(args[PASSWORD_NEW], err) &&
              find(s, a, args[ARG_PERSON_NAME], &p, err) &&
              store_person_password(s, p.id, args[PASSWORD_NEW], NULL, &by, err);

    if (ok)
        buf_printf(said, "account '%s' has another password; its sessions and tokens are ended",
                   p.name);
    arena_free(a);
    return ok;
}

bool act_user_close(struct store *s, const char *const *args, moment_t now, struct buf *said,
                    struct err *err)
{
    struct arena *a = arena_new();
    struct act_by by;
    struct person p;
    bool ok = who(args[ARG_PERSON_BY], now, a, &by, err) &&
              find(s, a, args[ARG_PERSON_NAME], &p, err) && store_person_close(s, p.id, &by, err);

    if (ok)
        buf_printf(said, "account '%s' is closed; its sessions and tokens are ended", p.name);
    arena_free(a);
    return ok;
}

/* ---- tokens ---- */

static bool read_digest(const char *hex, struct sha256 *out, struct err *err)
{
    unsigned byte = 0;
    size_t len = strlen(hex);

    if (len != SHA256_HEX - 1 || strspn(hex, "0123456789abcdef") != len)
        return err_set(err, ERR_BAD_PARAMETER, "this is no digest of a token");
    for (size_t i = 0; i < len; i++) {
        byte = byte << 4 | (unsigned)(hex[i] <= '9' ? hex[i] - '0' : hex[i] - 'a' + 10);
        out->bytes[i / 2] = (uint8_t)byte;
    }
    return true;
}

static bool read_days(const char *text, moment_t now, moment_t *ends, struct err *err)
{
    size_t len = strlen(text);

    *ends = MOMENT_NONE;
    if (len == 0)
        return true;
    long days = len <= 4 && strspn(text, "0123456789") == len ? strtol(text, NULL, 10) : 0;
    *ends = now + days * DAY_MS;
    return (days > 0 && days <= DAYS_MOST) ||
           err_set(err, ERR_BAD_PARAMETER, "--days %.40s: a number from 1 to %d is meant", text,
                   (int)DAYS_MOST);
}

bool act_token_add(struct store *s, const char *const *args, moment_t now, struct buf *said,
                   struct err *err)
{
    struct arena *a = arena_new();
    struct sha256 digest = {{0}};
    struct act_by by;
    struct person p;
    moment_t ends;
    int64_t id;
    bool ok = who(args[ARG_PERSON_BY], now, a, &by, err) &&
              read_digest(args[TOKEN_DIGEST], &digest, err) &&
              read_days(args[TOKEN_DAYS], now, &ends, err) &&
              find(s, a, args[ARG_PERSON_NAME], &p, err) &&
              store_token_add(s, p.id, &digest, args[TOKEN_LABEL], ends, &by, &id, err);

    if (ok)
        buf_printf(said, "token %" PRId64 " of account '%s'", id, p.name);
    arena_free(a);
    return ok;
}

bool act_token_revoke(struct store *s, const char *const *args, moment_t now, struct buf *said,
                      struct err *err)
{
    const char *text = args[REVOKE_TOKEN];
    size_t len = strlen(text);
    struct arena *a = arena_new();
    struct act_by by;
    int64_t id =
        len > 0 && len <= 15 && strspn(text, "0123456789") == len ? strtoll(text, NULL, 10) : 0;
    bool ok = who(args[REVOKE_BY], now, a, &by, err) &&
              (id > 0 ||
               err_set(err, ERR_BAD_PARAMETER,
                       "--id %.40s: a token has a number, which `sizhi token list` tells", text)) &&
              store_token_revoke(s, id, &by, err);

    if (ok)
        buf_printf(said, "token %" PRId64 " is revoked", id);
    arena_free(a);
    return ok;
}
