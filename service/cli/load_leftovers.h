/* load_leftovers.h - prepared files of loads that were killed. */
#ifndef CLI_LOAD_LEFTOVERS_H
#define CLI_LOAD_LEFTOVERS_H

/* Removes FILE.staged-<process> beside the register FILE where no such process is left. */
void load_leftovers_remove(const char *db);

#endif
