/* people_check.h - are accounts what the chain of entries says they are? */
#ifndef STORE_PEOPLE_CHECK_H
#define STORE_PEOPLE_CHECK_H

#include "store/check.h"

check_look check_people;

#endif
