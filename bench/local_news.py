"""Stories made up from templates: local life, in which no state acts, some with a turn to politics.

The same seed gives the same stories. bench/throughput measures on them."""
import random

PEOPLE = ["the mayor", "a retired teacher", "the baker on the corner", "two sisters", "the head coach",
          "a volunteer", "the school choir", "the librarian", "a young farmer", "the bus driver",
          "our reporter", "the parish priest", "a group of pupils", "the council", "the fire brigade"]
NAMES = ["Mrs. Hollis", "Tom Barwick", "Anna Pell", "Mr. Quigg", "Lucy Tarn", "old Ned Farrow"]
PLACES = ["the town hall", "the river bank", "the village green", "the old mill", "the market square",
          "the sports ground", "the back room of the library", "the harbour wall", "the new school"]
THINGS = ["a prize marrow", "the leaking roof", "the summer fair", "a lost parrot", "forty cakes",
          "the late bus", "a broken fence", "the flower show", "the swimming pool", "a brass band"]
TIMES = ["on Saturday", "last week", "in the morning", "after the rain", "since 2014", "for three years",
         "on 12 May", "at half past nine", "in the holidays", "yesterday"]
SENTENCES = [
    "{Who} opened {thing} at {place} {time}.",
    "{Who} and {name} met at {place} {time} to talk about {thing}.",
    "It rained {time}, and {who} carried {thing} to {place}.",
    "\"We will mend {thing} before the winter,\" said {name}.",
    "More than {number} visitors came to {place} {time}, {who} said.",
    "{Who} has raised {number} pounds for {thing} {time}.",
    "{Name} must move {thing} from {place}, {who} ordered {time}.",
    "Nobody had expected {thing} to win, but {who} was not surprised.",
    "The path behind {place} is closed {time} while {who} repairs {thing}.",
    "{Who} agreed with {name} to hold {thing} again {time}.",
    "Tickets cost {number} pence and are sold at {place}.",
    "{Name} accused {who} of selling {thing} without a permit.",
    "Police were called to {place} {time} when {who} protested against {thing}.",
    "What a lovely day it was, and how well {who} sang.",
    "{Who} will visit {place} {time} and hand over {thing}.",
    "Both sides signed the lease of {place} {time}.",
]
POLITICS = [
    "{State} and {other} signed an agreement on defence cooperation {time}.",
    "The foreign minister of {state} visited {other} {time}.",
    "{State} rejected the accusations of {other} {time}.",
    "{State} will send {number} soldiers to an exercise with {other} {time}.",
    "President Macron received the defence minister of {state} {time}.",
]
STATES = ["France", "Vietnam", "Japan", "India", "Chile", "Kenya", "Poland", "Jordan", "Chad"]


def sentence(chance, templates):
    who, name = chance.choice(PEOPLE), chance.choice(NAMES)
    state, other = chance.sample(STATES, 2)
    return chance.choice(templates).format(
        who=who, Who=who[0].upper() + who[1:], name=name, Name=name[0].upper() + name[1:],
        place=chance.choice(PLACES), thing=chance.choice(THINGS), time=chance.choice(TIMES),
        number=chance.randrange(2, 900), state=state, State=state, other=other)


def stories(seed, count, political=0.1, length=(4, 16)):
    """Texts; of the given share of them a sentence in four is of politics."""
    chance = random.Random(seed)
    for _ in range(count):
        turns = chance.random() < political
        yield " ".join(sentence(chance, POLITICS if turns and chance.random() < 0.25 else SENTENCES)
                       for _ in range(chance.randint(*length)))
