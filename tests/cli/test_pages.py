"""The pages that the items of a feed link to: against a server on this machine alone."""
import http.server
import pathlib
import threading
import time
import urllib.parse

import program
from harness import Answering
from test_watch import Watch

HEAD = "Hanoi (VNA) - Minister of National Defence General Tran Van Minh "
BODY = [HEAD + "held talks with his Japanese counterpart Sato Kenji in Hanoi on April 14.",
        "The two sides agreed to hold a joint exercise of their navies in October 2022, and to go on "
        "with the exchange of officers that began two years before.",
        "They also looked at what had been done since the last meeting of the two ministers, and were "
        "content with how the work on unexploded bombs goes on in the central provinces."]


def page(*paragraphs, head=""):
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"<!DOCTYPE html><html><head><title>Talks in Hanoi</title>{head}</head><body><nav><a " \
           f"href='/'>Home</a></nav><article>{text}</article></body></html>".encode()


class Server(Answering):
    """Answers from a table of paths: (status, body, headers)."""

    def do_GET(self):
        server = self.server
        server.asked.append((self.path, dict(self.headers), time.monotonic()))
        status, body, headers = server.answers.get(self.path, (404, b"", {}))
        if headers.get("ETag") and self.headers.get("If-None-Match") == headers["ETag"]:
            status, body = 304, b""
        self.answer(status, body, headers)

    def handle(self):
        try:
            super().handle()
        except ConnectionError:
            pass  # the program was killed


class Pages(Watch):
    def setUp(self):
        super().setUp()
        if "feeds by URL yes" not in self.run_program("doctor"):
            self.skipTest("built without libcurl")
        self.web = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
        self.web.answers, self.web.asked = {}, []
        threading.Thread(target=self.web.serve_forever, daemon=True).start()
        self.addCleanup(self.web.server_close)
        self.addCleanup(self.web.shutdown)
        self.at = f"http://127.0.0.1:{self.web.server_port}"

    def give(self, path, body, status=200, **headers):
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        self.web.answers[path] = (status, body if isinstance(body, bytes) else body.encode(), headers)

    def feed(self, *items, tag="1"):
        """Items are (number, link, text)."""
        rows = "".join(f"<item><title>Story {number}</title><guid>g{number}</guid><pubDate>Thu, 14 Apr "
                       f"2022 08:00:00 +0700</pubDate><link>{urllib.parse.urljoin(self.at, link)}"
                       f"</link><description>{text}</description></item>"
                       for number, link, text in items)
        self.give("/feed", f'<rss version="2.0"><channel><title>VNA</title>{rows}</channel></rss>',
                  ETag=f'"{tag}"')

    def look(self, *arguments, **options):
        return self.watch("--pause", 0, *arguments, self.at + "/feed", **options)

    def asked(self):
        """The pages that were asked for since this was last called."""
        paths = [path for path, _, _ in self.web.asked if path not in ("/feed", "/robots.txt")]
        self.web.asked.clear()
        return paths

    def texts(self):
        return [text for text, in self.ask("SELECT text FROM document ORDER BY number")]

    def test_the_page_in_place_of_the_item(self):
        self.give("/story-1", page(*BODY))
        self.feed((1, "/story-1", "The two ministers met."))
        self.look()
        rows = self.ask("SELECT name, date, title, source, url FROM document")
        self.assertEqual(rows, [("g1", "2022-04-14", "Talks in Hanoi", "VNA", self.at + "/story-1")])
        self.assertIn("unexploded bombs", self.texts()[0])
        self.assertNotIn("Home", self.texts()[0])
        kinds = [kind for kind, in self.ask("SELECT kind FROM record_now ORDER BY 1")]
        self.assertEqual(set(kinds), {"commitment", "event"})
        names = self.ask("SELECT name FROM input")
        self.assertEqual(len(names), 1)
        self.assertTrue(names[0][0].startswith(self.at + "/story-1#"), names)

    def test_asked_once(self):
        self.give("/story-1", page(*BODY))
        self.feed((1, "/story-1", "The two ministers met."))
        self.look()
        self.assertEqual(self.asked(), ["/story-1"])
        self.give("/story-2", page(*(line.replace("Japanese", "Lao") for line in BODY)))
        self.feed((2, "/story-2", "Another two."), (1, "/story-1", "The two ministers met."), tag="2")
        self.look()
        self.assertEqual(self.asked(), ["/story-2"])
        self.assertEqual(self.stories(), 2)

    def test_asked_again_when_the_item_changes(self):
        self.give("/story-1", page(*BODY), ETag='"p"')
        self.feed((1, "/story-1", "The two ministers met."))
        self.look()
        self.feed((1, "/story-1", "The two ministers met. Corrects the name."), tag="2")
        self.web.asked.clear()
        self.look()
        self.assertEqual(self.web.asked[-1][1]["If-None-Match"], '"p"')
        self.assertEqual(self.stories(), 2, "the page is as it was: the item's own words are kept")

    def test_full_items_need_no_page(self):
        self.give("/story-1", page(*BODY))
        self.feed((1, "/story-1", " ".join(BODY * 4)))
        self.look()
        self.assertEqual(self.asked(), [])
        self.assertEqual(self.stories(), 1)

    def test_off(self):
        self.give("/story-1", page(*BODY))
        self.feed((1, "/story-1", "The two ministers met."))
        self.look("--no-pages")
        self.assertEqual([path for path, _, _ in self.web.asked], ["/feed"])
        self.assertEqual(self.stories(), 1)

    def test_links_that_tell_nothing(self):
        """The front page, and one page for several items: the items stay."""
        self.give("/", page(*BODY))
        self.give("/list", page(*BODY))
        self.feed((1, "/", "One thing happened."), (2, "/list", "Two things happened."),
                  (3, "/list", "Three things happened."), (4, "mailto:desk@example.org", "Four."))
        self.look()
        self.assertEqual(self.asked(), [])
        self.assertEqual(self.stories(), 4)

    def test_robots(self):
        rules = ("User-agent: *\nDisallow: /\n\n# ours\nUser-Agent: other\nUser-agent: Attache\n"
                 "Disallow: /private/ # all\nAllow: /private/open\nDisallow: /*.php$\nDisallow:\n")
        wanted = {"/story": True, "/private/a": False, "/private/open-1": True, "/a/b.php": False,
                  "/a/b.php?c": True, "/privat": True}
        self.give("/robots.txt", rules)
        for path in wanted:
            self.give(path, page(*BODY, f"This stands at {path}."))
        self.feed(*((number, path, f"Item {number}.") for number, path in enumerate(wanted)))
        self.look()
        self.assertEqual(self.asked(), [path for path, allowed in wanted.items() if allowed])
        self.assertEqual(self.stories(), len(wanted))

    def test_robots_of_everybody(self):
        self.give("/robots.txt", "User-agent: other\nDisallow: /\nUser-agent: *\nDisallow: /no\n")
        self.give("/yes", page(*BODY))
        self.feed((1, "/no", "The first."), (2, "/yes", "The second."))
        self.look()
        self.assertEqual(self.asked(), ["/yes"])

    def test_slow_servers_are_left_alone(self):
        self.give("/robots.txt", "User-agent: *\nCrawl-delay: 600\n")
        self.feed((1, "/story", "The first."))
        self.look()
        self.assertEqual(self.asked(), [])
        self.assertEqual(self.stories(), 1)

    def test_pause(self):
        self.give("/robots.txt", "User-agent: *\nCrawl-delay: 1\n")
        for number in (1, 2):
            self.give(f"/{number}", page(*BODY, f"Number {number}."))
        self.feed((1, "/1", "The first."), (2, "/2", "The second."))
        self.look()
        times = [when for path, _, when in self.web.asked if path in ("/robots.txt", "/1", "/2")]
        self.assertEqual(len(times), 3)
        self.assertGreaterEqual(min(b - a for a, b in zip(times, times[1:])), 0.99)

    def test_trouble_passes(self):
        """A page that cannot be had for now is asked for again, and its item waits."""
        self.give("/story", b"", status=503, Retry_After="1000")
        self.feed((1, "/story", "The two ministers met."))
        self.look(status=1)
        self.assertIn("503", self.one_line())
        self.assertEqual(self.stories(), 0)
        wait = self.ask("SELECT next FROM watched_page")[0][0] - time.time()
        self.assertGreater(wait, 900)
        self.assertEqual(self.asked(), ["/story"])
        self.look()
        self.assertEqual(self.asked(), [], "asked before its time")
        self.let_time_pass()
        self.give("/story", page(*BODY))
        self.look()
        self.assertEqual(self.stories(), 1)
        self.assertIn("unexploded bombs", self.texts()[0])
        self.look()
        self.assertEqual(self.asked(), ["/story"])

    def let_time_pass(self):
        database = program.sqlite3.connect(self.path / "d.db")
        database.execute("UPDATE watched_page SET next = 0")
        database.commit()
        database.close()

    def test_trouble_stays(self):
        """In the end the item has to do."""
        self.give("/story", b"", status=500)
        self.feed((1, "/story", "The two ministers met."))
        for _ in range(3):
            self.look(status=1)
            self.let_time_pass()
        self.assertEqual(self.stories(), 1)
        self.look()
        self.assertEqual(len(self.asked()), 3)
        self.assertEqual(self.stories(), 1)

    def test_robots_that_cannot_be_had(self):
        self.give("/robots.txt", b"", status=500)
        self.give("/story", page(*BODY))
        self.feed((1, "/story", "The two ministers met."))
        self.look(status=1)
        self.assertEqual(self.asked(), [])
        self.assertEqual(self.stories(), 0)

    def test_pages_of_no_use(self):
        """Gone, no page at all, without text, shorter than the item, in another language: the item
        stays, and is not asked about again."""
        foreign = ("Bộ trưởng Quốc phòng Nhật Bản đã có cuộc hội đàm với Bộ trưởng Bộ Quốc phòng tại Hà "
                   "Nội. Hai bên đã trao đổi về tình hình khu vực và hợp tác quốc phòng. ") * 5
        self.give("/pdf", b"%PDF-1.4 and so on")
        self.give("/empty", "<html><head><title>X</title></head><body></body></html>")
        self.give("/short", page("Log in."))
        self.give("/foreign", page(foreign))
        names = ("gone", "pdf", "empty", "short", "foreign")
        self.feed(*((number, f"/{name}", f"{HEAD} received guest number {number}.")
                    for number, name in enumerate(names)))
        self.look(status=1)
        self.assertIn("/gone: the server answered 404", self.errors)
        self.assertIn("/pdf: is no web page", self.errors)
        self.assertEqual(self.stories(), len(names))
        self.assertEqual(self.asked(), [f"/{name}" for name in names])
        self.feed((9, "/pdf2", f"{HEAD} received the last guest."), tag="2")
        self.give("/pdf2", page(*BODY))
        self.look()
        self.assertEqual(self.asked(), ["/pdf2"])

    def test_encoding_of_the_server(self):
        text = BODY + ["The talks took place at the Café Métropole, as the hosts had said."]
        body = page(*text, head='<meta charset="utf-8">').decode()
        self.give("/story", body.encode("windows-1252"), Content_Type="text/html; charset=ISO-8859-1")
        self.feed((1, "/story", "The two ministers met."))
        self.look()
        self.assertIn("Café Métropole", self.texts()[0])

    def test_too_long(self):
        self.give("/story", page(*BODY * 60))
        self.feed((1, "/story", "The two ministers met."))
        self.look("--feed-limit", 20000, status=1)
        self.assertIn("longer than what is fetched may be", self.one_line())
        self.assertEqual(self.stories(), 1)

    def test_many_wait_for_the_next_round(self):
        for number in range(130):
            self.give(f"/{number}", page(*BODY, f"Number {number}."))
        self.feed(*((number, f"/{number}", f"Item {number}.") for number in range(130)))
        self.look()
        self.assertEqual((len(self.asked()), self.stories()), (100, 100))
        self.look()
        self.assertEqual((len(self.asked()), self.stories()), (30, 130))
        self.look()
        self.assertEqual(self.asked(), [])

    def test_nothing_of_the_own_network_for_others(self):
        """A feed from elsewhere cannot make the program ask machines beside it."""
        build = program.plain_build()
        if not build:
            self.skipTest("there is no build without sanitizers")
        library = program.preload(pathlib.Path(__file__).parent / "redirected.c", self.path)
        self.give("/story", page(*BODY))
        self.feed((1, "/story", "The two ministers met."), (2, "/secret", "The inner desk."))
        feed = self.web.answers["/feed"][1].decode()
        outside = self.at.replace("127.0.0.1", "203.0.113.7")
        self.give("/feed", feed.replace(self.at + "/story", outside + "/story"))
        done = program.run("watch", "--db", "d.db", "--once", "-q", "--pause", 0, outside + "/feed",
                           program=build / "attache", cwd=self.path,
                           env=program.faulty(library))
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn("/robots.txt: leads into this machine's own network, refused", done.stderr)
        self.assertEqual(self.asked(), ["/story"])
        self.assertEqual(self.stories(), 2)

    def test_killed_in_between(self):
        for number in range(12):
            self.give(f"/{number}", page(*BODY, f"Number {number}."))
        self.feed(*((number, f"/{number}", f"Item {number}.") for number in range(12)))
        command = [program.PROGRAM, "watch", "--db", "d.db", "--once", "-q", "--pause", "0",
                   self.at + "/feed"]
        for wait in (0.1, 0.3, 0.6):
            process = program.subprocess.Popen(command, cwd=self.path, env=program.ENVIRONMENT,
                                               stdout=program.subprocess.DEVNULL,
                                               stderr=program.subprocess.DEVNULL)
            time.sleep(wait)
            process.kill()
            process.wait()
        self.look()
        self.assertEqual(self.stories(), 12)
        self.assertTrue(all("unexploded bombs" in text for text in self.texts()))
