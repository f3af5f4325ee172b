/* compare.c - what the passes ask of two records: families, mechanisms, figures, persons. */
#include "store/passes.h"

/* ---- families of activities -------------------------------------------------------------------
 */

int att_family(uint8_t activity) {
    switch (activity) {
    case ATT_ACTIVITY_RECEPTION:
    case ATT_ACTIVITY_DIALOGUE:
    case ATT_ACTIVITY_ACCREDITATION:
    case ATT_ACTIVITY_CALL:
        return ATT_ACTIVITY_TALKS;
    case ATT_ACTIVITY_DECLARATION:
        return ATT_ACTIVITY_SIGNING;
    case ATT_ACTIVITY_CONFERENCE:
        return ATT_ACTIVITY_FORUM;
    case ATT_ACTIVITY_MEDICAL:
    case ATT_ACTIVITY_RELIEF:
        return ATT_ACTIVITY_HANDOVER;
    case ATT_ACTIVITY_EXCHANGE:
        return ATT_ACTIVITY_TRAINING;
    case ATT_ACTIVITY_PROPOSAL:
        return ATT_ACTIVITY_STATEMENT;
    default:
        return activity;
    }
}

/* ---- mechanisms
 * ----------------------------------------------------------------------------------- */

static bool next_word(att_slice *rest, att_slice *word) {
    return att_slice_next(rest, ' ', word);
}

bool att_has_word(att_slice text, att_slice wanted) {
    att_slice word;
    while (next_word(&text, &word))
        if (att_slice_equal(word, wanted))
            return true;
    return false;
}

double att_mechanism_likeness(const att_snapshot *snapshot, const snap_record *a,
                              const snap_record *b) {
    if (a->instrument_code && a->instrument_code == b->instrument_code)
        return 1;
    if (a->mechanism && a->mechanism == b->mechanism)
        return 1;
    att_slice first = att_snapshot_text(snapshot, a->mechanism), word;
    att_slice second = att_snapshot_text(snapshot, b->mechanism);
    uint32_t words[2] = {0, 0}, common = 0;
    for (att_slice rest = second; rest.size && next_word(&rest, &word);)
        words[1]++;
    for (att_slice rest = first; rest.size && next_word(&rest, &word); words[0]++)
        common += att_has_word(second, word);
    uint32_t least = words[0] < words[1] ? words[0] : words[1];
    return least ? (double)common / least : 0;
}

bool att_editions_differ(const snap_record *a, const snap_record *b) {
    if (a->edition >= 0 && b->edition >= 0)
        return a->edition != b->edition;
    return a->year >= 0 && b->year >= 0 && a->year != b->year;
}

double att_fields_jaccard(att_fields a, att_fields b) {
    int all = __builtin_popcount(a | b);
    return all ? (double)__builtin_popcount(a & b) / all : 0;
}

/* ---- figures
 * ------------------------------------------------------------------------------------- */

bool att_figure_shared(const att_snapshot *snapshot, const snap_record *a, const snap_record *b) {
    for (uint32_t i = a->quantities.first; i < a->quantities.end; i++)
        for (uint32_t j = b->quantities.first; j < b->quantities.end; j++) {
            const snap_quantity *x = &snapshot->quantities.items[i];
            const snap_quantity *y = &snapshot->quantities.items[j];
            if (x->class == y->class && x->number == y->number && x->number != 1)
                return true;
        }
    return false;
}

static bool figures_meet(double low, double high, const snap_quantity *quantity) {
    return low <= quantity->high && quantity->low <= high;
}

/* Sums of all and greatest of the figures of a class. */
typedef struct class_figures {
    const snap_quantity *greatest;
    double sum;
    uint32_t count;
} class_figures;

static class_figures gather(const att_snapshot *snapshot, const snap_record *record,
                            att_text class) {
    class_figures figures = {0};
    for (uint32_t i = record->quantities.first; i < record->quantities.end; i++) {
        const snap_quantity *quantity = &snapshot->quantities.items[i];
        if (quantity->class != class)
            continue;
        figures.sum += quantity->number;
        figures.count++;
        if (!figures.greatest || quantity->number > figures.greatest->number)
            figures.greatest = quantity;
    }
    return figures;
}

static bool any_meets(const att_snapshot *snapshot, const snap_record *a, const snap_record *b,
                      att_text class) {
    for (uint32_t i = a->quantities.first; i < a->quantities.end; i++)
        for (uint32_t j = b->quantities.first; j < b->quantities.end; j++) {
            const snap_quantity *x = &snapshot->quantities.items[i];
            const snap_quantity *y = &snapshot->quantities.items[j];
            if (x->class == class && y->class == class && figures_meet(x->low, x->high, y))
                return true;
        }
    return false;
}

/* The dead of an attack are told as dead in one story, as soldiers or militiamen in another. */
static class_figures gather_dead(const att_snapshot *snapshot, const snap_record *record,
                                 att_text dead) {
    class_figures figures = gather(snapshot, record, dead);
    if (figures.count || record->plover != ATT_PLOVER_ASSAULT)
        return figures;
    att_text person = att_map_get(&snapshot->numbers, att_slice_of("person"));
    return gather(snapshot, record, person);
}

/* Parts may be told in one story and the whole in another: then the sum is the figure. */
static bool class_disagrees(att_figure_pair *out, const att_snapshot *snapshot,
                            const snap_record *a, const snap_record *b, att_text class) {
    bool dead = att_slice_is(att_snapshot_text(snapshot, class), "dead");
    class_figures x = gather(snapshot, a, class);
    class_figures y = dead ? gather_dead(snapshot, b, class) : gather(snapshot, b, class);
    if (!x.count || !y.count || any_meets(snapshot, a, b, class))
        return false;
    if ((x.count > 1 && figures_meet(x.sum, x.sum, y.greatest)) ||
        (y.count > 1 && figures_meet(y.sum, y.sum, x.greatest)))
        return false;
    *out = (att_figure_pair){x.greatest, y.greatest};
    return true;
}

bool att_figures_near(const att_snapshot *snapshot, const snap_record *a, const snap_record *b) {
    for (uint32_t i = a->quantities.first; i < a->quantities.end; i++) {
        att_text class = snapshot->quantities.items[i].class;
        class_figures x = gather(snapshot, a, class), y = gather(snapshot, b, class);
        if (!x.count || !y.count || x.greatest->number < 10)
            continue;
        double ratio = x.greatest->number / (y.greatest->number > 0 ? y.greatest->number : 1);
        if (ratio > 0.8 && ratio < 1.25)
            return true;
    }
    return false;
}

bool att_figures_disagree(att_figure_pair *out, uint32_t *cursor, const att_snapshot *snapshot,
                          const snap_record *a, const snap_record *b) {
    for (; a->quantities.first + *cursor < a->quantities.end; (*cursor)++) {
        uint32_t here = a->quantities.first + *cursor;
        att_text class = snapshot->quantities.items[here].class;
        bool before = !class;
        for (uint32_t i = a->quantities.first; i < here; i++)
            before |= snapshot->quantities.items[i].class == class;
        if (!before && class_disagrees(out, snapshot, a, b, class)) {
            (*cursor)++;
            return true;
        }
    }
    return false;
}

const char *att_figure_text(att_passes *passes, const snap_quantity *quantity) {
    const char *sign = quantity->bound ? att_bound_sign((att_bound)quantity->bound) : "";
    att_slice unit = att_snapshot_text(&passes->snapshot, quantity->unit);
    return att_arena_format(passes->arena, "%s%.15g %s", sign, quantity->number, unit.data).data;
}

/* ---- persons
 * -------------------------------------------------------------------------------------- */

static uint32_t distance_limit(uint32_t size) {
    return size >= 9 ? 2 : size >= 6 ? 1 : 0; /* Khanh is not Thanh */
}

/* Whether two words differ by at most `limit` letters changed, added or dropped. */
static bool nearly_equal(att_slice a, att_slice b, uint32_t limit) {
    uint32_t i = 0, left = a.size, right = b.size;
    while (i < left && i < right && a.data[i] == b.data[i])
        i++;
    while (left > i && right > i && a.data[left - 1] == b.data[right - 1])
        left--, right--;
    uint32_t rest = left > right ? left - i : right - i;
    return rest <= limit;
}

static bool word_fits(att_slice a, att_slice b) {
    while (a.size && a.data[a.size - 1] == '.')
        a.size--;
    while (b.size && b.data[b.size - 1] == '.')
        b.size--;
    if (!a.size || !b.size)
        return false;
    if (a.size == 1 || b.size == 1)
        return a.data[0] == b.data[0];
    return nearly_equal(a, b, distance_limit(a.size < b.size ? a.size : b.size));
}

bool att_name_fits(att_slice shorter, att_slice longer) {
    att_slice word, other, rest = longer;
    bool any = false;
    while (shorter.size && next_word(&shorter, &word)) {
        bool found = false;
        while (!found && rest.size && next_word(&rest, &other))
            found = word_fits(word, other);
        if (!found)
            return false;
        any = true;
    }
    return any;
}

static bool names_fit(const att_snapshot *snapshot, att_text a, att_text b) {
    att_slice x = att_snapshot_text(snapshot, a), y = att_snapshot_text(snapshot, b);
    return x.size < y.size ? att_name_fits(x, y) : att_name_fits(y, x);
}

att_persons att_persons_compare(const att_snapshot *snapshot, const snap_record *a,
                                const snap_record *b) {
    att_persons result = ATT_PERSONS_UNKNOWN;
    for (uint32_t i = a->participants.first; i < a->participants.end; i++) {
        const snap_participant *x = &snapshot->participants.items[i];
        bool compared = false, same = false;
        for (uint32_t j = b->participants.first; j < b->participants.end; j++) {
            const snap_participant *y = &snapshot->participants.items[j];
            if (x->role == ATT_RECORD_SPEAKER || y->role == ATT_RECORD_SPEAKER ||
                x->code != y->code || !x->name || !y->name)
                continue;
            compared = true;
            same |= names_fit(snapshot, x->name, y->name);
        }
        if (compared && !same)
            return ATT_PERSONS_OTHER;
        if (same)
            result = ATT_PERSONS_SAME;
    }
    return result;
}
