"""What a story yields depends on the story alone: not on how a batch is cut, ordered or shared
among threads, nor on what else is in it. All comparisons are of the lines as written."""
import random
import unittest

from batch import code, stories

UNRELATED = {"id": "unrelated", "date": "2021-03-02", "text": (
    "OSLO, 2 March 2021 - Norway's defence minister held talks with his Tongan counterpart in Oslo "
    "on Monday.\n\nThe minister said the two navies would hold a joint exercise in May, and that "
    "30 Tongan officers had been trained in Norway since 2015.\n")}


class Batches(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.stories = stories()
        cls.records = code(cls.stories, "--threads", "1")
        written = sum(map(len, cls.records.values()))
        print(f"batches: {len(cls.stories)} stories, {written} records")

    def test_something_is_coded(self):
        self.assertGreater(sum(map(len, self.records.values())), 300)

    def test_threads(self):
        for threads in ("2", "4"):
            self.assertEqual(code(self.stories, "--threads", threads), self.records)

    def test_order(self):
        for seed in range(3):
            shuffled = random.Random(seed).sample(self.stories, len(self.stories))
            self.assertEqual(code(shuffled, "--threads", str(1 + seed)), self.records)

    def test_splitting(self):
        for size in (1, 7, 40):
            found = {}
            subset = self.stories[:12] if size == 1 else self.stories
            for start in range(0, len(subset), size):
                found.update(code(subset[start:start + size]))
            self.assertEqual(found, {s["id"]: self.records[s["id"]] for s in subset})

    def test_appending(self):
        found = code(self.stories + [UNRELATED])
        self.assertGreater(len(found.pop("unrelated")), 0)
        self.assertEqual(found, self.records)
        found = code([UNRELATED] + self.stories)
        del found["unrelated"]
        self.assertEqual(found, self.records)
