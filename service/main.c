/* main.c - one program: the first word says what it does. */
#include "cli/commands.h"

int main(int argc, char **argv)
{
    return cli_run(argc, argv);
}
