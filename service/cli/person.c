/* person.c - the system's own word for whoever typed the command. */
#include "cli/person.h"

#include <pwd.h>
#include <unistd.h>

const char *person_here(void)
{
    const struct passwd *me = getpwuid(geteuid());

    return me ? me->pw_name : "a user without a name";
}
