/* robots.c - see robots.h. A file is groups, each of "User-agent" lines and the rules after them;
 * the groups that name this program count, or where none does, those for "*". */
#include "cli/robots.h"

#include <stdlib.h>

static const char program[] = "attache";

/* The next line with a name and a value; what is no such line is passed over. */
static bool next_line(att_slice *rest, att_slice *name, att_slice *value) {
    att_slice line, text;
    while (att_slice_next(rest, '\n', &line)) {
        att_slice_next(&line, '#', &text);
        if (!att_slice_next(&text, ':', name) || !text.data)
            continue;
        *name = att_slice_trim(*name);
        *value = att_slice_trim(text);
        return true;
    }
    return false;
}

static bool is_agent(att_slice name) {
    return att_slice_is_caseless(name, "user-agent");
}

/* Walks the rules of groups for one agent: `in` says that the present group is one. */
typedef struct walk {
    att_slice rest;
    const char *agent;
    bool in, agents; /* agents: the line before named an agent too */
} walk;

static bool next_rule(walk *now, att_slice *name, att_slice *value) {
    while (next_line(&now->rest, name, value)) {
        bool agent = is_agent(*name);
        if (agent)
            now->in = (now->agents && now->in) || att_slice_is_caseless(*value, now->agent);
        now->agents = agent;
        if (!agent && now->in)
            return true;
    }
    return false;
}

static const char *agent_of(att_slice robots) {
    att_slice name, value;
    while (next_line(&robots, &name, &value))
        if (is_agent(name) && att_slice_is_caseless(value, program))
            return program;
    return "*";
}

/* "*" stands for any bytes, "$" at the end for the end. Greedy with one way back, as a shell does.
 */
static bool matches(att_slice pattern, att_slice path) {
    bool whole = att_slice_ends(pattern, "$");
    uint32_t size = pattern.size - whole, at = 0, star = UINT32_MAX, resume = 0;
    for (uint32_t i = 0; at < size || (whole && i < path.size);) {
        if (at < size && pattern.data[at] == '*') {
            star = ++at;
            resume = i;
        } else if (at < size && i < path.size && pattern.data[at] == path.data[i]) {
            at++;
            i++;
        } else if (star != UINT32_MAX && resume < path.size) {
            at = star;
            i = ++resume;
        } else {
            return false;
        }
    }
    return true;
}

bool att_robots_allow(att_slice robots, att_slice path) {
    walk now = {.rest = robots, .agent = agent_of(robots)};
    att_slice name, value;
    uint32_t longest = 0;
    bool allowed = true;
    while (next_rule(&now, &name, &value)) {
        bool allow = att_slice_is_caseless(name, "allow");
        if ((!allow && !att_slice_is_caseless(name, "disallow")) || !value.size ||
            value.size < longest || !matches(value, path))
            continue;
        allowed = allow || (allowed && value.size == longest);
        longest = value.size;
    }
    return allowed;
}

uint32_t att_robots_pause(att_slice robots) {
    walk now = {.rest = robots, .agent = agent_of(robots)};
    att_slice name, value;
    uint32_t pause = 0;
    while (next_rule(&now, &name, &value))
        if (att_slice_is_caseless(name, "crawl-delay")) {
            char number[8] = "";
            memcpy(number, value.data, value.size < 7 ? value.size : 7);
            long seconds = strtol(number, NULL, 10);
            pause = seconds > 0 ? (uint32_t)seconds : 0;
        }
    return pause;
}
