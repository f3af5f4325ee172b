"""`attache score` against a count of its own, made here by trying every assignment."""
import itertools
import json
import random

from harness import Program
from program import EXAMPLES, SHARED

ACTIVITIES = {"talks": "CONSULT", "visit": "CONSULT", "signing": "SUPPORT", "exercise": "COOPERATE"}
STATES = ("VNM", "JPN", "IND", "FRA")
FIELDS = ("navy", "training", "legal")


def random_record(rng):
    kind = rng.choice(("event", "commitment", "claim"))
    activity = rng.choice(list(ACTIVITIES))
    codes = rng.sample(STATES, rng.randint(0, 3))
    cut = rng.randint(0, len(codes))
    return {"kind": kind, "activity": activity, "actors": [c + "/MIL" for c in codes[:cut]],
            "recipients": [c + "/MIL" for c in codes[cut:]],
            "fields": rng.sample(FIELDS, rng.randint(0, 2)),
            "plover": ACTIVITIES[activity] if kind == "event" else None,
            "numbers": [f"{rng.randint(1, 3)} ships"] if rng.random() < 0.3 else [],
            "status": "done", "recalled": False, "force": "agreed", "form": "figure",
            "time": None, "place": None, "instrument": None, "speakers": [], "evidence": ["A"]}


def codes(record):
    return {party.split("/")[0] for party in record["actors"] + record["recipients"]}


def strict(a, b):
    return a["activity"] == b["activity"] and codes(a) == codes(b)


def lenient(a, b):
    alike = a["activity"] == b["activity"]
    if a["kind"] == "event":
        alike = alike or a["plover"] == b["plover"]
    else:
        alike = alike or set(a["fields"]) & set(b["fields"]) or set(a["numbers"]) & set(b["numbers"])
    either = codes(a) | codes(b)
    return bool(alike) and (not either or 2 * len(codes(a) & codes(b)) >= len(either))


def most_pairs(gold, coded, match):
    """The greatest number of pairs, by trying every way to give partners."""
    if len(gold) > len(coded):
        return most_pairs(coded, gold, lambda a, b: match(b, a))
    return max((sum(match(a, b) for a, b in zip(gold, chosen))
                for chosen in itertools.permutations(coded, len(gold))), default=0)


class Score(Program):
    def score(self, gold, coded):
        return json.loads(self.run_program("score", "--json", gold, coded))

    def test_gold_against_itself_is_perfect(self):
        for folder in (EXAMPLES / "gold", SHARED / "gold" / "dev"):
            if not folder.exists():
                continue
            result = self.score(folder, folder)
            self.assertGreater(result["kinds"]["all"]["gold"], 0)
            for kind in result["kinds"].values():
                self.assertEqual(kind["strict"]["f1"], 1)
                self.assertEqual(kind["lenient"]["f1"], 1)
            for attribute in result["attributes"]["all"].values():
                self.assertEqual(attribute["right"], attribute["of"])

    def test_counts_as_trying_everything_does(self):
        rng = random.Random(7)
        for _ in range(30):
            gold, coded = ([random_record(rng) for _ in range(rng.randint(0, 12))]
                           for _ in range(2))
            self.write("gold.json", json.dumps({"doc": "a", "date": None, "records": gold}))
            self.write("coded.json", json.dumps({"doc": "a.txt", "date": None, "records": coded}))
            result = self.score("gold.json", "coded.json")["kinds"]
            for kind in ("event", "commitment", "claim"):
                a, b = ([r for r in side if r["kind"] == kind] for side in (gold, coded))
                self.assertEqual(result[kind]["gold"], len(a))
                for name, match in (("strict", strict), ("lenient", lenient)):
                    pairs = most_pairs(a, b, match)
                    self.assertAlmostEqual(result[kind][name]["recall"],
                                           pairs / len(a) if a else 1, places=3)
                    self.assertAlmostEqual(result[kind][name]["precision"],
                                           pairs / len(b) if b else 1, places=3)

    def test_coded_form_is_read(self):
        self.write("out.jsonl", self.run_program("code", EXAMPLES / "stories"))
        result = self.score(EXAMPLES / "gold", "out.jsonl")
        self.assertEqual(result["without_gold"], 0)
        self.assertGreater(result["kinds"]["all"]["coded"], 0)
        listed = self.run_program("score", "--misses", EXAMPLES / "gold", "out.jsonl")
        self.assertIn("missed", listed)

    def test_damaged_files(self):
        self.write("bad.json", '{"doc": "a", "records": [{"kind": "evt"}]}')
        self.run_program("score", "bad.json", "bad.json", status=3)
        self.one_line()
        self.write("cut.json", '{"doc": "a", "records": [')
        self.run_program("score", "cut.json", "cut.json", status=3)
        self.one_line()
