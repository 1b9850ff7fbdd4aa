#pragma once

#include <array>

#include "accessdrift/format/format.h"

/// Plans and states of Terraform and OpenTofu, as `terraform show -json` prints them, and files of
/// states. What they say of Google Cloud and of hoop is translated for the readers of these.
namespace accessdrift::terraform {

[[nodiscard]] bool recognizes(NodeView root);
/// Whether a file is a plan, of two states.
[[nodiscard]] bool is_plan(NodeView root);
void read(SourceReading& reading);
[[nodiscard]] Translated translate(const Document& file, Moment moment, Diagnostics& problems);

inline constexpr std::array<std::string_view, 2> kExtensions = {".json", ".tfstate"};
inline constexpr std::array<std::string_view, 2> kMarks = {"\"format_version\"", "\"serial\""};
inline constexpr Format kFormat = {
    "terraform",
    "plans and states of Terraform and OpenTofu, as `terraform show -json` prints them, and "
    "`terraform.tfstate`",
    "IAM of Google's Identity-Aware Proxy by the provider's rules, access levels, deny policies, "
    "settings, custom roles, Cloud Identity groups; hoop's connections and users",
    kExtensions,
    kMarks,
    recognizes,
    read,
    {},
    {},
    {},
    {},
    read_document,
    {},
    translate};

}  // namespace accessdrift::terraform
