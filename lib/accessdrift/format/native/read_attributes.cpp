#include <array>

#include "accessdrift/format/native/reading.h"

namespace accessdrift::native {
namespace {

enum class AttributeUse : std::uint8_t { Request, Thing };

constexpr std::array<std::pair<std::string_view, TypeKind>, 5> kScalarTypes = {
    {{"bool", TypeKind::Bool},
     {"int", TypeKind::Int},
     {"string", TypeKind::String},
     {"ip", TypeKind::Ip},
     {"time", TypeKind::Time}}};

/// Elements of sets are written `a,b` on the command line.
bool expect_enum_value(Reading& reading, const Owner& owner, TypeKind kind, NodeView item) {
  if (item.kind() != NodeKind::String || item.scalar().empty()) {
    report_wrong_item(reading, owner, "values", item);
    return false;
  }
  const std::string_view refused = kind == TypeKind::Set ? ",\x1F" : "\x1F";
  if (item.scalar().find_first_of(refused) == std::string_view::npos) return true;
  report(reading, "invalid-name", quoted(item.scalar()) + " cannot be an element of a set",
         item.place())
      .label = "expected no comma";
  return false;
}

std::optional<AttributeType> read_values(Reading& reading, const Owner& owner, TypeKind kind,
                                         NodeView value) {
  if (!expect_list(reading, owner, {}, value, "a list of values")) return std::nullopt;
  AttributeType type{kind, {}, false};
  if (value.is_empty_collection()) {
    report(reading, "empty-list", to_text(owner) + " has an empty list of values", value.place())
        .label = "expected values";
  }
  std::vector<NamePlace> places;
  for_each_item(value, [&](NodeView item) {
    if (!expect_enum_value(reading, owner, kind, item)) return;
    places.push_back({reading.names.intern(item.scalar()), item.place()});
    type.values.emplace_back(item.scalar());
  });
  report_repeated_names(reading, owner, "values", places);
  return type;
}

/// Names that types have elsewhere, and what to write here.
constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kSlips = {{
    {"enum", "an enum is the list of its values: [a, b]"},
    {"set", "a set is written {set: [a, b]}"},
    {"boolean", "did you mean `bool`?"},
    {"integer", "did you mean `int`?"},
    {"number", "did you mean `int`?"},
    {"text", "did you mean `string`?"},
    {"date", "did you mean `time`?"},
    {"timestamp", "did you mean `time`?"},
}};

std::optional<AttributeType> read_scalar_type(Reading& reading, const Owner& owner,
                                              NodeView value) {
  const auto* const found = std::ranges::find(kScalarTypes, value.scalar(),
                                              &std::pair<std::string_view, TypeKind>::first);
  if (found == kScalarTypes.end()) {
    constexpr std::array<std::string_view, 5> kNames = {"bool", "int", "string", "ip", "time"};
    report_unknown_value(reading, {"the type of " + to_text(owner), {}}, {}, value, kNames);
    const auto* const slip = std::ranges::find(
        kSlips, value.scalar(), &std::pair<std::string_view, std::string_view>::first);
    if (slip != kSlips.end()) reading.file.diagnostics.back().help = slip->second;
    return std::nullopt;
  }
  return AttributeType{found->second, {}, false};
}

std::optional<AttributeType> read_simple_type(Reading& reading, const Owner& owner,
                                              NodeView value) {
  if (value.is_sequence()) return read_values(reading, owner, TypeKind::Enum, value);
  if (value.kind() == NodeKind::String) return read_scalar_type(reading, owner, value);
  report_wrong_type(reading, {"the type of " + to_text(owner), {}}, {}, value,
                    "a type, a list of values or a mapping");
  return std::nullopt;
}

/// `{type or set, required?, world?}` of a request attribute; `{set}` of others.
class TypeMapping {
 public:
  TypeMapping(Reading& reading, const Owner& owner, AttributeUse use)
      : reading_(reading), owner_(owner), use_(use) {}

  std::optional<AttributeType> read(NodeView value) {
    for_each_entry(reading_, value, [&](const Entry& entry) { read_entry(entry); });
    if (keys_ == 1) {
      if (type_) type_->is_required = is_required_;
      if (type_) type_->is_world = is_world_;
      return type_;
    }
    if (keys_ == 0) {
      report_missing_key(reading_, owner_,
                         use_ == AttributeUse::Request ? "`type` or `set`" : "`set`",
                         value.place());
      return std::nullopt;
    }
    report(reading_, "conflicting-keys", to_text(owner_) + " has both `type` and `set`",
           value.place())
        .label = "expected one of them";
    return std::nullopt;
  }

 private:
  void read_entry(const Entry& entry) {
    constexpr std::array<std::string_view, 4> kRequestKeys = {"type", "set", "required", "world"};
    constexpr std::array<std::string_view, 1> kThingKeys = {"set"};
    const std::string_view key = entry.key.scalar();
    const bool is_request = use_ == AttributeUse::Request;
    if (key == "set") return keep(read_values(reading_, owner_, TypeKind::Set, entry.value));
    if (is_request && key == "type") return keep(read_simple_type(reading_, owner_, entry.value));
    if (is_request && key == "world") return read_world(entry.value);
    if (is_request && key == "required") return read_required(entry.value);
    if (is_request) return report_unknown_key(reading_, owner_, entry.key, kRequestKeys);
    report_unknown_key(reading_, owner_, entry.key, kThingKeys);
  }

  void keep(std::optional<AttributeType> type) {
    ++keys_;
    type_ = std::move(type);
  }

  void read_required(NodeView value) {
    if (value.kind() != NodeKind::Boolean) {
      return report_wrong_type(reading_, owner_, "required", value, "`true` or `false`");
    }
    is_required_ = value.scalar() == "true";
  }

  void read_world(NodeView value) {
    constexpr std::array<std::string_view, 1> kWords = {"unknown"};
    is_world_ = true;
    if (value.kind() == NodeKind::String && value.scalar() == kWords.front()) return;
    if (value.kind() == NodeKind::String)
      return report_unknown_value(reading_, owner_, "world", value, kWords);
    report_wrong_type(reading_, owner_, "world", value, "`unknown`");
  }

  Reading& reading_;
  const Owner& owner_;
  AttributeUse use_;
  std::optional<AttributeType> type_;
  bool is_required_ = false;
  bool is_world_ = false;
  int keys_ = 0;
};

bool is_dotted_name(std::string_view text) {
  while (true) {
    const std::size_t dot = text.find('.');
    if (!is_name(text.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    text.remove_prefix(dot + 1);
  }
}

bool expect_context_name(Reading& reading, NodeView key) {
  constexpr std::array<std::string_view, 6> kRoots = {"request",  "token",    "user",
                                                      "resource", "networks", "windows"};
  const std::string_view name = key.scalar();
  if (!is_dotted_name(name)) {
    Diagnostic& diagnostic =
        report(reading, "invalid-name", quoted(name) + " cannot be the name of a request attribute",
               key.place());
    diagnostic.label = "expected names joined by dots";
    diagnostic.help =
        "a name has letters, digits and `_`, does not start with a digit and is not `true`, "
        "`false`, `null` or `in`";
    reading.file.is_partial = true;
    return false;
  }
  const std::string_view root = name.substr(0, name.find('.'));
  if (std::ranges::find(kRoots, root) == kRoots.end()) return true;
  report(reading, "reserved-id", "the name " + quoted(name) + " of a request attribute is reserved",
         key.place())
      .label = quoted(root) + " has a meaning of its own";
  reading.file.is_partial = true;
  return false;
}

void read_attribute(Reading& reading, AttributeUse use, const Entry& entry) {
  const bool is_request = use == AttributeUse::Request;
  const bool is_named = is_request ? expect_context_name(reading, entry.key)
                                   : expect_name(reading, "attribute", entry.key);
  if (!is_named) return;
  const Owner owner{is_request ? "request attribute" : "attribute", entry.key.scalar()};
  const std::optional<AttributeType> type = entry.value.is_mapping()
                                                ? TypeMapping(reading, owner, use).read(entry.value)
                                                : read_simple_type(reading, owner, entry.value);
  if (!type) {
    reading.file.is_partial = true;
    return;
  }
  Declarations& declarations = reading.file.declarations;
  (is_request ? declarations.context : declarations.attributes)
      .push_back({reading.names.intern(entry.key.scalar()), *type, entry.key.place(),
                  entry.value.place()});
}

std::optional<Literal> read_list_literal(Reading& reading, const Owner& owner, NodeView value) {
  std::string joined;
  std::vector<NamePlace> places;
  bool is_good = true;
  for_each_item(value, [&](NodeView item) {
    const bool is_text = expect_enum_value(reading, owner, TypeKind::Set, item);
    is_good = is_good && is_text;
    if (!is_text) return;
    if (!places.empty()) joined += '\x1F';
    joined += item.scalar();
    places.push_back({reading.names.intern(item.scalar()), item.place()});
  });
  report_repeated_names(reading, owner, "values", places);
  if (!is_good) return std::nullopt;
  return Literal{Literal::Kind::List, reading.names.intern(joined)};
}

std::optional<Literal> read_literal(Reading& reading, const Owner& owner, std::string_view key,
                                    NodeView value) {
  switch (value.kind()) {
    case NodeKind::String:
      return Literal{Literal::Kind::String, reading.names.intern(value.scalar())};
    case NodeKind::Integer:
      return Literal{Literal::Kind::Integer, reading.names.intern(value.scalar())};
    case NodeKind::Boolean:
      return Literal{Literal::Kind::Boolean, reading.names.intern(value.scalar())};
    case NodeKind::Sequence:
      return read_list_literal(reading, {"attribute", key}, value);
    case NodeKind::Mapping:
    case NodeKind::Decimal:
    case NodeKind::Null:
      break;
  }
  report_wrong_type(reading, owner, key, value,
                    "a text, an integer, `true`, `false` or a list of texts");
  return std::nullopt;
}

void read_network(Reading& reading, const Owner& owner, NetworkDeclaration& network,
                  NodeView item) {
  if (item.kind() != NodeKind::String || item.scalar().empty()) {
    return report_wrong_item(reading, owner, "entries", item);
  }
  const std::string_view text = item.scalar();
  if (is_name(text)) {
    network.entries.push_back({std::nullopt, reading.names.intern(text), item.place()});
    return;
  }
  const ParsedPrefix parsed = parse_prefix(text);
  if (!parsed.problem) {
    network.entries.push_back({parsed.prefix, {}, item.place()});
    return;
  }
  Diagnostic& diagnostic =
      report(reading, "invalid-network", quoted(text) + " is no block of addresses", item.place());
  diagnostic.label = "expected a prefix, an address or the name of a network";
  if (*parsed.problem == PrefixProblem::LengthOutOfRange)
    diagnostic.label = "the length of the prefix is out of range";
  if (*parsed.problem == PrefixProblem::HostBitsSet) {
    diagnostic.label = "bits are set behind the prefix";
    diagnostic.help = "write " + quoted(to_text(parsed.prefix)) + " for the block";
  }
}

/// A block counts once, however it is written.
void report_repeated_entries(Reading& reading, const Owner& owner,
                             const NetworkDeclaration& network) {
  std::map<std::pair<std::optional<IpPrefix>, Name>, Place> seen;
  for (const NetworkDeclaration::Entry& entry : network.entries) {
    const auto [first, is_new] = seen.emplace(std::pair(entry.prefix, entry.network), entry.place);
    if (is_new) continue;
    const std::string text =
        entry.prefix ? to_text(*entry.prefix) : std::string(reading.names.text(entry.network));
    report_repeated_member(reading, owner, "entries", text, {entry.place, first->second});
  }
}

}  // namespace

Range read_attribute_values(Reading& reading, const Owner& owner, NodeView value) {
  std::vector<AttributeValue>& pool = reading.file.declarations.attribute_values;
  Range range{static_cast<std::uint32_t>(pool.size()), 0};
  if (!expect_mapping(reading, owner, "attributes", value, "a mapping of names to values"))
    return range;
  for_each_entry(reading, value, [&](const Entry& entry) {
    const std::optional<Literal> literal =
        read_literal(reading, owner, entry.key.scalar(), entry.value);
    if (!literal) return;
    pool.push_back({reading.names.intern(entry.key.scalar()), *literal, entry.key.place(),
                    entry.value.place()});
  });
  range.count = static_cast<std::uint32_t>(pool.size()) - range.first;
  return range;
}

void read_context(Reading& reading, NodeView section) {
  for_each_entry(reading, section, [&](const Entry& entry) {
    read_attribute(reading, AttributeUse::Request, entry);
  });
}

void read_attributes(Reading& reading, NodeView section) {
  for_each_entry(reading, section,
                 [&](const Entry& entry) { read_attribute(reading, AttributeUse::Thing, entry); });
}

void read_networks(Reading& reading, NodeView section) {
  for_each_entry(reading, section, [&](const Entry& entry) {
    if (!expect_name(reading, "network", entry.key)) return;
    const Owner owner{"network", entry.key.scalar()};
    NetworkDeclaration network{
        reading.names.intern(owner.id), entry.key.place(), entry.value.place(), {}};
    if (expect_list(reading, owner, {}, entry.value,
                    "a list of prefixes, addresses and networks")) {
      for_each_item(entry.value,
                    [&](NodeView item) { read_network(reading, owner, network, item); });
    }
    report_repeated_entries(reading, owner, network);
    reading.file.declarations.networks.push_back(std::move(network));
  });
}

void read_directory(Reading& reading, const Entry& entry) {
  constexpr std::array<std::string_view, 2> kValues = {"open", "closed"};
  const Owner owner{"this file", {}};
  if (!expect_text(reading, owner, "directory", entry.value, "`open` or `closed`")) return;
  const std::string_view value = entry.value.scalar();
  if (std::ranges::find(kValues, value) == kValues.end())
    return report_unknown_value(reading, owner, "directory", entry.value, kValues);
  reading.file.declarations.directory =
      DirectoryDeclaration{value == "closed", entry.key.place(), entry.value.place()};
}

}  // namespace accessdrift::native
