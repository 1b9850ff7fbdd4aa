#pragma once

#include <string>
#include <vector>

#include "draft.h"
#include "random.h"

namespace accessdrift::property {

/// The literal of a text without quotes and backslashes.
inline std::string literal_of(const std::string& text) { return '"' + text + '"'; }

/// Writes random conditions that a draft's declarations type-check, errors and absent values
/// welcome.
class ConditionWriter {
 public:
  ConditionWriter(const Draft& draft, Random& random) : draft_(draft), random_(random) {}

  [[nodiscard]] DraftCondition condition();
  /// Of a group: over the attributes of the identity only.
  [[nodiscard]] DraftCondition rule();

 private:
  enum class Root { Request, User, Resource };
  struct Operand {
    std::string text;
    Root root = Root::User;
    const DraftAttribute* declared = nullptr;  ///< null: request.ip, request.time, token.scopes
    TypeKind kind = TypeKind::Bool;
    std::vector<std::string> values;
  };

  [[nodiscard]] DraftCondition write(bool is_rule);
  void gather_operands(bool is_rule);
  [[nodiscard]] std::string boolean(std::size_t depth);
  [[nodiscard]] std::string test();
  [[nodiscard]] std::string test_of(const Operand& operand);
  [[nodiscard]] std::string test_through_variable(const Operand& operand);
  [[nodiscard]] std::string bool_test(const Operand& operand);
  [[nodiscard]] std::string client_test();
  [[nodiscard]] std::string int_test(const Operand& operand);
  [[nodiscard]] bool tests_parts(const Operand& operand, int percent);
  [[nodiscard]] std::string string_test(const Operand& operand);
  [[nodiscard]] std::string enum_test(const Operand& operand);
  [[nodiscard]] std::string set_test(const Operand& operand);
  std::string quiet_test();
  std::string some_text();
  std::string either_set(const Operand& operand);
  [[nodiscard]] std::string ip_test(const Operand& operand);

  // url_writer.cpp
  /// Of what a URL tells.
  [[nodiscard]] std::string url_test();
  [[nodiscard]] std::string path_test(const std::string& path);
  [[nodiscard]] std::string host_test(const std::string& host);
  [[nodiscard]] std::string method_test(const std::string& method);

  // text_writer.cpp
  /// A test of a part, order, pattern or size; `text` is the operand, or a variable for it.
  [[nodiscard]] std::string text_function(const Operand& operand, const std::string& text);
  [[nodiscard]] std::string ordered_partner(const Operand& operand);
  [[nodiscard]] std::string search(const Operand& operand, const std::string& text);
  [[nodiscard]] std::string pattern(int depth);
  [[nodiscard]] std::string pattern_literal();
  std::string short_text();

  // time_writer.cpp
  [[nodiscard]] std::string time_test(const Operand& operand);
  [[nodiscard]] std::string sum_test(const Operand& operand);
  [[nodiscard]] std::string clock_test(const std::string& time);
  [[nodiscard]] std::string field_test(const std::string& time);
  [[nodiscard]] std::string window_test(const std::string& time);
  [[nodiscard]] std::string instant();
  [[nodiscard]] std::string duration();
  /// An int that does not hang on the request; else the constant.
  std::string quiet_int(const std::string& constant);

  [[nodiscard]] std::string membership(const std::string& value,
                                       const std::vector<std::string>& list);
  [[nodiscard]] std::string int_operator();
  /// Whether two operands are rather not compared: of a representative of an open group both are
  /// unknown.
  [[nodiscard]] bool are_unknown(const Operand& one, const Operand& other);
  /// Another operand to compare with, no request attribute if `operand` is one; the constant if
  /// there is none.
  [[nodiscard]] std::string partner(const Operand& operand, const std::string& constant);
  /// A text that may be compared with the elements of a set.
  [[nodiscard]] std::string text_partner(const Operand& operand);
  [[nodiscard]] std::string constant(const Operand& operand);
  const std::string& use(const Operand& operand);

  const Draft& draft_;
  Random& random_;
  std::vector<Operand> operands_;
  std::set<std::string> uses_;
  bool is_rule_ = false;
};

}  // namespace accessdrift::property
