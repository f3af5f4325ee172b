"""Watching feeds and folders: against a server on this machine alone."""
import gzip
import http.server
import signal
import sqlite3
import subprocess
import threading
import time
import xml.etree.ElementTree as tree

from harness import Answering, Program
from program import ENVIRONMENT, PROGRAM

ATOM = "{http://www.w3.org/2005/Atom}"


def item(number, text, date="Thu, 14 Apr 2022 08:00:00 +0700"):
    return (f"<item><title>Story {number}</title><guid>g{number}</guid><pubDate>{date}</pubDate>"
            f"<description>{text}</description></item>")


def feed(*items):
    return ('<?xml version="1.0"?><rss version="2.0"><channel><title>VNA</title>'
            + "".join(items) + "</channel></rss>").encode()


VISIT = item(1, "Hanoi (VNA) - Japanese Minister of Defence Kishi Nobuo paid an official visit to "
                "Vietnam on April 14.")
TALKS = item(2, "Hanoi (VNA) - Minister of National Defence General Phan Van Giang held talks with "
                "his Lao counterpart Chansamone Chanyalath in Hanoi on April 15.",
             "Fri, 15 Apr 2022 08:00:00 +0700")


class Server(Answering):
    """Answers as the test says; remembers what it was asked."""
    body, tag, asked, status, extra = b"", '"1"', [], 200, {}

    def do_GET(self):
        cls = type(self)
        cls.asked.append((self.path, dict(self.headers)))
        if self.path.startswith("/elsewhere"):
            return self.answer(302, b"", {"Location": cls.extra["Location"]})
        if self.path == "/again":
            return self.answer(302, b"", {"Location": "/again"})
        if cls.status == 200 and self.headers.get("If-None-Match") == cls.tag:
            return self.answer(304, b"", {})
        return self.answer(cls.status, cls.body, {"ETag": cls.tag, **cls.extra})


class Watch(Program):
    def setUp(self):
        super().setUp()
        Server.body, Server.tag, Server.asked, Server.status, Server.extra = b"", '"1"', [], 200, {}
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)
        self.address = f"http://127.0.0.1:{self.server.server_port}/feed"

    def watch(self, *arguments, **options):
        return self.run_program("watch", "--db", "d.db", "--once", "-q", *arguments, **options)

    def ask(self, sql):
        database = sqlite3.connect(self.path / "d.db")
        try:
            return database.execute(sql).fetchall()
        finally:
            database.close()

    def stories(self):
        return self.ask("SELECT count(*) FROM document")[0][0]


class Feeds(Watch):
    def setUp(self):
        super().setUp()
        help_text = self.run_program("doctor")
        if "feeds by URL yes" not in help_text:
            self.skipTest("built without libcurl")

    def test_what_is_new_is_added_once(self):
        Server.body = feed(VISIT)
        printed = self.watch(self.address)
        self.assertIn("visit: ", printed)
        self.assertEqual(self.stories(), 1)
        self.assertEqual(self.watch(self.address), "")
        self.assertEqual(Server.asked[-1][1]["If-None-Match"], '"1"')
        Server.body, Server.tag = feed(TALKS, VISIT), '"2"'
        self.watch(self.address)
        self.assertEqual(self.stories(), 2)
        self.assertEqual(self.ask("SELECT count(*) FROM input WHERE outcome = 'duplicate'"), [(0,)])
        names = [name for name, in self.ask("SELECT name FROM input")]
        self.assertTrue(all(name.startswith(self.address + ":") for name in names), names)

    def test_a_lost_state_adds_nothing_twice(self):
        Server.body = feed(VISIT, TALKS)
        self.watch(self.address)
        database = sqlite3.connect(self.path / "d.db")
        database.execute("DELETE FROM watched")
        database.commit()
        database.close()
        self.watch(self.address)
        self.assertEqual(self.stories(), 2)
        self.assertEqual(len(Server.asked), 2)
        self.assertNotIn("If-None-Match", Server.asked[-1][1])

    def test_unpacked(self):
        Server.body, Server.extra = gzip.compress(feed(VISIT)), {"Content-Encoding": "gzip"}
        self.watch(self.address)
        self.assertEqual(self.stories(), 1)

    def fails(self, address, *words):
        self.watch(address, status=1)
        line = self.one_line()
        for word in words:
            self.assertIn(word, line)

    def test_bomb(self):
        Server.body = gzip.compress(b"<rss>" + b" " * (40 << 20))
        Server.extra = {"Content-Encoding": "gzip"}
        self.fails(self.address, "longer than what is fetched may be")

    def test_size_limit(self):
        Server.body = feed(VISIT)
        self.watch("--feed-limit", 50, self.address, status=1)
        self.assertIn("longer than what is fetched may be", self.one_line())

    def test_no_feed(self):
        Server.body = b"<html><p>Not found, but with a smile.</p></html>"
        self.fails(self.address, "neither RSS nor Atom")

    def test_redirects(self):
        Server.body = feed(VISIT)
        Server.extra = {"Location": "/feed"}
        self.watch(self.address.replace("/feed", "/elsewhere"))
        self.assertEqual(self.stories(), 1)
        self.fails(self.address.replace("/feed", "/again"), "redirect")
        Server.extra = {"Location": f"file://{self.path}/d.db"}
        self.fails(self.address.replace("/feed", "/elsewhere2"), "not supported")

    def test_failing_server_is_left_alone(self):
        Server.status, Server.extra = 503, {"Retry-After": "4000"}
        self.fails(self.address, "503")
        self.watch(self.address)
        self.assertEqual(len(Server.asked), 1, "asked again before its time")
        wait = self.ask("SELECT next FROM watched")[0][0] - time.time()
        self.assertGreater(wait, 3900)

    def test_interval_is_polite(self):
        self.run_program("watch", "--db", "d.db", "--interval", 5, self.address, status=2)
        self.assertIn("at least 60", self.one_line())


class Folders(Watch):
    def test_files_as_they_come(self):
        self.write("in/feed.xml", feed(VISIT))
        self.watch("in")
        self.assertEqual(self.stories(), 1)
        self.watch("in")
        self.assertEqual(self.ask("SELECT count(*) FROM run"), [(1,)])
        self.write("in/more.xml", feed(TALKS))
        self.watch("in")
        self.assertEqual(self.stories(), 2)
        self.assertEqual(self.watch("in", "no-such", status=1), "")
        self.assertIn("no-such", self.one_line())

    def test_alerts_are_kept_and_fed(self):
        self.write("in/feed.xml", feed(VISIT))
        printed = self.watch("--feed-out", "alerts.xml", "in")
        self.assertEqual(printed.count("visit: "), 1)
        self.assertIn("official visit", printed)
        root = tree.parse(self.path / "alerts.xml").getroot()
        entries = root.findall(f"{ATOM}entry")
        self.assertEqual([entry.find(f"{ATOM}category").get("term") for entry in entries], ["visit"])
        for name in ("id", "updated", "title", "author"):
            self.assertIsNotNone(root.find(ATOM + name))
        first = entries[0].find(f"{ATOM}id").text
        self.assertEqual(self.watch("--feed-out", "alerts.xml", "in"), "")
        self.write("in/b.xml", feed(TALKS))
        self.watch("--feed-out", "alerts.xml", "in")
        again = tree.parse(self.path / "alerts.xml").getroot().findall(f"{ATOM}entry/{ATOM}id")
        self.assertIn(first, [entry.text for entry in again])

    def test_what_was_before_is_no_news(self):
        self.write("in/feed.xml", feed(VISIT))
        self.run_program("add", "--db", "d.db", "-q", "in")
        self.assertEqual(self.watch("in"), "")
        self.assertEqual(self.ask("SELECT kind, quiet FROM alert"), [("visit", 1)])

    def test_contacts(self):
        """A quiet year with one contact a month, then ten in the last one."""
        rows = ["kind,activity,date,actors,recipients,place"]
        rows += [f"event,talks,2021-{month:02d}-10,VNM/MIL,LAO/MIL,VNM:Hanoi"
                 for month in range(1, 13)]
        rows += [f"event,{what},2022-01-{day:02d},VNM/MIL,LAO/MIL,VNM:Hanoi" for day, what in
                 enumerate(("talks", "exercise", "training", "exchange", "sport", "medical",
                            "port-call", "police", "border-patrol", "handover"), 2)]
        self.write("t.csv", "\n".join(rows) + "\n")
        self.write("in/a.xml", feed(item(9, "Hanoi (VNA) - A press conference was held.",
                                         "Thu, 20 Jan 2022 08:00:00 +0700")))
        self.run_program("watch", "--db", "d.db", "--once", "-q", "--country", "VNM", "in")
        self.run_program("import", "--db", "d.db", "t.csv")
        printed = self.watch("--country", "VNM", "in")
        self.assertIn("unusually many contacts of VNM with LAO: 10 in 30 days", printed)
        self.assertEqual(self.watch("--country", "VNM", "in"), "")

    def test_goes_on_until_told(self):
        self.write("in/a.xml", feed(VISIT))
        process = subprocess.Popen(
            [PROGRAM, "watch", "--db", "d.db", "-q", "--interval", "1", "in"], cwd=self.path,
            env=ENVIRONMENT, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, text=True)
        self.wait_for_stories(1)
        self.write("in/b.xml", feed(TALKS))
        self.wait_for_stories(2)
        process.send_signal(signal.SIGTERM)
        self.assertEqual(process.wait(60), 0, process.stderr.read())
        process.stderr.close()

    def wait_for_stories(self, count):
        for _ in range(600):
            try:
                if (self.path / "d.db").exists() and self.stories() == count:
                    return
            except sqlite3.Error:
                pass
            time.sleep(0.1)
        self.fail(f"{count} stories never came")

    def test_killed_in_between(self):
        """Stopped by force at any moment, the next round completes the work, and nothing is there
        twice."""
        stories = [item(i, f"Hanoi (VNA) - Minister of Defence held talks with delegation {i} in "
                           f"Hanoi.") for i in range(40)]
        self.write("in/a.xml", feed(*stories))
        command = [PROGRAM, "watch", "--db", "d.db", "--once", "-q", "in"]
        for wait in (0.05, 0.1, 0.2, 0.3, 0.5):
            process = subprocess.Popen(command, cwd=self.path, stdout=subprocess.DEVNULL,
                                       stderr=subprocess.DEVNULL,
                                       env=ENVIRONMENT)
            time.sleep(wait)
            process.kill()
            process.wait()
        self.watch("in")
        self.assertEqual(self.stories(), 40)
        self.assertEqual(self.ask("PRAGMA integrity_check"), [("ok",)])
