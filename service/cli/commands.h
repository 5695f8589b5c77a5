/* commands.h - what the program can be asked to do; argv[0] is the command's own word.
 *
 * Each gives the exit code: 0 done, 1 it could not be done or something was found, 2 asked wrongly.
 */
#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H

enum { CLI_DONE, CLI_FAILED, CLI_ASKED_WRONGLY };

int cli_run(int argc, char **argv); /* argv of main: finds the command and runs it */

int cli_backup(int argc, char **argv);
int cli_check(int argc, char **argv);
int cli_demo(int argc, char **argv);
int cli_diagram(int argc, char **argv);
int cli_export(int argc, char **argv);
int cli_load(int argc, char **argv);
int cli_purge(int argc, char **argv);
int cli_quota(int argc, char **argv);
int cli_restore(int argc, char **argv);
int cli_round(int argc, char **argv);
int cli_serve(int argc, char **argv);
int cli_setting(int argc, char **argv);
int cli_title(int argc, char **argv);
int cli_token(int argc, char **argv);
int cli_user(int argc, char **argv);
int cli_verify(int argc, char **argv);

#endif
