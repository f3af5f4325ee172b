#!/usr/bin/env python3
"""Runs the examples in README.md and docs/*.md.

A block fenced as ```console holds commands after "$ " and, below each, what they print; "…" in
that stands for anything, also for several lines. A command without anything below it only has to
succeed; "# exit N" after a command names another exit status. Other blocks are not run. Each
document has a folder of its own, with examples/ in it and the built program on the PATH.

Links to files of the repository must lead somewhere. Closes with "N passed, N failed"."""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"^```console\n(.*?)^```", re.M | re.S)
LINK = re.compile(r"\]\(([^)#]+)[^)]*\)")
EXIT = re.compile(r"\s+# exit (\d+)$")


def examples(block):
    """Commands of a block with what they are to print."""
    command, expected = None, []
    for line in block.splitlines():
        if line.startswith("$ "):
            if command:
                yield command, expected
            command, expected = line[2:], []
        elif command and command.endswith("\\"):
            command = command[:-1] + line
        elif command:
            expected.append(line)
    if command:
        yield command, expected


def matches(expected, printed):
    """Whether the text is as expected, "…" standing for anything."""
    pattern = ".*?".join(re.escape(part) for part in "\n".join(expected).strip().split("…"))
    return re.fullmatch(pattern, printed.strip(), re.S) is not None


def check(path, command, expected, folder, environment):
    found = EXIT.search(command)
    status = int(found[1]) if found else 0
    done = subprocess.run(["bash", "-c", EXIT.sub("", command)], cwd=folder, env=environment,
                          text=True, errors="replace", timeout=120,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode == status and (not expected or matches(expected, done.stdout)):
        return True
    print(f"{path.relative_to(ROOT)}: {command}\n  exit status {done.returncode}, printed:")
    print("\n".join("    " + line for line in done.stdout.splitlines()[:20]))
    return False


def check_links(path, text):
    good = True
    for target in LINK.findall(text):
        if "://" in target or target.startswith("mailto:"):
            continue
        if not (path.parent / target).exists():
            print(f"{path.relative_to(ROOT)}: the link {target} leads nowhere")
            good = False
    return good


def main():
    build = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "build").resolve()
    environment = {**os.environ, "PATH": f"{build}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8",
                   "NO_COLOR": "1"}
    counts = [0, 0]
    for path in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]:
        text = path.read_text(encoding="utf-8")
        counts[not check_links(path, text)] += 1
        with tempfile.TemporaryDirectory() as folder:
            for name in ("examples", "data", "include"):
                os.symlink(ROOT / name, pathlib.Path(folder) / name)
            for block in BLOCK.findall(text):
                for command, expected in examples(block):
                    good = check(path, command, expected, folder, environment)
                    counts[not good] += 1
    print(f"{counts[0]} passed, {counts[1]} failed")
    return counts[1] > 0


if __name__ == "__main__":
    sys.exit(main())
