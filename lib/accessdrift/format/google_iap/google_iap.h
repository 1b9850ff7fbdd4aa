#pragma once

#include <array>

#include "accessdrift/format/format.h"

/// Google Cloud's Identity-Aware Proxy: who gets to web applications and through tunnels, by the
/// allow policies of IAM along the hierarchy of resources, deny policies and access levels.
namespace accessdrift::google_iap {

[[nodiscard]] bool recognizes(NodeView root);
void read(SourceReading& reading);

inline constexpr std::array<std::string_view, 5> kExtensions = {".json", ".yaml", ".yml", ".jsonl",
                                                                ".ndjson"};
inline constexpr std::array<std::string_view, 10> kMarks = {
    "bindings",      "accessPolicies/", "denypolicies", "includedPermissions",
    "projectNumber", "accessSettings",  "organization", "etag",
    "folders/",      "roles/"};
inline constexpr std::string_view kBuiltIn = R"(accessdrift: 1
context:
  iap.path: string
  iap.host: string
  iap.method: string
  iap.resource_name: string
  iap.resource_type: string
  iap.destination_ip: string
  iap.destination_port: int
  iap.region: string
  iap.device.screen_lock: bool
  iap.device.admin_approved: bool
  iap.device.corp_owned: bool
  iap.device.verified_chrome_os: bool
  iap.device.encryption: string
  iap.device.management: string
  iap.device.os: string
  iap.credential.pwd: bool
  iap.credential.push: bool
  iap.credential.sms: bool
  iap.credential.swk: bool
  iap.credential.hwk: bool
  iap.credential.otp: bool
  iap.credential.mfa: bool
  iap.reauth.age: int
  iap.reauth.method: [LOGIN, SECURE_KEY, ENROLLED_SECOND_FACTORS]
attributes: {google_name: string, google_names_begin: string}
types:
  google-cloud: {actions: {access: [], tunnel: [], tunnel-group: []}}
  iap-web: {actions: {access: []}}
  iap-tunnel: {actions: {tunnel: [], tunnel-group: []}}
)";
inline constexpr Format kFormat = {
    "google-iap",
    "IAM policies of Google Cloud with what IAP asks for: gcloud's answers, searches and exports "
    "of assets, access levels, roles, projects",
    "bindings along the hierarchy, conditions, access levels; device facts as attributes",
    kExtensions,
    kMarks,
    recognizes,
    read,
    kBuiltIn,
    {},
    "any-google-account",
    "after some minutes, through groups after up to hours"};

}  // namespace accessdrift::google_iap
