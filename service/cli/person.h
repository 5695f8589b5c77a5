/* person.h - who does what is done, where nobody was named. */
#ifndef CLI_PERSON_H
#define CLI_PERSON_H

/* The name of the user of this machine; borrowed, and for one thread. */
const char *person_here(void);

#endif
