/* test_store_workflow.c - applications on their way through the register: both paths with every
 * refusal that stands on them, what each step leaves behind, and what the check makes of it. */
#include "workflow_in_place.h"

/* ---- opening ---- */

static void only_what_can_be_is_opened(void **state)
{
    static const struct {
        const char *round, *place, *slug;
        enum title_kind track;
    } rows[] = {
        {"2024", "320282", "bad-body", TITLE_DEMO_COUNTY},
        {"2023", "320999", "bad-body", TITLE_DEMO_COUNTY},
        {"2023", "540422", "bad-body", TITLE_DEMO_COUNTY}, /* replaced */
        {"2023", "320282", "not-eligible", TITLE_DEMO_CITY},
        {"2023", "110105", "not-eligible", TITLE_PILOT_COUNTY},
        {"2023", "320000", "not-eligible", TITLE_DEMO_CITY},
        {"2023", "320282", "conflict", TITLE_DEMO_COUNTY}, /* the second */
    };
    struct stage st;

    begin(&st, ((struct place *)*state)->file);
    int64_t id = open_one(&st, YIXING, TITLE_DEMO_COUNTY, "320282");
    struct application app = now_of(&st, id);
    assert_string_equal(app.unit, "320000");
    assert_string_equal(app.prefecture, "320200");
    assert_int_equal(app.version, 1);
    assert_int_equal(app.state, STATE_DRAFT);
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct application want = {
            .round = rows[i].round, .track = rows[i].track, .place = rows[i].place};
        const struct act_by act = by(&st, YIXING);
        struct err err = {0};

        assert_true(store_begin(st.s, NULL));
        assert_false(store_application_open(st.s, st.a, &want, &act, &app, &err));
        store_rollback(st.s);
        assert_string_equal(err_kind_slug(err.kind), rows[i].slug);
    }
    open_one(&st, CHAOYANG, TITLE_DEMO_CITY, "110105");
    assert_null(now_of(&st, id + 1).prefecture); /* a municipality has none */
    assert_nothing_found(st.s);
    end(&st);
}

/* ---- the path of a demonstration county ---- */

static void a_demonstration_county_is_refused_whatever_is_wrong_and_then_designated(void **state)
{
    struct stage st;
    struct step in;

    begin(&st, ((struct place *)*state)->file);
    int64_t id = open_one(&st, YIXING, TITLE_DEMO_COUNTY, "320282");

    refused(&st, step_of(&st, JIANGSU, id, EVENT_FILE), "forbidden");
    refused(&st, step_of(&st, JIANGNING, id, EVENT_FILE), "not-your-place");
    refused(&st, step_of(&st, YIXING, id, EVENT_FILE), "material-missing");
    refused(&st, step_of(&st, JIANGSU, id, EVENT_CHECK), "wrong-state");
    refused(&st, step_of(&st, HUNAN, id, EVENT_CHECK), "not-your-province");
    refused(&st, step_of(&st, NATION, id + 7, EVENT_ACCEPT), "not-found");
    hand_in(&st, id, MATERIAL_GOVERNMENT_CONSENT, YIXING);
    goes(&st, step_of(&st, YIXING, id, EVENT_FILE), STATE_FILED);

    in = step_of(&st, JIANGSU, id, EVENT_CHECK);
    in.seen_version = 1;
    refused(&st, in, "stale");
    in.seen_version = now_of(&st, id).version;
    goes(&st, in, STATE_CHECKED);
    in = step_of(&st, JIANGSU, id, EVENT_RETURN);
    in.reason = "";
    assert_string_equal(refused(&st, in, "reason-missing").field, "reason");

    struct err err = refused(&st, step_of(&st, JIANGSU, id, EVENT_RECOMMEND), "undetermined");
    assert_non_null(strstr(err.text, "leadership, lawful-policy, industry, heritage"));
    find(&st, JIANGSU, id, CONDITION_LEADERSHIP, RESULT_NOT_MET, STATE_FILED); /* back it goes */
    find(&st, JIANGSU, id, CONDITION_LAWFUL_POLICY, RESULT_MET, STATE_FILED);
    find(&st, JIANGSU, id, CONDITION_INDUSTRY, RESULT_MET, STATE_FILED);
    goes(&st, step_of(&st, JIANGSU, id, EVENT_CHECK), STATE_CHECKED);
    err = refused(&st, step_of(&st, JIANGSU, id, EVENT_RECOMMEND), "not-eligible");
    assert_non_null(strstr(err.text, "leadership"));
    assert_null(strstr(err.text, "lawful"));
    find(&st, JIANGSU, id, CONDITION_LEADERSHIP, RESULT_MET, STATE_FILED);
    goes(&st, step_of(&st, JIANGSU, id, EVENT_CHECK), STATE_CHECKED);

    refused(&st, step_of(&st, JIANGSU, id, EVENT_RECOMMEND), "quota-unknown");
    set_places(&st, "320000", TITLE_DEMO_COUNTY, 0);
    err = refused(&st, step_of(&st, JIANGSU, id, EVENT_RECOMMEND), "quota-exhausted");
    assert_non_null(strstr(err.text, "all 0 places are taken"));
    set_places(&st, "320000", TITLE_DEMO_COUNTY, 1);
    goes(&st, step_of(&st, JIANGSU, id, EVENT_RECOMMEND), STATE_RECOMMENDED);
    assert_int_equal(places_of(&st, "320000", TITLE_DEMO_COUNTY).used, 1);
    assert_int_equal(now_of(&st, id).rank, 1);

    goes(&st, step_of(&st, JIANGSU, id, EVENT_RECALL), STATE_CHECKED);
    assert_int_equal(places_of(&st, "320000", TITLE_DEMO_COUNTY).used, 0);
    goes(&st, step_of(&st, JIANGSU, id, EVENT_RECOMMEND), STATE_RECOMMENDED);
    refused(&st, step_of(&st, JIANGSU, id, EVENT_ACCEPT), "forbidden");
    goes(&st, step_of(&st, NATION, id, EVENT_ACCEPT), STATE_IN_REVIEW);
    goes(&st, step_of(&st, EXPERT, id, EVENT_SCORE), STATE_IN_REVIEW);

    in = step_of(&st, NATION, id, EVENT_PUBLISH);
    refused(&st, in, "bad-body"); /* there is no notice */
    in.notice = open_notice(&st, "national", TITLE_DEMO_CITY, "2023-06-01", 5);
    refused(&st, in, "bad-body"); /* of another track */
    in.notice = open_notice(&st, "national", TITLE_DEMO_COUNTY, "2023-05-01", 5);
    err = refused(&st, in, "notice-closed"); /* it is over */
    assert_non_null(strstr(err.text, "published on 2023-05-01 already"));
    assert_non_null(strstr(err.zh, "请另行公示"));
    in.notice = open_notice(&st, "national", TITLE_DEMO_COUNTY, "2023-05-31", 5);
    refused(&st, in, "notice-closed"); /* it runs since yesterday */
    in.notice = 0;
    assert_string_equal(refused(&st, in, "bad-body").field, "notice"); /* and is not meant */
    in.notice = open_notice(&st, "national", TITLE_DEMO_COUNTY, "2023-06-01", 5);
    goes(&st, in, STATE_IN_NOTICE);
    assert_int_equal(ask(&st, "SELECT count(*) FROM notice_entry"), 1);

    err = refused(&st, step_of(&st, NATION, id, EVENT_DESIGNATE), "notice-running");
    assert_non_null(strstr(err.text, "2023-06-05"));
    refused(&st, step_of(&st, NATION, id, EVENT_ANSWER), "nothing-to-answer");
    st.today = day("2023-06-06");
    refused(&st, step_of(&st, 0, id, EVENT_OBJECT), "notice-closed");
    in = step_of(&st, NATION, id, EVENT_DESIGNATE);
    in.batch = "2022-county";
    in.since = st.today; /* the pilot title ends here */
    goes(&st, in, STATE_DESIGNATED);

    struct application app = now_of(&st, id);
    struct title *titles;
    size_t n;
    assert_true(store_titles_of(st.s, st.a, "320282", &titles, &n, NULL));
    assert_int_equal(n, 2);
    assert_int_equal(titles[1].id, app.title);
    assert_int_equal(titles[1].kind, TITLE_DEMO_COUNTY);
    assert_string_equal(titles[1].document, "文〔2022〕1号"); /* as its list says */
    assert_int_equal(titles[1].until, day("2025-07-31"));
    struct quota q = places_of(&st, "320000", TITLE_DEMO_COUNTY);
    assert_int_equal(q.designated, 1);
    assert_int_equal(q.used, 1);
    assert_nothing_found(st.s);

    in = step_of(&st, NATION, id, EVENT_CANCEL_FRAUD);
    in.criticism = "通报〔2023〕9号";
    goes(&st, in, STATE_CANCELLED);
    assert_true(store_titles_of(st.s, st.a, "320282", &titles, &n, NULL));
    assert_int_equal(n, 3);
    assert_int_equal(titles[2].revoked, st.today);
    assert_int_equal(places_of(&st, "320000", TITLE_DEMO_COUNTY).used, 1); /* no place back */
    struct bar_row *bars;
    assert_true(store_bars(st.s, st.a, &bars, &n, NULL));
    assert_int_equal(n, 1);
    assert_string_equal(bars[0].criticism, "通报〔2023〕9号");
    assert_string_equal(bars[0].bar.round, "2023");
    assert_nothing_found(st.s);

    int64_t second = open_one(&st, YIXING, TITLE_DEMO_COUNTY, "320282");
    hand_in(&st, second, MATERIAL_GOVERNMENT_CONSENT, YIXING);
    refused(&st, step_of(&st, YIXING, second, EVENT_FILE), "barred");
    end(&st);
}

/* ---- the path of a pilot city ---- */

static void a_pilot_city_is_published_by_its_province_before_it_is_recommended(void **state)
{
    struct stage st;
    struct step in;

    begin(&st, ((struct place *)*state)->file);
    int64_t id = open_one(&st, CHAOYANG, TITLE_PILOT_CITY, "110105");
    hand_in(&st, id, MATERIAL_GOVERNMENT_CONSENT, CHAOYANG);
    goes(&st, step_of(&st, CHAOYANG, id, EVENT_FILE), STATE_FILED);
    find(&st, BEIJING, id, CONDITION_PROVINCIAL_STANDARD, RESULT_MET, STATE_FILED);
    goes(&st, step_of(&st, BEIJING, id, EVENT_CHECK), STATE_CHECKED);
    refused(&st, step_of(&st, BEIJING, id, EVENT_RECOMMEND), "wrong-state");

    in = step_of(&st, BEIJING, id, EVENT_PUBLISH);
    in.notice = open_notice(&st, "110000", TITLE_PILOT_CITY, "2023-05-31", 3);
    refused(&st, in, "notice-closed");
    open_notice(&st, "110000", TITLE_PILOT_CITY, "2023-06-01", 3);
    in.notice = 0; /* the only one that may still be entered is meant */
    in.rank = 4;
    goes(&st, in, STATE_IN_PROVINCIAL_NOTICE);
    assert_int_equal(now_of(&st, id).rank, 4);
    set_places(&st, "110000", TITLE_PILOT_CITY, 2);
    refused(&st, step_of(&st, BEIJING, id, EVENT_RECOMMEND), "notice-running");
    find(&st, BEIJING, id, CONDITION_PROVINCIAL_STANDARD, RESULT_MET, STATE_FILED);
    assert_int_equal(now_of(&st, id).rank, 0); /* all over again */
    assert_int_equal(now_of(&st, id).notice, 0);
    goes(&st, step_of(&st, BEIJING, id, EVENT_CHECK), STATE_CHECKED);
    goes(&st, step_of(&st, BEIJING, id, EVENT_PUBLISH), STATE_IN_PROVINCIAL_NOTICE);

    st.today = day("2023-06-04");
    in = step_of(&st, BEIJING, id, EVENT_RECOMMEND);
    in.rank = 2; /* it has another one */
    assert_string_equal(refused(&st, in, "bad-body").field, "rank");
    goes(&st, step_of(&st, BEIJING, id, EVENT_RECOMMEND), STATE_RECOMMENDED);
    in = step_of(&st, NATION, id, EVENT_DESIGNATE);
    in.until = st.today - 1;
    assert_string_equal(refused(&st, in, "bad-body").field, "until");
    goes(&st, step_of(&st, NATION, id, EVENT_DESIGNATE), STATE_DESIGNATED);

    /* A list of this round is begun, and is whole. */
    struct title *titles;
    size_t n;
    assert_true(store_titles_of(st.s, st.a, "110105", &titles, &n, NULL));
    assert_int_equal(n, 1);
    assert_string_equal(titles[0].batch, "2023");
    assert_int_equal(titles[0].since, st.today);
    assert_int_equal(titles[0].until, DATE_NONE);
    assert_int_equal(ask(&st, "SELECT count(*) FROM completeness WHERE batch = '2023'"), 1);
    assert_nothing_found(st.s);
    end(&st);
}

/* ---- what a step leaves behind ---- */

static void one_event_takes_one_revision_and_private_ones_take_none(void **state)
{
    static const char REVISIONS[] = "SELECT max(number) FROM revision";
    struct stage st;

    begin(&st, ((struct place *)*state)->file);
    int64_t before = ask(&st, REVISIONS);
    int64_t id = checked_county(&st);
    assert_int_equal(ask(&st, REVISIONS), before);
    set_places(&st, "320000", TITLE_DEMO_COUNTY, 1);
    before = ask(&st, REVISIONS);
    goes(&st, step_of(&st, JIANGSU, id, EVENT_RECOMMEND), STATE_RECOMMENDED);
    assert_int_equal(ask(&st, REVISIONS), before + 1);
    assert_int_equal(ask(&st, "SELECT revision FROM application_event ORDER BY id DESC"),
                     before + 1);
    goes(&st, step_of(&st, NATION, id, EVENT_CANCEL_FRAUD), STATE_CANCELLED); /* place and bar */
    assert_int_equal(ask(&st, REVISIONS), before + 2);
    end(&st);
}

static void what_was_recommended_stays_readable_whatever_comes_later(void **state)
{
    struct stage st;
    struct frozen first, again;

    begin(&st, ((struct place *)*state)->file);
    int64_t id = checked_county(&st);
    set_places(&st, "320000", TITLE_DEMO_COUNTY, 1);
    goes(&st, step_of(&st, JIANGSU, id, EVENT_RECOMMEND), STATE_RECOMMENDED);
    assert_true(store_frozen(st.s, st.a, id, 0, &first, NULL));
    assert_int_equal(first.version, now_of(&st, id).version);
    assert_non_null(strstr(first.body, "\"government_consent\""));
    assert_non_null(strstr(first.body, "\"verdict\":\"eligible\""));
    assert_null(strstr(first.body, "creation_report"));
    assert_null(strstr(first.body, "jiangsu")); /* nobody by name */

    hand_in(&st, id, MATERIAL_CREATION_REPORT, JIANGSU);
    assert_true(store_frozen(st.s, st.a, id, 0, &again, NULL));
    assert_string_equal(again.body, first.body);
    goes(&st, step_of(&st, JIANGSU, id, EVENT_RECALL), STATE_CHECKED);
    goes(&st, step_of(&st, JIANGSU, id, EVENT_RECOMMEND), STATE_RECOMMENDED);
    assert_true(store_frozen(st.s, st.a, id, 0, &again, NULL));
    assert_non_null(strstr(again.body, "creation_report"));
    assert_true(store_frozen(st.s, st.a, id, first.version, &again, NULL));
    assert_string_equal(again.body, first.body);
    assert_nothing_found(st.s);
    end(&st);
}

/* ---- ranks ---- */

static void set_order(struct stage *st, const int64_t *order, size_t n, const char *slug)
{
    const struct ranking r = {
        .round = "2023", .unit = "320000", .track = TITLE_DEMO_COUNTY, .order = order, .n = n};
    const struct act_by act = by(st, JIANGSU);
    struct err err = {0};

    assert_true(store_begin(st->s, NULL));
    bool ok = store_ranks_set(st->s, st->a, &r, &act, &err);
    if (ok)
        assert_true(store_commit(st->s, NULL));
    else
        store_rollback(st->s);
    if (ok != (slug == NULL) || (slug && strcmp(slug, err_kind_slug(err.kind)) != 0))
        fail_msg("%s: %s", slug ? slug : "fine", err.text);
}

static int64_t checked_district(struct stage *st)
{
    int64_t id = open_one(st, JIANGNING, TITLE_DEMO_COUNTY, "320115");

    hand_in(st, id, MATERIAL_GOVERNMENT_CONSENT, JIANGNING);
    goes(st, step_of(st, JIANGNING, id, EVENT_FILE), STATE_FILED);
    goes(st, step_of(st, JIANGSU, id, EVENT_CHECK), STATE_CHECKED);
    return id;
}

static void ranks_are_unique_and_change_only_while_checked(void **state)
{
    struct stage st;
    struct step in;

    begin(&st, ((struct place *)*state)->file);
    int64_t a = checked_county(&st), b = checked_district(&st);
    const int64_t ab[] = {a, b}, ba[] = {b, a}, aa[] = {a, a}, ax[] = {a, 99}, only_b[] = {b};

    set_order(&st, ab, 2, NULL);
    assert_int_equal(now_of(&st, b).rank, 2);
    set_order(&st, ba, 2, NULL);
    assert_int_equal(now_of(&st, a).rank, 2);
    assert_int_equal(now_of(&st, b).rank, 1);
    int64_t version = now_of(&st, b).version;
    set_order(&st, ba, 2, NULL); /* the same again is no event */
    assert_int_equal(now_of(&st, b).version, version);
    set_order(&st, aa, 2, "bad-body");
    set_order(&st, ax, 2, "conflict");
    set_order(&st, only_b, 1, "conflict");

    set_places(&st, "320000", TITLE_DEMO_COUNTY, 2);
    in = step_of(&st, JIANGSU, a, EVENT_RECOMMEND);
    in.rank = 1;
    assert_string_equal(refused(&st, in, "rank-taken").field, "rank");
    in.rank = -1;
    refused(&st, in, "bad-body");
    goes(&st, step_of(&st, JIANGSU, a, EVENT_RECOMMEND),
         STATE_RECOMMENDED); /* with the one it has */
    set_order(&st, only_b, 1, NULL);
    assert_int_equal(now_of(&st, a).rank, 2);
    assert_int_equal(now_of(&st, b).rank, 1);
    set_order(&st, ab, 2, "conflict"); /* a is not among the checked any more */
    struct err err = refused(&st, step_of(&st, JIANGSU, b, EVENT_RECOMMEND), "undetermined");
    assert_non_null(strstr(err.text, "pilot-in-force")); /* a list that is here in part */
    goes(&st, step_of(&st, JIANGSU, b, EVENT_REJECT), STATE_REJECTED);
    assert_int_equal(now_of(&st, b).rank, 0);
    assert_nothing_found(st.s);
    end(&st);
}

/* ---- nobody learns what is not theirs ---- */

static void what_is_out_of_reach_and_what_is_not_there_are_refused_alike(void **state)
{
    static const int strangers[] = {HUNAN, BEIJING, CHAOYANG, JIANGNING, EXPERT, 0};
    struct stage st;

    begin(&st, ((struct place *)*state)->file);
    int64_t id = open_one(&st, YIXING, TITLE_DEMO_COUNTY, "320282");
    for (size_t i = 0; i < COUNT(strangers); i++) {
        for (int e = 0; e < EVENTS_TOLD; e++) {
            struct step in = step_of(&st, strangers[i], id, (enum application_event)e);
            struct err there = {0}, not_there = {0};
            struct application after;

            /* The public is known to see it in a notice, and an expert is asked to score it. */
            if (e == EVENT_OBJECT || e == EVENT_SCORE)
                continue;
            assert_false(step_job(&st, &in, &after, &there));
            in.application = id + 1000;
            assert_false(step_job(&st, &in, &after, &not_there));
            assert_int_equal(there.kind, not_there.kind);
            assert_string_equal(there.text, not_there.text);
            assert_string_equal(there.zh, not_there.zh);
            assert_string_equal(there.field, not_there.field);
        }
    }
    end(&st);
}

/* ---- what was changed outside is found ---- */

static void put_file(struct stage *st, int64_t id)
{
    static const char text[] = "a plan\n";
    const struct bytes body = {text, 7};
    const struct attached file = {
        .there = true, .sha256 = sha256_of(text, 7), .type = "text/plain", .size = 7};
    const struct act_by act = by(st, YIXING);

    IN_ONE(st, store_file_put(st->s, id, &file, body, &act, &err));
}

static void what_was_changed_outside_is_found(void **state)
{
    static const struct {
        const char *sql, *said;
    } rows[] = {
        {"UPDATE application SET state = 'in_review'", "application 1: it is in_review"},
        {"UPDATE application SET version = version + 1", "application 1: it is recommended"},
        {"UPDATE application SET rank = 5", "application 1: it is recommended"},
        {"UPDATE application_event SET to_state = 'filed' WHERE event = 'recommend'",
         "cannot have come to version 8 (recommend)"},
        {"DELETE FROM application_event WHERE version = 3", "cannot have come to version 4"},
        {"UPDATE application_event SET quota_step = 0 WHERE event = 'recommend'",
         "cannot have come to version 8 (recommend)"},
        {"INSERT INTO quota_entry (round, track, unit, step, place, why, who, recorded_ms,"
         " recorded_in) SELECT round, track, unit, step, '320115', why, who, recorded_ms,"
         " recorded_in FROM quota_entry",
         "place 2023 demo-county 320000 320115: the ledger says 1 taken, its applications 0"},
        {"UPDATE quota SET designated = 1 WHERE used = 1", "the counter says 1 designated"},
        {"UPDATE frozen SET body = replace(body, 'eligible', 'Eligible')",
         "frozen text of application 1 version 8: it was changed"},
        {"DELETE FROM frozen", "left no text"},
        {"UPDATE file SET body = X'00112233445566'", "its bytes are not those it is named by"},
        {"UPDATE file SET body = X'00'", "7 bytes are on record, 1 are there"},
    };
    struct stage st;

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct place *p = *state;
        struct said said;

        remove(p->file);
        begin(&st, p->file);
        int64_t id = checked_county(&st);
        set_places(&st, "320000", TITLE_DEMO_COUNTY, 1);
        goes(&st, step_of(&st, JIANGSU, id, EVENT_RECOMMEND), STATE_RECOMMENDED);
        put_file(&st, id);
        assert_nothing_found(st.s);
        end(&st);
        harm(p->file, rows[i].sql);
        st.s = opened(p->file, STORE_WRITE);
        if (findings_of(st.s, &said) == 0 || !strstr(said.text, rows[i].said))
            fail_msg("%s: %s", rows[i].sql, said.text);
        store_close(st.s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_PLACE(only_what_can_be_is_opened),
        IN_PLACE(a_demonstration_county_is_refused_whatever_is_wrong_and_then_designated),
        IN_PLACE(a_pilot_city_is_published_by_its_province_before_it_is_recommended),
        IN_PLACE(one_event_takes_one_revision_and_private_ones_take_none),
        IN_PLACE(what_was_recommended_stays_readable_whatever_comes_later),
        IN_PLACE(ranks_are_unique_and_change_only_while_checked),
        IN_PLACE(what_is_out_of_reach_and_what_is_not_there_are_refused_alike),
        IN_PLACE(what_was_changed_outside_is_found),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
