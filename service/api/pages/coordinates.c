/* coordinates.c - the text is cut into numbers, marks and directions, and these into two angles.
 *
 * Whatever stands in it that belongs to neither makes it no point: names are not guessed at. */
#include "api/pages/coordinates.h"

#include "base/mem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum token_kind {
    TOKEN_NUMBER,
    TOKEN_DEGREES,
    TOKEN_MINUTES,
    TOKEN_SECONDS,
    TOKEN_TOWARDS,
    TOKEN_COMMA
};

struct token {
    enum token_kind kind;
    double value;
    char towards;     /* 'N', 'S', 'E', 'W', or 'x', 'y' where only the axis is said */
    const char *text; /* of a number, for its sign */
};

enum { TOKENS_MOST = 24, FIELDS = 3 };

static const struct mark {
    const char *text;
    enum token_kind kind;
    char towards;
} marks[] = {
    {"°", TOKEN_DEGREES, 0},      {"º", TOKEN_DEGREES, 0},      {"度", TOKEN_DEGREES, 0},
    {"′", TOKEN_MINUTES, 0},      {"'", TOKEN_MINUTES, 0},      {"’", TOKEN_MINUTES, 0},
    {"分", TOKEN_MINUTES, 0},     {"″", TOKEN_SECONDS, 0},      {"\"", TOKEN_SECONDS, 0},
    {"”", TOKEN_SECONDS, 0},      {"秒", TOKEN_SECONDS, 0},     {",", TOKEN_COMMA, 0},
    {"，", TOKEN_COMMA, 0},       {";", TOKEN_COMMA, 0},        {"；", TOKEN_COMMA, 0},
    {"、", TOKEN_COMMA, 0},       {"东经", TOKEN_TOWARDS, 'E'}, {"西经", TOKEN_TOWARDS, 'W'},
    {"北纬", TOKEN_TOWARDS, 'N'}, {"南纬", TOKEN_TOWARDS, 'S'}, {"经度", TOKEN_TOWARDS, 'x'},
    {"纬度", TOKEN_TOWARDS, 'y'}, {"E", TOKEN_TOWARDS, 'E'},    {"e", TOKEN_TOWARDS, 'E'},
    {"W", TOKEN_TOWARDS, 'W'},    {"w", TOKEN_TOWARDS, 'W'},    {"N", TOKEN_TOWARDS, 'N'},
    {"n", TOKEN_TOWARDS, 'N'},    {"S", TOKEN_TOWARDS, 'S'},    {"s", TOKEN_TOWARDS, 'S'},
};

static size_t skip_blank(const char *s)
{
    static const char *const blanks[] = {" ", "\t", "\xC2\xA0", "　", ":", "："};

    for (size_t i = 0; i < COUNT(blanks); i++) {
        if (strncmp(s, blanks[i], strlen(blanks[i])) == 0)
            return strlen(blanks[i]);
    }
    return 0;
}

/* Digits with at most one point and a sign: what strtod takes more of is no coordinate. */
static size_t number_length(const char *s)
{
    size_t sign = *s == '-' || *s == '+' ? 1 : 0;
    size_t whole = strspn(s + sign, "0123456789");
    size_t n = sign + whole;

    if (whole == 0 || whole > 3)
        return 0;
    if (s[n] == '.')
        n += 1 + strspn(s + n + 1, "0123456789");
    return n <= 24 ? n : 0;
}

static size_t read_mark(const char *s, struct token *out)
{
    for (size_t i = 0; i < COUNT(marks); i++) {
        size_t n = strlen(marks[i].text);
        if (strncmp(s, marks[i].text, n) == 0) {
            *out = (struct token){.kind = marks[i].kind, .towards = marks[i].towards};
            return n;
        }
    }
    return 0;
}

/* Returns how many; 0: something is there that belongs to no point. */
static size_t cut(const char *s, struct token out[TOKENS_MOST])
{
    size_t n = 0;

    while (*s) {
        size_t step = skip_blank(s);
        if (step) {
            s += step;
            continue;
        }
        if (n == TOKENS_MOST)
            return 0;
        step = number_length(s);
        if (step)
            out[n] = (struct token){.kind = TOKEN_NUMBER, .value = strtod(s, NULL), .text = s};
        else
            step = read_mark(s, &out[n]);
        if (!step)
            return 0;
        n++;
        s += step;
    }
    return n;
}

struct angle {
    double fields[2 * FIELDS]; /* more than FIELDS only until they are shared out */
    size_t n;
    bool negative, closed;
    char towards; /* 0: not said */
};

struct pair {
    struct angle angles[2];
    size_t n; /* of those begun */
    bool bad;
};

static struct angle *next_angle(struct pair *p)
{
    if (p->n == 2) {
        p->bad = true;
        return &p->angles[1];
    }
    p->angles[p->n] = (struct angle){0};
    return &p->angles[p->n++];
}

static struct angle *open_angle(struct pair *p)
{
    if (p->n == 0 || p->angles[p->n - 1].closed)
        return next_angle(p);
    return &p->angles[p->n - 1];
}

static void take_number(struct pair *p, const struct token *t)
{
    struct angle *a = open_angle(p);

    if (a->n == 2 * FIELDS) {
        p->bad = true;
        return;
    }
    if (*t->text == '-' || *t->text == '+') {
        if (a->n > 0) { /* a sign begins an angle */
            a->closed = true;
            a = next_angle(p);
        }
        a->negative = *t->text == '-';
    }
    a->fields[a->n++] = fabs(t->value);
}

/* A mark says which of the fields the number before it is; 度 after a second number begins anew. */
static void take_mark(struct pair *p, enum token_kind kind)
{
    struct angle *a = p->n ? &p->angles[p->n - 1] : NULL;
    size_t wanted = kind == TOKEN_DEGREES ? 1 : kind == TOKEN_MINUTES ? 2 : 3;

    if (a && kind == TOKEN_DEGREES && a->n > 1) {
        double degrees = a->fields[--a->n];
        a->closed = true;
        a = next_angle(p);
        a->fields[a->n++] = degrees;
    }
    if (!a || a->n != wanted)
        p->bad = true;
}

static void take_towards(struct pair *p, char towards)
{
    struct angle *a = p->n ? &p->angles[p->n - 1] : NULL;

    if (a && !a->closed && a->n > 0 && !a->towards) { /* stands after its angle */
        a->towards = towards;
        a->closed = true;
        return;
    }
    if (a && a->n > 0)
        a->closed = true;
    a = open_angle(p);
    if (a->towards)
        p->bad = true;
    a->towards = towards;
}

/* Two, four or six bare numbers are shared out between both angles. */
static void share_out(struct pair *p)
{
    struct angle *a = &p->angles[0], *b = &p->angles[1];

    if (p->n != 1 || a->n < 2 || a->n % 2 != 0 || a->towards)
        return;
    *b = (struct angle){.n = a->n / 2};
    for (size_t i = 0; i < b->n; i++)
        b->fields[i] = a->fields[a->n / 2 + i];
    a->n /= 2;
    p->n = 2;
}

/* false: more fields than there are, or minutes and seconds that cannot be. */
static bool degrees_of(const struct angle *a, double *out)
{
    if (a->n == 0 || a->n > FIELDS)
        return false;
    *out = 0;
    for (size_t i = 0; i < a->n; i++) {
        if (i + 1 < a->n && a->fields[i] != floor(a->fields[i]))
            return false;
        if (i > 0 && a->fields[i] >= 60)
            return false;
        *out += a->fields[i] / (i == 0 ? 1 : i == 1 ? 60 : 3600);
    }
    if (a->negative || a->towards == 'S' || a->towards == 'W')
        *out = -*out;
    return true;
}

static bool is_east_west(char towards)
{
    return towards == 'E' || towards == 'W' || towards == 'x';
}

/* Does the pair read as latitude, longitude? */
static bool is_turned(const struct pair *p, double first, double second)
{
    if (p->angles[0].towards)
        return !is_east_west(p->angles[0].towards);
    if (p->angles[1].towards)
        return is_east_west(p->angles[1].towards);
    return fabs(first) <= 55 && second >= 72 && second <= 136;
}

bool coordinates_parse(const char *text, double *lon, double *lat)
{
    struct token tokens[TOKENS_MOST];
    struct pair p = {.n = 0};
    size_t n = cut(text, tokens);
    double first, second;

    for (size_t i = 0; i < n && !p.bad; i++) {
        switch (tokens[i].kind) {
        case TOKEN_NUMBER:
            take_number(&p, &tokens[i]);
            break;
        case TOKEN_TOWARDS:
            take_towards(&p, tokens[i].towards);
            break;
        case TOKEN_COMMA:
            if (p.n)
                p.angles[p.n - 1].closed = true;
            break;
        default:
            take_mark(&p, tokens[i].kind);
        }
    }
    if (n == 0 || p.bad)
        return false;
    share_out(&p);
    if (p.n != 2 || !degrees_of(&p.angles[0], &first) || !degrees_of(&p.angles[1], &second))
        return false;
    if (p.angles[0].towards && p.angles[1].towards &&
        is_east_west(p.angles[0].towards) == is_east_west(p.angles[1].towards))
        return false;
    bool turned = is_turned(&p, first, second);
    *lon = turned ? second : first;
    *lat = turned ? first : second;
    return fabs(*lon) <= 180 && fabs(*lat) <= 90;
}
