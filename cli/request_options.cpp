#include "cli/request_options.h"

#include <fmt/format.h>

#include <algorithm>

#include "accessdrift/base/text.h"
#include "accessdrift/model/schema.h"
#include "accessdrift/query/asked.h"

namespace accessdrift::cli {
namespace {

constexpr std::string_view kIp = "request.ip";
constexpr std::size_t kNamesListed = 12;

std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates) {
  const std::optional<std::string> near = nearest(word, candidates);
  return near ? fmt::format("did you mean `{}`?", *near) : std::string();
}

std::string expected_one_of(std::span<const std::string_view> names) {
  if (names.empty()) return "there is none";
  if (names.size() > kNamesListed) return {};
  return "expected " + join_or(std::vector<std::string>(names.begin(), names.end()));
}

std::string hint(std::string_view word, std::span<const std::string_view> candidates) {
  std::string near = did_you_mean(word, candidates);
  return near.empty() ? expected_one_of(candidates) : near;
}

Diagnostic wrong_type(std::string_view name, std::string_view value, const AttributeType& type) {
  return error_without_place(
      "wrong-type", fmt::format("`{}` is not a value of `{}`", shortened(value), shortened(name)),
      "expected " + values_in_words(type));
}

Result<RequestAttributes> tell(RequestAttributes attributes, std::string_view name,
                               std::string_view value, const Snapshot& snapshot) {
  const auto declared = snapshot.schema.request.find(name);
  if (declared == snapshot.schema.request.end()) return failure(unknown_attribute(name, snapshot));
  if (is_told_by_url(name)) {
    return failure(error_without_place("usage",
                                       fmt::format("`{}` is what a URL tells", shortened(name)),
                                       "ask with METHOD URL in place of ACTION RESOURCE"));
  }
  const std::optional<Value> parsed = parse_value(value, declared->second);
  if (!parsed) return failure(wrong_type(name, value, declared->second));
  Told told;
  told.state = Told::State::Present;
  told.value = *parsed;
  if (!attributes.emplace(name, told).second) {
    return failure(error_without_place("usage", fmt::format("`{}` is told twice", name)));
  }
  return attributes;
}

/// The id of a group may have a `=` in it.
std::size_t end_of_name(std::string_view pair, const Snapshot& snapshot) {
  for (std::size_t at = pair.rfind('='); at != std::string_view::npos && at > 0;
       at = pair.rfind('=', at - 1)) {
    if (snapshot.schema.request.contains(pair.substr(0, at))) return at;
  }
  return pair.find('=');
}

}  // namespace

Diagnostic unknown_attribute(std::string_view name, const Snapshot& snapshot) {
  std::vector<std::string_view> names;
  names.reserve(snapshot.schema.request.size());
  for (const auto& [known, type] : snapshot.schema.request) names.push_back(known);
  return error_without_place(
      "unknown-attribute",
      fmt::format("`{}` is not an attribute of a request here", shortened(name)),
      hint(name, names));
}

std::optional<TokenHolder> token_holder_of(const RequestOptions& options, const std::string& who) {
  if (!options.groups) return std::nullopt;
  return TokenHolder{who, *options.groups};
}

bool leaves_time_open(const RequestOptions& options) {
  return std::ranges::find(options.set, kAnyTime) != options.set.end();
}

Result<RequestAttributes> told_attributes(const RequestOptions& options, const Inquiry& inquiry) {
  const Snapshot& snapshot = *inquiry.snapshot;
  Result<RequestAttributes> told = RequestAttributes{};
  const bool is_any_time = leaves_time_open(options) || !inquiry.universe->has_attribute(kTime);
  for (const std::string& pair : options.set) {
    if (pair == kAnyTime) continue;
    const std::size_t equals = end_of_name(pair, snapshot);
    if (equals == std::string::npos) {
      return failure(error_without_place("usage",
                                         fmt::format("`{}` is not NAME=VALUE", shortened(pair)),
                                         "for example --set auth.mfa=true"));
    }
    told = tell(std::move(*told), std::string_view(pair).substr(0, equals),
                std::string_view(pair).substr(equals + 1), snapshot);
    if (!told) return told;
  }
  if (!is_any_time) told->try_emplace(std::string(kTime), Told::present(Time{inquiry.from}));
  if (options.ip) told = tell(std::move(*told), kIp, *options.ip, snapshot);
  if (!told || !options.absent) return told;
  return with_absent(std::move(*told), snapshot);
}

Result<RequestAttributes> with_absent(RequestAttributes attributes, const Snapshot& snapshot) {
  Diagnostics problems;
  for (const auto& [name, type] : snapshot.schema.request) {
    const bool stays_open = name == kTime || type.is_unknown() || is_told_by_url(name);
    if (attributes.contains(name) || stays_open) continue;
    if (name == kScopes) {
      attributes.emplace(name, Told::present(std::set<std::string>{}));
    } else if (type.is_required) {
      problems.push_back(error_without_place(
          "missing-attribute", fmt::format("`{}` is required and cannot be absent", name),
          "tell it: expected " + values_in_words(type)));
    } else {
      attributes.emplace(name, Told::absent());
    }
  }
  if (!problems.empty()) return failure(std::move(problems));
  return attributes;
}

}  // namespace accessdrift::cli
