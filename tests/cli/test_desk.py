"""What a person does with an archive: judges records, brings own ones, asks what changed."""
import json

from harness import STORY, Program


class Desk(Program):
    def setUp(self):
        super().setUp()
        self.write("a.txt", STORY)
        self.run_program("add", "--db", "desk.db", "a.txt")
        self.record = self.records()[0]

    def records(self):
        return [json.loads(line) for line in
                self.run_program("export", "--db", "desk.db").splitlines()]

    def test_reject_and_undo(self):
        number = self.run_program("judge", "--db", "desk.db", "--author", "A",
                                  self.record["id"], "reject").split()[1]
        self.assertNotIn(self.record["id"], [r["id"] for r in self.records()])
        self.run_program("add", "--db", "desk.db", "a.txt")
        self.assertNotIn(self.record["id"], [r["id"] for r in self.records()])
        self.run_program("judge", "--db", "desk.db", "--undo", number)
        self.assertIn(self.record["id"], [r["id"] for r in self.records()])

    def test_correct(self):
        self.run_program("judge", "--db", "desk.db", "--field", "activity", "--value", "reception",
                         self.record["id"], "correct")
        found = [r for r in self.records() if r["id"] == self.record["id"]]
        self.assertEqual(found[0]["activity"], "reception")
        self.assertEqual(self.run_program("conflicts", "--db", "desk.db"), "")

    def test_new_rules_lose_no_judgement(self):
        identity = self.record["id"]
        self.run_program("judge", "--db", "desk.db", "--field", "activity", "--value", "reception",
                         "--author", "A", identity, "correct")
        self.write("own/lang/en/rules/99-own.rules", "rule talks: visit\n    noun talks\n"
                                                     "    actor subject\n    recipient with\n")
        self.run_program("add", "--db", "desk.db", "--data", "own", "a.txt")
        told = self.run_program("diff", "--db", "desk.db")
        self.assertIn(f"withdrawn {identity}  a.txt", told)
        self.assertRegex(told, r"because run 2, data [0-9a-f]{8} → [0-9a-f]{8}, rule talks → none")
        told = self.run_program("conflicts", "--db", "desk.db", status=1)
        self.assertIn(f"correct {identity} activity = reception  (A, ", told)
        self.run_program("add", "--db", "desk.db", "a.txt")
        self.assertEqual(self.run_program("conflicts", "--db", "desk.db"), "")
        self.assertEqual(self.records()[0]["activity"], "reception")

    def test_show_says_why_reports_are_one_act(self):
        self.write("b.txt", STORY.replace("VNA", "Kyodo").replace("held talks with", "met"))
        self.run_program("add", "--db", "desk.db", "b.txt")
        one, two = [r["id"] for r in self.records() if r["activity"] == "talks"]
        shown = self.run_program("show", "--db", "desk.db", one)
        self.assertIn("2 reports in 2 stories of 2 sources", shown)
        self.assertRegex(shown, r"joined with [0-9a-f]{16} \(score \d\.\d\d: activity 0\.25, ")
        number = self.run_program("judge", "--db", "desk.db", "--other", two, "--author", "A",
                                  one, "split").split()[1]
        shown = self.run_program("show", "--db", "desk.db", one)
        self.assertIn("1 report in 1 story of 1 source", shown)
        self.assertRegex(shown, rf"judged +#{number} split {two} by A, ")
        self.run_program("judge", "--db", "desk.db", "--undo", number)
        shown = self.run_program("show", "--db", "desk.db", one)
        self.assertIn("2 reports in 2 stories of 2 sources", shown)
        self.assertRegex(shown, r"by A, .*, undone ")

    def test_show_says_what_became_of_an_undertaking(self):
        self.write("c.txt", " date 2022-04-15 Hanoi (VNA) - Vietnam and Japan agreed on April 15 "
                            "to hold a joint exercise in Da Nang in June 2022.\n")
        self.write("d.txt", " date 2022-06-11 Da Nang (VNA) - Vietnam and Japan held a joint "
                            "exercise in Da Nang on June 10.\n")
        self.run_program("add", "--db", "desk.db", "c.txt", "d.txt")
        promise = [r["id"] for r in self.records() if r["kind"] == "commitment"][0]
        shown = self.run_program("show", "--db", "desk.db", promise)
        self.assertRegex(shown, r"undertaking +(done|evidence found): ")
        self.assertRegex(shown, r"outcome +fulfils: [0-9a-f]{16} of 2022-06-11, d\.txt")
        act = [r["id"] for r in self.records() if r["activity"] == "exercise"
               and r["kind"] == "event"][0]
        self.assertIn(f"fulfils agreed exercise {promise}",
                      self.run_program("show", "--db", "desk.db", act))

    def test_mistakes(self):
        for arguments in ([], [self.record["id"]]):
            self.run_program("judge", "--db", "desk.db", *arguments, status=2)
            self.one_line()
        for arguments in ([self.record["id"], "burn"], ["0" * 16, "accept"],
                          [self.record["id"], "correct"]):
            self.run_program("judge", "--db", "desk.db", *arguments, status=2)
            self.one_line()

    def test_import_and_diff(self):
        self.write("own.csv", "kind,date,activity,actors,recipients,status\r\n"
                              "event,2020-05-04,visit,FRA/MIL,VNM/MIL,done\r\n")
        self.run_program("import", "--db", "desk.db", "own.csv")
        self.run_program("import", "--db", "desk.db", "own.csv")
        own = [r for r in self.records() if r["activity"] == "visit"]
        self.assertEqual(len(own), 1)
        self.assertEqual(own[0]["time"]["edtf"], "2020-05-04")
        self.assertIn("added", self.run_program("diff", "--db", "desk.db", 1, 2))
        self.write("bad.csv", "kind,date\r\nevent,nonsense\r\n")
        self.run_program("import", "--db", "desk.db", "bad.csv", status=3)
        self.one_line()

    def test_review_and_verify(self):
        review = ["review", "--db", "desk.db", "--country", "VNM", "-o"]
        self.run_program(*review, "a.html")
        self.run_program(*review, "b.html")
        self.assertEqual((self.path / "a.html").read_bytes(), (self.path / "b.html").read_bytes())
        self.run_program("verify", "--db", "desk.db", "a.html")
        self.run_program("review", "--db", "desk.db", status=2)
        self.one_line()
