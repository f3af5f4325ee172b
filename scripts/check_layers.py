#!/usr/bin/env python3
"""A file includes only its own folder or an earlier one of src/LAYERS; files and functions stay small.

Prints one line for each offence, and closes with "N passed, N failed"."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src"
LAYERS = (SOURCE / "LAYERS").read_text().split()
LINES_MOST = 600
INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.M)


def offences(path):
    layer = path.relative_to(SOURCE).parts[0]
    text = path.read_text(encoding="utf-8")
    if layer not in LAYERS:
        yield f"the folder {layer} is not in src/LAYERS"
        return
    for included in INCLUDE.findall(text):
        folder = included.split("/")[0]
        if "/" not in included:
            if included != "attache.h" and not included.endswith(".inc"):  # made at build
                yield f'includes "{included}" without its folder'
        elif folder not in LAYERS:
            yield f'includes "{included}", which is in no layer'
        elif LAYERS.index(folder) > LAYERS.index(layer):
            yield f'includes "{included}" of the later layer {folder}'
    if path.suffix in (".c", ".h") and text.count("\n") > LINES_MOST:
        yield f"has {text.count(chr(10))} lines, more than {LINES_MOST}"
    if path.suffix in (".c", ".h") and not text.startswith("/*"):
        yield "does not open with a comment that says why it exists"


def main():
    passed = failed = 0
    for path in sorted(SOURCE.rglob("*.[chd]*")):
        if path.suffix not in (".c", ".h", ".def"):
            continue
        found = list(offences(path))
        for offence in found:
            print(f"{path.relative_to(ROOT)}: {offence}")
        failed += bool(found)
        passed += not found
    print(f"{passed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
