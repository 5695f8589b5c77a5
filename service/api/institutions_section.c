/* institutions_section.c - the directory on the sheet of one zone: how many stand in it that day,
 * of what kind, and where the list is. */
#include "api/institution_json.h"
#include "api/zone_sections.h"

#include <string.h>

enum { GRADES_MOST = 20 };

struct counted {
    int64_t total, left;
    int64_t words[WORD_LISTS][WORDS_MOST], unsized;
    int64_t places[PLACEMENTS];
    const char *grades[GRADES_MOST];
    int64_t n_of_grade[GRADES_MOST];
    size_t n_grades;
};

static void count_grade(struct counted *c, const char *grade)
{
    size_t i = 0;

    while (i < c->n_grades && strcmp(c->grades[i], grade) != 0)
        i++;
    if (i == GRADES_MOST)
        return;
    if (i == c->n_grades)
        c->grades[c->n_grades++] = grade;
    c->n_of_grade[i]++;
}

static void count_words(struct counted *c, enum word_list list, unsigned set)
{
    for (int i = 0; i < word_count(list); i++)
        c->words[list][i] += (set >> i) & 1;
}

static void count_one(struct counted *c, const struct zone_asked *q,
                      const struct institution_seen *s)
{
    c->total++;
    count_words(c, WORDS_FORM, s->row->forms);
    count_words(c, WORDS_IP_KIND, s->row->ip_kinds);
    if (s->row->size == WORD_NONE)
        c->unsized++;
    else
        c->words[WORDS_SIZE][s->row->size]++;
    c->places[atlas_placed(q->atlas, s->row, q->on, q->as_of).where]++;
    if (s->newest && s->newest->grade)
        count_grade(c, s->newest->grade);
}

static struct counted count_all(const struct zone_asked *q)
{
    const struct when when = {q->on, q->as_of};
    struct counted c = {0};
    size_t n;
    const struct directory_entry *entries = atlas_institutions(q->atlas, &n);

    for (size_t i = 0; i < n; i++) {
        struct institution_seen s;

        if (strcmp(entries[i].zone, q->zone->id) != 0 || !institution_see(&entries[i], &when, &s))
            continue;
        if (s.stands)
            count_one(&c, q, &s);
        else
            c.left += s.stay != NULL;
    }
    return c;
}

static void put_counts(struct json_writer *w, const char *key, enum word_list list,
                       const struct counted *c)
{
    json_put_object(w, key);
    for (int i = 0; i < word_count(list); i++)
        json_put_int(w, word_name(list, i), c->words[list][i]);
    if (list == WORDS_SIZE)
        json_put_int(w, "unknown", c->unsized);
    json_end(w);
}

void zone_put_institutions(struct json_writer *w, const struct zone_asked *q)
{
    const struct counted c = count_all(q);

    json_put_object(w, "institutions");
    json_put_int(w, "total", c.total);
    json_put_int(w, "left", c.left);
    put_counts(w, "forms", WORDS_FORM, &c);
    put_counts(w, "ip_kinds", WORDS_IP_KIND, &c);
    put_counts(w, "sizes", WORDS_SIZE, &c);
    json_put_object(w, "positions");
    for (int i = 0; i < PLACEMENTS; i++)
        json_put_int(w, placement_name((enum placement)i), c.places[i]);
    json_end(w);
    json_put_array(w, "grades");
    for (size_t i = 0; i < c.n_grades; i++) {
        json_object(w);
        json_put_string(w, "grade", c.grades[i]);
        json_put_int(w, "count", c.n_of_grade[i]);
        json_end(w);
    }
    json_end(w);
    json_put_string(w, "href",
                    arena_printf(q->rq->arena, "/api/v1/zones/%s/institutions", q->zone->id));
    json_end(w);
}
