#include "shrink.h"

#include <algorithm>

namespace accessdrift::property {
namespace {

/// The tree without the part at `path`; unchanged if it has none.
bool drop(Item& item, const std::vector<std::string>& path, std::size_t depth = 0) {
  const std::string& step = path[depth];
  if (item.kind == Item::Kind::List) {
    return std::erase_if(item.list, [&](const Item& element) { return element.text == step; }) != 0;
  }
  const auto at = std::ranges::find(item.map, step, &Item::Entry::first);
  if (at == item.map.end()) return false;
  if (depth + 1 < path.size()) return drop(at->second, path, depth + 1);
  item.map.erase(at);
  return true;
}

/// All parts of a tree by the keys that lead to them, the outer ones first.
void add_paths(const Item& item, std::vector<std::string> prefix,
               std::vector<std::vector<std::string>>& paths) {
  std::vector<std::pair<std::vector<std::string>, const Item*>> inner;
  prefix.emplace_back();
  for (const auto& [key, value] : item.map) {
    prefix.back() = key;
    paths.push_back(prefix);
    inner.emplace_back(prefix, &value);
  }
  for (const Item& element : item.list) {
    prefix.back() = element.text;
    paths.push_back(prefix);
  }
  for (const auto& [path, value] : inner) add_paths(*value, path, paths);
}

}  // namespace

World shrink(World world, const std::function<bool(const World&)>& fails, std::size_t tries) {
  for (bool shrank = true; shrank;) {
    shrank = false;
    std::vector<std::vector<std::string>> paths;
    add_paths(world.before, {}, paths);
    add_paths(world.after, {}, paths);
    std::ranges::stable_sort(paths, {}, &std::vector<std::string>::size);
    for (const auto& path : paths) {
      for (const int sides : {3, 1, 2}) {
        World less = world;
        bool changed = (sides & 1) != 0 && drop(less.before, path);
        changed |= (sides & 2) != 0 && drop(less.after, path);
        if (!changed) continue;
        if (tries-- == 0) return world;
        if (!fails(less)) continue;
        world = std::move(less);
        shrank = true;
        break;
      }
    }
  }
  return world;
}

}  // namespace accessdrift::property
