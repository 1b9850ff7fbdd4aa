#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "accessdrift/format/source_reading.h"

namespace accessdrift::pgbouncer {

/// All of them are asked for.
using Conditions = std::vector<std::string>;

/// Policies and sets of one file while they are made.
class Policies {
 public:
  Policies(SourceReading& reading, SourceReading::File& file) : reading_(reading), file_(file) {}

  [[nodiscard]] PolicyDeclaration make(std::string_view id, Effect effect, Place place) const;
  [[nodiscard]] Mention mention(std::string_view text, MentionKind kind, Place place) const;
  [[nodiscard]] NamePlace named(std::string_view text, Place place) const;
  static void require(PolicyDeclaration& policy, const Conditions& conditions, Place place);
  /// Declares it, if it names somebody and something.
  bool add(PolicyDeclaration policy);

  /// Members are policies, or sets.
  void add_set(std::string_view id, Combine combine, Place place,
               const std::vector<std::pair<std::string, bool>>& members);
  void add_group(std::string_view id, Place place, const std::vector<Mention>& members);
  /// One that conditions ask for.
  void add_list(std::string_view id, Place place, const std::vector<Mention>& members);
  /// A condition with a name, at what tells it, `written` for people.
  void declare_condition(const std::string& name, const std::string& text,
                         const std::string& written, SourceReading::File& file, Place place);
  /// What a request may prove; one that says nothing of it proves nothing.
  void declare_fact(std::string_view name, Place place);

  [[nodiscard]] SourceReading::File& file() { return file_; }

 private:
  SourceReading& reading_;
  SourceReading::File& file_;
};

[[nodiscard]] Conditions both(Conditions a, const Conditions& b);
/// True of versions in which an empty secret is one of a user that exists.
[[nodiscard]] std::string not_since_1_23();

}  // namespace accessdrift::pgbouncer
