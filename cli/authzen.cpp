#include "cli/authzen.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "accessdrift/base/text.h"
#include "accessdrift/document/read.h"
#include "cli/request_options.h"

namespace accessdrift::cli {
namespace {

Diagnostic broken(std::string message, std::string help = {}) {
  return error_without_place("invalid-request", std::move(message), std::move(help));
}

/// The members of a JSON object, each with its key.
struct Member {
  std::string_view key;
  NodeView value;
};

std::vector<Member> members_of(const NodeView& object) {
  std::vector<Member> members;
  for (NodeView key = object.first_child(); !key.is_end(object);) {
    const NodeView value = key.next_sibling();
    members.push_back({key.scalar(), value});
    key = value.next_sibling();
  }
  return members;
}

const Member* member(const std::vector<Member>& members, std::string_view key) {
  const auto found = std::ranges::find(members, key, &Member::key);
  return found == members.end() ? nullptr : &*found;
}

bool is_empty_properties(const Member& member) {
  return member.key == "properties" && member.value.is_mapping() &&
         member.value.is_empty_collection();
}

/// `subject.id` and the like: an object of texts with the given keys, of which the last is what is
/// wanted.
Result<std::string> text_in(const std::vector<Member>& request, std::string_view part,
                            std::span<const std::string_view> keys) {
  const Member* const object = member(request, part);
  if (object == nullptr || !object->value.is_mapping())
    return failure(broken(fmt::format("`{}` is not an object", part)));
  const std::vector<Member> members = members_of(object->value);
  for (const Member& given : members) {
    if (is_empty_properties(given)) continue;
    if (std::ranges::find(keys, given.key) == keys.end()) {
      return failure(broken(fmt::format("`{}.{}` is not understood", part, shortened(given.key)),
                            "attributes of a request stand in `context`"));
    }
    if (given.value.kind() != NodeKind::String)
      return failure(broken(fmt::format("`{}.{}` is not a text", part, given.key)));
  }
  const Member* const wanted = member(members, keys.back());
  if (wanted == nullptr)
    return failure(broken(fmt::format("`{}.{}` is missing", part, keys.back())));
  return std::string(wanted->value.scalar());
}

/// How JSON writes a value of the type; it has no addresses, so they are texts.
NodeKind node_kind_of(TypeKind kind) {
  if (kind == TypeKind::Bool) return NodeKind::Boolean;
  if (kind == TypeKind::Int) return NodeKind::Integer;
  return kind == TypeKind::Set ? NodeKind::Sequence : NodeKind::String;
}

/// Nothing if an element is not of the type.
std::optional<std::set<std::string>> elements_of(const NodeView& value, const AttributeType& type) {
  std::set<std::string> elements;
  for (NodeView element = value.first_child(); !element.is_end(value);
       element = element.next_sibling()) {
    const bool is_known = element.kind() == NodeKind::String &&
                          std::ranges::find(type.values, element.scalar()) != type.values.end();
    if (!is_known) return std::nullopt;
    elements.emplace(element.scalar());
  }
  return elements;
}

/// The value as the type has it; not told if it is of another type.
Told typed_value(const NodeView& value, const AttributeType& type) {
  Told told;
  if (value.kind() != node_kind_of(type.kind)) return told;
  if (type.kind == TypeKind::Set) {
    const std::optional<std::set<std::string>> elements = elements_of(value, type);
    if (!elements) return told;
    told.value = *elements;
  } else {
    const std::optional<Value> parsed = parse_value(value.scalar(), type);
    if (!parsed) return told;
    told.value = *parsed;
  }
  told.state = Told::State::Present;
  return told;
}

/// Reads `context`; objects within it are walked with a list of their own, so depth costs no stack.
class ContextReader {
 public:
  explicit ContextReader(const Snapshot& snapshot) : snapshot_(snapshot) {}

  Result<RequestAttributes> read(const NodeView& context) {
    open_.push_back({"", context});
    while (!open_.empty()) {
      const Open next = open_.back();
      open_.pop_back();
      for (const Member& given : members_of(next.object)) {
        if (auto problem = take(next.prefix + std::string(given.key), given.value))
          return failure(std::move(*problem));
      }
    }
    return std::move(attributes_);
  }

 private:
  struct Open {
    std::string prefix;
    NodeView object;
  };

  std::optional<Diagnostic> take(const std::string& name, const NodeView& value) {
    if (value.is_mapping()) {
      open_.push_back({name + ".", value});
      return std::nullopt;
    }
    const auto declared = snapshot_.schema.request.find(name);
    if (declared == snapshot_.schema.request.end()) return unknown_attribute(name, snapshot_);
    if (is_told_by_url(name)) return broken(fmt::format("`{}` is what a URL tells", name));
    Told told = typed_value(value, declared->second);
    if (value.kind() == NodeKind::Null && !declared->second.is_required)
      told.state = Told::State::Absent;
    if (told.state != Told::State::NotTold) return tell(name, told);
    return error_without_place("wrong-type", fmt::format("`{}` has a value of another type", name),
                               "expected " + values_in_words(declared->second));
  }

  std::optional<Diagnostic> tell(const std::string& name, const Told& told) {
    if (attributes_.emplace(name, told).second) return std::nullopt;
    return broken(fmt::format("`{}` is given twice", name));
  }

  const Snapshot& snapshot_;
  std::vector<Open> open_;
  RequestAttributes attributes_;
};

Result<RequestAttributes> context_of(const std::vector<Member>& request, const Snapshot& snapshot) {
  const Member* const context = member(request, "context");
  if (context == nullptr) return with_absent({}, snapshot);
  if (!context->value.is_mapping()) return failure(broken("`context` is not an object"));
  Result<RequestAttributes> given = ContextReader(snapshot).read(context->value);
  return given ? with_absent(std::move(*given), snapshot) : std::move(given);
}

std::optional<Diagnostic> unknown_member(const std::vector<Member>& request) {
  constexpr std::array<std::string_view, 4> kKnown{"subject", "action", "resource", "context"};
  for (const Member& given : request) {
    if (std::ranges::find(kKnown, given.key) == kKnown.end()) {
      return broken(fmt::format("`{}` is not understood", shortened(given.key)),
                    "expected subject, action, resource and context");
    }
  }
  return std::nullopt;
}

}  // namespace

Result<Evaluation> read_evaluation(const std::shared_ptr<const SourceText>& line,
                                   const Snapshot& snapshot) {
  constexpr std::array<std::string_view, 2> kTypeAndId{"type", "id"};
  constexpr std::array<std::string_view, 1> kName{"name"};
  const Result<Document> document = read_json(line);
  if (!document) return failure(document.error());
  const NodeView root(*document);
  if (!root.is_mapping()) return failure(broken("a request is an object"));
  const std::vector<Member> members = members_of(root);
  if (const auto problem = unknown_member(members)) return failure(*problem);
  const Result<std::string> subject = text_in(members, "subject", kTypeAndId);
  if (!subject) return failure(subject.error());
  const Result<std::string> action = text_in(members, "action", kName);
  if (!action) return failure(action.error());
  const Result<std::string> resource = text_in(members, "resource", kTypeAndId);
  if (!resource) return failure(resource.error());
  Result<RequestAttributes> attributes = context_of(members, snapshot);
  if (!attributes) return failure(attributes.error());
  Evaluation evaluation{{*subject, *action, *resource, std::move(*attributes)}, {}};
  if (is_url(snapshot, *resource)) evaluation.by_url = UrlRequest{*action, *resource};
  return evaluation;
}

}  // namespace accessdrift::cli
