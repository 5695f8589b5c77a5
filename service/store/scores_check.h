/* scores_check.h - are the sheets of experts what was handed in, and the trees trees? */
#ifndef STORE_SCORES_CHECK_H
#define STORE_SCORES_CHECK_H

#include "store/check.h"

check_look check_scores;

#endif
