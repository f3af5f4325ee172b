/* characters.c - see characters.h. ASCII by a table; typographic signs by name; the rest by
 * Unicode's general category. */
#include "tokens/characters.h"

#include "base/utf8.h"

#include <utf8proc.h>

#define SP ATT_CHARACTER_SPACE
#define LO ATT_CHARACTER_LOWER
#define UP ATT_CHARACTER_UPPER
#define DI ATT_CHARACTER_DIGIT
#define PE ATT_CHARACTER_PERIOD
#define AP ATT_CHARACTER_APOSTROPHE
#define HY ATT_CHARACTER_HYPHEN
#define RU ATT_CHARACTER_RUN
#define OP ATT_CHARACTER_OPEN
#define CL ATT_CHARACTER_CLOSE
#define QU ATT_CHARACTER_QUOTE
#define CU ATT_CHARACTER_CURRENCY
#define SY ATT_CHARACTER_SYMBOL

const unsigned char att_character_ascii[128] = {
    SP, SP, SP, SP, SP, SP, SP, SP, SP, SP, SP, SP, SP, SP, SP, SP, /* controls */
    SP, SP, SP, SP, SP, SP, SP, SP, SP, SP, SP, SP, SP, SP, SP, SP, /* */
    SP, RU, QU, RU, CU, SY, SY, AP, OP, CL, RU, RU, SY, HY, PE, SY, /* space to / */
    DI, DI, DI, DI, DI, DI, DI, DI, DI, DI, SY, SY, RU, RU, RU, RU, /* 0 to ? */
    SY, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, /* @ to O */
    UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, OP, SY, CL, SY, RU, /* P to _ */
    AP, LO, LO, LO, LO, LO, LO, LO, LO, LO, LO, LO, LO, LO, LO, LO, /* ` to o */
    LO, LO, LO, LO, LO, LO, LO, LO, LO, LO, LO, OP, SY, CL, RU, SP, /* p to DEL */
};

static att_character by_category(uint32_t code_point) {
    switch (utf8proc_category((utf8proc_int32_t)code_point)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LT:
        return UP;
    case UTF8PROC_CATEGORY_LL:
        return LO;
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
        return ATT_CHARACTER_LETTER;
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
        return DI;
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
    case UTF8PROC_CATEGORY_CC:
        return SP;
    case UTF8PROC_CATEGORY_PS:
    case UTF8PROC_CATEGORY_PI:
        return OP;
    case UTF8PROC_CATEGORY_PE:
    case UTF8PROC_CATEGORY_PF:
        return CL;
    case UTF8PROC_CATEGORY_SC:
        return CU;
    default:
        return SY;
    }
}

att_character att_character_beyond_ascii(att_slice text, uint32_t offset, uint32_t *size) {
    uint32_t code_point = att_utf8_decode(text, offset, size);
    switch (code_point) {
    case 0x2018: /* ‘ and ’: which of quotation mark and apostrophe is the scanner's matter */
    case 0x2019:
    case 0x02BC:
    case 0x00B4:
        return AP;
    case 0x2010:
    case 0x2011:
        return HY;
    case 0x2026:
        return RU;
    case 0x200B: /* zero-width space, byte order mark */
    case 0xFEFF:
        return SP;
    case 0x00AD: /* soft hyphen and joiners: invisible, inside words */
    case 0x200C:
    case 0x200D:
        return ATT_CHARACTER_LETTER;
    case 0x00AA:
    case 0x00BA:
    case 0x00B2:
    case 0x00B3:
        return SY;
    default:
        return by_category(code_point);
    }
}
