/* institution_json.h - institutions of a directory as the interface shows them. */
#ifndef API_INSTITUTION_JSON_H
#define API_INSTITUTION_JSON_H

#include "api/title_json.h"
#include "atlas/institutions.h"

/* One entry on a day, as the register stood at a moment: what speaks of it. */
struct institution_seen {
    const struct directory_entry *entry;
    const struct institution *row; /* of the day, else the newest the moment shows */
    const struct institution_stay
        *stay; /* that holds, else the last begun by the day; NULL: none */
    bool stands;
    const struct institution_assessment *newest; /* of the assessments; NULL: none */
};
/* false: the moment shows nothing of it. */
bool institution_see(const struct directory_entry *e, const struct when *when,
                     struct institution_seen *out);

/* An array of words: "forms": ["agency", …]. */
void put_words(struct json_writer *w, const char *key, enum word_list list, unsigned set);
/* key and key_label; null where the word is none */
void put_word(struct json_writer *w, const char *key, enum word_list list, int word, bool english);
/* The members of an entry in a list, without the braces. */
void put_institution(struct json_writer *w, const struct request *rq, const struct atlas *a,
                     const struct institution_seen *s, const struct when *when);
/* "rows", "stays", "misconduct", "assessments": all the moment shows */
void put_institution_history(struct json_writer *w, const struct request *rq,
                             const struct directory_entry *e, moment_t as_of);
/* Members of one record of misconduct. */
void put_misconduct(struct json_writer *w, const struct institution_misconduct *m, bool english);

#endif
