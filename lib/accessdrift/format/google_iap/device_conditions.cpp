#include "accessdrift/format/google_iap/device_conditions.h"

#include <algorithm>
#include <array>

#include "accessdrift/format/condition_text.h"
#include "accessdrift/format/google_iap/conditions.h"

namespace accessdrift::google_iap {
namespace {

using cel::SyntaxKind;
using cel::SyntaxNode;
using source::each_entry;
using source::each_item;
using source::find_text;
using Words = std::optional<std::string>;

struct Meaning {
  std::string_view written;
  std::string_view attribute;
};

/// Of a basic level; the API's spelling, and Terraform's.
constexpr std::array<Meaning, 6> kFlags = {{
    {"requireScreenlock", "iap.device.screen_lock"},
    {"requireScreenLock", "iap.device.screen_lock"},
    {"requireAdminApproval", "iap.device.admin_approved"},
    {"requireCorpOwned", "iap.device.corp_owned"},
    {"requireVerifiedChromeOs", "iap.device.verified_chrome_os"},
    {"require_screen_lock", "iap.device.screen_lock"},
}};

constexpr std::array<Meaning, 2> kLists = {{
    {"allowedEncryptionStatuses", "iap.device.encryption"},
    {"allowedDeviceManagementLevels", "iap.device.management"},
}};

/// Of a custom level.
constexpr std::array<Meaning, 11> kFlagNames = {{
    {"device.is_secured_with_screenlock", "iap.device.screen_lock"},
    {"device.is_admin_approved_device", "iap.device.admin_approved"},
    {"device.is_corp_owned_device", "iap.device.corp_owned"},
    {"device.verified_chrome_os", "iap.device.verified_chrome_os"},
    {"request.auth.claims.crd_str.pwd", "iap.credential.pwd"},
    {"request.auth.claims.crd_str.push", "iap.credential.push"},
    {"request.auth.claims.crd_str.sms", "iap.credential.sms"},
    {"request.auth.claims.crd_str.swk", "iap.credential.swk"},
    {"request.auth.claims.crd_str.hwk", "iap.credential.hwk"},
    {"request.auth.claims.crd_str.otp", "iap.credential.otp"},
    {"request.auth.claims.crd_str.mfa", "iap.credential.mfa"},
}};

/// Compared with a name of an enumeration, of which the last part counts, or with a text.
constexpr std::array<Meaning, 3> kTextNames = {{
    {"device.encryption_status", "iap.device.encryption"},
    {"device.os_type", "iap.device.os"},
    {"origin.region_code", "iap.region"},
}};

template <std::size_t Count>
std::optional<std::string_view> meaning(const std::array<Meaning, Count>& all,
                                        std::string_view written) {
  const auto found = std::ranges::find(all, written, &Meaning::written);
  return found == all.end() ? std::nullopt : std::optional(found->attribute);
}

/// A system of some version or a later one is a fact of the device.
std::string version_flag(std::string_view system, std::string_view version) {
  std::string name = "iap.device.at_least.";
  for (const char c : std::string(system) + '_' + std::string(version)) {
    const bool is_in_names =
        (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    name += is_in_names ? c : '_';
  }
  return name;
}

Words system_constraint(NodeView constraint, const DeclareFlag& declare) {
  const auto system = find_text(constraint, "osType");
  if (!system) return std::nullopt;
  std::string words = "iap.device.os == " + string_literal(system->scalar());
  bool is_known = true;
  each_entry(constraint, [&](NodeView key, NodeView value) {
    if (key.scalar() == "osType" || value.kind() == NodeKind::Null) return;
    if (key.scalar() == "minimumVersion" && value.is_scalar()) {
      const std::string flag = version_flag(system->scalar(), value.scalar());
      declare(flag, value.place());
      words += " && " + flag;
      return;
    }
    const bool is_flag = key.scalar() == "requireVerifiedChromeOs";
    if (is_flag && value.is_scalar() && value.scalar() == "true") {
      words += " && iap.device.verified_chrome_os";
    } else if (!is_flag) {
      is_known = false;
    }
  });
  return is_known ? Words('(' + words + ')') : std::nullopt;
}

Words one_of_constraints(NodeView list, const DeclareFlag& declare) {
  std::string words;
  bool is_known = true;
  each_item(list, [&](NodeView constraint) {
    const Words one = system_constraint(constraint, declare);
    is_known = is_known && one;
    if (one) words += (words.empty() ? "" : " || ") + *one;
  });
  return is_known && !words.empty() ? Words('(' + words + ')') : std::nullopt;
}

Words part_of_policy(std::string_view key, NodeView value, const DeclareFlag& declare) {
  if (const auto flag = meaning(kFlags, key))
    return source::is_true(value) ? Words(std::string(*flag)) : std::nullopt;
  if (const auto list = meaning(kLists, key))
    return std::string(*list) + " in " + list_of_texts(value);
  if (key == "osConstraints") return one_of_constraints(value, declare);
  return std::nullopt;
}

bool says_nothing(NodeView value) {
  if (value.kind() == NodeKind::Null) return true;
  if (value.is_scalar()) return value.scalar() == "false";
  return value.is_empty_collection();
}

/// What a name stands for where it is compared with one of `kTextNames`.
Words value_of(const cel::SyntaxTree& tree, std::uint32_t node) {
  const SyntaxNode& at = tree.at(node);
  if (at.kind == SyntaxKind::String) return string_literal(at.text);
  const bool is_constant =
      at.kind == SyntaxKind::Name &&
      (at.text.starts_with("OsType.") || at.text.starts_with("DeviceEncryptionStatus."));
  if (!is_constant) return std::nullopt;
  return string_literal(std::string_view(at.text).substr(at.text.rfind('.') + 1));
}

std::optional<std::string_view> attribute_of(const cel::SyntaxTree& tree, std::uint32_t node) {
  if (tree.at(node).kind != SyntaxKind::Name) return std::nullopt;
  return meaning(kTextNames, tree.at(node).text);
}

/// `device.is_corp_owned_device == true`.
Words flag_relation(const cel::SyntaxTree& tree, const SyntaxNode& node) {
  const auto flag = meaning(kFlagNames, tree.at(node.children[0]).text);
  const bool is_equality = node.relation == Operator::Equal;
  if (!flag || (!is_equality && node.relation != Operator::NotEqual)) return std::nullopt;
  const bool is_true = tree.at(node.children[1]).number != 0;
  return (is_true == is_equality ? "" : "!") + std::string(*flag);
}

Words in_list(const cel::SyntaxTree& tree, std::string_view attribute, std::uint32_t list) {
  std::string values;
  for (const std::uint32_t element : tree.at(list).children) {
    const Words value = value_of(tree, element);
    if (!value) return std::nullopt;
    values += (values.empty() ? "" : ", ") + *value;
  }
  return std::string(attribute) + " in [" + values + ']';
}

Words relation(const cel::SyntaxTree& tree, const SyntaxNode& node) {
  const std::uint32_t left = node.children[0];
  const std::uint32_t right = node.children[1];
  if (tree.at(left).kind == SyntaxKind::Name && tree.at(right).kind == SyntaxKind::Boolean)
    return flag_relation(tree, node);
  const auto attribute = attribute_of(tree, left);
  if (!attribute) return std::nullopt;
  if (node.relation == Operator::In && tree.at(right).kind == SyntaxKind::List)
    return in_list(tree, *attribute, right);
  const Words value = value_of(tree, right);
  if (!value) return std::nullopt;
  if (node.relation == Operator::Equal) return std::string(*attribute) + " == " + *value;
  if (node.relation == Operator::NotEqual) return std::string(*attribute) + " != " + *value;
  return std::nullopt;
}

}  // namespace

std::string list_of_texts(NodeView list) {
  std::string words = "[";
  each_item(list, [&](NodeView item) {
    if (item.is_scalar()) words += (words.size() > 1 ? ", " : "") + string_literal(item.scalar());
  });
  return words + ']';
}

Words device_policy(NodeView policy, const DeclareFlag& declare) {
  std::string words;
  bool is_known = policy.is_mapping();
  each_entry(policy, [&](NodeView key, NodeView value) {
    if (says_nothing(value)) return;
    const Words part = part_of_policy(key.scalar(), value, declare);
    is_known = is_known && part;
    if (part) words += (words.empty() ? "" : " && ") + *part;
  });
  if (!is_known) return std::nullopt;
  return words.empty() ? Words("true") : Words('(' + words + ')');
}

Words device_test(const cel::SyntaxTree& tree, std::uint32_t node) {
  const SyntaxNode& at = tree.at(node);
  if (at.kind == SyntaxKind::Relation) return relation(tree, at);
  if (at.kind != SyntaxKind::Name) return std::nullopt;
  const auto flag = meaning(kFlagNames, at.text);
  return flag ? Words(std::string(*flag)) : std::nullopt;
}

std::optional<std::vector<std::uint32_t>> range_of_addresses(const cel::SyntaxTree& tree,
                                                             std::uint32_t node) {
  const SyntaxNode& call = tree.at(node);
  const bool is_range = call.kind == SyntaxKind::Call && call.text == "inIpRange" &&
                        call.children.size() == 2 && is_name(tree, call.children[0], "origin.ip") &&
                        tree.at(call.children[1]).kind == SyntaxKind::List;
  if (!is_range) return std::nullopt;
  const std::vector<std::uint32_t>& ranges = tree.at(call.children[1]).children;
  const bool are_texts = std::ranges::all_of(
      ranges, [&](std::uint32_t range) { return text_literal(tree, range).has_value(); });
  return are_texts && !ranges.empty() ? std::optional(ranges) : std::nullopt;
}

}  // namespace accessdrift::google_iap
