#include "accessdrift/format/pgbouncer/backend.h"

#include <algorithm>

#include "accessdrift/base/text.h"

namespace accessdrift::pgbouncer {
namespace {

constexpr std::string_view kDefaultPort = "5432";

/// Words between commas, without blanks around them.
std::vector<std::string> words_of(std::string_view list) {
  std::vector<std::string> words;
  while (true) {
    const std::size_t end = std::min(list.find(','), list.size());
    std::string_view word = list.substr(0, end);
    while (word.starts_with(' ')) word.remove_prefix(1);
    while (word.ends_with(' ')) word.remove_suffix(1);
    words.emplace_back(word);
    if (end == list.size()) return words;
    list.remove_prefix(end + 1);
  }
}

}  // namespace

bool is_socket(const std::string& host) {
  return host.empty() || host.starts_with('/') || host.starts_with('@');
}

std::vector<std::string> hosts_of(const Database& database) {
  return words_of(database.host ? std::string_view(database.host->text) : std::string_view());
}

std::optional<Backend> Backend::told(SourceReading& reading, const Instance& instance) {
  const SourceOptions* const options = instance.file->options;
  if (options == nullptr) return std::nullopt;
  const auto text = [&](const NamePlace& one) { return reading.names.text(one.name); };
  const auto found = std::ranges::find_if(options->all, [&](const SourceOption& option) {
    return text(option.name) == kBackendOption;
  });
  if (found == options->all.end()) return std::nullopt;
  Backend backend;
  backend.options_ = options;
  backend.place_ = found->name.place;
  for (const auto& [key, value] : found->entries) {
    if (text(key) == "host") backend.hosts_ = words_of(fold_ascii(text(value)));
    if (text(key) != "address") continue;
    backend.address_ = parse_ip(text(value));
    if (!backend.address_) {
      source::report(reading, "invalid-backend", "`" + shortened(text(value)) + "` is no address",
                     options->span(value.place))
          .label = "expected the one that the server sees the pool come from: 10.0.0.7";
      backend.address_ = IpAddress{};  // told, though what it is nobody knows
    }
  }
  return backend;
}

bool Backend::is_led_to(const Database& database) const {
  if (hosts_.empty()) return true;
  const std::string port(database.port ? std::string_view(database.port->text) : kDefaultPort);
  const std::vector<std::string> hosts = hosts_of(database);
  return std::ranges::all_of(hosts, [&](const std::string& written) {
    const std::string host = fold_ascii(written);
    const bool is_v6 = host.find(':') != std::string::npos;
    return std::ranges::any_of(hosts_, [&](const std::string& told) {
      return told == (host.empty() ? "local" : host) ||
             told == (is_v6 ? "[" + host + "]:" : host + ":") + port;
    });
  });
}

std::optional<IpAddress> Backend::address_to(const std::string& host) const {
  const std::optional<IpAddress> literal = parse_ip(host);
  if (literal && is_loopback(*literal)) return literal;  // whoever asks oneself comes from there
  return address_;
}

}  // namespace accessdrift::pgbouncer
