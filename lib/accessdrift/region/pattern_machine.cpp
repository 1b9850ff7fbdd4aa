#include "accessdrift/region/pattern_machine.h"

#include <algorithm>
#include <utility>

namespace accessdrift {

bool PatternMachine::has(PatternAnchor anchor) const {
  return std::ranges::any_of(steps, [anchor](const Step& step) {
    return step.kind == PatternMachine::Kind::Anchor &&
           step.value == static_cast<std::uint32_t>(anchor);
  });
}

std::uint32_t PatternBuilder::add(const PatternMachine::Step& step) {
  machine_.steps.push_back(step);
  return static_cast<std::uint32_t>(machine_.steps.size() - 1);
}

PatternBuilder::Part PatternBuilder::around(std::uint32_t first, std::uint32_t start,
                                            std::uint32_t exit) const {
  return {first, static_cast<std::uint32_t>(machine_.steps.size()), start, exit};
}

PatternBuilder::Part PatternBuilder::empty() {
  const std::uint32_t pass = add({});
  return around(pass, pass, pass);
}

PatternBuilder::Part PatternBuilder::read(const CodePointSet& set) {
  const auto number = static_cast<std::uint32_t>(machine_.sets.size());
  const auto [known, is_new] = set_numbers_.try_emplace(set, number);
  if (is_new) machine_.sets.push_back(set);
  const std::uint32_t step = add({PatternMachine::Kind::Read, known->second});
  return around(step, step, step);
}

PatternBuilder::Part PatternBuilder::anchor(PatternAnchor anchor) {
  const std::uint32_t step =
      add({PatternMachine::Kind::Anchor, static_cast<std::uint32_t>(anchor)});
  return around(step, step, step);
}

PatternBuilder::Part PatternBuilder::sequence(std::span<const Part> parts) {
  if (parts.empty()) return empty();
  for (std::size_t i = 1; i < parts.size(); ++i) link(parts[i - 1], parts[i].start);
  return around(parts.front().first, parts.front().start, parts.back().exit);
}

PatternBuilder::Part PatternBuilder::choice(std::span<const Part> parts) {
  if (parts.size() == 1) return parts.front();
  const std::uint32_t exit = add({});
  std::uint32_t start = parts.back().start;
  for (std::size_t i = parts.size() - 1; i-- > 0;)
    start = add({PatternMachine::Kind::Split, 0, parts[i].start, start});
  for (const Part& part : parts) link(part, exit);
  return around(parts.front().first, start, exit);
}

PatternBuilder::Part PatternBuilder::copy(const Part& part) {
  const auto offset = static_cast<std::uint32_t>(machine_.steps.size()) - part.first;
  const auto moved = [offset](std::uint32_t step) {
    return step == PatternMachine::kNowhere ? step : step + offset;
  };
  for (std::uint32_t i = part.first; i < part.last; ++i) {
    const PatternMachine::Step step = machine_.steps[i];
    add({step.kind, step.value, moved(step.next), moved(step.other)});
  }
  return {part.first + offset, part.last + offset, part.start + offset, part.exit + offset};
}

PatternBuilder::Part PatternBuilder::star(const Part& part) {
  const std::uint32_t exit = add({});
  const std::uint32_t loop = add({PatternMachine::Kind::Split, 0, part.start, exit});
  link(part, loop);
  return around(part.first, loop, exit);
}

PatternBuilder::Part PatternBuilder::plus(const Part& part) {
  const std::uint32_t exit = add({});
  const std::uint32_t loop = add({PatternMachine::Kind::Split, 0, part.start, exit});
  link(part, loop);
  return around(part.first, part.start, exit);
}

PatternBuilder::Part PatternBuilder::repeat(const Part& part, std::uint32_t least,
                                            std::optional<std::uint32_t> most) {
  if (!most && least == 0) return star(part);
  const std::uint32_t count = most.value_or(least);
  if (count == 0) {
    const std::uint32_t pass = add({});
    return around(part.first, pass, pass);
  }
  std::vector<Part> copies{part};
  while (copies.size() < count && !is_over()) copies.push_back(copy(part));
  if (!most) {
    copies.back() = plus(copies.back());
    return sequence(copies);
  }
  const std::uint32_t exit = add({});
  std::uint32_t start = exit;
  for (std::size_t i = copies.size(); i-- > 0;) {
    link(copies[i], start);
    start =
        i < least ? copies[i].start : add({PatternMachine::Kind::Split, 0, copies[i].start, exit});
  }
  return around(part.first, start, exit);
}

PatternMachine PatternBuilder::finish_search(const Part& pattern) {
  const std::uint32_t accept = add({PatternMachine::Kind::Accept});
  link(pattern, accept);
  const Part any = read(without_surrogates({{0, kLastCodePoint}}));
  const std::uint32_t loop = add({PatternMachine::Kind::Split, 0, any.start, pattern.start});
  link(any, loop);
  machine_.start = loop;
  return std::move(machine_);
}

PatternMachine PatternBuilder::finish_whole(const Part& pattern) {
  const Part end = anchor(PatternAnchor::TextEnd);
  link(pattern, end.start);
  link(end, add({PatternMachine::Kind::Accept}));
  machine_.start = pattern.start;
  return std::move(machine_);
}

}  // namespace accessdrift
