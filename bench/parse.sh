#!/bin/sh
# Scores the language core as the CoNLL 2018 shared task does, on given words and sentences: the
# treebanks beside the repository, and the sentences of newswire in tests/unit/parse/newswire. Says
# the speed on one core with every kernel that the machine has. Usage: parse.sh [BENCH-BUILD]
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
tools=${1:-$root/build-bench}
treebanks=$root/../shared/treebanks
model=$root/data/lang/en/model.bin
program=$tools/bench/bench-parse

[ -f "$tools/build.ninja" ] || meson setup "$tools" "$root" -Dbench=true >/dev/null
ninja -C "$tools" --quiet bench/bench-parse >/dev/null

echo "== language core: $(wc -c <"$model") bytes =="
"$program" --model "$model" "$root"/tests/unit/parse/newswire/*.conllu
if [ ! -d "$treebanks" ]; then
    echo "The treebanks are not beside the repository: left out."
    exit 0
fi
"$program" --model "$model" "$treebanks/ewt-dev.conllu.xz" "$treebanks/ewt-test.conllu.xz" \
    "$treebanks/gum-dev.conllu.xz"
"$program" --model "$model" --news "$treebanks/gum-dev.conllu.xz"
kernel=1
while "$program" --model "$model" --kernel $kernel "$treebanks/ewt-dev.conllu.xz" 2>/dev/null; do
    kernel=$((kernel + 1))
done
