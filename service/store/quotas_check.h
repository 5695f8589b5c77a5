/* quotas_check.h - does the ledger of places agree with its counters? */
#ifndef STORE_QUOTAS_CHECK_H
#define STORE_QUOTAS_CHECK_H

#include "store/check.h"

check_look check_quotas;

#endif
