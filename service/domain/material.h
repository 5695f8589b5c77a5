/* material.h - what an application has to hand in: the list of N23/四 and the consent of the
 * place's own government, which filing asks for; of zones the lists of Z/二(一)3 and J/四(三).
 *
 * Which of them go on paper and which on a platform was lost from the text of the notice, so a
 * material may be named here without a file. */
#ifndef DOMAIN_MATERIAL_H
#define DOMAIN_MATERIAL_H

#include "domain/application.h"
#include "domain/track.h"

#include <stdbool.h>

enum material_kind {
    MATERIAL_RECOMMENDATION_LETTER,
    MATERIAL_APPLICATION_LETTER,
    MATERIAL_CREATION_REPORT,
    MATERIAL_DEMONSTRATION_PLAN,
    MATERIAL_BASIC_STATE_TABLE,
    MATERIAL_GOVERNMENT_CONSENT,
    MATERIAL_ZONE_PLAN, /* in four parts */
    MATERIAL_CASES,
    MATERIAL_SELF_EVALUATION,
    MATERIAL_CITY_LETTER, /* this and the next four: of Jiangsu */
    MATERIAL_JS_APPLICATION_FORM,
    MATERIAL_JS_WORK_PLAN,
    MATERIAL_PROMISE_OF_TRUTH,
    MATERIAL_PROOFS,
    MATERIAL_KINDS,
};

const char *material_name(enum material_kind k); /* "application_letter" … */
const char *material_label(enum material_kind k, bool english);
const char *material_clause(enum material_kind k);
bool material_parse(const char *s, enum material_kind *out);
/* Does a track ask for it? */
bool material_asked(enum title_kind track, enum material_kind k);
/* May something be handed in, changed or taken back while the application stands here?  Until it
 * is over. */
bool material_open(enum application_state state);

#endif
