#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/format/condition_text.h"
#include "accessdrift/format/google_iap/conditions.h"
#include "accessdrift/format/google_iap/unknowns.h"

namespace accessdrift::google_iap {

/// Access levels: named conditions of the bindings that ask for them.
class AccessLevels {
 public:
  AccessLevels(SourceReading& reading, Attributes& attributes)
      : reading_(reading), attributes_(attributes) {}

  /// That it is told somewhere. Before any is declared or named.
  void note(NodeView level);
  /// That some are on pages that are not here.
  void tell_cut() { is_cut_ = true; }
  /// An access policy, of a part of an organisation or of all of it.
  void note_policy(NodeView policy);
  void declare(SourceReading::File& file, NodeView level);

  /// Words for a level's being met, by its name (`accessPolicies/7/accessLevels/office`). One that
  /// no file tells is never met where all others of its policy are told, and else the request's.
  [[nodiscard]] std::string met(SourceReading::File& file, std::string_view name, Place place);

 private:
  [[nodiscard]] ConditionText basic(SourceReading::File& file, const std::string& name,
                                    NodeView level, NodeView basic);
  /// The level that a condition is of.
  struct OfLevel {
    SourceReading::File& file;
    const std::string& condition;
    std::string_view name;
  };
  void write_condition(const OfLevel& level, NodeView condition, ConditionWriter& writing);
  [[nodiscard]] std::string field(const OfLevel& level, NodeView key, NodeView value);
  [[nodiscard]] ConditionText custom(SourceReading::File& file, const std::string& name,
                                     std::string_view level_name, NodeView expression);
  /// Words for every level of a list being met.
  [[nodiscard]] std::string all_met(SourceReading::File& file, NodeView list);
  /// Words for who asks being one of them; declares who they are.
  [[nodiscard]] std::string in_members(SourceReading::File& file, const std::string& name,
                                       NodeView list);
  [[nodiscard]] NetworkDeclaration new_network(const std::string& name, Place place);
  /// Words for an address's being in it; declares it.
  [[nodiscard]] std::string in_network(SourceReading::File& file, NetworkDeclaration network);
  void remark_on_policy(SourceReading::File& file, std::string_view name, Place place);
  void check_shape(NodeView basic);
  void tell_shape(NodeView found, std::string_view expected);
  void add_prefix(NetworkDeclaration& network, NodeView prefix);
  [[nodiscard]] std::string unknown(SourceReading::File& file, std::string_view what, Span span,
                                    std::string_view level);

  /// Whether a level is met, of which no file tells when.
  [[nodiscard]] std::string fact_of(SourceReading::File& file, const std::string& condition,
                                    Place place);
  [[nodiscard]] std::string unknown_level(SourceReading::File& file, const std::string& condition,
                                          Place place);
  /// A level of which pages of another side lack what this one tells: that may be as here.
  void suppose(SourceReading::File& file, const std::string& condition, ConditionText& when);

  SourceReading& reading_;
  Attributes& attributes_;
  bool is_cut_ = false;
  std::set<std::string, std::less<>> told_;      ///< names of levels
  std::set<std::string, std::less<>> policies_;  ///< of them
  std::set<std::string, std::less<>> scoped_;    ///< policies of a part of an organisation
  std::set<std::string, std::less<>> declared_;  ///< conditions
  std::map<std::string, int, std::less<>> networks_;
  std::map<std::string, int, std::less<>> lists_;
};

}  // namespace accessdrift::google_iap
