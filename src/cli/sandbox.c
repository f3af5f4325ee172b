/* sandbox.c - see sandbox.h. By plain system calls: the C library of Debian 12 knows no Landlock.
 *
 * Refused calls fail with EPERM as if the user had no right to them; nothing that the program does
 * by itself asks for one. */
#include "cli/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- calls ---------------------------------------------------------------------------------- */

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#else
#define ARCHITECTURE 0
#endif

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define __SANITIZE_ADDRESS__ 1
#endif
#endif

#define NETWORK_CALLS                                                                              \
    SYS_socket, SYS_socketpair, SYS_connect, SYS_bind, SYS_listen, SYS_accept, SYS_accept4,        \
        SYS_sendto, SYS_sendmsg, SYS_sendmmsg, SYS_recvfrom, SYS_recvmsg, SYS_recvmmsg,            \
        SYS_io_uring_setup

static const unsigned network[] = {NETWORK_CALLS};
static const unsigned refused[] = {
    NETWORK_CALLS,   SYS_execve,  SYS_execveat,    SYS_process_vm_readv, SYS_process_vm_writev,
    SYS_pidfd_getfd, SYS_mount,   SYS_umount2,     SYS_pivot_root,       SYS_chroot,
    SYS_setns,       SYS_unshare, SYS_bpf,         SYS_perf_event_open,  SYS_userfaultfd,
    SYS_keyctl,      SYS_add_key, SYS_request_key, SYS_init_module,      SYS_finit_module,
    SYS_kexec_load,
#ifndef __SANITIZE_ADDRESS__ /* whose search for leaks looks at this process from another */
    SYS_ptrace,
#endif
};
enum { NETWORK = sizeof network / sizeof *network, REFUSED = sizeof refused / sizeof *refused };

#define LOAD(member)                                                                               \
    (struct sock_filter) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, member))
#define RETURN(what) (struct sock_filter) BPF_STMT(BPF_RET | BPF_K, what)
#define SKIP_IF(test, value, yes, no)                                                              \
    (struct sock_filter) BPF_JUMP(BPF_JMP | (test) | BPF_K, value, yes, no)

/* The kernel answers each of the calls as `answer` says, from here on. */
static bool hold_back(const unsigned *calls, unsigned count, uint32_t answer) {
    struct sock_filter code[REFUSED + 7];
    size_t size = 0;
    if (!ARCHITECTURE)
        return false;
    code[size++] = LOAD(arch); /* numbers of calls mean something in one architecture only */
    code[size++] = SKIP_IF(BPF_JEQ, ARCHITECTURE, 1, 0);
    code[size++] = RETURN(SECCOMP_RET_KILL_PROCESS);
    code[size++] = LOAD(nr);
    for (unsigned i = 0; i < count; i++)
        code[size++] = SKIP_IF(BPF_JEQ, calls[i], (uint8_t)(count - i), 0);
    /* x32 has the same calls under numbers with this bit */
    code[size++] = SKIP_IF(BPF_JSET, 0x40000000, 0, 1);
    code[size++] = RETURN(answer);
    code[size++] = RETURN(SECCOMP_RET_ALLOW);
    struct sock_fprog program = {.len = (unsigned short)size, .filter = code};
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

/* ---- files ---------------------------------------------------------------------------------- */

enum {
    ABI_REFER = 2,
    ABI_TRUNCATE = 3,
    ON_FILES = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE,
    ON_FOLDERS = LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE |
                 LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_DIR |
                 LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_SOCK |
                 LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_BLOCK |
                 LANDLOCK_ACCESS_FS_MAKE_SYM,
    REFER = 1 << 13, /* as of ABI 2 */
    TRUNCATE = 1 << 14
};

static uint64_t all_rights(int abi) {
    return ON_FILES | ON_FOLDERS | (abi >= ABI_REFER ? REFER : 0) |
           (abi >= ABI_TRUNCATE ? TRUNCATE : 0);
}

static void allow(int rules, const char *path, uint64_t rights) {
    int file = open(path, O_PATH | O_CLOEXEC);
    struct landlock_path_beneath_attr rule = {.allowed_access = rights, .parent_fd = file};
    if (file < 0)
        return;
    syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
    close(file);
}

/* A file to be made needs rights to its folder; one that is there, perhaps behind a link, its own.
 */
static void allow_writing(int rules, const char *path, uint64_t rights) {
    char copy[4096];
    struct stat about;
    rights &= ~(uint64_t)LANDLOCK_ACCESS_FS_EXECUTE;
    if (snprintf(copy, sizeof copy, "%s", path) >= (int)sizeof copy)
        return;
    allow(rules, dirname(copy), rights);
    if (stat(path, &about) == 0)
        allow(rules, path,
              S_ISDIR(about.st_mode) ? rights
                                     : rights & (LANDLOCK_ACCESS_FS_WRITE_FILE | TRUNCATE));
}

static bool refuse_files(const char *const *writable, size_t count) {
    long abi = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (abi < 1)
        return false;
    uint64_t rights = all_rights((int)abi);
    struct landlock_ruleset_attr attributes = {.handled_access_fs = rights};
    int rules = (int)syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0);
    if (rules < 0)
        return false;
    for (size_t i = 0; i < count; i++)
        allow_writing(rules, writable[i], rights);
    bool held = syscall(SYS_landlock_restrict_self, rules, 0) == 0;
    close(rules);
    return held;
}

/* ---- both ----------------------------------------------------------------------------------- */

att_sandbox att_sandbox_enter(const char *const *writable, size_t count) {
    att_sandbox holds = {false, false};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return holds;
    holds.files = refuse_files(writable, count);
    holds.calls = hold_back(refused, REFUSED, SECCOMP_RET_ERRNO | EPERM);
    return holds;
}

bool att_sandbox_forbid_network(void) {
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           hold_back(network, NETWORK, SECCOMP_RET_KILL_PROCESS);
}

att_sandbox att_sandbox_probe(void) {
    int status = 0;
    pid_t child = fork();
    if (child == 0) {
        att_sandbox holds = att_sandbox_enter(NULL, 0);
        _exit(holds.calls | holds.files << 1);
    }
    if (child < 0 || waitpid(child, &status, 0) < 0 || !WIFEXITED(status))
        return (att_sandbox){false, false};
    return (att_sandbox){WEXITSTATUS(status) & 1, WEXITSTATUS(status) & 2};
}
