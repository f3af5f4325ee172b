/* robots.h - which pages of a server a program is asked to leave alone: robots.txt, RFC 9309. */
#ifndef ATT_CLI_ROBOTS_H
#define ATT_CLI_ROBOTS_H

#include "base/slice.h"

/* Whether "attache" may ask for the path (with its query, as in the address). The longest rule that
 * matches decides, an allowing one where two are as long. */
bool att_robots_allow(att_slice robots, att_slice path);

/* The seconds between two requests that the server asks for; 0 where it does not say. */
uint32_t att_robots_pause(att_slice robots);

#endif
