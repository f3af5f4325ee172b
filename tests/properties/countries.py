"""Exchanging two countries in a text: name for name, adjective for adjective, noun for noun,
capital for capital. A country takes part if each of these is one word without an article and
without another meaning, so that the exchange leaves the grammar as it was."""
import collections
import re

from program import ROOT

WORLD = ROOT / "data" / "world"
SINGULAR, PLURAL, ADJECTIVE, NAME, CAPITAL = "singular", "plural", "adjective", "name", "capital"
KINDS = {"name": NAME, "demonym-adjective": ADJECTIVE, "capital": CAPITAL}
CODES_IN = ("actors", "recipients", "speakers")


def table(name):
    rows = (WORLD / name).read_text().splitlines()
    return [row.split("\t") for row in rows if row and not row.startswith("#")]


def plain(form, note):
    parts = note.split(";")
    return re.fullmatch(r"[A-Z][a-z]+", form) and "ambiguous" not in parts and not (
        {"prefix", "part", "spelling", "case"} & set(parts))


class Countries:
    """The exchangeable forms of each state, and every other form that names it."""

    def __init__(self):
        members = {row[0]: row for row in table("states.tsv") if row[2] == "member"}
        self.forms, self.others = {code: {} for code in members}, {code: set() for code in members}
        for code, form, kind, note in (row + [""] * (4 - len(row)) for row in
                                       table("state_names.tsv")):
            if code not in members:
                continue
            place = KINDS.get(kind)
            if kind == "demonym-noun":
                plural = form.endswith("s") and not form.endswith("ss")
                place = PLURAL if plural else SINGULAR
            forms = self.forms[code]
            if place and plain(form, note) and place not in forms:
                forms[place] = form
            elif form not in forms.values():
                self.others[code].add(form)
        for code, forms in self.forms.items():
            forms.setdefault(PLURAL, forms.get(SINGULAR, ""))
            self.others[code] -= set(forms.values())
        self.complete = sorted(code for code, forms in self.forms.items()
                               if all(forms.get(k) for k in (NAME, ADJECTIVE, SINGULAR, CAPITAL))
                               and f"the {forms[NAME]}" not in self.others[code])

        self.own = collections.defaultdict(set)
        for file, names, code in (("places.tsv", (0, 1), 2), ("places_extra.tsv", (1, 2), 4),
                                  ("organs.tsv", (0,), 1), ("leaders.tsv", (1, 2), 0)):
            for row in table(file):
                for column in names:
                    self.own[row[code]].update(row[column].split("|"))

    def keeps(self, text, code):
        """Whether a town, a body or a leader of the state is named, which no exchange moves."""
        words = re.findall(r"\w[\w'’-]*", text)
        runs = {" ".join(words[at:at + size]) for at in range(len(words)) for size in (1, 2, 3, 4)
                if words[at][0].isupper()}
        return bool(runs & (self.own[code] - set(self.forms[code].values())))

    def named_in(self, text):
        words = set(re.findall(r"[A-Z][a-z]+", text))
        return [code for code in self.complete if words & set(self.forms[code].values())]

    def other_forms_in(self, text, code):
        return [form for form in self.others[code]
                if re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text)]


class Exchange:
    """Exchanges two countries in texts and in records."""

    def __init__(self, countries, first, second):
        self.codes = {first: second, second: first}
        self.forms = {}
        for here, there in self.codes.items():
            source, target = countries.forms[here], countries.forms[there]
            for kind in (PLURAL, SINGULAR, ADJECTIVE, CAPITAL, NAME):
                self.forms[source[kind]] = target[kind]
                self.forms[source[kind].upper()] = target[kind].upper()
        alternatives = "|".join(sorted(map(re.escape, self.forms), key=len, reverse=True))
        self.pattern = re.compile(rf"(?:\b([Aa]n?) )?\b({alternatives})\b")

    def replace(self, match):
        article, form = match.groups()
        form = self.forms[form]
        if not article:
            return form
        return article[0] + ("n " if form[0] in "AEIO" else " ") + form

    def text(self, text):
        return self.pattern.sub(self.replace, text)

    def record(self, record, text):
        """What the record of `text` should become."""
        found = readable(record, text)
        for role in CODES_IN:
            for party in found[role] or []:
                party["code"] = self.codes.get(party["code"], party["code"])
        place = found["place"]
        if place and place["text"] in self.codes:  # a place that only its country gives
            place["text"] = place["country"] = self.codes[place["text"]]
        elif place and self.text(place["text"]) != place["text"]:
            place["country"] = self.codes.get(place["country"], place["country"])
        return self.strings(found)

    def strings(self, value):
        if isinstance(value, dict):
            return {key: self.strings(part) for key, part in value.items()}
        if isinstance(value, list):
            return [self.strings(part) for part in value]
        return self.text(value) if isinstance(value, str) else value


def readable(record, text):
    """A record with its evidence as text, without what the names alone decide: id, coordinates."""
    data = text.encode()
    found = {key: value for key, value in record.items() if key != "id"}
    found["evidence"] = [data[span["start"]:span["end"]].decode() for span in record["evidence"]]
    if found["place"]:
        found["place"] = {key: found["place"][key] for key in ("text", "country")}
    return found
