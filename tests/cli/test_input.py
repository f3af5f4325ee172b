"""Whatever comes in: one clear line and the right exit code, and nothing stored is lost."""
import gzip
import json
import os
import sqlite3
import subprocess

from harness import STORY, Program
from program import EXAMPLES


class BadInput(Program):
    def fails(self, content, *words, name="bad.txt", options=()):
        self.write(name, content)
        self.assertEqual(self.run_program("code", *options, name, status=3), "")
        line = self.one_line()
        for word in (name, *words):
            self.assertIn(word, line)

    def test_not_utf8(self):
        self.fails(b" date 2022-04-14 caf\x81\xff talks.\n" + bytes([0x80, 0xFE]) * 8)

    def test_nul_byte(self):
        self.fails(b" date 2022-04-14 Ha\0noi.\n", "NUL")

    def test_empty(self):
        self.fails(b"", "empty")

    def test_fifty_megabytes_in_a_line(self):
        self.fails(b"word " * 10_000_000, "bytes")

    def test_truncated_json(self):
        self.fails('{"id": "a", "date": "2022-04-14", "text": "Talks were', name="bad.jsonl")

    def test_wrong_date_in_json(self):
        self.fails('{"id": "a", "date": "2022-02-30", "text": "Talks."}\n', "2022-02-30",
                   name="bad.jsonl")

    def test_wrong_date_option(self):
        self.write("a.txt", STORY)
        self.run_program("code", "--date", "2022-02-30", "a.txt", status=2)
        self.assertIn("2022-02-30", self.one_line())

    def test_missing_file(self):
        self.run_program("code", "none.txt", status=3)
        self.assertIn("none.txt", self.one_line())

    def test_closed_folder(self):
        if os.geteuid() == 0:
            self.skipTest("root may read everything")
        (self.path / "closed").mkdir(mode=0)
        self.run_program("code", "closed", status=3)
        self.assertIn("closed", self.one_line())

    def test_the_good_ones_are_coded_all_the_same(self):
        self.write("in/a.txt", STORY)
        self.write("in/b.txt", b"A NUL \0 byte.\n")
        self.write("in/c.txt", STORY.replace("2022", "2021"))
        printed = self.run_program("code", "--manifest", "m.tsv", "in", status=1)
        self.assertEqual({json.loads(line)["doc"] for line in printed.splitlines()},
                         {"a.txt", "c.txt"})
        rows = [line.split("\t")[:2] for line in (self.path / "m.tsv").read_text().splitlines()]
        self.assertEqual([row[1] for row in rows], ["outcome", "coded", "failed", "coded"])
        self.assertIn("1 failed", self.errors)

    def test_without_a_date(self):
        self.write("a.txt", STORY[17:])
        self.run_program("code", "a.txt")
        self.assertIn("without a date", self.errors)
        self.run_program("code", "--date", "2022-04-14", "a.txt")
        self.assertNotIn("without a date", self.errors)

    def test_standard_input(self):
        self.write("a.txt", STORY)
        with open(self.path / "a.txt", "rb") as file:
            printed = self.run_program("code", "-", stdin=file)
        self.assertIn('"activity": "talks"', printed)


class FullDisk(Program):
    def test_standard_output(self):
        self.write("a.txt", STORY)
        with open("/dev/full", "wb") as full:
            self.run_program("code", "a.txt", stdout=full, status=3)
        self.one_line()

    def test_output_file(self):
        self.write("a.txt", STORY)
        self.run_program("code", "-o", "/dev/full", "a.txt", status=3)
        self.one_line()

    def test_database(self):
        mount = self.path / "small"
        mount.mkdir()
        made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=768k", "tmpfs", str(mount)],
                              capture_output=True, check=False)
        if made.returncode:
            self.skipTest("may not mount a small disk")
        self.addCleanup(subprocess.run, ["umount", str(mount)], check=False)
        self.run_program("add", "--db", "small/desk.db", EXAMPLES / "stories", status=3)
        self.assertIn("full", self.errors)


class Database(Program):
    def setUp(self):
        super().setUp()
        self.write("a.txt", STORY)
        self.run_program("add", "--db", "desk.db", "a.txt")

    def count(self, table="record_now"):
        with sqlite3.connect(self.path / "desk.db") as database:
            return database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]

    def test_the_same_story_twice_is_one(self):
        before = self.count(), self.count("document")
        self.write("b.txt", STORY)
        self.run_program("add", "--db", "desk.db", "a.txt", "b.txt")
        self.assertEqual((self.count(), self.count("document")), before)

    def test_other_version(self):
        with sqlite3.connect(self.path / "desk.db") as database:
            database.execute("PRAGMA user_version = 999")
        self.run_program("add", "--db", "desk.db", "a.txt", status=3)
        self.one_line()
        self.run_program("export", "--db", "desk.db", status=3)
        self.one_line()

    def test_not_a_database(self):
        self.write("no.db", "this is a text, and no database at all\n" * 100)
        before = (self.path / "no.db").read_bytes()
        self.run_program("add", "--db", "no.db", "a.txt", status=3)
        self.one_line()
        self.assertEqual((self.path / "no.db").read_bytes(), before)

    def test_missing_database(self):
        for command in ("export", "search"):
            self.run_program(command, "--db", "none.db", *(["x"] if command == "search" else []),
                             status=3)
            self.one_line()
        self.assertFalse((self.path / "none.db").exists())

    def test_show_search_export(self):
        record = json.loads(self.run_program("export", "--db", "desk.db").splitlines()[0])
        fresh = json.loads(self.run_program("code", "a.txt").splitlines()[0])
        self.assertEqual(record, fresh)
        shown = self.run_program("show", "--db", "desk.db", record["id"])
        self.assertIn("held talks with", shown)
        self.assertEqual(json.loads(self.run_program("show", "--db", "desk.db", "--json",
                                                     record["id"])), record)
        self.run_program("show", "--db", "desk.db", "0" * 16, status=3)
        self.one_line()
        self.assertIn("a.txt", self.run_program("search", "--db", "desk.db", "counterpart"))
        self.assertEqual(self.run_program("search", "--db", "desk.db", "zebra"), "")
        self.assertEqual(self.run_program("export", "--db", "desk.db", "--country", "FRA"), "")
        self.assertEqual(self.run_program("export", "--db", "desk.db", "--from", "2023-01-01"), "")


class NothingLost(Program):
    """Every story of a file is an input of its own, whatever stands beside it."""
    TEXT = STORY.split(" ", 3)[3].strip()

    def inputs(self, name):
        self.run_program("add", "--db", "d.db", "-q", name, status=self.status)
        database = sqlite3.connect(self.path / "d.db")
        rows = database.execute("SELECT name, outcome FROM input ORDER BY name").fetchall()
        database.close()
        return rows

    def test_elements_of_an_array(self):
        self.status = 0
        stories = [{"date": "2022-04-14", "text": f"{self.TEXT} Report {i}."} for i in range(3)]
        self.write("a.json", json.dumps(stories))
        self.assertEqual(self.inputs("a.json"), [(f"a.json:1.{i}", "coded") for i in (1, 2, 3)])

    def test_several_bad_lines(self):
        self.status = 1
        good = json.dumps({"date": "2022-04-14", "text": self.TEXT})
        self.write("b.jsonl", f"{{bad\n{{worse\n{good}\n")
        self.assertEqual(self.inputs("b.jsonl"), [("b.jsonl:1", "failed"), ("b.jsonl:2", "failed"),
                                                  ("b.jsonl:3", "coded")])

    def test_before_a_damaged_member(self):
        self.status = 1
        members = []
        for number in range(3):
            page = (f"<html><head><title>Talks {number}</title></head><body><p>{self.TEXT} Report "
                    f"{number}.</p></body></html>")
            block = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}"
            members.append(gzip.compress(
                f"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\n"
                f"Content-Length: {len(block)}\r\n\r\n{block}\r\n\r\n".encode()))
        damaged = bytearray(members[2])
        damaged[len(damaged) // 2] ^= 255
        self.write("c.warc.gz", members[0] + members[1] + bytes(damaged))
        outcomes = [outcome for _, outcome in self.inputs("c.warc.gz")]
        self.assertEqual(sorted(outcomes), ["coded", "coded", "failed"])
        self.assertIn("c.warc.gz: is damaged", self.errors)
