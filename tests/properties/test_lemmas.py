"""A verb, noun or adjective that the rule files name is found in all its forms: in a plain sentence, parsed by
the program, the lemma of the form is the trigger. (tests/unit/parse/lemmas.c checks the lemma
rules alone, with the tag given; here the parser chooses the tag.)"""
import re
import unittest

from batch import run
from program import ROOT

FLOOR = 0.995
FRAMES = {
    "base": "The ministers will {} the plan together.",
    "third": "The minister {} the plan every year.",
    "past": "The minister {} the plan on Monday.",
    "participle": "The plan was {} by the minister on Monday.",
    "gerund": "The minister is {} the plan today.",
    "singular": "The {} took place on Monday.",
    "plural": "Two {} took place on Monday.",
    "adjective": "The ministers were {} on Monday.",
}
WORD = re.compile(r"[a-z]+")


def triggers():
    """The words of the rules by part of speech, without particles and with classes spelled out."""
    classes, found = {}, {"verb": set(), "noun": set(), "adjective": set()}
    for path in sorted((ROOT / "data/lang/en/rules").glob("*.rules")):
        for line in path.read_text().splitlines():
            keyword, _, rest = line.strip().partition(" ")
            if keyword == "class":
                name, _, values = rest.partition(":")
                classes[name] = values
            if keyword in found and line.startswith(" "):
                words = re.sub(r"@([\w-]+)", lambda match: classes.get(match[1], ""), rest)
                found[keyword].update(word.split("+")[0].strip() for word in words.split(","))
    return {kind: sorted(w for w in words if WORD.fullmatch(w) and w not in TWO_BASES) for kind, words in found.items()}


# Verbs of two bases, of which the lemma is the other one.
TWO_BASES = ("enroll", "fulfill", "lambast")


def irregular():
    rows = (ROOT / "train/irregular.tsv").read_text().splitlines()
    rows = [row.split("\t") for row in rows if row.count("\t") > 1 and not row.startswith("#")]
    return {verb: (past.split(), participle.split()) for verb, past, participle, *_ in rows}


def with_s(word):
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ies"
    return word + ("es" if re.search(r"(s|x|z|ch|sh|[^aeio]o)$", word) else "s")


def with_ending(verb, ending):
    if ending == "ed" and re.search(r"[^aeiou]y$", verb):
        return verb[:-1] + "ied"
    if verb.endswith("ie") and ending == "ing":
        return verb[:-2] + "ying"
    if re.search(r"(ee|ye|oe)$", verb):
        return verb + ending[verb[-1] == ending[0]:]
    if verb.endswith("e"):
        return verb[:-1] + ending
    if re.fullmatch(r"[^aeiou]*[aeiou][^aeiouwxy]|e?qui[^aeiouwxy]", verb):
        return verb + verb[-1] + ending
    return verb + ending


def doubtful(verb):
    """Whether the last consonant may be doubled by stress alone ("confer", "offer")."""
    return re.search(r"[^aeiou](qu)?[aeiou][^aeiouwxy]$", verb) and len(
        re.findall(r"[aeiouy]+", verb)) > 1


def forms(kind, word, table):
    if kind == "verb" and word not in ("be", "have", "do"):
        yield "base", word
        yield "third", with_s(word)
        pasts, participles = table.get(word, ([], []))
        if not doubtful(word):
            yield "gerund", with_ending(word, "ing")
            pasts, participles = (pasts or [with_ending(word, "ed")],
                                  participles or [with_ending(word, "ed")])
        yield from (("past", form) for form in pasts)
        yield from (("participle", form) for form in participles)
    elif kind == "noun":
        yield "singular", word
        if not re.search(r"(s|man|sis|um|ing|child|craft|people|staff|aid|fe|lf)$", word):
            yield "plural", with_s(word)
    elif kind == "adjective":
        yield "adjective", word


def fits(kind, word):
    """Whether the form itself counts: a participle that the rules name as an adjective, a plural
    whose singular they name as well."""
    return kind == "adjective" and word.endswith("ed") or kind == "noun" and word.endswith("s")


class Lemmas(unittest.TestCase):
    def test_triggers(self):
        table, wanted, sentences = irregular(), [], []
        for kind, words in triggers().items():
            for word in words:
                for frame, form in forms(kind, word, table):
                    wanted.append((kind, frame, word, form))
                    sentences.append(FRAMES[frame].format(form))
        parsed = run("parse", "--input", "json", "-", text="".join(
            f'{{"id": "{n}", "date": "2023-06-14", "text": "{text}"}}\n'
            for n, text in enumerate(sentences)))
        found = {}
        for sentence in parsed.split("\n\n"):
            number = re.search(r"# sent_id = (\d+)-", sentence)
            for row in sentence.splitlines():
                if number and not row.startswith("#"):
                    _, form, lemma, upos = row.split("\t")[:4]
                    found.setdefault(int(number[1]), []).append((form, lemma, upos))
        missed = []
        for number, (kind, frame, word, form) in enumerate(wanted):
            hits = [row for row in found.get(number, []) if row[0].lower() == form]
            if any(word in (lemma, form) if fits(kind, word) else lemma == word
                   for form, lemma, _ in hits):
                continue
            missed.append(f"{form} ({frame} of {word}): {hits}")
        share = 1 - len(missed) / len(wanted)
        print(f"lemmas: {len(wanted)} forms of {len({w[2] for w in wanted})} words, "
              f"{len(missed)} missed ({share:.2%} found)")
        print("\n".join(missed[:60]))
        self.assertGreater(len(wanted), 1000)
        self.assertGreaterEqual(share, FLOOR)
