#include "store/passes.h"
att_status att_pass_directives(att_passes *p) {
    (void)p;
    return 0;
}
att_status att_pass_claims(att_passes *p) {
    (void)p;
    return 0;
}
att_status att_pass_persons(att_passes *p) {
    (void)p;
    return 0;
}
