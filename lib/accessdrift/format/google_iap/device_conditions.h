#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "accessdrift/cel/syntax.h"
#include "accessdrift/format/source_reading.h"

/// What access levels ask of a device, an address and a sign-in, as request attributes.
namespace accessdrift::google_iap {

/// `["DE", "CH"]`
[[nodiscard]] std::string list_of_texts(NodeView list);

/// Declares a Boolean fact of a request that the format does not have built in.
using DeclareFlag = std::function<void(const std::string& name, Place place)>;

/// Words for a device policy of a basic level; nothing where it has a key that is not known.
[[nodiscard]] std::optional<std::string> device_policy(NodeView policy, const DeclareFlag& declare);

/// Words for a test of a custom level; nothing of any other test.
[[nodiscard]] std::optional<std::string> device_test(const cel::SyntaxTree& tree,
                                                     std::uint32_t node);
/// The ranges of `inIpRange(origin.ip, […])`; nothing of any other call.
[[nodiscard]] std::optional<std::vector<std::uint32_t>> range_of_addresses(
    const cel::SyntaxTree& tree, std::uint32_t node);

}  // namespace accessdrift::google_iap
