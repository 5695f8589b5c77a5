/* extent_report_words.h - the sentences of an extent report; for extent_report*.c only. */
#ifndef DOMAIN_EXTENT_REPORT_WORDS_H
#define DOMAIN_EXTENT_REPORT_WORDS_H

#include "domain/extent_report.h"

enum finding_sentence {
    SAY_NO_PARTS,
    SAY_NO_SHAPE,
    SAY_SHAPE_REFUSED,
    SAY_OUTSIDE_HOST,
    SAY_HOST_UNKNOWN,
    SAY_OUTSIDE_APPLICANT,
    SAY_APPLICANT_UNKNOWN,
    SAY_NO_SIDE,
    SAY_NO_TEXT,
    SAY_TEXT_UNREAD,
    SAY_LIMIT_OFF,
    SAY_AREA_OFF,
    SAY_PARTS_OVERLAP,
    SAY_PARTS_GAP,
    SAY_SUM_DECLARED,
    SAY_SUM_COMPUTED,
    SAY_ZONES_OVERLAP,
    SAY_DATUM,
    FINDING_SENTENCES,
};

/* What a sentence may speak of; a and b are the numbers its row in the table asks for. */
struct finding_words {
    enum finding_sentence sentence;
    const struct part_measures *part;
    const struct extent_other *other;
    const char *label, *en, *zh;
    size_t block; /* 0: the text has one block only */
    double a, b;
};

/* Fills en and zh of f. */
void extent_say(struct arena *a, struct extent_finding *f, const struct finding_words *w);

#endif
