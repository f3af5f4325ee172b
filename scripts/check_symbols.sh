#!/bin/sh
# The shared library exports what include/attache.h declares, no more and no less.
# Usage: check_symbols.sh BUILD
set -eu

root=$(dirname "$0")/..
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

nm -D --defined-only "$1/libattache.so" | awk '{ print $3 }' | sort >"$work/exported"
tr '\n' ' ' <"$root/include/attache.h" | grep -o 'ATT_API [^(;]*(' |
    sed 's/.*[ *]\(att_[a-z_]*\)($/\1/' | grep '^att_' | sort >"$work/declared"

if diff "$work/declared" "$work/exported" >"$work/difference"; then
    echo "1 passed, 0 failed"
else
    echo "declared (<) and exported (>) differ:"
    cat "$work/difference"
    echo "0 passed, 1 failed"
    exit 1
fi
