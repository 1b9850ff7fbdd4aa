#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "accessdrift/document/tree_writer.h"
#include "accessdrift/format/terraform/instances.h"
#include "accessdrift/format/terraform/provider.h"
#include "accessdrift/format/terraform/references.h"

namespace accessdrift::terraform {

/// How much of a policy a resource is the master of.
enum class Authority : std::uint8_t { Policy, Binding, Member };

/// Of a resource that gives roles: on what, and with which authority.
struct IamType {
  std::string_view path;  ///< `projects/{project}/iap_web`; empty: of what is not read
  Authority authority;
};
[[nodiscard]] std::optional<IamType> iam_type(std::string_view type);

/// What the rest of a plan says of an instance, and what is wrong with it.
struct OfPlan {
  const Provider& provider;
  const References& references;
  Diagnostics& problems;
};
/// Writes what an instance gives before and after, for the reader of IAM policies.
void write_iam(TreeWriter& writer, const Instance& instance, const IamType& type,
               const OfPlan& plan);

}  // namespace accessdrift::terraform
