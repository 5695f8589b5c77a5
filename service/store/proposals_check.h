/* proposals_check.h - did what was accepted become what was proposed? */
#ifndef STORE_PROPOSALS_CHECK_H
#define STORE_PROPOSALS_CHECK_H

#include "store/check.h"

check_look check_proposals;

#endif
