/* material_claims.c - claims into the review's material, and what is read on demand. */
#include "review/material_read.h"
#include "review/model.h"

#include "base/buffer.h"
#include "base/error.h"

/* All claims, of which the country's are kept: one row for each figure, and one for each
 * achievement. */
static const char CLAIMS[] =
    "SELECT r.number, r.id, r.rule, r.document, r.confidence, r.recalled, r.activity, r.form, "
    "r.time, r.first_date, r.last_date, coalesce(c.quantity, q.ordinal), "
    "coalesce(c.line, 0), c.speaker, coalesce(c.number, q.number), coalesce(c.bound, q.bound), "
    "coalesce(c.unit, q.unit), c.repeats, c.counted, c.difference, l.definition, c.explanation "
    "FROM record_now r JOIN document d ON d.number = r.document "
    "LEFT JOIN quantity q ON q.record = r.number AND r.form = 'figure' "
    "LEFT JOIN claim c ON c.record = r.number AND c.quantity = q.ordinal "
    "LEFT JOIN claim_line l ON l.number = c.line "
    "WHERE r.kind = 'claim' "
    "ORDER BY d.date, d.hash, r.ordinal, q.ordinal";

static void take_claim(att_material *material, const att_query *query) {
    att_claim_row *claim = ATT_PUSH(material->arena, &material->claims);
    claim->record = att_query_number(query, 0);
    claim->id = att_material_text(material, query, 1);
    if (att_query_number(query, 11) > 0)
        claim->id = att_arena_format(material->arena, "%s-%d", claim->id.data,
                                     (int)att_query_number(query, 11));
    claim->rows = (att_span_of){material->rows.count, 1};
    *ATT_PUSH(material->arena, &material->rows) =
        (att_source_row){claim->record,
                         claim->id,
                         att_material_text(material, query, 2),
                         att_lookup_get(&material->story_of, att_query_number(query, 3)),
                         att_query_double(query, 4),
                         att_query_number(query, 5)};
    claim->activity = att_material_activity(query, 6);
    claim->figure = !att_query_is_null(query, 14);
    claim->time = att_material_text(material, query, 8);
    claim->first = att_query_date(query, 9);
    claim->last = att_query_date(query, 10);
    claim->line = att_query_number(query, 12);
    claim->speaker = att_material_text(material, query, 13);
    claim->number = att_query_double(query, 14);
    claim->bound = att_material_text(material, query, 15);
    claim->unit = att_material_text(material, query, 16);
    claim->repeats = att_query_number(query, 17);
    claim->counted_known = !att_query_is_null(query, 18);
    claim->counted = att_query_number(query, 18);
    claim->difference = att_query_double(query, 19);
    claim->definition = att_material_text(material, query, 20);
    claim->explanation = att_material_text(material, query, 21);
}

/* Claims of one record stand together. Parties and fields are read by material_parts.c. */
att_status att_material_read_claims(att_material *material, att_error *error) {
    att_query query;
    att_query_begin(&query, material->store, CLAIMS, error);
    while (att_query_next(&query)) {
        int64_t record = att_query_number(&query, 0);
        if (!material->mine[record])
            continue;
        if (att_lookup_get(&material->claim_of, record) == ATT_NONE)
            att_lookup_put(material->arena, &material->claim_of, record, material->claims.count);
        take_claim(material, &query);
    }
    return att_query_end(&query);
}

/* ---- on demand ------------------------------------------------------------------------------ */

const char *att_level_name(uint8_t level) {
    static const char *const names[] = {"not stated",
                                        "head of state or government",
                                        "head of state or government",
                                        "minister",
                                        "deputy minister or chief of defence",
                                        "chief of a service",
                                        "director or ambassador",
                                        "attaché or commander",
                                        "officer or spokesperson"};
    return names[level < sizeof names / sizeof *names ? level : 8];
}

const att_source_row *att_act_best(const att_material *material, const att_act_row *act) {
    for (uint32_t i = 0; i < act->reports.count; i++) {
        const att_source_row *row = att_material_row(material, act->reports, i);
        if (row->number == act->record)
            return row;
    }
    return att_material_row(material, act->reports, 0);
}

bool att_takes_part(const att_material *material, att_span_of parties, att_slice code) {
    for (uint32_t i = 0; i < parties.count; i++)
        if (att_slice_equal(material->parties.items[parties.first + i].code, code))
            return true;
    return false;
}

void att_material_end(att_material *material, att_query *query) {
    att_status status = att_query_end(query);
    if (status && !material->status)
        material->status = status;
}

/* White space made single; cut before a word where it is too long. */
static att_slice on_one_line(att_arena *arena, att_slice text, uint32_t most) {
    char *out = att_arena_alloc(arena, text.size + 8);
    uint32_t size = 0, last_space = 0;
    for (uint32_t i = 0; i < text.size; i++) {
        bool space = (unsigned char)text.data[i] <= ' ';
        if (size >= most && last_space) {
            memcpy(out + last_space, " …", 5);
            return (att_slice){out, last_space + 4};
        }
        if (space && (!size || out[size - 1] == ' '))
            continue;
        if (space)
            last_space = size;
        out[size++] = space ? ' ' : text.data[i];
    }
    while (size && out[size - 1] == ' ')
        size--;
    return (att_slice){out, size};
}

att_slice att_material_quote(att_material *material, int64_t record, uint32_t most) {
    att_query query;
    att_query_begin(&query, material->store,
                    "SELECT quote FROM evidence WHERE record = ?1 ORDER BY ordinal LIMIT 1",
                    material->error);
    att_query_integer(&query, 1, record);
    att_slice out = ATT_SLICE_EMPTY;
    if (att_query_next(&query))
        out = on_one_line(material->arena, att_query_column(&query, 0), most);
    att_material_end(material, &query);
    return out;
}

att_slice att_material_reason(att_material *material, int64_t undertaking, int64_t record) {
    att_query query;
    att_query_begin(&query, material->store,
                    "SELECT reason FROM outcome WHERE undertaking = ?1 AND record = ?2",
                    material->error);
    att_query_integer(&query, 1, undertaking);
    att_query_integer(&query, 2, record);
    att_slice out = ATT_SLICE_EMPTY;
    if (att_query_next(&query))
        out = att_arena_copy(material->arena, att_query_column(&query, 0));
    att_material_end(material, &query);
    return out;
}

att_slice att_material_instrument(att_material *material, int64_t record) {
    att_query query;
    att_query_begin(&query, material->store, "SELECT instrument FROM record_now WHERE number = ?1",
                    material->error);
    att_query_integer(&query, 1, record);
    att_slice out = ATT_SLICE_EMPTY;
    if (att_query_next(&query))
        out = att_material_text(material, &query, 0);
    att_material_end(material, &query);
    return out;
}

att_slice att_material_persons(att_material *material, int64_t record, att_slice code) {
    att_query query;
    att_query_begin(&query, material->store,
                    "SELECT name, office FROM participant_now WHERE record = ?1 AND code = ?2 "
                    "AND role <> 'speaker' AND (name <> '' OR office <> '') ORDER BY role, ordinal",
                    material->error);
    att_query_integer(&query, 1, record);
    att_query_text(&query, 2, code);
    att_buffer out;
    att_buffer_init(&out);
    while (att_query_next(&query)) {
        att_slice name = att_query_column(&query, 0), office = att_query_column(&query, 1);
        att_buffer_add(&out, out.size ? "; " : "");
        bool told =
            name.size && office.size && memmem(office.data, office.size, name.data, name.size);
        att_buffer_add_slice(&out, name.size && !told ? name : office); /* "Gen. A, Minister" */
        if (name.size && office.size && !told)
            att_buffer_format(&out, ", %.*s", (int)office.size, office.data);
    }
    att_material_end(material, &query);
    att_slice text = att_arena_copy(material->arena, att_buffer_slice(&out));
    att_buffer_release(&out);
    return text;
}

att_slice att_bound_text(att_slice bound) {
    static const struct {
        const char *sign, *text;
    } words[] = {{">", "more than "}, {">=", "at least "}, {"<", "fewer than "}, {"~", "about "}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (att_slice_is(bound, words[i].sign))
            return att_slice_of(words[i].text);
    return ATT_SLICE_EMPTY;
}

att_slice att_material_numbers(att_material *material, int64_t record) {
    att_query query;
    att_query_begin(&query, material->store,
                    "SELECT number, bound, unit FROM quantity WHERE record = ?1 ORDER BY ordinal",
                    material->error);
    att_query_integer(&query, 1, record);
    att_buffer out;
    att_buffer_init(&out);
    while (att_query_next(&query)) {
        att_slice number = att_number_text(material->arena, att_query_double(&query, 0));
        att_buffer_add(&out, out.size ? "; " : "");
        att_buffer_add_slice(&out, att_bound_text(att_query_column(&query, 1)));
        att_buffer_add_slice(&out, number);
        att_buffer_add(&out, " ");
        att_buffer_add_slice(&out, att_query_column(&query, 2));
    }
    att_material_end(material, &query);
    att_slice text = att_arena_copy(material->arena, att_buffer_slice(&out));
    att_buffer_release(&out);
    return text;
}
