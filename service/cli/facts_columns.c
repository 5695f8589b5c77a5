/* facts_columns.c - what a field of each kind must look like, as a table. */
#include "cli/facts_columns.h"

#include "base/mem.h"
#include "domain/title.h"
#include "domain/unit.h"
#include "domain/zone.h"

#include <assert.h>
#include <string.h>

enum { LONGEST = 2000, MOST = 100000, AREA_DIGITS = 12 };

static bool is_text(const char *s)
{
    size_t len = strlen(s);

    for (const char *c = s; *c; c++) {
        if ((unsigned char)*c < ' ' || *c == 0x7f)
            return false;
    }
    return len <= LONGEST && s[0] != ' ' && (len == 0 || s[len - 1] != ' ');
}

static bool is_day(const char *s)
{
    date_t d;

    return date_parse(s, &d);
}

static bool is_number(const char *s)
{
    size_t len = strlen(s);

    return len > 0 && len <= 6 && strspn(s, "0123456789") == len && fact_number(s, -1) <= MOST;
}

static bool is_kind(const char *s)
{
    enum title_kind kind;

    return title_kind_parse(s, &kind);
}

static bool is_unit(const char *s)
{
    return unit_find(s) != NULL;
}

static bool is_unit_or_all(const char *s)
{
    return strcmp(s, "*") == 0 || is_unit(s);
}

static bool is_confidence(const char *s)
{
    enum confidence c;

    return confidence_parse(s, &c);
}

static bool is_source_kind(const char *s)
{
    enum source_kind k;

    return source_kind_parse(s, &k) && k != SOURCE_REGISTER;
}

static bool is_off_or_work(const char *s)
{
    return strcmp(s, "off") == 0 || strcmp(s, "work") == 0;
}

static bool is_zone_kind(const char *s)
{
    enum title_kind kind;

    return title_kind_parse(s, &kind) && zone_holds(kind);
}

static bool is_host_kind(const char *s)
{
    enum host_kind kind;

    return host_kind_parse(s, &kind);
}

static bool is_area(const char *s)
{
    size_t len = strlen(s);

    return len <= AREA_DIGITS && s[0] >= '1' && s[0] <= '9' && strspn(s, "0123456789") == len;
}

static bool is_tracks(const char *s)
{
    unsigned set;

    return tracks_parse(s, &set);
}

static const struct {
    bool (*fits)(const char *s);
    const char *what;
} cells[FACT_CELL_KINDS] = {
    [CELL_TEXT] = {is_text, "a text of one line without blanks around it, not too long"},
    [CELL_DAY] = {is_day, "a day such as 2022-07-01"},
    [CELL_NUMBER] = {is_number, "a number from 0 to 100000"},
    [CELL_KIND] = {is_kind, "a kind of title"},
    [CELL_UNIT] = {is_unit, "a recommending unit (a province code or XPCC)"},
    [CELL_UNIT_OR_ALL] = {is_unit_or_all, "a recommending unit, or * for the whole list"},
    [CELL_CODE] = {place_code_valid, "a six-digit code"},
    [CELL_CONFIDENCE] = {is_confidence, "a word for confidence"},
    [CELL_SOURCE_KIND] = {is_source_kind, "official, policy or repost"},
    [CELL_OFF_OR_WORK] = {is_off_or_work, "off or work"},
    [CELL_ZONE] = {zone_id_valid, "an id of a zone, such as nanjing-jiangning"},
    [CELL_ZONE_KIND] = {is_zone_kind, "a kind of title that zones hold"},
    [CELL_HOST_KIND] = {is_host_kind, "unknown, park or division"},
    [CELL_AREA] = {is_area, "a whole number of square metres"},
    [CELL_TRACKS] = {is_tracks, "tracks with blanks between them"},
};

bool fact_file_open(struct fact_file *f, const struct load_input *in,
                    const struct fact_column *columns, size_t n_columns, struct arena *a,
                    struct err *err)
{
    const char *names[FACT_COLUMNS];

    assert(n_columns <= FACT_COLUMNS);
    *f = (struct fact_file){.columns = columns, .n_columns = n_columns};
    for (size_t i = 0; i < n_columns; i++)
        names[i] = columns[i].name;
    return load_table_open(&f->table, in, names, n_columns, a, err);
}

static bool check_field(const struct fact_file *f, const struct fact_column *c, const char *field,
                        struct err *err)
{
    if (*field == '\0')
        return !c->required || err_set(err, ERR_BAD_BODY, "%s line %zu: %s is empty",
                                       f->table.input->path, f->line, c->name);
    return cells[c->cell].fits(field) ||
           err_set(err, ERR_BAD_BODY, "%s line %zu: %s \"%.40s\" is not %s", f->table.input->path,
                   f->line, c->name, field, cells[c->cell].what);
}

int fact_file_next(struct fact_file *f, struct err *err)
{
    int rc = load_table_next(&f->table, err);

    f->line = f->table.csv.line;
    for (size_t i = 0; rc == 1 && i < f->n_columns; i++) {
        const char *field = f->table.csv.fields[i];

        if (!check_field(f, &f->columns[i], field, err))
            rc = -1;
        f->fields[i] = *field ? field : NULL;
    }
    return rc;
}

void fact_file_close(struct fact_file *f)
{
    load_table_close(&f->table);
}

date_t fact_day(const char *field)
{
    date_t d = DATE_NONE;

    if (field)
        date_parse(field, &d);
    return d;
}

int fact_number(const char *field, int none)
{
    int n = 0;

    if (!field)
        return none;
    for (; *field; field++)
        n = n * 10 + (*field - '0');
    return n;
}
