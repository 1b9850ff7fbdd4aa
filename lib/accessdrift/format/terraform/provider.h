#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/format/terraform/configuration.h"
#include "accessdrift/format/terraform/instances.h"

namespace accessdrift::terraform {

/// A name without what it lies in.
[[nodiscard]] std::string_view last_part(std::string_view text);

/// What configurations of Google's provider tell of all resources that go by them, and what of
/// Google Cloud the same plan makes.
class Provider {
 public:
  Provider(NodeView root, const Configuration& configuration,
           const std::vector<Instance>& instances);

  /// Of an instance that does not say its own; empty: it is not told. It is where the configuration
  /// has a constant, or where another instance of the same provider that leaves it to it has one.
  /// What is made of variables is not: a plan does not tell how.
  [[nodiscard]] std::string project_of(const Instance& instance) const;
  /// Its own, or the provider's.
  [[nodiscard]] std::string project_of(const Instance& instance, NodeView values) const;

  /// Whether what the last attribute of a path names (`web_backend_service`), or the project that
  /// it lies in, is made by this plan, so that nobody can have any access to it.
  [[nodiscard]] bool makes(std::string_view path, const Instance& instance, NodeView values) const;

 private:
  void note_project(const Instance& instance);
  void note_made(const Instance& instance);
  [[nodiscard]] std::string key_of(const Instance& instance) const;

  const Configuration& configuration_;
  std::map<std::string, std::set<std::string>> projects_;  ///< by key of a provider
  /// What is made: type, project, where, name.
  std::set<std::vector<std::string>> made_;
};

}  // namespace accessdrift::terraform
