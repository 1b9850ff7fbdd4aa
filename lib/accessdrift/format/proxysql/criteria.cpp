#include "accessdrift/format/proxysql/criteria.h"

#include <algorithm>
#include <optional>

#include "accessdrift/base/text.h"
#include "accessdrift/cel/pattern.h"
#include "accessdrift/format/condition_text.h"
#include "accessdrift/format/named_unknown.h"
#include "accessdrift/format/proxysql/pattern.h"

namespace accessdrift::proxysql {
namespace {

constexpr std::string_view kStatement = "request.statement";
constexpr std::string_view kDigestText = "request.digest_text";
constexpr std::size_t kLongestWord = 40;

/// `"(?i)^SELECT"`, raw if that is plainer to read.
std::string pattern_literal(const std::string& pattern) {
  const bool can_be_raw = pattern.find('\\') != std::string::npos &&
                          pattern.find_first_of("\"\n\r") == std::string::npos;
  return can_be_raw ? "r\"" + pattern + '"' : string_literal(pattern);
}

/// What sides tell each other: rules by what comes after them, and flags.
constexpr std::string_view kEnding = "rules that end the chain";
constexpr std::string_view kGoingOn = "rules that do not";

std::string flags_after(const Rule& rule) { return "flags after rule " + std::to_string(rule.id); }

bool is_told(const Rule& rule) {
  const Cell* const digest = rule.row->find("digest");
  return digest != nullptr;
}

}  // namespace

Criteria::Criteria(Writing& writing) : writing_(writing) {
  for (const Rule& rule : writing.instance().rules) {
    if (!rule.is_active) continue;
    if (rule.rewrites) rewriting_.push_back(&rule);
    if (rule.is_answer) continue;
    writing.tell(rule.is_last ? kEnding : kGoingOn, rule.id);
    if (!rule.is_last && rule.drawn_flags.empty()) writing.tell(flags_after(rule), rule.flag_out);
  }
}

Criteria::Endings Criteria::endings_of(const Rule& rule) const {
  return {writing_.is_told(kEnding, rule.id), writing_.is_told(kGoingOn, rule.id)};
}

std::vector<std::int64_t> Criteria::flags_of(const Rule& rule) const {
  std::vector<std::int64_t> flags = writing_.told(flags_after(rule));
  for (const std::int64_t last : {rule.flag_in, std::int64_t{-1}}) {
    const auto found = std::ranges::find(flags, last);
    if (found != flags.end()) std::rotate(found, found + 1, flags.end());
  }
  return flags;
}

/// A condition that is true or false of every request.
std::string Criteria::constant(const Rule& rule, const std::string& name, bool is_true,
                               std::string_view column) {
  if (constants_.insert(name).second) {
    const Cell* const cell = rule.row->find(column);
    const Place place = cell == nullptr ? rule.row->place : cell->place;
    NamedConditionDeclaration declared;
    declared.name = writing_.reading().names.intern(name);
    declared.rule = rule_of(rule);
    declared.key = declared.body = place;
    declared.when = ConditionText{is_true ? "true" : "false", place, place.begin, false};
    declared.when->written = cell == nullptr || cell->kind == Cell::Kind::Null
                                 ? "no " + std::string(column)
                                 : std::string(column) + ' ' + cell->text;
    rule.row->file->declarations.named_conditions.push_back(std::move(declared));
  }
  return "conditions." + name;
}

std::string Criteria::ends(const Rule& rule) {
  return constant(rule, condition_name(rule) + "_ends", rule.is_last, "apply");
}

std::string Criteria::sets(const Rule& rule, std::int64_t flag) {
  return constant(rule, condition_name(rule) + "_sets_flag_" + std::to_string(flag),
                  rule.flag_out == flag, "flagOUT");
}

/// What policies of it have for their rule.
Name Criteria::rule_of(const Rule& rule) const {
  return writing_.reading().names.intern(writing_.instance().id(rule.name()));
}

std::string Criteria::condition_name(const Rule& rule) const {
  std::string name = "query_rule_" + (rule.id < 0 ? "minus_" : std::string()) +
                     std::to_string(rule.id < 0 ? -rule.id : rule.id);
  if (!writing_.instance().suffix.empty())
    name += '_' + source::digits_of(writing_.instance().suffix);
  return name;
}

std::string Criteria::unknown(std::string_view what, std::string_view text, const Rule& rule,
                              Place place) {
  std::string name = "request." + std::string(what);
  std::string word = source::attribute_word(text);
  if (word.size() > kLongestWord) word.resize(kLongestWord);
  name += '_' + word + '_' + source::digits_of(text);
  source::declare_fact(writing_.reading(), *rule.row->file, name, place);
  return name;
}

std::string Criteria::pattern(const Rule& rule, std::string_view column,
                              const std::string& attribute, const std::string& pattern) {
  const Place place = rule.row->find(column)->place;
  const std::string what = column == "match_digest" ? "digest_text_matches" : "statement_matches";
  const std::string said = (rule.is_caseless ? "(?i)" : "") + pattern;
  std::optional<PlainPattern> plain;
  if (writing_.instance().has_re2) {
    plain = PlainPattern{said, false};
  } else {
    plain = plain_pattern(pattern, rule.is_caseless);
  }
  if (!plain || cel::pattern_problem(plain->text)) {
    source::warn(writing_.reading(), "opaque-pattern",
                 "what `" + shortened(pattern) + "` matches is not known", rule.row->span(place))
        .label = "no regular expression, or none that is read here";
    return unknown(what, said, rule, place);
  }
  writing_.attribute(attribute, TypeKind::String, true, {rule.row->file, place});
  std::string matches = attribute + ".matches(" + pattern_literal(plain->text) + ')';
  if (!plain->is_of_ascii) return matches;
  return "(" + attribute + R"(.matches(r"\A[\x00-\x7f]*\z") ? )" + matches + " : " +
         unknown(what, said, rule, place) + ")";
}

/// A statement that an earlier rule has written anew is not the one that was sent.
std::string Criteria::unless_rewritten(const Rule& rule, const std::string& condition) {
  std::string rewritten;
  for (const Rule* const earlier : rewriting_) {
    if (earlier->id >= rule.id) break;
    const std::string& fits = of(*earlier);
    rewritten += (rewritten.empty() ? "" : " || ") + (fits.empty() ? "true" : fits);
  }
  if (rewritten.empty()) return condition;
  const Place place = rule.row->find("match_pattern")->place;
  return "(" + rewritten + " ? " +
         unknown("rewritten_statement_matches", *rule.match_pattern, rule, place) + " : " +
         condition + ")";
}

std::string Criteria::comes_from(const ClientAddress& address, std::string_view text, At at) {
  if (address.kind == ClientAddress::Kind::Anybody) return "";
  std::string from;
  if (!address.networks.empty())
    from =
        "has(request.ip) && request.ip in networks." + writing_.network(text, address.networks, at);
  if (address.kind == ClientAddress::Kind::Unclear) {
    const std::string fact = "request.address_starts_with_" + source::digits_of(text);
    source::declare_fact(writing_.reading(), *at.file, fact, at.place);
    from += (from.empty() ? "" : " || ") + std::string("has(request.ip) && ") + fact;
  }
  if (address.is_local) from += (from.empty() ? "" : " || ") + std::string("!has(request.ip)");
  if (from.empty()) return "false";
  return from.find("||") == std::string::npos ? from : "(" + from + ")";
}

void Criteria::add(ConditionText& made, const Rule& rule, std::string_view column,
                   const std::string& condition) {
  if (condition.empty()) return;
  const Place place = rule.row->find(column)->place;
  if (!made.text.empty()) made.text += " && ";
  made.text += condition;
  made.offsets.resize(made.text.size(), place.begin);
  made.offsets.back() = std::max(place.begin, place.end - 1);
  if (!made.written.empty()) made.written += ", ";
  const bool is_negated = rule.is_negated && column.starts_with("match_");
  made.written += std::string(is_negated ? "not " : "") + std::string(column) + ' ' +
                  shortened(rule.row->find(column)->text);
}

/// What else decides what a pattern fits, so that it is an edit, too.
void Criteria::tell_how_matched(ConditionText& made, const Rule& rule) const {
  const bool has_digest_pattern = rule.match_digest && writing_.instance().has_digests;
  if (!has_digest_pattern && !rule.match_pattern) return;
  if (!rule.is_caseless) made.written += ", with case";
  if (writing_.instance().has_re2) made.written += ", by RE2";
  if (!rule.match_pattern) return;
  for (const Rule* const earlier : rewriting_) {
    if (earlier->id >= rule.id) break;
    made.written += ", rewritten by " + std::to_string(earlier->id);
  }
}

ConditionText Criteria::condition_of(const Rule& rule) {
  ConditionText made;
  made.place = rule.row->place;
  made.is_verbatim = false;
  const auto at = [&](std::string_view column) {
    return At{rule.row->file, rule.row->find(column)->place};
  };
  if (rule.schemaname) {
    writing_.attribute("request.schema", TypeKind::String, true, at("schemaname"));
    add(made, rule, "schemaname", "request.schema == " + string_literal(*rule.schemaname));
  }
  if (rule.client_addr) {
    add(made, rule, "client_addr",
        comes_from(client_address_of(*rule.client_addr), *rule.client_addr, at("client_addr")));
  }
  if (rule.proxy_addr) {
    writing_.attribute("request.proxy_addr", TypeKind::String, true, at("proxy_addr"));
    add(made, rule, "proxy_addr", "request.proxy_addr == " + string_literal(*rule.proxy_addr));
  }
  if (rule.proxy_port >= 0) {
    writing_.attribute("request.proxy_port", TypeKind::Int, true, at("proxy_port"));
    add(made, rule, "proxy_port", "request.proxy_port == " + std::to_string(rule.proxy_port));
  }
  // Without digests these are passed over.
  const bool has_digests = writing_.instance().has_digests;
  if (rule.digest && has_digests && is_told(rule)) {
    const std::optional<std::string> digest = digest_of(*rule.digest);
    if (digest) {
      writing_.attribute("request.digest", TypeKind::String, true, at("digest"));
      add(made, rule, "digest", "request.digest == " + string_literal(*digest));
    } else {
      source::warn(writing_.reading(), "ignored-line", "ProxySQL passes over this `digest`",
                   rule.row->span(at("digest").place))
          .label = "expected a digest like 0x1D2CC217C860282";
    }
  }
  const std::string_view negation = rule.is_negated ? "!" : "";
  if (rule.match_digest && has_digests) {
    add(made, rule, "match_digest",
        std::string(negation) +
            pattern(rule, "match_digest", std::string(kDigestText), *rule.match_digest));
  }
  if (rule.match_pattern) {
    const std::string found =
        pattern(rule, "match_pattern", std::string(kStatement), *rule.match_pattern);
    add(made, rule, "match_pattern", std::string(negation) + unless_rewritten(rule, found));
  }
  tell_how_matched(made, rule);
  return made;
}

const std::string& Criteria::of(const Rule& rule) {
  const auto known = known_.find(rule.id);
  if (known != known_.end()) return known->second;
  ConditionText condition = condition_of(rule);
  if (condition.text.empty()) return known_[rule.id];
  const std::string name = condition_name(rule);
  NamedConditionDeclaration declared;
  declared.name = writing_.reading().names.intern(name);
  declared.rule = rule_of(rule);
  declared.key = declared.body = rule.row->place;
  declared.when = std::move(condition);
  rule.row->file->declarations.named_conditions.push_back(std::move(declared));
  return known_[rule.id] = "conditions." + name;
}

std::string Criteria::draws(const Rule& rule, std::int64_t flag) {
  const std::string name = "request.flag_of_query_rule_" + std::to_string(rule.id);
  const Cell* const cell = rule.row->find("attributes");
  writing_.attribute(name, TypeKind::Int, true,
                     {rule.row->file, cell == nullptr ? rule.row->place : cell->place});
  return name + " == " + std::to_string(flag);
}

}  // namespace accessdrift::proxysql
