/* facts_read.c - the files, a table of columns and a function for each; then what rows of one file
 * say about each other and about the others. */
#include "cli/facts_read.h"

#include "base/mem.h"
#include "cli/facts_between.h"
#include "cli/facts_columns.h"
#include "cli/facts_terms.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    DOC_REF,
    DOC_NUMBER,
    DOC_TITLE,
    DOC_DATED,
    DOC_PUBLISHED,
    DOC_CONFIDENCE,
    DOC_SOURCES,
    DOC_NOTE
};
static const struct fact_column document_columns[] = {
    {"ref", CELL_TEXT, true},     {"number", CELL_TEXT, false},   {"title", CELL_TEXT, true},
    {"dated", CELL_DAY, false},   {"published", CELL_DAY, false}, {"confidence", CELL_TEXT, true},
    {"sources", CELL_TEXT, true}, {"note", CELL_TEXT, false},
};

enum {
    ROS_KIND,
    ROS_BATCH,
    ROS_DOCUMENT,
    ROS_SINCE,
    ROS_UNTIL,
    ROS_DECLARED,
    ROS_SOURCE_KIND,
    ROS_SOURCE
};
static const struct fact_column roster_columns[] = {
    {"kind", CELL_KIND, true},
    {"batch", CELL_TEXT, true},
    {"document", CELL_TEXT, false},
    {"since", CELL_DAY, false},
    {"until", CELL_DAY, false},
    {"declared", CELL_NUMBER, false},
    {"source_kind", CELL_SOURCE_KIND, true},
    {"source", CELL_TEXT, true},
};

enum { COM_KIND, COM_BATCH, COM_PROVINCE, COM_BASIS };
static const struct fact_column complete_columns[] = {
    {"kind", CELL_KIND, true},
    {"batch", CELL_TEXT, true},
    {"province", CELL_UNIT_OR_ALL, true},
    {"basis", CELL_TEXT, true},
};

enum {
    TIT_KIND,
    TIT_NAME,
    TIT_PROVINCE,
    TIT_HOLDER,
    TIT_HOST,
    TIT_BATCH,
    TIT_SUB_BATCH,
    TIT_SINCE,
    TIT_UNTIL,
    TIT_DOCUMENT,
    TIT_CONFIDENCE,
    TIT_SOURCE_KIND,
    TIT_SOURCE,
    TIT_NOTE
};
static const struct fact_column title_columns[] = {
    {"kind", CELL_KIND, true},
    {"name", CELL_TEXT, true},
    {"province", CELL_UNIT, true},
    {"holder_code", CELL_CODE, false},
    {"host_code_guess", CELL_CODE, false},
    {"batch", CELL_TEXT, true},
    {"sub_batch", CELL_TEXT, false},
    {"since", CELL_DAY, false},
    {"until", CELL_DAY, false},
    {"document", CELL_TEXT, false},
    {"confidence", CELL_CONFIDENCE, true},
    {"source_kind", CELL_SOURCE_KIND, true},
    {"source", CELL_TEXT, true},
    {"note", CELL_TEXT, false},
};

enum { ROU_ROUND, ROU_YEAR, ROU_DOCUMENT, ROU_TITLE, ROU_SINCE, ROU_UNTIL, ROU_NOTE, ROU_TRACKS };
static const struct fact_column round_columns[] = {
    {"round", CELL_TEXT, true},        {"year", CELL_NUMBER, true},
    {"document", CELL_TEXT, false},    {"title", CELL_TEXT, true},
    {"window_since", CELL_DAY, false}, {"window_until", CELL_DAY, false},
    {"note", CELL_TEXT, false},        {"tracks", CELL_TRACKS, false},
};

enum { DAY_DATE, DAY_DAY, DAY_YEAR, DAY_HOLIDAY, DAY_SOURCE };
static const struct fact_column workday_columns[] = {
    {"date", CELL_DAY, true},     {"day", CELL_OFF_OR_WORK, true}, {"year", CELL_NUMBER, true},
    {"holiday", CELL_TEXT, true}, {"source", CELL_TEXT, true},
};

static const struct fact_column zone_columns[] = {
    {"id", CELL_ZONE, true},
    {"name", CELL_TEXT, true},
    {"kind", CELL_ZONE_KIND, true},
    {"host_kind", CELL_HOST_KIND, true},
    {"host_name", CELL_TEXT, false},
    {"host_code", CELL_CODE, false},
    {"host_code_guess", CELL_CODE, false},
    {"province", CELL_UNIT, true},
    {"applicant", CELL_CODE, false},
    {"declared_m2", CELL_AREA, false},
    {"since", CELL_DAY, false},
    {"until", CELL_DAY, false},
    {"document", CELL_TEXT, false},
    {"source", CELL_TEXT, true},
    {"note", CELL_TEXT, false},
};

static const struct fact_column zone_part_columns[] = {
    {"zone", CELL_ZONE, true},         {"number", CELL_NUMBER, true},
    {"name", CELL_TEXT, true},         {"function", CELL_TEXT, false},
    {"stage", CELL_TEXT, false},       {"extent_text", CELL_TEXT, false},
    {"declared_m2", CELL_AREA, false}, {"since", CELL_DAY, false},
    {"until", CELL_DAY, false},        {"document", CELL_TEXT, false},
    {"source", CELL_TEXT, true},
};

/* The word of a lead whose list is not known. */
static const char NO_BATCH[] = "unknown";

/* ---- from fields to values ---- */

/* Rows of one file while they are read: `size` bytes each, with their lines. */
struct growing {
    struct arena *a;
    size_t n, room;
};

static void grow(struct growing *g, void **rows, size_t size, size_t **lines)
{
    void *more;
    size_t *more_lines;

    if (g->n < g->room)
        return;
    g->room = g->room ? g->room * 2 : 64;
    more = arena_alloc(g->a, g->room, size);
    more_lines = arena_alloc(g->a, g->room, sizeof *more_lines);
    if (g->n > 0) {
        memcpy(more, *rows, g->n * size);
        memcpy(more_lines, *lines, g->n * sizeof *more_lines);
    }
    *rows = more;
    *lines = more_lines;
}

static enum title_kind kind_of(const char *field)
{
    enum title_kind kind = TITLE_DEMO_CITY;

    title_kind_parse(field, &kind);
    return kind;
}

static enum source_kind source_kind_of(const char *field)
{
    enum source_kind kind = SOURCE_REPOST;

    source_kind_parse(field, &kind);
    return kind;
}

static void take_document(const char *const *row, void *out)
{
    struct fact_document *d = out;

    *d = (struct fact_document){.ref = row[DOC_REF],
                                .number = row[DOC_NUMBER],
                                .title = row[DOC_TITLE],
                                .dated = row[DOC_DATED],
                                .published = row[DOC_PUBLISHED],
                                .confidence = row[DOC_CONFIDENCE],
                                .sources = row[DOC_SOURCES],
                                .note = row[DOC_NOTE]};
}

/* A list and where it was read stand in two arrays later. */
struct sourced_roster {
    struct roster roster;
    enum source_kind source_kind;
};

static void take_roster(const char *const *row, void *out)
{
    struct sourced_roster *r = out;

    r->source_kind = source_kind_of(row[ROS_SOURCE_KIND]);
    r->roster = (struct roster){.kind = kind_of(row[ROS_KIND]),
                                .batch = row[ROS_BATCH],
                                .document = row[ROS_DOCUMENT],
                                .source = row[ROS_SOURCE],
                                .since = fact_day(row[ROS_SINCE]),
                                .until = fact_day(row[ROS_UNTIL]),
                                .declared = fact_number(row[ROS_DECLARED], -1),
                                .recorded = MOMENT_NONE,
                                .retracted = MOMENT_NONE};
}

static void take_complete(const char *const *row, void *out)
{
    struct completeness *c = out;

    *c = (struct completeness){
        .kind = kind_of(row[COM_KIND]),
        .batch = row[COM_BATCH],
        .unit = strcmp(row[COM_PROVINCE], "*") == 0 ? NULL : row[COM_PROVINCE],
        .basis = row[COM_BASIS],
        .recorded = MOMENT_NONE,
        .retracted = MOMENT_NONE,
    };
}

static void take_title(const char *const *row, void *out)
{
    struct fact_title *f = out;
    enum confidence confidence = CONFIDENCE_KIND_UNKNOWN;

    confidence_parse(row[TIT_CONFIDENCE], &confidence);
    f->sub_batch = row[TIT_SUB_BATCH];
    f->note = row[TIT_NOTE];
    f->title = (struct title){
        .kind = kind_of(row[TIT_KIND]),
        .confidence = confidence,
        .source_kind = source_kind_of(row[TIT_SOURCE_KIND]),
        .name = row[TIT_NAME],
        .holder = row[TIT_HOLDER],
        .host_guess = row[TIT_HOST],
        .unit = row[TIT_PROVINCE],
        .batch = strcmp(row[TIT_BATCH], NO_BATCH) == 0 ? NULL : row[TIT_BATCH],
        .document = row[TIT_DOCUMENT],
        .source = row[TIT_SOURCE],
        .since = fact_day(row[TIT_SINCE]),
        .until = fact_day(row[TIT_UNTIL]),
        .revoked = DATE_NONE,
        .superseded = DATE_NONE,
        .recorded = MOMENT_NONE,
        .retracted = MOMENT_NONE,
    };
}

static void take_round(const char *const *row, void *out)
{
    struct fact_round *r = out;

    *r = (struct fact_round){.id = row[ROU_ROUND],
                             .year = fact_number(row[ROU_YEAR], 0),
                             .document = row[ROU_DOCUMENT],
                             .title = row[ROU_TITLE],
                             .window_since = fact_day(row[ROU_SINCE]),
                             .window_until = fact_day(row[ROU_UNTIL]),
                             .note = row[ROU_NOTE]};
    if (row[ROU_TRACKS])
        tracks_parse(row[ROU_TRACKS], &r->tracks);
}

static void take_workday(const char *const *row, void *out)
{
    struct workday *d = out;

    *d = (struct workday){.date = fact_day(row[DAY_DATE]),
                          .is_workday = strcmp(row[DAY_DAY], "work") == 0,
                          .year = fact_number(row[DAY_YEAR], 0),
                          .holiday = row[DAY_HOLIDAY],
                          .source = row[DAY_SOURCE]};
}

/* The values of these two are the fields themselves, in the order of the columns. */
static void take_zone(const char *const *row, void *out)
{
    struct fact_zone *z = out;
    const char **members[] = {&z->id,        &z->name,        &z->kind,       &z->host_kind,
                              &z->host_name, &z->host_code,   &z->host_guess, &z->unit,
                              &z->applicant, &z->declared_m2, &z->since,      &z->until,
                              &z->document,  &z->source,      &z->note};

    for (size_t i = 0; i < COUNT(members); i++)
        *members[i] = row[i];
}

static void take_zone_part(const char *const *row, void *out)
{
    struct fact_zone_part *p = out;
    const char **members[] = {&p->zone,  &p->number,      &p->name,        &p->function,
                              &p->stage, &p->extent_text, &p->declared_m2, &p->since,
                              &p->until, &p->document,    &p->source};

    for (size_t i = 0; i < COUNT(members); i++)
        *members[i] = row[i];
}

/* ---- the files ---- */

static const struct role_row {
    const char *name, *file;
    const struct fact_column *columns;
    size_t n_columns, size;
    void (*take)(const char *const *row, void *out);
} roles[FACT_ROLES] = {
    [FACTS_DOCUMENTS] = {"facts/documents", "documents.csv", document_columns,
                         COUNT(document_columns), sizeof(struct fact_document), take_document},
    [FACTS_ROSTERS] = {"facts/rosters", "rosters.csv", roster_columns, COUNT(roster_columns),
                       sizeof(struct sourced_roster), take_roster},
    [FACTS_COMPLETE] = {"facts/complete", "complete.csv", complete_columns, COUNT(complete_columns),
                        sizeof(struct completeness), take_complete},
    [FACTS_TITLES] = {"facts/titles", "titles.csv", title_columns, COUNT(title_columns),
                      sizeof(struct fact_title), take_title},
    [FACTS_ROUNDS] = {"facts/rounds", "rounds.csv", round_columns, COUNT(round_columns),
                      sizeof(struct fact_round), take_round},
    [FACTS_WORKDAYS] = {"facts/workdays", "workdays.csv", workday_columns, COUNT(workday_columns),
                        sizeof(struct workday), take_workday},
    [FACTS_ZONES] = {"facts/zones", "zones.csv", zone_columns, COUNT(zone_columns),
                     sizeof(struct fact_zone), take_zone},
    [FACTS_ZONE_PARTS] = {"facts/zone_parts", "zone_parts.csv", zone_part_columns,
                          COUNT(zone_part_columns), sizeof(struct fact_zone_part), take_zone_part},
    [FACTS_TARGETS] = {"facts/targets", "targets.csv", target_columns, TARGET_COLUMNS,
                       sizeof(struct fact_target), take_target},
    [FACTS_INDICATORS] = {"facts/indicators", "indicators_z.csv", indicator_columns,
                          INDICATOR_COLUMNS, sizeof(struct fact_indicator), take_indicator},
};

static bool find_file(struct load_input *in, const struct role_row *role, const char *folder,
                      struct arena *a, struct err *err)
{
    struct sha256 sum;

    in->name = role->name;
    in->path = arena_printf(a, "%s/%s", folder, role->file);
    if (access(in->path, F_OK) != 0)
        return err_set(err, ERR_NOT_FOUND, "%s is missing", in->path);
    if (!sha256_of_file(in->path, &sum, err))
        return false;
    sha256_hex(&sum, in->sha256);
    in->present = true;
    return true;
}

static bool read_file(struct facts_read *out, enum fact_role which, struct arena *a, void **rows,
                      size_t *n, struct err *err)
{
    const struct role_row *role = &roles[which];
    struct growing g = {.a = a};
    struct fact_file f;
    int rc;

    *rows = NULL;
    if (!fact_file_open(&f, &out->files[which], role->columns, role->n_columns, a, err))
        return false;
    while ((rc = fact_file_next(&f, err)) == 1) {
        grow(&g, rows, role->size, &out->lines[which]);
        role->take(f.fields, (char *)*rows + g.n * role->size);
        out->lines[which][g.n++] = f.line;
    }
    fact_file_close(&f);
    *n = g.n;
    return rc == 0;
}

static void split_rosters(struct facts *f, const struct sourced_roster *rows, struct arena *a)
{
    f->rosters = arena_alloc(a, f->n_rosters, sizeof *f->rosters);
    f->roster_sources = arena_alloc(a, f->n_rosters, sizeof *f->roster_sources);
    for (size_t i = 0; i < f->n_rosters; i++) {
        f->rosters[i] = rows[i].roster;
        f->roster_sources[i] = rows[i].source_kind;
    }
}

static bool read_files(struct facts_read *out, struct arena *a, struct err *err)
{
    struct facts *f = &out->facts;
    void *rows[FACT_ROLES];

    if (!read_file(out, FACTS_DOCUMENTS, a, &rows[FACTS_DOCUMENTS], &f->n_documents, err) ||
        !read_file(out, FACTS_ROSTERS, a, &rows[FACTS_ROSTERS], &f->n_rosters, err) ||
        !read_file(out, FACTS_COMPLETE, a, &rows[FACTS_COMPLETE], &f->n_complete, err) ||
        !read_file(out, FACTS_TITLES, a, &rows[FACTS_TITLES], &f->n_titles, err) ||
        !read_file(out, FACTS_ROUNDS, a, &rows[FACTS_ROUNDS], &f->n_rounds, err) ||
        !read_file(out, FACTS_WORKDAYS, a, &rows[FACTS_WORKDAYS], &f->n_workdays, err) ||
        !read_file(out, FACTS_ZONES, a, &rows[FACTS_ZONES], &f->n_zones, err) ||
        !read_file(out, FACTS_ZONE_PARTS, a, &rows[FACTS_ZONE_PARTS], &f->n_zone_parts, err) ||
        !read_file(out, FACTS_TARGETS, a, &rows[FACTS_TARGETS], &f->n_targets, err) ||
        !read_file(out, FACTS_INDICATORS, a, &rows[FACTS_INDICATORS], &f->n_indicators, err))
        return false;
    f->documents = rows[FACTS_DOCUMENTS];
    f->complete = rows[FACTS_COMPLETE];
    f->titles = rows[FACTS_TITLES];
    f->rounds = rows[FACTS_ROUNDS];
    f->workdays = rows[FACTS_WORKDAYS];
    f->zones = rows[FACTS_ZONES];
    f->zone_parts = rows[FACTS_ZONE_PARTS];
    f->targets = rows[FACTS_TARGETS];
    f->indicators = rows[FACTS_INDICATORS];
    split_rosters(f, rows[FACTS_ROSTERS], a);
    return true;
}

bool facts_read(struct facts_read *out, const char *folder, struct arena *a, struct err *err)
{
    *out = (struct facts_read){0};
    for (size_t i = 0; i < FACT_ROLES; i++) {
        if (!find_file(&out->files[i], &roles[i], folder, a, err))
            return false;
    }
    return read_files(out, a, err) && facts_agree(out, a, err);
}
