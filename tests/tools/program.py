"""The program under test, how it is run, and how a part of the tests counts.

A part takes the folder of the build as its first argument (build/ where there is none), and closes
with "N passed, N failed, N skipped", which tests/run reads."""
import hashlib
import json
import os
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
EXAMPLES = ROOT / "examples"
SHARED = ROOT.parent / "shared"
WORDS = [word for word in sys.argv[1:] if not word.startswith("--")]
BUILD = pathlib.Path(WORDS[0] if WORDS else ROOT / "build").resolve()
PROGRAM = BUILD / "attache"
NODE_MODULES = ROOT / "tests" / "node_modules"
ENVIRONMENT = {**os.environ, "LC_ALL": "C.UTF-8", "ATTACHE_DATA": str(ROOT / "data")}


def run(*arguments, program=PROGRAM, timeout=900, **options):
    """What came of the program: exit status, output and messages as text."""
    return subprocess.run([str(program), *map(str, arguments)], text=True, capture_output=True,
                          check=False, timeout=timeout, **{"env": ENVIRONMENT, **options})


def without_npm(timeout=300):
    """Why the packages of tests/package-lock.json are not there, or None: they are fetched once."""
    if not shutil.which("node") or not shutil.which("npm"):
        return "Node or npm is not installed"
    if (NODE_MODULES / ".package-lock.json").exists():
        return None
    process = subprocess.Popen(["npm", "ci", "--no-fund", "--no-audit", "--ignore-scripts", "--fetch-retries=0",
                                "--fetch-timeout=20000"], cwd=NODE_MODULES.parent,
                               stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        status = process.wait(timeout)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)  # and what npm itself started
        status = process.wait()
    return "npm could not fetch the packages of tests/package-lock.json" if status else None


def chromium():
    """Where the browser is, or None."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def without_browser():
    """Why no page can be tried in a browser, or None."""
    return without_npm() or (None if chromium() else "Chromium is not installed")


class Count:
    """Counts what passed, failed and was skipped; says the latter two."""

    def __init__(self):
        self.passed = self.failed = self.skipped = 0

    def report(self, name, problem=None):
        self.passed += problem is None
        self.failed += problem is not None
        if problem is not None:
            print(f"FAILED {name}: {problem}")

    def skip(self, name, why):
        self.skipped += 1
        print(f"skipped {name}: {why}")

    def close(self):
        """Prints the last line; the exit status is returned."""
        print(f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped")
        return 1 if self.failed else 0


def run_tests(*modules):
    """Runs the tests of modules of unittest, as Count would; the exit status is returned."""
    loader, count = unittest.defaultTestLoader, Count()
    result = unittest.TextTestRunner(stream=sys.stdout, verbosity=1).run(
        unittest.TestSuite(map(loader.loadTestsFromModule, modules)))
    for test, reason in result.skipped:
        count.skip(test.id().split(".")[-1], reason)
    count.failed = len(result.failures) + len(result.errors)
    count.passed = result.testsRun - count.failed - count.skipped
    return count.close()


def sanitizers(build):
    """What a build was set up with, as the compiler's option names it; "" for none."""
    options = build / "meson-info" / "intro-buildoptions.json"
    if not options.exists():
        return ""
    value = next(option["value"] for option in json.loads(options.read_text())
                 if option["name"] == "b_sanitize")
    return "" if value == "none" else value


def plain_build(file="attache"):
    """A build without sanitizers, before whose programs a library can be loaded, with the file in
    it: BUILD, or build/; None where neither is one."""
    for place in (BUILD, ROOT / "build"):
        if (place / file).exists() and not sanitizers(place):
            return place
    return None


def preload(source, folder):
    """Compiles a library to be loaded before a program into the folder."""
    library = folder / f"{source.stem}.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", source, "-o", library, "-ldl"], check=True)
    return library


def faulty(library, **faults):
    """An environment in which the library is loaded and told of its faults."""
    return {**ENVIRONMENT, "LD_PRELOAD": str(library),
            **{f"FAULT_{key.upper()}": str(value) for key, value in faults.items()}}


# Later runs that came to their end and found every input of the first one a duplicate.
IDLE = """SELECT number FROM run r WHERE number > 1 AND finished IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM input i WHERE i.run = r.number AND outcome <> 'duplicate')
    AND (SELECT count(*) FROM input i WHERE i.run = r.number)
        = (SELECT count(*) FROM input i WHERE i.run = 1)"""


def digest(store, idle=True):
    """All that a store keeps, without the times of runs; with idle runs or without."""
    database = sqlite3.connect(f"file:{store}?mode=ro", uri=True)
    total = hashlib.sha256()
    tables = [row[0] for row in database.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
        "AND name NOT LIKE 'document_text%' ORDER BY name")]
    left_out = {"run": "number", "input": "run"} if not idle else {}
    for table in tables:
        where = f"WHERE {left_out[table]} NOT IN ({IDLE})" if table in left_out else ""
        columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")
                   if row[1] not in ("started", "finished", "changes", "computed")]
        rows = database.execute(f"SELECT {', '.join(columns)} FROM {table} {where} ORDER BY 1"
                                + ", 2" * (len(columns) > 1))
        total.update(table.encode())
        for row in rows:
            total.update(repr(row).encode())
    words = database.execute("SELECT count(*) FROM document_text WHERE document_text MATCH 'machine'")
    total.update(repr(words.fetchone()).encode())
    database.close()
    return total.hexdigest()
