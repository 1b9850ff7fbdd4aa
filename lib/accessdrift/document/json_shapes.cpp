#include "accessdrift/document/json_shapes.h"

#include <algorithm>

namespace accessdrift {

JsonShapes::Index JsonShapes::add() {
  if (shapes_.size() == kMostShapes) return kNone;
  shapes_.emplace_back();
  return static_cast<Index>(shapes_.size() - 1);
}

JsonShapes::Index JsonShapes::inside(const Position& position) {
  if (position.shape == kNone) return kNone;
  const auto known = [&]() -> Index& {
    Shape& shape = shapes_[position.shape];
    return position.last == kNone ? shape.inside_others : shape.keys[position.last].inside;
  };
  if (known() == kNone) {
    const Index added = add();
    known() = added;
  }
  return known();
}

void JsonShapes::learn(Position& position, Expected key) {
  position.last = kNone;
  if (position.shape == kNone) return;
  Shape& shape = shapes_[position.shape];
  if (shape.keys.size() == kMostKeys) return;
  const auto is_same = [&](const Expected& other) { return other.signature == key.signature; };
  if (std::ranges::any_of(shape.keys, is_same)) shape.are_distinct = false;
  shape.keys.insert(shape.keys.begin() + position.next, key);
  position.last = position.next++;
}

}  // namespace accessdrift
