#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Names of what is in the hierarchy of Google Cloud, and of what IAP guards in it.
namespace accessdrift::google_iap {

/// `organizations`, `folders` or `projects`.
[[nodiscard]] bool is_container_word(std::string_view word);
/// A name of one, and of nothing below it.
[[nodiscard]] bool is_container_name(std::string_view name);
[[nodiscard]] std::vector<std::string_view> segments_of(std::string_view name);
/// How many segments each step down from a project has: `iap_web`, `compute`, `services/S`,
/// `versions/V`; nothing of what IAP has nothing to do with.
[[nodiscard]] std::optional<std::vector<std::size_t>> steps_below(
    const std::vector<std::string_view>& segments);

/// `projects/7/iap_web` of `//iap.googleapis.com/projects/7/iap_web`.
[[nodiscard]] std::string_view without_service(std::string_view name);
/// The name of a resource that stands in a file's path: `projects/shop` of
/// `iam/projects/shop/policy.yaml`; empty: none.
[[nodiscard]] std::string name_in_path(std::string_view path);

}  // namespace accessdrift::google_iap
