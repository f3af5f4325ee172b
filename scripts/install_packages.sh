#!/bin/sh
# Installs the Debian packages that are missing for the purposes named (build, test).
# Does nothing, and touches no network, when all are there; where it may not install,
# it says the command and fails.
set -eu

list=$(dirname "$0")/packages.list
command -v dpkg-query >/dev/null 2>&1 || exit 0 # not Debian: the build says what it misses

missing=
for purpose in "$@"; do
    while read -r for_what package program; do
        [ "$for_what" = "$purpose" ] || continue
        [ -n "$program" ] && command -v "$program" >/dev/null 2>&1 && continue
        state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
        [ "$state" = installed ] || missing="$missing $package"
    done <"$list"
done
[ -n "$missing" ] || exit 0

command="apt-get install -y --no-install-recommends$missing"
if [ "$(id -u)" -eq 0 ]; then
    become=
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    become="sudo "
else
    echo "These packages are missing; install them with:" >&2
    echo "    sudo $command" >&2
    exit 1
fi
echo "Installing:$missing"
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086 # a list of words
${become}$command || { ${become}apt-get update && ${become}$command; }
