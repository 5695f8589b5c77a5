/* test_store_workflow_corrected.c - fraud that is found after the title it led to was corrected, or
 * taken back: the application still names the row it once got. */
#include "workflow_in_place.h"

#include "store/revision.h"

static int64_t designated_city(struct stage *st)
{
    int64_t id = open_one(st, CHAOYANG, TITLE_PILOT_CITY, "110105");

    hand_in(st, id, MATERIAL_GOVERNMENT_CONSENT, CHAOYANG);
    goes(st, step_of(st, CHAOYANG, id, EVENT_FILE), STATE_FILED);
    find(st, BEIJING, id, CONDITION_PROVINCIAL_STANDARD, RESULT_MET, STATE_FILED);
    goes(st, step_of(st, BEIJING, id, EVENT_CHECK), STATE_CHECKED);
    open_notice(st, "110000", TITLE_PILOT_CITY, "2023-06-01", 3);
    goes(st, step_of(st, BEIJING, id, EVENT_PUBLISH), STATE_IN_PROVINCIAL_NOTICE);
    set_places(st, "110000", TITLE_PILOT_CITY, 1);
    st->today = day("2023-06-04");
    goes(st, step_of(st, BEIJING, id, EVENT_RECOMMEND), STATE_RECOMMENDED);
    goes(st, step_of(st, NATION, id, EVENT_DESIGNATE), STATE_DESIGNATED);
    return id;
}

/* In one revision, as an accepted proposal does it.  document NULL: nothing comes in its place. */
static bool correct(struct stage *st, int64_t id, const char *document, int64_t *made,
                    struct err *err)
{
    struct revision now, r = {.recorded = ++st->now,
                              .what = "title corrected",
                              .who = "nation",
                              .why = "a test",
                              .source = "a letter"};
    const struct title t = {.kind = TITLE_PILOT_CITY,
                            .confidence = CONFIDENCE_STATED,
                            .source_kind = SOURCE_REGISTER,
                            .holder = "110105",
                            .batch = "2023",
                            .document = document,
                            .source = "a letter",
                            .since = st->today,
                            .until = DATE_NONE,
                            .revoked = DATE_NONE,
                            .superseded = DATE_NONE,
                            .recorded = MOMENT_NONE,
                            .retracted = MOMENT_NONE};

    if (!store_next_revision(st->s, &r, &r.number, err) || !store_revision(st->s, st->a, &now, err))
        return false;
    r.recorded = now.recorded;
    return store_title_retract(st->s, id, &r, err) &&
           (!document || store_title_add(st->s, &t, &r, made, err));
}

static void fraud_takes_away_what_stands_in_place_of_a_corrected_title(void **state)
{
    struct stage st;
    struct title *titles;
    int64_t first = 0, second = 0;
    size_t n;

    begin(&st, ((struct place *)*state)->file);
    int64_t id = designated_city(&st);
    IN_ONE(&st, correct(&st, now_of(&st, id).title, "文〔2023〕1号", &first, &err));
    IN_ONE(&st, correct(&st, first, "文〔2023〕2号", &second, &err));
    goes(&st, step_of(&st, NATION, id, EVENT_CANCEL_FRAUD), STATE_CANCELLED);
    assert_true(store_titles_of(st.s, st.a, "110105", &titles, &n, NULL));
    assert_int_equal(n, 4);
    assert_int_equal(titles[3].revoked, st.today);
    assert_int_equal(titles[3].id, now_of(&st, id).title);
    for (size_t i = 0; i < n; i++)
        assert_int_equal(titles[i].retracted == MOMENT_NONE, i == 3);
    assert_nothing_found(st.s);
    end(&st);
}

static void fraud_bars_a_place_whose_title_was_taken_back(void **state)
{
    struct stage st;

    begin(&st, ((struct place *)*state)->file);
    int64_t id = designated_city(&st), title = now_of(&st, id).title;
    IN_ONE(&st, correct(&st, title, NULL, NULL, &err));
    struct step in = step_of(&st, NATION, id, EVENT_CANCEL_FRAUD);
    in.bar_until = st.today - 1;
    assert_string_equal(refused(&st, in, "bad-body").field, "bar_until");
    in.bar_until = st.today;
    goes(&st, in, STATE_CANCELLED);
    assert_int_equal(now_of(&st, id).title, title);
    assert_int_equal(ask(&st, "SELECT count(*) FROM title WHERE holder = '110105'"), 1);
    assert_int_equal(ask(&st, "SELECT count(*) FROM bar"), 1);
    assert_nothing_found(st.s);
    end(&st);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_PLACE(fraud_takes_away_what_stands_in_place_of_a_corrected_title),
        IN_PLACE(fraud_bars_a_place_whose_title_was_taken_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
