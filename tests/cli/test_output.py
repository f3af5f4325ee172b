"""What comes out: the same for any number of threads, in every format, as the schema says."""
import csv
import io
import json
import subprocess

from harness import Program
from program import EXAMPLES, ROOT
from schema import offences


class Threads(Program):
    def test_output_does_not_depend_on_threads(self):
        one = self.run_program("code", "--threads", 1, EXAMPLES / "stories")
        self.assertGreater(len(one), 10_000)
        for threads in (2, 7):
            self.assertEqual(self.run_program("code", "--threads", threads,
                                              EXAMPLES / "stories"), one)

    def test_batches_can_be_split_and_ordered_otherwise(self):
        stories = sorted((EXAMPLES / "stories").glob("3*.txt"))[:12]
        together = self.run_program("code", *stories).splitlines()
        apart = [line for story in stories
                 for line in self.run_program("code", story).splitlines()]
        backwards = self.run_program("code", *reversed(stories)).splitlines()
        self.assertEqual(together, apart)
        self.assertEqual(sorted(together), sorted(backwards))


class Formats(Program):
    def test_records_are_as_the_schema_says(self):
        schema = json.loads((ROOT / "docs" / "record.schema.json").read_text())
        for line in self.run_program("code", EXAMPLES / "stories").splitlines():
            record = json.loads(line)
            self.assertEqual(list(offences(record, schema, schema)), [], line)

    def test_schema_has_every_name(self):
        schema = json.loads((ROOT / "docs" / "record.schema.json").read_text())
        for table, names in (("activities", schema["properties"]["activity"]["enum"]),
                             ("fields", schema["properties"]["fields"]["items"]["enum"])):
            text = (ROOT / "src" / "document" / f"{table}.def").read_text()
            rows = [line.split('"')[1] for line in text.splitlines() if line.startswith("ATT_")]
            self.assertEqual(rows, names)

    def test_evidence_is_in_the_text(self):
        for path in sorted((EXAMPLES / "stories").glob("3*.txt"))[:10]:
            text = path.read_bytes()
            for line in self.run_program("code", path).splitlines():
                for span in json.loads(line)["evidence"]:
                    self.assertTrue(text[span["start"]:span["end"]].decode().strip())

    def test_csv(self):
        printed = self.run_program("code", "--format", "csv", EXAMPLES / "stories")
        rows = list(csv.reader(io.StringIO(printed)))
        records = self.run_program("code", EXAMPLES / "stories").splitlines()
        self.assertEqual({len(row) for row in rows}, {len(rows[0])})
        self.assertEqual([row[0] for row in rows[1:]], [json.loads(r)["id"] for r in records])

    def test_columns(self):
        for name, count in (("polecat", 40), ("icews", 20)):
            printed = self.run_program("code", "--format", name, EXAMPLES / "stories")
            self.assertEqual({line.count("\t") + 1 for line in printed.splitlines()}, {count})

    def test_json_lines(self):
        for name in ("plover", "annotation"):
            printed = self.run_program("code", "--format", name, EXAMPLES / "stories")
            self.assertTrue(printed)
            for line in printed.splitlines():
                json.loads(line)

    def test_conllu(self):
        printed = self.run_program("parse", EXAMPLES / "stories" / "301.txt")
        words = [line for line in printed.splitlines() if line and line[0].isdigit()]
        self.assertGreater(len(words), 20)
        self.assertEqual({line.count("\t") for line in words}, {9})
        self.write("gold.conllu", printed)
        again = self.run_program("parse", "--gold-tokens", "gold.conllu")
        forms = [[line.split("\t")[1] for line in text.splitlines() if line and line[0].isdigit()]
                 for text in (printed, again)]
        self.assertEqual(forms[0], forms[1])

    def test_lemmas_keep_the_case_of_names(self):
        self.write("story.txt", " date 2021-05-04 Kampala (DP) - Ministers of Uganda visited Kampala. "
                                "NATO officers left Ugandan bases.\n")
        printed = self.run_program("parse", "story.txt")
        self.write("gold.conllu", printed)
        for text in (printed, self.run_program("parse", "--gold-tokens", "gold.conllu")):
            lemmas = {tuple(line.split("\t")[1:3]) for line in text.splitlines() if line[:1].isdigit()}
            self.assertLessEqual({("Kampala", "Kampala"), ("Ministers", "minister"), ("left", "leave"),
                                  ("Uganda", "Uganda"), ("NATO", "NATO"), ("officers", "officer")},
                                 lemmas)

    def test_brat(self):
        self.run_program("code", "--format", "brat", EXAMPLES / "stories" / "301.txt", status=2)
        self.run_program("code", "--format", "brat", "-o", "ann", EXAMPLES / "stories" / "301.txt")
        text = (self.path / "ann" / "301.txt").read_text()
        for line in (self.path / "ann" / "301.ann").read_text().splitlines():
            if line.startswith("T"):
                _, place, quote = line.split("\t")
                parts = [text[int(a):int(b)] for a, b in
                         (part.split() for part in place.split(" ", 1)[1].split(";"))]
                self.assertEqual(" ".join(parts), quote)


class Help(Program):
    def commands(self):
        return [line.split()[1] for line in self.run_program("help").splitlines()
                if line.startswith("  attache ") and "--version" not in line]

    def test_every_command_explains_itself(self):
        for command in self.commands():
            self.assertEqual(self.run_program("help", command),
                             self.run_program(command, "--help"))

    def test_mistakes(self):
        for arguments in (["nothing"], ["code"], ["code", "--none", "x"], ["help", "nothing"],
                          ["code", "--threads", "many", "x"], ["export"], ["score", "one"],
                          ["code", "--format", "none", "x"], ["show", "--db"]):
            self.run_program(*arguments, status=2)
            self.one_line()

    def test_version(self):
        self.assertRegex(self.run_program("--version"), r"^attache \d+\.\d+\.\d+\n$")

    def test_completion_is_bash(self):
        self.write("completion", self.run_program("help", "--format", "completion"))
        subprocess.run(["bash", "-n", "completion"], cwd=self.path, check=True)

    def test_man_page_names_every_command(self):
        page = self.run_program("help", "--format", "man")
        for command in self.commands():
            self.assertIn(f".SS attache {command}", page)

    def test_no_colours_in_a_pipe(self):
        self.assertNotIn("\033", self.run_program("explain", EXAMPLES / "stories" / "301.txt"))


class Explain(Program):
    def test_text_and_json(self):
        story = EXAMPLES / "stories" / "301.txt"
        record = json.loads(self.run_program("code", story).splitlines()[0])
        printed = self.run_program("explain", story)
        self.assertIn(record["id"], printed)
        self.assertIn(record["rule"], printed)
        sentences = json.loads(self.run_program("explain", "--json", story))["sentences"]
        only = json.loads(self.run_program("explain", "--json", "--record", record["id"], story))
        self.assertLess(0, len(only["sentences"]))
        self.assertLessEqual(len(only["sentences"]), len(sentences))
        decisions = [decision["what"] for one in sentences for decision in one["decisions"]]
        self.assertTrue(any(what.endswith(" fires") for what in decisions))
        self.assertTrue(any("nearly fired" in what for what in decisions))
        self.assertIn(next(what for what in decisions if what.endswith(" fires")), printed)


class Offline(Program):
    def test_doctor(self):
        printed = self.run_program("doctor", timeout=60)
        self.assertIn("codebook 1", printed)

    def test_no_command_asks_for_the_network(self):
        # Leak checking needs ptrace, which is fine, but its own pipes are not: leave it out.
        printed = self.run_program("doctor", "--offline", timeout=300,
                                   environment={"ASAN_OPTIONS": "detect_leaks=0"})
        self.assertIn("no network call", printed)
        self.assertNotIn("ASKED", printed)
