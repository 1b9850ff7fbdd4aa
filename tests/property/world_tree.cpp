#include "world_tree.h"

#include <algorithm>

#include "random.h"

namespace accessdrift::property {
namespace {

std::uint64_t hash_of(const std::string& text) {
  std::uint64_t hash = 1469598103934665603ULL;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return Random(hash).next();
}

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// Whether YAML reads the text as this string without quotes.
bool is_plain(const std::string& text) {
  static const std::vector<std::string> kSpecial{"true", "false", "null", "yes", "no",
                                                 "on",   "off",   "y",    "n"};
  if (text.empty() || !is_letter(text[0]) || std::ranges::count(kSpecial, text) != 0) return false;
  return std::ranges::all_of(text, [](char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '@' || c == '-' ||
           c == '/';
  });
}

/// The four ways of YAML to write a string, chosen by the text.
std::string yaml_string(const std::string& text) {
  const std::uint64_t style = hash_of(text) % 4;
  if (style < 2 && is_plain(text)) return text;
  if (style % 2 == 0 && text.find('\'') == std::string::npos) return "'" + text + "'";
  return quoted(text);
}

std::string flow(const Item& item, bool json) {
  switch (item.kind) {
    case Item::Kind::Text:
      return json ? quoted(item.text) : yaml_string(item.text);
    case Item::Kind::Bare:
      return item.text;
    case Item::Kind::List: {
      std::string out = "[";
      for (const Item& element : item.list)
        out += (out.size() > 1 ? ", " : "") + flow(element, json);
      return out + "]";
    }
    case Item::Kind::Map:
      break;
  }
  std::string out = "{";
  for (const auto& [key, value] : item.map) {
    out += (out.size() > 1 ? ", " : "") + (json ? quoted(key) : yaml_string(key)) + ": " +
           flow(value, json);
  }
  return out + "}";
}

/// Sections and entries as blocks; a body in flow or block style, by its key.
std::string yaml_file(const Item& root) {
  std::string out = "accessdrift: 1\n";
  for (const auto& [section, entries] : root.map) {
    if (entries.kind != Item::Kind::Map) {
      out += section + ": " + flow(entries, false) + "\n";
      continue;
    }
    out += section + ":\n";
    for (const auto& [key, body] : entries.map) {
      const bool is_block =
          body.kind == Item::Kind::Map && !body.map.empty() && hash_of(key) % 2 == 0;
      out += "  " + yaml_string(key) + ":" + (is_block ? "\n" : " " + flow(body, false) + "\n");
      if (!is_block) continue;
      for (const auto& [name, value] : body.map)
        out += "    " + yaml_string(name) + ": " + flow(value, false) + "\n";
    }
  }
  return out;
}

std::string json_file(const Item& root) {
  Item with_header = Item::mapping();
  with_header.set("accessdrift", Item::bare("1"));
  for (const auto& section : root.map) with_header.map.push_back(section);
  return flow(with_header, true) + "\n";
}

void shuffle(Item& item, Random& random) {
  item.map = random.some(item.map, item.map.size());
  for (auto& [key, value] : item.map) {
    if (value.kind == Item::Kind::Map) shuffle(value, random);
  }
}

void add_to_section(Item& file, const std::string& section, const std::string& key,
                    const Item& body) {
  for (auto& [name, entries] : file.map) {
    if (name != section) continue;
    entries.set(key, body);
    return;
  }
  file.set(section, Item::mapping().set(key, body));
}

}  // namespace

Item Item::string(std::string text) { return {Kind::Text, std::move(text), {}, {}}; }

Item Item::bare(std::string text) { return {Kind::Bare, std::move(text), {}, {}}; }

Item Item::sequence(std::vector<Item> items) { return {Kind::List, {}, std::move(items), {}}; }

Item Item::mapping() { return {}; }

Item& Item::set(std::string key, Item value) {
  map.push_back({std::move(key), std::move(value)});
  return *this;
}

Item Item::strings(const std::vector<std::string>& texts) {
  std::vector<Item> items;
  for (const std::string& text : texts) items.push_back(string(text));
  return sequence(std::move(items));
}

Files render(const Item& root, const Rendering& rendering) {
  std::vector<Item> parts(rendering.files, Item::mapping());
  for (const auto& [section, entries] : root.map) {
    if (entries.kind != Item::Kind::Map) {
      parts[0].set(section, entries);
      continue;
    }
    for (const auto& [key, body] : entries.map) {
      const std::uint64_t hash = hash_of(rendering.prefix + section + key);
      add_to_section(parts[hash % rendering.files], section, key, body);
    }
  }
  Files files;
  Random random(rendering.shuffle);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (rendering.shuffle != 0) shuffle(parts[i], random);
    const std::string name = rendering.prefix + std::to_string(i);
    if (rendering.json) files[name + ".json"] = json_file(parts[i]);
    if (!rendering.json) files[name + (i % 2 == 0 ? ".yaml" : ".yml")] = yaml_file(parts[i]);
  }
  return files;
}

}  // namespace accessdrift::property
