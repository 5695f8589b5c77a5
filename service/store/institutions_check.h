/* institutions_check.h - do the directory of institutions and the draws hold together? */
#ifndef STORE_INSTITUTIONS_CHECK_H
#define STORE_INSTITUTIONS_CHECK_H

#include "store/check.h"

check_look check_institutions;

#endif
