"""The stories to test the program on, and records in a form that compares."""
import json

import program
from program import EXAMPLES, SHARED


def run(*arguments, text=None):
    """Standard output of the program; a failure ends the test with what it said."""
    done = program.run(*arguments, input=text)
    if done.returncode:
        raise AssertionError(f"attache {arguments[0]}: {done.stderr.strip()}")
    return done.stdout


def stories():
    """Every story at hand: those of examples/, and the gold texts where they are present."""
    found = []
    for folder in (EXAMPLES / "stories", SHARED / "gold" / "dev"):
        for path in sorted(folder.glob("*.txt")):
            found.append({"id": path.stem, "text": path.read_text()})
        for path in sorted(folder.glob("*.jsonl")):
            found += [json.loads(line) for line in path.read_text().splitlines()]
    return found


def code(batch, *options):
    """The records of each story of a batch, by its id, each as the line that the program wrote."""
    lines = "".join(json.dumps(story) + "\n" for story in batch)
    written = run("code", "--quiet", "--input", "json", *options, "-", text=lines)
    records = {story["id"]: [] for story in batch}
    for line in written.splitlines():
        records[json.loads(line)["doc"]].append(line)
    return records
