/* clock.h - how long something takes. */
#ifndef ATT_BASE_CLOCK_H
#define ATT_BASE_CLOCK_H

#include <stdint.h>

/* On the clock that only goes forward; says nothing about the time of day. */
int64_t att_milliseconds(void);

#endif
