#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace accessdrift::property {

/// What a configuration file says, before it is written as YAML or JSON.
struct Item {
  struct Entry;
  enum class Kind : std::uint8_t { Text, Bare, List, Map };
  Kind kind = Kind::Map;
  std::string text;  ///< Bare: `true`, `7`
  std::vector<Item> list;
  std::vector<Entry> map;

  static Item string(std::string text);
  static Item bare(std::string text);
  static Item sequence(std::vector<Item> items);
  static Item strings(const std::vector<std::string>& texts);
  static Item mapping();
  Item& set(std::string key, Item value);
};

struct Item::Entry {
  std::string first;
  Item second;
};

using Files = std::map<std::string, std::string>;

/// How a configuration is written. All ways say the same.
struct Rendering {
  std::size_t files = 1;
  bool json = false;
  std::uint64_t shuffle = 0;      ///< 0: entries as they stand
  std::string prefix = "access";  ///< of the files' names
};

/// A configuration as files. `root` maps sections to maps of entries (`directory` is one value); an
/// entry goes to a file by its name, so that the two sides of a world share what did not change.
[[nodiscard]] Files render(const Item& root, const Rendering& rendering);

}  // namespace accessdrift::property
