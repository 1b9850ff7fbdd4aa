#include "cli/schemas.h"

#include <nlohmann/json.hpp>
#include <vector>

namespace accessdrift::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kDefinitions = "$defs";
constexpr std::string_view kReference = "$ref";
constexpr std::string_view kReferencePrefix = "#/$defs/";

Json all_parts() {
  Json parts = Json::object();
  for (const std::string_view text : schema_parts()) parts.update(Json::parse(text));
  return parts;
}

/// The names of the definitions that are referred to anywhere in it.
std::vector<std::string> references_in(const Json& schema) {
  std::vector<std::string> names;
  std::vector<const Json*> open{&schema};
  while (!open.empty()) {
    const Json& next = *open.back();
    open.pop_back();
    if (next.is_object() && next.contains(kReference))
      names.push_back(
          next[std::string(kReference)].get<std::string>().substr(kReferencePrefix.size()));
    if (next.is_structured())
      for (const Json& inner : next) open.push_back(&inner);
  }
  return names;
}

}  // namespace

std::string whole_schema(const SchemaFile& file) {
  static const Json kParts = all_parts();
  Json schema = Json::parse(file.text);
  Json definitions = schema.value(std::string(kDefinitions), Json::object());
  std::vector<std::string> open = references_in(schema);
  while (!open.empty()) {
    const std::string name = std::move(open.back());
    open.pop_back();
    if (definitions.contains(name)) continue;
    definitions[name] = kParts.at(name);
    for (std::string& inner : references_in(kParts.at(name))) open.push_back(std::move(inner));
  }
  if (!definitions.empty()) schema[std::string(kDefinitions)] = std::move(definitions);
  return schema.dump(2) + "\n";
}

SchemaHead schema_head(const SchemaFile& file) {
  const Json schema = Json::parse(file.text);
  const std::string id = schema.at("$id");
  return {id.substr(id.rfind(':') + 1), schema.at("title")};
}

}  // namespace accessdrift::cli
