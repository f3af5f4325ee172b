/* time_tense.c - whether what stands beside a date is told as past or to come.
 *
 * The words before the date decide, up to the boundary of the clause; then those after it. This
 * reads words, not the tree: in long sentences the parse errs most just here. */
#include "mentions/time_read.h"

enum { REACH = 24 };

static bool is_be(att_slice text) {
    return att_slice_is(text, "is") || att_slice_is(text, "are") || att_slice_is(text, "was") ||
           att_slice_is(text, "were");
}

static bool is_past_auxiliary(att_slice text) {
    return att_slice_is(text, "was") || att_slice_is(text, "were") || att_slice_is(text, "had") ||
           att_slice_is(text, "did") || att_slice_is(text, "has") || att_slice_is(text, "have");
}

/* 1 finite past, 2 past participle, 0 neither. The tagger is asked where there is one. */
static int past_form(const time_reader *reader, uint32_t at) {
    enum {
#define ATT_XPOS(id, name) XPOS_##id,
#include "document/xpos.def"
#undef ATT_XPOS
    };
    const att_atom *atom = atom_at(reader, at);
    if (atom->kind != ATT_ATOM_WORD || atom->capital)
        return 0;
    if (reader->document->words) {
        const att_word *word = &reader->document->words[atom->token];
        return word->xpos == XPOS_VBD ? 1 : word->xpos == XPOS_VBN ? 2 : 0;
    }
    if (att_slice_ends(atom->text, "ed") && atom->text.size > 4)
        return 2;
    return att_slice_is(atom->text, "held") || att_slice_is(atom->text, "met") ||
           att_slice_is(atom->text, "said") || att_slice_is(atom->text, "took") ||
           att_slice_is(atom->text, "left") || att_slice_is(atom->text, "began");
}

/* "to" before a word that may be a verb. */
static bool is_infinitive(const time_reader *reader, uint32_t at, uint32_t end) {
    if (!att_atom_is(reader->atoms, at, end, "to") || at + 1 >= end)
        return false;
    const att_atom *next = atom_at(reader, at + 1);
    return next->kind == ATT_ATOM_WORD && !next->capital &&
           (next->word == ATT_WORD_OTHER || next->word == ATT_WORD_FUTURE ||
            next->word == ATT_WORD_EDGE);
}

/* "the expulsion on Tuesday" after "to", "following": the date is the noun's own. */
static bool is_of_a_past_noun(const time_reader *reader, uint32_t from) {
    const att_atom *atoms = reader->atoms->items;
    if (from < reader->first + 4 || atoms[from - 1].word != ATT_WORD_PREPOSITION)
        return false;
    att_slice noun = atoms[from - 2].text;
    bool deed = att_slice_ends(noun, "sion") || att_slice_ends(noun, "tion") ||
                att_slice_ends(noun, "ment") || att_slice_is(noun, "attack");
    att_slice led = atoms[from - 4].text;
    return deed && (att_slice_is(led, "to") || att_slice_is(led, "after") ||
                    att_slice_is(led, "following") || att_slice_is(led, "over") ||
                    att_slice_is(led, "despite") || att_slice_is(led, "about"));
}

/* "be held", "have begun", "to have": what stands before decides. */
static bool is_led_to(const time_reader *reader, uint32_t at) {
    if (at == reader->first)
        return false;
    att_slice before = atom_at(reader, at - 1)->text;
    return att_slice_is(before, "be") || att_slice_is(before, "have") || att_slice_is(before, "to");
}

/* "is scheduled", "has been planned": still so; "a visit planned for May" may have been. */
static bool is_present(const time_reader *reader, uint32_t at) {
    if (at < reader->first + 2)
        return false;
    const att_atom *atom = atom_at(reader, at);
    return att_slice_is(atom[-1].text, "is") || att_slice_is(atom[-1].text, "are") ||
           (att_slice_is(atom[-1].text, "been") && !att_slice_is(atom[-2].text, "had"));
}

/* "moved to September", "postponed until May". */
static bool is_moved_to(const time_reader *reader, uint32_t from) {
    static const char *const verbs[] = {"moved",   "postponed", "rescheduled", "deferred",
                                        "delayed", "forward",   "pushed",      "back"};
    if (from < reader->first + 2)
        return false;
    att_slice led = atom_at(reader, from - 1)->text;
    if (!att_slice_is(led, "to") && !att_slice_is(led, "until") && !att_slice_is(led, "till"))
        return false;
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (att_slice_is(atom_at(reader, from - 2)->text, verbs[i]))
            return true;
    return false;
}

static int tense_before(const time_reader *reader, uint32_t from) {
    bool infinitive = false;
    uint32_t least = from > reader->first + REACH ? from - REACH : reader->first;
    for (uint32_t at = from; at-- > least;) {
        const att_atom *atom = atom_at(reader, at);
        if (atom->mark == ';' || atom->mark == ':' || atom->mark == '"')
            return 0;
        if (is_infinitive(reader, at, from)) {
            if (at > reader->first && is_be(atom[-1].text))
                return 2;
            infinitive = true;
        }
        if (atom->word == ATT_WORD_FUTURE && (atom->value != 2 || infinitive))
            return atom->value == 3 && !att_slice_is(atom->text, "due") && !is_present(reader, at)
                       ? 1
                       : 2;
        if (att_slice_is(atom->text, "upcoming"))
            return 2;
        if (!is_led_to(reader, at) &&
            (past_form(reader, at) || (is_past_auxiliary(atom->text) && !infinitive)))
            return -1;
    }
    return 0;
}

static int tense_after(const time_reader *reader, uint32_t to) {
    uint32_t commas = 0;
    uint32_t most = to + REACH < reader->end ? to + REACH : reader->end;
    for (uint32_t at = to; at < most; at++) {
        const att_atom *atom = atom_at(reader, at);
        if (atom->mark == ';' || atom->mark == ':' || (atom->mark == ',' && ++commas > 2))
            return 0;
        bool to_come = is_be(atom->text) && is_infinitive(reader, at + 1, reader->end);
        if (to_come || (atom->word == ATT_WORD_FUTURE && atom->value != 2))
            return atom->value == 3 && !is_present(reader, at) ? 1 : 2;
        if (past_form(reader, at) || is_past_auxiliary(atom->text))
            return -1;
    }
    return 0;
}

int att_time_tense(const time_reader *reader, uint32_t from, uint32_t to) {
    if (is_of_a_past_noun(reader, from))
        return -1;
    if (is_moved_to(reader, from))
        return 2;
    int tense = tense_before(reader, from);
    return tense ? tense : tense_after(reader, to);
}
