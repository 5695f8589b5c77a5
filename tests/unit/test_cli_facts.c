/* test_cli_facts.c - files of facts: sound ones go in, broken ones are named by file and line and
 * leave the register as it was. */
#include "claims_in_place.h"
#include "cli/facts_load.h"
#include "domain/score.h"

#include <sys/stat.h>

static const char *const sound[FACT_ROLES] = {
    [FACTS_DOCUMENTS] = "ref,number,title,dated,published,confidence,sources,note\n"
                        "one,文〔2022〕1号,一号通知,2022-08-04,,stated,http://example.org/1,\n"
                        "two,文〔2023〕2号,二号通知,,,stated,http://example.org/2,\n",
    [FACTS_ROSTERS] =
        "kind,batch,document,since,until,declared,source_kind,source\n"
        "demo-city,2022-city,文〔2022〕1号,2022-07-01,2025-06-30,2,repost,http://example.org/1\n"
        "pilot-city,2022-city,文〔2022〕1号,2022-07-01,2025-06-30,72,repost,http://example.org/1\n"
        "pilot-county,2022-county,,2022-08-01,2025-07-31,151,repost,http://example.org/1\n"
        "demo-zone,2023,文〔2023〕2号 附件,,,10,policy,Z\n",
    [FACTS_COMPLETE] = "kind,batch,province,basis\n"
                       "demo-city,2022-city,*,counted\n"
                       "pilot-city,2022-city,320000,counted\n",
    [FACTS_TITLES] =
        "kind,name,province,holder_code,host_code_guess,batch,sub_batch,since,until,document,"
        "confidence,source_kind,source,note\n"
        "demo-city,海淀区,110000,110108,,2022-city,,2022-07-01,2025-06-30,文〔2022〕1号,stated,"
        "repost,http://example.org/1,\"no. 1, of the list\"\n"
        "pilot-city,丰台区,110000,110106,,2022-city,,2022-07-01,2025-06-30,文〔2022〕1号,stated,"
        "repost,http://example.org/1,\n"
        "pilot-county,无锡市宜兴市,320000,320282,,2022-county,,2022-08-01,2025-07-31,,stated,"
        "repost,http://example.org/1,\n"
        "demo-zone,某集聚区,110000,,110105,2023,,,,文〔2023〕2号,stated_in_local_plan,official,"
        "http://example.org/3,\n"
        "pilot-city,株洲,430000,430200,,unknown,,,,,batch_unknown,repost,http://example.org/4,\n",
    [FACTS_ROUNDS] = ("round,year,document,title,window_since,window_until,note,tracks\n"
                      "2023,2023,文〔2023〕2号,2023年评定,,,,\n"),
    [FACTS_WORKDAYS] = "date,day,year,holiday,source\n"
                       "2023-06-22,off,2023,端午节,国办发明电〔2022〕16号\n"
                       "2023-06-23,off,2023,端午节,国办发明电〔2022〕16号\n"
                       "2023-06-25,work,2023,端午节,国办发明电〔2022〕16号\n",
    [FACTS_ZONES] =
        "id,name,kind,host_kind,host_name,host_code,host_code_guess,province,applicant,declared_m2,"
        "since,until,document,source,note\n"
        "some-zone,某集聚区,demo-zone,park,某集聚区,,110105,110000,,,,,文〔2023〕2号 附件,Z,\n",
    [FACTS_ZONE_PARTS] =
        "zone,number,name,function,stage,extent_text,declared_m2,since,until,document,source\n"
        "some-zone,1,一片区,管理中心,成熟期,东至甲路，南至乙路，西至丙河，北至丁路,1250000,,,,Z\n"
        "some-zone,2,二片区,,,,,2023-07-01,,文〔2023〕2号,Z\n",
    [FACTS_TARGETS] =
        "zone,code,name,name_en,sign,value,unit,unit_en,words,year,base_year,document,clause,"
        "source,note\n"
        "some-zone,staff,从业人员,people,>,2600,人,people,,2026,2023,文〔2023〕2号,Z/三,Z,\n"
        "nation,rate,撤回率,,,,%,,高于平均,2030,,,O/一(三),O,\n",
    [FACTS_INDICATORS] = "round,tracks,code,parent,name,weight,explained,counts,source,note\n"
                         "2023,demo-city demo-county,1,,一级,,,,Z,\n"
                         "2023,demo-city demo-county,1.1,1,二级,40,数量,institutions above_size,Z,"
                         "\n",
};

static const char *const names[FACT_ROLES] = {
    "documents.csv", "rosters.csv", "complete.csv",   "titles.csv",  "rounds.csv",
    "workdays.csv",  "zones.csv",   "zone_parts.csv", "targets.csv", "indicators_z.csv"};

static void write_file(const struct place *p, enum fact_role role, const char *text)
{
    char path[160];
    FILE *f;

    snprintf(path, sizeof path, "%s/%s", p->folder, names[role]);
    f = fopen(path, "w");
    assert_non_null(f);
    assert_true(fputs(text, f) >= 0);
    assert_int_equal(fclose(f), 0);
}

static void write_sound(const struct place *p)
{
    for (int i = 0; i < (int)FACT_ROLES; i++)
        write_file(p, (enum fact_role)i, sound[i]);
}

/* One piece of a sound file, wherever it first stands, becomes another. */
static void write_changed(const struct place *p, enum fact_role role, const char *from,
                          const char *to)
{
    const char *at = strstr(sound[role], from);
    struct buf text = {0};

    if (!at)
        fail_msg("%s has no \"%s\"", names[role], from);
    buf_put(&text, sound[role], (size_t)(at - sound[role]));
    buf_puts(&text, to);
    buf_puts(&text, at + strlen(from));
    write_file(p, role, text.data);
    buf_free(&text);
}

struct file_job {
    const struct facts_read *read;
    moment_t at;
    struct facts_applied done;
};

static bool file_job(struct store *s, void *arg, struct err *err)
{
    struct file_job *job = arg;

    return facts_load(s, job->read, "王某", job->at, &job->done, err);
}

static bool load_files(struct store *s, const char *folder, struct facts_applied *done,
                       struct err *err)
{
    struct arena *a = arena_new();
    struct facts_read read;
    struct file_job job = {.read = &read, .at = 1000};
    bool ok = facts_read(&read, folder, a, err) && store_change(s, file_job, &job, err);

    *done = job.done;
    arena_free(a);
    return ok;
}

static struct store *with_places(const char *path)
{
    struct store *s = opened(path, STORE_WRITE);

    assert_true(store_change(s, put_places, NULL, NULL));
    return s;
}

/* ---- */

static void sound_files_go_in_and_again_change_nothing(void **state)
{
    struct place *p = *state;
    struct store *s = with_places(p->file);
    struct facts_applied done;
    struct err err = {0};

    write_sound(p);
    if (!load_files(s, p->folder, &done, &err))
        fail_msg("%s", err.text);
    assert_true(done.changed);
    assert_int_equal(done.recorded, 2 + 4 + 2 + 5 + 1 + 3 + 1 + 2 + 2 + 2 * 2);
    assert_true(load_files(s, p->folder, &done, &err));
    assert_false(done.changed);
    assert_nothing_found(s);
    store_close(s);
}

static void the_register_knows_which_files_it_was_loaded_from(void **state)
{
    struct place *p = *state;
    struct store *s = with_places(p->file);
    struct arena *a = arena_new();
    struct facts_applied done;
    struct facts_read read;
    bool same;

    write_sound(p);
    assert_true(facts_read(&read, p->folder, a, NULL));
    assert_true(facts_loaded(s, &read, &same, NULL));
    assert_false(same);
    assert_true(load_files(s, p->folder, &done, NULL));
    assert_true(facts_loaded(s, &read, &same, NULL));
    assert_true(same);
    write_changed(p, FACTS_TITLES, "no. 1, of", "no. 2, of");
    assert_true(facts_read(&read, p->folder, a, NULL));
    assert_true(facts_loaded(s, &read, &same, NULL));
    assert_false(same);
    arena_free(a);
    store_close(s);
}

static void a_broken_row_is_named_by_file_and_line(void **state)
{
    static const struct {
        const char *name;
        enum fact_role file;
        const char *from, *to, *says;
    } rows[] = {
        {"another column", FACTS_TITLES, "holder_code", "holder",
         "titles.csv line 1: the columns must be kind,name,province,holder_code"},
        {"a column too few", FACTS_ROSTERS, "72,repost,", "repost,",
         "rosters.csv line 3: 7 fields, not 8"},
        {"a quote that does not end", FACTS_TITLES, "list\"", "list",
         "titles.csv: line 2 of the CSV: a quoted field does not end"},
        {"no UTF-8", FACTS_TITLES, "丰台区", "\xb7\xe1",
         "titles.csv: line 3 of the CSV: it is not"},
        {"a kind that does not exist", FACTS_TITLES, "demo-city", "demo-town",
         "titles.csv line 2: kind \"demo-town\" is not a kind of title"},
        {"no name", FACTS_TITLES, "丰台区", "", "titles.csv line 3: name is empty"},
        {"a blank before the name", FACTS_TITLES, "丰台区", " 丰台区",
         "titles.csv line 3: name \" 丰台区\" is not a text of one line"},
        {"a line within a name", FACTS_TITLES, "丰台区", "\"丰台\n区\"",
         "titles.csv line 3: name \"丰台\n区\" is not a text of one line"},
        {"a province that recommends nobody", FACTS_TITLES, "110000,110108", "810000,110108",
         "titles.csv line 2: province \"810000\" is not a recommending unit"},
        {"a province of somebody else", FACTS_TITLES, "110000,110108", "120000,110108",
         "titles.csv line 2: province is 120000, but 110108 is recommended by 110000"},
        {"a code of five digits", FACTS_TITLES, "110108", "11010",
         "titles.csv line 2: holder_code \"11010\" is not a six-digit code"},
        {"a code that never was", FACTS_TITLES, "110108", "110199",
         "titles.csv line 2: there is no place with the code 110199"},
        {"a code that was replaced", FACTS_TITLES, "320000,320282", "540000,540422",
         "titles.csv line 4: the code 540422 was replaced by 540481"},
        {"a guess that never was", FACTS_TITLES, "110105", "110198",
         "titles.csv line 5: there is no place with the code 110198"},
        {"the code of another place", FACTS_TITLES, "110108", "110105",
         "titles.csv line 2: 110105 is 朝阳区, not 海淀区"},
        {"a holder of the wrong kind", FACTS_TITLES, "pilot-county,无锡市宜兴市,320000,320282",
         "pilot-county,南京市,320000,320100",
         "titles.csv line 4: the holder is not a kind of place that this title can name"},
        {"a city without a code", FACTS_TITLES, "110108,,", ",,",
         "titles.csv line 2: a city or county title needs a holder_code"},
        {"a zone with a holder", FACTS_TITLES, ",,110105", ",110105,",
         "titles.csv line 5: a park or zone has no holder_code"},
        {"a holder with a guess", FACTS_TITLES, "110108,,", "110108,110108,",
         "titles.csv line 2: a holder has no host_code_guess"},
        {"a list nobody knows", FACTS_TITLES, "110108,,2022-city", "110108,,2021",
         "titles.csv line 2: list demo-city/2021 is not in rosters.csv"},
        {"a stated title of no list", FACTS_TITLES, "110108,,2022-city", "110108,,unknown",
         "titles.csv line 2: batch is unknown: such a row is a lead, never stated"},
        {"a day that does not exist", FACTS_TITLES, "2022-07-01", "2022-06-31",
         "titles.csv line 2: since \"2022-06-31\" is not a day"},
        {"a day with a time", FACTS_TITLES, "2025-06-30", "2025-06-30T00:00",
         "titles.csv line 2: until \"2025-06-30T00:00\" is not a day"},
        {"a term the wrong way round", FACTS_TITLES, "2022-07-01,2025-06-30",
         "2025-06-30,2022-07-01", "titles.csv line 2: the last day stands before the first"},
        {"a title outside the term of its list", FACTS_TITLES, "2025-06-30", "2025-07-01",
         "titles.csv line 2: its days lie outside the term of its list"},
        {"a document nobody knows", FACTS_TITLES, "文〔2022〕1号,stated", "文〔2022〕9号,stated",
         "titles.csv line 2: document \"文〔2022〕9号\" is not in documents.csv"},
        {"a confidence nobody knows", FACTS_TITLES, ",stated,", ",certain,",
         "titles.csv line 2: confidence \"certain\" is not a word for confidence"},
        {"a source that is ours", FACTS_TITLES, ",repost,", ",register,",
         "titles.csv line 2: source_kind \"register\" is not official, policy or repost"},
        {"no source", FACTS_TITLES, "http://example.org/1,\"", ",\"",
         "titles.csv line 2: source is empty"},
        {"a holder that stands twice", FACTS_TITLES, "pilot-city,丰台区,110000,110106",
         "demo-city,海淀区,110000,110108",
         "titles.csv line 3: demo-city/2022-city of 110108 stands in line 2 as well"},
        {"a list that stands twice", FACTS_ROSTERS, "pilot-city", "demo-city",
         "rosters.csv line 3: demo-city/2022-city stands in line 2 as well"},
        {"a list with a term the wrong way round", FACTS_ROSTERS, "2022-07-01,2025-06-30",
         "2025-06-30,2022-07-01", "rosters.csv line 2: the last day stands before the first"},
        {"a list with no whole number of entries", FACTS_ROSTERS, ",72,", ",7.2,",
         "rosters.csv line 3: declared \"7.2\" is not a number"},
        {"a list with too few entries", FACTS_ROSTERS, ",2,repost", ",0,repost",
         "rosters.csv line 2: 1 entries are on record, more than the 0 it was said to have"},
        {"a list by a document nobody knows", FACTS_ROSTERS, "文〔2023〕2号 附件",
         "文〔2023〕2号附件",
         "rosters.csv line 5: document \"文〔2023〕2号附件\" is not in documents.csv"},
        {"complete, but which list?", FACTS_COMPLETE, "pilot-city", "pilot-county",
         "complete.csv line 3: list pilot-county/2022-city is not in rosters.csv"},
        {"complete for a unit that is none", FACTS_COMPLETE, "320000", "全国",
         "complete.csv line 3: province \"全国\" is not a recommending unit, or *"},
        {"complete twice", FACTS_COMPLETE, "pilot-city,2022-city,320000", "demo-city,2022-city,*",
         "complete.csv line 3: demo-city/2022-city of * stands in line 2 as well"},
        {"two documents of one name", FACTS_DOCUMENTS, "two", "one",
         "documents.csv line 3: one stands in line 2 as well"},
        {"a document without a title", FACTS_DOCUMENTS, "二号通知", "",
         "documents.csv line 3: title is empty"},
        {"a document of no day", FACTS_DOCUMENTS, "2022-08-04", "2022-08",
         "documents.csv line 2: dated \"2022-08\" is not a day"},
        {"half a window", FACTS_ROUNDS, "评定,", "评定,2023-03-01",
         "rounds.csv line 2: a window has two days, or none is known"},
        {"a window the wrong way round", FACTS_ROUNDS, "评定,,", "评定,2023-04-30,2023-03-01",
         "rounds.csv line 2: the last day stands before the first"},
        {"a round of no year", FACTS_ROUNDS, "2023,2023", "2023,",
         "rounds.csv line 2: year is empty"},
        {"a round by a document nobody knows", FACTS_ROUNDS, "2号", "3号",
         "rounds.csv line 2: document \"文〔2023〕3号\" is not in documents.csv"},
        {"a day that stands twice", FACTS_WORKDAYS, "2023-06-23", "2023-06-22",
         "workdays.csv line 3: 2023-06-22 stands in line 2 as well"},
        {"a weekend that is off", FACTS_WORKDAYS, "2023-06-25,work", "2023-06-25,off",
         "workdays.csv line 4: a weekend is off anyway"},
        {"a weekday that is worked", FACTS_WORKDAYS, "2023-06-22,off", "2023-06-22,work",
         "workdays.csv line 2: a weekday is worked anyway"},
        {"a day of another year", FACTS_WORKDAYS, "off,2023", "off,2024",
         "workdays.csv line 2: its year is not that of the day"},
        {"a day that is neither", FACTS_WORKDAYS, ",off,", ",rest,",
         "workdays.csv line 2: day \"rest\" is not off or work"},
        {"a day nobody arranged", FACTS_WORKDAYS, "国办发明电〔2022〕16号", "",
         "workdays.csv line 2: source is empty"},
        {"a zone by an id that is none", FACTS_ZONES, "some-zone", "Some Zone",
         "zones.csv line 2: id \"Some Zone\" is not an id of a zone"},
        {"a zone of a city's kind", FACTS_ZONES, "demo-zone", "demo-city",
         "zones.csv line 2: kind \"demo-city\" is not a kind of title that zones hold"},
        {"a zone that holds no title", FACTS_ZONES, "某集聚区", "别的集聚区",
         "zones.csv line 2: titles.csv has no title of a zone for 别的集聚区"},
        {"a title of a zone that is not there", FACTS_TITLES, "某集聚区", "别的集聚区",
         "zones.csv line 2: titles.csv has no title of a zone for 某集聚区"},
        {"a zone with a host and a guess", FACTS_ZONES, ",,110105", ",110105,110105",
         "zones.csv line 2: where a source names the host there is nothing to guess"},
        {"a zone in a place that never was", FACTS_ZONES, "110105", "110198",
         "zones.csv line 2: there is no place with the code 110198"},
        {"a zone by a document nobody knows", FACTS_ZONES, "2号", "3号",
         "zones.csv line 2: document \"文〔2023〕3号 附件\" is not in documents.csv"},
        {"a part of no zone", FACTS_ZONE_PARTS, "some-zone,1", "other-zone,1",
         "zone_parts.csv line 2: zones.csv has no zone other-zone"},
        {"a part that stands twice", FACTS_ZONE_PARTS, "some-zone,2", "some-zone,1",
         "zone_parts.csv line 3: part 1 of some-zone stands in line 2 as well"},
        {"a part without a number", FACTS_ZONE_PARTS, "some-zone,1", "some-zone,0",
         "zone_parts.csv line 2: parts are numbered from 1"},
        {"an area that is none", FACTS_ZONE_PARTS, "1250000", "1.25",
         "zone_parts.csv line 2: declared_m2 \"1.25\" is not a whole number of square metres"},
        {"a target of no zone", FACTS_TARGETS, "some-zone", "other-zone",
         "targets.csv line 2: zones.csv has no zone other-zone"},
        {"a target whose code is none", FACTS_TARGETS, "staff", "Staff",
         "targets.csv line 2: a code has small letters"},
        {"a target that stands twice", FACTS_TARGETS, "nation,rate", "some-zone,staff",
         "targets.csv line 3: target staff of some-zone stands in line 2 as well"},
        {"a number without a sign", FACTS_TARGETS, ",>,", ",,",
         "targets.csv line 2: a target is a sign and a number, or words"},
        {"a sign that is none", FACTS_TARGETS, ",>,", ",!,",
         "targets.csv line 2: a sign is one of"},
        {"a number and words", FACTS_TARGETS, ",people,,2026", ",people,不少,2026",
         "targets.csv line 2: a target is a sign and a number, or words"},
        {"neither number nor words", FACTS_TARGETS, "高于平均", "",
         "targets.csv line 3: a target is a sign and a number, or words"},
        {"a line that begins at its end", FACTS_TARGETS, "2026,2023", "2026,2026",
         "targets.csv line 2: the base year is before the year"},
        {"a target by a document nobody knows", FACTS_TARGETS, "2号", "3号",
         "targets.csv line 2: document \"文〔2023〕3号\" is not in documents.csv"},
        {"an indicator of no round", FACTS_INDICATORS, "2023,", "2024,",
         "indicators_z.csv line 2: rounds.csv has no such round"},
        {"an indicator of a track the round is not for", FACTS_INDICATORS,
         "demo-city demo-county,1,", "trial-zone,1,",
         "indicators_z.csv line 2: rounds.csv has no such round, or it is not"},
        {"an indicator under none before it", FACTS_INDICATORS, "1.1,1,", "1.1,2,",
         "indicators_z.csv line 3: its parent does not stand before it"},
        {"an indicator that stands twice", FACTS_INDICATORS, "1.1,1,", "1,,",
         "indicators_z.csv line 3: indicator 1 of 2023 stands in line 2 as well"},
        {"a weight over all", FACTS_INDICATORS, ",40,", ",140,",
         "indicators_z.csv line 3: a weight is a percentage up to 100"},
        {"a count of nothing", FACTS_INDICATORS, "above_size", "large",
         "indicators_z.csv line 3: counts are words such as institutions"},
    };
    struct place *p = *state;
    struct store *s = with_places(p->file);
    struct arena *a = arena_new();
    struct revision r;

    write_sound(p);
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct facts_applied done;
        struct err err = {0};

        write_changed(p, rows[i].file, rows[i].from, rows[i].to);
        if (load_files(s, p->folder, &done, &err) || !strstr(err.text, rows[i].says))
            fail_msg("%s: %s", rows[i].name, err.text);
        if (strncmp(err.text, p->folder, strlen(p->folder)) != 0)
            fail_msg("%s: the folder is not named: %s", rows[i].name, err.text);
        write_file(p, rows[i].file, sound[rows[i].file]);
        assert_true(store_revision(s, a, &r, NULL));
        assert_int_equal(r.number, 0); /* nothing half loaded */
        assert_nothing_found(s);
    }
    arena_free(a);
    store_close(s);
}

static void an_empty_file_is_named(void **state)
{
    struct place *p = *state;
    struct store *s = with_places(p->file);
    struct facts_applied done;
    struct err err = {0};

    write_sound(p);
    write_file(p, FACTS_ROUNDS, "");
    assert_false(load_files(s, p->folder, &done, &err));
    assert_non_null(strstr(err.text, "rounds.csv is empty"));
    store_close(s);
}

static void a_missing_file_is_named(void **state)
{
    struct place *p = *state;
    struct store *s = with_places(p->file);

    for (int i = 0; i < (int)FACT_ROLES; i++) {
        struct facts_applied done;
        struct err err = {0};
        char path[160];

        write_sound(p);
        snprintf(path, sizeof path, "%s/%s", p->folder, names[i]);
        assert_int_equal(remove(path), 0);
        assert_false(load_files(s, p->folder, &done, &err));
        assert_non_null(strstr(err.text, names[i]));
        assert_non_null(strstr(err.text, "is missing"));
    }
    store_close(s);
}

/* What an operator entered can stand against a row of the files. */
static void a_fault_between_file_and_register_names_the_row(void **state)
{
    const struct revision r = {.recorded = 900, .who = "王某", .source = "函"};
    struct place *p = *state;
    struct store *s = with_places(p->file);
    struct facts_applied done;
    struct err err = {0};
    struct title t =
        title_of(TITLE_DEMO_CITY, "110106", NULL, "2022-city", "2022-07-01", "2025-06-30");
    int64_t id;

    write_sound(p);
    assert_true(load_files(s, p->folder, &done, &err));
    write_changed(p, FACTS_TITLES, "pilot-city,丰台区,110000,110106",
                  "pilot-city,朝阳区,110000,110105");
    assert_true(load_files(s, p->folder, &done, &err));
    assert_true(store_begin(s, NULL) && store_title_add(s, &t, &r, &id, NULL) &&
                store_commit(s, NULL));
    write_sound(p);
    assert_false(load_files(s, p->folder, &done, &err));
    assert_non_null(strstr(err.text, "titles.csv line 3: the pilot title begins while a "
                                     "demonstration title of the track runs"));
    assert_nothing_found(s);
    store_close(s);
}

static int64_t ask(struct store *s, const char *sql)
{
    struct stmt *q = stmt_get(s->db, sql, NULL);
    int64_t n;

    assert_non_null(q);
    assert_true(stmt_number(q, -1, &n, NULL));
    return n;
}

/* A zone recorded here stands against the file, and so does a part. */
static void what_was_recorded_here_of_a_zone_is_not_loaded_over(void **state)
{
    struct place *p = *state;
    struct store *s = with_places(p->file);
    struct facts_applied done;
    struct err err = {0};

    write_sound(p);
    assert_true(load_files(s, p->folder, &done, &err));
    assert_int_equal(ask(s, "SELECT count(*) FROM zone_part WHERE number = 1"
                            " AND declared_m2 = 1250000.0 AND method = 'none'"),
                     1);
    assert_true(db_exec(s->db,
                        "UPDATE zone_part SET retracted_ms = recorded_ms, retracted_in ="
                        " recorded_in, retracted_by = 'register' WHERE number = 2",
                        NULL));
    assert_true(digest_seal(s, &claim_tables[ROWS_ZONE_PART], NULL));
    write_changed(p, FACTS_ZONE_PARTS, "管理中心", "运营中心");
    if (!load_files(s, p->folder, &done, &err))
        fail_msg("%s", err.text);
    assert_int_equal(done.recorded, 1);
    assert_int_equal(done.retracted, 1);
    assert_int_equal(done.left_out, 1);
    assert_int_equal(ask(s, "SELECT count(*) FROM zone_part WHERE retracted_ms IS NULL"), 1);
    assert_nothing_found(s);
    store_close(s);
}

/* What the national office entered stands against the files: targets, and weights of a tree. */
static void what_was_entered_of_targets_and_trees_is_not_loaded_over(void **state)
{
    struct place *p = *state;
    struct store *s = with_places(p->file);
    struct facts_applied done;
    struct said said;
    struct err err = {0};

    write_sound(p);
    assert_true(load_files(s, p->folder, &done, &err));
    assert_int_equal(ask(s, "SELECT count(*) FROM target WHERE value = 2600.0 AND sign = '>'"
                            " AND base_year = 2023 AND zone = 'some-zone'"),
                     1);
    assert_int_equal(ask(s, "SELECT count(*) FROM target WHERE zone IS NULL AND value IS NULL"), 1);
    assert_int_equal(ask(s, "SELECT count(*) FROM indicator WHERE person IS NULL AND parent IS NULL"
                            " AND weight IS NULL"),
                     2);
    assert_int_equal(ask(s, "SELECT count(*) FROM indicator WHERE weight = 4000 AND"
                            " counts = 'institutions above_size'"),
                     2);
    write_changed(p, FACTS_INDICATORS, "数量", "数目");
    if (!load_files(s, p->folder, &done, &err))
        fail_msg("%s", err.text);
    assert_int_equal(done.recorded, 2 * 2); /* a tree is replaced whole */
    assert_int_equal(ask(s, "SELECT count(*) FROM indicator WHERE ended_ms IS NULL"), 4);
    assert_true(db_exec(s->db, "UPDATE indicator SET name = '别的' WHERE code = '1.1'", NULL));
    assert_int_equal(findings_of(s, &said), 2);
    assert_non_null(
        strstr(said.text, "indicators of round 2023, demo-city: changed outside the register"));
    store_close(s);
}

static void the_projects_own_files_can_be_read(void **state)
{
    struct arena *a = arena_new();
    struct facts_read read;
    struct err err = {0};

    (void)state;
    if (!facts_read(&read, "geodata/facts", a, &err))
        fail_msg("%s", err.text);
    assert_true(read.facts.n_titles > 100 && read.facts.n_rosters > 10);
    assert_int_equal(read.facts.n_zones, 19);
    assert_int_equal(read.facts.n_zone_parts, 3);
    assert_int_equal(read.facts.n_targets, 27);
    assert_int_equal(read.facts.n_indicators, 28);
    for (size_t i = 0; i < read.facts.n_indicators; i++) /* all were lost in the text */
        assert_int_equal(read.facts.indicators[i].weight, WEIGHT_UNKNOWN);
    for (size_t i = 0; i < read.facts.n_zones; i++) { /* none of this was published */
        const struct fact_zone *z = &read.facts.zones[i];

        assert_null(z->applicant);
        assert_null(z->host_code);
        assert_null(z->declared_m2);
        assert_null(z->since);
        assert_null(z->until);
    }
    for (size_t i = 0; i < read.facts.n_zone_parts; i++) {
        assert_null(read.facts.zone_parts[i].extent_text);
        assert_null(read.facts.zone_parts[i].declared_m2);
    }
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_PLACE(sound_files_go_in_and_again_change_nothing),
        IN_PLACE(the_register_knows_which_files_it_was_loaded_from),
        IN_PLACE(a_broken_row_is_named_by_file_and_line),
        IN_PLACE(an_empty_file_is_named),
        IN_PLACE(a_missing_file_is_named),
        IN_PLACE(a_fault_between_file_and_register_names_the_row),
        IN_PLACE(what_was_recorded_here_of_a_zone_is_not_loaded_over),
        IN_PLACE(what_was_entered_of_targets_and_trees_is_not_loaded_over),
        cmocka_unit_test(the_projects_own_files_can_be_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
