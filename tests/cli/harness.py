"""Running the program in a folder of its own."""
import http.server
import pathlib
import subprocess
import tempfile
import unittest

from program import ENVIRONMENT, PROGRAM

STORY = (" date 2022-04-14 Hanoi (VNA) - Minister of National Defence General Tran Van Minh held "
         "talks with his Japanese counterpart Sato Kenji in Hanoi on April 14.\n")


class Answering(http.server.BaseHTTPRequestHandler):
    """A handler that answers whole bodies, and is quiet."""

    def answer(self, status, body, headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


class Program(unittest.TestCase):
    """A test with a folder; `run` runs the program in it."""

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.path = pathlib.Path(self.folder.name)

    def write(self, name, content):
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return name

    def run_program(self, *arguments, status=0, **options):
        """Standard output; checks the exit status. `self.errors` keeps standard error."""
        environment = {**ENVIRONMENT, **options.pop("environment", {})}
        done = subprocess.run([str(PROGRAM), *map(str, arguments)], cwd=self.path,
                              env=environment, timeout=options.pop("timeout", 300),
                              stdin=options.pop("stdin", subprocess.DEVNULL),
                              stdout=options.pop("stdout", subprocess.PIPE),
                              stderr=subprocess.PIPE, **options)
        self.errors = done.stderr.decode(errors="replace")
        self.assertEqual(done.returncode, status, self.errors)
        return (done.stdout or b"").decode(errors="replace")

    def one_line(self):
        """What went to standard error was one line of the program's own, and not a crash."""
        lines = self.errors.strip().splitlines()
        self.assertEqual(len(lines), 1, self.errors)
        self.assertTrue(lines[0].startswith("attache: "), lines[0])
        return lines[0]
