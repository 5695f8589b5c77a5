/* people_fit.c - names, and which role has which scope.  To give a role another scope, change its
 * row. */
#include "store/people_fit.h"

#include "base/utf8.h"
#include "domain/place.h"
#include "domain/unit.h"
#include "store/place_known.h"

#include <string.h>

enum { NAME_LEAST = 2, NAME_MOST = 64 }; /* bytes */

enum need { NEVER, MAY, MUST_HAVE };

static const struct scope_row {
    enum need unit, place;
} scope_of[ROLES] = {
    [ROLE_PROVINCE] = {MUST_HAVE, NEVER},
    [ROLE_CITY] = {NEVER, MUST_HAVE},
    [ROLE_APPLICANT] = {NEVER, MUST_HAVE},
    [ROLE_EXPERT] = {MAY, NEVER},
};

/* Letters of any script and digits, and what stands inside names; no blanks, nothing invisible. */
static bool is_name_character(uint32_t cp)
{
    if (cp < 0x80)
        return (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z') || (cp >= '0' && cp <= '9') ||
               (cp != 0 && strchr("._-@+", (int)cp) != NULL);
    return (cp >= 0xC0 && cp <= 0x24F && cp != 0xD7 && cp != 0xF7) ||
           (cp >= 0x3400 && cp <= 0x9FFF) || (cp >= 0x20000 && cp <= 0x323AF);
}

static bool name_fits(const char *name, struct err *err)
{
    size_t len = strlen(name), at = 0, step = 1;
    uint32_t cp;

    while (at < len && (step = utf8_next(name + at, len - at, &cp)) > 0 && is_name_character(cp))
        at += step;
    if (at == len && len >= NAME_LEAST && len <= NAME_MOST)
        return true;
    return err_say(err, ERR_BAD_BODY, "name",
                   "the name of an account has %d to %d bytes: letters, digits, Chinese characters "
                   "and . _ - @ +",
                   "账户名长 %d 至 %d 字节，只能含字母、数字、汉字和 . _ - @ +", (int)NAME_LEAST,
                   (int)NAME_MOST);
}

static bool need_fits(enum need need, const char *given, enum role role, const char *field,
                      struct err *err)
{
    if (need == MUST_HAVE && !given)
        return err_say(err, ERR_BAD_BODY, field, "the role '%s' needs a %s", "角色“%s”须有 %s",
                       role_name(role), field);
    if (need == NEVER && given)
        return err_say(err, ERR_BAD_BODY, field, "the role '%s' has no %s", "角色“%s”不得有 %s",
                       role_name(role), field);
    return true;
}

static bool is_prefecture(enum place_kind kind)
{
    return kind == KIND_PREFECTURE_CITY || kind == KIND_AUTONOMOUS_PREFECTURE ||
           kind == KIND_PREFECTURE || kind == KIND_LEAGUE;
}

static bool may_apply(enum place_kind kind)
{
    return is_prefecture(kind) || place_kind_is_county_level(kind) || kind == KIND_SPECIAL_AREA;
}

static bool place_fits(struct store *s, const struct person *p, struct err *err)
{
    struct arena *a = arena_new();
    struct place_known known = {0};
    bool ok = store_place_known(s, a, p->place, &known, err);

    if (ok && !known.name)
        ok = err_say(err, ERR_BAD_BODY, "place", "there is no place with the code '%s'",
                     "没有代码为“%s”的地方", p->place);
    else if (ok && p->role == ROLE_CITY && !is_prefecture(known.kind))
        ok = err_say(err, ERR_BAD_BODY, "place", "'%s' is not a prefecture",
                     "“%s”不是设区的市或地区", p->place);
    else if (ok && p->role == ROLE_APPLICANT && !may_apply(known.kind))
        ok = err_say(err, ERR_BAD_BODY, "place", "'%s' is a place that cannot apply",
                     "“%s”不能作为申报地", p->place);
    arena_free(a);
    return ok;
}

bool person_fits(struct store *s, const struct person *p, struct err *err)
{
    if (!name_fits(p->name, err))
        return false;
    if (p->role == ROLE_ANONYMOUS)
        return err_say(err, ERR_BAD_BODY, "role", "nobody signs in as the public", "公众无须登录");
    if (!need_fits(scope_of[p->role].unit, p->unit, p->role, "unit", err) ||
        !need_fits(scope_of[p->role].place, p->place, p->role, "place", err))
        return false;
    if (p->unit && !unit_find(p->unit))
        return err_say(err, ERR_BAD_BODY, "unit",
                       "'%s' is not a recommending unit: a province code such as 320000, or XPCC",
                       "“%s”不是推荐单位：应为省级代码（如 320000）或 XPCC", p->unit);
    return !p->place || place_fits(s, p, err);
}
