/* institution.c - the words of the directory in one table, and four small rules. */
#include "domain/institution.h"

#include "domain/coverage.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

/* To add a word, add its row at the end of its list. */
static const struct word {
    const char *name, *zh, *en;
} words[WORD_LISTS][WORDS_MOST] = {
    [WORDS_FORM] =
        {
            [FORM_AGENCY] = {"agency", "代理", "agency"},
            [FORM_LEGAL] = {"legal", "法律", "legal"},
            [FORM_OPERATION] = {"operation", "运营", "operation"},
            [FORM_INFORMATION] = {"information", "信息", "information"},
            [FORM_CONSULTING] = {"consulting", "咨询", "consulting"},
        },
    [WORDS_IP_KIND] =
        {
            {"patent", "专利", "patents"},
            {"trademark", "商标", "trade marks"},
            {"copyright", "版权", "copyright"},
            {"trade_secret", "商业秘密", "trade secrets"},
            {"geographical_indication", "地理标志", "geographical indications"},
            {"plant_variety", "植物新品种", "new plant varieties"},
            {"circuit_layout", "集成电路布图设计", "layout designs of integrated circuits"},
        },
    [WORDS_SIZE] =
        {
            [SIZE_ABOVE] = {"above_designated", "规模以上", "above designated size"},
            [SIZE_BELOW] = {"below_designated", "规模以下", "below designated size"},
        },
    [WORDS_EXIT] =
        {
            [EXIT_LEFT] = {"left", "迁出", "moved away"},
            [EXIT_ENDED] = {"ended", "注销或停业", "dissolved or closed"},
            [EXIT_SANCTION] = {"sanction", "情节严重，取消入驻资格", "lost its place"},
            [EXIT_OTHER] = {"other", "其他", "other"},
        },
    [WORDS_MISCONDUCT] =
        {
            [MISCONDUCT_FILINGS] = {"abnormal_filings", "代理非正常专利申请",
                                    "abnormal patent filings"},
            [MISCONDUCT_REGISTRATIONS] = {"malicious_registrations", "商标恶意注册申请",
                                          "malicious trade mark applications"},
            [MISCONDUCT_OTHER] = {"other", "其他不规范代理行为", "other irregular agency"},
        },
};

static const char *const separators[] = {",", ";", "|", "、", "，", "；"};

int word_count(enum word_list list)
{
    int n = 0;

    assert((int)list >= 0 && list < WORD_LISTS);
    while (n < WORDS_MOST && words[list][n].name)
        n++;
    return n;
}

const char *word_name(enum word_list list, int word)
{
    assert(word >= WORD_NONE && word < word_count(list));
    return word == WORD_NONE ? NULL : words[list][word].name;
}

const char *word_label(enum word_list list, int word, bool english)
{
    assert(word >= WORD_NONE && word < word_count(list));
    if (word == WORD_NONE)
        return NULL;
    return english ? words[list][word].en : words[list][word].zh;
}

static bool is_text(const char *text, const char *s, size_t len)
{
    return strlen(text) == len && memcmp(text, s, len) == 0;
}

bool word_parse(enum word_list list, const char *s, size_t len, int *out)
{
    for (int i = 0; i < word_count(list); i++) {
        if (is_text(words[list][i].name, s, len) || is_text(words[list][i].zh, s, len)) {
            *out = i;
            return true;
        }
    }
    return false;
}

const char *words_text(enum word_list list, unsigned set, char out[WORDS_TEXT])
{
    int at = 0;

    out[0] = '\0';
    for (int i = 0; i < word_count(list); i++) {
        if (set & 1U << i)
            at += snprintf(out + at, (size_t)(WORDS_TEXT - at), "%s%s", at ? "," : "",
                           words[list][i].name);
    }
    assert(at < WORDS_TEXT);
    return out;
}

/* Bytes of the separator at s; 0: none stands there. */
static size_t separator_at(const char *s)
{
    for (size_t i = 0; i < sizeof separators / sizeof separators[0]; i++) {
        size_t len = strlen(separators[i]);

        if (strncmp(s, separators[i], len) == 0)
            return len;
    }
    return 0;
}

static bool add_word(enum word_list list, const char *s, size_t len, unsigned *set)
{
    int word;

    while (len > 0 && (*s == ' ' || *s == '\t')) {
        s++;
        len--;
    }
    while (len > 0 && (s[len - 1] == ' ' || s[len - 1] == '\t'))
        len--;
    if (len == 0)
        return true;
    if (!word_parse(list, s, len, &word))
        return false;
    *set |= 1U << word;
    return true;
}

bool words_parse(enum word_list list, const char *s, unsigned *out, const char **bad,
                 size_t *bad_len)
{
    unsigned set = 0;

    for (;;) {
        size_t len = 0, step = 0;

        while (s[len] && (step = separator_at(s + len)) == 0)
            len++;
        if (!add_word(list, s, len, &set)) {
            *bad = s;
            *bad_len = len;
            return false;
        }
        if (s[len] == '\0')
            break;
        s += len + step;
    }
    *out = set;
    return true;
}

bool institution_row_shown(const struct institution *i, date_t on, moment_t as_of)
{
    return view_shows(as_of, i->recorded, i->retracted) && i->since <= on &&
           (i->until == DATE_NONE || on <= i->until);
}

bool stay_holds(const struct institution_stay *s, date_t on, moment_t as_of)
{
    return view_shows(as_of, s->recorded, s->retracted) && s->admitted <= on &&
           (s->exited == DATE_NONE || on < s->exited);
}

bool misconduct_stands(const struct institution_misconduct *m, date_t day, moment_t as_of)
{
    return view_shows(as_of, m->recorded, m->retracted) && m->serious &&
           (m->lifted == DATE_NONE || day < m->lifted);
}

date_t sanction_ends(const struct institution_stay *s, date_t from)
{
    date_t end = from < s->admitted ? s->admitted : from;

    return s->exited != DATE_NONE && s->exited <= end ? DATE_NONE : end;
}
