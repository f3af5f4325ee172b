/* formats_test.c - feeds, archives, compression, PETRARCH's XML and the telling of languages.
 * Archives are made here, byte by byte, so that broken ones can be made too. */
#include "base/buffer.h"
#include "input/language.h"
#include "reading.h"

#include <zlib.h>
#include <zstd.h>

static const char *put_buffer(const char *name, att_buffer *buffer) {
    const char *path = put_bytes(name, buffer->data, buffer->size);
    att_buffer_release(buffer);
    return path;
}

/* ---- feeds and XML ----------------------------------------------------------------------- */

static const char rss[] =
    "<?xml version='1.0'?><rss version='2.0' xmlns:content='c' xmlns:media='m'><channel>"
    "<title>Hallen Post</title><item><title>Talks end &amp; drill begins</title>"
    "<link>https://x/1</link><guid>g1</guid><pubDate>Thu, 14 Apr 2022 08:00:00 +0700</pubDate>"
    "<media:title>no</media:title><description>Short.</description><content:encoded><![CDATA["
    "<p>The talks ended.</p><p>The drill begins.</p>]]></content:encoded></item>"
    "<item><title>Second</title><description>&lt;p&gt;One &amp;amp; two&lt;/p&gt;</description>"
    "</item></channel></rss>";

static void rss_items_are_stories(void **state) {
    reading r;
    read_all(&r, put("a.rss", rss), NULL);
    assert_int_equal(r.count, 2);
    assert_true(att_slice_is(r.stories[0].text, "Talks end & drill begins\n\nThe talks ended.\n\n"
                                                "The drill begins."));
    assert_true(att_slice_is(r.stories[0].date, "2022-04-14"));
    assert_true(att_slice_is(r.stories[0].url, "https://x/1"));
    assert_true(att_slice_is(r.stories[0].id, "g1"));
    assert_true(att_slice_is(r.stories[0].source, "Hallen Post"));
    assert_true(att_slice_is(r.stories[1].text, "Second\n\nOne & two"));
    release(&r);
}

static void atom_entries_are_stories(void **state) {
    reading r;
    read_all(&r,
             put("a.xml", "<feed xmlns='http://www.w3.org/2005/Atom'><title>F</title><entry>"
                          "<title>One</title><link rel='self' href='s'/><link href='https://x'/>"
                          "<id>i</id><updated>2022-05-01T00:00:00Z</updated>"
                          "<content type='xhtml'><div><p>First.</p><p>Second.</p></div>"
                          "</content></entry></feed>"),
             NULL);
    assert_int_equal(r.count, 1);
    assert_true(att_slice_is(r.stories[0].text, "One\n\nFirst.\n\nSecond."));
    assert_true(att_slice_is(r.stories[0].url, "https://x"));
    assert_true(att_slice_is(r.stories[0].date, "2022-05-01"));
    release(&r);
}

static void petrarch_sentences_are_stories(void **state) {
    reading r;
    read_all(&r,
             put("p.xml", "<Sentences><Sentence date='20080801' id='s1' source='AFP'><Text>\n"
                          "Norland left.\n</Text><Parse>(ROOT)</Parse></Sentence>"
                          "<Sentence date='2008' id='s2'><Text>x</Text></Sentence>"
                          "</Sentences>"),
             NULL);
    assert_int_equal(r.count, 2);
    assert_true(att_slice_is(r.stories[0].text, "Norland left."));
    assert_true(att_slice_is(r.stories[0].date, "2008-08-01"));
    assert_true(att_slice_is(r.stories[0].id, "s1"));
    assert_int_equal(r.stories[1].status, ATT_ERROR_INPUT);
    release(&r);
}

static void bad_xml_is_named(void **state) {
    att_reader_options flat = {.nesting_limit = 4};
    reading r;
    check_failure(put("bomb.xml", "<!DOCTYPE rss [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]>"
                                  "<rss><channel><item><title>&b;</title></item></channel></rss>"),
                  NULL, ATT_ERROR_INPUT, 26, "declares entities");
    check_failure(put("deep.rss", "<rss><a><b><c><d><e></e></d></c></b></a></rss>"), &flat,
                  ATT_ERROR_LIMIT, 17, "nested too deep");
    read_all(&r, put_bytes("cut.rss", rss, sizeof rss - 60), NULL);
    assert_int_equal(r.count, 2);
    assert_int_equal(r.stories[0].status, ATT_OK);
    assert_int_equal(r.stories[1].status, ATT_ERROR_INPUT);
    release(&r);
}

/* ---- compression ------------------------------------------------------------------------- */

static void add_gzip(att_buffer *out, const void *bytes, size_t size) {
    z_stream z = {0};
    uLong room = compressBound((uLong)size) + 64;
    char *packed = malloc(room);
    assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY), Z_OK);
    z.next_in = (Bytef *)(uintptr_t)bytes;
    z.avail_in = (uInt)size;
    z.next_out = (Bytef *)packed;
    z.avail_out = (uInt)room;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    att_buffer_append(out, packed, z.total_out);
    deflateEnd(&z);
    free(packed);
}

static void compressed_files_are_read(void **state) {
    reading r;
    att_buffer gzip, zstd;
    att_buffer_init(&gzip);
    att_buffer_init(&zstd);
    add_gzip(&gzip, "One text ", 9);
    add_gzip(&gzip, "in two members.", 15);
    read_all(&r, put_buffer("a.txt.gz", &gzip), NULL);
    assert_int_equal(r.count, 1);
    assert_true(att_slice_is(r.stories[0].text, "One text in two members."));
    release(&r);
    char packed[256];
    size_t size = ZSTD_compress(packed, sizeof packed, "A text.", 7, 3);
    att_buffer_append(&zstd, packed, size);
    read_all(&r, put_buffer("a.txt.zst", &zstd), NULL);
    assert_true(att_slice_is(r.stories[0].text, "A text."));
    release(&r);
}

static void broken_compression_is_named(void **state) {
    att_buffer gzip;
    att_buffer_init(&gzip);
    add_gzip(&gzip, "A text that will be cut off.", 28);
    gzip.size -= 12;
    reading r;
    read_all(&r, put_buffer("cut.txt.gz", &gzip), NULL);
    assert_int_equal(r.count, 1);
    assert_int_equal(r.stories[0].status, ATT_ERROR_INPUT);
    assert_non_null(strstr(r.stories[0].reason.message, "cut.txt.gz: is truncated"));
    release(&r);
}

static void bombs_are_refused(void **state) {
    reading r;
    size_t size = 8 << 20;
    char *zeros = calloc(1, size);
    att_buffer gzip;
    att_buffer_init(&gzip);
    add_gzip(&gzip, zeros, size);
    const char *path = put_buffer("bomb.txt.gz", &gzip);
    att_reader_options ratio = {.ratio_limit = 100}, total = {.archive_limit = 1 << 20};
    read_all(&r, path, &ratio);
    assert_int_equal(r.stories[0].status, ATT_ERROR_LIMIT);
    assert_non_null(strstr(r.stories[0].reason.message, "more than 100 times"));
    release(&r);
    read_all(&r, path, &total);
    assert_int_equal(r.stories[0].status, ATT_ERROR_LIMIT);
    release(&r);
    free(zeros);
}

static void compression_within_compression_is_limited(void **state) {
    att_buffer layers[2];
    att_buffer_init(&layers[0]);
    att_buffer_init(&layers[1]);
    att_buffer_add(&layers[0], "A text.");
    for (int i = 0; i < 20; i++) {
        att_buffer_clear(&layers[(i + 1) % 2]);
        add_gzip(&layers[(i + 1) % 2], layers[i % 2].data, layers[i % 2].size);
    }
    att_reader *reader = NULL;
    att_error error = {0};
    assert_int_equal(att_reader_open(&reader, put_buffer("onion.txt.gz", &layers[0]), NULL, &error),
                     ATT_ERROR_LIMIT);
    att_buffer_release(&layers[1]);
}

/* ---- tar --------------------------------------------------------------------------------- */

static void add_tar(att_buffer *out, const char *name, char type, const char *text) {
    char block[512] = "";
    size_t size = strlen(text);
    snprintf(block, 100, "%s", name);
    for (int i = 0; i < 11; i++)
        block[124 + i] = (char)('0' + (size >> 3 * (10 - i) & 7));
    memcpy(block + 257,
           "ustar\0"
           "00",
           8);
    block[156] = type;
    memset(block + 148, ' ', 8);
    unsigned sum = 0;
    for (int i = 0; i < 512; i++)
        sum += (unsigned char)block[i];
    for (int i = 0; i < 6; i++)
        block[148 + i] = (char)('0' + (sum >> 3 * (5 - i) & 7));
    block[154] = '\0';
    att_buffer_append(out, block, 512);
    char body[512] = "";
    memcpy(body, text, size);
    if (size)
        att_buffer_append(out, body, 512);
}

static void tar_members_are_read(void **state) {
    reading r;
    att_buffer tar;
    att_buffer_init(&tar);
    add_tar(&tar, "a.txt", '0', "First text.");
    add_tar(&tar, "link.txt", '2', "");
    add_tar(&tar, "../out.txt", '0', "evil");
    add_tar(&tar, "picture.jpg", '0', "\xff\xd8");
    add_tar(&tar, "long", 'L', "a/very/long/name/b.txt");
    add_tar(&tar, "cut", '0', "Second text.");
    add_tar(&tar, "pax", 'x', "18 path=c/d.jsonl\n");
    add_tar(&tar, "cut", '0', "{\"text\":\"Third.\"}");
    const char *path = put_buffer("a.tar", &tar);
    read_all(&r, path, NULL);
    assert_int_equal(r.count, 4);
    assert_true(att_slice_is(r.stories[0].text, "First text."));
    assert_true(att_slice_ends(r.stories[0].origin, "a.tar!a.txt"));
    assert_int_equal(r.stories[1].status, ATT_ERROR_INPUT);
    assert_non_null(strstr(r.stories[1].reason.message, "leads out"));
    assert_true(att_slice_is(r.stories[2].text, "Second text."));
    assert_true(att_slice_ends(r.stories[2].origin, "b.txt"));
    assert_true(att_slice_is(r.stories[3].text, "Third."));
    assert_int_equal(r.passed_over, 1);
    release(&r);
}

static void a_cut_tar_is_named(void **state) {
    reading r;
    att_buffer tar;
    att_buffer_init(&tar);
    add_tar(&tar, "a.txt", '0', "First text.");
    tar.size -= 505;
    read_all(&r, put_buffer("cut.tar", &tar), NULL);
    assert_true(r.count >= 1);
    assert_int_equal(r.stories[0].status, ATT_ERROR_INPUT);
    release(&r);
}

/* ---- zip --------------------------------------------------------------------------------- */

static void add_number(att_buffer *out, uint32_t value, int size) {
    for (int i = 0; i < size; i++)
        att_buffer_add_char(out, (char)(value >> 8 * i & 0xFF));
}

enum { ZIP_STORED = 0, ZIP_DEFLATED = 8, ZIP_ENCRYPTED = 1, ZIP_FOLLOWS = 8 };

static void add_zip(att_buffer *out, const char *name, uint32_t method, uint32_t flags,
                    const char *text) {
    char packed[1024];
    size_t size = strlen(text);
    memcpy(packed, text, size);
    if (method == ZIP_DEFLATED) {
        z_stream z = {0};
        deflateInit2(&z, 9, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY);
        z.next_in = (Bytef *)(uintptr_t)text;
        z.avail_in = (uInt)size;
        z.next_out = (Bytef *)packed;
        z.avail_out = sizeof packed;
        assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
        size = z.total_out;
        deflateEnd(&z);
    }
    uint32_t told = flags & ZIP_FOLLOWS ? 0 : (uint32_t)size;
    att_buffer_append(out, "PK\3\4\24\0", 6);
    add_number(out, flags, 2);
    add_number(out, method, 2);
    add_number(out, 0, 4);
    add_number(out, 0, 4);
    add_number(out, told, 4);
    add_number(out, told, 4);
    add_number(out, (uint32_t)strlen(name), 2);
    add_number(out, 0, 2);
    att_buffer_add(out, name);
    att_buffer_append(out, packed, size);
    if (flags & ZIP_FOLLOWS) {
        att_buffer_append(out, "PK\7\10", 4);
        for (int i = 0; i < 3; i++)
            add_number(out, 0, 4);
    }
}

static void zip_members_are_read(void **state) {
    reading r;
    att_buffer zip;
    att_buffer_init(&zip);
    add_zip(&zip, "a.txt", ZIP_DEFLATED, 0, "First text.");
    add_zip(&zip, "b/", ZIP_STORED, 0, "");
    add_zip(&zip, "b/c.txt", ZIP_STORED, 0, "Second text.");
    add_zip(&zip, "d.txt", ZIP_DEFLATED, ZIP_FOLLOWS, "Third text.");
    add_zip(&zip, "/e.txt", ZIP_STORED, 0, "evil");
    add_zip(&zip, "f.txt", ZIP_STORED, ZIP_ENCRYPTED, "secret");
    add_zip(&zip, "g.txt", 12, 0, "bzip2");
    add_zip(&zip, "h.txt", ZIP_STORED, 0, "Last text.");
    att_buffer_append(&zip, "PK\1\2", 4);
    read_all(&r, put_buffer("a.zip", &zip), NULL);
    assert_int_equal(r.count, 7);
    assert_true(att_slice_is(r.stories[0].text, "First text."));
    assert_true(att_slice_is(r.stories[1].text, "Second text."));
    assert_true(att_slice_ends(r.stories[1].origin, "a.zip!b/c.txt"));
    assert_true(att_slice_is(r.stories[2].text, "Third text."));
    assert_non_null(strstr(r.stories[3].reason.message, "absolute"));
    assert_non_null(strstr(r.stories[4].reason.message, "encrypted"));
    assert_non_null(strstr(r.stories[5].reason.message, "compressed in a way"));
    assert_true(att_slice_is(r.stories[6].text, "Last text."));
    release(&r);
}

static void a_bomb_in_a_zip_spoils_no_other(void **state) {
    reading r;
    att_buffer zip;
    att_buffer_init(&zip);
    add_zip(&zip, "a.txt", ZIP_DEFLATED, 0, "First text.");
    add_zip(&zip, "b.txt", ZIP_STORED, 0, "Second text.");
    att_buffer_append(&zip, "PK\1\2", 4);
    att_reader_options options = {.document_limit = 4};
    read_all(&r, put_buffer("b.zip", &zip), &options);
    assert_int_equal(r.count, 2);
    assert_int_equal(r.stories[0].status, ATT_ERROR_LIMIT);
    assert_int_equal(r.stories[1].status, ATT_ERROR_LIMIT);
    release(&r);
}

/* ---- WARC -------------------------------------------------------------------------------- */

static void add_warc(att_buffer *out, const char *type, const char *uri, const char *content,
                     const char *block) {
    att_buffer_format(out,
                      "WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nContent-Type: %s\r\n"
                      "Content-Length: %zu\r\n\r\n%s\r\n\r\n",
                      type, uri, content, strlen(block), block);
}

static const char page[] =
    "<html><head><title>Talks end in the harbour town</title></head><body><p>The two ministers "
    "met on Monday, and agreed on the date of the next meeting.</p></body></html>";

static void add_pages(att_buffer *warc) {
    char block[1024];
    add_warc(warc, "warcinfo", "", "application/warc-fields", "software: test\r\n");
    snprintf(block, sizeof block, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n%s", page);
    add_warc(warc, "request", "https://x/a", "application/http", "GET / HTTP/1.1\r\n\r\n");
    add_warc(warc, "response", "https://x/2024/05/20/a", "application/http", block);
    add_warc(warc, "response", "https://x/404", "application/http",
             "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>No such page.</p>");
    add_warc(warc, "response", "https://x/p.png", "application/http",
             "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nPNG");
    snprintf(block, sizeof block,
             "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
             "14\r\n%.20s\r\n%zx\r\n%s\r\n0\r\n\r\n",
             page, strlen(page + 20), page + 20);
    add_warc(warc, "response", "https://x/c", "application/http", block);
    add_warc(warc, "conversion", "https://x/w", "text/plain", "A plain text.");
}

static void warc_records_are_read(void **state) {
    reading r;
    att_buffer warc, gzip;
    att_buffer_init(&warc);
    att_buffer_init(&gzip);
    add_pages(&warc);
    add_gzip(&gzip, warc.data, warc.size);
    const char *paths[2] = {put_buffer("a.warc", &warc), put_buffer("a.warc.gz", &gzip)};
    for (int i = 0; i < 2; i++) {
        read_all(&r, paths[i], NULL);
        assert_int_equal(r.count, 3);
        assert_int_equal(r.stories[0].status, ATT_OK);
        assert_true(att_slice_is(r.stories[0].title, "Talks end in the harbour town"));
        assert_true(att_slice_is(r.stories[0].date, "2024-05-20"));
        assert_true(att_slice_is(r.stories[0].language, "en"));
        assert_true(att_slice_equal(r.stories[0].text, r.stories[1].text));
        assert_true(att_slice_is(r.stories[2].text, "A plain text."));
        assert_true(att_slice_is(r.stories[2].url, "https://x/w"));
        release(&r);
    }
}

static void a_cut_warc_is_named(void **state) {
    reading r;
    att_buffer warc;
    att_buffer_init(&warc);
    add_pages(&warc);
    warc.size -= 10;
    read_all(&r, put_buffer("cut.warc", &warc), NULL);
    assert_int_equal(r.stories[r.count - 1].status, ATT_ERROR_INPUT);
    assert_non_null(strstr(r.stories[r.count - 1].reason.message, "middle of a record"));
    release(&r);
    check_failure(put("junk.warc", "WARC/1.0\r\nWARC-Type: response\r\n\r\n"), NULL,
                  ATT_ERROR_INPUT, 10, "without its length");
}

/* ---- languages --------------------------------------------------------------------------- */

static void languages_are_told(void **state) {
    static const struct {
        const char *code, *text;
    } cases[] = {
        {"en", "The two ministers met in the capital on Monday and agreed to hold the next round "
               "of talks at the end of the year."},
        {"es", "Los dos ministros se reunieron en la capital el lunes y acordaron celebrar la "
               "próxima ronda de conversaciones a finales de año."},
        {"fr", "Les deux ministres se sont réunis dans la capitale lundi et sont convenus de tenir "
               "le prochain tour des discussions à la fin de l’année."},
        {"id", "Kedua menteri bertemu di ibu kota pada hari Senin dan sepakat untuk mengadakan "
               "putaran perundingan yang akan datang dalam tahun ini."},
        {"vi", "Hai bộ trưởng đã gặp nhau tại thủ đô vào ngày thứ Hai và nhất trí tổ chức vòng đàm "
               "phán tiếp theo của các bên trong năm nay."},
        {"other", "Министры обороны двух стран встретились в столице в понедельник."},
        {"other", "两国国防部长星期一在首都举行会谈。"},
        {"", "Ministers meet"},
        /* names are no language */
        {"en",
         "Minister of Defence Phan Van Minh received General Hoang Van Nam and Colonel Nguyen "
         "Van Hung on Tuesday."},
        {"", "Maria del Carmen de los Rios received Juan de la Cruz and his officers on a visit "
             "to Lima y Callao."},
        {"", "Army doctors carried out 6,300 swab tests since March 9, Colonel Jan van den Berg "
             "told reporters."},
        {"", "Hanoi (VNA) – Defence Minister General Tran Van Minh received Colonel General Vu Van "
             "Hai, State President Nguyen Van Linh says."},
        {"nl", "De beide ministers spraken elkaar maandag in de hoofdstad en zijn het eens over de "
               "volgende ronde van de gesprekken aan het einde van het jaar."},
        {"de", "Die beiden Minister trafen sich am Montag in der Hauptstadt und sind sich über die "
               "nächste Runde der Gespräche zum Ende des Jahres einig."},
        {"other", "Ministerit tapasivat maanantaina pääkaupungissa ja sopivat seuraavasta "
                  "neuvottelukierroksesta. Osapuolet keskustelivat myös yhteisestä harjoituksesta, "
                  "johon osallistuu kaikkiaan kolmetuhatta sotilasta molemmista maista. Harjoitus "
                  "alkaa syyskuun alussa, kertoi puolustusministeriö tiedotteessaan. Sotilaat "
                  "harjoittelevat viikon ajan saaristossa, minkä jälkeen joukot palaavat kotiin. "
                  "Edellinen harjoitus järjestettiin kaksi vuotta sitten."},
    };
    att_languages languages;
    assert_int_equal(att_languages_open(&languages, NULL), ATT_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(att_language_identify(&languages, att_slice_of(cases[i].text)),
                            cases[i].code);
    att_languages_close(&languages);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rss_items_are_stories),
        cmocka_unit_test(atom_entries_are_stories),
        cmocka_unit_test(petrarch_sentences_are_stories),
        cmocka_unit_test(bad_xml_is_named),
        cmocka_unit_test(compressed_files_are_read),
        cmocka_unit_test(broken_compression_is_named),
        cmocka_unit_test(bombs_are_refused),
        cmocka_unit_test(compression_within_compression_is_limited),
        cmocka_unit_test(tar_members_are_read),
        cmocka_unit_test(a_cut_tar_is_named),
        cmocka_unit_test(zip_members_are_read),
        cmocka_unit_test(a_bomb_in_a_zip_spoils_no_other),
        cmocka_unit_test(warc_records_are_read),
        cmocka_unit_test(a_cut_warc_is_named),
        cmocka_unit_test(languages_are_told),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
