"""Exchanging two countries' names, demonyms and capitals in a text exchanges them in the records
and changes nothing else.

In whole stories the exchange also meets what stays a country's own (a ministry's or a person's
name, a town), and the parser may read another name otherwise; so there a floor is asserted for
the share of stories whose records are the same to the letter. In the sentences of sentences.txt,
where only the country changes, nothing may differ."""
import collections
import json
import os
import random
import re
import unittest

from batch import code, stories
from countries import ADJECTIVE, CAPITAL, NAME, PLURAL, Countries, Exchange, readable
from program import ROOT

PAIRS = 20
# The shares reached of stories and of records, without and with something of a state's own in them.
FLOORS = {True: (0.96, 0.985), False: (0.55, 0.82)}
HERE = ROOT / "tests" / "properties"
DETAIL = "PROPERTIES_DETAIL" in os.environ


def differences(expected, found):
    """What differs between two lists of records, key by key of those that pair up."""
    left = [json.dumps(record, sort_keys=True) for record in expected]
    right = [json.dumps(record, sort_keys=True) for record in found]
    lost = [json.loads(r) for r in left if r not in right]
    new = [json.loads(r) for r in right if r not in left]
    keys = []
    for record in lost:
        near = max(new, default=None,
                   key=lambda other: sum(record.get(k) == other.get(k) for k in record))
        same = near and record["kind"] == near["kind"] and record["rule"] == near["rule"]
        keys += [k for k in record if record[k] != near.get(k)] if same else ["record"]
    return lost, new, keys or (["record"] if new else [])


class Exchanged(unittest.TestCase):
    def compare(self, cases):
        """Codes (story, exchange) pairs; yields each with what differs."""
        plain = {story["id"]: story for story, _ in cases}
        batch = list(plain.values())
        for number, (story, exchange) in enumerate(cases):
            changed = {**story, "id": f"{story['id']}-{number}", "text": exchange.text(story["text"])}
            if story.get("title"):
                changed["title"] = exchange.text(story["title"])
            batch.append(changed)
        records = code(batch)
        for number, (story, exchange) in enumerate(cases):
            changed = batch[len(plain) + number]
            expected = [exchange.record(json.loads(line), story["text"])
                        for line in records[story["id"]]]
            found = [readable(json.loads(line), changed["text"]) for line in records[changed["id"]]]
            for record in expected + found:
                record["doc"] = story["id"]
            yield story, exchange, expected, found

    def test_stories(self):
        countries, chance = Countries(), random.Random(4)
        texts = stories()
        seen = collections.Counter(code for story in texts
                                   for code in countries.named_in(story["text"]))
        pairs = set()
        while len(pairs) < PAIRS:
            first = chance.choices(list(seen), list(seen.values()))[0]
            second = chance.choice(countries.complete)
            if first != second:
                pairs.add((first, second))
        cases, skipped = [], 0
        for first, second in sorted(pairs):
            exchange = Exchange(countries, first, second)
            for story in texts:
                text = story["text"]
                if exchange.text(text) == text:
                    continue
                if any(countries.other_forms_in(text, code) for code in (first, second)):
                    skipped += 1
                    continue
                cases.append((story, exchange))
        self.report(countries, cases, skipped)

    def report(self, countries, cases, skipped):
        """Counts stories, and records in them, apart by whether something of a state's own stands
        in them that the exchange leaves where it is."""
        count = {free: collections.Counter() for free in (True, False)}
        for story, exchange, expected, found in self.compare(cases):
            lost, new, keys = differences(expected, found)
            free = not any(countries.keeps(story["text"], code) for code in exchange.codes)
            count[free].update(stories=1, same=not lost and not new, records=len(expected),
                               kept=len(expected) - len(lost))
            if DETAIL and (lost or new):
                print(story["id"], list(exchange.codes), "free" if free else "bound", keys)
                for sign, records in ("-", lost), ("+", new):
                    for record in records:
                        print(" ", sign, json.dumps(record, ensure_ascii=False))
        print(f"exchange: {len(cases)} stories in {PAIRS} pairs compared, {skipped} skipped because "
              f"another name of one of the two stands in them")
        for free, numbers in count.items():
            what = "without" if free else "with"
            shares = [numbers["same"] / numbers["stories"], numbers["kept"] / numbers["records"]]
            print(f"exchange: {what} a town, body or leader of the two: {numbers['same']} of "
                  f"{numbers['stories']} stories the same ({shares[0]:.1%}), {numbers['kept']} of "
                  f"{numbers['records']} records ({shares[1]:.1%})")
            for share, floor in zip(shares, FLOORS[free]):
                self.assertGreaterEqual(share, floor)

    def test_sentences(self):
        countries, chance = Countries(), random.Random(9)
        first, second = "IRQ", "NOR"
        cases = []
        for number, line in enumerate((HERE / "sentences.txt").read_text().splitlines()):
            if line.startswith("#"):
                continue
            story = {"id": f"sentence-{number}", "date": "2023-06-14",
                     "text": fill(countries, line, first, second)}
            others = chance.sample([c for c in countries.complete if c not in (first, second)], 6)
            cases += [(story, Exchange(countries, chance.choice((first, second)), other))
                      for other in others]
            cases.append((story, Exchange(countries, first, second)))
        wrong, sentences = [], {story["id"] for story, _ in cases}
        for story, exchange, expected, found in self.compare(cases):
            lost, new, keys = differences(expected, found)
            if lost or new:
                wrong.append(f"{story['text']} {list(exchange.codes)}: {keys}\n"
                             f"  expected {lost}\n  found {new}")
        print(f"exchange: {len(sentences)} sentences, {len(cases)} exchanges, "
              f"{len(cases) - len(wrong)} the same")
        self.assertGreaterEqual(len(sentences), 60)
        self.assertEqual(wrong, [], "\n".join(wrong))


def fill(countries, line, first, second):
    a, b = countries.forms[first], countries.forms[second]
    text = line.format(A=a[NAME], B=b[NAME], a=a[ADJECTIVE], b=b[ADJECTIVE], Ca=a[CAPITAL],
                       Cb=b[CAPITAL], **{"as": a[PLURAL], "bs": b[PLURAL]})
    return re.sub(r"\b([Aa]) (?=[AEIO])", r"\1n ", text)
