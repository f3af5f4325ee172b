"""An active sentence, its passive and its nominal form give the same record: one row in three of
examples/sentences.tsv tells one act. The same means kind, activity and participants; the table
says besides which ones are right."""
import collections
import csv
import json
import os
import unittest

from batch import code
from program import ROOT

AGREE_FLOOR, RIGHT_FLOOR = 58, 56
FORMS = ("active", "passive", "nominal")


def parties(record, role):
    return frozenset(f"{p['code']}/{p['sector']}" for p in record[role] or [])


def told(lines, activity):
    """The act that a sentence tells, as what the three forms have in common; of several records the
    one of that activity."""
    acts = []
    for record in map(json.loads, lines):
        acts.append((record["kind"], record["activity"], parties(record, "actors"),
                     parties(record, "recipients")))
    same = [act for act in acts if act[1] == activity]
    return (same or acts or [None])[0]


def shown(act):
    return act and f"{act[0]} {act[1]} {' '.join(sorted(act[2]))} > {' '.join(sorted(act[3]))}"


class Triples(unittest.TestCase):
    def test_agree(self):
        rows = collections.defaultdict(dict)
        with open(ROOT / "examples" / "sentences.tsv", newline="") as table:
            for row in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE):
                rows[row["id"]][row["form"]] = row
        batch = [{"id": f"{number}-{form}", "date": "2021-06-16", "text": row["sentence"]}
                 for number, forms in rows.items() for form, row in forms.items()]
        records, agree, right, forms_right = code(batch), 0, 0, collections.Counter()
        for number, forms in rows.items():
            row = forms["active"]
            expected = ("event", row["activity"], frozenset(filter(None, row["actors"].split(","))),
                        frozenset(filter(None, row["recipients"].split(","))))
            acts = [told(records[f"{number}-{form}"], row["activity"]) for form in FORMS]
            same = acts[0] is not None and len(set(acts)) == 1
            agree += same
            right += same and acts[0] == expected
            forms_right.update(form for form, act in zip(FORMS, acts) if act == expected)
            if "PROPERTIES_DETAIL" in os.environ and not (same and acts[0] == expected):
                print(number, "differ" if not same else "wrong", shown(expected))
                for form, act in zip(FORMS, acts):
                    print("  ", "+" if act == expected else "-", forms[form]["sentence"])
                    print("       ", shown(act), [json.loads(r)["rule"] for r in
                                                 records[f"{number}-{form}"]])
        print(f"triples: {agree} of {len(rows)} agree in all three forms, {right} as the table says; "
              f"right by form: {dict(forms_right)}")
        self.assertGreaterEqual(len(rows), 60)
        self.assertGreaterEqual(agree, AGREE_FLOOR)
        self.assertGreaterEqual(right, RIGHT_FLOOR)
