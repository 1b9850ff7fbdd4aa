#pragma once

#include <string>
#include <vector>

/// The words of the random worlds. Few, so that what one place says another one is likely to mean.
namespace accessdrift::property {

inline const std::vector<std::string> kUserIds{"ana@corp.example",
                                               "Bo@Corp.Example",
                                               "caro@corp.example",
                                               "Dee@partner.example",
                                               "eve@partner.example",
                                               "fay",
                                               "Gus",
                                               "hal@one@Corp.example",
                                               "ida@corp.example"};
inline const std::vector<std::string> kServiceIds{"backup-bot", "ci@corp.example"};
inline const std::vector<std::string> kAliases{
    "a.ng@corp.example", "B.Oak@corp.example", "caro", "dd", "e@partner.example", "FF"};
inline const std::vector<std::string> kStatuses{"staged", "suspended", "locked", "disabled",
                                                "deleted"};
inline const std::vector<std::string> kGroupIds{"finance", "sre",        "all-hands",
                                                "vendors", "teams/blue", "leads"};
inline const std::vector<std::string> kDomains{"corp.example", "partner.example",
                                               "elsewhere.example", "Corp.example"};
inline const std::vector<std::string> kTexts{"finance", "sales", "engineering", "it-ops", ""};
/// Of few letters, so that they lie within and across each other.
inline const std::vector<std::string> kPaths{"/",  "/a",  "/a/",  "/a/b", "/ab", "a",   "b",
                                             "ab", "aab", "/b/a", ".b",   "b/",  "/a.b"};
/// How often they are meant; `^a+$` and `^aa*$` are one.
inline const std::vector<std::string> kPatterns{
    "^/a",     "^/a(/|$)",    "^a+$",     "^aa*$",      "^/[ab]+/",   "\\.b$",
    "(?i)^/A", "^(/a|/b)",    "^/[^/]+$", "^.{0,3}$",   "a.*b",       "^$",
    "\\bab?",  "[[:digit:]]", "(a|b)/",   "^/a/.*\\.b", "^(ab|a)b*$", "^[^/]*$"};
inline const std::vector<std::string> kEnumValues{"linux", "macos", "windows"};
inline const std::vector<std::string> kElements{"pwd", "otp", "hwk"};
inline const std::vector<std::string> kAddresses{"10.1.2.3", "203.0.113.7", "2001:db8::7",
                                                 "198.51.100.1"};
inline const std::vector<std::string> kPrefixes{
    "10.0.0.0/8",    "10.1.0.0/16",         "203.0.113.0/24", "198.51.100.1",
    "2001:db8::/32", "2001:db8::/64",       "::/0",           "0.0.0.0/1",
    "10.1.2.3",      "::ffff:10.1.2.0/120", "fe80::1"};
inline const std::vector<std::string> kNetworks{"office", "vpn", "lab"};
inline const std::vector<std::string> kScopes{"read", "write", "admin.all"};
/// One is a text of attributes, one an id; none is folded.
inline const std::vector<std::string> kClients{"cli", "sales", "Eve@partner.example"};
inline const std::vector<std::string> kTypeNames{"app", "host"};
inline const std::vector<std::string> kActions{"admin", "write", "read", "list"};
inline const std::vector<std::string> kResourceIds{
    "apps", "apps/pay", "apps/pay/admin", "apps/crm", "db", "db/main", "wiki"};
inline const std::vector<std::string> kGlobs{"**",  "*",        "apps/*",  "apps/**",
                                             "db*", "**/admin", "apps/p*", "*/*"};
inline const std::vector<std::string> kPolicyIds{"p1", "p2", "p3", "p4",  "p5",  "p6",
                                                 "p7", "p8", "p9", "p10", "p11", "p12"};
inline const std::vector<std::string> kSetIds{"s1", "s2", "s3", "s4"};
inline const std::vector<std::string> kCombines{"deny-overrides", "allow-overrides",
                                                "first-applicable", "all-of"};

inline const std::vector<std::string> kHttpMethods{"GET", "HEAD", "POST", "PUT", "DELETE"};
/// Where URLs begin, the ones that often meet often.
inline const std::vector<std::string> kOrigins{
    "https://a.x.example",      "https://a.x.example", "https://a.x.example",
    "https://a.x.example",      "https://*.x.example", "https://*.x.example",
    "https://b.x.example",      "https://x.example",   "https://a.x.example:8443",
    "https://*.x.example:8443", "http://a.x.example",  "HTTPS://A.X.example:443"};
/// Of URL patterns. Some are one in other words.
inline const std::vector<std::string> kUrlPaths{
    "",           "/",         "/",           "/admin",    "/admin/",      "/admin",
    "/api",       "/api/v1",   "/api/*",      "/*",        "/*/admin",     "/**/admin",
    "/**",        "/api/**",   "/**/v1",      "/admin/v1", "/api/*/admin", "/admin/api/v1",
    "/api/**/v1", "/%61dmin/", "/api/../api", "/*/v1",     "/**/api/v1",   "/*/api/**/admin"};
/// That conditions test what a URL tells for.
inline const std::vector<std::string> kToldPaths{"/admin", "/admin/", "/api",
                                                 "/api/",  "/",       "/api/v1"};
inline const std::vector<std::string> kToldHosts{"a.x.example", "b.x.example", "x.example",
                                                 "c.x.example"};

/// Days of an `until`, and instants. Some are over when the sides are compared from, some are one
/// instant in other words, some lie beside each other or at a change of a clock.
inline const std::vector<std::string> kEnds{
    "2027-01-31",           "2027-02-01T00:00:00Z", "2027-02-01T01:00:00+01:00",
    "2026-11-24",           "2026-11-23",           "2026-11-24T08:00:00Z",
    "2026-11-24T08:00:01Z", "2026-12-31",           "2027-03-28T01:00:00Z",
    "2028-02-29",           "9999-12-31",           "2027-02-01T00:00:01Z"};
inline const std::vector<std::string> kInstants{
    "2027-02-01T00:00:00Z", "2027-02-01T01:00:00+01:00", "2027-02-01T00:00:01Z",
    "2026-11-24T08:00:00Z", "2026-11-24T07:59:59Z",      "2026-11-24T09:00:00Z",
    "2026-11-25T08:00:00Z", "2027-03-28T01:00:00Z",      "2027-03-28T00:59:59Z",
    "2027-10-31T01:00:00Z", "2026-06-01T00:00:00Z",      "2025-01-01T12:30:15Z",
    "2027-12-31T23:00:00Z"};
inline const std::vector<std::string> kDurations{"1h",  "24h",   "90m", "-1h",   "168h", "1s",
                                                 "30m", "2184h", "0s",  "1608h", "8760h"};
/// Nearly as long as one can be.
inline const std::string kLongestDuration = "2540400h";
inline const std::vector<std::string> kZones{
    "UTC",           "Europe/Berlin",       "Europe/Berlin",  "America/New_York",
    "Europe/Dublin", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Casablanca"};
inline const std::vector<std::string> kDays{"Mon-Fri", "Mon-Fri", "Sat,Sun",     "Mon",
                                            "Fri-Mon", "Sun",     "Mon,Wed,Fri", "Mon-Sun"};
inline const std::vector<std::string> kHours{"08:00-18:00",
                                             "07:00-17:00",
                                             "09:00-19:00",
                                             "08:00-12:00,12:00-18:00",
                                             "08:00-12:00,13:00-18:00",
                                             "22:00-06:00",
                                             "00:00-24:00",
                                             "02:00-03:00",
                                             "01:30-02:30"};
inline const std::vector<std::string> kWindows{"office_hours", "night", "batch"};

}  // namespace accessdrift::property
