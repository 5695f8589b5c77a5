/* extent_report_json.h - an extent report as it is kept, in both languages, and as it is answered,
 * in one of them. */
#ifndef API_EXTENT_REPORT_JSON_H
#define API_EXTENT_REPORT_JSON_H

#include "api/extent_measures.h"
#include "base/json_write.h"

/* The members of the body, within its braces: "zone", "parts", "findings", "counts", "tolerances",
 * "not_measured".  Sentences stand as text_zh and text_en, labels likewise. */
void put_extent_report(struct json_writer *w, struct arena *a, const struct extent_subject *z,
                       const struct extent_measured *m);

/* Writes the body with one language left: text_zh or text_en becomes text, the other goes. */
bool put_in_language(struct json_writer *w, struct arena *a, const char *body, bool english,
                     struct err *err);

#endif
