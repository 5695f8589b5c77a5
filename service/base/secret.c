/* secret.c - libsodium's argon2id and random bytes.
 *
 * The parameters are libsodium's INTERACTIVE ones.  The counter of running hashes is the one piece
 * of state that the whole process shares: memory is, too. */
#include "base/secret.h"

#include "base/mem.h"
#include "base/utf8.h"

#include <assert.h>
#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

_Static_assert((int)PASSWORD_STORED == (int)crypto_pwhash_STRBYTES, "libsodium's own length");

enum { TOKEN_BYTES = 32, DIFFERENT_LEAST = 5, PERIOD_MOST = 4, NAME_TELLING = 3 };
_Static_assert(sodium_base64_ENCODED_LEN(32, sodium_base64_VARIANT_URLSAFE_NO_PADDING) ==
                   TOKEN_TEXT,
               "32 bytes and a NUL");

/* ---- which passwords ---- */

/* Those that long enough lists of leaked ones begin with, stretched to the length asked for, and
 * what suggests itself in this trade.  Compared without regard to case. */
static const char *const tried_first[] = {
    "passwordpassword", "password1234",
    "password12345",    "password123456",
    "p@ssw0rd1234",     "p@ssword1234",
    "passw0rd1234",     "mypassword123",
    "qwertyuiop12",     "qwertyuiop123",
    "qwerty123456",     "1q2w3e4r5t6y",
    "1qaz2wsx3edc",     "1qazxsw23edc",
    "zaq12wsxcde3",     "qazwsxedcrfv",
    "administrator",    "administrator1",
    "admin1234567",     "admin12345678",
    "adminadmin123",    "root12345678",
    "letmeinletmein",   "letmein12345",
    "welcome12345",     "welcome123456",
    "iloveyou1234",     "woaini1314520",
    "woaini5201314",    "a1b2c3d4e5f6",
    "changemechangeme", "changeme1234",
    "trustno1trustno1", "abc123456789",
    "a12345678910",     "test12345678",
    "guest1234567",     "superadmin123",
    "zhishichanquan",   "zhishichanquan123",
    "zhongguo123456",   "beijing123456",
    "sizhi1234567",     "cnipa1234567",
    "sfzd12345678",     "correcthorsebatterystaple",
};

static bool is_tried_first(const char *p)
{
    for (size_t i = 0; i < COUNT(tried_first); i++) {
        if (strcasecmp(tried_first[i], p) == 0)
            return true;
    }
    return false;
}

/* 111111111111, 123456789012, lkjihgfedcba, and the like: each byte follows from the one before. */
static bool is_one_run(const char *p, size_t len)
{
    for (int step = -1; step <= 1; step++) {
        size_t i = 1;

        while (i < len && (p[i] - p[i - 1] == step || (p[i - 1] == '9' && p[i] == '0') ||
                           (p[i - 1] == '0' && p[i] == '9')))
            i++;
        if (i == len)
            return true;
    }
    return false;
}

/* abcabcabcabc */
static bool is_repeated(const char *p, size_t len)
{
    for (size_t period = 1; period <= PERIOD_MOST; period++) {
        if (len > period && memcmp(p, p + period, len - period) == 0)
            return true;
    }
    return false;
}

static size_t n_different(const char *p)
{
    bool seen[256] = {false};
    size_t n = 0;

    for (; *p; p++) {
        n += !seen[(unsigned char)*p];
        seen[(unsigned char)*p] = true;
    }
    return n;
}

static size_t n_characters(const char *p, size_t len)
{
    size_t n = 0;
    uint32_t cp;

    for (size_t at = 0, step; at < len && (step = utf8_next(p + at, len - at, &cp)) > 0; n++)
        at += step;
    return n;
}

bool password_fits(const char *password, struct err *err)
{
    size_t len = strlen(password);

    if (!utf8_valid(password, len))
        return err_say(err, ERR_BAD_BODY, "password", "the password is not valid UTF-8",
                       "密码不是有效的 UTF-8 文本");
    if (len > PASSWORD_MOST)
        return err_say(err, ERR_BAD_BODY, "password", "a password has at most %d bytes",
                       "密码最多 %d 字节", (int)PASSWORD_MOST);
    if (n_characters(password, len) < PASSWORD_LEAST)
        return err_say(err, ERR_BAD_BODY, "password", "a password has at least %d characters",
                       "密码至少 %d 个字符", (int)PASSWORD_LEAST);
    if (is_tried_first(password) || is_one_run(password, len) || is_repeated(password, len) ||
        n_different(password) < DIFFERENT_LEAST)
        return err_say(err, ERR_BAD_BODY, "password",
                       "this is one of the passwords that are tried first: take another one",
                       "该密码极易被猜中，请换一个");
    return true;
}

bool password_fits_name(const char *password, const char *name, struct err *err)
{
    return strlen(name) < NAME_TELLING || !strcasestr(password, name) ||
           err_say(err, ERR_BAD_BODY, "password", "a password does not hold the account's name",
                   "密码不得包含账户名");
}

/* ---- two at once ---- */

/* Fewer than the threads that wait for changes (http/server.c), so that a crowd which signs in
 * keeps nobody else from working. */
enum { HASHES_AT_ONCE = 2, HASHES_WAITING = 16 };

static struct {
    pthread_mutex_t lock;
    pthread_cond_t freed;
    unsigned running, waiting;
} hashes = {.lock = PTHREAD_MUTEX_INITIALIZER, .freed = PTHREAD_COND_INITIALIZER};

static bool hash_begin(struct err *err)
{
    bool ok = true;

    pthread_mutex_lock(&hashes.lock);
    if (hashes.running == HASHES_AT_ONCE && hashes.waiting == HASHES_WAITING) {
        ok = err_say(err, ERR_BUSY, NULL, "too many are signing in at this moment; try again",
                     "当前登录人数过多，请稍后重试");
    } else {
        hashes.waiting++;
        while (hashes.running == HASHES_AT_ONCE)
            pthread_cond_wait(&hashes.freed, &hashes.lock);
        hashes.waiting--;
        hashes.running++;
    }
    pthread_mutex_unlock(&hashes.lock);
    return ok;
}

static void hash_end(void)
{
    pthread_mutex_lock(&hashes.lock);
    hashes.running--;
    pthread_cond_signal(&hashes.freed);
    pthread_mutex_unlock(&hashes.lock);
}

static bool work_out(const char *password, char out[PASSWORD_STORED], struct err *err)
{
    int rc;

    if (!hash_begin(err))
        return false;
    rc = crypto_pwhash_str(out, password, strlen(password), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                           crypto_pwhash_MEMLIMIT_INTERACTIVE);
    hash_end();
    return rc == 0 || err_say(err, ERR_BUSY, NULL, "there is no memory for this now; try again",
                              "内存不足，请稍后重试");
}

static void ready(void)
{
    int rc = sodium_init(); /* 1: it was */

    assert(rc >= 0);
    (void)rc;
}

bool password_store(const char *password, char out[PASSWORD_STORED], struct err *err)
{
    ready();
    return work_out(password, out, err);
}

/* To store one costs what to check one does, so that is what is done where there is none. */
bool password_check(const char *stored, const char *password, bool *same, struct err *err)
{
    char unused[PASSWORD_STORED];

    *same = false;
    ready();
    if (!stored)
        return work_out(password, unused, err);
    if (!hash_begin(err))
        return false;
    *same = crypto_pwhash_str_verify(stored, password, strlen(password)) == 0;
    hash_end();
    return true;
}

/* ---- tokens ---- */

void token_make(char out[TOKEN_TEXT])
{
    unsigned char bytes[TOKEN_BYTES];

    secret_random(bytes, sizeof bytes);
    sodium_bin2base64(out, TOKEN_TEXT, bytes, sizeof bytes,
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    sodium_memzero(bytes, sizeof bytes);
}

struct sha256 token_digest(const char *token)
{
    return sha256_of(token, strlen(token));
}

bool secret_same(const void *a, const void *b, size_t size)
{
    return sodium_memcmp(a, b, size) == 0;
}

void secret_random(void *out, size_t size)
{
    ready();
    randombytes_buf(out, size);
}

void secret_wipe(void *at, size_t size)
{
    sodium_memzero(at, size);
}
