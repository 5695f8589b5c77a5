/* verify_draw.h - a published draw, done again from its file alone. */
#ifndef CLI_VERIFY_DRAW_H
#define CLI_VERIFY_DRAW_H

#include <stdbool.h>

/* Is the file a draw?  Then *code is how the command ends, and all is said. */
bool verify_draw(const char *path, int *code);

#endif
