/* questions.h - what must never be, asked in SQL: every row that answers is a finding. */
#ifndef STORE_QUESTIONS_H
#define STORE_QUESTIONS_H

#include "store/report.h"
#include "store/store.h"

/* The columns, three at the most, are put into the text as %s in their order; NULL is "none". */
struct check_question {
    const char *sql, *what;
};

bool questions_ask(struct store *s, const struct check_question *questions, size_t n,
                   struct report *r, struct err *err);

/* Looks further than SQL can, at values made of rows; what was read lies in a.  Rows that cannot be
 * read are no failure when something was found before: it is they that were reported. */
typedef bool question_look(struct store *s, struct arena *a, struct report *r, struct err *err);
bool questions_look(struct store *s, const char *noun, question_look *look, struct report *r,
                    struct err *err);

#endif
