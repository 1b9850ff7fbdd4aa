#include "accessdrift/format/proxysql/rule_row.h"

#include <algorithm>
#include <array>
#include <limits>
#include <memory>

#include "accessdrift/base/text.h"
#include "accessdrift/document/read.h"
#include "accessdrift/format/proxysql/row_values.h"

namespace accessdrift::proxysql {
namespace {

/// A column whose table takes these values only, where there is one.
struct Bound {
  std::string_view name;
  std::int64_t least, most;
};
constexpr std::int64_t kAny = std::numeric_limits<std::int64_t>::max();
constexpr std::array<Bound, 10> kBounds = {{
    {"active", 0, 1},
    {"proxy_port", 0, 65'535},
    {"cache_ttl", 1, kAny},
    {"cache_empty_result", 0, 1},
    {"reconnect", 0, 1},
    {"retries", 0, 1'000},
    {"sticky_conn", 0, 1},
    {"multiplex", 0, 2},
    {"log", 0, 1},
    {"flagOUT", 0, kAny},
}};

/// As the words of a list are looked for: by how they begin.
bool has_modifier(const std::string& modifiers, std::string_view modifier) {
  const std::string folded = fold_ascii(modifiers);
  std::size_t at = 0;
  while (at < folded.size()) {
    const std::size_t end = std::min(folded.find(',', at), folded.size());
    if (std::string_view(folded).substr(at, end - at).starts_with(modifier)) return true;
    at = end + 1;
  }
  return false;
}

/// `{"flagOUTs": [{"id": 100, "weight": 5}]}`; false if it is no JSON.
bool read_drawn_flags(const std::string& attributes, std::vector<std::int64_t>& flags) {
  if (attributes.empty()) return true;
  const Result<Document> document =
      read_json(std::make_shared<const SourceText>("attributes", attributes));
  if (!document) return false;
  source::each_item(NodeView(*document), "flagOUTs", [&](NodeView one) {
    const std::optional<NodeView> id = source::find(one, "id");
    const std::optional<NodeView> weight = source::find(one, "weight");
    const auto is_number = [](const std::optional<NodeView>& value) {
      return value && value->kind() == NodeKind::Integer && !value->scalar().starts_with('-') &&
             value->scalar().size() < 10;
    };
    if (!is_number(id) || !is_number(weight) || weight->scalar() == "0") return;
    flags.push_back(*whole_number(id->scalar()));
  });
  std::ranges::sort(flags);
  const auto repeated = std::ranges::unique(flags);
  flags.erase(repeated.begin(), repeated.end());
  return true;
}

bool is_stored(RowValues& values, const Row& row, const Rule& rule) {
  for (const Bound& bound : kBounds) {
    const Cell* const cell = row.find(bound.name);
    if (cell == nullptr || cell->kind != Cell::Kind::Integer) continue;
    const std::int64_t value = values.integer(bound.name, -1);
    // The configuration writes what is below nothing as NULL.
    if (value < 0) continue;
    const bool fits = value >= bound.least && value <= bound.most;
    const std::string most = bound.most == kAny ? "" : " to " + std::to_string(bound.most);
    if (!values.check(fits, bound.name, std::to_string(bound.least) + most)) return false;
  }
  return values.check(!rule.rewrites || rule.match_pattern, "replace_pattern",
                      "none without a `match_pattern`");
}

}  // namespace

std::optional<Rule> read_rule(SourceReading& reading, const Row& row) {
  RowValues values(reading, row);
  Rule rule;
  rule.row = &row;
  constexpr std::int64_t kNone = std::numeric_limits<std::int64_t>::min();
  rule.id = values.integer("rule_id", kNone);
  if (!values.check(rule.id != kNone, "rule_id", "a number")) return std::nullopt;
  rule.is_active = values.integer("active", row.is_of_dump ? 0 : 1) != 0;
  rule.username = values.text("username");
  rule.schemaname = values.text("schemaname");
  rule.client_addr = values.text("client_addr");
  rule.proxy_addr = values.text("proxy_addr");
  for (std::optional<std::string>* const one :
       {&rule.username, &rule.schemaname, &rule.client_addr, &rule.proxy_addr})
    if (*one && (*one)->empty()) one->reset();
  rule.proxy_port = values.integer("proxy_port", -1);
  rule.digest = values.text("digest");
  rule.match_digest = values.text("match_digest");
  rule.match_pattern = values.text("match_pattern");
  rule.is_negated = values.integer("negate_match_pattern", 0) != 0;
  const Cell* const modifiers = row.find("re_modifiers");
  const bool are_null = modifiers != nullptr && modifiers->kind == Cell::Kind::Null;
  const std::optional<std::string> said = values.text("re_modifiers");
  rule.is_caseless = has_modifier(said.value_or(are_null ? "" : "CASELESS"), "caseless");
  rule.flag_in = std::max<std::int64_t>(values.integer("flagIN", 0), 0);
  rule.flag_out = values.integer("flagOUT", -1);
  rule.rewrites = values.text("replace_pattern").has_value();
  rule.hostgroup = values.integer("destination_hostgroup", -1);
  rule.next_flag = values.integer("next_query_flagIN", -1);
  rule.mirror = values.integer("mirror_hostgroup", -1);
  rule.is_block = values.text("error_msg").has_value();
  rule.is_answer = rule.is_block || values.text("OK_msg").has_value();
  rule.is_last = values.integer("apply", 0) != 0;
  const std::string attributes = values.text("attributes").value_or("");
  if (!values.check(read_drawn_flags(attributes, rule.drawn_flags), "attributes", "JSON"))
    return std::nullopt;
  if (rule.flag_out >= 0) rule.drawn_flags.clear();
  return is_stored(values, row, rule) ? std::optional<Rule>(std::move(rule)) : std::nullopt;
}

}  // namespace accessdrift::proxysql
