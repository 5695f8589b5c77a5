/* test_http_network.c - addresses are cut down to networks, and only our proxy's word counts. */
#include "base/mem.h"
#include "http/network.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void the_last_forwarded_address_is_cut_down_to_its_network(void **state)
{
    static const struct {
        const char *header, *network; /* NULL: none */
    } rows[] = {
        {"198.51.100.17", "198.51.100.0/24"},
        {"203.0.113.9, 198.51.100.17", "198.51.100.0/24"},
        {"1.2.3.4,198.51.100.17 ", "198.51.100.0/24"},
        {"rubbish, 198.51.100.17", "198.51.100.0/24"},
        {"2001:db8:1234:5678:9abc::1", "2001:db8:1234:5600::/56"},
        {"::ffff:198.51.100.17", "198.51.100.0/24"},
        {"", NULL},
        {"198.51.100.17,", NULL},
        {"198.51.100.17:443", NULL},
        {"198.51.100", NULL},
        {"unknown", NULL},
        {"198.51.100.17 x", NULL},
        {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", NULL},
    };
    char network[NETWORK_TEXT];

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        bool found = network_forwarded(rows[i].header, network);

        if (found != (rows[i].network != NULL))
            fail_msg("%s", rows[i].header);
        if (found)
            assert_string_equal(network, rows[i].network);
    }
}

static void a_socket_address_is_cut_down_too(void **state)
{
    struct sockaddr_in v4 = {.sin_family = AF_INET};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6};
    struct sockaddr other = {.sa_family = AF_UNIX};
    char network[NETWORK_TEXT];

    (void)state;
    assert_int_equal(inet_pton(AF_INET, "198.51.100.17", &v4.sin_addr), 1);
    network_of((const struct sockaddr *)&v4, network);
    assert_string_equal(network, "198.51.100.0/24");
    assert_int_equal(inet_pton(AF_INET6, "2001:db8::1", &v6.sin6_addr), 1);
    network_of((const struct sockaddr *)&v6, network);
    assert_string_equal(network, "2001:db8::/56");
    assert_int_equal(inet_pton(AF_INET6, "::ffff:198.51.100.17", &v6.sin6_addr), 1);
    network_of((const struct sockaddr *)&v6, network);
    assert_string_equal(network, "198.51.100.0/24");
    network_of(&other, network);
    assert_string_equal(network, "-");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_last_forwarded_address_is_cut_down_to_its_network),
        cmocka_unit_test(a_socket_address_is_cut_down_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
