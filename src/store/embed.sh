#!/bin/sh
# Writes a text file as the lines of a C string literal.
sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/^/"/' -e 's/$/\\n"/' "$1" > "$2"
