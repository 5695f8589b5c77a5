/* institution.h - what a zone's directory (服务机构名录) says of an institution, and what follows
 * from it on a day.
 *
 * An entry is one institution in one zone: what it is (rows with valid time), when it stood in the
 * directory (stays), what it did wrong, how it was assessed.  All of it is in two times.  Words are
 * those of O/一(三) and Z/一(三); what is not on record is unknown, never "none". */
#ifndef DOMAIN_INSTITUTION_H
#define DOMAIN_INSTITUTION_H

#include "base/date.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One list of words: for enums below, and for the sets made of them (1 << word). */
enum word_list {
    WORDS_FORM,       /* service forms: 代理 … (O/一(三)) */
    WORDS_IP_KIND,    /* kinds of intellectual property: 专利 … (O/一(三)) */
    WORDS_SIZE,       /* 规模以上, 规模以下 (O/一(三)) */
    WORDS_EXIT,       /* why it left */
    WORDS_MISCONDUCT, /* 代理非正常专利申请 … (Z/一(三)) */
    WORD_LISTS,
};
enum service_form { FORM_AGENCY, FORM_LEGAL, FORM_OPERATION, FORM_INFORMATION, FORM_CONSULTING };
enum size_class { SIZE_ABOVE, SIZE_BELOW };
enum exit_kind { EXIT_LEFT, EXIT_ENDED, EXIT_SANCTION, EXIT_OTHER };
enum misconduct_kind { MISCONDUCT_FILINGS, MISCONDUCT_REGISTRATIONS, MISCONDUCT_OTHER };

enum { WORD_NONE = -1, WORDS_MOST = 8, WORDS_TEXT = 160 };

int word_count(enum word_list list);
const char *word_name(enum word_list list, int word); /* "agency" …; NULL for WORD_NONE */
const char *word_label(enum word_list list, int word, bool english);
/* By name, or by the Chinese label; len bytes of s.  false: none of them. */
bool word_parse(enum word_list list, const char *s, size_t len, int *out);
/* A set as text "agency,legal", in the order of the list; "" where it is empty. */
const char *words_text(enum word_list list, unsigned set, char out[WORDS_TEXT]);
/* Words with , ; 、 ， ； or | between them, blanks and repetitions allowed.  *bad and *bad_len,
 * where it is false, say which one is none. */
bool words_parse(enum word_list list, const char *s, unsigned *out, const char **bad,
                 size_t *bad_len);

struct institution {
    int64_t row, id; /* id: of the entry, stays */
    const char *zone, *name, *uscc;
    unsigned forms, ip_kinds;  /* sets; 0: none on record */
    int size;                  /* enum size_class, or WORD_NONE: not known */
    const char *address;       /* NULL: not known */
    bool has_point;            /* where it is, in CGCS2000, and as it was given */
    double lon, lat, given[2]; /* given: longitude, latitude */
    const char *datum;         /* of given; NULL without a point */
    date_t since, until;       /* valid time of this row */
    const char *source;
    moment_t recorded, retracted;
};

struct institution_stay {
    int64_t row, institution;
    date_t admitted, exited; /* exited: the first day on which it is not there; DATE_NONE: stays */
    const char *admission_reason, *exit_reason;
    int exit_kind;      /* enum exit_kind, WORD_NONE */
    int64_t misconduct; /* that cost the place; 0: none */
    const char *source;
    moment_t recorded, retracted;
};

struct institution_misconduct {
    int64_t row, id, institution;
    int kind; /* enum misconduct_kind */
    date_t day;
    bool serious;          /* 情节严重 */
    const char *words;     /* NULL: none */
    const char *document;  /* that establishes it */
    date_t lifted;         /* from this day on it does not stand any more; DATE_NONE: stands */
    const char *lifted_by; /* document */
    moment_t recorded, retracted;
};

struct institution_assessment {
    int64_t row, institution;
    int year;
    const char *grade, *words; /* NULL: none */
    const char *document;
    moment_t recorded, retracted;
};

/* as_of MOMENT_NONE: as the register stands now. */
bool institution_row_shown(const struct institution *i, date_t on, moment_t as_of);
/* Admitted, and not yet left, on the day. */
bool stay_holds(const struct institution_stay *s, date_t on, moment_t as_of);
/* A serious record that costs the place: nobody who has one is admitted with effect from `day`,
 * whenever it happened, unless it was lifted by then. */
bool misconduct_stands(const struct institution_misconduct *m, date_t day, moment_t as_of);
/* The day on which a sanction ends this stay: `from`, or the day of admission if that comes later.
 * DATE_NONE: the stay was over before. */
date_t sanction_ends(const struct institution_stay *s, date_t from);

#endif
