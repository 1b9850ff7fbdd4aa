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

}  // namespace accessdrift::property
