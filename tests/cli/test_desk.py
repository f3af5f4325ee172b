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
