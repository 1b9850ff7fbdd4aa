#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "accessdrift/cel/syntax.h"
#include "accessdrift/format/condition_text.h"

namespace accessdrift::google_iap {

/// What of a condition somebody else knows; each gives words of the native language.
struct ConditionWords {
  /// For what no other words are; `text` is as written.
  std::function<std::string(std::string_view text, Place place)> unknown;
  /// For an access level that is met, by the name that stands in the condition.
  std::function<std::string(std::string_view level, Place place)> level;
  /// Declares a text of the request; empty: there is no resource that is asked for.
  std::function<void(const std::string& name, Place place)> declare_text;
  /// For an expression that only access levels have (`origin.ip`, `device`); nothing: none.
  std::function<std::optional<std::string>(const cel::SyntaxTree& tree, std::uint32_t node)> own;
  /// The type of the resource that is asked for; empty: it is not known.
  std::string_view resource_type;
};

/// A condition's text, parsed: as it stands there, and with keys in brackets as plain names. Null
/// where it cannot be.
struct ParsedCondition {
  std::shared_ptr<const cel::SyntaxTree> written;
  std::shared_ptr<const cel::SyntaxTree> plain;
};

/// Texts that were parsed: exports write one in many places.
class ParsedConditions {
 public:
  /// Valid as long as these.
  [[nodiscard]] const ParsedCondition& of(const ConditionText& condition);

 private:
  std::unordered_map<std::string, ParsedCondition> known_;
};

/// Words of native conditions, and of what they are in a text.
struct TranslatedWords {
  std::string words;
  cel::Range range;
};

/// Puts a condition of IAM or of an access level in the words of native conditions. What has none,
/// as far as it is Boolean and alone, becomes what `unknown` gives; so does all of one that cannot
/// be parsed. Cost: linear.
[[nodiscard]] ConditionText translated(const ConditionText& written, const ConditionWords& words);
/// Likewise of one whose text is parsed; `plain` may be null.
[[nodiscard]] ConditionText translated(const ConditionText& written, const cel::SyntaxTree* plain,
                                       const ConditionWords& words);
/// Its words only, and the condition that they are where such a text is written.
[[nodiscard]] std::vector<TranslatedWords> words_of(const ConditionText& written,
                                                    const cel::SyntaxTree* plain,
                                                    const ConditionWords& words);
[[nodiscard]] ConditionText translated(const ConditionText& written,
                                       const std::vector<TranslatedWords>& all);

/// The expression of a condition as it stands there: what is no text is none that can be parsed.
[[nodiscard]] ConditionText written_condition(NodeView condition);

/// Of a literal that is a text, what it says.
[[nodiscard]] std::optional<std::string_view> text_literal(const cel::SyntaxTree& tree,
                                                           std::uint32_t node);
[[nodiscard]] bool is_name(const cel::SyntaxTree& tree, std::uint32_t node, std::string_view name);

}  // namespace accessdrift::google_iap
