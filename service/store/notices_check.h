/* notices_check.h - do notices, their entries and the objections to them say the same? */
#ifndef STORE_NOTICES_CHECK_H
#define STORE_NOTICES_CHECK_H

#include "store/check.h"

check_look check_notices;

#endif
