/* facts_terms.h - targets.csv and indicators_z.csv: their columns, and how a row becomes a fact. */
#ifndef CLI_FACTS_TERMS_H
#define CLI_FACTS_TERMS_H

#include "cli/facts_columns.h"

enum { TARGET_COLUMNS = 15, INDICATOR_COLUMNS = 10 };

extern const struct fact_column target_columns[TARGET_COLUMNS];
extern const struct fact_column indicator_columns[INDICATOR_COLUMNS];

/* row: fields that fit their columns; out: a struct fact_target, a struct fact_indicator. */
void take_target(const char *const *row, void *out);
void take_indicator(const char *const *row, void *out);

#endif
